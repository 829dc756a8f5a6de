"""How wrong an estimate may be: the range of one task, and the factor that all tasks of a project share.

Tasks that err independently cancel out, and a forecast of many would be far too sure of itself. So every run
also draws one factor for the whole project, lognormal, which finished tasks calibrate once there are enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import fmean, stdev
from typing import NamedTuple

from tracker.core.plan.document import Estimate, Level
from tracker.core.text import Sentence

PERT_WEIGHT = 4.0
PRIOR_SIGMA = 0.2
LEAST_SIGMA = 0.1
ENOUGH_FINISHED = 20
BELIEVABLE_RATIO = 10.0

# Of a single figure, the lowest and highest outcome; of a range "a-b", the highest as a multiple of b.
_SINGLE: dict[Level, tuple[float, float]] = {
    "low": (0.9, 1.3),
    "medium": (0.85, 1.6),
    "high": (0.8, 2.0),
    "critical": (0.75, 2.5),
}
_ABOVE_RANGE: dict[Level, float] = {"low": 1.1, "medium": 1.25, "high": 1.5, "critical": 1.9}
_BELOW_RANGE = 0.9


class Spread(NamedTuple):
    """The least, likeliest and greatest working hours of a task."""

    low_hours: float
    mode_hours: float
    high_hours: float

    @property
    def mean_hours(self) -> float:
        """The mean by PERT (Malcolm, Roseboom, Clark and Fazar 1959)."""
        weight = PERT_WEIGHT + 2
        return (self.low_hours + PERT_WEIGHT * self.mode_hours + self.high_hours) / weight

    @property
    def mode_position(self) -> float:
        """Where the likeliest hours lie between the least (0) and the greatest (1)."""
        width = self.high_hours - self.low_hours
        return (self.mode_hours - self.low_hours) / width if width else 0.5


def spread_estimate(estimate: Estimate, risk: Level | None) -> Spread:
    """The estimate widened by the task's risk; a task without a stated risk counts as medium.

    >>> spread_estimate(Estimate(8, 8), "high")
    Spread(low_hours=6.4, mode_hours=8.0, high_hours=16.0)
    >>> spread_estimate(Estimate(24, 32), "medium").high_hours
    40.0
    """
    level = risk or "medium"
    middle = estimate.middle_hours
    if estimate.low_hours == estimate.high_hours:
        below, above = _SINGLE[level]
        return Spread(middle * below, middle, middle * above)
    return Spread(estimate.low_hours * _BELOW_RANGE, middle, estimate.high_hours * _ABOVE_RANGE[level])


@dataclass(frozen=True, slots=True)
class FinishedTask:
    """A done task: what was estimated, and the working hours that it took."""

    estimate: Estimate
    risk: Level | None
    actual_hours: float


@dataclass(frozen=True, slots=True)
class ProjectFactor:
    """The factor that all durations of one run share: lognormal, `median` times e to sigma times a normal.

    `finished_tasks` is how many done tasks it was learned from; 0 where it is the assumption.
    """

    median: float = 1.0
    sigma: float = PRIOR_SIGMA
    finished_tasks: int = 0

    def explain(self) -> Sentence:
        """Where the factor comes from, for the page that shows a forecast."""
        if not self.finished_tasks:
            return Sentence(
                "All estimates may be wrong together, by about {percent} % either way. This is an assumption"
                " until {count} tasks are done.",
                {"percent": round(100 * (exp(self.sigma) - 1)), "count": ENOUGH_FINISHED},
            )
        return Sentence(
            "Learned from {count} done tasks: work takes {factor} times what was estimated, give or take"
            " {percent} %.",
            {
                "count": self.finished_tasks,
                "factor": round(self.median, 2),
                "percent": round(100 * (exp(self.sigma) - 1)),
            },
        )


def calibrate(finished: Iterable[FinishedTask]) -> ProjectFactor:
    """What done tasks teach about the project's factor; the assumption while there are fewer than 20.

    Each task gives the logarithm of its actual hours over the mean of its spread, cut at a tenth and at
    ten times, where a forgotten tick is likelier than the work. Their mean, with standard error s/sqrt(n),
    updates the assumption (mean 0, sigma 0.2) as one normal updates another (Gelman et al., Bayesian Data
    Analysis, 2.5): both are weighted by 1/variance. Sigma never goes below 0.1: what lies ahead is not quite
    like what is done.
    """
    ratios = [
        min(max(task.actual_hours / expected, 1 / BELIEVABLE_RATIO), BELIEVABLE_RATIO)
        for task in finished
        if task.actual_hours > 0 and (expected := spread_estimate(task.estimate, task.risk).mean_hours) > 0
    ]
    if len(ratios) < ENOUGH_FINISHED:
        return ProjectFactor()
    logs = [log(ratio) for ratio in ratios]
    # A variance of nothing would claim certainty; the least believed is a hundredth of the assumption's.
    error = max(stdev(logs) ** 2 / len(logs), PRIOR_SIGMA**2 / 100)
    weight = (1 / error) / (1 / error + 1 / PRIOR_SIGMA**2)
    sigma = max(sqrt(error * weight), LEAST_SIGMA)
    return ProjectFactor(exp(weight * fmean(logs)), sigma, len(ratios))
