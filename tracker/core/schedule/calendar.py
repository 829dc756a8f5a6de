"""Working time: which days are worked, and how working hours map to moments and back.

Every working day holds the same number of hours, so counting needs no timeline: whole weeks are a product,
and days off that fall on a worked weekday are found by bisection. Any horizon costs the same few operations.
Inside, work is counted in whole seconds, so hours come back exactly and no float creeps over a day's end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from tracker.core.errors import DomainError

SECONDS_PER_HOUR = 3600
MONDAY_TO_FRIDAY = frozenset(range(5))
NINE_O_CLOCK = time(9)
# The days that plans may name: far enough from the ends of time to count from, few enough to draw one by one.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


class CalendarError(DomainError):
    """A working calendar that cannot be: no worked weekday, hours beyond a day, an unknown country."""

    code = "calendar"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working time of a plan.

    `weekdays` counts from Monday = 0. `holidays` names those of the country, `days_off` are the plan's own.
    Work starts at `opens_at` on the wall clock of `time_zone` and lasts `hours_per_day` real hours, also on
    a day whose clock is put forward or back. "Hours" are working hours; dates are days of `time_zone`.

    >>> from zoneinfo import ZoneInfo
    >>> republic_day = {date(2025, 10, 29): "Republic Day"}
    >>> office = Calendar(holidays=republic_day, time_zone=ZoneInfo("Europe/Istanbul"))
    >>> office.finish_at(20, date(2025, 10, 27)).isoformat()
    '2025-10-30T13:00:00+03:00'
    >>> office.working_days(date(2025, 10, 28), date(2025, 11, 1))
    [datetime.date(2025, 10, 28), datetime.date(2025, 10, 30), datetime.date(2025, 10, 31)]
    """

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    hours_per_day: float = 8.0
    holidays: Mapping[date, str] = field(default_factory=dict)
    days_off: Collection[date] = frozenset()
    time_zone: tzinfo = UTC
    opens_at: time = NINE_O_CLOCK
    _day_seconds: int = field(init=False, repr=False, compare=False)
    _worked_before: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _skipped: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _skipped_at: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the settings and prepare the counting. Raises CalendarError."""
        _check_settings(self.weekdays, self.hours_per_day, self.opens_at)
        set_once = object.__setattr__
        set_once(self, "_day_seconds", _to_seconds(self.hours_per_day))
        worked_before = tuple(sum(day in self.weekdays for day in range(n)) for n in range(8))
        set_once(self, "_worked_before", worked_before)
        days_off = sorted({day.toordinal() for day in (*self.holidays, *self.days_off)})
        skipped = tuple(day for day in days_off if (day - 1) % 7 in self.weekdays)
        set_once(self, "_skipped", skipped)
        # The number of days really worked before each skipped one: what bisection needs on the way back.
        set_once(self, "_skipped_at", tuple(self._weekdays_before(day) - n for n, day in enumerate(skipped)))

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day."""
        return day.weekday() in self.weekdays and day not in self.holidays and day not in self.days_off

    def next_working_day(self, day: date) -> date:
        """The first working day on or after `day`."""
        return self._nth_day(self._days_before(day.toordinal()))

    def previous_working_day(self, day: date) -> date:
        """The last working day on or before `day`."""
        return self._nth_day(self._days_before(day.toordinal() + 1) - 1)

    def add_working_days(self, day: date, count: int) -> date:
        """The working day `count` (also below 0) after the first working day on or after `day`."""
        return self._nth_day(self._days_before(day.toordinal()) + count)

    def count_working_days(self, start: date, end: date) -> int:
        """How many working days lie from `start` to `end`, both included; 0 when `end` comes first."""
        return max(0, self._days_before(end.toordinal() + 1) - self._days_before(start.toordinal()))

    def working_days(self, start: date, end: date) -> list[date]:
        """The working days from `start` to `end`, both included, in order."""
        first = self._days_before(start.toordinal())
        return [self._nth_day(first + n) for n in range(self.count_working_days(start, end))]

    def local_day(self, moment: datetime) -> date:
        """The plan's day in which an aware `moment` falls."""
        return moment.astimezone(self.time_zone).date()

    def midnight(self, day: date) -> datetime:
        """The first moment of `day` in the plan's zone, in UTC, also where the clock skips 0:00."""
        return datetime.combine(day, time.min, tzinfo=self.time_zone).astimezone(UTC)

    def start_at(self, hours: float, start: date | datetime) -> datetime:
        """When the work that begins `hours` after `start` begins; at the seam of two days, on the later one.

        A date counts from its opening; a moment outside working time from the next opening.
        """
        days, seconds = divmod(self._seconds_before(start) + _to_seconds(hours), self._day_seconds)
        return self._moment(days, seconds)

    def finish_at(self, hours: float, start: date | datetime) -> datetime:
        """When the work that ends `hours` after `start` ends; at the seam of two days, on the earlier one."""
        if _to_seconds(hours) <= 0:
            return self.start_at(hours, start)
        days, seconds = divmod(self._seconds_before(start) + _to_seconds(hours) - 1, self._day_seconds)
        return self._moment(days, seconds + 1)

    def hours_between(self, start: date | datetime, end: date | datetime) -> float:
        """Working hours from `start` to `end`, negative when `end` comes first; a date is its opening."""
        return (self._seconds_before(end) - self._seconds_before(start)) / SECONDS_PER_HOUR

    def opening(self, day: date) -> datetime:
        """When work would begin on `day`, in the plan's zone, worked or not."""
        return datetime.combine(day, self.opens_at, tzinfo=self.time_zone)

    def _moment(self, days: int, seconds: int) -> datetime:
        day = self._nth_day(days)
        moment = self.opening(day).astimezone(UTC) + timedelta(seconds=seconds)
        # Only a round-the-clock day that the clock cuts to 23 hours reaches into the next one.
        latest = self.opening(day + timedelta(days=1)).astimezone(UTC)
        return min(moment, latest).astimezone(self.time_zone)

    def _seconds_before(self, when: date | datetime) -> int:
        """Working seconds from the beginning of the calendar to `when`."""
        if not isinstance(when, datetime):
            return self._days_before(when.toordinal()) * self._day_seconds
        day = self.local_day(when)
        worked = self._days_before(day.toordinal()) * self._day_seconds
        if not self.is_working_day(day):
            return worked
        since_opening = (when.astimezone(UTC) - self.opening(day).astimezone(UTC)) // timedelta(seconds=1)
        return worked + min(max(since_opening, 0), self._day_seconds)

    def _weekdays_before(self, ordinal: int) -> int:
        weeks, rest = divmod(ordinal - 1, 7)
        return weeks * self._worked_before[7] + self._worked_before[rest]

    def _days_before(self, ordinal: int) -> int:
        return self._weekdays_before(ordinal) - bisect_left(self._skipped, ordinal)

    def _nth_day(self, number: int) -> date:
        """The working day that has `number` working days before it."""
        weeks, rest = divmod(number + bisect_right(self._skipped_at, number), self._worked_before[7])
        ordinal = weeks * 7 + bisect_right(self._worked_before, rest)
        if not 0 < ordinal < date.max.toordinal():
            raise CalendarError("The work ends after the last year that a calendar has. Lower the estimates.")
        return date.fromordinal(ordinal)


