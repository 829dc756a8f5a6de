"""The doors: who reaches a plan, a task, an event, and as what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User

from tests.plans import make_person, make_plan
from tracker.actions.tasks import set_status
from tracker.core.errors import NotAllowed, NotFound
from tracker.models import Event, Membership, Plan
from tracker.queries.access import event_for, may, plan_for, task_for
from tracker.queries.plans import plans_page

pytestmark = pytest.mark.django_db

LEVELS = ("viewer", "member", "manager")
# Who reaches a plan up to which level; None: not at all.
REACH = {
    "viewer": "viewer",
    "member": "member",
    "manager": "manager",
    "superuser": "manager",
    "staff": None,
    "outsider": None,
    "removed": None,
    "disabled": None,
    "disabled superuser": None,
    "anonymous": None,
}


@pytest.fixture
def people(plan: Plan) -> dict[str, Any]:
    """One of each kind, as seen from `plan`; the outsider manages another plan."""
    people: dict[str, Any] = {kind: make_person(kind) for kind in REACH if kind != "anonymous"}
    people["anonymous"] = AnonymousUser()
    for role in LEVELS:
        Membership.objects.create(plan=plan, user=people[role], role=role)
    for kind in ("removed", "disabled"):
        Membership.objects.create(plan=plan, user=people[kind], role="manager")
    Membership.objects.get(plan=plan, user=people["removed"]).delete()
    make_plan("other", manager=people["outsider"])
    User.objects.filter(username__in=["superuser", "disabled superuser"]).update(is_superuser=True)
    User.objects.filter(username="staff").update(is_staff=True)
    User.objects.filter(username__startswith="disabled").update(is_active=False)
    for person in people.values():
        if person.pk:
            person.refresh_from_db()
    return people


def outcome(door: Callable[[], Any]) -> str:
    try:
        return f"{door().role}"
    except NotFound:
        return "not found"
    except NotAllowed:
        return "not allowed"


def expected(kind: str, at_least: str) -> str:
    reach = REACH[kind]
    if reach is None:
        return "not found"
    return reach if LEVELS.index(reach) >= LEVELS.index(at_least) else "not allowed"


@pytest.mark.parametrize("at_least", LEVELS)
@pytest.mark.parametrize("kind", REACH)
def test_a_door_opens_as_far_as_the_persons_role(
    plan: Plan, people: dict[str, Any], kind: str, at_least: str
) -> None:
    person, wanted = people[kind], expected(kind, at_least)
    event = Event.objects.filter(plan=plan, task__key="TS-1").first()
    assert event is not None
    assert outcome(lambda: plan_for(person, "shop", at_least=at_least)) == wanted
    assert outcome(lambda: task_for(person, "shop", "TS-1", at_least=at_least)) == wanted
    assert outcome(lambda: event_for(person, "shop", event.pk, at_least=at_least).task) == wanted


@pytest.mark.parametrize("kind", REACH)
def test_the_list_shows_the_plans_that_the_door_opens(plan: Plan, people: dict[str, Any], kind: str) -> None:
    slugs = {row.head.slug for row in plans_page(people[kind]).rows}
    assert ("shop" in slugs) == (REACH[kind] is not None)
    assert ("other" in slugs) == (kind in ("outsider", "superuser"))


@pytest.mark.parametrize("key", ["TS-9", "", "TS", "TS-1 ", "T\0", "\ud800", "x" * 5_000, "%"])
def test_a_task_that_is_not_there_looks_like_one_that_is_not_yours(plan: Plan, ada: User, key: str) -> None:
    eve = make_person("eve")
    with pytest.raises(NotFound) as missing:
        task_for(ada, "shop", key)
    with pytest.raises(NotFound) as foreign:
        task_for(eve, "shop", "TS-1")
    assert missing.value.sentence == foreign.value.sentence


def test_a_key_is_found_in_either_case(plan: Plan, ada: User) -> None:
    assert task_for(ada, "shop", "ts-1").key == "TS-1"


def test_a_task_of_another_plan_is_not_found_through_yours(ada: User) -> None:
    """The parent in the address is yours, the child is not."""
    make_plan("mine", manager=ada)
    theirs = make_plan("theirs", manager=make_person("eve"))
    event = Event.objects.filter(plan=theirs).first()
    assert event is not None
    with pytest.raises(NotFound):
        event_for(ada, "mine", event.pk)
    assert task_for(ada, "mine", "TS-1").plan.slug == "mine"


def test_events_of_the_plan_itself_are_behind_no_task_door(plan: Plan, ada: User) -> None:
    event = Event.objects.create(plan=plan, at=plan.created_at, field="plan")
    with pytest.raises(NotFound):
        event_for(ada, "shop", event.pk)


def test_a_role_that_is_taken_away_is_gone_at_the_next_look(plan: Plan, bob: User) -> None:
    assert task_for(bob, "shop", "TS-1", at_least="member").role == "member"
    Membership.objects.filter(user=bob).update(role="viewer")
    with pytest.raises(NotAllowed, match="look at this plan but not change it"):
        task_for(bob, "shop", "TS-1", at_least="member")
    Membership.objects.filter(user=bob).delete()
    with pytest.raises(NotFound):
        task_for(bob, "shop", "TS-1")


def test_only_a_manager_is_told_to_ask_no_other(plan: Plan, bob: User) -> None:
    with pytest.raises(NotAllowed, match="Only a manager"):
        plan_for(bob, "shop", at_least="manager")


def test_a_task_comes_with_all_its_card_needs_in_one_query(
    plan: Plan, bob: User, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        task = task_for(bob, "shop", "TS-2", at_least="member")
        assert (task.plan.role, task.blocker_lines, task.sprint and task.sprint.number) == (
            "member",
            "TS-1",
            1,
        )


def test_a_tick_through_the_door_is_seen_by_the_next_who_comes(plan: Plan, bob: User, ada: User) -> None:
    set_status(task=task_for(bob, "shop", "TS-1"), status="done", seen_version=1, by=bob)
    assert task_for(ada, "shop", "TS-2").blocker_lines is None


@pytest.mark.parametrize(("role", "allowed"), [(None, 0), ("viewer", 1), ("member", 2), ("manager", 3)])
def test_roles_include_those_below(role: str | None, allowed: int) -> None:
    assert [may(role, level) for level in LEVELS] == [place < allowed for place in range(3)]
