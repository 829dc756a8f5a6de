"""Adding a task on the board and on its own page, taking one out and bringing it back."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.plans import make_person, task_of
from tests.views.conftest import Htmx
from tracker.actions.imports import import_plan
from tracker.models import Event, Membership, Plan, Task

pytestmark = pytest.mark.django_db

TEXT = """# Shop

## 1. Work
- [ ] **TS-1: Guard**
  - **Estimate:** 4 h
- [ ] **TS-2: Ship**
  - **Depends on:** TS-1

## 2. More
- [ ] **MO-1: Tell**

## Sprints
### Sprint 1 (1 week)
- TS-1
- TS-2
### Sprint 2 (1 week)
- MO-1
"""
ADD = "/plans/shop/new-task/"


@pytest.fixture
def shop(ada: User, bob: User) -> Plan:
    """The plan of the text, managed by Ada, with Bob as a member."""
    plan = import_plan(data=TEXT.encode(), by=ada, slug="shop").plan
    Membership.objects.create(plan=plan, user=bob, role="member")
    return plan


@pytest.fixture
def on_board(shop: Plan, member: Client) -> Htmx:
    """Bob's htmx on the board of sprint 1."""
    return Htmx(member, "/plans/shop/sprints/1/")


def html_of(response: Any) -> str:
    return unescape(response.content.decode())


def test_the_board_of_a_member_offers_it_at_the_foot_of_the_first_column(shop: Plan, member: Client) -> None:
    html = html_of(member.get("/plans/shop/sprints/2/"))
    assert f'href="{ADD}?sprint=2" hx-get="{ADD}?sprint=2" hx-target="#new-task-place"' in html
    assert html.index('id="cards-todo"') < html.index('id="add-task"') < html.index('id="cards-doing"')
    assert f'href="{ADD}?sprint="' in html_of(member.get("/plans/shop/unscheduled/"))


def test_a_viewer_sees_no_control_and_may_not(shop: Plan, client_of: Any) -> None:
    vera = make_person("vera")
    Membership.objects.create(plan=shop, user=vera, role="viewer")
    viewer = client_of(vera)
    assert 'id="add-task"' not in html_of(viewer.get("/plans/shop/sprints/1/"))
    assert 'id="take-out"' not in html_of(viewer.get("/plans/shop/tasks/TS-1/"))
    assert viewer.get(ADD).status_code == 403
    assert viewer.post(ADD, {"title": "Paint", "section": "0"}).status_code == 403
    assert viewer.post("/plans/shop/tasks/TS-1/archive/", {"version": 1}).status_code == 403
    assert Task.objects.count() == 3


def test_the_form_is_a_part_on_the_board_and_a_page_otherwise(on_board: Htmx, member: Client) -> None:
    part = html_of(on_board.get(f"{ADD}?sprint=1"))
    assert part.strip().startswith('<form class="new-task" id="new-task"')
    page = html_of(member.get(f"{ADD}?sprint=1"))
    assert part.strip().split("csrfmiddlewaretoken")[0] in page
    assert "<h1>New task</h1>" in page
    assert "Shop · Sprint 1" in page


def test_the_section_is_that_of_most_of_the_sprints_tasks_then_where_one_added_last(
    on_board: Htmx, shop: Plan
) -> None:
    assert '<option value="0" selected>1 Work' in html_of(on_board.get(f"{ADD}?sprint=1"))
    assert '<option value="1" selected>2 More' in html_of(on_board.get(f"{ADD}?sprint=2"))
    on_board.post(ADD, {"title": "Paint", "section": "1", "sprint": "1"})
    assert '<option value="1" selected>2 More' in html_of(on_board.get(f"{ADD}?sprint=1"))


def test_the_id_that_comes_next_is_shown_for_the_chosen_section(on_board: Htmx) -> None:
    assert 'placeholder="TS-3"' in html_of(on_board.get(f"{ADD}?sprint=1"))
    assert 'placeholder="MO-2"' in html_of(on_board.get(f"{ADD}?sprint=1&section=1"))


def test_a_task_is_added_and_the_board_shows_card_and_counts(on_board: Htmx, shop: Plan) -> None:
    data = {"title": "Paint", "section": "0", "sprint": "1", "estimate": "1-2d", "priority": "high"}
    response = on_board.post(ADD, data | {"key": ""})
    html = html_of(response)
    task = task_of(shop, "TS-3")
    assert (task.title, task.priority) == ("Paint", "high")
    assert (task.estimate_low_hours, task.estimate_high_hours) == (8, 16)
    assert response.status_code == 200
    assert 'id="card-TS-3"' in html
    assert "TS-3: added" in html
    assert f"/plans/shop/undo/?event={task.events.get().pk}" in html
    assert '<h2 id="head-todo" hx-swap-oob="true">To do <span>3</span>' in html
    assert 'placeholder="TS-4"' in html
    for part in ("work", "strip-1", "strip-unscheduled", "new-task-id", "new-task-error"):
        assert f'id="{part}"' in html


