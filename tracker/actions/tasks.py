"""What people do with tasks on boards and pages."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import enqueue
from tracker.actions.changes import change_task, check_text, lock_plan, lock_tasks, reload_task
from tracker.core.board import is_worn, rank_between, ranks
from tracker.core.errors import IllegalMove
from tracker.core.text import is_storable
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
def archive_task(*, task: Task, seen_version: int | None, by: Any) -> list[Event]:
    """Take the task out of the plan: off boards and figures, its history kept. Raises `StaleTask`."""
    return change_task(task=task, values={"archived": True}, seen_version=seen_version, by=by)


@transaction.atomic
def restore_task(*, task: Task, seen_version: int | None, by: Any) -> list[Event]:
    """Bring a task back that was taken out, as it was. Raises `StaleTask`."""
    return change_task(task=task, values={"archived": False}, seen_version=seen_version, by=by)


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
        if is_worn(values["rank"]):
            _spread_ranks(task.plan_id)
            reload_task(task)
            values["rank"] = _rank_beside(task, after=after, before=before)
    return change_task(task=task, values=values, seen_version=seen_version, by=by)


def _rank_beside(task: Task, *, after: str | None, before: str | None) -> str:
    others = Task.objects.filter(plan_id=task.plan_id).exclude(pk=task.pk)
    key = after or before or ""
    neighbour = (
        others.filter(key__iexact=key if is_storable(key) else "").values_list("rank", flat=True).first()
    )
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


def _spread_ranks(plan_id: int) -> None:
    """Fresh ranks for all tasks in the order that they have: the one move in thousands that writes them all.

    The new ranks lie behind the last old one, so that no two meet on the way.
    """
    rows = sorted(lock_tasks(Task.objects.filter(plan_id=plan_id)), key=lambda row: row.rank)
    for row, rank in zip(rows, ranks(len(rows), after=rows[-1].rank), strict=True):
        row.rank = rank
    Task.objects.bulk_update(rows, ["rank"], batch_size=200)


def free_rank(task: Task, rank: str) -> str:
    """The rank for the task; where another has it by now, the next one behind. The caller holds the lock."""
    others = Task.objects.filter(plan_id=task.plan_id).exclude(pk=task.pk)
    if not others.filter(rank=rank).exists():
        return rank
    behind = others.filter(rank__gt=rank).order_by("rank").values_list("rank", flat=True).first()
    return rank_between(rank, behind)


@transaction.atomic
def set_step(*, task: Task, position: int, done: bool, by: Any, undoes: Event | None = None) -> list[Event]:
    """Tick or untick a checklist item; what is so already is left alone. `IllegalMove`: no such step."""
    # The task's row first: an import holds it while it writes the steps anew.
    steps = task.steps.select_related("task").select_for_update(of=("task",), no_key=True)
    step = steps.filter(position=position).first()
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
    check_text(text, limit=10_000)
    return Comment.objects.create(plan_id=task.plan_id, task=task, by=by, at=timezone.now(), text=text)
