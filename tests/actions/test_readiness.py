"""Vouching for a rule of the notes: an event, taken back by another, where a person's word counts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tracker.actions.readiness import confirm_policy, withdraw_confirmation
from tracker.core.errors import IllegalMove
from tracker.models import Event, Plan
from tracker.queries.confirmations import confirmations

pytestmark = pytest.mark.django_db


def test_a_word_given_is_an_event_that_says_who(plan: Plan, ada: User) -> None:
    [event] = confirm_policy(plan=plan, code="reviewers", by=ada)
    assert (event.field, event.by, event.to_value) == ("plan", ada, {"confirmed": "reviewers"})
    assert confirmations(plan) == {"reviewers": event}


def test_giving_it_twice_is_one_event(plan: Plan, ada: User) -> None:
    confirm_policy(plan=plan, code="reviewers", by=ada)
    assert confirm_policy(plan=plan, code="reviewers", by=ada) == []


def test_taking_it_back_undoes_the_event_and_deletes_nothing(plan: Plan, ada: User, bob: User) -> None:
    [given] = confirm_policy(plan=plan, code="reviewers", by=ada)
    [taken] = withdraw_confirmation(plan=plan, code="reviewers", by=bob)
    assert (taken.undoes, taken.from_value, taken.to_value) == (given, {"confirmed": "reviewers"}, None)
    assert confirmations(plan) == {}
    assert Event.objects.filter(plan=plan, field="plan").count() == 2


def test_it_can_be_given_again(plan: Plan, ada: User) -> None:
    confirm_policy(plan=plan, code="reviewers", by=ada)
    withdraw_confirmation(plan=plan, code="reviewers", by=ada)
    [again] = confirm_policy(plan=plan, code="reviewers", by=ada)
    assert confirmations(plan) == {"reviewers": again}


def test_what_was_never_given_cannot_be_taken_back(plan: Plan, ada: User) -> None:
    assert withdraw_confirmation(plan=plan, code="regression-test", by=ada) == []


@pytest.mark.parametrize("code", ["no-friday-deployment", "critical-first", "no such rule"])
def test_nobody_vouches_for_what_the_plan_shows_itself(plan: Plan, ada: User, code: str) -> None:
    for act in (confirm_policy, withdraw_confirmation):
        with pytest.raises(IllegalMove):
            act(plan=plan, code=code, by=ada)


def test_the_figures_are_asked_for_again(plan: Plan, ada: User) -> None:
    before = Plan.objects.get(pk=plan.pk).want_rev
    confirm_policy(plan=plan, code="reviewers", by=ada)
    assert Plan.objects.get(pk=plan.pk).want_rev == before + 1
