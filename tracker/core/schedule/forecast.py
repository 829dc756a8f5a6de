"""When the work will be finished: not one date but the odds, from many runs of the levelled schedule."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from tracker.core.schedule.simulation import ForecastTask, Runs, simulate
from tracker.core.schedule.uncertainty import ProjectFactor

if TYPE_CHECKING:
    from tracker.core.schedule.simulation import Floats

PERCENTS = (50, 80, 95)
QUANTILE_STEPS = 200
MOST_BINS = 40
NO_LIMITS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Bin:
    """How many runs finish at or after `low_hours` and before `high_hours`."""

    low_hours: float
    high_hours: float
    runs: int


@dataclass(frozen=True, slots=True)
class TaskInfluence:
    """What one task has to do with the finish.

    `criticality`: the share of runs in which it lies on the chain that drives the finish, through
    dependencies, sprints or people. `sensitivity`: that share times its own spread over the spread of the
    finish (the schedule sensitivity index): how much of the uncertainty is its doing.
    """

    key: str
    criticality: float
    sensitivity: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The odds of the finish, in working hours from the start.

    `quantiles` are the hours by which 0, 0.5, 1, ... 100 % of the runs are finished. `bins` are in order,
    without gaps. `tasks` are in order of sensitivity, the greatest first.
    """

    samples: int
    mean_hours: float
    quantiles: tuple[float, ...]
    bins: tuple[Bin, ...]
    tasks: tuple[TaskInfluence, ...]
    factor: ProjectFactor

    def hours_at(self, percent: float) -> float:
        """The hours by which `percent` of the runs are finished."""
        position = percent / 100 * QUANTILE_STEPS
        below = min(int(position), QUANTILE_STEPS - 1)
        low, high = self.quantiles[below : below + 2]
        return low + (high - low) * (position - below)

    def chance(self, hours: float) -> float:
        """The share of runs that are finished by `hours`, 0 to 1."""
        if hours >= self.quantiles[-1]:
            return 1.0
        above = bisect_left(self.quantiles, hours)
        if above == 0:
            return 0.0
        low, high = self.quantiles[above - 1 : above + 1]
        return (above - 1 + (hours - low) / (high - low)) / QUANTILE_STEPS


def forecast(
    tasks: Sequence[ForecastTask],
    *,
    people: int,
    agent_capacity: Mapping[str, int] = NO_LIMITS,
    factor: ProjectFactor | None = None,
    samples: int = 10_000,
    seed: int = 1,
    is_cautious: bool = False,
    day_hours: float = 8.0,
) -> Forecast:
    """The odds of finishing `tasks`, which stand in the order of their starts in the levelled schedule.

    Sort them by start from a topological order: of two that start together, the one waited for comes first.

    Durations follow PERT-beta over the estimate widened by risk, or, `is_cautious`, a triangle with the same
    corners, which gives more weight to its far end. The same tasks and seed give the same figures. Loads
    numpy, and takes two bytes for each task and sample.

    >>> from tracker.core.plan.document import Estimate
    >>> odds = forecast([ForecastTask("WEB-1", Estimate(8, 8), "low")], people=1)
    >>> [round(odds.hours_at(percent), 1) for percent in PERCENTS]
    [8.2, 9.9, 11.7]
    >>> round(odds.chance(10), 2), odds.tasks[0].criticality
    (0.82, 1.0)
    """
    factor = factor or ProjectFactor()
    if not tasks:
        return Forecast(samples, 0.0, (0.0,) * (QUANTILE_STEPS + 1), (), (), factor)
    runs = simulate(
        tasks,
        people=people,
        agent_capacity=agent_capacity,
        factor=factor,
        samples=samples,
        seed=seed,
        is_cautious=is_cautious,
    )
    return Forecast(
        samples=samples,
        mean_hours=float(runs.finish_hours.mean()),
        quantiles=_quantiles(runs.finish_hours),
        bins=_bins(runs.finish_hours, day_hours),
        tasks=_influences(tasks, runs),
        factor=factor,
    )


def _quantiles(finish_hours: Floats) -> tuple[float, ...]:
    import numpy as np

    return tuple(np.quantile(finish_hours, np.linspace(0, 1, QUANTILE_STEPS + 1)).tolist())


def _bins(finish_hours: Floats, day_hours: float) -> tuple[Bin, ...]:
    """Bins of a working day, or of two, four, ... where there would be too many."""
    import numpy as np

    width = day_hours
    while (first := floor(finish_hours.min() / width)) + MOST_BINS < ceil(finish_hours.max() / width):
        width *= 2
    counts = np.bincount((finish_hours // width).astype(np.int64) - first)
    edges = [(first + n) * width for n in range(len(counts) + 1)]
    return tuple(Bin(low, high, int(runs)) for low, high, runs in zip(edges, edges[1:], counts, strict=False))


def _influences(tasks: Sequence[ForecastTask], runs: Runs) -> tuple[TaskInfluence, ...]:
    """The schedule sensitivity index follows PMI and Vanhoucke, Measuring Time (2010)."""
    spread_hours = float(runs.finish_hours.std()) or 1.0
    influences = [
        TaskInfluence(task.key, float(share), float(share * sigma / spread_hours))
        for task, share, sigma in zip(tasks, runs.driving_shares, runs.sigma_hours, strict=True)
    ]
    return tuple(sorted(influences, key=lambda one: (-one.sensitivity, one.key)))
