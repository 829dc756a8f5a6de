"""A plan against itself: every check over a document, its findings in the order of their lines.

The checks stand beside this module: `check_references`, `check_dependencies`, `check_figures`
(estimates, summary, totals), `check_sprints`, `check_tasks`. What the reader found comes with them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.core.plan.check_dependencies import check_dependencies
from tracker.core.plan.check_figures import check_figures
from tracker.core.plan.check_references import check_references
from tracker.core.plan.check_sprints import Capacity, check_sprints
from tracker.core.plan.check_tasks import check_tasks
from tracker.core.plan.check_words import finding
from tracker.core.plan.document import Document, Finding

_RANK = {"error": 0, "warning": 1, "note": 2}
_PLACES = ("line", "first", "heading", "from_line", "count", "all")  # parameters that tell where, or how many


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What the checks assume of the team. `people` is None where nobody has said how many there are."""

    hours_per_day: float = 8.0
    days_per_week: float = 5.0
    people: int | None = None
    default_estimate_hours: float = 8.0


USUAL = CheckOptions()


def check_document(document: Document, options: CheckOptions = USUAL) -> tuple[Finding, ...]:
    """All findings, the reader's included, by line, then errors first; those without a line come first."""
    found = _drop_repeats((*document.reading, *_run_checks(document, options)))
    return tuple(sorted(found, key=lambda f: (f.line or 0, _RANK[f.level], f.code, f.task_key or "")))


def _run_checks(document: Document, options: CheckOptions) -> Iterator[Finding]:
    capacity = Capacity(options.hours_per_day, options.days_per_week, options.people)
    if not document.tasks:
        yield _say_no_tasks()
        return
    yield from check_references(document)
    yield from check_dependencies(document)
    yield from check_figures(document, hours_per_day=options.hours_per_day)
    yield from check_sprints(document, capacity)
    yield from check_tasks(document, default_hours=options.default_estimate_hours)


def _say_no_tasks() -> Finding:
    return finding(
        "no-tasks",
        "error",
        None,
        "No task was found in this file. A task is a line such as “- [ ] **AB-1: Title**”.",
        subject="plan",
    )


def _drop_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """What the reader has said already is not said again."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for found in findings:
        key = (found.code, found.line, found.task_key, _subject(found))
        if key not in seen:
            seen.add(key)
            kept.append(found)
    return kept


def fingerprints(findings: Sequence[Finding]) -> tuple[str, ...]:
    """An identity for each finding, in their order: the same after lines, counts and hours have changed.

    32 hexadecimal digits, no two alike in one document: a finding whose twin came before is told apart by its
    place in the row.
    """
    times: Counter[str] = Counter()
    result = []
    for found in findings:
        subject = f"{found.code}\x1f{_subject(found)}"
        times[subject] += 1
        if times[subject] > 1:
            subject += f"\x1f{times[subject]}"
        result.append(hashlib.blake2b(subject.encode(errors="surrogatepass"), digest_size=16).hexdigest())
    return tuple(result)


def fingerprint(found: Finding) -> str:
    """The identity of one finding that has no twin in its document: code and subject, not line or figures."""
    return fingerprints((found,))[0]


def _subject(found: Finding) -> str:
    """What the finding is about: as the check named it, else its task and what its sentence names."""
    params = found.sentence.params
    if "subject" in params:
        return str(params["subject"])
    named = (f"{name}={value}" for name, value in sorted(params.items()) if name not in _PLACES)
    return "\x1f".join((found.task_key or "", *named))
