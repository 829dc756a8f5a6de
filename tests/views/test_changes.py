"""What other people change, as pages that stand open hear of it."""

from __future__ import annotations

import html as entities
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.plans import make_plan, many_tasks, task_of
from tests.views.conftest import Htmx
from tests.views.test_boards import card_in, html_of
from tracker.actions.dependencies import add_dependency
from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan
from tracker.actions.plans import edit_plan, edit_sprint
from tracker.actions.tasks import add_comment, edit_task, edit_tasks, move_task, set_status, set_step
from tracker.models import Event, Membership, Plan, Task
from tracker.queries.since import MOST_TASKS

BOARD = "/plans/shop/sprints/1/"
MOST_QUERIES_OF_AN_IDLE_LOOK = 4
MOST_QUERIES_OF_ARRIVALS = 14


class Page:
    """A page that stands open: it asks as the page's own part says, and goes by the answers."""

    def __init__(self, client: Client, address: str) -> None:
        self.htmx = Htmx(client, address)
        self.url = look_in(html_of(client.get(address)))

    def look(self) -> Any:
        response = self.htmx.get(self.url)
        if response.status_code == 200:
            self.url = look_in(html_of(response))
        return response

    def arrived(self) -> str:
        return html_of(self.look())

    def fresh(self) -> str:
        return html_of(self.htmx.client.get(self.htmx.stands_at))


def look_in(html: str) -> str:
    found = re.search(r'<div id="changes" hidden hx-get="([^"]+)"', html)
    return entities.unescape(found[1]) if found else ""


def told(html: str) -> str:
    found = re.search(r'<p id="told".*?</p>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def ids_in(html: str) -> set[str]:
    return set(re.findall(r'\sid="((?:card|head|strip|work|filters|task|box)[\w-]*)"', html))


@pytest.fixture
def open_board(member: Client, plan: Plan) -> Page:
    """Bob's board of sprint 1."""
    return Page(member, BOARD)


@pytest.mark.parametrize("address", [BOARD, f"{BOARD}?task=TS-1", "/plans/shop/tasks/TS-1/"])
def test_nothing_new_is_told_in_a_few_small_queries(
    member: Client, plan: Plan, django_assert_max_num_queries: Any, address: str
) -> None:
    page = Page(member, address)
    with django_assert_max_num_queries(MOST_QUERIES_OF_AN_IDLE_LOOK):
        response = page.look()
    assert (response.status_code, response.content) == (204, b"")


def test_newer_figures_bring_the_critical_path_to_cards_and_the_open_task(member: Client, plan: Plan) -> None:
    board, task = Page(member, BOARD), Page(member, "/plans/shop/tasks/TS-1/")
    assert "data-critical" not in card_in(board.fresh(), "TS-1")
    recompute_figures(plan_id=plan.pk)
    html = board.arrived()
    assert "data-critical" in card_in(html, "TS-1")
    assert card_in(html, "TS-1") == card_in(board.fresh(), "TS-1")
    assert told(html) == ""
    assert "task-props" in ids_in(task.arrived())
    assert board.look().status_code == task.look().status_code == 204


def test_an_idle_look_takes_three_queries_whatever_the_plan_holds(
    member: Client, bob: Any, django_assert_num_queries: Any
) -> None:
    make_plan("large", many_tasks(1000), member=bob)
    page = Page(member, "/plans/large/sprints/1/")
    with django_assert_num_queries(3):  # the session, the person, the plan
        assert page.look().status_code == 204


@pytest.mark.parametrize("count", [1, 60, 1000])
def test_arrivals_take_the_same_queries_whatever_the_plan_holds(
    member: Client, ada: Any, bob: Any, count: int, django_assert_max_num_queries: Any
) -> None:
    plan = make_plan("large", many_tasks(count), manager=ada, member=bob)
    page = Page(member, "/plans/large/sprints/1/")
    edit_tasks(
        tasks=Task.objects.filter(plan=plan, position__lt=MOST_TASKS), values={"priority": "low"}, by=ada
    )
    with django_assert_max_num_queries(MOST_QUERIES_OF_ARRIVALS):
        html = page.arrived()
    assert html.count('class="card"') == min(count, MOST_TASKS)


def test_a_tick_of_another_brings_its_card_those_it_frees_and_all_counts(
    open_board: Page, plan: Plan, ada: Any
) -> None:
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=ada)
    html = open_board.arrived()
    assert ids_in(html) == {
        "card-TS-1", "card-TS-2", "work", "strip-1", "strip-2", "strip-unscheduled",
        "head-todo", "head-doing", "head-review", "head-done",
    }  # fmt: skip
    assert told(html) == "Ada moved TS-1 to Done"
    assert open_board.look().status_code == 204


