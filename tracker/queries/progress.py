"""Progress by sprint, category and agent, as the job stores it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import Any

from tracker.core.work import Work, WorkRow, sum_work
from tracker.models import Plan, TaskAgent
from tracker.queries.work import plan_work


def plan_progress(plan: Plan) -> dict[str, Any]:
    """Tasks and hours by status: of the plan, by sprint number ("" for none), category position, agent name.

    A task that names two agents counts whole for each.
    """
    work = plan_work(plan)
    rows = {row.key: row for row in work.rows}
    tasks = plan.tasks.filter(archived_at=None)
    categories = dict(tasks.values_list("key", "category__position"))
    agents = TaskAgent.objects.filter(task__in=tasks.values("pk")).values_list("agent__name", "task__key")

    def grouped(pairs: Any) -> dict[str, Any]:
        groups: dict[Hashable, list[WorkRow]] = defaultdict(list)
        for group, key in pairs:
            groups["" if group is None else group].append(rows[key])
        return {
            str(group): as_json(sum_work(members, work.hours))
            for group, members in sorted(groups.items(), key=str)
        }

    return {
        "plan": as_json(work.of_plan()),
        "sprints": grouped((row.sprint, row.key) for row in work.rows),
        "categories": grouped((position, key) for key, position in categories.items() if key in rows),
        "agents": grouped((name, key) for name, key in agents if key in rows),
    }


def as_json(work: Work) -> dict[str, Any]:
    return {
        "tasks": dict(work.tasks),
        "hours": dict(work.hours),
        "task_count": work.task_count,
        "hour_count": work.hour_count,
        "unestimated": work.unestimated,
        "done_share": round(work.done_share, 4),
    }
