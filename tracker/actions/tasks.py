"""What people do with tasks on boards and pages."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import enqueue
from tracker.actions.changes import change_task, lock_plan, lock_tasks, reload_task
from tracker.core.board import rank_between
from tracker.core.errors import IllegalMove
from tracker.models import ChecklistItem, Comment, Event, Task
from tracker.models.task import TaskQuerySet


@transaction.atomic
def set_status(*, task: Task, status: str, seen_version: int | None, by: Any) -> list[Event]:
    """Give the task that status. Doing it twice is one event. Raises `StaleTask`, `IllegalMove`."""
    return change_task(task=task, values={"status": status}, seen_version=seen_version, by=by)


@transaction.atomic
def edit_task(*, task: Task, values: dict[str, Any], seen_version: int | None, by: Any) -> list[Event]:
    """Change fields of the task, in the forms that events hold. Raises `StaleTask`, `IllegalMove`."""
    return change_task(task=task, values=values, seen_version=seen_version, by=by)


@transaction.atomic
def edit_tasks(*, tasks: TaskQuerySet, values: dict[str, Any], by: Any) -> list[Event]:
    """Change the same fields of several tasks, of all or of none. Raises `StaleTask`, `IllegalMove`."""
    return [
        event
        for task in lock_tasks(tasks)
        for event in change_task(task=task, values=values, seen_version=None, by=by)
    ]


@transaction.atomic
def move_task(
    *,
    task: Task,
    status: str,
    sprint: int | None,
    by: Any,
    seen_version: int | None,
    after: str | None = None,
    before: str | None = None,
) -> list[Event]:
    """Put the task into a column of a sprint (None: unscheduled), after or before the task of that key.

    Without a neighbour the task keeps its place in the plan's order. A move writes one row.

    Raises:
        StaleTask: somebody moved the task since the person saw it.
        IllegalMove: no such status, sprint or neighbour.
    """
    values: dict[str, Any] = {"status": status, "sprint": sprint}
    if after or before:
        lock_plan(task.plan_id)
        reload_task(task)
        values["rank"] = _rank_beside(task, after=after, before=before)
    return change_task(task=task, values=values, seen_version=seen_version, by=by)


def _rank_beside(task: Task, *, after: str | None, before: str | None) -> str:
    others = Task.objects.filter(plan_id=task.plan_id).exclude(pk=task.pk)
    neighbour = others.filter(key__iexact=after or before).values_list("rank", flat=True).first()
    if neighbour is None:
        raise IllegalMove("The card beside which this was put is gone. Load the board again.")
    if after:
        above, below = (
            neighbour,
            others.filter(rank__gt=neighbour).order_by("rank").values_list("rank", flat=True).first(),
        )
    else:
        above, below = (
            others.filter(rank__lt=neighbour).order_by("-rank").values_list("rank", flat=True).first(),
            neighbour,
        )
    if (above is None or above < task.rank) and (below is None or task.rank < below):
        return task.rank
    return rank_between(above, below)


@transaction.atomic
def set_step(*, task: Task, position: int, done: bool, by: Any, undoes: Event | None = None) -> list[Event]:
    """Tick or untick a checklist item; what is so already is left alone. `IllegalMove`: no such step."""
    step = task.steps.filter(position=position).first()
    if step is None:
        raise IllegalMove("{key} has no step {number}. Load it again.", key=task.key, number=position + 1)
    if not ChecklistItem.objects.filter(pk=step.pk, is_done=not done).update(is_done=done):
        return []
    values = {
        "from_value": {"position": position, "done": not done},
        "to_value": {"position": position, "done": done},
        "undoes": undoes,
    }
    event = Event(
        plan_id=task.plan_id,
        task=task,
        at=timezone.now(),
        by=by,
        field="step",
        version=task.version,
        **values,
    )
    event.save(force_insert=True)
    enqueue.recompute_plan(task.plan_id)
    return [event]


@transaction.atomic
def add_comment(*, task: Task, text: str, by: Any) -> Comment:
    """Add a comment, its line ends as LF. Raises `IllegalMove` for an empty or overlong text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise IllegalMove("The comment is empty. Write something first.")
    if len(text) > 10_000:
        raise IllegalMove(
            "The comment is {size} characters long; at most {limit} fit.", size=len(text), limit=10_000
        )
    return Comment.objects.create(plan_id=task.plan_id, task=task, by=by, at=timezone.now(), text=text)
