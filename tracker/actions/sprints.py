"""A plan's sprints: made, named, dated, ended and removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from tracker.actions.changes import check_day, check_text, lock_plan
from tracker.actions.plans import check_span, edit_sprint, tell_plan
from tracker.actions.tasks import edit_tasks
from tracker.core.board import CLOSED
from tracker.core.errors import IllegalMove, NotFound
from tracker.models import Event, Plan, Sprint, Task
from tracker.queries.settings_page import next_sprint

Dates = tuple[date, date]
TITLE_LENGTH = 300


@transaction.atomic
def add_sprint(*, plan: Plan, title: str, dates: Dates | None, by: Any) -> Sprint:
    """A sprint after the last one, of the next number; without dates of the working week that follows.

    Without a title it is called by its number.

    Raises:
        IllegalMove: it would end before it starts, or a day or the title is not legal.
    """
    lock_plan(plan.pk)
    usual = next_sprint(plan, list(plan.sprints.all()))
    starts_on, ends_on = dates or (usual.starts_on, usual.ends_on)
    check_span(check_day(starts_on), check_day(ends_on))
    sprint = Sprint(plan=plan, number=usual.number, starts_on=starts_on, ends_on=ends_on)
    sprint.title = _fitting(title) or usual.title
    sprint.save(force_insert=True)
    tell_plan(plan.pk, None, _told(sprint), by=by)
    return sprint


@transaction.atomic
def rename_sprint(*, sprint: Sprint, title: str, by: Any) -> list[Event]:
    """Give the sprint that title. Naming it twice is one event.

    Raises:
        IllegalMove: the title is empty, or does not fit.
    """
    title = _fitting(title)
    if title == " ".join(sprint.title.split()):
        return []
    if not title:
        raise IllegalMove("A sprint needs a title.")
    return edit_sprint(sprint=sprint, values={"title": title}, by=by)


@transaction.atomic
def remove_sprint(*, sprint: Sprint, by: Any) -> list[Event]:
    """Take a sprint without tasks away. Tasks that were taken out of the plan are in no sprint then.

    Raises:
        IllegalMove: tasks stand in it.
        NotFound: somebody removed it before.
    """
    lock_plan(sprint.plan_id)
    row = Sprint.objects.select_for_update().filter(pk=sprint.pk).first()
    if row is None:
        raise NotFound("This is gone. Load the page again.")
    if Task.objects.live().filter(sprint=row).exists():
        raise IllegalMove(
            "Tasks stand in sprint {number}. Move them into another sprint, or out of all, then remove it.",
            number=row.number,
        )
    events = edit_tasks(tasks=Task.objects.filter(sprint=row), values={"sprint": None}, by=by)
    told = _told(row) | ({} if row.line is None else {"in_file": True})
    row.delete()
    return [*events, tell_plan(sprint.plan_id, told, None, by=by)]


def _fitting(title: str) -> str:
    title = " ".join(title.split())
    check_text(title, limit=TITLE_LENGTH)
    return title


def _told(sprint: Sprint) -> dict[str, Any]:
    """The sprint as an event holds it."""
    dates = {"starts_on": sprint.starts_on.isoformat(), "ends_on": sprint.ends_on.isoformat()}
    return {"sprint": sprint.number, "title": sprint.title, **dates}


@transaction.atomic
def move_sprints(
    *,
    plan: Plan,
    dates: Mapping[int, Dates],
    shifts_following: bool,
    by: Any,
    titles: Mapping[int, str] | None = None,
) -> list[Event]:
    """Give sprints those first and last days and titles, by number; an event for each that really changed.

    Where `shifts_following`, the sprints after a moved one that were not moved themselves follow by as many
    days as its last day moved, up to the next moved one. A closed sprint stays where it is.

    Raises:
        IllegalMove: the plan has no such sprint, one would end before it starts, or a title is not legal.
    """
    lock_plan(plan.pk)
    sprints = list(plan.sprints.order_by("number"))
    titles = titles or {}
    missing = (dates.keys() | titles.keys()) - {sprint.number for sprint in sprints}
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
        events += rename_sprint(sprint=sprint, title=titles.get(sprint.number, sprint.title), by=by)
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
