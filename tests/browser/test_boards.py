"""Boards in a real browser: whatever people do, what they then see is what a fresh board would show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.plans import make_person, make_plan, task_of, three_tasks
from tracker.models import Event, Plan

BOARD = "/plans/shop/sprints/1/"
# But for tokens, traces of htmx and of dragging, and figures that a job computes later.
PARTS = ("#board", ".sprints", ".sprint-head", "#filters")
SHOWN = """selector => {
  const copy = document.querySelector(selector).cloneNode(true);
  const apart = '[name=csrfmiddlewaretoken], [data-kind=slack], .chip[href*="critical="], #head-figures';
  for (const node of copy.querySelectorAll(apart)) node.remove();
  for (const node of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of ['style', 'draggable', 'data-open', 'data-ghost', 'data-critical']) {
      node.removeAttribute(name);
    }
    node.classList.remove('htmx-request', 'htmx-swapping', 'htmx-settling', 'htmx-added');
    if (!node.className.length) node.removeAttribute('class');
  }
  return copy.outerHTML.replace(/\\s+/g, ' ').replace(/> </g, '><');
}"""


@pytest.fixture
def ada() -> User:
    return make_person("ada", first_name="Ada", last_name="Aksoy")


@pytest.fixture
def plan(ada: User) -> Plan:
    return make_plan("shop", three_tasks(), manager=ada)


@pytest.fixture
def board(page: Page, ada: User, plan: Plan, sign_in: Callable[[BrowserContext, User], None]) -> Page:
    """Ada's browser on the board of sprint 1."""
    sign_in(page.context, ada)
    page.goto(BOARD)
    return page


def expect_as_if_loaded_afresh(page: Page) -> None:
    expect(page.locator(".htmx-request")).to_have_count(0)
    live = [page.evaluate(SHOWN, part) for part in PARTS]
    fresh_page = page.context.new_page()
    fresh_page.goto(page.url)
    fresh = [fresh_page.evaluate(SHOWN, part) for part in PARTS]
    fresh_page.close()
    assert live == fresh


def said(page: Page, text: str) -> None:
    expect(page.locator("#status")).to_contain_text(text)


def test_a_tick_moves_the_card_and_keeps_the_focus(board: Page, plan: Plan) -> None:
    board.click("#tick-TS-1")
    said(board, "TS-1: Done")
    expect(board.locator("#cards-done #card-TS-1")).to_be_visible()
    expect(board.locator("#tick-TS-1")).to_be_focused()
    assert task_of(plan, "TS-1").status == "done"
    expect_as_if_loaded_afresh(board)


def test_undo_is_offered_and_brings_everything_back(board: Page, plan: Plan) -> None:
    board.click("#tick-TS-1")
    board.click("#undo")
    said(board, "TS-1: To do")
    assert task_of(plan, "TS-1").status == "todo"
    expect_as_if_loaded_afresh(board)


def test_the_keyboard_walks_ticks_moves_and_opens(board: Page, plan: Plan) -> None:
    board.keyboard.press("j")
    board.keyboard.press("j")
    expect(board.locator("#open-TS-2")).to_be_focused()
    board.keyboard.press("x")
    said(board, "TS-2: Done")
    expect(board.locator("#open-TS-1")).to_be_focused()
    board.focus("#open-TS-2")
    board.keyboard.press("m")
    expect(board.locator("#to-todo")).to_be_focused()
    board.keyboard.press("ArrowDown")
    board.keyboard.press("Enter")
    said(board, "TS-2: Doing")
    board.focus("#open-TS-2")
    board.keyboard.press("Enter")
    expect(board.locator("#drawer h1")).to_be_focused()
    board.keyboard.press("Escape")
    expect(board.locator("#open-TS-2")).to_be_focused()
    expect_as_if_loaded_afresh(board)


