"""An invented past: consistent, at working hours, and as messy as a real one."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.demo_history import DemoChange, DemoTask, invent_history
from tracker.core.plan.document import Estimate, Level
from tracker.core.schedule.burndown import SprintSpan
from tracker.core.schedule.calendar import Calendar

MONDAY = date(2025, 10, 20)
PEOPLE = ["Ada", "Bo", "Cem"]
LEVELS: list[Level] = ["critical", "high", "medium"]
SPRINTS = [
    SprintSpan(n, MONDAY + timedelta(days=7 * n - 7), MONDAY + timedelta(days=7 * n - 3)) for n in (1, 2, 3)
]
CALENDAR = Calendar(holidays={date(2025, 10, 29): "Republic Day"}, time_zone=ZoneInfo("Europe/Warsaw"))


def made_tasks(count: int = 60) -> list[DemoTask]:
    return [
        DemoTask(
            f"T-{n:03}",
            sprint=(1, 2, 3, None)[n % 4],
            estimate=Estimate(4 + n % 9, 4 + n % 9) if n % 7 else None,
            priority=LEVELS[n % 3],
            status="done" if n % 20 == 0 else "todo",
            depends_on=(f"T-{n - 8:03}",) if n >= 8 and n % 2 else (),
        )
        for n in range(count)
    ]


def invent(seed: int = 1, days: int = 20, people: list[str] | None = None) -> list[DemoChange]:
    return invent_history(
        made_tasks(),
        calendar=CALENDAR,
        sprints=SPRINTS,
        start=MONDAY,
        days=days,
        people=people or PEOPLE,
        rng=Random(seed),
    )


@given(st.integers(0, 10_000), st.integers(0, 40), st.sampled_from([PEOPLE, ["Ada"]]))
def test_each_change_begins_where_the_one_before_left_the_field(
    seed: int, days: int, people: list[str]
) -> None:
    now: dict[tuple[str, str], object] = {}
    for task in made_tasks():
        ends = [task.estimate.low_hours, task.estimate.high_hours] if task.estimate else None
        now |= {
            (task.key, "status"): task.status,
            (task.key, "sprint"): task.sprint,
            (task.key, "estimate"): ends,
        }

    for change in invent(seed, days, people):
        assert now[change.task, change.field] == change.old != change.new
        now[change.task, change.field] = change.new


@given(st.integers(0, 10_000), st.integers(0, 40))
def test_it_tells_of_working_hours_only_and_in_order(seed: int, days: int) -> None:
    moments = [change.at for change in invent(seed, days)]

    assert moments == sorted(moments)
    for at in moments:
        assert CALENDAR.is_working_day(at.date())
        assert 9 <= at.hour <= 17
        assert MONDAY <= at.date() < MONDAY + timedelta(days=days)


def test_it_holds_all_that_happens_to_plans() -> None:
    past = [change for seed in range(5) for change in invent(seed)]

    kinds = Counter((change.field, change.new if change.field == "status" else "") for change in past)
    unticked = [change for change in past if change.old == "done"]
    pulled_in = [change for change in past if change.field == "sprint" and change.old is None]
    assert min(kinds["status", "doing"], kinds["status", "review"], kinds["status", "done"]) > 50
    assert kinds["estimate", ""] > 5
    assert kinds["status", "dropped"] > 1
    assert len(unticked) > 3
    assert len(pulled_in) > 1
    assert {change.by for change in past} == set(PEOPLE)


def test_it_lets_somebody_else_review() -> None:
    past = invent()
    in_review = {change.task: change.by for change in past if change.new == "review"}
    ticked = {change.task: change.by for change in past if change.old == "review" and change.new == "done"}

    assert ticked
    assert all(in_review[task] != by for task, by in ticked.items())


def test_it_moves_what_a_sprint_leaves_over_on_the_next_morning() -> None:
    past = invent()
    second_week = SPRINTS[1].start

    moved = [change for change in past if change.field == "sprint" and (change.old, change.new) == (1, 2)]

    assert moved
    assert {change.at.date() for change in moved if change.at.date() >= second_week} == {second_week}
    left = {task.key for task in made_tasks() if task.sprint == 1}
    for change in past:
        if change.field == "status" and change.new == "done" and change.at.date() < second_week:
            left.discard(change.task)
    assert {change.task for change in moved} <= left


def test_it_never_begins_a_task_before_what_it_waits_for_is_done() -> None:
    waits_for = {task.key: task.depends_on for task in made_tasks()}
    finished = {task.key for task in made_tasks() if task.status == "done"}

    for change in invent():
        if change.field == "status" and change.old == "todo" and change.new == "doing":
            assert set(waits_for[change.task]) <= finished
        if change.new in ("done", "dropped"):
            finished.add(change.task)


def test_the_same_seed_gives_the_same_past_and_another_gives_another() -> None:
    assert invent(1) == invent(1) != invent(2)


@pytest.mark.parametrize("sprints", [[], SPRINTS[2:]])
def test_it_finds_work_without_a_running_sprint(sprints: list[SprintSpan]) -> None:
    past = invent_history(
        [DemoTask("A"), DemoTask("B", sprint=3)],
        calendar=CALENDAR,
        sprints=sprints,
        start=MONDAY,
        days=10,
        people=["Ada"],
        rng=Random(1),
    )

    assert [change.new for change in past if change.field == "status" and change.task == "B"][:2] == [
        "doing",
        "done",
    ]


def test_no_days_hold_no_changes() -> None:
    assert invent(days=0) == []
