"""Who is in a plan: roles, leaving, and the last manager who stays."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.plans import make_person, make_plan, task_of
from tracker.actions.people import delete_account, remove_member, set_role
from tracker.actions.tasks import edit_task, set_status
from tracker.core.errors import IllegalMove
from tracker.models import Event, Membership, Plan

pytestmark = pytest.mark.django_db


def role_of(plan: Plan, person: User) -> str | None:
    return Membership.objects.filter(plan=plan, user=person).values_list("role", flat=True).first()


def membership_of(plan: Plan, person: User) -> Membership:
    return Membership.objects.get(plan=plan, user=person)


def test_a_person_comes_into_a_plan_and_changes_roles(plan: Plan, ada: User) -> None:
    eve = make_person("eve")
    for role in ("viewer", "manager", "member", "member"):
        set_role(plan=plan, person=eve, role=role, by=ada)
        assert role_of(plan, eve) == role


def test_it_refuses_a_role_that_is_none(plan: Plan, ada: User, bob: User) -> None:
    with pytest.raises(IllegalMove, match="is not a role"):
        set_role(plan=plan, person=bob, role="owner", by=ada)
    assert role_of(plan, bob) == "member"


def test_the_last_manager_stays_manager(plan: Plan, ada: User) -> None:
    with pytest.raises(IllegalMove, match="needs a manager"):
        set_role(plan=plan, person=ada, role="member", by=ada)
    with pytest.raises(IllegalMove, match="needs a manager"):
        remove_member(membership=membership_of(plan, ada), by=ada)
    assert role_of(plan, ada) == "manager"


def test_a_disabled_manager_does_not_count(plan: Plan, ada: User, bob: User) -> None:
    set_role(plan=plan, person=bob, role="manager", by=ada)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    with pytest.raises(IllegalMove, match="needs a manager"):
        remove_member(membership=membership_of(plan, ada), by=ada)


def test_a_manager_may_go_when_another_stays(plan: Plan, ada: User, bob: User) -> None:
    set_role(plan=plan, person=bob, role="manager", by=ada)
    remove_member(membership=membership_of(plan, ada), by=ada)
    assert role_of(plan, ada) is None
    with pytest.raises(IllegalMove):
        set_role(plan=plan, person=bob, role="viewer", by=ada)


def test_who_leaves_hands_back_tasks_of_that_plan_alone(plan: Plan, ada: User, bob: User) -> None:
    other = make_plan("other", member=bob, manager=ada)
    for row in (plan, other):
        edit_task(task=task_of(row, "TS-1"), values={"assignee": bob.pk}, seen_version=1, by=ada)
    set_status(task=task_of(plan, "TS-2"), status="done", seen_version=1, by=bob)
    remove_member(membership=membership_of(plan, bob), by=ada)
    assert task_of(plan, "TS-1").assignee is None
    assert task_of(other, "TS-1").assignee == bob
    assert task_of(plan, "TS-2").done_by == bob
    event = Event.objects.filter(task=task_of(plan, "TS-1")).latest("pk")
    assert (event.field, event.from_value, event.to_value, event.by) == ("assignee", bob.pk, None, ada)


def test_removing_twice_is_no_error(plan: Plan, ada: User, bob: User) -> None:
    membership = membership_of(plan, bob)
    remove_member(membership=membership, by=ada)
    remove_member(membership=Membership(pk=membership.pk, plan=plan, user=bob), by=ada)
    assert role_of(plan, bob) is None


def test_an_account_without_a_history_can_be_deleted(plan: Plan, ada: User, bob: User) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"assignee": bob.pk}, seen_version=1, by=ada)
    delete_account(person=bob, by=ada)
    assert not User.objects.filter(username="bob").exists()
    assert task_of(plan, "TS-1").assignee is None


def test_an_account_with_a_history_is_kept_with_its_memberships(plan: Plan, ada: User, bob: User) -> None:
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=bob)
    with pytest.raises(IllegalMove, match="inactive instead"):
        delete_account(person=bob, by=ada)
    assert role_of(plan, bob) == "member"


def test_the_account_of_a_last_manager_is_kept(plan: Plan, ada: User, bob: User) -> None:
    with pytest.raises(IllegalMove, match="needs a manager"):
        delete_account(person=ada, by=bob)
    assert User.objects.filter(username="ada").exists()
