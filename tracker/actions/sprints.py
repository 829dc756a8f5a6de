"""The dates of a plan's sprints, and their end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from tracker.actions.changes import lock_plan
from tracker.actions.plans import edit_sprint
from tracker.actions.tasks import edit_tasks
from tracker.core.board import CLOSED
from tracker.core.errors import IllegalMove
from tracker.models import Event, Plan, Sprint, Task

Dates = tuple[date, date]


@transaction.atomic
def move_sprints(*, plan: Plan, dates: Mapping[int, Dates], shifts_following: bool, by: Any) -> list[Event]:
    """Give sprints those first and last days, by number; one event for each that really changed.

    Where `shifts_following`, the sprints after a moved one that were not moved themselves follow by as many
    days as its last day moved, up to the next moved one. A closed sprint stays where it is.

    Raises:
        IllegalMove: the plan has no such sprint, or one would end before it starts.
    """
    lock_plan(plan.pk)
    sprints = list(plan.sprints.order_by("number"))
    missing = dates.keys() - {sprint.number for sprint in sprints}
    if missing:
        raise IllegalMove("This plan has no sprint {number}.", number=min(missing))
    events: list[Event] = []
    shift = timedelta(0)
    for sprint in sprints:
        wanted = dates.get(sprint.number, (sprint.starts_on, sprint.ends_on))
        if wanted != (sprint.starts_on, sprint.ends_on):
            shift = wanted[1] - sprint.ends_on
        elif shifts_following and sprint.closed_at is None:
            wanted = (sprint.starts_on + shift, sprint.ends_on + shift)
        events += edit_sprint(sprint=sprint, values={"starts_on": wanted[0], "ends_on": wanted[1]}, by=by)
    return events


@transaction.atomic
def close_sprint(*, sprint: Sprint, carries_over: bool, by: Any) -> list[Event]:
    """End the sprint: its chart shows what was left at this moment. Closing twice is one event.

    Where `carries_over`, what is open moves into the next sprint that is not closed, else out of all sprints;
    that comes after the end, so that the sprint's chart does not hide it.
    """
    events = edit_sprint(sprint=sprint, values={"is_closed": True}, by=by)
    if not (events and carries_over):
        return events
    following = (
        Sprint.objects.filter(plan_id=sprint.plan_id, number__gt=sprint.number, closed_at=None)
        .order_by("number")
        .first()
    )
    unfinished = Task.objects.live().filter(sprint=sprint).exclude(status__in=CLOSED)
    values = {"sprint": following.number if following else None}
    return events + edit_tasks(tasks=unfinished, values=values, by=by)


@transaction.atomic
def reopen_sprint(*, sprint: Sprint, by: Any) -> list[Event]:
    """Let the sprint go on. Reopening twice is one event."""
    return edit_sprint(sprint=sprint, values={"is_closed": False}, by=by)
