"""Many runs of a levelled schedule at once: every step is one numpy operation over all runs.

A moment of a run is one whole number: ticks of time in the high bits, and in the low bits the task whose
finish it is. The maximum of such numbers is then the later moment *and* the task that caused it, and what
drives each task in each run costs nothing to know.

numpy is loaded on the first call, so that a process that only shows forecasts never loads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import TYPE_CHECKING
from zlib import crc32

from tracker.core.plan.document import Estimate, Level
from tracker.core.schedule.uncertainty import PERT_WEIGHT, ProjectFactor, Spread, spread_estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Moments = NDArray[np.int64]

TICKS_PER_HOUR = 1024
QUANTILES = 4096


@dataclass(frozen=True, slots=True)
class ForecastTask:
    """A task of the work that is left, as a simulation sees it.

    `after` holds the lag in hours after the finish of each predecessor, by key. A task with a `sprint` waits
    for all tasks of lower sprints; one without waits for none. `not_before_hours` counts from the start.
    """

    key: str
    estimate: Estimate
    risk: Level | None = None
    after: Mapping[str, float] = field(default_factory=dict)
    sprint: int | None = None
    agents: tuple[str, ...] = ()
    not_before_hours: float = 0.0


@dataclass(frozen=True, slots=True)
class Runs:
    """The finish of each run in hours; for each task the share of runs that it drives, and its own sigma."""

    finish_hours: Floats
    driving_shares: Floats
    sigma_hours: Floats


def simulate(
    tasks: Sequence[ForecastTask],
    *,
    people: int,
    agent_capacity: Mapping[str, int],
    factor: ProjectFactor,
    samples: int,
    seed: int,
    is_cautious: bool,
) -> Runs:
    """Schedule `tasks` in the given order, `samples` times with durations drawn anew.

    Serial schedule generation (Kolisch 1996) over a fixed order: a task starts when its predecessors, its
    sprint's gate, the person who is free first and its agents allow. Raises ValueError where the order puts a
    task before one that it waits for.
    """
    import numpy as np

    draws = _Draws(factor, samples, seed, is_cautious)
    runs = _Simulation(tasks, people, agent_capacity, samples)
    sigmas = np.empty(len(tasks))
    for number, task in enumerate(tasks, start=1):
        ticks, sigmas[number - 1] = draws.draw(task)
        runs.place(number, task, ticks)
    return Runs(runs.end_ticks() / TICKS_PER_HOUR, runs.driving_counts() / samples, sigmas)


class _Draws:
    """Durations of tasks, by inverse transform: a table of quantiles, looked up with random bits."""

    def __init__(self, factor: ProjectFactor, samples: int, seed: int, is_cautious: bool) -> None:
        import numpy as np

        self._np = np
        self._samples = samples
        self._seed = seed
        self._quantiles = _triangular_quantiles if is_cautious else _pert_quantiles
        self._tables: dict[int, Floats] = {}
        # One stratum of the factor per run. The draws of tasks differ from run to run anyway, so this is as
        # good as random, and it takes nearly all noise out of the percentiles.
        normal = NormalDist()
        steps = np.array([normal.inv_cdf((n + 0.5) / samples) for n in range(samples)])
        self._factor = (factor.median * np.exp(factor.sigma * steps)).astype(np.float32)

    def draw(self, task: ForecastTask) -> tuple[Moments, float]:
        """The task's duration in each run, in ticks, and its own standard deviation in hours.

        Each task has a stream of its own, made from its key: dropping one leaves the draws of the others
        alone, and two forecasts differ by what was changed and not by chance. The raw bits of PCG64 (O'Neill
        2014) do not change between versions of numpy.
        """
        np = self._np
        spread = spread_estimate(task.estimate, task.risk)
        table = self._table(spread)
        hours = spread.low_hours + (spread.high_hours - spread.low_hours) * table
        source = np.random.PCG64([self._seed, crc32(task.key.encode())])
        bits = source.random_raw(-(-self._samples // 4)).view(np.uint16)[: self._samples]
        ticks = (hours * TICKS_PER_HOUR).astype(np.float32).take(bits >> 4)
        ticks *= self._factor
        return ticks.astype(np.int64), float(hours.std())

    def _table(self, spread: Spread) -> Floats:
        position = round(spread.mode_position * 512)
        table = self._tables.get(position)
        if table is None:
            table = self._tables[position] = self._quantiles(position / 512)
        return table


def _pert_quantiles(mode: float) -> Floats:
    """Quantiles of the PERT-beta distribution on 0 to 1, by summing up its density."""
    import numpy as np

    x = np.linspace(0, 1, 2 * QUANTILES + 1)
    density = x ** (PERT_WEIGHT * mode) * (1 - x) ** (PERT_WEIGHT * (1 - mode))
    below = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2)))
    return np.interp((np.arange(QUANTILES) + 0.5) / QUANTILES, below / below[-1], x)


def _triangular_quantiles(mode: float) -> Floats:
    """Quantiles of the triangular distribution on 0 to 1."""
    import numpy as np

    share = (np.arange(QUANTILES) + 0.5) / QUANTILES
    return np.where(share < mode, np.sqrt(share * mode), 1 - np.sqrt((1 - share) * (1 - mode)))


class _Pool:
    """`size` people (or as many of one agent): the moments at which they get free, sorted, in every run."""

    def __init__(self, size: int, samples: int) -> None:
        import numpy as np

        self._np = np
        self._free = [np.zeros(samples, np.int64) for _ in range(size)]

    @property
    def first_free(self) -> Moments:
        return self._free[0]

    def occupy(self, finish: Moments) -> None:
        """Whoever was free first is busy until `finish`; insert that where it belongs."""
        free, moving = self._free, finish.copy()
        for n in range(1, len(free)):
            self._np.minimum(free[n], moving, out=free[n - 1])
            self._np.maximum(free[n], moving, out=moving)
        free[-1] = moving


class _Simulation:
    """The schedule in the making: tasks are numbered from 1 in their order; 0 stands for the start."""

    def __init__(
        self, tasks: Sequence[ForecastTask], people: int, agent_capacity: Mapping[str, int], samples: int
    ) -> None:
        import numpy as np

        count = len(tasks)
        self._np = np
        self._bits = count.bit_length()
        self._number_mask = (1 << self._bits) - 1
        self._people = _Pool(max(1, min(people, count)), samples)
        self._agents = {name: _Pool(size, samples) for name, size in agent_capacity.items()}
        self._finish: dict[str, Moments] = {}
        self._waiting = Counter(key for task in tasks for key in task.after)
        self._sprints: dict[int, Moments] = {}
        self._gates: dict[int, Moments] = {}
        self._end = np.zeros(samples, np.int64)
        self._drivers = np.zeros((count + 1, samples), np.uint16 if count < 1 << 16 else np.uint32)

    def place(self, number: int, task: ForecastTask, ticks: Moments) -> None:
        """Start the task as early as it may, in every run."""
        np = self._np
        pools = [self._people, *(self._agents[name] for name in task.agents if name in self._agents)]
        start = np.maximum(self._people.first_free, self._ticks(task.not_before_hours))
        for pool in pools[1:]:
            np.maximum(start, pool.first_free, out=start)
        for key, lag_hours in task.after.items():
            np.maximum(start, self._finish_of(key, task) + self._ticks(lag_hours), out=start)
        if task.sprint is not None:
            np.maximum(start, self._gate(task.sprint), out=start)
        self._drivers[number] = start & self._number_mask
        finish = ((start >> self._bits) + ticks << self._bits) | number
        for pool in pools:
            pool.occupy(finish)
        self._record(task, finish)

    def _ticks(self, hours: float) -> int:
        return round(hours * TICKS_PER_HOUR) << self._bits

    def _finish_of(self, key: str, task: ForecastTask) -> Moments:
        """The finish of a predecessor, let go when the last task that waits for it has asked."""
        finish = self._finish.get(key)
        if finish is None:
            raise ValueError(f"{task.key} comes before {key}, which it waits for.")
        self._waiting[key] -= 1
        if not self._waiting[key]:
            del self._finish[key]
        return finish

    def _gate(self, sprint: int) -> Moments:
        """When all tasks of lower sprints are finished; from then on, those sprints are complete."""
        gate = self._gates.get(sprint)
        if gate is None:
            lower = [finish for number, finish in self._sprints.items() if number < sprint]
            gate = self._np.maximum.reduce(lower) if lower else self._np.zeros_like(self._end)
            self._gates[sprint] = gate
        return gate

    def _record(self, task: ForecastTask, finish: Moments) -> None:
        if self._waiting[task.key]:
            self._finish[task.key] = finish
        self._np.maximum(self._end, finish, out=self._end)
        if task.sprint is None:
            return
        if any(gated > task.sprint for gated in self._gates):
            raise ValueError(f"{task.key} comes after a task of a later sprint, which waits for it.")
        known = self._sprints.get(task.sprint)
        self._sprints[task.sprint] = finish if known is None else self._np.maximum(known, finish)

    def end_ticks(self) -> Moments:
        """When the last task of each run is finished."""
        return self._end >> self._bits

    def driving_counts(self) -> Moments:
        """In how many runs each task lies on the chain of drivers that leads back from the finish."""
        np = self._np
        drivers = self._drivers.ravel()
        samples = len(self._end)
        counts = np.zeros(len(self._drivers), np.int64)
        runs = np.arange(samples)
        task = self._end & self._number_mask
        while task.size:
            counts += np.bincount(task, minlength=len(counts))
            task = drivers.take(task * samples + runs).astype(np.int64)
            if not task.all():
                going = task.nonzero()[0]
                task, runs = task[going], runs[going]
        of_tasks: Moments = counts[1:]
        return of_tasks
