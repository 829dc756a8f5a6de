"""Processor time of the forecast: 10,000 runs of 100 and of 1,000 tasks, beside plain Python in the same run.

    make bench ONLY=forecast

The baseline draws with `random.betavariate` and schedules run by run; it does a hundredth of the runs and is
scaled up. Bars: 100 tasks in 0.1 s, 1,000 tasks in 1 s.
"""

from __future__ import annotations

import heapq
import random
import sys
import time
from collections.abc import Callable, Sequence

from tracker.core.plan.document import Estimate
from tracker.core.schedule.forecast import forecast
from tracker.core.schedule.simulation import ForecastTask
from tracker.core.schedule.uncertainty import spread_estimate

PEOPLE = 4
SAMPLES = 10_000
BARS = {100: 0.1, 1_000: 1.0}


def make_work(count: int, seed: int = 1) -> list[ForecastTask]:
    """Tasks of 2 to 24 hours, each waiting for up to three of the hundred before it."""
    draw = random.Random(seed)
    work = []
    for n in range(count):
        hours = draw.choice([2, 4, 8, 16, 24])
        waits_for = {f"T{draw.randrange(max(0, n - 100), n)}": 0.0 for _ in range(3)} if n else {}
        estimate = Estimate(hours, hours * draw.choice([1, 1, 1.5]))
        work.append(
            ForecastTask(f"T{n}", estimate, draw.choice(["low", "medium", "high", "critical"]), waits_for)
        )
    return work


def run_in_plain_python(work: Sequence[ForecastTask], samples: int) -> list[float]:
    """The finishes of `samples` runs, in order."""
    draw = random.Random(1)
    shapes = []
    for task in work:
        low, mode, high = spread_estimate(task.estimate, task.risk)
        width = high - low
        shapes.append((low, width, 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width))
    finishes = []
    for _ in range(samples):
        factor, free, ends = draw.lognormvariate(0, 0.2), [0.0] * PEOPLE, dict[str, float]()
        for task, (low, width, alpha, beta) in zip(work, shapes, strict=True):
            start = max([heapq.heappop(free), *(ends[key] for key in task.after)])
            ends[task.key] = start + factor * (low + width * draw.betavariate(alpha, beta))
            heapq.heappush(free, ends[task.key])
        finishes.append(max(ends.values()))
    return sorted(finishes)


def cpu_seconds(call: Callable[[], object], times: int = 3) -> float:
    """The least processor time of a few calls."""
    spent = []
    for _ in range(times):
        begin = time.process_time()
        call()
        spent.append(time.process_time() - begin)
    return min(spent)


def main() -> int:
    """Print one line for each size; 1 where a bar is missed."""
    forecast(make_work(2), people=1, samples=8)  # loads numpy
    missed = 0
    for count, bar in BARS.items():
        work = make_work(count)
        ours = cpu_seconds(lambda work=work: forecast(work, people=PEOPLE, samples=SAMPLES))
        plain = 100 * cpu_seconds(lambda work=work: run_in_plain_python(work, SAMPLES // 100), times=1)
        verdict = "ok" if ours <= bar else "MISSED"
        missed += ours > bar
        print(
            f"forecast {SAMPLES:,} x {count:>5,} tasks: {ours:.3f} s (bar {bar} s, {verdict});"
            f" plain Python {plain:.1f} s, {plain / ours:.0f} times as long"
        )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
