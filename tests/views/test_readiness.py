"""Readiness: the gates of the readiness plan, what holds each up, and a manager's word for the rest."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.core.plan.made import make_document, make_task
from tests.plans import make_person, make_plan, many_tasks, task_of
from tests.views.conftest import Htmx
from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan
from tracker.models import Event, Membership, Plan, Task

READINESS = Path(__file__).parents[2] / "fixtures" / "metropolitan.md"
REVIEWERS = "/plans/metro/readiness/reviewers/"


@pytest.fixture
def metro(ada: User, bob: User) -> Plan:
    import_plan(data=READINESS.read_bytes(), by=ada, slug="metro", start=date(2026, 11, 30))
    plan = Plan.objects.get(slug="metro")
    Membership.objects.create(plan=plan, user=bob, role="member")
    recompute_figures(plan_id=plan.pk)
    return plan


def html_of(response: Any) -> str:
    return response.content.decode()


def gates_of(html: str) -> dict[str, tuple[str, str]]:
    """Each gate's state and words, by its title."""
    found = re.findall(r'<li class="gate-row" data-met="(\w+)">(.*?)\n</li>', html, re.DOTALL)
    gates = {}
    for state, part in found:
        title = re.search(r"<h3>(.*?)</h3>", part)
        assert title is not None
        gates[title[1]] = (state, " ".join(re.sub(r"<[^>]+>", " ", part).split()))
    return gates


def test_it_judges_the_readiness_plan(manager: Client, metro: Plan) -> None:
    html = html_of(manager.get("/plans/metro/readiness/"))
    gates = gates_of(html)
    assert len(gates) == 9
    assert "0 / 43" in gates["All critical tasks are done"][1]
    assert "43 critical tasks are open. Begin with TS-001." in gates["All critical tasks are done"][1]
    assert "DEPLOY-001 DEPLOY-002" in gates["Every critical task is in a sprint"][1]
    assert "41 / 43" in gates["Every critical task is in a sprint"][1]
    assert "0 / 12" in gates["The checklists of all go-live tasks are done"][1]
    assert gates["No critical task is blocked"][0] == "yes"
    assert '<p class="verdict-word">No-go</p>' in html
    assert "0 of 76 tasks are done." in html


def test_the_rules_of_the_notes_stand_with_the_notes_own_words(manager: Client, metro: Plan) -> None:
    gates = gates_of(html_of(manager.get("/plans/metro/readiness/")))
    assert "Cuma günleri deploy yapma!" in gates["No deployment falls on a Friday"][1]
    assert gates["Every change is reviewed by at least 2 people"][0] == "maybe"
    assert "Her PR için en az 2 reviewer gerekli" in gates["Every change is reviewed by at least 2 people"][1]


def test_each_task_that_holds_a_gate_up_is_a_link(manager: Client, metro: Plan) -> None:
    html = html_of(manager.get("/plans/metro/readiness/"))
    first = html.partition("All critical tasks are done")[2].partition("</li>\n")[0]
    assert 'href="/plans/metro/tasks/TS-001/"' in first
    whole = html.partition('class="gate-row"')[2].partition("All tasks of high")[0]
    assert len(set(re.findall(r'href="/plans/metro/tasks/([\w-]+)/"', whole))) == 43


def test_it_follows_the_tasks_at_once(manager: Client, metro: Plan) -> None:
    Task.objects.filter(plan=metro, key="TS-001").update(status="done")
    gates = gates_of(html_of(manager.get("/plans/metro/readiness/")))
    assert "1 / 43" in gates["All critical tasks are done"][1]


def test_a_plan_with_all_done_is_a_go(manager: Client, metro: Plan) -> None:
    Task.objects.filter(plan=metro).update(status="done")
    for task in Task.objects.filter(plan=metro):
        task.steps.update(is_done=True)
    html = html_of(manager.get("/plans/metro/readiness/"))
    assert '<p class="verdict-word">Go</p>' in html
    assert "Ready to go live: all 6 gates are met." in html


