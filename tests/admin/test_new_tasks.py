"""A task added in the admin is one added on the board: the same action, id and event."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.admin.forms import filled
from tests.plans import make_person, task_of
from tracker.actions.imports import import_plan
from tracker.models import Plan, Task

pytestmark = pytest.mark.django_db

ADD = "/admin/tracker/task/add/"
TEXT = "# {title}\n\n## Hull\n- [ ] **TS-1: Saw**\n\n## Sprints\n### Sprint 1 (1 week)\n- TS-1\n"


@pytest.fixture
def boat(ada: User) -> Plan:
    return import_plan(data=TEXT.format(title="Boat").encode(), by=ada, slug="boat").plan


def add(admin: Client, plan: Plan, **typed: Any) -> Any:
    values = {"plan": plan.pk, "title": "Paint", "section": plan.sections.get().pk} | typed
    return admin.post(ADD, filled(admin.get(ADD), **{name: str(value) for name, value in values.items()}))


def test_it_goes_through_the_same_action(admin: Client, boat: Plan) -> None:
    assert reverse("admin:tracker_task_add") == ADD
    sprint = boat.sprints.get()
    response = add(admin, boat, sprint=sprint.pk, estimate_low_hours="4", priority="high")
    assert response.status_code == 302
    task = task_of(boat, "TS-2")
    assert (task.title, task.sprint, task.estimate_hours, task.priority) == ("Paint", sprint, 4, "high")
    event = task.events.get()
    assert (event.field, event.by and event.by.username, event.is_addition) == ("task", "root", True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [({"key": "ts-1"}, "There is TS-1 already"), ({"title": "x" * 1001}, "at most 1000")],
)
def test_what_the_action_refuses_stands_above_the_form(
    admin: Client, boat: Plan, typed: dict[str, str], words: str
) -> None:
    response = add(admin, boat, **typed)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert Task.objects.filter(plan=boat).count() == 1


@pytest.mark.parametrize(("part", "words"), [("section", "no such section"), ("sprint", "no sprint 1")])
def test_parts_of_another_plan_are_refused(
    admin: Client, boat: Plan, ada: User, part: str, words: str
) -> None:
    other = import_plan(data=TEXT.format(title="Other").encode(), by=ada, slug="other").plan
    response = add(admin, boat, **{part: getattr(other, f"{part}s").get().pk})
    assert response.status_code == 200
    assert (
        f"This plan has no s{'uch section' if part == 'section' else 'print 1'}" in response.content.decode()
    )
    assert Task.objects.count() == 2


def test_the_lists_name_the_plan_of_each_part(admin: Client, boat: Plan) -> None:
    html = admin.get(ADD).content.decode()
    assert "Boat · Hull</option>" in html
    assert "Boat · 1 · Sprint 1 (1 week)</option>" in html


def test_who_may_only_look_may_not_add(boat: Plan) -> None:
    clerk = make_person("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_task"))
    client = Client()
    client.force_login(clerk)
    assert client.get(ADD).status_code == 403