def is_plannable(day: date) -> bool:
    """Whether a plan may name the day."""
    return FIRST_DAY <= day <= LAST_DAY


def country_holidays(country: str, years: Iterable[int], language: str | None = None) -> dict[date, str]:
    """The public holidays of a country ("TR") or one of its parts ("DE-BY"), by day, with their names.

    Names come in `language` where the country has them in it, else in the country's own.
    Raises CalendarError for a country that is not known.
    """
    import holidays as library  # loads slowly: only where somebody asks for holidays

    code, _, part = country.upper().partition("-")
    parts = library.list_supported_countries(include_aliases=True).get(code)
    if parts is None or (part and part not in parts):
        raise CalendarError(
            "No holidays are known for the country {country}. Choose another code.", country=country
        )
    spoken = library.list_localized_countries().get(code, ())
    found = library.country_holidays(
        code, subdiv=part or None, years=sorted(set(years)), language=language if language in spoken else None
    )
    return {day: str(name) for day, name in sorted(found.items())}


def _check_settings(weekdays: frozenset[int], hours_per_day: float, opens_at: time) -> None:
    if not weekdays or not weekdays <= set(range(7)):
        raise CalendarError("A calendar needs at least one working weekday, Monday to Sunday.")
    opening = timedelta(hours=opens_at.hour, minutes=opens_at.minute, seconds=opens_at.second)
    if hours_per_day <= 0 or opening + timedelta(hours=hours_per_day) > timedelta(days=1):
        raise CalendarError(
            "{hours} hours from {opening} do not fit into one day. Lower the hours or begin earlier.",
            hours=f"{hours_per_day:g}",
            opening=f"{opens_at:%H:%M}",
        )


def _to_seconds(hours: float) -> int:
    return round(hours * SECONDS_PER_HOUR)


def last_working_day(weekdays: str, first: date, last: date) -> date:
    """The last of those days that is worked, the very last where none is; `weekdays` are digits, 1 is Monday.

    >>> last_working_day("12345", date(2026, 11, 30), date(2026, 12, 6))
    datetime.date(2026, 12, 4)
    """
    worked = (last - timedelta(days=back) for back in range((last - first).days + 1))
    return next((day for day in worked if str(day.isoweekday()) in weekdays), last)
