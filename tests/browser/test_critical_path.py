"""The critical path and what-if pages in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, Page, expect

from tests.plans import make_person, make_plan, many_tasks, three_tasks
from tracker.actions.figures import recompute_figures
from tracker.models import Plan

PATH = "/plans/shop/critical-path/"


@pytest.fixture
def ada() -> User:
    return make_person("ada", first_name="Ada")


@pytest.fixture
def chart(page: Page, ada: User, sign_in: Callable[[BrowserContext, User], None]) -> Page:
    """Ada's browser on the critical path of three tasks, of which TS-2 waits for TS-1."""
    plan = make_plan("shop", three_tasks(), manager=ada)
    recompute_figures(plan_id=plan.pk)
    sign_in(page.context, ada)
    page.goto(PATH)
    return page


def path_of(page: Page, name: str) -> str:
    return page.locator(name).get_attribute("d") or ""


def row(page: Page, key: str) -> Any:
    return page.locator(f'#gantt [data-to="{key}"]')


def test_dependencies_show_under_the_pointer_and_go_when_it_leaves(chart: Page) -> None:
    row(chart, "TS-2").hover()
    expect(chart.locator(".g-before")).to_have_attribute("d", re.compile("^M"))
    assert row(chart, "TS-1").locator("..").get_attribute("data-beside") == ""
    assert path_of(chart, ".g-after") == ""
    row(chart, "TS-1").hover()
    assert path_of(chart, ".g-before") == ""
    assert path_of(chart, ".g-after").startswith("M")
    chart.locator("#chart-title").hover()
    expect(chart.locator(".g-after")).to_have_attribute("d", "")


def test_the_keyboard_walks_the_rows_and_shows_their_dependencies(chart: Page) -> None:
    row(chart, "TS-1").focus()
    assert path_of(chart, ".g-after").startswith("M")
    chart.keyboard.press("ArrowDown")
    assert chart.evaluate("document.activeElement.dataset.to") != "TS-1"
    chart.keyboard.press("ArrowUp")
    assert chart.evaluate("document.activeElement.dataset.to") == "TS-1"


def test_a_row_tells_why_and_draws_the_way_and_escape_goes_back_to_it(chart: Page) -> None:
    row(chart, "TS-2").focus()
    chart.keyboard.press("Enter")
    expect(chart.locator("#chosen h2")).to_be_focused()
    expect(chart.locator("#chosen")).to_contain_text("Waits for TS-1")
    assert path_of(chart, ".g-way").startswith("M")
    chart.keyboard.press("Escape")
    expect(chart.locator("#chosen article")).to_have_count(0)
    expect(row(chart, "TS-2")).to_be_focused()
    assert path_of(chart, ".g-way") == ""


def test_a_bar_can_be_clicked_like_its_name(chart: Page) -> None:
    chart.locator(".g-rows > g").first.locator("rect").click()
    expect(chart.locator("#chosen h2")).to_be_visible()


def test_the_way_to_a_milestone_is_asked_for_by_name(chart: Page) -> None:
    chart.fill("#way-to", "Everything done")
    chart.keyboard.press("Enter")
    expect(chart.locator("#chosen h2")).to_have_text("Everything done")


def test_the_table_is_fetched_when_it_is_opened(chart: Page) -> None:
    chart.click("#open-table")
    expect(chart.locator("#gantt-table tbody tr")).to_have_count(4)


def test_newer_figures_swap_themselves_in(chart: Page, ada: User) -> None:
    plan = Plan.objects.get(slug="shop")
    Plan.objects.filter(pk=plan.pk).update(people=1)
    plan.events.create(at=plan.created_at, field="plan", by=ada)
    chart.reload()
    expect(chart.locator("#age")).to_contain_text("Newer figures are on their way")
    recompute_figures(plan_id=plan.pk)
    expect(chart.locator("#age")).not_to_contain_text("Newer figures", timeout=10_000)
    expect(chart.locator("#outcomes-title")).to_have_text("With 1 person")
    row(chart, "TS-2").hover()
    assert path_of(chart, ".g-before").startswith("M")


def test_a_thousand_rows_scroll_and_show_their_links_without_delay(
    page: Page, ada: User, sign_in: Callable[[BrowserContext, User], None]
) -> None:
    plan = make_plan("shop", many_tasks(1000), manager=ada)
    recompute_figures(plan_id=plan.pk)
    sign_in(page.context, ada)
    page.goto(PATH)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = main_thread_seconds(session)
    page.evaluate("""async () => {
      const gantt = document.getElementById("gantt");
      const names = gantt.querySelectorAll("li");
      for (let step = 0; step < 60; step += 1) {
        gantt.scrollBy(10, 180);
        names[step * 7].dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(done));
      }
    }""")
    assert (main_thread_seconds(session) - before) / 60 < 0.016 * 2  # two frames, on a slow machine
    assert path_of(page, ".g-after").startswith("M")


def main_thread_seconds(session: Any) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def test_what_if_waits_for_the_forecast_and_shows_it_by_itself(chart: Page) -> None:
    chart.goto("/plans/shop/what-if/")
    chart.fill("#ask-people", "1")
    chart.fill("#ask-task-1", "TS-1")
    chart.select_option("#ask-what-1", "drop")
    chart.click("#ask")
    expect(chart.locator("#compared")).to_contain_text("later")
    expect(chart.locator("#compared tr", has_text="80% likely by")).not_to_contain_text("…", timeout=20_000)
    assert Plan.objects.get(slug="shop").people == 3


@pytest.mark.parametrize("path", [PATH, f"{PATH}?to=TS-2", "/plans/shop/what-if/?people=1&start=2099-01-01"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_out_of_reach_for_anybody(chart: Page, path: str, scheme: Any) -> None:
    chart.emulate_media(color_scheme=scheme)
    chart.goto(path)
    found = Axe().run(chart)
    assert found.violations_count == 0, found.generate_report()
