"""Do all references of a plan lead somewhere, and do its titles say what they seem to say?

That ids can be told apart is the reader's to see, because it decides which lines are one task.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracker.core.plan.check_words import finding, task_name
from tracker.core.plan.document import Document, Finding, PlanTask

BIDI_CONTROLS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_references(document: Document) -> Iterator[Finding]:
    """References to what the plan does not define, and titles that turn their direction of writing."""
    for task in document.tasks:
        yield from _find_hidden_characters(task)
        yield from _find_unknown_dependencies(task)
    yield from _find_unknown_in_sprints(document)


def _find_hidden_characters(task: PlanTask) -> Iterator[Finding]:
    """Boucher and Anderson 2021, "Trojan Source": such a title reads otherwise than it is."""
    found = sorted(BIDI_CONTROLS.intersection(task.title))
    if found:
        yield finding(
            "hidden-characters",
            "warning",
            task.line,
            "The title of {key} holds characters that nobody sees ({codes}) and that can change what it "
            "seems to say. Type it anew.",
            subject=task.key,
            task_key=task.key,
            key=task_name(task),
            codes=", ".join(f"U+{ord(c):04X}" for c in found),
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
            key=task_name(task),
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
