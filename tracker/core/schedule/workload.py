"""Who works how much in which week, as the levelled schedule lays the work out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.schedule.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Stretch:
    """A task in the levelled schedule, in working hours from its start, and the agents that it names."""

    start_hours: float
    finish_hours: float
    agents: tuple[str, ...] = ()


def workload_by_week(
    stretches: Iterable[Stretch], calendar: Calendar, start: date
) -> dict[str, Mapping[date, float]]:
    """Working hours by agent ("" for none) and Monday of the week; agents by name, weeks in order.

    A task that names several agents is shared evenly among them, so that all hours add up to the work.

    >>> loads = workload_by_week([Stretch(36, 44, ("auditor",))], Calendar(), date(2026, 11, 30))
    >>> {agent: {str(monday): hours for monday, hours in weeks.items()} for agent, weeks in loads.items()}
    {'auditor': {'2026-11-30': 4.0, '2026-12-07': 4.0}}
    """
    loads: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for stretch in stretches:
        names = stretch.agents or ("",)
        for monday, hours in _by_week(stretch, calendar, start).items():
            for name in names:
                loads[name][monday] += hours / len(names)
    return {name: dict(sorted(loads[name].items())) for name in sorted(loads)}


def _by_week(stretch: Stretch, calendar: Calendar, start: date) -> dict[date, float]:
    """The hours of each working day of the stretch, put together by week."""
    day_hours = calendar.hours_per_day
    weeks: dict[date, float] = defaultdict(float)
    number = int(stretch.start_hours // day_hours)
    while number * day_hours < stretch.finish_hours:
        begin = max(stretch.start_hours, number * day_hours)
        end = min(stretch.finish_hours, (number + 1) * day_hours)
        day = calendar.add_working_days(start, number)
        weeks[day - timedelta(days=day.weekday())] += end - begin
        number += 1
    return weeks
