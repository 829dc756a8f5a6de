"""The plan's own time: its zone, what day it is there, and its working calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.translation import pgettext

from tracker.core.schedule.calendar import Calendar, CalendarError, country_holidays
from tracker.models import Plan

YEARS_OF_HOLIDAYS = 6
# Turkish letters come after those that they look like, not after "z".
AS_IN_A_DICTIONARY = {
    ord(letter): f"{like}~" for letter, like in zip("ÇĞİÖŞÜçğöşüÅ", "CGIOSUcgosuA", strict=True)
}


def plan_zone(plan: Plan) -> tzinfo:
    """The plan's time zone; the server's where the plan's is unknown to this machine."""
    try:
        return ZoneInfo(plan.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def plan_today(plan: Plan, now: datetime | None = None) -> date:
    return (now or datetime.now(UTC)).astimezone(plan_zone(plan)).date()


def start_of_next(plan: Plan, ends: Iterable[date]) -> date:
    """The Monday after the latest of these ends of sprints; where there are none, the plan's first day."""
    latest = max(ends, default=None)
    return latest + timedelta(days=7 - latest.weekday()) if latest else plan.start_date


def plan_calendar(plan: Plan) -> Calendar:
    """Weekdays, hours, holidays of the country for six years from the year before the start, own days off."""
    first = min(plan.start_date, plan_today(plan)).year - 1
    return Calendar(
        weekdays=frozenset(int(day) - 1 for day in plan.weekdays),
        hours_per_day=plan.hours_per_day,
        holidays=plan_holidays(plan, range(first, first + YEARS_OF_HOLIDAYS)),
        days_off=frozenset(date.fromisoformat(day) for day in plan.days_off),
        time_zone=plan_zone(plan),
    )


def plan_holidays(plan: Plan, years: range) -> dict[date, str]:
    """Public holidays; none where the plan names no country, or one of which none are known."""
    if not plan.country:
        return {}
    try:
        return country_holidays(plan.country, years)
    except CalendarError:
        return {}


def known_countries() -> list[tuple[str, str]]:
    """Code and name, in the reader's language, of every country of which holidays are known, by name."""
    named = ((code, pgettext("country", name)) for code, name in english_countries())
    return sorted(named, key=lambda country: country[1].translate(AS_IN_A_DICTIONARY))


def english_countries() -> list[tuple[str, str]]:
    """Code and English name of every country of which holidays are known."""
    from holidays.registry import COUNTRIES  # loads slowly: only where somebody chooses a country

    return [
        (names[1], name.replace("_", " ").title().replace(" And ", " and ").replace(" Of ", " of "))
        for name, names in COUNTRIES.items()
    ]
