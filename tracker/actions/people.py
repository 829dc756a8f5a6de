"""Who is in a plan, and as what. A plan that had a manager never loses its last one."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from tracker.actions.changes import lock_plan
from tracker.actions.sign_in import issue_sign_in_link
from tracker.actions.tasks import edit_tasks
from tracker.core.errors import IllegalMove
from tracker.models import Membership, Plan, Task
from tracker.models.choices import Role

logger = logging.getLogger(__name__)

USERNAME_LENGTH = 150


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
def invite_person(*, plan: Plan, username: str, role: str, valid_for: timedelta, by: Any) -> str:
    """Make an account that has no password yet, let it into the plan, and return the token that signs it in.

    Raises:
        IllegalMove: the name will not do or is taken, or there is no such role.
    """
    username = User.normalize_username(username.strip())
    try:
        User.username_validator(username)
    except ValidationError:
        raise IllegalMove("A user name is made of letters, digits and the signs @ . + - _ only.") from None
    if len(username) > USERNAME_LENGTH:
        raise IllegalMove("A user name has at most {limit} characters.", limit=USERNAME_LENGTH)
    if User.objects.filter(username__iexact=username).exists():
        raise IllegalMove("There is an account called {name} already. Add it to the plan.", name=username)
    person = User.objects.create_user(username)
    set_role(plan=plan, person=person, role=role, by=by)
    return issue_sign_in_link(user=person, valid_for=valid_for)


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
