"""The forecast of a plan: its work listed as people would take it up, and the odds of its finish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.core.plan.document import Estimate, Level
from tracker.core.schedule.forecast import Forecast, forecast
from tracker.core.schedule.generation import schedule_in_parallel
from tracker.core.schedule.plan_network import PlanNetwork, make_project
from tracker.core.schedule.project import Side, make_sides
from tracker.core.schedule.simulation import ForecastTask
from tracker.core.schedule.uncertainty import ProjectFactor


@dataclass(frozen=True, slots=True)
class Doubt:
    """What makes a task's duration uncertain: both ends of its estimate, where it has one, and its risk."""

    estimate: Estimate | None = None
    risk: Level | None = None


NO_DOUBT = Doubt()


def forecast_plan(
    plan: PlanNetwork,
    doubts: Mapping[str, Doubt],
    *,
    people: int,
    one_task_an_agent: bool = False,
    factor: ProjectFactor | None = None,
    samples: int = 10_000,
    seed: int = 1,
    is_cautious: bool = False,
    day_hours: float = 8.0,
) -> Forecast:
    """The odds of finishing what is left of a plan, in working hours from the start; see `forecast`.

    `doubts` are by key; a task without one counts as a single figure of medium risk. Raises ValueError where
    there is nobody to do the work.
    """
    agents = {agent for activity in plan.network.activities for agent in activity.agents}
    return forecast(
        list_work(plan, doubts, people=people, one_task_an_agent=one_task_an_agent),
        people=people,
        agent_capacity=dict.fromkeys(sorted(agents), 1) if one_task_an_agent else {},
        factor=factor,
        samples=samples,
        seed=seed,
        is_cautious=is_cautious,
        day_hours=day_hours,
    )


def list_work(
    plan: PlanNetwork, doubts: Mapping[str, Doubt], *, people: int, one_task_an_agent: bool = False
) -> list[ForecastTask]:
    """The tasks in the order of a levelled schedule: higher priority first, then what has most behind it.

    That is the parallel schedule of the rule (priority, latest finish), and not the best that a search finds:
    people follow the rule also when a run has upset the plan, and the forecast does not jump when a search
    comes upon another schedule of the same length.
    """
    network = plan.network
    made = make_project(network, people, one_task_an_agent=one_task_an_agent)
    side = make_sides(made.project).forward
    finishes = schedule_in_parallel(side, _urgencies(side, made.project.ranks))
    numbers = {node: made.numbers[node] for node in network.order if node < network.activity_count}
    # Sorting keeps the order of the network where tasks start together: what others wait for comes first.
    nodes = sorted(numbers, key=lambda node: finishes[numbers[node]] - side.steps[numbers[node]].length)
    return [_forecast_task(plan, node, doubts) for node in nodes]


def _urgencies(side: Side, own_ranks: Sequence[int]) -> list[tuple[int, int]]:
    """By rank, a task that a higher rank waits for counting as that rank; then the longest way to the end."""
    ranks = list(own_ranks) or [0] * len(side.steps)
    for number in reversed(side.numbers):
        ranks[number] = min([ranks[number], *(ranks[after] for after in side.steps[number].followers)])
    return [(rank, -tail) for rank, tail in zip(ranks, side.tails, strict=True)]


def _forecast_task(plan: PlanNetwork, node: int, doubts: Mapping[str, Doubt]) -> ForecastTask:
    task, activity = plan.tasks[node], plan.network.activities[node]
    doubt = doubts.get(task.key, NO_DOUBT)
    return ForecastTask(
        key=task.key,
        estimate=_range_of(doubt.estimate, activity.duration_hours),
        risk=doubt.risk,
        after={key: lag for key, lag in task.waits_for if key in plan.network.ids},
        sprint=activity.sprint if plan.network.gates else None,
        agents=activity.agents,
        not_before_hours=activity.not_before_hours,
    )


def _range_of(estimate: Estimate | None, hours: float) -> Estimate:
    """The range, where its middle is what is left to do; any other hours are a single figure."""
    if estimate is not None and estimate.middle_hours == hours:
        return estimate
    return Estimate(hours, hours)
