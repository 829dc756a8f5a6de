"""Tasks found by what a person types; before anything is typed, the person's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tracker.core.board import CLOSED
from tracker.core.search import Findable, find_tasks
from tracker.models import Plan, Task
from tracker.models.choices import Level, Status
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.words import sprint_text

SHOWN = 30


@dataclass(frozen=True, slots=True)
class FoundTask:
    """`sprint` is the number of the board on which the task stands, None for that of the unscheduled."""

    key: str
    title: str
    status: str
    status_text: str
    priority: str
    priority_text: str
    sprint: int | None
    sprint_text: str


@dataclass(frozen=True, slots=True)
class FindPage:
    """`hidden_count` is how many more were found than are shown."""

    plan: PlanHead
    query: str
    tasks: tuple[FoundTask, ...]
    hidden_count: int


def find_page(plan: Plan, query: str, *, user: Any) -> FindPage:
    """Two queries."""
    keys = find_tasks(findable_tasks(plan), query) if query else own_tasks(plan, user)
    return page_of(plan, query, keys, most=SHOWN)


def page_of(plan: Plan, query: str, keys: Sequence[str], *, most: int) -> FindPage:
    """The first of the tasks of those keys."""
    return FindPage(
        plan=head_of(plan),
        query=query,
        tasks=found_tasks(plan, keys[:most]),
        hidden_count=max(0, len(keys) - most),
    )


def findable_tasks(plan: Plan) -> list[Findable]:
    rows = Task.objects.live().filter(plan=plan).order_by("rank").values_list("key", "title", "body")
    return [Findable(*row) for row in rows]


def own_tasks(plan: Plan, user: Any) -> list[str]:
    """Keys of the person's open tasks, in the order of sprints."""
    rows = Task.objects.live().filter(plan=plan, assignee=user).exclude(status__in=CLOSED)
    places = rows.values_list("sprint__number", "rank", "key")
    return [key for _, _, key in sorted(places, key=lambda row: (row[0] is None, row[0] or 0, row[1]))]


def found_tasks(plan: Plan, keys: Sequence[str]) -> tuple[FoundTask, ...]:
    """The tasks of those keys, in their order."""
    rows = {row.key: row for row in plan.tasks.filter(key__in=keys).select_related("sprint")}
    return tuple(found_task(rows[key]) for key in keys if key in rows)


def found_task(row: Task) -> FoundTask:
    sprint = row.sprint
    return FoundTask(
        key=row.key,
        title=row.title,
        status=row.status,
        status_text=str(Status(row.status).label),
        priority=row.priority,
        priority_text=str(Level(row.priority).label) if row.priority else "",
        sprint=sprint.number if sprint else None,
        sprint_text=sprint_text(sprint.number if sprint else None),
    )
