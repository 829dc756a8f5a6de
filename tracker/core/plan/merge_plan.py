"""What a merge would do, as values: shown to a person first, settled where it is in doubt, then applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tracker.core.errors import PlanError
from tracker.core.plan.document import PlanTask
from tracker.core.plan.merge_fields import FieldMerge, Side, TaskValues
from tracker.core.plan.merge_headings import HeadingChange
from tracker.core.plan.merge_match import How


@dataclass(frozen=True, slots=True)
class CurrentTask:
    """A task as it is now. `key` is its key for good, `source_key` the one in the last imported file."""

    key: str
    source_key: str
    values: TaskValues
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class AddedTask:
    """A task new in the file, and the key that it gets: its own unless another task has that already."""

    key: str
    task: PlanTask


@dataclass(frozen=True, slots=True)
class TaskMerge:
    """What becomes of a task that is in the file: `fields` are what the file changes, `task` the new text.

    `body` is the text to store: it follows the file quietly where only ticks or told fields differ.
    """

    key: str
    title: str
    how: How
    task: PlanTask
    fields: tuple[FieldMerge, ...]
    body: str
    is_renamed: bool = False
    is_restored: bool = False

    @property
    def conflicts(self) -> tuple[FieldMerge, ...]:
        return tuple(field for field in self.fields if field.is_conflict)

    @property
    def is_changed(self) -> bool:
        return self.is_renamed or self.is_restored or any(_changes(field) for field in self.fields)


@dataclass(frozen=True, slots=True)
class GoneTask:
    """A task that the file holds no longer; `is_touched` where people changed it since the last import."""

    key: str
    title: str
    is_touched: bool


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What importing the file would do. `tasks` are all that are in the file and here, changed or not.

    `made_here` are keys of tasks that the file never held. `away` are keys of tasks that people took out,
    each with what the file goes on to say of it: only where it stands is followed. `loops` are circles that
    the dependencies of both sides make together: such a plan must not be applied.
    """

    added: tuple[AddedTask, ...] = ()
    tasks: tuple[TaskMerge, ...] = ()
    gone: tuple[GoneTask, ...] = ()
    made_here: tuple[str, ...] = ()
    away: tuple[tuple[str, PlanTask], ...] = ()
    headings: tuple[HeadingChange, ...] = ()
    loops: tuple[tuple[str, ...], ...] = ()

    @property
    def changed(self) -> tuple[TaskMerge, ...]:
        return tuple(task for task in self.tasks if task.is_changed and not task.is_restored)

    @property
    def restored(self) -> tuple[TaskMerge, ...]:
        return tuple(task for task in self.tasks if task.is_restored)

    @property
    def shown_matches(self) -> tuple[TaskMerge, ...]:
        """Tasks told to be one by title or place and not by id: for a person to look at."""
        return tuple(task for task in self.tasks if task.how != "id")

    @property
    def conflicts(self) -> tuple[tuple[TaskMerge, FieldMerge], ...]:
        return tuple((task, field) for task in self.tasks for field in task.conflicts)

    @property
    def is_empty(self) -> bool:
        changes = (self.added, self.gone, self.headings, self.changed, self.restored, self.conflicts)
        return not any(changes)

    @property
    def counts(self) -> dict[str, int]:
        """How many tasks are created, changed, archived, restored and kept as they are; and conflicts."""
        moving = len(self.changed) + len(self.restored)
        return {
            "created": len(self.added),
            "changed": len(self.changed),
            "archived": len(self.gone),
            "restored": len(self.restored),
            "kept": len(self.tasks) - moving + len(self.made_here),
            "conflicts": len(self.conflicts),
        }


def _changes(field: FieldMerge) -> bool:
    return bool(field.result != field.ours)


def decide(plan: MergePlan, decisions: Mapping[str, str]) -> MergePlan:
    """The plan with conflicts settled by `key:field`, as "ours" or "theirs"; others stay as preset.

    Raises:
        PlanError: a decision is neither.
    """
    for name, side in decisions.items():
        if side not in ("ours", "theirs"):
            raise PlanError(
                "“{side}” decides nothing about {name}. Choose “ours” or “theirs”.",
                code="unknown-decision",
                side=side,
                name=name,
            )
    return replace(plan, tasks=tuple(_decide_task(task, decisions) for task in plan.tasks))


def _decide_task(task: TaskMerge, decisions: Mapping[str, str]) -> TaskMerge:
    fields = tuple(_decide_field(field, decisions.get(f"{task.key}:{field.field}")) for field in task.fields)
    body = next((field.result for field in fields if field.field == "body"), task.body)
    return replace(task, fields=fields, body=body)


def _decide_field(field: FieldMerge, side: str | None) -> FieldMerge:
    if side is None or not field.is_conflict:
        return field
    chosen: Side = "ours" if side == "ours" else "theirs"
    return replace(field, choice=chosen, result=field.ours if chosen == "ours" else field.theirs)
