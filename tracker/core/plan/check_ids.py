"""Are the ids of a plan told apart, by people as by programs? And do all references lead somewhere?

Ids that differ only in case, leading zeros or look-alike characters would be taken for one another: such
twins are findings. To compare skeletons is the idea of Unicode Technical Standard 39 (confusable detection);
the table here is the part of it that matters for ids: Cyrillic and Greek letters that look Latin.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from tracker.core.plan.check_words import finding
from tracker.core.plan.document import Document, Finding, PlanTask

_LOOKS_LIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХԌԚԜҮавеѕіјкмнорстухԁԛԝүΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοριυν‐‑‒–—−",
    "ABESIJKMHOPCTYXGQWYabesijkmhopctyxdqwyABEZHIKMNOPTYXaopiuv------",
)
_BIDI_CONTROLS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


def check_ids(document: Document) -> Iterator[Finding]:
    """Duplicate ids and twins, ids of mixed alphabets, characters that nobody sees, references to nothing."""
    yield from _find_twins(document)
    for task in document.tasks:
        yield from _find_hidden_characters(task)
        yield from _find_mixed_alphabets(task)
        yield from _find_unknown_dependencies(task)
    yield from _find_unknown_in_sprints(document)


def plain_id(text: str) -> str:
    """The id without case and leading zeros, compatibility forms, odd spaces and dashes made plain.

    >>> plain_id("ts-007") == plain_id("TS\N{NON-BREAKING HYPHEN}7"), plain_id("1.10") == plain_id("1.1")
    (True, False)
    """
    text = "".join(
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Cf", "Cc")
    )
    text = " ".join(text.split()).casefold()
    text = re.sub(r"[‐‑‒–—−]", "-", text)
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def skeleton(text: str) -> str:
    """What the id looks like: equal for ids that a person cannot tell apart.

    >>> skeleton("\N{CYRILLIC CAPITAL LETTER A}-001") == skeleton("A-001")
    True
    """
    return plain_id(unicodedata.normalize("NFKC", text).translate(_LOOKS_LIKE))


def _find_twins(document: Document) -> Iterator[Finding]:
    groups: dict[str, list[PlanTask]] = defaultdict(list)
    for task in document.tasks:
        if task.id is not None:
            groups[skeleton(task.id)].append(task)
    for first, *others in groups.values():
        for other in others:
            yield _say_twins(first, other)


def _say_twins(first: PlanTask, other: PlanTask) -> Finding:
    if first.id == other.id:
        template = "{id} names two tasks, here and on line {first}. Give one of them another id."
    elif plain_id(first.id or "") == plain_id(other.id or ""):
        template = (
            "{id} and {twin} on line {first} differ only in case, leading zeros or spacing, "
            "so that one is taken for the other. Give one of them another id."
        )
    else:
        template = (
            "{id} and {twin} on line {first} look the same but are written with different letters. "
            "Type one of them anew, or give it another id."
        )
    return finding(
        "duplicate-id",
        "error",
        other.line,
        template,
        subject=f"{first.id} {other.id}",
        task_key=other.key,
        id=other.id,
        twin=first.id,
        first=first.line,
    )


def _find_hidden_characters(task: PlanTask) -> Iterator[Finding]:
    in_id = {c for c in task.id or "" if unicodedata.category(c) in ("Cf", "Cc")}
    found = sorted(in_id | {c for c in task.title if c in _BIDI_CONTROLS})
    if found:
        yield finding(
            "hidden-characters",
            "warning",
            task.line,
            "The id or title of {key} holds characters that nobody sees ({codes}) and that can change what "
            "it seems to say. Type the line anew.",
            subject=task.key,
            task_key=task.key,
            key=task.key,
            codes=", ".join(f"U+{ord(c):04X}" for c in found),
        )


def _find_mixed_alphabets(task: PlanTask) -> Iterator[Finding]:
    alphabets = {unicodedata.name(c, "").partition(" ")[0] for c in task.id or "" if c.isalpha()}
    if "LATIN" in alphabets and alphabets & {"CYRILLIC", "GREEK"}:
        yield finding(
            "mixed-alphabets",
            "warning",
            task.line,
            "The id {key} mixes letters of several alphabets that look alike. Type it anew in one of them.",
            subject=task.key,
            task_key=task.key,
            key=task.key,
        )


def _find_unknown_dependencies(task: PlanTask) -> Iterator[Finding]:
    for reference in dict.fromkeys(task.unresolved_dependencies):
        yield finding(
            "unknown-reference",
            "error",
            dependency_line(task),
            "{key} depends on {reference}, which this plan does not define. "
            "Add it, or remove the dependency.",
            subject=f"{task.key} {reference}",
            task_key=task.key,
            key=task.key,
            reference=reference,
        )


def _find_unknown_in_sprints(document: Document) -> Iterator[Finding]:
    for sprint in document.sprints:
        for reference, line in dict.fromkeys(sprint.unknown_ids):
            yield finding(
                "unknown-reference",
                "error",
                line,
                "Sprint {sprint} lists {reference}, which this plan does not define. "
                "Add the task, or take it off the list.",
                subject=f"sprint {sprint.number} {reference}",
                sprint=sprint.number,
                reference=reference,
            )


def dependency_line(task: PlanTask) -> int:
    """The line on which the task says what it depends on; its own where no field does."""
    return next((field.line for field in task.fields if field.meaning == "depends_on"), task.line)
