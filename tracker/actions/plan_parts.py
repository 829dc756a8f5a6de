"""The rows of a plan's first import, in a fixed number of queries whatever its size."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tracker.core.board import ranks
from tracker.core.errors import PlanError
from tracker.core.plan.document import TITLE_LENGTH, Document, Estimate, PlanSprint, PlanTask
from tracker.core.schedule.calendar import LAST_DAY, last_working_day
from tracker.core.work import WorkRow, counted_hours
from tracker.models import (
    Agent,
    Category,
    ChecklistItem,
    Dependency,
    Event,
    Plan,
    Section,
    Sprint,
    Task,
    TaskAgent,
)


def create_parts(plan: Plan, document: Document, *, by: Any) -> None:
    """Categories, sections, sprints, agents, tasks and their events, of a plan that has none yet."""
    now = timezone.now()
    categories = Category.objects.bulk_create(category_rows(plan, document))
    sections = Section.objects.bulk_create(section_rows(plan, document, categories))
    sprints = create_sprints(plan, document.sprints, plan.start_date)
    create_tasks(
        plan,
        document,
        document.tasks,
        ranks(len(document.tasks)),
        sections,
        categories,
        sprints,
        by=by,
        now=now,
    )
    link_section_agents(plan, document, sections)
    link_tasks(plan, document.tasks)


def category_rows(plan: Plan, document: Document) -> list[Category]:
    return [
        Category(
            plan=plan,
            position=position,
            number=category.number or "",
            title=category.title[:300],
            english_title=(category.english_title or "")[:300],
            priority=category.priority or "",
            is_ongoing=category.is_ongoing,
            line=category.line,
        )
        for position, category in enumerate(document.categories)
    ]


def section_rows(plan: Plan, document: Document, categories: list[Category]) -> list[Section]:
    return [
        Section(
            plan=plan,
            category=None if section.category is None else categories[section.category],
            position=position,
            number=section.number or "",
            title=section.title[:300],
            priority=section.priority or "",
            risk=section.risk or "",
            is_ongoing=section.is_ongoing,
            line=section.line,
            **estimate_columns(section.estimate),
        )
        for position, section in enumerate(document.sections)
    ]


def estimate_columns(estimate: Estimate | None) -> dict[str, float | None]:
    low, high = (estimate.low_hours, estimate.high_hours) if estimate else (None, None)
    return {"estimate_low_hours": low, "estimate_high_hours": high}


def create_sprints(plan: Plan, sprints: Iterable[PlanSprint], starts_on: date) -> dict[int, Sprint]:
    """Consecutive sprints from that day on, each as long as stated, else a week, ending on a working day.

    Raises:
        PlanError: one would end after the last day that a plan may name.
    """
    rows = []
    for sprint in sprints:
        days = max(1, round((sprint.weeks or 1) * 7))
        if days > (LAST_DAY - starts_on).days:
            raise PlanError(
                "Line {line}: sprint {number} would last beyond {year}. Give it a shorter time.",
                code="sprint-too-long", line=sprint.line, number=sprint.number, year=LAST_DAY.year,
            )  # fmt: skip
        following = starts_on + timedelta(days=days)
        ends_on = last_working_day(plan.weekdays, starts_on, following - timedelta(days=1))
        rows.append(
            Sprint(
                plan=plan,
                number=sprint.number,
                title=sprint.title[:300],
                starts_on=starts_on,
                ends_on=ends_on,
                line=sprint.line,
            )
        )
        starts_on = following
    return {row.number: row for row in Sprint.objects.bulk_create(rows)}


def agents_by_name(plan: Plan, names: Iterable[str]) -> dict[str, Agent]:
    """The plan's agents by folded name, those of the names that it lacks made."""
    known = {agent.name.casefold(): agent for agent in plan.agents.all()}
    missing = {name[:100].casefold(): name[:100] for name in names if name[:100].casefold() not in known}
    made = Agent.objects.bulk_create([Agent(plan=plan, name=name) for name in missing.values()])
    return known | {agent.name.casefold(): agent for agent in made}


def link_section_agents(plan: Plan, document: Document, rows: list[Section]) -> None:
    """Whom each section names, sections and rows side by side."""
    agents = agents_by_name(plan, (name for section in document.sections for name in section.agents))
    link = Section.agents.through
    link.objects.bulk_create(
        link(section=row, agent=agents[folded])
        for row, section in zip(rows, document.sections, strict=True)
        for folded in dict.fromkeys(name[:100].casefold() for name in section.agents)
    )


