"""Two people on one plan: what one does appears before the other, never under a pointer or typed words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import listen
from tests.browser.test_boards import BOARD, expect_as_if_loaded_afresh
from tests.plans import task_of
from tracker.actions.imports import import_plan
from tracker.actions.tasks import add_comment, edit_task, edit_tasks, set_status
from tracker.models import Membership, Plan, Task

WITHIN_TWO_SECONDS = 2_000
LONGER_THAN_A_LOOK = 1_800

SignIn = Callable[[BrowserContext, User], None]


@pytest.fixture
def board(page: Page, ada: User, plan: Plan, sign_in: SignIn) -> Page:
    """Ada's browser on the board of sprint 1, her pointer nowhere near a card."""
    sign_in(page.context, ada)
    page.goto(BOARD)
    page.mouse.move(2, 2)
    return page


@pytest.fixture
def bobs(browser: Browser, live_site: str, bob: User, sign_in: SignIn) -> Iterator[Page]:
    """Bob's browser on the same board."""
    context = browser.new_context(base_url=live_site)
    complaints = listen(context)
    sign_in(context, bob)
    page = context.new_page()
    page.goto(BOARD)
    yield page
    context.close()
    assert not complaints


def finish(plan: Plan, key: str, by: User) -> None:
    set_status(task=task_of(plan, key), status="done", seen_version=None, by=by)


def arrives(page: Page, selector: str) -> None:
    expect(page.locator(selector)).to_be_visible(timeout=WITHIN_TWO_SECONDS)


def test_a_tick_in_one_browser_appears_in_the_other(board: Page, bobs: Page) -> None:
    bobs.click("#tick-TS-1")
    arrives(board, "#cards-done #card-TS-1")
    expect(board.locator("#told")).to_have_text("Bob moved TS-1 to Done")
    expect(board.locator("#card-TS-2 .tag")).to_have_count(0)
    expect_as_if_loaded_afresh(board)
    bobs.click("#undo")
    arrives(board, "#cards-todo #card-TS-1")
    expect_as_if_loaded_afresh(board)


def test_what_comes_into_the_sprint_appears_and_what_leaves_it_goes(
    board: Page,
    plan: Plan,
    bob: User,
) -> None:
    edit_task(task=task_of(plan, "TS-3"), values={"sprint": 1}, seen_version=None, by=bob)
    arrives(board, "#cards-todo #card-TS-3")
    edit_task(task=task_of(plan, "TS-1"), values={"archived": True}, seen_version=None, by=bob)
    expect(board.locator("#card-TS-1")).to_have_count(0, timeout=WITHIN_TWO_SECONDS)
    expect_as_if_loaded_afresh(board)


def test_a_card_under_the_pointer_does_not_jump(board: Page, plan: Plan, bob: User) -> None:
    board.hover("#card-TS-2 h3")
    before = board.locator("#card-TS-2").bounding_box()
    finish(plan, "TS-1", bob)
    finish(plan, "TS-2", bob)
    board.wait_for_timeout(LONGER_THAN_A_LOOK)
    expect(board.locator("#told")).to_contain_text("Bob moved TS-2 to Done")
    assert board.locator("#card-TS-2").bounding_box() == before
    expect(board.locator("#cards-todo .card")).to_have_count(2)
    board.mouse.move(2, 2)
    arrives(board, "#cards-done #card-TS-2")
    arrives(board, "#cards-done #card-TS-1")
    expect_as_if_loaded_afresh(board)


def test_columns_without_the_pointer_go_on(board: Page, plan: Plan, bob: User) -> None:
    finish(plan, "TS-1", bob)
    arrives(board, "#cards-done #card-TS-1")
    board.hover("#card-TS-2 h3")
    set_status(task=task_of(plan, "TS-1"), status="review", seen_version=None, by=bob)
    arrives(board, "#cards-review #card-TS-1")


def test_nothing_moves_while_the_menu_is_open(board: Page, plan: Plan, bob: User) -> None:
    board.click("#menu-TS-1")
    board.mouse.move(2, 2)
    finish(plan, "TS-1", bob)
    board.wait_for_timeout(LONGER_THAN_A_LOOK)
    expect(board.locator("#cards-todo #card-TS-1")).to_be_visible()
    expect(board.locator("#to-doing")).to_be_visible()
    board.keyboard.press("Escape")
    arrives(board, "#cards-done #card-TS-1")


