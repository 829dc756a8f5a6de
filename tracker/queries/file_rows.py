"""Which row is which task of the plan's text; rows that the text lacks are added to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.plan.document import Document, Estimate, ReadOptions
from tracker.core.plan.identity import looks_minted
from tracker.core.plan.ids import family_of
from tracker.core.plan.merge_headings import Place, heading_name
from tracker.core.plan.new_lines import NewTask
from tracker.models import Category, Plan, Section, Task
from tracker.queries.reading import append_kept


@dataclass(frozen=True, slots=True)
class HeldTasks:
    """A text that holds every live task, and the rows by their keys in it, archived ones too."""

    document: Document
    rows: Mapping[str, Task]


def held_tasks(plan: Plan, document: Document, options: ReadOptions) -> HeldTasks:
    """The text with the tasks that were added here, each at the end of its section; two queries.

    `options` are those with which the text was read. A task for which the text has no place is left out.
    """
    related = ("section__category", "category", "sprint", "assignee")
    everyone = plan.tasks.select_related(*related).prefetch_related("steps").order_by("pk")
    archived_first = sorted(everyone, key=lambda row: row.archived_at is None)
    in_text = {task.key for task in document.tasks}
    rows = {row.source_key: row for row in archived_first if row.source_key in in_text}
    held = {row.pk for row in rows.values()}
    missing = [row for row in archived_first if row.archived_at is None and row.pk not in held]
    if not missing:
        return HeldTasks(document, rows)
    added = append_kept(document, [new_task(row, document) for row in missing], options)
    pairs = zip(added.tasks, missing, strict=True)
    return HeldTasks(added.document, rows | {task.key: row for task, row in pairs if task is not None})


def new_task(row: Task, document: Document) -> NewTask:
    """What the text is to say of a task that it lacks."""
    inherited = row.section.priority if row.section else ""
    return NewTask(
        title=row.title,
        id=written_id(row, document),
        estimate=row_estimate(row),
        priority=row.priority if row.priority and row.priority != inherited else None,  # type: ignore[arg-type]
        place=place_of_row(row.category, row.section),
        position=row.section.position if row.section else None,
    )


def written_id(row: Task, document: Document) -> str | None:
    """The id with which the task is written; None for one whose key was made up for want of an id.

    Of a task that a file held once it is not known which it was: there the look of the key tells.
    """
    name = row.source_key
    if not name or row.line is None or not looks_minted(name):
        return name or None
    family = family_of(name)
    known = {family_of(task.id) for task in document.tasks if task.id}
    return name if family and family[0] in {one[0] for one in known if one} else None


def place_of_row(category: Category | None, section: Section | None) -> Place:
    return Place(
        heading_name(category.number, category.title) if category else None,
        heading_name(section.number, section.title) if section else None,
    )


def row_estimate(row: Task) -> Estimate | None:
    low, high = row.estimate_low_hours, row.estimate_high_hours
    return None if low is None or high is None else Estimate(low, high)
