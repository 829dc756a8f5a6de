"""The checks and settings of a plan in Chromium: muting in place, menus by key, the tabs of a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan

TEXT = """# Shop

## Work
- [x] **A-1: Guard**
  - **Estimate:** 4 h
  - [ ] write
- [ ] **A-2: Ship**

## Sprints
### Sprint 1 (1 week)
- A-1
"""


@pytest.fixture
def shop(page: Page, sign_in: Callable[[BrowserContext, User], None]) -> Page:
    """Ada, who manages a plan with findings."""
    ada = User.objects.create_user("ada")
    recompute_figures(plan_id=import_plan(data=TEXT.encode(), by=ada).plan.pk)
    sign_in(page.context, ada)
    return page


def test_a_finding_is_muted_and_seen_again_without_leaving_the_page(shop: Page) -> None:
    shop.goto("/plans/shop/checks/")
    finding = shop.locator("li", has_text="A-1 is done, but 1 of its 1 steps")
    count = shop.locator("#checks-tab .count")
    before = int(count.inner_text())
    finding.locator("summary").press("Enter")
    finding.get_by_label("Why it need not be seen again").fill("We know")
    finding.get_by_label("Why it need not be seen again").press("Enter")
    expect(shop.get_by_role("status")).to_contain_text("Muted.")
    expect(shop.locator(".check-level li", has_text="A-1 is done, but")).to_have_count(0)
    expect(shop.locator("details", has_text="We know")).to_have_count(1)
    expect(count).to_have_text(str(before - 1))
    shop.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(shop.locator(".check-level li", has_text="A-1 is done, but")).to_have_count(1)
    expect(count).to_have_text(str(before))


def test_a_finding_leads_to_its_line(shop: Page) -> None:
    shop.goto("/plans/shop/checks/")
    shop.get_by_role("link", name="Line 4 of the document").first.click()
    expect(shop).to_have_url(re.compile(r"/document/#L4$"))
    expect(shop.locator("#L4")).to_be_attached()


def test_the_plan_menu_opens_by_key_and_leads_to_the_settings(shop: Page) -> None:
    shop.goto("/plans/shop/checks/")
    shop.get_by_label("More of this plan").press("Enter")
    expect(shop.get_by_role("link", name="Export")).to_be_visible()
    shop.get_by_role("link", name="Settings").press("Enter")
    expect(shop.get_by_role("heading", name="Settings", level=1)).to_be_visible()


def test_on_a_phone_the_tab_of_the_page_is_in_sight_and_nothing_sticks_out(shop: Page) -> None:
    shop.set_viewport_size({"width": 390, "height": 844})
    for path in ("checks", "settings"):
        shop.goto(f"/plans/shop/{path}/")
        assert shop.evaluate("document.documentElement.scrollWidth") == 390
    shop.goto("/plans/shop/checks/")
    expect(shop.locator("#checks-tab")).to_be_in_viewport(ratio=0.9)


def test_moving_a_sprint_by_its_dates(shop: Page) -> None:
    shop.goto("/plans/shop/settings/")
    shop.get_by_label("First day of sprint 1").fill("2027-03-01")
    shop.get_by_label("Last day of sprint 1").fill("2027-03-05")
    shop.get_by_role("button", name="Save the sprints").click()
    expect(shop.get_by_role("status").first).to_contain_text("The sprints are saved.")
    expect(shop.get_by_label("First day of sprint 1")).to_have_value("2027-03-01")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/plans/shop/checks/", "/plans/shop/settings/"])
def test_the_pages_are_fit_for_everybody(shop: Page, path: str, scheme: Any) -> None:
    shop.emulate_media(color_scheme=scheme)
    shop.goto(path)
    for summary in shop.locator("main details:not(.dropdown) > summary").all():
        summary.click()
    found = Axe().run(shop)
    assert [(issue["id"], issue["nodes"][0]["html"]) for issue in found.response["violations"]] == []


def test_what_a_phone_opens_stays_on_its_screen(shop: Page) -> None:
    shop.set_viewport_size({"width": 390, "height": 844})
    shop.goto("/plans/shop/checks/")
    for summary in shop.locator(".check-tools summary").all():
        summary.click()
        box = shop.locator(".check-tools details[open] .popover").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        summary.click()
