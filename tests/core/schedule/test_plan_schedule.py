from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tracker.core.errors import DependencyLoop
from tracker.core.plan import parse
from tracker.core.schedule.plan_network import Choices, TaskToSchedule, tasks_of_document
from tracker.core.schedule.plan_schedule import Schedule, TaskRow, compute_schedule

READINESS = parse.read_bytes((Path(__file__).parents[3] / "fixtures" / "metropolitan.md").read_bytes())


def task(key: str, hours: float, *waits_for: str, sprint: int | None = None) -> TaskToSchedule:
    return TaskToSchedule(key, hours, sprint=sprint, waits_for=tuple((each, 0.0) for each in waits_for))


def rows(schedule: Schedule) -> dict[str, TaskRow]:
    return {row.key: row for row in schedule.tasks}


def reasons(tasks: list[TaskToSchedule], *, sprint_order: bool = True) -> dict[str, str]:
    schedule = compute_schedule(tasks, Choices(people=9, sprint_order=sprint_order))
    return {row.key: str(row.reason) for row in schedule.tasks}


@pytest.mark.parametrize(("people", "finish"), [(3, 173), (4, 130)])
@pytest.mark.parametrize(("sprint_order", "path"), [(False, 24), (True, 88)])
def test_the_readiness_plan_has_the_proven_least_finish(
    people: int, finish: float, sprint_order: bool, path: float
) -> None:
    schedule = compute_schedule(
        tasks_of_document(READINESS, 0), Choices(people, sprint_order=sprint_order), draw=Random(1)
    )
    assert (schedule.work_hours, schedule.critical_path_hours) == (517, path)
    assert (schedule.outcome.finish_hours, schedule.outcome.lower_bound_hours) == (finish, finish)
    assert schedule.outcome.is_proven


@pytest.mark.parametrize(("people", "bound"), [(3, 175), (4, 132)])
def test_with_the_default_estimate_the_task_without_one_counts(people: int, bound: float) -> None:
    schedule = compute_schedule(tasks_of_document(READINESS, 8), Choices(people))
    assert (schedule.work_hours, schedule.outcome.lower_bound_hours) == (525, bound)
    assert [row.key for row in schedule.tasks if not row.is_estimated] == ["TS-001"]


def test_duties_of_the_readiness_plan_are_not_scheduled() -> None:
    schedule = compute_schedule(tasks_of_document(READINESS, 8), Choices(3))
    assert len(schedule.tasks) == 76
    assert not any(row.key.startswith("MAINT") for row in schedule.tasks)


def test_one_task_an_agent_makes_the_busiest_agent_the_bound_of_the_readiness_plan() -> None:
    choices = Choices(4, sprint_order=False, one_task_an_agent=True)
    outcome = compute_schedule(tasks_of_document(READINESS, 0), choices, draw=Random(1)).outcome
    assert (outcome.finish_hours, outcome.lower_bound_hours, outcome.is_proven) == (140, 140, True)


def test_priorities_first_ends_critical_work_of_the_readiness_plan_early() -> None:
    choices = Choices(3, sprint_order=False, aim="priority")
    outcome = compute_schedule(tasks_of_document(READINESS, 0), choices).outcome
    assert (outcome.finish_hours, outcome.last_critical_hours) == (173, 95)


def test_done_and_dropped_tasks_take_no_time_and_hold_nothing_up() -> None:
    tasks = [replace(task("A", 8), is_closed=True), task("B", 4, "A"), task("C", 2, "B")]
    schedule = compute_schedule(tasks, Choices(1))
    assert [row.key for row in schedule.tasks] == ["B", "C"]
    assert schedule.critical_path_hours == 6


def test_a_what_if_drops_and_re_estimates_tasks() -> None:
    tasks = [task("A", 8), task("B", 4, "A"), task("C", 2, "B")]
    assert compute_schedule(tasks, Choices(1, dropped=frozenset({"B"}))).outcome.finish_hours == 10
    assert compute_schedule(tasks, Choices(1, hours={"A": 1})).critical_path_hours == 7