def test_a_row_of_cards_is_ticked_by_one_key(board: Page, plan: Plan) -> None:
    board.keyboard.press("j")
    board.keyboard.press("x")
    expect(board.locator("#cards-done #card-TS-1")).to_be_visible()
    expect(board.locator("#open-TS-2")).to_be_focused()
    board.keyboard.press("x")
    expect(board.locator("#cards-done #card-TS-2")).to_be_visible()
    expect(board.locator("#open-TS-2")).to_be_focused()
    assert {task_of(plan, key).status for key in ("TS-1", "TS-2")} == {"done"}
    expect_as_if_loaded_afresh(board)


def test_the_keys_are_told(board: Page) -> None:
    board.keyboard.press("?")
    expect(board.get_by_role("dialog", name="Keys")).to_be_visible()
    board.keyboard.press("Escape")
    expect(board.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_a_dragged_card_stays_where_it_was_dropped(board: Page, plan: Plan) -> None:
    board.drag_and_drop("#card-TS-2", "#cards-doing")
    said(board, "TS-2: Doing")
    assert task_of(plan, "TS-2").status == "doing"
    expect_as_if_loaded_afresh(board)


def test_the_menu_moves_a_card_to_another_sprint_and_back(board: Page, plan: Plan) -> None:
    board.click("#menu-TS-1")
    board.click("#to-sprint-2")
    said(board, "TS-1: Sprint 2")
    expect(board.locator("#card-TS-1")).to_have_count(0)
    expect_as_if_loaded_afresh(board)
    board.click("#undo")
    expect(board.locator("#cards-todo #card-TS-1")).to_be_visible()
    expect_as_if_loaded_afresh(board)


def test_changes_beside_the_board_show_on_it_and_typed_words_stay(board: Page, plan: Plan) -> None:
    board.click("#open-TS-1")
    board.fill("#comment-text", "half a sentence")
    board.select_option("#prop-status", "dropped")
    said(board, "TS-1: Dropped")
    expect(board.locator("#comment-text")).to_have_value("half a sentence")
    board.fill("#prop-estimate", "2 days")
    board.keyboard.press("Enter")
    said(board, "estimate changed")
    expect_as_if_loaded_afresh(board)
    board.reload()
    expect(board.locator("#comment-text")).to_have_value("half a sentence")
    board.click("#comment-send")
    expect(board.locator("#task-comments")).to_contain_text("half a sentence")
    expect(board.locator("#comment-text")).to_have_value("")


def test_back_and_forward_show_what_the_address_says(board: Page) -> None:
    board.click("#open-TS-1")
    expect(board).to_have_url(f"{BOARD}?task=TS-1")
    board.go_back()
    expect(board.locator("#drawer h1")).to_have_count(0)
    board.go_forward()
    expect(board.locator("#drawer h1")).to_have_text("Title of TS-1")


def test_forward_pressed_while_the_board_still_loads_opens_the_task(board: Page) -> None:
    waiting: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if waiting:
            route.continue_()
        else:
            waiting.append(route)

    board.click("#open-TS-1")
    expect(board).to_have_url(f"{BOARD}?task=TS-1")
    board.route("**/htmx.min.js", hold_the_first)
    board.go_back(wait_until="commit")
    expect(board.locator("#drawer h1")).to_have_count(0)
    board.go_forward(wait_until="commit")
    expect(board).to_have_url(f"{BOARD}?task=TS-1")
    waiting[0].continue_()
    expect(board.locator("#drawer h1")).to_have_text("Title of TS-1")


def test_a_stale_card_is_refused_in_words_and_shows_what_is(board: Page, plan: Plan) -> None:
    board.route("**/changes/*", lambda route: route.fulfill(status=204))  # it does not hear of the change
    other = board.context.new_page()
    other.goto(BOARD)
    other.click("#menu-TS-1")
    other.click("#to-review")
    said(other, "TS-1: In review")
    board.click("#tick-TS-1")
    said(board, "in the meantime")
    expect(board.locator("#cards-review #card-TS-1")).to_be_visible()
    assert task_of(plan, "TS-1").status == "review"


def test_two_browsers_tick_two_tasks_at_once(
    board: Page, browser: Browser, plan: Plan, live_site: str, sign_in: Callable[[BrowserContext, User], None]
) -> None:
    bob = make_person("bob")
    plan.members.add(bob, through_defaults={"role": "member"})
    context = browser.new_context(base_url=live_site)
    sign_in(context, bob)
    other = context.new_page()
    other.goto(BOARD)
    board.click("#tick-TS-1", no_wait_after=True)
    other.click("#tick-TS-2", no_wait_after=True)
    said(board, "TS-1: Done")
    said(other, "TS-2: Done")
    context.close()
    done = Event.objects.filter(plan=plan, field="status", to_value="done")
    assert sorted(done.values_list("task__key", "by__username")) == [("TS-1", "ada"), ("TS-2", "bob")]


def test_an_expired_session_asks_for_a_new_one_and_keeps_typed_words(
    board: Page, ada: User, sign_in: Callable[[BrowserContext, User], None]
) -> None:
    board.click("#open-TS-1")
    board.fill("#comment-text", "not lost")
    board.context.clear_cookies(name="sessionid")
    board.click("#comment-send")
    expect(board.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(board.context, ada)
    board.goto(f"{BOARD}?task=TS-1")
    expect(board.locator("#comment-text")).to_have_value("not lost")


def test_a_server_that_does_not_answer_is_told(
    browser: Browser, live_site: str, ada: User, plan: Plan, sign_in: Callable[[BrowserContext, User], None]
) -> None:
    context = browser.new_context(base_url=live_site)  # not the one in which an error fails the test
    sign_in(context, ada)
    page = context.new_page()
    page.goto(BOARD)
    page.route("**/move/", lambda route: route.abort())
    page.click("#tick-TS-1")
    said(page, "did not answer")
    expect(page.locator("#cards-todo #card-TS-1")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", [BOARD, "/plans/shop/tasks/TS-1/", "/"])
def test_the_page_works_on_a_phone_without_scrolling_sideways(board: Page, path: str) -> None:
    board.set_viewport_size({"width": 390, "height": 844})
    board.goto(path)
    assert board.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.fixture
def plain(
    browser: Browser, live_site: str, ada: User, plan: Plan, sign_in: Callable[[BrowserContext, User], None]
) -> Any:
    """Ada's browser without JavaScript, on the board."""
    context = browser.new_context(base_url=live_site, java_script_enabled=False)
    sign_in(context, ada)
    page = context.new_page()
    page.goto(BOARD)
    yield page
    context.close()


def test_without_javascript_one_ticks_undoes_moves_and_comments(plain: Page, plan: Plan) -> None:
    plain.click("#tick-TS-1")
    assert task_of(plan, "TS-1").status == "done"
    plain.click("#undo")
    assert task_of(plan, "TS-1").status == "todo"
    plain.click("#menu-TS-1")
    plain.click("#to-doing")
    assert task_of(plan, "TS-1").status == "doing"
    plain.goto("/plans/shop/tasks/TS-1/")
    plain.fill("#comment-text", "by hand")
    plain.click("#comment-send")
    expect(plain.locator("#task-comments")).to_contain_text("by hand")


def test_what_a_task_waits_for_is_chosen_by_typing_and_undone(board: Page, plan: Plan) -> None:
    board.click("#open-TS-1")
    board.fill("#prop-waits-for", "ts")
    expect(board.locator("#choose-TS-3")).to_be_visible()
    board.focus("#prop-waits-for")
    board.keyboard.press("ArrowDown")
    board.keyboard.press("ArrowDown")
    expect(board.locator("#choose-TS-3")).to_be_focused()
    board.keyboard.press("Enter")
    said(board, "TS-1 waits for TS-3")
    expect(board.locator("#free-TS-3")).to_be_visible()
    expect(board.locator("#prop-waits-for")).to_be_focused()
    board.click("#undo")
    expect(board.locator("#free-TS-3")).to_have_count(0)
    board.fill("#prop-waits-for", "TS-3")
    board.click("#choose-TS-3")
    said(board, "TS-1 waits for TS-3")
    board.fill("#prop-waits-for", "ts")
    expect(board.locator("#choose-TS-2")).to_be_visible()
    board.focus("#prop-waits-for")
    board.keyboard.press("Enter")
    expect(board.locator("#status")).to_contain_text("fits 2 tasks")
