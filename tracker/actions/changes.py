"""The one door through which a task's fields change: a guarded update and an event a field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils import timezone

from tracker import enqueue
from tracker.core.errors import IllegalMove, NotFound, StaleTask
from tracker.core.plan.document import TITLE_LENGTH
from tracker.core.schedule.calendar import FIRST_DAY, LAST_DAY, is_plannable
from tracker.core.text import is_storable
from tracker.models import Event, Plan, Sprint, Task
from tracker.models.choices import Level, Status
from tracker.models.task import TaskQuerySet

ATTEMPTS = 3
PLAN_LOCK = 7  # the first half of the advisory lock's number


@dataclass(frozen=True, slots=True)
class Change:
    """A field's new value, as columns of the row and as the event tells it."""

    field: str
    columns: dict[str, Any]
    from_value: Any
    to_value: Any


def change_of(task: Task, field: str, value: Any, *, by: Any) -> Change:
    """The change that gives the field that value, in the form that events hold.

    Raises:
        IllegalMove: the value is not one that the field may hold.
    """
    make = FIELDS.get(field)
    if make is None:
        raise IllegalMove("“{field}” cannot be changed here.", field=field)
    return make(task, value, by)


def _status(task: Task, value: str, by: Any) -> Change:
    if value not in Status.values:
        raise IllegalMove(
            "“{value}” is not a status. Choose one of: {legal}.", value=value, legal=", ".join(Status.values)
        )
    is_done = value == Status.DONE
    columns = {
        "status": value,
        "done_at": timezone.now() if is_done else None,
        "done_by": by if is_done else None,
    }
    return Change("status", columns, task.status, value)


def _sprint(task: Task, value: int | None, by: Any) -> Change:
    sprint = None
    if value is not None:
        sprint = Sprint.objects.filter(plan_id=task.plan_id, number=value).first()
        if sprint is None:
            raise IllegalMove("This plan has no sprint {number}.", number=value)
    return Change("sprint", {"sprint": sprint}, task.sprint.number if task.sprint else None, value)


def _estimate(task: Task, value: Sequence[float] | None, by: Any) -> Change:
    low, high = value if value is not None else (None, None)
    if low is not None and high is not None and not 0 <= low <= high <= 100_000:
        raise IllegalMove("An estimate is a number of hours from 0 to 100,000, or a range from low to high.")
    before = None if task.estimate_low_hours is None else [task.estimate_low_hours, task.estimate_high_hours]
    after = None if low is None else [float(low), float(high or 0)]
    return Change("estimate", {"estimate_low_hours": low, "estimate_high_hours": high}, before, after)


def _level(field: str) -> Callable[[Task, str, Any], Change]:
    def change(task: Task, value: str, by: Any) -> Change:
        if value not in ("", *Level.values):
            raise IllegalMove(
                "“{value}” is not a level. Choose one of: {legal}.",
                value=value,
                legal=", ".join(Level.values),
            )
        return Change(field, {field: value}, getattr(task, field), value)

    return change


def _text(
    field: str, column: str, *, limit: int, required: bool = False
) -> Callable[[Task, str, Any], Change]:
    def change(task: Task, value: str, by: Any) -> Change:
        value = value.replace("\r\n", "\n").strip("\n") if column == "body" else " ".join(value.split())
        if required and not value:
            raise IllegalMove("A task needs a title.")
        check_text(value, limit=limit)
        return Change(field, {column: value}, getattr(task, column), value)

    return change


def check_text(value: str, *, limit: int) -> None:
    """Raises `IllegalMove` for a text that is too long, or that no database could hold."""
    if len(value) > limit:
        raise IllegalMove(
            "The text is {size} characters long; at most {limit} fit.", size=len(value), limit=limit
        )
    if not is_storable(value):
        raise IllegalMove("The text holds a character that cannot be kept. Remove it, then save again.")


def check_day(day: date) -> date:
    """The day; raises `IllegalMove` for one that no schedule reaches."""
    if not is_plannable(day):
        raise IllegalMove(
            "The year {year} is too far away. Choose one from {first} to {last}.",
            year=day.year, first=FIRST_DAY.year, last=LAST_DAY.year,
        )  # fmt: skip
    return day


def _assignee(task: Task, value: int | None, by: Any) -> Change:
    if (
        value is not None
        and not Plan.members.through.objects.filter(plan_id=task.plan_id, user_id=value).exists()
    ):
        raise IllegalMove("Only a member of the plan can be given a task.")
    return Change("assignee", {"assignee_id": value}, task.assignee_id, value)