CHANGES = {
    "status": lambda plan, by: set_status(
        task=task_of(plan, "TS-1"), status="done", seen_version=None, by=by
    ),
    "place": lambda plan, by: move_task(
        task=task_of(plan, "TS-2"), status="todo", sprint=1, before="TS-1", seen_version=None, by=by
    ),
    "into the sprint": lambda plan, by: move_task(
        task=task_of(plan, "TS-3"), status="doing", sprint=1, seen_version=None, by=by
    ),
    "title": lambda plan, by: edit_task(
        task=task_of(plan, "TS-1"), values={"title": "<b>New</b>"}, seen_version=None, by=by
    ),
    "estimate": lambda plan, by: edit_task(
        task=task_of(plan, "TS-2"), values={"estimate": [40, 40]}, seen_version=None, by=by
    ),
    "step": lambda plan, by: set_step(task=task_of(plan, "TS-1"), position=0, done=True, by=by),
    "dependency": lambda plan, by: add_dependency(
        plan=plan, predecessor=task_of(plan, "TS-3"), successor=task_of(plan, "TS-1"), by=by
    ),
    "priority": lambda plan, by: edit_task(
        task=task_of(plan, "TS-1"), values={"priority": "critical"}, seen_version=None, by=by
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_what_arrives_is_what_a_fresh_board_shows(open_board: Page, plan: Plan, ada: Any, what: str) -> None:
    CHANGES[what](plan, ada)
    html, fresh = open_board.arrived(), open_board.fresh()
    cards = re.findall(r'<article class="card" id="card-([^"]+)"', html)
    assert cards
    for key in cards:
        assert card_in(html, key) == card_in(fresh, key)
    for part in ids_in(html) - {f"card-{key}" for key in cards}:
        assert element(html, part) == element(fresh, part) != ""


def element(html: str, part: str) -> str:
    found = re.search(rf'<(\w+)[^>]* id="{part}".*?</\1>', html, re.DOTALL)
    return " ".join(found[0].split()) if found else ""


def test_the_filters_come_where_a_card_brings_something_to_filter(
    open_board: Page, plan: Plan, ada: Any
) -> None:
    CHANGES["status"](plan, ada)
    assert "filters" not in ids_in(open_board.arrived())
    CHANGES["priority"](plan, ada)
    assert "filters" in ids_in(open_board.arrived())


@pytest.mark.parametrize(
    "values", [{"sprint": 2}, {"sprint": None}, {"archived": True}], ids=["sprint 2", "none", "archived"]
)
def test_what_left_the_sprint_or_the_plan_leaves_the_board(
    open_board: Page, plan: Plan, ada: Any, values: dict[str, Any]
) -> None:
    edit_task(task=task_of(plan, "TS-1"), values=values, seen_version=None, by=ada)
    assert '<article class="card" id="card-TS-1" data-status="gone">' in open_board.arrived()


def test_what_a_filter_hides_leaves_the_board(member: Client, plan: Plan, ada: Any) -> None:
    page = Page(member, f"{BOARD}?blocked=1")
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=ada)
    html = page.arrived()
    assert 'id="card-TS-2" data-status="gone"' in html


def test_ones_own_changes_come_too_but_are_not_told(open_board: Page, plan: Plan, bob: Any) -> None:
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=bob)
    html = open_board.arrived()
    assert "card-TS-1" in ids_in(html)
    assert told(html) == ""


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("into the sprint", "Ada moved TS-3 to sprint 1"),
        ("title", "Ada, TS-1: changed title from “Title of TS-1” to “&lt;b&gt;New&lt;/b&gt;”"),
        ("step", "Ada, TS-1: ticked step 1"),
        ("place", "Ada, TS-2: moved it within the order"),
        ("dependency", "Ada, TS-1: set dependency to “TS-3”"),
    ],
)
def test_it_says_who_did_what(open_board: Page, plan: Plan, ada: Any, what: str, text: str) -> None:
    CHANGES[what](plan, ada)
    assert told(open_board.arrived()) == text


