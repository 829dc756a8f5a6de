"""The plan's tasks as the schedule, the forecast and the burndown take them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.core.board import CLOSED
from tracker.core.schedule.burndown import SprintSpan, TaskEvent
from tracker.core.schedule.calendar import Calendar
from tracker.core.schedule.plan_forecast import Doubt
from tracker.core.schedule.plan_network import Choices, TaskToSchedule
from tracker.core.schedule.uncertainty import FinishedTask
from tracker.models import Plan, Task, TaskAgent
from tracker.models.choices import Status
from tracker.queries.export import row_estimate
from tracker.queries.work import plan_work

BURNDOWN_FIELDS = ("task", "status", "sprint", "estimate", "archived", "is_duty")


@dataclass(frozen=True, slots=True)
class WorkToSchedule:
    """All live tasks in board order, and what makes each one's duration uncertain."""

    tasks: tuple[TaskToSchedule, ...]
    doubts: Mapping[str, Doubt]
    dependency_count: int


def choices_of(plan: Plan) -> Choices:
    """How the plan is scheduled unless somebody asks “what if”."""
    return Choices(
        people=plan.people,
        sprint_order=plan.sprint_order,
        aim="priority",
        one_task_an_agent=plan.one_task_per_agent,
    )


def work_to_schedule(plan: Plan) -> WorkToSchedule:
    """Four queries, whatever the number of tasks."""
    hours = plan_work(plan).hours
    agents: dict[int, list[str]] = defaultdict(list)
    for task_id, name in TaskAgent.objects.filter(task__plan=plan).values_list("task_id", "agent__name"):
        agents[task_id].append(name)
    waits_for: dict[int, list[tuple[str, float]]] = defaultdict(list)
    links = plan.dependencies.filter(predecessor__archived_at=None, successor__archived_at=None)
    for successor, key, lag in links.values_list("successor_id", "predecessor__key", "lag_hours"):
        waits_for[successor].append((key, lag))
    rows = list(Task.objects.live().filter(plan=plan).select_related("sprint").order_by("rank"))
    return WorkToSchedule(
        tasks=tuple(task_to_schedule(row, hours[row.key], agents[row.pk], waits_for[row.pk]) for row in rows),
        doubts={row.key: Doubt(row_estimate(row), row.risk or None) for row in rows},
        dependency_count=sum(map(len, waits_for.values())),
    )


def task_to_schedule(
    row: Task, hours: float, agents: list[str], waits_for: list[tuple[str, float]]
) -> TaskToSchedule:
    return TaskToSchedule(
        key=row.key,
        hours=hours,
        sprint=row.sprint.number if row.sprint else None,
        priority=row.priority or None,
        agents=tuple(agents),
        waits_for=tuple(waits_for),
        is_estimated=row.estimate_low_hours is not None,
        is_closed=row.status in CLOSED,
        is_duty=row.is_duty,
    )


def task_events(plan: Plan) -> Iterator[TaskEvent]:
    """The events that a burndown is made of, in order; one query, read in pieces.

    Of one task, what was stored later happened later, also where the clock was put back in between.
    """
    events = plan.events.filter(field__in=BURNDOWN_FIELDS, task__isnull=False).order_by("pk")
    latest: dict[int, datetime] = {}
    columns = ("at", "task_id", "field", "from_value", "to_value")
    for at, task, field, old, new in events.values_list(*columns).iterator(chunk_size=5000):
        at = latest[task] = max(at, latest.get(task, at))  # noqa: PLW2901
        yield TaskEvent(at, task, field, old, beginning(new) if field == "task" else new)


def beginning(value: dict[str, Any]) -> dict[str, Any]:
    """What a task began with; one without an estimate counts for what it counted for that day."""
    if value.get("estimate") is None:
        return {name: part for name, part in value.items() if name != "estimate"}
    return value


def sprint_spans(plan: Plan) -> list[SprintSpan]:
    return [SprintSpan(row.number, row.starts_on, row.ends_on, row.closed_at) for row in plan.sprints.all()]


def finished_tasks(plan: Plan, calendar: Calendar) -> list[FinishedTask]:
    """Done tasks that were seen to be begun: their estimate, and the working hours from doing to done."""
    begun: dict[int, datetime] = {}
    status_events = plan.events.filter(field="status", task__isnull=False).order_by("at", "pk")
    for task, at, new in status_events.values_list("task_id", "at", "to_value"):
        if new == Status.DOING:
            begun.setdefault(task, at)
    done = Task.objects.live().filter(plan=plan, status=Status.DONE, done_at__isnull=False, is_duty=False)
    return [
        FinishedTask(estimate, row.risk or None, calendar.hours_between(begun[row.pk], row.done_at))
        for row in done
        if row.pk in begun and (estimate := row_estimate(row))
    ]
