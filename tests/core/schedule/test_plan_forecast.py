"""From a plan's network to the list of work that is simulated."""

from __future__ import annotations

import pytest

from tests.core.schedule.readiness_work import plan_work
from tracker.core.plan.document import Estimate
from tracker.core.schedule.forecast import PERCENTS
from tracker.core.schedule.plan_forecast import Doubt, forecast_plan, list_work
from tracker.core.schedule.plan_network import Choices, PlanNetwork, TaskToSchedule, build_plan_network
from tracker.core.schedule.simulation import ForecastTask


def network(*tasks: TaskToSchedule, **choices: object) -> PlanNetwork:
    return build_plan_network(tasks, Choices(people=2, **choices))  # type: ignore[arg-type]


def listed(plan: PlanNetwork, people: int = 1, **more: object) -> list[ForecastTask]:
    return list_work(plan, {}, people=people, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("people", "hours"), [(3, (194, 230, 271)), (4, (150, 178, 210))])
def test_it_gives_the_figures_measured_for_the_readiness_plan(people: int, hours: tuple[float, ...]) -> None:
    plan, doubts = plan_work()

    odds = forecast_plan(plan, doubts, people=people)

    assert [odds.hours_at(percent) for percent in PERCENTS] == pytest.approx(hours, rel=0.02)


def test_it_lists_higher_priority_first_and_then_what_has_most_behind_it() -> None:
    plan = network(
        TaskToSchedule("medium", 40, priority="medium"),
        TaskToSchedule("short", 8, priority="critical"),
        TaskToSchedule("long", 16, priority="critical"),
        TaskToSchedule("before", 4, priority="low"),
        TaskToSchedule("urgent", 24, priority="critical", waits_for=(("before", 0.0),)),
    )

    assert [task.key for task in listed(plan)] == ["before", "urgent", "long", "short", "medium"]


def test_it_lists_a_chain_of_no_duration_in_the_order_of_waiting() -> None:
    plan = network(
        TaskToSchedule("c", 0, waits_for=(("b", 0.0),)),
        TaskToSchedule("b", 0, waits_for=(("a", 0.0),)),
        TaskToSchedule("a", 0),
    )

    assert [task.key for task in listed(plan)] == ["a", "b", "c"]
    assert forecast_plan(plan, {}, people=1).hours_at(95) == 0


def test_it_keeps_sprints_only_where_their_order_counts() -> None:
    tasks = (TaskToSchedule("a", 8, sprint=2), TaskToSchedule("b", 8, sprint=1))

    ordered, free = network(*tasks), network(*tasks, sprint_order=False)

    assert [(task.key, task.sprint) for task in listed(ordered)] == [("b", 1), ("a", 2)]
    assert {task.sprint for task in listed(free)} == {None}


def test_it_takes_over_lags_first_days_and_agents() -> None:
    plan = network(
        TaskToSchedule("a", 8, agents=("dev", "ops")),
        TaskToSchedule("b", 8, agents=("dev",), waits_for=(("a", 4.0), ("closed", 0.0)), not_before_hours=16),
        TaskToSchedule("closed", 8, is_closed=True),
    )

    first, second = listed(plan, people=2, one_task_an_agent=True)

    assert (first.agents, second.after, second.not_before_hours) == (("dev", "ops"), {"a": 4.0}, 16)


def test_an_agent_that_does_one_thing_at_a_time_makes_it_longer() -> None:
    plan = network(*(TaskToSchedule(key, 8, agents=("dev",)) for key in "abc"))

    free, bound = (forecast_plan(plan, {}, people=3, one_task_an_agent=flag) for flag in (False, True))

    assert bound.hours_at(50) > 2 * free.hours_at(50)


def test_it_uses_both_ends_of_an_estimate_unless_other_hours_are_left() -> None:
    tasks = (TaskToSchedule("a", 28), TaskToSchedule("b", 10), TaskToSchedule("c", 6))
    doubts = {"a": Doubt(Estimate(24, 32), "high"), "b": Doubt(Estimate(24, 32), "low")}

    work = {task.key: task for task in list_work(network(*tasks), doubts, people=1)}

    assert (work["a"].estimate, work["a"].risk) == (Estimate(24, 32), "high")
    assert (work["b"].estimate, work["b"].risk) == (Estimate(10, 10), "low")
    assert (work["c"].estimate, work["c"].risk) == (Estimate(6, 6), None)


def test_a_plan_without_work_is_finished_at_once() -> None:
    assert forecast_plan(network(), {}, people=1).hours_at(50) == 0
