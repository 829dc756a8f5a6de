"""A plan on which the job dies again and again is left alone, shown as such, and tried again in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from tests.plans import make_plan, task_of
from tracker.actions.attempts import begin_attempt
from tracker.actions.figures import plans_to_recompute, recompute_figures
from tracker.actions.tasks import set_status
from tracker.models import Plan
from tracker.queries.stored import age_of

pytestmark = pytest.mark.django_db


def die(plan: Plan, times: int = 3) -> None:
    """Attempts that began and never ended, as those of killed workers."""
    for _ in range(times):
        plan.refresh_from_db()
        assert begin_attempt(plan)


def now(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def test_a_plan_is_tried_again_after_an_attempt_that_died(plan: Plan) -> None:
    die(plan, times=2)
    assert plans_to_recompute() == [plan.pk]
    recompute_figures(plan_id=plan.pk)
    assert now(plan).have_rev == now(plan).want_rev
    assert now(plan).tries == 0


def test_after_three_it_is_left_alone_and_the_pages_say_so(plan: Plan) -> None:
    die(plan)
    assert plans_to_recompute() == []
    recompute_figures(plan_id=plan.pk)  # a message that comes back
    assert now(plan).have_rev is None
    age = age_of(now(plan))
    assert "could not be computed, several times" in age.text
    assert not age.is_behind


def test_somebody_may_insist(plan: Plan) -> None:
    die(plan)
    recompute_figures(plan_id=plan.pk, insist=True)
    assert now(plan).have_rev == now(plan).want_rev
    assert not now(plan).is_given_up


def test_a_change_of_the_plan_begins_anew(plan: Plan, bob: Any) -> None:
    die(plan)
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=bob)
    assert plans_to_recompute() == [plan.pk]
    assert not now(plan).is_given_up
    recompute_figures(plan_id=plan.pk)
    assert now(plan).have_rev == now(plan).want_rev


def test_the_next_day_tries_once_more(plan: Plan) -> None:
    die(plan)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        assert plans_to_recompute() == [plan.pk]
        recompute_figures(plan_id=plan.pk)
    assert now(plan).tries == 0


def test_one_plan_that_kills_its_jobs_does_not_hold_up_another(plan: Plan) -> None:
    die(plan)
    other = make_plan("app")
    assert plans_to_recompute() == [other.pk]
