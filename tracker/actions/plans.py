"""A plan's own settings and its sprints: what the figures rest on, so each change is an event of the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils import timezone

from tracker import enqueue
from tracker.actions.changes import check_day, check_text, lock_plan
from tracker.core.errors import IllegalMove, NotFound
from tracker.core.schedule.calendar import country_holidays
from tracker.models import Event, Plan, Sprint

SOME_YEAR = 2026  # any will do: only whether the country is known is asked


@transaction.atomic
def edit_plan(*, plan: Plan, values: Mapping[str, Any], by: Any) -> list[Event]:
    """Give the plan's settings those values: an event for each that really changed.

    Dates are dates, `days_off` is a list of them, `weekdays` digits from 1 (Monday). The plan in hand is
    brought up to date.

    Raises:
        IllegalMove: there is no such setting, or the value is not legal.
        CalendarError: no holidays are known for the country.
    """
    legal = {name: _legal_setting(name, value) for name, value in values.items()}
    lock_plan(plan.pk)
    stored = _fresh(Plan, plan.pk)
    changed = {name: value for name, value in legal.items() if getattr(stored, name) != value}
    if not changed:
        return []
    Plan.objects.filter(pk=plan.pk).update(**changed)
    events = [
        tell_plan(plan.pk, {name: _told(getattr(stored, name))}, {name: _told(value)}, by=by)
        for name, value in changed.items()
    ]
    plan.refresh_from_db(fields=list(changed))
    return events


@transaction.atomic
def edit_sprint(*, sprint: Sprint, values: Mapping[str, Any], by: Any) -> list[Event]:
    """Change `title`, `starts_on`, `ends_on` or `is_closed` of the sprint: one event for all that changed.

    Sprints may overlap. The sprint in hand is brought up to date.

    Raises:
        IllegalMove: no such setting, or the sprint would end before it starts.
    """
    lock_plan(sprint.plan_id)
    stored = _fresh(Sprint, sprint.pk)
    before = {name: _sprint_value(stored, name) for name in values}
    after = dict(values)
    if "title" in after:
        after["title"] = " ".join(after["title"].split())[:300]
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return []
    for name in {"starts_on", "ends_on"} & set(changed):
        check_day(after[name])
    check_span(after.get("starts_on", stored.starts_on), after.get("ends_on", stored.ends_on))
    Sprint.objects.filter(pk=sprint.pk).update(**_sprint_columns({name: after[name] for name in changed}))
    sprint.refresh_from_db()
    event = tell_plan(
        sprint.plan_id,
        {"sprint": sprint.number} | {name: _told(before[name]) for name in changed},
        {"sprint": sprint.number} | {name: _told(after[name]) for name in changed},
        by=by,
    )
    return [event]


def check_span(starts_on: date, ends_on: date) -> None:
    """Raises `IllegalMove` for a sprint that would end before it starts."""
    if ends_on < starts_on:
        raise IllegalMove("A sprint ends on or after the day on which it starts. Choose other dates.")


def overlapping_sprints(sprint: Sprint) -> list[Sprint]:
    """The other sprints of its plan that share a day with it, by number."""
    others = Sprint.objects.filter(plan_id=sprint.plan_id).exclude(pk=sprint.pk)
    return list(others.filter(starts_on__lte=sprint.ends_on, ends_on__gte=sprint.starts_on))


@transaction.atomic
def archive_plan(*, plan: Plan, by: Any) -> list[Event]:
    """Put the plan away: off the lists and out of the jobs, with all that it holds. Twice is one event."""
    return _set_archived(plan, True, by)


@transaction.atomic
def restore_plan(*, plan: Plan, by: Any) -> list[Event]:
    """Bring an archived plan back. Twice is one event."""
    return _set_archived(plan, False, by)


def _set_archived(plan: Plan, archived: bool, by: Any) -> list[Event]:
    moment = timezone.now() if archived else None
    if not Plan.objects.filter(pk=plan.pk, archived_at__isnull=archived).update(archived_at=moment):
        return []
    plan.archived_at = moment
    return [tell_plan(plan.pk, {"archived": not archived}, {"archived": archived}, by=by)]


def tell_plan(plan_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None, *, by: Any) -> Event:
    """The event of a change to the plan itself; new figures are asked for."""
    event = Event(plan_id=plan_id, at=timezone.now(), by=by, field="plan", from_value=before, to_value=after)
    event.save(force_insert=True)
    enqueue.recompute_plan(plan_id)
    return event


def _fresh(model: Any, pk: int) -> Any:
    row = model.objects.filter(pk=pk).first()
    if row is None:
        raise NotFound("This is gone. Load the page again.")
    return row


def _told(value: Any) -> Any:
    """The value as an event holds it."""
    return value.isoformat() if isinstance(value, date) else value


def _sprint_value(sprint: Sprint, name: str) -> Any:
    if name == "is_closed":
        return sprint.closed_at is not None
    if name not in ("title", "starts_on", "ends_on"):
        raise IllegalMove("“{field}” of a sprint cannot be changed here.", field=name)
    return getattr(sprint, name)


def _sprint_columns(values: dict[str, Any]) -> dict[str, Any]:
    if "is_closed" in values:
        values["closed_at"] = timezone.now() if values.pop("is_closed") else None
    return values


def _legal_setting(name: str, value: Any) -> Any:
    check = SETTINGS.get(name)
    if check is None:
        raise IllegalMove("“{field}” of a plan cannot be changed here.", field=name)
    return check(value)


def _title(value: str) -> str:
    value = " ".join(value.split())
    if not value:
        raise IllegalMove("A plan needs a title.")
    check_text(value, limit=300)
    return value


def _day(value: Any) -> date:
    if not isinstance(value, date):
        raise IllegalMove("“{value}” is not a date. Write it as in 2026-12-24.", value=value)
    return check_day(value)


def _between(low: float, high: float, unit: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not low <= value <= high:
            raise IllegalMove(
                "{value} {unit} cannot be: choose a number from {low} to {high}.",
                value=value,
                unit=unit,
                low=low,
                high=high,
            )
        return value

    return check


def _weekdays(value: str) -> str:
    if not value or not set(value) <= set("1234567"):
        raise IllegalMove("Working days are written as digits from 1, Monday, to 7, Sunday, as in 12345.")
    return "".join(sorted(set(value)))


def check_country(value: str) -> str:
    """The code in capitals, empty for none. Raises `CalendarError` where no holidays are known for it."""
    value = value.strip().upper()
    if value:
        country_holidays(value, [SOME_YEAR])
    return value


def _days_off(value: list[Any]) -> list[str]:
    """As ISO dates in order, once each: that is how they are stored."""
    try:
        days = {date.fromisoformat(_told(day)) for day in value}
    except (TypeError, ValueError):
        raise IllegalMove("Days off are dates, as in 2026-12-31.") from None
    return [check_day(day).isoformat() for day in sorted(days)]


def _time_zone(value: str) -> str:
    if value not in available_timezones():
        raise IllegalMove("“{zone}” is not a time zone. Write one as in Europe/Istanbul.", zone=value)
    return value


SETTINGS: dict[str, Callable[[Any], Any]] = {
    "title": _title,
    "start_date": _day,
    "hours_per_day": _between(0.5, 24, "hours a day"),
    "weekdays": _weekdays,
    "country": check_country,
    "days_off": _days_off,
    "time_zone": _time_zone,
    "default_estimate_hours": _between(0, 10_000, "hours"),
    "people": _between(1, 100, "people"),
    "sprint_order": bool,
    "one_task_per_agent": bool,
}