def create_tasks(
    plan: Plan,
    document: Document,
    tasks: tuple[PlanTask, ...],
    task_ranks: list[str],
    sections: list[Section],
    categories: list[Category],
    sprints: dict[int, Sprint],
    *,
    by: Any,
    now: datetime,
    keys: Mapping[str, str] | None = None,
) -> list[Task]:
    """Rows for those tasks of the document, with their agents, steps and the event that each began with.

    `keys` gives the keys for good where they are not those of the file.
    """
    positions = {task.key: position for position, task in enumerate(document.tasks)}
    rows = Task.objects.bulk_create(
        Task(
            plan=plan,
            key=(keys or {}).get(task.key, task.key),
            rank=rank,
            section=None if task.section is None else sections[task.section],
            category=None if task.category is None else categories[task.category],
            sprint=None if task.sprint is None else sprints.get(task.sprint),
            status=task.status,
            **text_columns(task, positions[task.key]),
        )
        for task, rank in zip(tasks, task_ranks, strict=True)
    )
    add_agents(plan, rows, tasks)
    add_steps(rows, tasks)
    hours = counted_in(plan, document)
    Event.objects.bulk_create(creation_event(row, hours[row.source_key], by=by, now=now) for row in rows)
    return rows


def counted_in(plan: Plan, document: Document) -> dict[Hashable, float]:
    """The hours that each task of the file counts for, by its key there."""
    rows = (
        WorkRow(task.key, task.status, task.sprint, task.estimate, task.section, task.is_duty)
        for task in document.tasks
    )
    shared = {place: section.estimate for place, section in enumerate(document.sections) if section.estimate}
    return counted_hours(rows, shared, plan.default_estimate_hours)


def text_columns(task: PlanTask, position: int) -> dict[str, Any]:
    """The columns that only the file decides, as long as nobody edits them here."""
    return {
        "source_key": task.key,
        "position": position,
        "title": task.title[:TITLE_LENGTH],
        "body": task.body,
        "fields": [[field.label, field.meaning, field.value] for field in task.fields],
        "priority": task.priority or "",
        "risk": task.risk or "",
        "due": task.due,
        "is_duty": task.is_duty,
        "line": task.line,
        **estimate_columns(task.estimate),
    }


def creation_event(row: Task, counted: float, *, by: Any, now: datetime) -> Event:
    """What the task began with: replaying events needs nothing else.

    `estimate_hours` is what it counts for without an estimate of its own: what its section left over then.
    """
    estimate = row.estimate_low_hours
    beginning = {
        "status": row.status,
        "sprint": row.sprint.number if row.sprint else None,
        "estimate": None if estimate is None else [estimate, row.estimate_high_hours],
        "is_duty": row.is_duty,
        "estimate_hours": counted,
    }
    return Event(
        plan_id=row.plan_id, task=row, at=now, by=by, field="task", to_value=beginning, version=row.version
    )


def add_agents(plan: Plan, rows: Iterable[Task], tasks: Iterable[PlanTask]) -> None:
    tasks = tuple(tasks)
    agents = agents_by_name(plan, (name for task in tasks for name in task.agents))
    TaskAgent.objects.bulk_create(
        TaskAgent(task=row, agent=agents[folded], position=position)
        for row, task in zip(rows, tasks, strict=True)
        for position, folded in enumerate(dict.fromkeys(name[:100].casefold() for name in task.agents))
    )


def add_steps(rows: Iterable[Task], tasks: Iterable[PlanTask]) -> None:
    ChecklistItem.objects.bulk_create(
        ChecklistItem(task=row, position=position, text=step.text, is_done=step.done, line=step.line)
        for row, task in zip(rows, tasks, strict=True)
        for position, step in enumerate(task.steps)
    )


def link_tasks(plan: Plan, tasks: Iterable[PlanTask]) -> None:
    """Dependencies that the file states, once each; the ones set by hand stay."""
    rows = dict(plan.tasks.filter(archived_at=None).values_list("source_key", "pk"))
    pairs = {
        (rows[needed], rows[task.key]): None
        for task in tasks
        for needed in task.depends_on
        if needed in rows and task.key in rows and needed != task.key
    }
    Dependency.objects.bulk_create(
        (
            Dependency(plan=plan, predecessor_id=before, successor_id=after, source="file")
            for before, after in pairs
        ),
        ignore_conflicts=True,
    )
