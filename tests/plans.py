"""Small plans in the database, for the tests that need one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.core.plan.made import make_document, make_sprint, make_steps, make_task
from tracker.actions.plan_parts import create_parts
from tracker.core.plan.document import Document
from tracker.models import Membership, Plan, Task

FIRST_MONDAY = date(2026, 11, 30)


def make_person(name: str, **values: Any) -> User:
    return User.objects.create_user(name, **values)


def make_plan(slug: str = "shop", document: Document | None = None, **roles: Any) -> Plan:
    """A plan of the document's parts, without a file. `roles` name people: `manager=ada, member=[bob]`."""
    plan = Plan.objects.create(slug=slug, title=slug.title(), start_date=FIRST_MONDAY)
    create_parts(plan, document or three_tasks(), by=None)
    for role, people in roles.items():
        for person in people if isinstance(people, list) else [people]:
            Membership.objects.create(plan=plan, user=person, role=role)
    plan.refresh_from_db()
    return plan


def three_tasks() -> Document:
    """TS-1 with two steps and TS-2 in sprint 1, TS-3 in none; TS-2 waits for TS-1."""
    return make_document(
        make_task("TS-1", hours=4, sprint=1, steps=make_steps(write=False, test=False), agents=("auditor",)),
        make_task("TS-2", hours=(8, 16), sprint=1, priority="high", depends_on=("TS-1",)),
        make_task("TS-3"),
        sprints=(make_sprint(1, "TS-1", "TS-2"), make_sprint(2)),
    )


def many_tasks(count: int, *, sprint: int | None = 1) -> Document:
    """So many tasks, T-1 onwards, in one sprint; each has an agent, a step and waits for the one before."""
    keys = [f"T-{number}" for number in range(1, count + 1)]
    tasks = (
        make_task(
            key, hours=4, sprint=sprint, agents=("auditor",), steps=make_steps(write=False),
            depends_on=(keys[place - 1],) if place else (),
        )
        for place, key in enumerate(keys)
    )  # fmt: skip
    return make_document(*tasks, sprints=(make_sprint(1, *keys),))


def task_of(plan: Plan, key: str) -> Task:
    """The row as it stands now."""
    return Task.objects.get(plan=plan, key=key)


@pytest.fixture
def ada(db: None) -> User:
    return make_person("ada", first_name="Ada")


@pytest.fixture
def bob(db: None) -> User:
    return make_person("bob", first_name="Bob")


@pytest.fixture
def plan(ada: User, bob: User) -> Plan:
    """`three_tasks`, managed by Ada, with Bob as a member."""
    return make_plan(manager=ada, member=bob)
