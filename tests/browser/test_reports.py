"""Reports and readiness in a real browser: charts as pictures, figures that come by themselves, paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from tests.plans import make_person, task_of
from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan
from tracker.actions.tasks import set_status
from tracker.models import Plan

READINESS = Path(__file__).parents[2] / "fixtures" / "metropolitan.md"
PAPER = {"top": "10mm", "bottom": "10mm", "left": "10mm", "right": "10mm"}
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def ada() -> User:
    return make_person("ada", first_name="Ada")


@pytest.fixture
def metro(ada: User) -> Plan:
    import_plan(data=READINESS.read_bytes(), by=ada, slug="metro")
    plan = Plan.objects.get(slug="metro")
    recompute_figures(plan_id=plan.pk)
    return plan


@pytest.fixture
def reports(page: Page, ada: User, metro: Plan, sign_in: Callable[[BrowserContext, User], None]) -> Page:
    """Ada's browser on the reports of the readiness plan."""
    sign_in(page.context, ada)
    page.goto("/plans/metro/reports/")
    return page


def test_a_chart_is_saved_as_png_and_is_not_empty(reports: Page, tmp_path: Path) -> None:
    with reports.expect_download() as download:
        reports.click('[data-chart="forecast"] [data-png]')
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "metro-forecast.png"
    data = file.read_bytes()
    assert data.startswith(PNG_SIGNATURE)
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (1080, 644)
    assert len(data) > 15_000  # a picture of one colour would take a fraction of that


@pytest.mark.parametrize("kind", ["SVG", "CSV"])
def test_a_chart_is_saved_as_a_file(reports: Page, kind: str) -> None:
    with reports.expect_download() as download:
        reports.get_by_role("link", name=f"Workload by agent and week as {kind}").click()
    assert download.value.suggested_filename == f"metro-workload.{kind.lower()}"


def test_newer_figures_swap_themselves_in_and_leave_open_what_is_open(
    reports: Page, metro: Plan, ada: User
) -> None:
    set_status(task=task_of(metro, "TS-002"), status="done", seen_version=None, by=ada)
    reports.goto("/plans/metro/reports/")
    reports.click("#open-burndown")
    reports.fill("#chance-date", "2027-02-01")
    recompute_figures(plan_id=metro.pk)
    expect(reports.locator("#figures-burndown")).to_contain_text("517", timeout=10_000)
    expect(reports.locator("#figures-burndown")).to_be_visible()
    expect(reports.locator("#chance-date")).to_have_value("2027-02-01")
    expect(reports.locator("#age")).not_to_contain_text("on their way")


def test_a_date_that_is_asked_for_is_answered(reports: Page) -> None:
    reports.fill("#chance-date", "2031-01-01")
    reports.get_by_role("button", name="Show").click()
    expect(reports.locator(".chance-text")).to_have_text("The chance to be finished by 1 Jan 2031 is 100%.")


@pytest.mark.parametrize("path", ["/plans/metro/reports/", "/plans/metro/readiness/"])
def test_the_page_is_one_sheet_of_paper(reports: Page, path: str) -> None:
    reports.goto(path)
    pdf = reports.pdf(format="A4", margin=PAPER, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_a_manager_vouches_for_a_rule_without_leaving_the_page(reports: Page) -> None:
    reports.goto("/plans/metro/readiness/")
    reports.click("#confirm-reviewers")
    expect(reports.locator("#gates")).to_contain_text("Confirmed by Ada")
    expect(reports.locator("#status")).to_contain_text("Confirmed.")
    expect(reports.locator("#confirm-reviewers")).to_have_text("Take back")
    expect(reports.locator("#confirm-reviewers")).to_be_focused()
    reports.keyboard.press("Enter")
    expect(reports.locator("#confirm-reviewers")).to_have_text("Confirm")


def test_the_head_of_a_board_follows_a_tick(reports: Page) -> None:
    reports.goto("/plans/metro/sprints/1/")
    expect(reports.locator("#head-figures")).to_contain_text("0 of 43 critical tasks")
    reports.click("#tick-TS-002")
    expect(reports.locator("#head-figures")).to_contain_text("1 of 43 critical tasks", timeout=10_000)
