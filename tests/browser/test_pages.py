"""Every page in a real browser: usable by everybody, anywhere, and deaf to what a plan's text says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.plans import make_person, task_of
from tracker.actions.imports import import_plan
from tracker.actions.tasks import add_comment
from tracker.models import Plan

CANARY = '<b hx-get="/canary" hx-trigger="load">x</b> [raw](/canary) ![pixel](/canary.png) <img src=/canary>'
TEXT = f"""# Shop - Readiness {CANARY}

## 1. SECURITY {CANARY}

### 1.1 Types {CANARY}
**Priority:** HIGH | **Risk:** HIGH | **Estimated:** 2 gün
**Agent:** `auditor`

- [ ] **TS-001: Guard {CANARY}**
  - **Aksiyon:** {CANARY}
  - [ ] a step {CANARY}
- [x] **TS-002: Tests**
- [/] **TS-003: Types**

### Sprint 1: Types {CANARY}

- TS-001 → TS-002
"""
PAGES = {
    "plans": "/",
    "new plan": "/plans/new/",
    "password": "/password/",
    "board": "/plans/{slug}/sprints/1/",
    "board with a task": "/plans/{slug}/sprints/1/?task=TS-001",
    "unscheduled": "/plans/{slug}/unscheduled/",
    "task": "/plans/{slug}/tasks/TS-001/",
    "move menu": "/plans/{slug}/tasks/TS-001/menu/",
    "document": "/plans/{slug}/document/",
    "reports": "/plans/{slug}/reports/",
    "readiness": "/plans/{slug}/readiness/",
    "find": "/plans/{slug}/find/?q=ts",
    "new version": "/plans/{slug}/import/",
    "nothing": "/plans/nothing/",
}


@pytest.fixture
def shop() -> Plan:
    ada = make_person("ada", first_name="Ada", last_name="Aksoy")
    plan = import_plan(data=TEXT.encode(), by=ada, slug="shop").plan
    add_comment(task=task_of(plan, "TS-001"), text=CANARY, by=ada)
    return plan


@pytest.fixture
def signed_in(page: Page, shop: Plan, sign_in: Callable[[BrowserContext, User], None]) -> Page:
    sign_in(page.context, User.objects.get(username="ada"))
    return page


def violations(page: Page) -> list[Any]:
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules | {"resultTypes": ["violations"]}).response["violations"]
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(signed_in: Page, scheme: Any) -> None:
    signed_in.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for name, path in PAGES.items():
        signed_in.goto(path.format(slug="shop"))
        assert violations(signed_in) == [], name


def test_menus_and_messages_are_accessible(signed_in: Page) -> None:
    signed_in.emulate_media(reduced_motion="reduce")
    signed_in.goto("/plans/shop/sprints/1/")
    signed_in.click("#tick-TS-001")
    expect(signed_in.locator("#undo")).to_be_visible()
    signed_in.click("#menu-TS-001")
    expect(signed_in.locator("#to-doing")).to_be_visible()
    assert violations(signed_in) == []


def test_the_sign_in_page_is_accessible(page: Page, live_site: str) -> None:
    page.goto("/sign-in/")
    assert violations(page) == []


def test_no_page_scrolls_sideways_on_a_phone(signed_in: Page) -> None:
    signed_in.set_viewport_size({"width": 390, "height": 844})
    for name, path in PAGES.items():
        signed_in.goto(path.format(slug="shop"))
        assert signed_in.evaluate("document.documentElement.scrollWidth") <= 390, name


def test_nothing_that_a_plan_says_makes_the_browser_ask_for_it(signed_in: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if "canary" in request.url:
            asked.append(request.url)

    signed_in.on("request", note)
    for path in PAGES.values():
        signed_in.goto(path.format(slug="shop"))
        signed_in.wait_for_load_state("networkidle")
    signed_in.goto("/plans/shop/sprints/1/")
    signed_in.click("#open-TS-001")
    expect(signed_in.locator("#drawer")).to_contain_text("hx-get")
    signed_in.goto("/plans/shop/import/")
    signed_in.fill("#id_text", TEXT.replace("Guard", "Guards"))
    signed_in.click("text=Preview")
    signed_in.wait_for_load_state("networkidle")
    assert asked == []


def test_a_box_ticked_in_the_document_is_ticked_on_the_board(signed_in: Page, shop: Plan) -> None:
    signed_in.goto("/plans/shop/document/")
    signed_in.click("#tick-TS-001")
    expect(signed_in.locator("#status")).to_contain_text("TS-001: Done")
    expect(signed_in.locator("#tick-TS-001")).to_be_checked()
    assert task_of(shop, "TS-001").status == "done"
    signed_in.goto("/plans/shop/sprints/1/")
    expect(signed_in.locator("#cards-done #card-TS-001")).to_be_visible()


def test_a_task_is_found_from_any_page_without_the_mouse(signed_in: Page, shop: Plan) -> None:
    signed_in.set_viewport_size({"width": 1440, "height": 900})
    signed_in.goto(f"/plans/{shop.slug}/readiness/")
    signed_in.keyboard.press("/")
    expect(signed_in.locator("#found")).to_contain_text("No open task is yours.")
    signed_in.keyboard.type("tests")
    expect(signed_in.locator("#found .option")).to_have_count(1)
    signed_in.keyboard.press("Enter")
    expect(signed_in.locator("#drawer h1")).to_have_text("Tests")
    signed_in.wait_for_load_state()
    signed_in.keyboard.press("Control+k")
    signed_in.keyboard.type("ts-00")
    expect(signed_in.locator("#found .option")).to_have_count(3)
    signed_in.keyboard.press("ArrowDown")
    signed_in.keyboard.press("ArrowDown")
    expect(signed_in.locator("#found .option").nth(1)).to_be_focused()
    signed_in.keyboard.press("Escape")
    expect(signed_in.locator("#found")).to_be_hidden()


def test_a_menu_closes_on_escape_and_gives_the_focus_back(signed_in: Page, shop: Plan) -> None:
    signed_in.goto(f"/plans/{shop.slug}/readiness/")
    menu = signed_in.locator(".topbar .dropdown").first
    menu.locator("summary").press("Enter")
    expect(menu.locator(".popover")).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(menu.locator(".popover")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_a_line_of_the_document_can_be_led_to(signed_in: Page) -> None:
    signed_in.goto("/plans/shop/tasks/TS-001/")
    signed_in.click("text=/^line \\d+$/")
    expect(signed_in.locator(".box:target")).to_be_visible()


def test_the_file_is_saved_and_not_shown(signed_in: Page) -> None:
    signed_in.goto("/plans/shop/sprints/1/")
    signed_in.get_by_label("More of this plan").click()
    with signed_in.expect_download() as saved:
        signed_in.click("text=Export")
    assert saved.value.suggested_filename == "shop.md"
    assert saved.value.path().read_bytes() == TEXT.encode()


def test_a_plan_comes_in_by_hand(signed_in: Page) -> None:
    signed_in.goto("/plans/new/")
    signed_in.set_input_files(
        "#id_file", {"name": "other.md", "mimeType": "text/markdown", "buffer": TEXT.encode()}
    )
    signed_in.click("text=Preview")
    signed_in.click("text=Create the plan")
    expect(signed_in.locator("#status")).to_contain_text("3 tasks")


def test_the_language_is_switched_in_the_menu(signed_in: Page) -> None:
    signed_in.goto("/plans/shop/sprints/1/")
    signed_in.get_by_label("Signed in as").click()
    signed_in.click("text=Türkçe")
    expect(signed_in.locator("html")).to_have_attribute("lang", "tr")
    expect(signed_in).to_have_url("/plans/shop/sprints/1/")


def test_after_signing_out_going_back_shows_nothing(signed_in: Page) -> None:
    signed_in.goto("/plans/shop/sprints/1/")
    signed_in.get_by_label("Signed in as").click()
    signed_in.click("text=Sign out")
    expect(signed_in.get_by_role("heading", name="Sign in")).to_be_visible()
    signed_in.go_back()
    expect(signed_in.get_by_role("heading", name="Sign in")).to_be_visible()
