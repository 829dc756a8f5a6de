"""The head of a board: facts and a small burndown, and which cards can start now."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from tests.plans import make_plan, task_of
from tests.views.conftest import Htmx
from tracker.actions.figures import recompute_figures
from tracker.actions.tasks import set_status
from tracker.models import Plan, Task

BOARD = "/plans/shop/sprints/1/"
IN_SPRINT_1 = "2026-12-01T09:00:00Z"


@pytest.fixture
def in_sprint_1(ada: User, bob: User) -> Any:
    """`three_tasks` on the second day of sprint 1, with figures."""
    with time_machine.travel("2026-11-27T09:00:00Z", tick=False):
        made = make_plan(manager=ada, member=bob)
    with time_machine.travel(IN_SPRINT_1, tick=False):
        recompute_figures(plan_id=made.pk)
        yield made


def html_of(response: Any) -> str:
    return response.content.decode()


def head_of(html: str) -> str:
    return html.partition('id="head-figures"')[2].partition("</dl>")[0]


def cards_in(html: str) -> set[str]:
    return set(re.findall(r'<article class="card" id="card-([^"]+)"', html))


def test_the_head_tells_go_live_critical_path_and_readiness(member: Client, in_sprint_1: Plan) -> None:
    Task.objects.filter(plan=in_sprint_1, key="TS-1").update(priority="critical")
    text = " ".join(re.sub(r"<[^>]+>", " ", head_of(html_of(member.get(BOARD)))).split())
    assert re.search(r"Go-live \d+ Dec 80% likely Critical path 2 tasks 2 days", text)
    assert text.endswith("Readiness 0% 0 of 1 critical task")


def test_the_sprint_has_its_small_burndown_with_its_forecast(member: Client, in_sprint_1: Plan) -> None:
    head = head_of(html_of(member.get(BOARD)))
    assert 'aria-label="Burndown: 16 h left of 16 h on 1 Dec"' in head
    assert re.search(r">80% · \d+ Dec</text>", head)
    assert 'href="/plans/shop/reports/?sprint=1"' in head


def test_a_sprint_to_come_has_facts_and_no_burndown(member: Client, in_sprint_1: Plan) -> None:
    head = head_of(html_of(member.get("/plans/shop/sprints/2/")))
    assert "<svg" not in head
    assert "Go-live" in head


def test_what_is_in_no_sprint_shows_the_burndown_of_the_plan(member: Client, in_sprint_1: Plan) -> None:
    assert "24 h left of 24 h" in head_of(html_of(member.get("/plans/shop/unscheduled/")))


def test_the_head_asks_for_itself_after_changes_and_often_while_figures_come(
    member: Client, in_sprint_1: Plan, bob: User
) -> None:
    assert "every 2s" not in head_of(html_of(member.get(BOARD)))
    set_status(task=task_of(in_sprint_1, "TS-1"), status="done", seen_version=None, by=bob)
    part = html_of(member.get(f"{BOARD}figures/"))
    assert part.lstrip().startswith('<div class="head-figures" id="head-figures"')
    assert 'hx-get="/plans/shop/sprints/1/figures/"' in part
    assert "every 2s" in part
    recompute_figures(plan_id=in_sprint_1.pk)
    assert "12 h left of 16 h" in html_of(member.get(f"{BOARD}figures/"))


def test_the_head_that_was_fetched_is_the_one_of_the_page(member: Client, in_sprint_1: Plan) -> None:
    page = html_of(member.get(BOARD))
    part = html_of(member.get(f"{BOARD}figures/")).strip()
    assert part in page


def test_a_critical_card_is_marked_and_the_others_tell_their_slack(member: Client, in_sprint_1: Plan) -> None:
    html = html_of(member.get(BOARD))
    card = html.partition('id="card-TS-2"')[2].partition("</article>")[0]
    assert card.partition(">")[0].endswith("data-critical")
    assert "on the critical path" in card
    free = html_of(member.get("/plans/shop/unscheduled/"))
    assert "slack" in free.partition('id="card-TS-3"')[2].partition("</article>")[0]


def test_what_can_start_now_waits_for_nothing(member: Client, in_sprint_1: Plan, bob: User) -> None:
    assert cards_in(html_of(member.get(f"{BOARD}?ready=1"))) == {"TS-1"}
    set_status(task=task_of(in_sprint_1, "TS-1"), status="done", seen_version=None, by=bob)
    assert cards_in(html_of(member.get(f"{BOARD}?ready=1"))) == {"TS-2"}
    Task.objects.filter(plan=in_sprint_1, key="TS-2").update(blocked_reason="no key yet")
    assert cards_in(html_of(member.get(f"{BOARD}?ready=1"))) == set()


def test_a_later_sprint_starts_only_where_sprints_do_not_wait(member: Client, in_sprint_1: Plan) -> None:
    later = in_sprint_1.sprints.get(number=2)
    Task.objects.filter(plan=in_sprint_1, key="TS-1").update(sprint=later)
    assert cards_in(html_of(member.get("/plans/shop/sprints/2/?ready=1"))) == set()
    Plan.objects.filter(pk=in_sprint_1.pk).update(sprint_order=False)
    assert cards_in(html_of(member.get("/plans/shop/sprints/2/?ready=1"))) == {"TS-1"}


def test_a_tick_behind_that_filter_takes_the_card_away_and_brings_the_next(
    member: Client, in_sprint_1: Plan, django_assert_max_num_queries: Any
) -> None:
    htmx = Htmx(member, f"{BOARD}?ready=1")
    with django_assert_max_num_queries(8 + 2):  # and the test's own savepoint, out and in
        html = html_of(htmx.post("/plans/shop/tasks/TS-1/move/", {"status": "done", "version": 1}))
    assert 'id="card-TS-1" data-status="gone"' in html
    assert 'id="card-TS-2" data-status="todo"' in html


def test_the_chip_switches_the_filter(member: Client, in_sprint_1: Plan) -> None:
    assert '<a class="chip" href="?ready=1">Can start now</a>' in html_of(member.get(BOARD))
    assert 'href="?" aria-current="true">Can start now</a>' in html_of(member.get(f"{BOARD}?ready=1"))


def test_it_is_for_those_in_the_plan(viewer: Client, outsider: Client) -> None:
    for path in (f"{BOARD}figures/", "/plans/shop/unscheduled/figures/"):
        assert viewer.get(path).status_code == 200
        assert outsider.get(path).status_code == 404
    assert viewer.get("/plans/shop/sprints/9/figures/").status_code == 404


def test_a_sprint_that_is_over_says_what_it_left(member: Client, in_sprint_1: Plan) -> None:
    with time_machine.travel("2026-12-07T09:00:00Z", tick=False):
        recompute_figures(plan_id=in_sprint_1.pk)
        Task.objects.filter(plan=in_sprint_1, sprint__number=1).update(sprint=None)
        assert ">16 h left at its end</text>" in head_of(html_of(member.get(BOARD)))
