"""The doors. A plan, a task or an event is reached with the person who asks, or not at all."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from tracker.core.errors import NotAllowed, NotFound
from tracker.core.text import is_storable
from tracker.models import Dependency, Event, Plan, Task
from tracker.models.choices import Role

RANKS = {Role.VIEWER: 0, Role.MEMBER: 1, Role.MANAGER: 2}


def may(role: str | None, at_least: str) -> bool:
    return role is not None and RANKS[Role(role)] >= RANKS[Role(at_least)]


def plan_for(user: Any, slug: str, *, at_least: str = Role.VIEWER) -> Plan:
    """The plan, with the person's `role`.

    Raises:
        NotFound: there is no such plan, or the person is not in it.
        NotAllowed: the person's role does not reach that far.
    """
    plan = Plan.objects.visible_to(user).filter(slug=slug).first()
    if plan is None:
        raise NotFound("There is no such plan, or you are not a member of it.")
    _check_role(plan.role, at_least)
    return plan


def task_for(user: Any, slug: str, key: str, *, at_least: str = Role.VIEWER) -> Task:
    """The task with everything its card shows, its plan, and the person's `role`, in one query.

    Raises:
        NotFound: no such plan or task for this person.
        NotAllowed: the person's role does not reach that far.
    """
    visible = Plan.objects.visible_to(user).filter(slug=slug)
    task = (
        Task.objects.filter(plan__in=visible.values("pk"), key__iexact=key if is_storable(key) else "")
        .for_cards()
        .select_related("plan", "plan__figures", "section", "category", "sprint", "assignee", "done_by")
        .annotate_role(user)
        .annotate(holds_up=Exists(Dependency.objects.filter(predecessor=OuterRef("pk"))))
        .first()
    )
    if task is None:
        raise NotFound("There is no such task, or you are not a member of its plan.")
    _check_role(task.role, at_least)
    task.plan.role = task.role
    return task


def event_for(user: Any, slug: str, event_id: int, *, at_least: str = Role.MEMBER) -> Event:
    """An event of a task of the plan. Raises `NotFound`, `NotAllowed`."""
    event = (
        Event.objects.filter(pk=event_id, plan__slug=slug, task__isnull=False).select_related("task").first()
    )
    if event is None or event.task is None:
        raise NotFound("There is no such change.")
    event.task = task_for(user, slug, event.task.key, at_least=at_least)
    return event


def _check_role(role: str, at_least: str) -> None:
    if may(role, at_least):
        return
    if at_least == Role.MANAGER:
        raise NotAllowed("Only a manager of the plan can do this. Ask one of them.")
    raise NotAllowed(
        "You can look at this plan but not change it. Ask a manager of the plan to make you a member."
    )
