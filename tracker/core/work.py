"""How much work there is: what each task counts for, and sums of it by status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from tracker.core.plan.document import Estimate, Status

OPEN: tuple[Status, ...] = ("todo", "doing", "review")


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A task, as far as counting goes. `group` is what it may share an estimate with: its section."""

    key: Hashable
    status: Status
    sprint: int | None = None
    estimate: Estimate | None = None
    group: Hashable = None
    is_duty: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """Tasks and working hours by status. Dropped tasks and duties are not work and count nowhere."""

    tasks: Mapping[str, int] = field(default_factory=dict)
    hours: Mapping[str, float] = field(default_factory=dict)
    unestimated: int = 0

    @property
    def task_count(self) -> int:
        return sum(self.tasks.values())

    @property
    def hour_count(self) -> float:
        return sum(self.hours.values())

    @property
    def done_share(self) -> float:
        """Done hours over all hours, 0 to 1; by tasks where no task has hours; 0 where there is no task."""
        if self.hour_count:
            return self.hours.get("done", 0.0) / self.hour_count
        return self.tasks.get("done", 0) / self.task_count if self.task_count else 0.0


def counted_hours(
    rows: Iterable[WorkRow], group_estimates: Mapping[Hashable, Estimate], default_hours: float
) -> dict[Hashable, float]:
    """Working hours that each task counts for, by key.

    A task with an estimate counts its middle. Tasks without one share evenly what the estimate of their group
    leaves over the estimates of the others in it; where nothing is left, each counts `default_hours`. Duties
    and dropped tasks neither use up a group's estimate nor take a share: their own estimate or 0.

    >>> rows = [WorkRow("A", "todo", estimate=Estimate(8, 8), group=1), WorkRow("B", "todo", group=1)]
    >>> counted_hours(rows, {1: Estimate(24, 24)}, 8)
    {'A': 8.0, 'B': 16.0}
    """
    rows = list(rows)
    stated: dict[Hashable, float] = defaultdict(float)
    sharers: dict[Hashable, int] = defaultdict(int)
    for row in rows:
        if row.is_duty or row.status == "dropped":
            continue
        if row.estimate is None:
            sharers[row.group] += 1
        else:
            stated[row.group] += row.estimate.middle_hours
    share = {}
    for group, count in sharers.items():
        whole = group_estimates.get(group)
        left = whole.middle_hours - stated[group] if whole else 0.0
        share[group] = left / count if left > 0 else default_hours
    return {row.key: _hours_of(row, share) for row in rows}


def _hours_of(row: WorkRow, share: Mapping[Hashable, float]) -> float:
    if row.estimate is not None:
        return row.estimate.middle_hours
    return 0.0 if row.is_duty or row.status == "dropped" else share[row.group]


def sum_work(rows: Iterable[WorkRow], hours: Mapping[Hashable, float]) -> Work:
    """The work of those rows, duties and dropped tasks left out."""
    task_counts: dict[str, int] = defaultdict(int)
    hour_sums: dict[str, float] = defaultdict(float)
    unestimated = 0
    for row in rows:
        if row.is_duty or row.status == "dropped":
            continue
        task_counts[row.status] += 1
        hour_sums[row.status] += hours[row.key]
        unestimated += row.estimate is None
    return Work(dict(task_counts), dict(hour_sums), unestimated)
