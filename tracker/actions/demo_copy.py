"""The rows of a plan, copied: everything that the file and people made of it, without what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from tracker.models import (
    Agent,
    Category,
    ChecklistItem,
    Dependency,
    Membership,
    Plan,
    Section,
    Sprint,
    Task,
    TaskAgent,
)
from tracker.models.choices import Status

BATCH = 200
UNDER_WAY = (Status.DOING, Status.REVIEW)


def copy_plan(plan: Plan, *, slug: str, title: str) -> Plan:
    """A plan of the same people, text, parts and live tasks. What is under way is to do there, by nobody."""
    copy = copied(
        plan,
        slug=slug,
        title=title,
        revision=None,
        want_rev=0,
        have_rev=None,
        tried_rev=None,
        tried_at=None,
        tries=None,
        archived_at=None,
    )
    copy.save(force_insert=True)
    if plan.revision is not None:
        copy.revision = copied(plan.revision, plan=copy, number=1)
        copy.revision.save(force_insert=True)
        copy.save(update_fields=["revision"])
    copy_rows(Membership.objects.filter(plan=plan), plan=copy)
    parts = {
        model: copy_rows(model.objects.filter(plan=plan), plan=copy) for model in (Category, Sprint, Agent)
    }
    categories, sprints, agents = parts[Category], parts[Sprint], parts[Agent]
    sections = _copy_sections(plan, copy, categories, agents)
    _copy_tasks(plan, copy, {"category": categories, "sprint": sprints, "section": sections}, agents)
    return copy


def copied(row: Any, **changes: Any) -> Any:
    """An unsaved row of the same values, but for its key and the changes."""
    fields = (field for field in row._meta.concrete_fields if not field.primary_key)
    values = {field.attname: getattr(row, field.attname) for field in fields if field.name not in changes}
    return type(row)(**values, **changes)


def copy_rows(rows: Iterable[Any], **changes: Any) -> dict[int, Any]:
    """Saved copies of the rows, by the keys of the originals."""
    originals = list(rows)
    if not originals:
        return {}
    manager: models.Manager[Any] = type(originals[0])._default_manager
    made = manager.bulk_create([copied(row, **changes) for row in originals], batch_size=BATCH)
    return {row.pk: copy for row, copy in zip(originals, made, strict=True)}


def _copy_sections(
    plan: Plan, copy: Plan, categories: dict[int, Category], agents: dict[int, Agent]
) -> dict[int, Section]:
    rows = list(Section.objects.filter(plan=plan))
    made = Section.objects.bulk_create(
        [copied(row, plan=copy, category=categories.get(row.category_id)) for row in rows], batch_size=BATCH
    )
    sections = {row.pk: section for row, section in zip(rows, made, strict=True)}
    link = Section.agents.through
    link.objects.bulk_create(
        link(section=sections[row.section_id], agent=agents[row.agent_id])
        for row in link.objects.filter(section__plan=plan)
    )
    return sections


def _copy_tasks(plan: Plan, copy: Plan, parts: dict[str, dict[int, Any]], agents: dict[int, Agent]) -> None:
    rows = list(Task.objects.live().filter(plan=plan).order_by("rank"))
    made = Task.objects.bulk_create(
        [_copied_task(row, copy, parts) for row in rows],
        batch_size=BATCH,
    )
    tasks = {row.pk: task for row, task in zip(rows, made, strict=True)}
    TaskAgent.objects.bulk_create(
        TaskAgent(task=tasks[row.task_id], agent=agents[row.agent_id], position=row.position)
        for row in TaskAgent.objects.filter(task__plan=plan)
        if row.task_id in tasks
    )
    ChecklistItem.objects.bulk_create(
        copied(row, task=tasks[row.task_id])
        for row in ChecklistItem.objects.filter(task__plan=plan)
        if row.task_id in tasks
    )
    Dependency.objects.bulk_create(
        copied(row, plan=copy, predecessor=tasks[row.predecessor_id], successor=tasks[row.successor_id])
        for row in Dependency.objects.filter(plan=plan)
        if row.predecessor_id in tasks and row.successor_id in tasks
    )


def _copied_task(row: Task, plan: Plan, parts: dict[str, dict[int, Any]]) -> Task:
    related = {name: rows.get(getattr(row, f"{name}_id")) for name, rows in parts.items()}
    status = Status.TODO if row.status in UNDER_WAY else row.status
    task: Task = copied(
        row, plan=plan, status=status, assignee=None, done_at=None, done_by=None, version=1, **related
    )
    return task
