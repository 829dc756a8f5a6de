"""Making true what somebody tried out."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tracker.actions.changes import lock_tasks
from tracker.actions.plans import edit_plan
from tracker.actions.tasks import edit_task
from tracker.core.errors import IllegalMove
from tracker.models import Event, Plan, Task
from tracker.models.choices import Status
from tracker.queries.what_if import Question, TaskChange


@transaction.atomic
def apply_what_if(*, plan: Plan, question: Question, by: Any) -> list[Event]:
    """Give the plan these settings, and its tasks these estimates or the status dropped: all or nothing.

    Raises:
        IllegalMove: a value is not legal, or a task is gone.
    """
    settings = {
        "people": question.people,
        "sprint_order": question.sprint_order,
        "one_task_per_agent": question.one_task_an_agent,
        "start_date": question.start,
    }
    tasks = _tasks(plan, question)
    events = edit_plan(plan=plan, values=settings, by=by)
    for change in question.changes:
        values = _values(change)
        events += edit_task(task=tasks[change.key], values=values, seen_version=None, by=by)
    return events


def _tasks(plan: Plan, question: Question) -> dict[str, Task]:
    keys = [change.key for change in question.changes]
    tasks = {task.key: task for task in lock_tasks(Task.objects.live().filter(plan=plan, key__in=keys))}
    missing = [key for key in keys if key not in tasks]
    if missing:
        raise IllegalMove("This plan has no task {key} any more. Load the page again.", key=missing[0])
    return tasks


def _values(change: TaskChange) -> dict[str, Any]:
    if change.is_drop:
        return {"status": Status.DROPPED}
    return {"estimate": (change.low_hours, change.high_hours)}
