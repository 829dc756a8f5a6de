"""Boards: what they show, how many queries they take, and what a tick answers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.plans import make_plan, many_tasks, task_of
from tests.views.conftest import Htmx
from tracker.models import Event, Plan, Task

MOST_QUERIES_OF_A_BOARD = 12
MOST_QUERIES_OF_A_TICK = 8


def html_of(response: Any) -> str:
    return response.content.decode()


def card_in(html: str, key: str) -> str:
    """The card as the server wrote it, its CSRF token left out: that one is masked anew each time."""
    found = re.search(rf'<article class="card" id="card-{key}".*?</article>', html, re.DOTALL)
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", found[0]) if found else ""


def column_of(html: str, status: str) -> str:
    return html.partition(f'id="cards-{status}"')[2].partition("</section>")[0]


def test_it_shows_each_task_in_the_column_of_its_status(member: Client, plan: Plan) -> None:
    html = html_of(member.get("/plans/shop/sprints/1/"))
    assert 'id="card-TS-1"' in column_of(html, "todo")
    assert 'id="card-TS-3"' not in html


def test_it_shows_what_is_in_no_sprint_on_a_board_of_its_own(member: Client, plan: Plan) -> None:
    html = html_of(member.get("/plans/shop/unscheduled/"))
    assert 'id="card-TS-3"' in column_of(html, "todo")
    assert 'id="card-TS-1"' not in html


def test_it_knows_no_sprint_that_the_plan_has_not(member: Client, plan: Plan) -> None:
    assert member.get("/plans/shop/sprints/9/").status_code == 404


@pytest.mark.parametrize("count", [1, 80, 1000])
def test_a_board_takes_the_same_queries_whatever_it_holds(
    member: Client, bob: Any, count: int, django_assert_max_num_queries: Any
) -> None:
    make_plan("large", many_tasks(count), member=bob)
    with django_assert_max_num_queries(MOST_QUERIES_OF_A_BOARD) as context:
        response = member.get("/plans/large/sprints/1/")
    assert html_of(response).count('class="card"') == count
    assert len(context) <= MOST_QUERIES_OF_A_BOARD


@pytest.mark.parametrize("count", [1, 80, 1000])
def test_a_tick_takes_the_same_queries_whatever_the_plan_holds(
    member: Client, bob: Any, count: int, django_assert_max_num_queries: Any
) -> None:
    make_plan("large", many_tasks(count), member=bob)
    htmx = Htmx(member, "/plans/large/sprints/1/")
    with django_assert_max_num_queries(
        MOST_QUERIES_OF_A_TICK + 2
    ):  # and the test's own savepoint, out and in
        response = htmx.post("/plans/large/tasks/T-1/move/", {"status": "done", "version": 1})
    assert response.status_code == 200


def test_a_tick_answers_with_the_card_and_the_changed_counts_and_nothing_else(board: Htmx) -> None:
    html = html_of(board.post("/plans/shop/tasks/TS-1/move/", {"status": "done", "version": 1}))
    assert set(re.findall(r'id="((?:head|strip|card|work|filters|board)[^"]*)"', html)) == {
        "card-TS-1", "card-TS-2", "head-todo", "head-done", "strip-1", "work",
    }  # fmt: skip


def test_a_tick_brings_the_card_that_a_fresh_board_would_show(board: Htmx) -> None:
    answer = html_of(board.post("/plans/shop/tasks/TS-1/move/", {"status": "done", "version": 1}))
    fresh = html_of(board.client.get("/plans/shop/sprints/1/"))
    for key in ("TS-1", "TS-2"):
        assert card_in(answer, key) == card_in(fresh, key) != ""


def test_a_tick_frees_the_cards_that_waited_for_it(board: Htmx) -> None:
    before = html_of(board.client.get("/plans/shop/sprints/1/"))
    answer = html_of(board.post("/plans/shop/tasks/TS-1/move/", {"status": "done", "version": 1}))
    assert "↳ TS-1" in card_in(before, "TS-2")
    assert "↳ TS-1" not in card_in(answer, "TS-2")


def test_a_card_that_left_the_board_is_told_to_go(board: Htmx, plan: Plan) -> None:
    html = html_of(board.post("/plans/shop/tasks/TS-1/move/", {"sprint": "2", "version": 1}))
    assert 'id="card-TS-1" data-status="gone"' in html
    assert task_of(plan, "TS-1").sprint.number == 2


def test_a_card_that_a_filter_hides_is_told_to_go(member: Client, plan: Plan) -> None:
    htmx = Htmx(member, "/plans/shop/sprints/1/?blocked=1")
    html = html_of(htmx.post("/plans/shop/tasks/TS-1/move/", {"status": "done", "version": 1}))
    assert 'id="card-TS-2" data-status="gone"' in html


def test_a_tick_offers_its_undoing_and_undoing_brings_the_board_back(board: Htmx, plan: Plan) -> None:
    answer = html_of(board.post("/plans/shop/tasks/TS-1/move/", {"status": "done", "version": 1}))
    undo = re.search(r'hx-post="(/plans/shop/undo/\?event=\d+)"', answer)
    assert undo is not None
    assert board.post(undo[1]).status_code == 200
    assert task_of(plan, "TS-1").status == "todo"


def test_undoing_a_drag_takes_back_column_and_place_together(board: Htmx, plan: Plan) -> None:
    before = task_of(plan, "TS-2")
    answer = html_of(
        board.post("/plans/shop/tasks/TS-2/move/", {"status": "doing", "before": "TS-1", "version": 1})
    )
    moved = task_of(plan, "TS-2")
    assert (moved.status, moved.rank < task_of(plan, "TS-1").rank) == ("doing", True)
    undo = re.search(r'hx-post="(/plans/shop/undo/\?[^"]+)"', answer)
    assert undo is not None
    board.post(undo[1].replace("&amp;", "&"))
    after = task_of(plan, "TS-2")
    assert (after.status, after.rank) == (before.status, before.rank)


def test_it_refuses_a_tick_from_a_stale_card_and_shows_the_card_as_it_is(
    board: Htmx, manager: Client, plan: Plan
) -> None:
    Htmx(manager, "/plans/shop/sprints/1/").post(
        "/plans/shop/tasks/TS-1/move/", {"status": "review", "version": 1}
    )
    response = board.post("/plans/shop/tasks/TS-1/move/", {"status": "done", "version": 1})
    html = html_of(response)
    assert response.status_code == 409
    assert 'data-status="review"' in card_in(html, "TS-1")
    assert "in the meantime" in html
    assert task_of(plan, "TS-1").status == "review"


def test_ticking_twice_is_one_event(board: Htmx, plan: Plan) -> None:
    for _again in range(2):
        response = board.post("/plans/shop/tasks/TS-1/move/", {"status": "done", "version": 1})
        assert response.status_code == 200
    assert Event.objects.filter(task=task_of(plan, "TS-1"), field="status").count() == 1


def test_it_refuses_a_status_that_is_none(board: Htmx, plan: Plan) -> None:
    response = board.post("/plans/shop/tasks/TS-1/move/", {"status": "perhaps", "version": 1})
    assert response.status_code == 422
    assert task_of(plan, "TS-1").status == "todo"


def test_without_javascript_a_tick_leads_back_to_the_board(member: Client, plan: Plan) -> None:
    response = member.post(
        "/plans/shop/tasks/TS-1/move/",
        {"status": "done", "version": 1},
        headers={"Referer": "http://testserver/plans/shop/sprints/1/?priority=high"},
    )
    assert (response.status_code, response.headers["Location"]) == (
        303,
        "/plans/shop/sprints/1/?priority=high",
    )
    html = html_of(member.get("/plans/shop/sprints/1/"))
    assert "TS-1: Done" in html
    assert "/plans/shop/undo/?event=" in html


def test_another_sites_address_is_not_where_a_tick_leads(member: Client, plan: Plan) -> None:
    response = member.post(
        "/plans/shop/tasks/TS-1/move/",
        {"status": "done", "version": 1},
        headers={"Referer": "https://elsewhere.example/plans/shop/sprints/1/"},
    )
    assert response.headers["Location"] == "/plans/shop/tasks/TS-1/"


def test_the_move_menu_puts_a_card_above_the_one_before(board: Htmx, plan: Plan) -> None:
    board.post("/plans/shop/tasks/TS-2/move/", {"place": "up", "version": 1})
    ranked = Task.objects.filter(plan=plan, sprint__number=1).order_by("rank").values_list("key", flat=True)
    assert list(ranked) == ["TS-2", "TS-1"]


def test_the_first_card_cannot_go_up_and_nothing_is_written(board: Htmx, plan: Plan) -> None:
    response = board.post("/plans/shop/tasks/TS-1/move/", {"place": "up", "version": 1})
    assert response.status_code == 200
    assert Event.objects.filter(task=task_of(plan, "TS-1"), field="rank").count() == 0


def test_the_move_menu_is_a_part_for_htmx_and_a_page_for_others(board: Htmx) -> None:
    part = html_of(board.get("/plans/shop/tasks/TS-1/menu/"))
    page = html_of(board.client.get("/plans/shop/tasks/TS-1/menu/"))
    assert "<html" not in part
    assert "<html" in page
    assert 'id="to-doing"' in part
    assert 'id="to-doing"' in page


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", {"TS-1", "TS-2"}),
        ("?priority=high", {"TS-2"}),
        ("?agent=auditor", {"TS-1"}),
        ("?blocked=1", {"TS-2"}),
    ],
)
def test_filters_show_what_they_say(member: Client, plan: Plan, query: str, keys: set[str]) -> None:
    html = html_of(member.get(f"/plans/shop/sprints/1/{query}"))
    assert set(re.findall(r'<article class="card" id="card-([^"]+)"', html)) == keys


def test_mine_shows_what_was_given_to_me(member: Client, bob: Any, plan: Plan) -> None:
    Task.objects.filter(plan=plan, key="TS-2").update(assignee=bob)
    html = html_of(member.get("/plans/shop/sprints/1/?who=me"))
    assert set(re.findall(r'<article class="card" id="card-([^"]+)"', html)) == {"TS-2"}


def test_a_viewer_sees_no_form_that_changes_anything(viewer: Client) -> None:
    html = html_of(viewer.get("/plans/shop/sprints/1/"))
    assert 'id="card-TS-1"' in html
    assert "/move/" not in html
    assert "/menu/" not in html


def test_a_task_opened_beside_the_board_is_in_the_boards_address(board: Htmx) -> None:
    response = board.get("/plans/shop/tasks/TS-1/")
    assert "<html" not in html_of(response)
    assert response.headers["HX-Push-Url"] == "/plans/shop/sprints/1/?task=TS-1"
    page = html_of(board.client.get("/plans/shop/sprints/1/?task=TS-1"))
    assert 'id="card-TS-2"' in page
    assert 'data-task="TS-1"' in page