def test_a_manager_vouches_and_takes_it_back(manager: Client, metro: Plan) -> None:
    htmx = Htmx(manager, "/plans/metro/readiness/")
    given = html_of(htmx.post(REVIEWERS, {"confirmed": "1"}))
    state, text = gates_of(given)["Every change is reviewed by at least 2 people"]
    assert state == "yes"
    assert "Confirmed by Ada, today" in text
    assert 'id="gates" hx-swap-oob="true"' in given
    taken = html_of(htmx.post(REVIEWERS, {"confirmed": "0"}))
    assert gates_of(taken)["Every change is reviewed by at least 2 people"][0] == "maybe"
    assert Event.objects.filter(plan=metro, field="plan").count() == 2


def test_without_javascript_it_leads_back_to_the_page(manager: Client, metro: Plan) -> None:
    response = manager.post(REVIEWERS, {"confirmed": "1"})
    assert (response.status_code, response.headers["Location"]) == (303, "/plans/metro/readiness/")


def test_members_and_viewers_look_and_do_not_vouch(member: Client, client_of: Any, metro: Plan) -> None:
    vera = make_person("vera")
    Membership.objects.create(plan=metro, user=vera, role="viewer")
    for client in (member, client_of(vera)):
        html = html_of(client.get("/plans/metro/readiness/"))
        assert "A manager confirms this." in html
        assert 'action="/plans/metro/readiness/' not in html
        assert client.post(REVIEWERS, {"confirmed": "1"}).status_code == 403
    assert Event.objects.filter(plan=metro, field="plan").count() == 0


def test_an_outsider_finds_neither_the_page_nor_the_rule(outsider: Client, metro: Plan) -> None:
    assert outsider.get("/plans/metro/readiness/").status_code == 404
    assert outsider.post(REVIEWERS, {"confirmed": "1"}).status_code == 404


def test_nobody_vouches_for_what_the_plan_shows_itself(manager: Client, metro: Plan) -> None:
    htmx = Htmx(manager, "/plans/metro/readiness/")
    response = htmx.post("/plans/metro/readiness/no-friday-deployment/", {"confirmed": "1"})
    assert response.status_code == 422
    assert "is not a rule that a person confirms" in html_of(response)


def test_newer_figures_come_by_themselves(member: Client, plan: Plan) -> None:
    recompute_figures(plan_id=plan.pk)
    revision = Plan.objects.get(pk=plan.pk).figures.revision
    htmx = Htmx(member, "/plans/shop/readiness/")
    assert htmx.get(f"/plans/shop/readiness/?since={revision}").status_code == 204
    assert 'id="gates" hx-swap-oob="true"' in html_of(htmx.get("/plans/shop/readiness/?since=0"))


def test_a_blocked_critical_task_holds_its_gate_up(member: Client, plan: Plan) -> None:
    Task.objects.filter(plan=plan, key="TS-2").update(priority="critical")
    gates = gates_of(html_of(member.get("/plans/shop/readiness/")))
    assert "see what TS-2 waits for" in gates["No critical task is blocked"][1]
    Task.objects.filter(plan=plan, key="TS-1").update(status="done")
    assert gates_of(html_of(member.get("/plans/shop/readiness/")))["No critical task is blocked"][0] == "yes"
    task = task_of(plan, "TS-2")
    Task.objects.filter(pk=task.pk).update(blocked_reason="waits for a certificate")
    assert gates_of(html_of(member.get("/plans/shop/readiness/")))["No critical task is blocked"][0] == "no"


def test_it_takes_the_same_queries_whatever_the_plan_holds(
    member: Client, bob: User, django_assert_num_queries: Any
) -> None:
    for slug, count in (("small", 1), ("large", 1000)):
        made = make_plan(slug, many_tasks(count), member=bob)
        recompute_figures(plan_id=made.pk)
        with django_assert_num_queries(6):
            assert member.get(f"/plans/{slug}/readiness/").status_code == 200


def test_a_gate_of_which_the_plan_has_nothing_says_so(manager: Client) -> None:
    make_plan("list", document=make_document(make_task("A-1")), manager=User.objects.get(username="ada"))
    html = html_of(manager.get("/plans/list/readiness/"))
    assert "0 / 0" not in html
    assert html.count("<b>none</b>") == 4
