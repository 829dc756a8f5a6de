"""What importing a file into a plan would do."""

from __future__ import annotations

from collections import defaultdict

from tracker.core.plan.document import Document
from tracker.core.plan.merge import (
    CurrentTask,
    MergePlan,
    TaskStep,
    TaskValues,
    merge,
)
from tracker.models import Plan, Task
from tracker.queries.export import plan_document
from tracker.queries.file_rows import place_of_row, row_estimate


def plan_merge(plan: Plan, document: Document) -> MergePlan:
    """The merge of the plan's last file, this one, and what people did since."""
    base = plan_document(plan) if plan.revision else None
    return merge(base, document, current_of(plan))


def current_of(plan: Plan) -> list[CurrentTask]:
    """Every task as it is now, archived ones too; five queries."""
    tasks = Task.objects.filter(plan=plan).select_related("sprint", "category", "section").order_by("rank")
    needs = defaultdict(set)
    for successor, predecessor in plan.dependencies.values_list("successor__key", "predecessor__key"):
        needs[successor].add(predecessor)
    rows = tasks.prefetch_related("steps", "task_agents__agent")
    return [
        CurrentTask(
            row.key, row.source_key, values_of(row, frozenset(needs[row.key])), row.archived_at is not None
        )
        for row in rows
    ]


def values_of(row: Task, depends_on: frozenset[str]) -> TaskValues:
    return TaskValues(
        status=row.status,
        title=row.title,
        body=row.body,
        estimate=row_estimate(row),
        priority=row.priority or None,
        risk=row.risk or None,
        agents=tuple(link.agent.name for link in row.task_agents.all()),
        sprint=row.sprint.number if row.sprint else None,
        place=place_of_row(row.category, row.section),
        due=row.due,
        is_duty=row.is_duty,
        steps=tuple(TaskStep(step.text, step.is_done) for step in row.steps.all()),
        depends_on=depends_on,
    )
