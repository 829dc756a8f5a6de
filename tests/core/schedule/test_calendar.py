"""Working time: days off, hours to moments and back, and nights on which the clock changes."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.schedule.calendar import Calendar, CalendarError, country_holidays

ISTANBUL = ZoneInfo("Europe/Istanbul")
MONDAY = date(2025, 10, 20)
ZONES = [
    "UTC",
    "Europe/Istanbul",
    "Europe/Warsaw",
    "America/New_York",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
]


def calendars() -> st.SearchStrategy[Calendar]:
    some_days = st.dates(date(2018, 1, 1), date(2018, 12, 31))
    return st.builds(
        Calendar,
        weekdays=st.frozensets(st.integers(0, 6), min_size=1),
        hours_per_day=st.sampled_from([1, 6, 7.5, 8, 12]),
        holidays=st.dictionaries(some_days, st.just("Holiday"), max_size=20),
        days_off=st.frozensets(some_days, max_size=20),
        time_zone=st.sampled_from(ZONES).map(ZoneInfo),
        opens_at=st.sampled_from([time(0), time(2, 30), time(9)]),
    )


days_of_2018 = st.dates(date(2017, 12, 25), date(2019, 1, 7))


def test_it_counts_weekends_holidays_and_own_days_off_as_not_worked() -> None:
    calendar = Calendar(holidays={date(2025, 10, 29): "Republic Day"}, days_off=[date(2025, 10, 31)])

    worked = calendar.working_days(date(2025, 10, 25), date(2025, 11, 3))

    assert [day.day for day in worked] == [27, 28, 30, 3]
    assert calendar.count_working_days(date(2025, 10, 25), date(2025, 11, 3)) == 4


def test_it_ends_a_day_of_work_the_same_evening_and_begins_the_next_in_the_morning() -> None:
    calendar = Calendar(time_zone=ISTANBUL)

    assert calendar.finish_at(8, MONDAY) == datetime(2025, 10, 20, 17, tzinfo=ISTANBUL)
    assert calendar.start_at(8, MONDAY) == datetime(2025, 10, 21, 9, tzinfo=ISTANBUL)


def test_it_begins_on_the_next_working_day_when_the_start_is_a_day_off() -> None:
    saturday = date(2025, 10, 25)

    assert Calendar().start_at(0, saturday) == datetime(2025, 10, 27, 9, tzinfo=UTC)
    assert Calendar().finish_at(0, saturday) == datetime(2025, 10, 27, 9, tzinfo=UTC)
    assert Calendar().finish_at(4, saturday) == datetime(2025, 10, 27, 13, tzinfo=UTC)


def test_it_gives_the_dates_of_the_readiness_plan_s_forecast() -> None:
    """194, 230 and 271 hours from 20 October 2025: 21 and 27 November, and 4 December."""
    calendar = Calendar(time_zone=ISTANBUL)

    finishes = [calendar.finish_at(hours, MONDAY).date() for hours in (194, 230, 271)]

    assert finishes == [date(2025, 11, 21), date(2025, 11, 27), date(2025, 12, 4)]


def test_it_counts_from_the_middle_of_a_day_when_the_start_is_a_moment() -> None:
    friday_afternoon = datetime(2025, 10, 24, 15, tzinfo=UTC)

    assert Calendar().finish_at(4, friday_afternoon) == datetime(2025, 10, 27, 11, tzinfo=UTC)


def test_it_counts_no_hours_outside_working_time() -> None:
    calendar = Calendar()
    before_dawn, night = datetime(2025, 10, 20, 3, tzinfo=UTC), datetime(2025, 10, 20, 23, tzinfo=UTC)

    assert calendar.hours_between(before_dawn, night) == 8
    assert calendar.hours_between(night, before_dawn) == -8
    assert calendar.hours_between(date(2025, 10, 24), date(2025, 10, 27)) == 8


@pytest.mark.parametrize("sunday", [date(2025, 3, 30), date(2025, 10, 26)])
def test_it_keeps_the_length_of_a_night_shift_when_the_clock_changes(sunday: date) -> None:
    calendar = Calendar(
        frozenset(range(7)), hours_per_day=4, time_zone=ZoneInfo("Europe/Warsaw"), opens_at=time(1)
    )

    opening, closing = calendar.start_at(0, sunday), calendar.finish_at(4, sunday)

    assert closing.astimezone(UTC) - opening.astimezone(UTC) == timedelta(hours=4)
    assert calendar.start_at(4, sunday).date() == sunday + timedelta(days=1)


def test_it_never_runs_round_the_clock_work_into_the_next_day_of_a_short_one() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    calendar = Calendar(frozenset(range(7)), hours_per_day=24, time_zone=warsaw, opens_at=time(0))

    assert calendar.finish_at(24, date(2025, 3, 30)) == datetime(2025, 3, 31, tzinfo=warsaw)


def test_it_keeps_nine_o_clock_on_both_sides_of_a_clock_change() -> None:
    calendar = Calendar(time_zone=ZoneInfo("Europe/Warsaw"))

    friday, monday = calendar.start_at(0, date(2025, 10, 24)), calendar.start_at(8, date(2025, 10, 24))

    assert (friday.hour, monday.hour) == (9, 9)
    assert monday.astimezone(UTC) - friday.astimezone(UTC) == timedelta(days=3, hours=1)


def test_it_finds_midnight_where_the_clock_skips_it() -> None:
    calendar = Calendar(time_zone=ZoneInfo("America/Sao_Paulo"))

    midnight = calendar.midnight(date(2018, 11, 4))

    assert midnight == datetime(2018, 11, 4, 3, tzinfo=UTC)
    assert calendar.local_day(midnight) == date(2018, 11, 4)
    assert calendar.local_day(midnight - timedelta(seconds=1)) == date(2018, 11, 3)


@given(calendars(), days_of_2018, days_of_2018)
def test_it_lists_exactly_the_days_that_are_worked(calendar: Calendar, start: date, end: date) -> None:
    every_day = [start + timedelta(days=n) for n in range((end - start).days + 1)]

    worked = [day for day in every_day if calendar.is_working_day(day)]

    assert calendar.working_days(start, end) == worked
    assert calendar.count_working_days(start, end) == len(worked)


@given(calendars(), days_of_2018)
def test_it_finds_the_nearest_working_days(calendar: Calendar, day: date) -> None:
    later, earlier = calendar.next_working_day(day), calendar.previous_working_day(day)

    assert earlier <= day <= later
    assert calendar.is_working_day(later)
    assert calendar.is_working_day(earlier)
    assert calendar.count_working_days(earlier, later) == (1 if calendar.is_working_day(day) else 2)
    assert calendar.add_working_days(later, 1) > later > calendar.add_working_days(later, -1)


@given(calendars(), days_of_2018, st.integers(0, 400_000))
def test_it_comes_back_from_a_moment_to_the_same_hours(calendar: Calendar, start: date, seconds: int) -> None:
    hours = seconds / 3600

    begins, ends = calendar.start_at(hours, start), calendar.finish_at(hours, start)

    assert calendar.hours_between(start, begins) == pytest.approx(hours, abs=1e-9)
    assert calendar.hours_between(start, ends) == pytest.approx(hours, abs=1e-9)
    assert ends <= begins
    assert calendar.is_working_day(calendar.local_day(begins))


@given(calendars(), days_of_2018, st.integers(0, 100_000), st.integers(1, 9_000))
def test_later_work_is_never_earlier(calendar: Calendar, start: date, seconds: int, more: int) -> None:
    earlier, later = (calendar.start_at(count / 3600, start) for count in (seconds, seconds + more))

    assert earlier.astimezone(UTC) < later.astimezone(UTC)


@pytest.mark.parametrize(
    "settings",
    [
        {"weekdays": frozenset()},
        {"weekdays": frozenset({7})},
        {"hours_per_day": 0},
        {"hours_per_day": 16},
        {"hours_per_day": 24.5, "opens_at": time(0)},
    ],
)
def test_it_refuses_a_calendar_that_cannot_be(settings: dict[str, object]) -> None:
    with pytest.raises(CalendarError):
        Calendar(**settings)  # type: ignore[arg-type]


def test_it_refuses_work_beyond_the_last_year() -> None:
    with pytest.raises(CalendarError, match="Lower the estimates"):
        Calendar().finish_at(1e9, MONDAY)


def test_it_knows_the_holidays_of_a_country_in_the_asked_language() -> None:
    turkish = country_holidays("TR", [2025, 2026], "tr")

    assert turkish[date(2025, 10, 29)] == "Cumhuriyet Bayramı"
    assert country_holidays("tr", [2025], "en_US")[date(2025, 10, 29)] == "Republic Day"
    assert {day.year for day in turkish} == {2025, 2026}


def test_it_knows_the_holidays_of_a_part_of_a_country() -> None:
    assert date(2025, 1, 6) in country_holidays("DE-BY", [2025])
    assert date(2025, 1, 6) not in country_holidays("DE-BE", [2025], "no such language")


@pytest.mark.parametrize("country", ["XX", "", "DE-XX"])
def test_it_refuses_a_country_it_does_not_know(country: str) -> None:
    with pytest.raises(CalendarError, match="another code"):
        country_holidays(country, [2025])


def test_it_does_not_load_the_holidays_until_asked() -> None:
    code = "import sys, tracker.core.schedule.calendar; print('holidays' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
