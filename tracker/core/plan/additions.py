"""Tasks that a file lacks, added to its text; what was added is read again before it counts.

A plan may be written in any way, so that no rule for new lines fits all of them. Several ways are tried, and
the first is taken after which the text reads as it did before and holds one task more: the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.core.errors import PlanError
from tracker.core.plan.append import FORMS, Form, insert, insertion
from tracker.core.plan.document import NO_LIMITS, Document, PlanTask, ReadOptions
from tracker.core.plan.merge_headings import place_of
from tracker.core.plan.new_lines import NewTask
from tracker.core.plan.parse import read_text
from tracker.core.plan.source import split
from tracker.core.plan.style import Style


@dataclass(frozen=True, slots=True)
class Appended:
    """The text with the new tasks, read; `tasks` stand beside those asked for, None for what has no place."""

    document: Document
    tasks: tuple[PlanTask | None, ...]


def append_tasks(document: Document, tasks: Sequence[NewTask], options: ReadOptions) -> Appended:
    """The document with each task at the end of its section, in the order given, the old ones as they were.

    `options` are those with which the document was read. Together they are tried first, then one by one.
    """
    if not tasks:
        return Appended(document, ())
    together = _try(document, tasks, options, form="like")
    if together is not None and together[0] == len(tasks) * _PERFECT:
        return together[1]
    keys: list[str | None] = []
    for task in tasks:
        found = append_task(document, task, options)
        if found is not None:
            document = found.document
        keys.append(found.tasks[0].key if found and found.tasks[0] else None)
    by_key = {task.key: task for task in document.tasks}
    return Appended(document, tuple(by_key.get(key) if key else None for key in keys))


def append_task(document: Document, task: NewTask, options: ReadOptions) -> Appended | None:
    """The document with the task in the form that reads best; None where it has no place for it."""
    best: tuple[int, Appended] | None = None
    for form in FORMS:
        found = _try(document, [task], options, form=form)
        if found is not None and (best is None or found[0] > best[0]):
            best = found
        if best is not None and best[0] == _PERFECT:
            break
    return best[1] if best else None


def moved_levels(levels: dict[int, str], before: str, after: str) -> dict[int, str]:
    """How parts are read, by their first line, after the text has grown or shrunk between them.

    A part is known again by the words of its first line; of several alike, by which of them it is.
    """
    if not levels or before == after:
        return levels
    old = _numbered(before)
    now = {words: line for line, words in _numbered(after).items()}
    return {now.get(old[line], line) if line in old else line: level for line, level in levels.items()}


def _numbered(text: str) -> dict[int, tuple[str, int]]:
    """Each line's text, and how many of the same stand before it, by its number."""
    source, seen, found = split(text, NO_LIMITS), dict[str, int](), {}
    for number in range(1, source.line_count + 1):
        line = source.line(number)
        seen[line] = seen.get(line, -1) + 1
        found[number] = (line, seen[line])
    return found


def _try(
    document: Document, tasks: Sequence[NewTask], options: ReadOptions, *, form: Form
) -> tuple[int, Appended] | None:
    """The document with the tasks in that form, and how well they read; None where that is not as meant."""
    source, style = split(document.text, NO_LIMITS), Style.of(document, options.hours_per_day)
    places = [insertion(document, source, style, task, form=form) for task in tasks]
    found = [place for place in places if place is not None]
    if len(found) < len(tasks):
        return None
    text, lines = insert(source, found, style.newline)
    try:
        after = read_text(text, replace(options, levels=moved_levels(options.levels, document.text, text)))
    except PlanError:
        return None
    by_line = {task.line: task for task in after.tasks}
    added = [by_line.get(line) for line in lines]
    if not _reads_as_before(document, after, added):
        return None
    marks = [_likeness(after, *pair, form) for pair in zip(added, tasks, strict=True)]
    return (sum(marks), Appended(after, tuple(added))) if all(marks) else None


def _reads_as_before(before: Document, after: Document, added: Iterable[PlanTask | None]) -> bool:
    """Whether the other tasks are what they were; that one now finds what it waits for is no change."""
    new = {task.key for task in added if task is not None}
    rest = [task for task in after.tasks if task.key not in new]
    if len(rest) != len(before.tasks) or len(after.tasks) - len(rest) != len(list(added)):
        return False
    return all(
        _facts(one) == _facts(other)
        and set(one.depends_on) <= set(other.depends_on) <= {*one.depends_on, *new}
        for one, other in zip(before.tasks, rest, strict=True)
    )


def _facts(task: PlanTask) -> tuple[Any, ...]:
    """All that the text says of a task but where it stands and what it waits for."""
    return (
        task.key, task.id, task.title, task.status, task.category, task.section, task.priority, task.risk,
        task.estimate, task.agents, task.assignee, task.due, task.sprint, task.body, task.is_duty,
        [(step.text, step.done) for step in task.steps],
        [(field.label, field.meaning, field.value) for field in task.fields],
    )  # fmt: skip


_PERFECT = 5


def _likeness(document: Document, task: PlanTask | None, wanted: NewTask, form: Form) -> int:
    """How many of title, status, estimate and priority read as meant, and one more; 0 for another task."""
    if task is None or task.id != wanted.id or not task.title:
        return 0
    place = place_of(document, task)
    if place.section != wanted.place.section or (form != "heading" and place != wanted.place):
        return 0
    return 1 + sum(
        (
            task.title == " ".join(wanted.title.split()),
            task.status == "todo",
            task.estimate == wanted.estimate,
            wanted.priority in (None, task.priority),
        )
    )
