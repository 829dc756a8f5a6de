"""The plan's work, read in one query: what boards count, strips show and jobs store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.plan.document import Estimate
from tracker.core.work import Work, WorkRow, counted_hours, sum_work
from tracker.models import Plan, Task

COLUMNS = (
    "key", "status", "sprint__number", "estimate_low_hours", "estimate_high_hours", "section_id",
    "section__estimate_low_hours", "section__estimate_high_hours", "is_duty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlanWork:
    """Every live task as a row, and the hours that each counts for."""

    rows: tuple[WorkRow, ...]
    hours: Mapping[str, float]

    def of_plan(self) -> Work:
        return sum_work(self.rows, self.hours)

    def of_sprint(self, number: int | None) -> Work:
        """The work of the sprint; of the tasks in none for None."""
        return sum_work((row for row in self.rows if row.sprint == number), self.hours)

    def by_sprint(self) -> dict[int | None, Work]:
        groups: dict[int | None, list[WorkRow]] = {}
        for row in self.rows:
            groups.setdefault(row.sprint, []).append(row)
        return {number: sum_work(rows, self.hours) for number, rows in groups.items()}

    def unscheduled_count(self) -> int:
        """Tasks in no sprint, duties among them; dropped ones not."""
        return sum(row.sprint is None and row.status != "dropped" for row in self.rows)


def plan_work(plan: Plan) -> PlanWork:
    """One query, whatever the number of tasks."""
    rows, group_estimates = [], {}
    for key, status, sprint, low, high, section, section_low, section_high, is_duty in (
        Task.objects.live().filter(plan=plan).order_by("rank").values_list(*COLUMNS)
    ):
        rows.append(WorkRow(key, status, sprint, _estimate(low, high), section, is_duty))
        if section_low is not None:
            group_estimates[section] = Estimate(section_low, section_high)
    return PlanWork(tuple(rows), counted_hours(rows, group_estimates, plan.default_estimate_hours))


def _estimate(low: float | None, high: float | None) -> Estimate | None:
    return None if low is None or high is None else Estimate(low, high)