def test_of_several_changes_the_newest_is_told_and_the_tasks_are_counted(
    open_board: Page, plan: Plan, ada: Any
) -> None:
    for key in ("TS-1", "TS-3", "TS-2"):
        set_status(task=task_of(plan, key), status="review", seen_version=None, by=ada)
    assert told(open_board.arrived()) == "Ada moved TS-2 to In review · 2 more tasks changed"


def test_the_task_that_stands_open_beside_the_board_is_brought_up_to_date(
    member: Client, plan: Plan, ada: Any
) -> None:
    page = Page(member, f"{BOARD}?task=TS-1")
    set_step(task=task_of(plan, "TS-1"), position=0, done=True, by=ada)
    html = page.arrived()
    assert {"task-head", "task-props", "task-history", "task-steps"} <= ids_in(html)
    assert not {"task-comment", "task-edit"} & ids_in(html)
    set_status(task=task_of(plan, "TS-3"), status="done", seen_version=None, by=ada)
    assert "task-head" not in ids_in(page.arrived())


def test_a_comment_arrives_where_its_task_is_open(member: Client, plan: Plan, ada: Any) -> None:
    page, elsewhere = Page(member, f"{BOARD}?task=TS-1"), Page(member, BOARD)
    add_comment(task=task_of(plan, "TS-1"), text="Have a *look*", by=ada)
    html = page.arrived()
    assert "Have a <em>look</em>" in html
    assert "task-comment" not in ids_in(html)
    assert page.look().status_code == 204
    assert elsewhere.look().status_code == 204


def test_the_boxes_of_a_document_are_ticked_where_it_stands_open(member: Client, ada: Any, bob: Any) -> None:
    plan = import_plan(
        data=b"# Live\n\n- [ ] **TS-1: Guard**\n  - [ ] write\n- [ ] **TS-2: Ship**\n", by=ada
    ).plan
    Membership.objects.create(plan=plan, user=bob, role="member")
    page = Page(member, "/plans/live/document/")
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=ada)
    html, fresh = page.arrived(), page.fresh()
    assert ids_in(html) == {"box-TS-1", "box-TS-1-0"}
    assert element(html, "box-TS-1") == element(fresh, "box-TS-1")
    assert 'aria-checked="true"' in element(html, "box-TS-1")


def test_too_much_is_told_with_a_link_and_not_asked_for_again(
    member: Client, ada: Any, bob: Any, django_assert_max_num_queries: Any
) -> None:
    plan = make_plan("large", many_tasks(MOST_TASKS + 1), manager=ada, member=bob)
    page = Page(member, "/plans/large/sprints/1/?who=me")
    edit_tasks(tasks=Task.objects.filter(plan=plan), values={"priority": "low"}, by=ada)
    with django_assert_max_num_queries(6):
        html = page.arrived()
    assert told(html) == "Much has changed here. Load the page again"
    assert 'href="/plans/large/sprints/1/?who=me"' in html
    assert 'class="card"' not in html
    assert page.url == ""


@pytest.mark.parametrize("query", ["", "?since=0&newest=0", "?since=nonsense", "?since=99999999999999999"])
def test_a_page_that_does_not_know_where_it_stands_is_to_load_itself(
    member: Client, plan: Plan, query: str
) -> None:
    make_many_events(plan)
    response = Htmx(member, BOARD).get(f"/plans/shop/changes/{query}")
    assert told(html_of(response)) == "Much has changed here. Load the page again"


def make_many_events(plan: Plan) -> None:
    task = task_of(plan, "TS-1")
    Event.objects.bulk_create(
        Event(
            plan=plan, task=task, at="2026-12-01T08:00Z", field="status", from_value="todo", to_value="done"
        )
        for _ in range(301)
    )