def test_nothing_moves_while_a_card_is_dragged(board: Page, plan: Plan, bob: User) -> None:
    board.hover("#card-TS-2 h3")
    board.mouse.down()
    board.locator("#cards-doing").hover()
    board.locator("#cards-doing").hover(position={"x": 20, "y": 20})
    finish(plan, "TS-1", bob)
    board.wait_for_timeout(LONGER_THAN_A_LOOK)
    expect(board.locator("#cards-todo #card-TS-1")).to_be_visible()
    board.mouse.up()
    expect(board.locator("#status")).to_contain_text("TS-2: Doing")
    board.mouse.move(2, 2)
    arrives(board, "#cards-done #card-TS-1")
    expect_as_if_loaded_afresh(board)


@pytest.mark.parametrize("control", ["open", "tick", "menu"])
def test_the_focused_card_keeps_the_focus(
    board: Page,
    plan: Plan,
    bob: User,
    control: str,
) -> None:
    board.focus(f"#{control}-TS-1")
    finish(plan, "TS-1", bob)
    arrives(board, "#cards-done #card-TS-1")
    expect(board.locator(f"#{control}-TS-1")).to_be_focused()


def test_where_the_focused_card_leaves_the_next_one_is_focused(
    board: Page,
    plan: Plan,
    bob: User,
) -> None:
    board.focus("#open-TS-1")
    edit_task(task=task_of(plan, "TS-1"), values={"sprint": 2}, seen_version=None, by=bob)
    expect(board.locator("#card-TS-1")).to_have_count(0, timeout=WITHIN_TWO_SECONDS)
    expect(board.locator("#open-TS-2")).to_be_focused()


def test_typed_words_survive_and_the_task_beside_the_board_waits_for_them(
    board: Page,
    plan: Plan,
    bob: User,
) -> None:
    board.click("#open-TS-1")
    board.click("#comment-text")
    board.keyboard.type("half a sen")
    finish(plan, "TS-1", bob)
    arrives(board, "#cards-done #card-TS-1")
    board.wait_for_timeout(500)
    expect(board.locator("#prop-status")).to_have_value("todo")
    expect(board.locator("#comment-text")).to_be_focused()
    board.keyboard.type("tence")
    board.focus("#close-task")
    board.mouse.move(2, 2)
    expect(board.locator("#prop-status")).to_have_value("done")
    expect(board.locator("#comment-text")).to_have_value("half a sentence")


def test_a_text_that_is_being_edited_is_not_replaced(
    board: Page,
    plan: Plan,
    bob: User,
) -> None:
    board.click("#open-TS-1")
    board.click("#task-edit summary")
    board.fill("#edit-body", "my words")
    board.focus("#close-task")
    board.mouse.move(2, 2)
    edit_task(task=task_of(plan, "TS-1"), values={"title": "Bob's title"}, seen_version=None, by=bob)
    expect(board.locator("#drawer h1")).to_have_text("Bob's title")
    expect(board.locator("#edit-body")).to_have_value("my words")


def test_a_comment_of_another_appears_in_the_open_task(board: Page, plan: Plan, bob: User) -> None:
    board.click("#open-TS-1")
    expect(board.locator("#drawer h1")).to_be_visible()
    add_comment(task=task_of(plan, "TS-1"), text="Seen it?", by=bob)
    board.mouse.move(2, 2)
    expect(board.locator("#task-comments")).to_contain_text("Seen it?", timeout=WITHIN_TWO_SECONDS + 1_000)


def test_ones_own_undo_stays_when_others_change_something(board: Page, bobs: Page, plan: Plan) -> None:
    board.click("#tick-TS-1")
    board.mouse.move(2, 2)
    expect(board.locator("#undo")).to_be_visible()
    bobs.click("#tick-TS-2")
    arrives(board, "#cards-done #card-TS-2")
    expect(board.locator("#told")).to_have_text("Bob moved TS-2 to Done")
    board.click("#undo")
    expect(board.locator("#cards-todo #card-TS-1")).to_be_visible()


