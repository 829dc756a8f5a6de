"""Undo: a new event that restores the old value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from tracker.actions.changes import change_task, lock_plan
from tracker.actions.dependencies import undo_dependency
from tracker.actions.tasks import free_rank, set_step
from tracker.core.errors import IllegalMove
from tracker.models import Event, Task

ORDERED = {"rank", "dependency"}  # what only the holder of the plan's lock changes


@transaction.atomic
def undo_events(*, events: Sequence[Event], by: Any) -> list[Event]:
    """Undo changes that were made together, all or none. Raises as `undo_event`."""
    # Before any row: whoever holds the plan's lock may wait for the rows.
    for plan_id in {event.plan_id for event in events if event.field in ORDERED}:
        lock_plan(plan_id)
    return [undone for event in events for undone in undo_event(event=event, by=by)]


@transaction.atomic
def undo_event(*, event: Event, by: Any) -> list[Event]:
    """Restore what the field held before the event. Undoing the same event twice is one event.

    Undoing an addition archives the task, which keeps its history; undoing that brings it back.

    Raises:
        DependencyLoop: tasks would wait for each other; the loop is named.
        IllegalMove: the event cannot be undone, or something later changed the same thing.
        StaleTask: somebody is changing it at this moment.
    """
    if not event.can_be_undone or event.task is None:
        raise IllegalMove("This cannot be undone.")
    if event.field in ORDERED:
        lock_plan(event.plan_id)
    if Event.objects.filter(undoes=event).exists():
        return []
    if _later_change(event):
        raise IllegalMove("{key} was changed again since; undo the later change first.", key=event.task.key)
    if event.field == "step":
        return _undo_step(event.task, event, by)
    if event.field == "dependency":
        return undo_dependency(task=event.task, event=event, by=by)
    if event.is_addition:
        return _restore(event, "archived", True, by)
    value = free_rank(event.task, event.from_value) if event.field == "rank" else event.from_value
    return _restore(event, event.field, value, by)


def _restore(event: Event, field: str, value: Any, by: Any) -> list[Event]:
    """With the event's own version: a change that is being stored at this moment is no less a later one."""
    values = {field: value}
    return change_task(task=event.task, values=values, seen_version=event.version, by=by, undoes=event)


def _later_change(event: Event) -> bool:
    field = "archived" if event.is_addition else event.field
    later = Event.objects.filter(task=event.task, field=field, pk__gt=event.pk)
    if event.field == "step":
        later = later.filter(to_value__position=event.to_value["position"])
    return later.exists()


def _undo_step(task: Task, event: Event, by: Any) -> list[Event]:
    return set_step(
        task=task,
        position=event.from_value["position"],
        done=event.from_value["done"],
        by=by,
        undoes=event,
    )