def _due(task: Task, value: str | None, by: Any) -> Change:
    try:
        due = date.fromisoformat(value) if value else None
    except ValueError:
        raise IllegalMove("“{value}” is not a date. Write it as in 2026-12-24.", value=value) from None
    return Change("due", {"due": due}, task.due and task.due.isoformat(), due and due.isoformat())


def _archived(task: Task, value: bool, by: Any) -> Change:
    return Change(
        "archived", {"archived_at": timezone.now() if value else None}, task.archived_at is not None, value
    )


def _is_duty(task: Task, value: bool, by: Any) -> Change:
    return Change("is_duty", {"is_duty": value}, task.is_duty, value)


def _rank(task: Task, value: str, by: Any) -> Change:
    return Change("rank", {"rank": value}, task.rank, value)


FIELDS: dict[str, Callable[[Task, Any, Any], Change]] = {
    "status": _status,
    "sprint": _sprint,
    "estimate": _estimate,
    "priority": _level("priority"),
    "risk": _level("risk"),
    "title": _text("title", "title", limit=TITLE_LENGTH, required=True),
    "body": _text("body", "body", limit=200_000),
    "blocked": _text("blocked", "blocked_reason", limit=500),
    "assignee": _assignee,
    "due": _due,
    "archived": _archived,
    "is_duty": _is_duty,
    "rank": _rank,
}


def change_task(
    *, task: Task, values: dict[str, Any], seen_version: int | None, by: Any, undoes: Event | None = None
) -> list[Event]:
    """Give the task's fields those values and tell it in events, one for each field that really changed.

    `seen_version` is the version that the person saw, None where nobody looked (a file, a job). What has
    the value already is left alone: doing a thing twice is one event. The task in hand is brought up to date.

    Raises:
        StaleTask: somebody changed one of these very fields after the person saw them.
        IllegalMove: a value is not legal.
    """
    for _attempt in range(ATTEMPTS):
        changes = [change_of(task, field, value, by=by) for field, value in values.items()]
        changes = [change for change in changes if change.from_value != change.to_value]
        if not changes:
            return []
        if seen_version is not None and seen_version != task.version:
            refuse_stale(task, changes, seen_version)
        columns = {name: value for change in changes for name, value in change.columns.items()}
        if Task.objects.filter(pk=task.pk, version=task.version).update(version=F("version") + 1, **columns):
            return _tell(task, changes, columns, by=by, undoes=undoes)
        reload_task(task)
    raise StaleTask(
        "{key} is being changed by several people at once. Look at it again and repeat your change.",
        key=task.key,
    )


def refuse_stale(task: Task, changes: Sequence[Change], seen_version: int) -> None:
    fields = {change.field for change in changes}
    since = task.events.filter(version__gt=seen_version, field__in=fields).select_related("by").last()
    if since is not None:
        raise StaleTask(
            "{who} changed this of {key} in the meantime. Look at what it says now and decide again.",
            who=since.by.get_username() if since.by else "The plan file",
            key=task.key,
        )


def _tell(
    task: Task, changes: Sequence[Change], columns: dict[str, Any], *, by: Any, undoes: Event | None
) -> list[Event]:
    task.version += 1
    for name, value in columns.items():
        setattr(task, name, value)
    events = [
        Event(
            plan_id=task.plan_id, task=task, at=timezone.now(), by=by, field=change.field,
            from_value=change.from_value, to_value=change.to_value, version=task.version, undoes=undoes,
        )
        for change in changes
    ]  # fmt: skip
    if len(events) == 1:
        events[0].save(force_insert=True)
    else:
        Event.objects.bulk_create(events)
    enqueue.recompute_plan(task.plan_id)
    return events


def reload_task(task: Task) -> None:
    """Read the row again, its sprint with it. Raises `NotFound` where it is gone."""
    try:
        task.refresh_from_db()
    except Task.DoesNotExist:
        raise NotFound("This task is gone. Load the board again.") from None


def lock_plan(plan_id: int) -> None:
    """Order or import in this plan alone until the transaction ends.

    An advisory lock, not the plan's row: every event counts itself in that row, after the task's own row was
    written, and taking the row first would let a tick and an import wait for each other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PLAN_LOCK, plan_id])


def lock_tasks(tasks: TaskQuerySet) -> list[Task]:
    """The tasks, locked until the transaction ends, in the one order in which everybody locks several.

    Whoever changes several tasks in one transaction locks them all first: the first event takes the plan's
    row, and somebody who then waits for it may hold the task that would come next.
    """
    return list(tasks.order_by("pk").select_for_update(no_key=True, of=("self",)))
