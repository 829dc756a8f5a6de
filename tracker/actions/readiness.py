"""What a person vouches for: rules of the plan's notes that no task and no date can show to be kept."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import enqueue
from tracker.actions.changes import lock_plan
from tracker.core.errors import IllegalMove
from tracker.core.policies import BY_HAND
from tracker.models import Event, Plan
from tracker.queries.confirmations import confirmations


@transaction.atomic
def confirm_policy(*, plan: Plan, code: str, by: Any) -> list[Event]:
    """Vouch that the plan keeps that rule. Doing it twice is one event.

    Raises:
        IllegalMove: there is no such rule, or the plan itself shows whether it is kept.
    """
    check_is_by_hand(code)
    lock_plan(plan.pk)
    if code in confirmations(plan):
        return []
    return [tell(Event(plan=plan, at=timezone.now(), by=by, field="plan", to_value={"confirmed": code}))]


@transaction.atomic
def withdraw_confirmation(*, plan: Plan, code: str, by: Any) -> list[Event]:
    """Take the word back: an event that undoes the one that gave it. Doing it twice is one event.

    Raises:
        IllegalMove: as `confirm_policy`.
    """
    check_is_by_hand(code)
    lock_plan(plan.pk)
    given = confirmations(plan).get(code)
    if given is None:
        return []
    event = Event(
        plan=plan, at=timezone.now(), by=by, field="plan", from_value={"confirmed": code}, undoes=given
    )
    return [tell(event)]


def check_is_by_hand(code: str) -> None:
    if code not in BY_HAND:
        raise IllegalMove("“{code}” is not a rule that a person confirms.", code=code)


def tell(event: Event) -> Event:
    event.save(force_insert=True)
    enqueue.recompute_plan(event.plan_id)
    return event