@pytest.mark.django_db(transaction=True)
def test_an_event_that_was_numbered_earlier_and_stored_later_is_not_missed(
    open_board: Page, plan: Plan, ada: Any
) -> None:
    first = set_status(task=task_of(plan, "TS-1"), status="review", seen_version=None, by=ada)[0]
    values = {"plan": plan, "by": ada, "at": first.at, "field": "rank", "task": task_of(plan, "TS-2")}
    Event.objects.create(pk=first.pk + 50, from_value="a", to_value="b", **values)
    open_board.look()
    Event.objects.create(pk=first.pk + 20, from_value="b", to_value="c", **values)
    assert "card-TS-2" in ids_in(open_board.arrived())
    assert open_board.look().status_code == 204


def test_sprints_and_settings_show_in_the_counts_and_ask_to_load_again(
    open_board: Page, plan: Plan, ada: Any
) -> None:
    edit_sprint(sprint=plan.sprints.get(number=2), values={"title": "Last things"}, by=ada)
    html = open_board.arrived()
    assert "Last things" in element(html, "strip-2")
    assert told(html) == "Ada changed the settings of the plan. Load the page again"
    edit_plan(plan=plan, values={"start_date": date(2026, 12, 7)}, by=ada)
    assert f'href="{BOARD}"' in open_board.arrived()


def test_who_is_removed_hears_that_there_is_nothing_for_them(open_board: Page, plan: Plan, bob: Any) -> None:
    Membership.objects.filter(user=bob).delete()
    response = open_board.look()
    assert response.status_code == 404
    assert "you are not a member of it" in html_of(response)
    assert html_of(response).lstrip().startswith('<div class="status-line" id="status" hx-swap-oob')


def test_who_is_signed_out_is_sent_to_sign_in(open_board: Page) -> None:
    open_board.htmx.client.logout()
    response = open_board.look()
    assert (response.status_code, response.content) == (401, b"")
    assert response.headers["HX-Redirect"].startswith("/sign-in/?next=")


def test_a_page_of_another_plan_gets_no_parts_of_this_one(
    member: Client, plan: Plan, ada: Any, bob: Any
) -> None:
    make_plan("other", many_tasks(2), member=bob)
    page = Page(member, BOARD)
    page.htmx.stands_at = "/plans/other/sprints/1/"
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=ada)
    assert ids_in(page.arrived()) == set()


def test_a_viewer_gets_cards_that_change_nothing(viewer: Client, plan: Plan, ada: Any) -> None:
    page = Page(viewer, BOARD)
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=ada)
    html = page.arrived()
    assert "card-TS-1" in ids_in(html)
    assert "/move/" not in html


def test_what_is_rendered_once_for_all_bears_each_ones_own_token_and_news(
    open_board: Page, manager: Client, plan: Plan, ada: Any, bob: Any
) -> None:
    other = Page(manager, BOARD)
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=ada)
    bobs, adas = open_board.arrived(), other.arrived()
    assert (told(bobs), told(adas)) == ("Ada moved TS-1 to Done", "")
    assert card_in(bobs, "TS-1") == card_in(adas, "TS-1")
    for page, html in ((open_board, bobs), (other, adas)):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
        assert token
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = page.htmx.client.cookies
        data = {"status": "doing", "version": 2, "csrfmiddlewaretoken": token[1]}
        assert strict.post("/plans/shop/tasks/TS-1/move/", data).status_code == 303


def test_what_is_mine_is_not_shown_to_others_as_theirs(
    member: Client, manager: Client, plan: Plan, ada: Any, bob: Any
) -> None:
    bobs, adas = Page(member, f"{BOARD}?who=me"), Page(manager, f"{BOARD}?who=me")
    edit_task(task=task_of(plan, "TS-1"), values={"assignee": bob.pk}, seen_version=None, by=ada)
    assert 'id="card-TS-1" data-status="todo"' in bobs.arrived()
    assert 'id="card-TS-1" data-status="gone"' in adas.arrived()
