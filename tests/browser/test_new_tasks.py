"""Tasks added from the keyboard, in a real browser, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.plans import make_person, task_of
from tracker.actions.imports import import_plan
from tracker.models import Membership, Plan

BOARD = "/plans/shop/sprints/1/"
TEXT = """# Shop

## Work
- [ ] **TS-1: Guard**
- [ ] **TS-2: Ship**

## Sprints
### Sprint 1 (1 week)
- TS-1 → TS-2
"""
SignIn = Callable[[BrowserContext, User], None]


@pytest.fixture
def ada() -> User:
    return make_person("ada", first_name="Ada")


@pytest.fixture
def plan(ada: User) -> Plan:
    return import_plan(data=TEXT.encode(), by=ada, slug="shop").plan


@pytest.fixture
def board(page: Page, ada: User, plan: Plan, sign_in: SignIn) -> Page:
    """Ada's browser on the board of sprint 1."""
    sign_in(page.context, ada)
    page.goto(BOARD)
    return page


def titles_of(page: Page) -> list[str]:
    return page.locator("#cards-todo .card h3").all_inner_texts()


def add(page: Page, title: str) -> None:
    expect(page.get_by_label("New task")).to_be_focused()
    page.keyboard.type(title)
    page.keyboard.press("Enter")


def test_two_tasks_are_added_by_keyboard_exported_and_taken_back(board: Page, plan: Plan) -> None:
    board.keyboard.press("n")
    add(board, "Paint")
    add(board, "Varnish")
    expect(board.locator("#card-TS-4")).to_contain_text("Varnish")
    assert titles_of(board)[:3] == ["Guard", "Ship", "Paint"]
    expect(board.locator("#head-todo span")).to_have_text("4")
    expect(board.locator("#new-task-key")).to_have_attribute("placeholder", "TS-5")

    board.reload()
    assert len(titles_of(board)) == 4
    with board.expect_download() as download:
        board.goto("/plans/shop/document/")
        board.evaluate("location = '/plans/shop/export/'")
    text = Path(download.value.path()).read_text()
    assert "- [ ] **TS-2: Ship**\n- [ ] **TS-3: Paint**\n- [ ] **TS-4: Varnish**\n" in text
    assert "- TS-1 → TS-4\n" in text

    board.goto(BOARD)
    board.keyboard.press("n")
    add(board, "Too much")
    board.locator("#status").get_by_role("button", name="Undo").click()
    expect(board.locator("#card-TS-5")).to_have_count(0)
    board.locator("#status").get_by_role("button", name="Undo").click()
    expect(board.locator("#card-TS-5")).to_have_count(1)
    assert task_of(plan, "TS-5").archived_at is None


def test_typing_goes_on_while_the_last_task_is_on_its_way(board: Page) -> None:
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    board.route("**/new-task/", hold)
    board.keyboard.press("n")
    add(board, "Paint")
    board.keyboard.type("Varn")
    expect(board.get_by_label("New task")).to_have_value("Varn")
    waiting[0].continue_()
    expect(board.locator("#card-TS-3")).to_contain_text("Paint")
    board.keyboard.type("ish")
    expect(board.get_by_label("New task")).to_have_value("Varnish")


def test_what_was_refused_comes_back_with_the_reason(board: Page) -> None:
    board.get_by_role("link", name="Add a task").click()
    board.get_by_label("Id").fill("ts-1")
    board.get_by_label("New task").fill("Paint")
    board.get_by_label("New task").press("Enter")
    expect(board.get_by_role("alert")).to_have_text("There is TS-1 already: “Guard”. Choose another id.")
    expect(board.get_by_label("New task")).to_have_value("Paint")
    expect(board.get_by_label("Id")).to_have_value("ts-1")
    board.get_by_label("Id").fill("")
    board.get_by_label("New task").press("Enter")
    expect(board.locator("#card-TS-3")).to_contain_text("Paint")
    expect(board.locator("#new-task-error")).to_have_text("")


def test_escape_closes_the_form_and_another_section_proposes_its_own_id(
    page: Page, ada: User, sign_in: SignIn
) -> None:
    text = TEXT.replace("## Sprints", "## More\n- [ ] **MO-7: Tell**\n\n## Sprints")
    import_plan(data=text.encode(), by=ada, slug="shop")
    sign_in(page.context, ada)
    page.goto(BOARD)
    page.keyboard.press("n")
    expect(page.get_by_label("New task")).to_be_focused()
    page.keyboard.type("Half a")
    page.get_by_label("Section").select_option("More")
    expect(page.get_by_label("Id")).to_have_attribute("placeholder", "MO-8")
    expect(page.get_by_label("New task")).to_have_value("Half a")
    page.keyboard.press("Escape")
    expect(page.locator("#new-task")).to_have_count(0)
    expect(page.locator("#add-task")).to_be_focused()


def test_another_persons_open_board_gets_the_card_within_a_second(
    board: Page, plan: Plan, browser: Browser, sign_in: SignIn, live_site: str
) -> None:
    bob = make_person("bob", first_name="Bob")
    Membership.objects.create(plan=plan, user=bob, role="member")
    other = browser.new_context(base_url=live_site)
    sign_in(other, bob)
    theirs = other.new_page()
    theirs.goto(BOARD)
    board.keyboard.press("n")
    add(board, "Paint")
    expect(theirs.locator("#card-TS-3")).to_contain_text("Paint", timeout=3_000)
    expect(theirs.locator("#told")).to_have_text("Ada added TS-3")
    expect(theirs.locator("#head-todo span")).to_have_text("3")
    other.close()


def test_a_task_is_taken_out_from_its_page_and_brought_back_from_the_list(board: Page, plan: Plan) -> None:
    board.locator("#open-TS-1").click()
    board.get_by_role("button", name="Take out of the plan").click()
    expect(board.locator("#card-TS-1")).to_have_count(0)
    expect(board.locator("#task-head")).to_contain_text("Taken out of the plan.")
    expect(board.locator("#take-out")).to_be_hidden()
    board.goto("/plans/shop/unscheduled/")
    board.get_by_text("Taken out of the plan").click()
    board.get_by_role("button", name="bring back").click()
    expect(board.locator("#taken-out li")).to_have_count(0)
    board.goto(BOARD)
    expect(board.locator("#card-TS-1")).to_have_count(1)
    assert task_of(plan, "TS-1").archived_at is None