def test_work_without_a_sprint_fills_the_gaps_of_sprint_order() -> None:
    tasks = [task("A", 8, sprint=1), task("B", 2, sprint=1), task("C", 8, sprint=2), task("D", 6)]
    schedule = compute_schedule(tasks, Choices(2))
    assert (schedule.critical_path_hours, schedule.outcome.finish_hours) == (16, 16)


def test_a_dependency_on_a_later_sprint_moves_the_task_there_and_says_so() -> None:
    tasks = [task("A", 4, "U", sprint=1), task("U", 1, "B"), task("B", 2, sprint=2), task("C", 3, sprint=1)]
    schedule = compute_schedule(tasks, Choices(2))
    assert rows(schedule)["A"].sprint == 2
    assert rows(schedule)["A"].times.earliest_start_hours == 6
    (note,) = schedule.notes
    assert str(note) == (
        "A is planned in sprint 1 but waits for work of sprint 2: it is scheduled there. "
        "Move the task, or remove the dependency."
    )


def test_a_loop_is_refused() -> None:
    with pytest.raises(DependencyLoop, match="A → B → A"):
        compute_schedule([task("A", 1, "B"), task("B", 1, "A")], Choices(1))


def test_nobody_can_do_no_work() -> None:
    with pytest.raises(ValueError, match="at least one person"):
        compute_schedule([task("A", 1)], Choices(0))


def test_a_plan_with_nothing_left_is_finished_at_once() -> None:
    schedule = compute_schedule([replace(task("A", 8), is_closed=True)], Choices(2))
    assert (schedule.critical_path_hours, schedule.outcome.finish_hours, schedule.tasks) == (0, 0, ())
    assert schedule.outcome.is_proven
    assert schedule.outcome.last_critical_hours is None


def test_dates_and_lags_hold_in_the_levelled_schedule_too() -> None:
    tasks = [
        replace(task("A", 2), not_before_hours=5.5),
        TaskToSchedule("B", 1, waits_for=(("A", 4.0),)),
        task("C", 3),
    ]
    found = rows(compute_schedule(tasks, Choices(1)))
    assert found["A"].start_hours >= 5.5
    assert found["B"].start_hours >= found["A"].finish_hours + 4
    assert found["B"].driving == "A"


def test_minutes_are_kept() -> None:
    schedule = compute_schedule([task("A", 0.1), task("B", 0.35, "A")], Choices(1))
    assert schedule.outcome.finish_hours == pytest.approx(0.45)
    assert schedule.outcome.is_proven


def test_each_critical_task_says_what_it_waits_for_and_what_it_holds_up() -> None:
    assert reasons([task("TS-001", 2), task("WEB-001", 3, "TS-001"), task("LOG-001", 1, "WEB-001")]) == {
        "TS-001": "Can start at once, holds up WEB-001.",
        "WEB-001": "Waits for TS-001, holds up LOG-001.",
        "LOG-001": "Waits for WEB-001, and the plan ends with it.",
    }


def test_the_reason_of_a_sprint_names_the_task_that_ends_it() -> None:
    tasks = [task("A", 2, sprint=1), task("B", 1, sprint=1), task("C", 3, sprint=2), task("D", 1, sprint=2)]
    assert reasons(tasks) == {
        "A": "Can start at once, holds up the end of sprint 1.",
        "B": "Can start at once, 1 h of slack.",
        "C": "Waits for the end of sprint 1 (A), and the plan ends with it.",
        "D": "Waits for the end of sprint 1 (A), 2 h of slack.",
    }


def test_the_reason_of_a_date_says_so() -> None:
    tasks = [replace(task("A", 2), not_before_hours=8), task("B", 1, "A")]
    assert reasons(tasks)["A"] == "Waits for its date, holds up B."


def test_a_reason_names_three_tasks_and_no_more() -> None:
    tasks = [task("A", 2), *(task(f"B{number}", 1, "A") for number in range(5))]
    assert reasons(tasks)["A"] == "Can start at once, holds up B0, B1, B2 (+2)."
