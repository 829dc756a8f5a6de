"""Finding a task: as a list below the field, and as a page of its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.plans import make_plan, many_tasks, task_of
from tests.views.conftest import Htmx
from tracker.actions.tasks import edit_task, set_status
from tracker.models import Plan, Task

FIND = "/plans/shop/find/"


def html_of(response: Any) -> str:
    return response.content.decode()


def test_it_leads_to_the_task_on_its_board(member: Client, plan: Plan) -> None:
    assert 'href="/plans/shop/sprints/1/?task=TS-1"' in html_of(member.get(f"{FIND}?q=ts-1"))
    assert 'href="/plans/shop/unscheduled/?task=TS-3"' in html_of(member.get(f"{FIND}?q=ts-3"))


def test_htmx_gets_the_list_and_everybody_else_the_page(member: Client, plan: Plan) -> None:
    assert "<html" in html_of(member.get(f"{FIND}?q=ts"))
    part = html_of(Htmx(member, FIND).get(f"{FIND}?q=ts"))
    assert "<html" not in part
    assert part.count("<li>") == 3


def test_before_anything_is_typed_it_shows_the_persons_open_tasks(
    member: Client, bob: User, plan: Plan
) -> None:
    assert "No open task is yours." in html_of(member.get(FIND))
    for key in ("TS-3", "TS-1"):
        edit_task(task=task_of(plan, key), values={"assignee": bob.pk}, seen_version=None, by=bob)
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=bob)
    html = html_of(Htmx(member, FIND).get(FIND))
    assert "Your open tasks" in html
    assert ("TS-3" in html, "TS-1" in html) == (True, False)


def test_what_nobody_wrote_is_said_to_be_nowhere(member: Client, plan: Plan) -> None:
    assert "No task holds “&lt;b&gt;xyzzy”." in html_of(member.get(FIND, {"q": "<b>xyzzy"}))


def test_tasks_of_other_plans_and_archived_ones_are_not_found(member: Client, ada: User, plan: Plan) -> None:
    make_plan("other", many_tasks(3), manager=ada)
    Task.objects.filter(plan=plan, key="TS-2").update(archived_at="2026-11-24T08:00:00Z")
    html = html_of(Htmx(member, FIND).get(f"{FIND}?q=t"))
    assert (html.count("<li>"), "TS-2" in html) == (2, False)


@pytest.mark.parametrize("count", [1, 60])
def test_it_takes_the_same_queries_however_many_are_found(
    client_of: Any, ada: User, count: int, django_assert_num_queries: Any
) -> None:
    make_plan("shop", many_tasks(count), manager=ada)
    client = client_of(ada)
    with django_assert_num_queries(5):
        html = html_of(Htmx(client, FIND).get(f"{FIND}?q=t-"))
    assert html.count("<li>") == min(count, 30)
    assert ("and 30 more" in html) == (count == 60)
