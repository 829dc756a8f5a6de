"""Workload: hours stay with the week in which they are worked, and all of them add up to the work."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tracker.core.schedule.calendar import Calendar
from tracker.core.schedule.workload import Stretch, workload_by_week

MONDAY, NEXT_MONDAY = date(2026, 11, 30), date(2026, 12, 7)
OFFICE = Calendar(holidays={date(2026, 12, 1): "a holiday"})


def test_a_task_over_the_weekend_counts_in_both_weeks() -> None:
    loads = workload_by_week([Stretch(28, 40, ("a",))], OFFICE, MONDAY)
    assert loads == {"a": {MONDAY: 4.0, NEXT_MONDAY: 8.0}}


def test_several_agents_share_a_task_evenly() -> None:
    loads = workload_by_week([Stretch(0, 8, ("a", "b"))], OFFICE, MONDAY)
    assert loads == {"a": {MONDAY: 4.0}, "b": {MONDAY: 4.0}}


def test_work_that_names_nobody_is_counted_too() -> None:
    assert workload_by_week([Stretch(0, 3)], OFFICE, MONDAY) == {"": {MONDAY: 3.0}}


def test_a_start_on_a_day_off_is_the_next_working_day() -> None:
    assert workload_by_week([Stretch(0, 8, ("a",))], OFFICE, date(2026, 12, 5)) == {"a": {NEXT_MONDAY: 8.0}}


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 100), st.integers(0, 3)), max_size=20),
    st.sampled_from([4.0, 7.5, 8.0]),
)
def test_all_hours_add_up_to_the_work(spans: list[tuple[int, int, int]], day_hours: float) -> None:
    calendar = Calendar(hours_per_day=day_hours)
    stretches = [Stretch(at / 4, (at + long) / 4, tuple("abc"[:count])) for at, long, count in spans]
    loads = workload_by_week(stretches, calendar, MONDAY)
    total = sum(hours for weeks in loads.values() for hours in weeks.values())
    assert abs(total - sum(long / 4 for _at, long, _count in spans)) < 1e-6
    for weeks in loads.values():
        assert list(weeks) == sorted(weeks)
        assert all(monday.weekday() == 0 for monday in weeks)
