"""For any history: replaying the events to a day gives the point stored for it, and no point ever changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.schedule.burndown import Amount, Burndown, SprintSpan, TaskEvent, compute_burndown
from tracker.core.schedule.calendar import Calendar

pytestmark = pytest.mark.thorough

ZONES = [
    "UTC",
    "Europe/Istanbul",
    "Europe/Warsaw",
    "America/New_York",
    "America/Havana",
    "Australia/Lord_Howe",
]
TASKS = ["A", "B", "C", "D"]
# Both nights on which clocks of 2025 change, in Europe, in America and on Lord Howe, lie within these spans.
SPRINGS = datetime(2025, 3, 7, tzinfo=UTC), datetime(2025, 4, 8, tzinfo=UTC)
AUTUMNS = datetime(2025, 10, 3, tzinfo=UTC), datetime(2025, 11, 4, tzinfo=UTC)

Task = dict[str, Any]

creations = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["todo", "done"]),
        "sprint": st.sampled_from([None, 1, 2]),
        "estimate_hours": st.none() | st.integers(0, 400).map(lambda tenths: tenths / 10),
        "is_duty": st.booleans(),
    }
)
changes = st.one_of(
    st.tuples(st.just("task"), creations),
    st.tuples(st.just("status"), st.sampled_from(["todo", "doing", "review", "done", "done", "dropped"])),
    st.tuples(st.just("sprint"), st.sampled_from([None, 1, 2, 3])),
    st.tuples(st.just("estimate"), st.none() | st.integers(0, 400).map(lambda tenths: tenths / 10)),
    st.tuples(st.just("archived"), st.booleans()),
    st.tuples(st.just("is_duty"), st.booleans()),
    st.tuples(st.just("due"), st.none()),
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[TaskEvent], Calendar, list[SprintSpan]]:
    first, last = draw(st.sampled_from([SPRINGS, AUTUMNS]))
    minutes = st.integers(0, int((last - first) / timedelta(minutes=1)))
    started = sorted(draw(st.lists(minutes, min_size=2, max_size=25)))
    moments = [first + timedelta(minutes=minute) for minute in started]
    events = [TaskEvent(moments[0], task, "task", None, draw(creations)) for task in TASKS[:3]]
    for at in moments:
        change, value = draw(changes)
        events.append(TaskEvent(at, draw(st.sampled_from(TASKS)), change, None, value))
    calendar = Calendar(time_zone=ZoneInfo(draw(st.sampled_from(ZONES))))
    return events, calendar, _draw_sprints(draw, moments)


def _draw_sprints(draw: st.DrawFn, moments: Sequence[datetime]) -> list[SprintSpan]:
    start = moments[0].date() + timedelta(days=draw(st.integers(-2, 3)))
    end = start + timedelta(days=draw(st.integers(0, 12)))
    closed_at = draw(st.none() | st.sampled_from(moments))
    later = end + timedelta(days=14)
    return [SprintSpan(1, start, end, closed_at), SprintSpan(2, end + timedelta(days=1), later)]


def burn(events: list[TaskEvent], calendar: Calendar, sprints: list[SprintSpan], through: date) -> Burndown:
    first_day = calendar.local_day(events[0].at)
    return compute_burndown(
        events, calendar=calendar, through=through, sprints=sprints, start=first_day, default_hours=5
    )


def replay(events: list[TaskEvent]) -> dict[Any, Task]:
    """The plainest reading of a history: what each task is after its last event."""
    tasks: dict[Any, Task] = {}
    for event in events:
        if event.field == "task":
            tasks[event.task] = dict(event.new, estimate=event.new["estimate_hours"], archived=False)
        elif event.task in tasks:
            tasks[event.task][event.field] = event.new
    return tasks


def stand(tasks: list[Task]) -> tuple[Amount, Amount]:
    """What is done and what is left of those that count."""
    counted = [
        (5 if task["estimate"] is None else task["estimate"], task["status"] == "done")
        for task in tasks
        if not (task["is_duty"] or task["archived"] or task["status"] == "dropped")
    ]
    done = [hours for hours, is_done in counted if is_done]
    left = [hours for hours, is_done in counted if not is_done]
    return Amount(round(sum(done), 6), len(done)), Amount(round(sum(left), 6), len(left))


def rounded(amount: Amount) -> Amount:
    return Amount(round(amount.hours, 6), amount.tasks)


@given(histories())
def test_each_point_is_what_a_plain_replay_to_the_end_of_its_day_gives(
    history: tuple[list[TaskEvent], Calendar, list[SprintSpan]],
) -> None:
    events, calendar, sprints = history
    burndown = burn(events, calendar, sprints, events[-1].at.date() + timedelta(days=3))

    for point in burndown.plan.points:
        until = [event for event in events if calendar.local_day(event.at) <= point.day]
        assert (rounded(point.done), rounded(point.left)) == stand(list(replay(until).values()))
    for span, chart in zip(sprints, burndown.sprints, strict=True):
        for point in chart.points:
            until = [
                event
                for event in events
                if calendar.local_day(event.at) <= point.day
                and not (span.closed_at and event.at >= span.closed_at)
            ]
            inside = [task for task in replay(until).values() if task["sprint"] == span.key]
            assert (rounded(point.done), rounded(point.left)) == stand(inside)


@given(histories(), st.integers(0, 40))
def test_what_comes_later_changes_no_point_of_the_days_before(
    history: tuple[list[TaskEvent], Calendar, list[SprintSpan]], days: int
) -> None:
    events, calendar, sprints = history
    end = events[-1].at.date() + timedelta(days=3)
    day = min(end, calendar.local_day(events[0].at) + timedelta(days=days))
    until_day = [event for event in events if calendar.local_day(event.at) <= day]

    whole, until = burn(events, calendar, sprints, end), burn(until_day, calendar, sprints, day)

    for now, then in zip((whole.plan, *whole.sprints), (until.plan, *until.sprints), strict=True):
        assert then.points == tuple(point for point in now.points if point.day <= day)
    past = day - timedelta(days=6)
    assert [week for week in whole.weeks if week.monday <= past] == [
        week for week in until.weeks if week.monday <= past
    ]


@given(histories())
def test_there_is_one_point_a_day_and_its_sums_agree(
    history: tuple[list[TaskEvent], Calendar, list[SprintSpan]],
) -> None:
    events, calendar, sprints = history
    burndown = burn(events, calendar, sprints, events[-1].at.date() + timedelta(days=3))

    for chart in (burndown.plan, *burndown.sprints):
        days = [point.day for point in chart.points]
        assert chart.start is not None
        assert days == [chart.start + timedelta(days=n) for n in range(len(days))]
        for point in chart.points:
            scope = point.committed.hours + point.added.hours - point.removed.hours + point.reestimated_hours
            assert round(scope - point.done.hours - point.left.hours, 6) == 0
            tasks = point.committed.tasks + point.added.tasks - point.removed.tasks
            assert tasks == point.done.tasks + point.left.tasks


@given(histories(), st.data())
def test_moving_leftovers_on_never_changes_the_chart_of_an_ended_sprint(
    history: tuple[list[TaskEvent], Calendar, list[SprintSpan]], data: st.DataObject
) -> None:
    events, calendar, sprints = history
    end_of_sprint = calendar.midnight(sprints[0].end + timedelta(days=1))
    after = max(end_of_sprint, events[-1].at) + timedelta(minutes=data.draw(st.integers(0, 5000)))
    moves = [TaskEvent(after, task, "sprint", 1, 2) for task in TASKS]
    through = after.date() + timedelta(days=2)

    before, moved = (burn(story, calendar, sprints, through) for story in (events, events + moves))

    assert moved.sprints[0] == before.sprints[0]
