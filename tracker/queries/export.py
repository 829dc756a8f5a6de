"""The plan file with what people did to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.core.errors import NotFound
from tracker.core.plan import write
from tracker.core.plan.additions import moved_levels
from tracker.core.plan.document import TITLE_LENGTH, Document, PlanTask, ReadOptions
from tracker.core.plan.merge_fields import plain_body
from tracker.core.plan.write_body import render_bodies
from tracker.core.plan.write_untold import untold
from tracker.core.text import Sentence
from tracker.models import Plan, Task
from tracker.plan_limits import read_options
from tracker.queries.file_fields import said_since_import
from tracker.queries.file_rows import HeldTasks, held_tasks, row_estimate
from tracker.queries.reading import read_kept, write_kept


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """The text as it would be exported now, and the rows by their keys in it, archived ones too.

    `untold` are sentences about changes that the text does not say.
    """

    text: str
    rows: Mapping[str, Task]
    untold: tuple[Sentence, ...] = ()

    def live_keys(self) -> dict[str, str]:
        """The keys for good of the tasks that are not archived, by those that the text has for them."""
        return {name: row.key for name, row in self.rows.items() if row.archived_at is None}


def plan_text(plan: Plan) -> str:
    """The last imported text with the tasks added here, changed only where tasks changed.

    Raises:
        NotFound: nothing was imported yet.
    """
    return written_plan(plan).text


def written_plan(plan: Plan) -> WrittenPlan:
    """As `plan_text`, with the rows."""
    held = plan_tasks(plan)
    document = with_edited_bodies(plan, held.document, held.rows)
    changes = changes_since_import(document, held.rows)
    for key, said in said_since_import(plan, held.document, document, held.rows).items():
        changes[key] = replace(changes.get(key, write.TaskChange()), said=said)
    done = write_kept(document, changes, reading_of(plan, levels_for(plan, document.text)))
    rows = {done.keys.get(key, key): row for key, row in held.rows.items()}
    names = {key: row.key for key, row in rows.items()}
    return WrittenPlan(done.text, rows, tuple(untold(changes, done, names)))


def plan_tasks(plan: Plan) -> HeldTasks:
    """The last imported text with the tasks that were added here, and which row is which task of it."""
    return held_tasks(plan, plan_document(plan), reading_of(plan, plan.levels))


def with_edited_bodies(plan: Plan, document: Document, rows: Mapping[str, Task]) -> Document:
    """The document with the texts that people edited, read again: boxes and fields may have come or gone."""
    touched = set(plan.events.filter(field="body").values_list("task_id", flat=True))
    bodies = {key: row.body for key, row in rows.items() if row.pk in touched and row.archived_at is None}
    in_file = {task.key: task.body for task in document.tasks}
    edited = {key: body for key, body in bodies.items() if plain_body(body) != plain_body(in_file[key])}
    return read_as(plan, render_bodies(document, edited)) if edited else document


def plan_document(plan: Plan) -> Document:
    """The last imported text, read as it was read then. Raises `NotFound` where there is none."""
    if plan.revision is None:
        raise NotFound("This plan has no file yet. Import one.")
    return read_as(plan, plan.revision.text)


def read_as(plan: Plan, text: str) -> Document:
    """That text, read the way the plan's file is read."""
    return read_kept(text, reading_of(plan, levels_for(plan, text)))


def reading_of(plan: Plan, levels: Mapping[int, str]) -> ReadOptions:
    return read_options(
        levels=levels, hours_per_day=plan.hours_per_day, days_per_week=len(plan.weekdays), clock=None
    )


def levels_for(plan: Plan, text: str) -> dict[int, str]:
    """How the parts of that text are read: as those of the last import, though lines came or went since."""
    return moved_levels(plan.levels, plan.revision.text, text) if plan.revision else plan.levels


def changes_since_import(document: Document, rows: Mapping[str, Task]) -> dict[str, write.TaskChange]:
    """For each task that now differs from the file, by its key in the file, what differs.

    Of a task that was taken out of the plan the file says that it is dropped; its lines stay.
    """
    changes = {}
    for task in document.tasks:
        row = rows.get(task.key)
        change = change_between(task, row) if row else None
        if change:
            changes[task.key] = change
    return changes


def change_between(task: PlanTask, row: Task) -> write.TaskChange | None:
    """What the row says otherwise than the file; None where they agree."""
    if row.archived_at is not None:
        return write.TaskChange(status="dropped") if task.status != "dropped" else None
    steps = {step.position: step.is_done for step in row.steps.all()}
    differing = {
        position: steps[position]
        for position, step in enumerate(task.steps)
        if steps.get(position, step.done) != step.done
    }
    values = {}
    if row.status != task.status:
        values["status"] = row.status
    if differing:
        values["steps"] = differing
    if row.title != task.title[:TITLE_LENGTH]:
        values["title"] = row.title
    if row.estimate_low_hours is not None and row_estimate(row) != task.estimate:
        values["estimate"] = row_estimate(row)
    if (row.priority or None) != task.priority:
        values["priority"] = row.priority or None
    return write.TaskChange(**values) if values else None