def test_the_board_after_the_swap_is_the_board_freshly_loaded(on_board: Htmx, member: Client) -> None:
    swapped = html_of(on_board.post(ADD, {"title": "Paint", "section": "0", "sprint": "1"}))
    fresh = html_of(member.get("/plans/shop/sprints/1/"))
    card = swapped[swapped.index('<article class="card" id="card-TS-3"') :].split("</article>")[0]
    head, token = card.split('name="csrfmiddlewaretoken" value="')
    assert head in fresh
    assert token.split('"', 1)[1] in fresh


@pytest.mark.parametrize("text", ["4 saat", "4h", "4", "0.5d"])
def test_an_estimate_is_taken_in_every_form_that_the_reader_takes(
    on_board: Htmx, shop: Plan, text: str
) -> None:
    on_board.post(ADD, {"title": "Paint", "section": "0", "sprint": "1", "estimate": text})
    assert task_of(shop, "TS-3").estimate_hours == 4


REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "no title": ({"title": " "}, "A task needs a title."),
    "too long": ({"title": "x" * 1001}, "1001 characters long; at most 1000 fit"),
    "an id that is taken": ({"key": "ts-1"}, "There is TS-1 already: “Guard”."),
    "an id that is none": ({"key": "two words"}, "would not be read as an id"),
    "no such section": ({"section": "9"}, "This plan has no such section."),
    "no section": ({"section": ""}, "This plan has no such section."),
    "no such sprint": ({"sprint": "9"}, "This plan has no sprint 9."),
    "no estimate": ({"estimate": "soon"}, "Write an estimate as in"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_says_why_beside_the_field(on_board: Htmx, case: str) -> None:
    values, words = REFUSED[case]
    response = on_board.post(ADD, {"title": "Paint", "section": "0", "sprint": "1"} | values)
    assert response.status_code == 422
    assert 'id="new-task-error" role="alert" hx-swap-oob="true"' in html_of(response)
    assert words in html_of(response)
    assert Task.objects.count() == 3


def test_without_javascript_a_refusal_keeps_what_was_typed(shop: Plan, member: Client) -> None:
    data = {
        "title": "Paint it",
        "section": "1",
        "sprint": "1",
        "key": "TS-1",
        "estimate": "2 d",
        "priority": "low",
    }
    response = member.post(ADD, data)
    html = html_of(response)
    assert response.status_code == 422
    for typed in (
        'value="Paint it"',
        'value="TS-1"',
        'value="2 d"',
        'value="low" selected',
        'value="1" selected',
    ):
        assert typed in html


def test_without_javascript_the_next_one_can_be_typed(shop: Plan, member: Client) -> None:
    response = member.post(ADD, {"title": "Paint", "section": "0", "sprint": "2"})
    assert (response.status_code, response["Location"]) == (303, f"{ADD}?sprint=2")
    html = html_of(member.get(response["Location"]))
    assert "TS-3: added" in html
    assert 'name="sprint" value="2"' in html


def test_a_filter_that_does_not_admit_it_keeps_the_card_away(member: Client, shop: Plan) -> None:
    filtered = Htmx(member, "/plans/shop/sprints/1/?priority=critical")
    html = html_of(filtered.post(ADD, {"title": "Paint", "section": "0", "sprint": "1"}))
    assert 'id="card-TS-3" data-status="gone"' in html
    assert "TS-3: added" in html


def test_a_task_called_new_has_its_own_page(shop: Plan, member: Client) -> None:
    Task.objects.filter(plan=shop, key="MO-1").update(key="new-task")
    assert "Tell" in html_of(member.get("/plans/shop/tasks/new-task/"))


def test_others_get_card_and_counts_and_hear_who_added_it(
    on_board: Htmx, shop: Plan, manager: Client
) -> None:
    fresh = Plan.objects.get(pk=shop.pk)
    newest = Event.objects.latest("pk").pk
    on_board.post(ADD, {"title": "Paint", "section": "0", "sprint": "1"})
    other = Htmx(manager, "/plans/shop/sprints/1/")
    html = html_of(other.get(f"/plans/shop/changes/?since={fresh.want_rev}&newest={newest}&comments=0"))
    assert 'id="card-TS-3"' in html
    assert "Bob added TS-3" in html
    assert '<h2 id="head-todo">To do <span>3</span>' in html


def test_taking_out_frees_who_waited_and_offers_undo(on_board: Htmx, shop: Plan) -> None:
    html = html_of(on_board.post("/plans/shop/tasks/TS-1/archive/", {"version": 1}))
    assert 'id="card-TS-1" data-status="gone"' in html
    assert 'id="card-TS-2"' in html
    assert "↳ TS-1" not in html
    assert "TS-1: taken out of the plan" in html
    assert "/plans/shop/undo/?event=" in html
    assert '<h2 id="head-todo" hx-swap-oob="true">To do <span>1</span>' in html


def test_a_task_taken_out_stands_in_the_list_below_what_is_unscheduled(
    on_board: Htmx, shop: Plan, member: Client
) -> None:
    on_board.post("/plans/shop/tasks/TS-1/archive/", {"version": 1})
    html = html_of(member.get("/plans/shop/unscheduled/"))
    assert "Taken out of the plan" in html
    assert 'id="restore-TS-1"' in html
    below = Htmx(member, "/plans/shop/unscheduled/")
    back = html_of(below.post("/plans/shop/tasks/TS-1/archive/", {"version": 2, "restore": "1"}))
    assert "TS-1: back in the plan" in back
    assert 'id="taken-out-list" hx-swap-oob="true"' in back
    assert 'id="restore-TS-1"' not in back
    assert task_of(shop, "TS-1").archived_at is None


def test_the_task_says_whether_people_or_the_file_took_it_out(shop: Plan, ada: User, member: Client) -> None:
    member.post("/plans/shop/tasks/TS-1/archive/", {"version": 1})
    import_plan(
        data=TEXT.replace("- [ ] **MO-1: Tell**\n", "- [ ] **MO-2: Say**\n").encode(), by=ada, slug="shop"
    )
    by_hand, by_file = (html_of(member.get(f"/plans/shop/tasks/{key}/")) for key in ("TS-1", "MO-1"))
    assert "Taken out of the plan." in by_hand
    assert "took it out of the plan" in by_hand
    assert "Archived: the plan's file no longer holds this task." in by_file
    assert 'id="bring-back"' in by_file


def test_beside_the_board_the_task_says_that_it_is_out(shop: Plan, member: Client) -> None:
    beside = Htmx(member, "/plans/shop/sprints/1/?task=TS-1")
    html = html_of(beside.post("/plans/shop/tasks/TS-1/archive/", {"version": 1}))
    assert 'id="bring-back"' in html
    assert '<div class="take-out" id="task-archive" hx-swap-oob="true" hidden>' in html


def test_undo_of_an_addition_takes_the_card_away_and_redo_brings_it_back(on_board: Htmx, shop: Plan) -> None:
    on_board.post(ADD, {"title": "Paint", "section": "0", "sprint": "1"})
    added = task_of(shop, "TS-3").events.get()
    undone = html_of(on_board.post(f"/plans/shop/undo/?event={added.pk}"))
    assert 'id="card-TS-3" data-status="gone"' in undone
    out = task_of(shop, "TS-3").events.latest("pk")
    redone = html_of(on_board.post(f"/plans/shop/undo/?event={out.pk}"))
    assert '<h3><a id="open-TS-3"' in redone
    assert "TS-3: back in the plan" in redone


@pytest.mark.parametrize("count", [1, 60])
def test_the_unscheduled_board_takes_the_same_queries_whatever_was_taken_out(
    shop: Plan, member: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    Task.objects.bulk_create(
        Task(plan=shop, key=f"Z-{n}", title="Out", rank=f"b{n:02}", archived_at="2026-11-24T08:00:00Z")
        for n in range(11, 11 + count)
    )
    member.get("/plans/shop/unscheduled/")
    with django_assert_max_num_queries(14):
        assert html_of(member.get("/plans/shop/unscheduled/")).count("restore-Z-") == count


@pytest.mark.parametrize("count", [1, 20])
def test_the_form_takes_the_same_queries_whatever_was_added(
    on_board: Htmx, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        on_board.post(ADD, {"title": f"Paint {number}", "section": "0", "sprint": "1"})
    with django_assert_max_num_queries(13):
        on_board.get(f"{ADD}?sprint=1")
    with django_assert_max_num_queries(40):
        on_board.post(ADD, {"title": "Paint", "section": "0", "sprint": "1"})
