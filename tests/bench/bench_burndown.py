"""Processor time of the burndown: 100,000 events over a year, beside a replay of each day in the same run.

    make bench ONLY=burndown

Ours draws charts in hours and in tasks, with all changes of scope; the baseline only the hours left of the
plan, from the state after each day's events. Bar: 0.1 s for the plan.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from tracker.core.schedule.burndown import SprintSpan, TaskEvent, compute_burndown
from tracker.core.schedule.calendar import Calendar

START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = 365
BAR = 0.1
BASELINE_DAYS = 10
SPRINTS = [
    SprintSpan(n, date(2025, 1, 1) + timedelta(days=14 * n), date(2025, 1, 12) + timedelta(days=14 * n))
    for n in range(26)
]


def make_events(count: int, seed: int = 1) -> list[TaskEvent]:
    """A year of ticks, un-ticks, re-estimates and moves of a twentieth as many tasks."""
    draw = random.Random(seed)
    tasks = count // 20
    events = [
        TaskEvent(START, n, "task", None, {"sprint": n % 26, "estimate_hours": draw.choice([2, 4, 8, 16])})
        for n in range(tasks)
    ]
    for share in sorted(draw.random() for _ in range(count - tasks)):
        field, value = _draw_change(draw)
        at = START + timedelta(days=share * DAYS)
        events.append(TaskEvent(at, draw.randrange(tasks), field, None, value))
    return events


def _draw_change(draw: random.Random) -> tuple[str, object]:
    field = draw.choices(["status", "estimate", "sprint"], [8, 1, 1])[0]
    if field == "status":
        return field, draw.choice(["todo", "doing", "review", "done"])
    return field, draw.choice([2, 4, 8, 16]) if field == "estimate" else draw.randrange(26)


def replay(events: list[TaskEvent], through: date) -> float:
    """The hours left at the end of one day, from all events before."""
    hours: dict[object, float] = {}
    status: dict[object, str] = {}
    for event in events:
        if event.at.date() > through:
            break
        if event.field == "task":
            hours[event.task], status[event.task] = event.new["estimate_hours"], "todo"
        elif event.field == "status":
            status[event.task] = event.new
        elif event.field == "estimate":
            hours[event.task] = event.new
    return sum(hours[task] for task in hours if status[task] != "done")


def cpu_seconds(call: Callable[[], object], times: int) -> float:
    """The least processor time of a few calls."""
    spent = []
    for _ in range(times):
        begin = time.process_time()
        call()
        spent.append(time.process_time() - begin)
    return min(spent)


def main() -> int:
    """Print one line for each size; 1 where the bar is missed."""
    calendar, through = Calendar(), date(2025, 12, 31)
    taken = {}
    for count, times in ((100_000, 5), (1_000_000, 1)):
        events = make_events(count)
        plan = cpu_seconds(lambda e=events: compute_burndown(e, calendar=calendar, through=through), times)
        every = cpu_seconds(
            lambda e=events: compute_burndown(e, calendar=calendar, through=through, sprints=SPRINTS), times
        )
        taken[count] = plan
        print(
            f"burndown of {count:>9,} events, {DAYS} days: plan {plan:.3f} s, with 26 sprints {every:.3f} s"
        )
    events = make_events(100_000)
    step = DAYS // BASELINE_DAYS
    days = [date(2025, 1, 1) + timedelta(days=step * n) for n in range(BASELINE_DAYS)]
    daily = step * cpu_seconds(lambda: [replay(events, day) for day in days], 1)
    ours = taken[100_000]
    print(f"replay of each day, 100,000 events: {daily:.1f} s, {daily / ours:.0f} times as long")
    verdict = "ok" if ours <= BAR else "MISSED"
    print(f"bar {BAR} s: {verdict}; ten times the events take {taken[1_000_000] / ours:.1f} times as long")
    return int(ours > BAR)


if __name__ == "__main__":
    sys.exit(main())
