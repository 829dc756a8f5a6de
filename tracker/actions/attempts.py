"""Attempts at computing a plan's figures, counted in the row: a plan on which jobs die stops killing them."""

from __future__ import annotations

import logging

from django.db.models import Case, F, Value, When
from django.utils import timezone

from tracker.models import Plan

logger = logging.getLogger(__name__)


def begin_attempt(plan: Plan) -> bool:
    """Count an attempt before it is made, since a job that is killed cannot. False: there were enough.

    Three attempts at one state of the plan, then one a day; a change of the plan begins anew.
    """
    if not Plan.objects.worth_a_try().filter(pk=plan.pk).exists():
        logger.error("event=figures-given-up plan=%s revision=%s", plan.pk, plan.want_rev)
        return False
    again = When(tried_rev=plan.want_rev, then=F("tries") + 1)
    Plan.objects.filter(pk=plan.pk).update(
        tries=Case(again, default=Value(1)), tried_rev=plan.want_rev, tried_at=timezone.now()
    )
    return True


def end_attempt(plan: Plan) -> None:
    """It came through: what was counted is forgotten."""
    Plan.objects.filter(pk=plan.pk).update(tries=0)
