"""Who is in a plan, and as what. A plan that had a manager never loses its last one."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from tracker.actions.changes import lock_plan
from tracker.actions.tasks import edit_tasks
from tracker.core.errors import IllegalMove
from tracker.models import Membership, Plan, Task
from tracker.models.choices import Role

logger = logging.getLogger(__name__)


@transaction.atomic
def set_role(*, plan: Plan, person: Any, role: str, by: Any) -> Membership:
    """Make the person a viewer, member or manager of the plan, who may have been none.

    Raises:
        IllegalMove: no such role, or the plan would be left without a manager.
    """
    if role not in Role.values:
        raise IllegalMove(
            "“{role}” is not a role. Choose one of: {legal}.", role=role, legal=", ".join(Role.values)
        )
    lock_plan(plan.pk)
    membership = Membership.objects.filter(plan=plan, user=person).first()
    if membership is not None and membership.role == role:
        return membership
    if membership is None:
        membership = Membership.objects.create(plan=plan, user=person, role=role)
    else:
        _keep_a_manager(membership)
        membership.role = role
        membership.save(update_fields=["role"])
    logger.info(
        "event=role-set plan=%s person=%s role=%s by=%s", plan.pk, person.pk, role, getattr(by, "pk", "-")
    )
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, by: Any) -> None:
    """Take the person out of the plan. Their open tasks there are nobody's then; what they did stays theirs.

    Raises:
        IllegalMove: the plan would be left without a manager.
    """
    lock_plan(membership.plan_id)
    current = Membership.objects.filter(pk=membership.pk).first()
    if current is None:
        return
    _keep_a_manager(current)
    given = Task.objects.filter(plan_id=current.plan_id, assignee_id=current.user_id)
    edit_tasks(tasks=given, values={"assignee": None}, by=by)
    current.delete()
    logger.info(
        "event=member-removed plan=%s person=%s by=%s",
        current.plan_id,
        current.user_id,
        getattr(by, "pk", "-"),
    )


@transaction.atomic
def delete_account(*, person: Any, by: Any) -> None:
    """Delete an account that has done nothing yet. One that changed or said something stays, for the history.

    Raises:
        IllegalMove: a plan would be left without a manager, or the account has a history.
    """
    for membership in person.memberships.order_by("plan"):
        remove_member(membership=membership, by=by)
    try:
        person.delete()
    except ProtectedError:
        raise IllegalMove(
            "{name} changed or wrote something, and the history keeps it. Make the account inactive instead.",
            name=person.get_username(),
        ) from None


def _keep_a_manager(membership: Membership) -> None:
    if membership.role != Role.MANAGER:
        return
    others = Membership.objects.filter(plan_id=membership.plan_id, role=Role.MANAGER, user__is_active=True)
    if not others.exclude(pk=membership.pk).exists():
        raise IllegalMove("A plan needs a manager. Make somebody else a manager first.")