def test_ones_own_card_is_not_put_in_place_twice(board: Page) -> None:
    board.click("#tick-TS-1")
    expect(board.locator("#cards-done #card-TS-1")).to_be_visible()
    board.mouse.move(2, 2)
    board.evaluate("document.getElementById('card-TS-1').marked = true")
    board.wait_for_timeout(LONGER_THAN_A_LOOK)
    assert board.evaluate("document.getElementById('card-TS-1').marked")


def test_a_box_of_an_open_document_is_ticked(page: Page, ada: User, bob: User, sign_in: SignIn) -> None:
    live = import_plan(data=b"# Live\n\n- [ ] **TS-1: Guard**\n- [ ] **TS-2: Ship**\n", by=ada).plan
    Membership.objects.create(plan=live, user=bob, role="member")
    sign_in(page.context, ada)
    page.goto("/plans/live/document/")
    page.mouse.move(2, 2)
    page.focus("#tick-TS-1")
    finish(live, "TS-1", bob)
    expect(page.locator("#tick-TS-1")).to_be_checked(timeout=WITHIN_TWO_SECONDS)
    expect(page.locator("#tick-TS-1")).to_be_focused()


def test_a_hidden_page_does_not_ask_and_catches_up_at_once(
    board: Page,
    plan: Plan,
    bob: User,
) -> None:
    asked: list[str] = []
    board.on("request", lambda request: asked.append(request.url) if "/changes/" in request.url else None)
    hide = "state => { Object.defineProperty(document, 'hidden', {value: state, configurable: true}); }"
    board.evaluate(hide, True)
    board.wait_for_timeout(300)
    asked.clear()
    finish(plan, "TS-1", bob)
    board.wait_for_timeout(LONGER_THAN_A_LOOK)
    assert asked == []
    board.evaluate(hide, False)
    board.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(board.locator("#cards-done #card-TS-1")).to_be_visible(timeout=900)


def test_a_page_at_rest_asks_every_ten_seconds_and_at_once_when_touched(
    page: Page,
    ada: User,
    plan: Plan,
    sign_in: SignIn,
) -> None:
    sign_in(page.context, ada)
    page.clock.install()
    page.goto(BOARD)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/changes/" in request.url else None)
    page.clock.fast_forward(125_000)
    page.wait_for_timeout(300)
    asked.clear()
    for _second in range(20):
        page.clock.run_for(1_000)
        page.wait_for_timeout(30)
    assert 1 <= len(asked) <= 3
    asked.clear()
    page.mouse.move(5, 5)
    page.wait_for_timeout(300)
    assert len(asked) == 1


def test_who_is_removed_hears_of_it_once(board: Page, ada: User, plan: Plan) -> None:
    Membership.objects.filter(user=ada).delete()
    expect(board.locator("#status")).to_contain_text("not a member", timeout=WITHIN_TWO_SECONDS)
    expect(board.locator("#changes")).to_have_count(0)
    expect(board.locator("#card-TS-1")).to_be_visible()


def test_who_is_signed_out_goes_to_sign_in(board: Page) -> None:
    board.context.clear_cookies(name="sessionid")
    expect(board.get_by_role("heading", name="Sign in")).to_be_visible(timeout=WITHIN_TWO_SECONDS + 1_000)


def test_who_is_signed_out_while_typing_stays_with_the_words(board: Page) -> None:
    board.click("#open-TS-1")
    board.fill("#comment-text", "half a sentence")
    board.context.clear_cookies(name="sessionid")
    expect(board.locator("#told")).to_contain_text("signed out", timeout=WITHIN_TWO_SECONDS + 1_000)
    expect(board.locator("#comment-text")).to_have_value("half a sentence")


def test_too_much_is_told_with_a_way_to_load_it(
    page: Page,
    ada: User,
    bob: User,
    plan: Plan,
    sign_in: SignIn,
) -> None:
    large = import_plan(
        data="\n".join(["# Large", "", *(f"- [ ] **T-{n}: Task**" for n in range(1, 71))]).encode(), by=ada
    ).plan
    sign_in(page.context, ada)
    page.goto("/plans/large/unscheduled/")
    edit_tasks(tasks=Task.objects.filter(plan=large), values={"status": "doing"}, by=bob)
    page.get_by_role("link", name="Load the page again").click(timeout=WITHIN_TWO_SECONDS)
    expect(page.locator("#cards-doing .card")).to_have_count(70)
