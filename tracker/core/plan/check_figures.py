"""Do the figures that a plan states agree with its tasks: estimates of sections, summary tables, totals?"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.core.plan.check_words import LEVELS, amounts, finding, section_name, task_count
from tracker.core.plan.document import Category, Document, Finding, PlanTask, SummaryRow, Total
from tracker.core.text import Sentence

_Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class TaskSum:
    """What tasks add up to, dropped ones left out. Hours of both ends of the ranges."""

    count: int
    duties: int
    dropped: int
    low_hours: float
    high_hours: float
    unestimated: int

    @property
    def hours(self) -> _Range:
        return (self.low_hours, self.high_hours)

    def holds(self, stated: float) -> bool:
        """Whether that many tasks is a fair count, duties and dropped tasks counted or not."""
        return stated in {
            self.count,
            self.count - self.duties,
            self.count + self.dropped,
            self.count + self.dropped - self.duties,
        }

    def contradicts(self, low: float, high: float) -> bool:
        """Whether a stated range cannot be; what it leaves over may be for tasks without an estimate."""
        return self.low_hours > high or (self.high_hours < low and not self.unestimated)


def sum_tasks(tasks: Iterable[PlanTask]) -> TaskSum:
    every = list(tasks)
    kept = [task for task in every if task.status != "dropped"]
    estimates = [task.estimate for task in kept if task.estimate is not None]
    return TaskSum(
        count=len(kept),
        duties=sum(task.is_duty for task in kept),
        dropped=len(every) - len(kept),
        low_hours=sum(estimate.low_hours for estimate in estimates),
        high_hours=sum(estimate.high_hours for estimate in estimates),
        unestimated=len(kept) - len(estimates),
    )


def check_figures(document: Document, *, hours_per_day: float) -> Iterator[Finding]:
    """Estimates of sections against their tasks, rows of summary tables, missing rows, and totals."""
    by_section: dict[int | None, list[PlanTask]] = defaultdict(list)
    by_category: dict[int | None, list[PlanTask]] = defaultdict(list)
    for task in document.tasks:
        by_section[task.section].append(task)
        by_category[task.category].append(task)
    yield from _check_sections(document, by_section, hours_per_day)
    category_sums = {index: sum_tasks(tasks) for index, tasks in by_category.items() if index is not None}
    for row in document.summary:
        if row.category is not None and row.category in category_sums:
            category = document.categories[row.category]
            yield from _check_row(row, category, category_sums[row.category], hours_per_day)
    yield from _find_missing_rows(document, category_sums, hours_per_day)
    for total, tasks in _totals_with_tasks(document):
        yield from _check_total(total, sum_tasks(tasks), hours_per_day)


def _check_sections(
    document: Document, by_section: Mapping[int | None, Sequence[PlanTask]], hours_per_day: float
) -> Iterator[Finding]:
    for index, section in enumerate(document.sections):
        found = sum_tasks(by_section.get(index, ()))
        stated, name = section.estimate, section_name(section)
        if not stated or not found.high_hours or not found.contradicts(stated.low_hours, stated.high_hours):
            continue
        ranges = [(stated.low_hours, stated.high_hours), found.hours]
        said, summed = amounts(ranges, hours_per_day=hours_per_day)
        yield finding(
            "estimate-mismatch",
            "warning",
            section.line,
            "Section “{section}” is estimated at {said}; its tasks add up to {summed}{rest}. "
            "Correct the section's estimate or those of its tasks.",
            subject=f"section {name}",
            section=name,
            said=said,
            summed=summed,
            rest=_unestimated(found),
        )


def _unestimated(found: TaskSum) -> Sentence | str:
    if not found.unestimated:
        return ""
    return Sentence(
        ", and {count} task has no estimate",
        {"count": found.unestimated},
        plural=", and {count} tasks have no estimate",
    )


def _check_row(
    row: SummaryRow, category: Category, found: TaskSum, hours_per_day: float
) -> Iterator[Finding]:
    if row.task_count is not None and not found.holds(row.task_count):
        yield _say_row_count(row, found, category)
    if row.hours is not None and _contradicts_sum(row.hours, found, hours_per_day):
        yield _say_row_hours(row, row.hours, found, hours_per_day)
    if row.priority and category.priority and row.priority != category.priority:
        yield finding(
            "priority-mismatch",
            "note",
            row.line,
            "The summary calls “{label}” {said}; the heading of {category} on line {heading} says {stated}. "
            "Make them agree.",
            subject=f"row {row.label}",
            label=row.label,
            said=LEVELS[row.priority],
            category=category.title,
            heading=category.line,
            stated=LEVELS[category.priority],
        )


def _contradicts_sum(stated: float, found: TaskSum, hours_per_day: float) -> bool:
    """As `TaskSum.contradicts`, but a whole number of days may be rounded by less than half a day."""
    rounding = hours_per_day / 2 if stated % hours_per_day == 0 else 0.0
    nearest = min(max(stated, found.low_hours), found.high_hours)
    if abs(stated - nearest) < rounding:
        return False
    return found.contradicts(stated, stated)


def _say_row_count(row: SummaryRow, found: TaskSum, category: Category) -> Finding:
    return finding(
        "count-mismatch",
        "warning",
        row.line,
        "The summary gives “{label}” {said}; the plan holds {count} (from line {from_line}). "
        "Correct the figure in the table.",
        subject=f"row {row.label}",
        label=row.label,
        said=task_count(row.task_count or 0),
        count=found.count,
        from_line=category.line,
    )


def _say_row_hours(row: SummaryRow, stated: float, found: TaskSum, hours_per_day: float) -> Finding:
    said, summed = amounts([(stated, stated), found.hours], hours_per_day=hours_per_day)
    return finding(
        "total-mismatch",
        "warning",
        row.line,
        "The summary gives “{label}” {said}; its tasks add up to {summed}{rest}. "
        "Correct the figure in the table.",
        subject=f"row {row.label}",
        label=row.label,
        said=said,
        summed=summed,
        rest=_unestimated(found),
    )


def _find_missing_rows(
    document: Document, category_sums: Mapping[int, TaskSum], hours_per_day: float
) -> Iterator[Finding]:
    """Categories with tasks that a table of categories leaves out; a table of a few is not taken for one."""
    rows = [row for row in document.summary if row.category is not None]
    summed = {row.category for row in rows}
    if len(summed) < 2 or 2 * len(summed) < len(category_sums):
        return
    for index, found in sorted(category_sums.items()):
        if index in summed or not found.count:
            continue
        category = document.categories[index]
        yield finding(
            "count-mismatch",
            "warning",
            max(row.line for row in rows),
            "The summary has no row for {category} (line {heading}, {tasks}, {amount}). Add one.",
            subject=f"category {category.title}",
            category=_category_name(category),
            heading=category.line,
            tasks=task_count(found.count),
            amount=_amount(found, hours_per_day),
        )


def _amount(found: TaskSum, hours_per_day: float) -> Sentence:
    if not found.high_hours:
        return Sentence("none estimated")
    return amounts([found.hours], hours_per_day=hours_per_day)[0]


def _category_name(category: Category) -> str:
    return f"{category.number}. {category.title}" if category.number else category.title


def _totals_with_tasks(document: Document) -> Iterator[tuple[Total, Sequence[PlanTask]]]:
    """Each total with what it is the total of: the section around it, where that has tasks, else the plan."""
    tasks = sorted(document.tasks, key=lambda task: task.line)
    lines = [task.line for task in tasks]
    for total in document.totals:
        around = [s for s in document.sections if s.line <= total.line <= s.end_line]
        inner = max(around, key=lambda section: section.line, default=None)
        inside = (
            tasks[bisect_left(lines, inner.line) : bisect_left(lines, inner.end_line + 1)] if inner else []
        )
        yield total, inside or tasks


def _check_total(total: Total, found: TaskSum, hours_per_day: float) -> Iterator[Finding]:
    if total.kind == "tasks" and not found.holds(total.value):
        yield finding(
            "count-mismatch",
            "warning",
            total.line,
            "The plan says that it has {said}; it holds {count}. Correct the total.",
            subject="total tasks",
            said=task_count(int(total.value)),
            count=found.count,
        )
    elif total.kind == "hours" and _contradicts_sum(total.value, found, hours_per_day):
        said, summed = amounts([(total.value, total.value), found.hours], hours_per_day=hours_per_day)
        yield finding(
            "total-mismatch",
            "warning",
            total.line,
            "The plan says {said} in all; the estimates of its tasks add up to {summed}{rest}. "
            "Correct the total.",
            subject="total hours",
            said=said,
            summed=summed,
            rest=_unestimated(found),
        )
