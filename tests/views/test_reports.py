"""Reports: the readiness plan's own figures, the same in charts, tables and files, for who is in the plan."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from tests.plans import make_plan, many_tasks, task_of
from tests.views.conftest import Htmx
from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan
from tracker.actions.tasks import edit_task, set_status
from tracker.models import Plan, Task

READINESS = Path(__file__).parents[2] / "fixtures" / "metropolitan.md"
CHARTS = {
    "burndown", "forecast", "drivers", "burnup", "velocity-sprints", "velocity-weeks", "progress", "workload",
}  # fmt: skip
DAY_BEFORE = "2026-11-29T09:00:00Z"


@pytest.fixture
def readiness_plan(ada: User) -> Iterator[Plan]:
    """The readiness plan on the day before its first sprint, with its figures."""
    with time_machine.travel(DAY_BEFORE, tick=False):
        import_plan(data=READINESS.read_bytes(), by=ada, slug="metro", start=date(2026, 11, 30))
        plan = Plan.objects.get(slug="metro")
        recompute_figures(plan_id=plan.pk)
        yield plan


@pytest.fixture
def metro(readiness_plan: Plan, client_of: Any, ada: User) -> Client:
    return client_of(ada)


def html_of(response: Any) -> str:
    return response.content.decode()


def panel(html: str, code: str) -> str:
    return html.partition(f'data-chart="{code}"')[2].partition("</section>")[0]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def table_of(client: Client, code: str, query: str = "", slug: str = "metro") -> list[list[str]]:
    response = client.get(f"/plans/{slug}/reports/{code}.csv{query}")
    assert response.status_code == 200
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def test_it_shows_every_chart_of_the_readiness_plan(metro: Client) -> None:
    html = html_of(metro.get("/plans/metro/reports/"))
    assert set(re.findall(r'data-chart="([^"]+)"', html)) == CHARTS
    for code in CHARTS - {"velocity-sprints", "velocity-weeks"}:
        assert '<svg class="chart"' in panel(html, code), code
    assert "No sprint has begun yet." in panel(html, "velocity-sprints")


def test_it_says_when_and_how_long_and_how_ready(metro: Client) -> None:
    html = html_of(metro.get("/plans/metro/reports/"))
    facts = words(html.partition('id="facts"')[2].partition("</dl>")[0])
    assert facts.endswith("Critical path 18 tasks 11 days Readiness 0% 0 of 43 critical tasks")


def test_it_says_of_which_change_the_figures_are_and_by_which_rule(metro: Client) -> None:
    html = html_of(metro.get("/plans/metro/reports/"))
    assert "Computed today 12:00, from change 80." in html
    for code in CHARTS:
        assert "Computed today 12:00, from change 80." in words(panel(html, code)), code
    assert "duties never count" in words(panel(html, "burndown"))


def test_the_burndown_holds_the_hours_and_tasks_of_the_plan(metro: Client) -> None:
    hours, tasks = table_of(metro, "burndown"), table_of(metro, "burndown", "?unit=tasks")
    assert hours[1][:3] == ["2026-11-29", "no", "525"]
    assert hours[1][-2:] == ["525", "525"]
    assert tasks[1][:3] == ["2026-11-29", "no", "76"]


def test_the_forecasts_table_ends_with_every_run(metro: Client, readiness_plan: Plan) -> None:
    head, *rows = table_of(metro, "forecast")
    assert head == ["Finished by", "Runs", "Chance by then"]
    assert sum(int(row[1]) for row in rows) == 10_000
    assert rows[-1][2] == "1"
    at = readiness_plan.figures.forecast["at"]
    html = words(panel(html_of(metro.get("/plans/metro/reports/")), "forecast"))
    for percent, entry in at.items():
        day = date.fromisoformat(entry["on"])
        assert f"{percent}% {day.day} {day:%b %Y}" in html


def test_the_workload_of_all_agents_is_the_work_that_is_left(metro: Client) -> None:
    head, *rows = table_of(metro, "workload")
    assert head[:2] == ["Week", "From"]
    assert rows[0][:2] == ["2026-W49", "2026-11-30"]
    assert sum(float(row[-1]) for row in rows) == pytest.approx(525)
    for row in rows:
        assert sum(map(float, row[2:-1])) == pytest.approx(float(row[-1]), abs=0.01)


def test_progress_by_category_adds_up_to_the_plan(metro: Client) -> None:
    rows = table_of(metro, "progress", "?unit=tasks")[1:]
    assert len(rows) == 8  # the ninth category is ongoing: duties are no work
    assert sum(int(row[-1]) for row in rows) == 76


def test_a_date_that_is_asked_for_has_a_chance_between_those_around_it(metro: Client) -> None:
    chances = []
    for day in ("2026-12-01", "2026-12-30", "2027-01-06", "2027-06-01"):
        html = words(html_of(metro.get(f"/plans/metro/reports/?date={day}")))
        found = re.search(r"The chance to be finished by [\w ]+ is (\d+)%\.", html)
        assert found is not None
        chances.append(int(found[1]))
    assert chances[0] == 0
    assert chances[-1] == 100
    assert chances == sorted(chances)
    assert 0 < chances[1] < chances[2] < 100


@pytest.mark.parametrize(
    "query", ["?date=soon", "?date=", "?unit=pounds", "?sprint=x", "?sprint=99999999999"]
)
def test_what_no_switch_of_the_page_says_is_passed_over(metro: Client, query: str) -> None:
    html = html_of(metro.get(f"/plans/metro/reports/{query}"))
    assert "What is left at the end of each day, in hours." in html
    assert "The chance to be finished" not in html


def test_it_knows_no_sprint_and_no_chart_that_there_is_not(metro: Client) -> None:
    for path in ("?sprint=9", "nothing.svg", "nothing.csv", "burndown.svg?sprint=9"):
        assert metro.get(f"/plans/metro/reports/{path}").status_code == 404, path


def test_a_sprint_to_come_says_when_it_begins(metro: Client) -> None:
    html = html_of(metro.get("/plans/metro/reports/?sprint=1"))
    assert "This sprint begins on 30 Nov 2026" in panel(html, "burndown")


def test_a_sprint_under_way_has_its_own_burndown_and_velocity(
    metro: Client, readiness_plan: Plan, ada: User
) -> None:
    with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
        set_status(task=task_of(readiness_plan, "TS-002"), status="done", seen_version=None, by=ada)
        recompute_figures(plan_id=readiness_plan.pk)
        assert [row[0] for row in table_of(metro, "burndown", "?sprint=1")[1:]] == [
            "2026-11-30",
            "2026-12-01",
        ]
        assert table_of(metro, "burndown", "?sprint=1")[-1][6:8] == ["8", "103"]
        assert table_of(metro, "velocity-sprints")[1:] == [
            ["1 · Critical Security & Type Safety", "111", "0", "0", "8", "no"]
        ]
        html = html_of(metro.get("/plans/metro/reports/?sprint=1"))
    assert 'class="fan"' in panel(html, "burndown")
    assert "in the same proportion as that of the plan" in words(panel(html, "burndown"))


def test_scope_that_is_added_shows(metro: Client, readiness_plan: Plan, ada: User) -> None:
    with time_machine.travel("2026-12-01T09:00:00Z", tick=False):
        edit_task(
            task=task_of(readiness_plan, "TS-002"), values={"estimate": (24, 24)}, seen_version=None, by=ada
        )
        recompute_figures(plan_id=readiness_plan.pk)
        [*_before, today] = table_of(metro, "burndown")
    assert today[5:8] == ["16", "0", "541"]


@pytest.mark.parametrize("code", sorted(CHARTS))
def test_each_chart_is_an_svg_file_with_its_own_style(metro: Client, code: str) -> None:
    response = metro.get(f"/plans/metro/reports/{code}.svg")
    assert response.headers["Content-Type"].startswith("image/svg+xml")
    assert response.headers["Content-Disposition"] == f'attachment; filename="metro-{code}.svg"'
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    root = ElementTree.fromstring(response.content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    style = root.find("{http://www.w3.org/2000/svg}style")
    assert style is not None
    styled = set(re.findall(r"\.([\w-]+)", style.text or ""))
    used = {name for node in root.iter() for name in node.get("class", "").split()}
    assert used - styled <= {"column", "piece", "sample"}


def test_no_file_is_loaded_into_a_page(metro: Client) -> None:
    for suffix in ("svg", "csv"):
        path = f"/plans/metro/reports/burndown.{suffix}"
        assert metro.get(path, headers={"HX-Request": "true"}).status_code == 403
        assert metro.get(path, headers={"Sec-Fetch-Dest": "empty"}).status_code == 403
        assert metro.get(path, headers={"Sec-Fetch-Dest": "image"}).status_code == 200


def test_a_title_is_no_formula_and_no_markup(metro: Client, readiness_plan: Plan) -> None:
    key = readiness_plan.figures.forecast["drivers"][0][0]
    Task.objects.filter(plan=readiness_plan, key=key).update(title='=cmd|"/C calc"!A0 <b>&')
    assert table_of(metro, "drivers")[1][1] == '\'=cmd|"/C calc"!A0 <b>&'
    ElementTree.fromstring(metro.get("/plans/metro/reports/drivers.svg").content)


def test_it_speaks_the_readers_language(metro: Client) -> None:
    with translation.override("tr"):
        html = html_of(metro.get("/plans/metro/reports/", headers={"Accept-Language": "tr"}))
    assert "10.000" in words(panel(html, "forecast"))
    assert ",5" not in "".join(re.findall(r' [xyd]="([^"]*)"', html))


def test_before_the_first_figures_it_says_so_calmly_and_asks_again(member: Client, plan: Plan) -> None:
    html = html_of(member.get("/plans/shop/reports/"))
    assert "The first figures are being computed." in html
    assert 'hx-get="/plans/shop/reports/?"' in html
    assert 'hx-trigger="every 2s"' in html


def test_it_asks_again_only_while_newer_figures_are_on_their_way(
    member: Client, plan: Plan, bob: User
) -> None:
    recompute_figures(plan_id=plan.pk)
    assert "every 2s" not in html_of(member.get("/plans/shop/reports/"))
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=bob)
    assert "every 2s" in html_of(member.get("/plans/shop/reports/"))


def test_newer_figures_come_as_parts_and_nothing_comes_before_them(
    member: Client, plan: Plan, bob: User
) -> None:
    recompute_figures(plan_id=plan.pk)
    revision = Plan.objects.get(pk=plan.pk).figures.revision
    htmx = Htmx(member, "/plans/shop/reports/")
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=None, by=bob)
    assert htmx.get(f"/plans/shop/reports/?since={revision}").status_code == 204
    recompute_figures(plan_id=plan.pk)
    html = html_of(htmx.get(f"/plans/shop/reports/?since={revision}"))
    swapped = set(re.findall(r'id="([\w-]+)"[^>]* hx-swap-oob="true"', html))
    assert swapped == {"age", "facts"} | {
        f"{kind}-{code}" for kind in ("drawing", "figures") for code in CHARTS
    }
    assert "every 2s" not in html
    assert "<form" not in html


def test_a_plan_whose_tasks_wait_in_a_circle_says_so(member: Client, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(sprint_order=False)
    before, after = task_of(plan, "TS-1"), task_of(plan, "TS-2")
    plan.dependencies.create(predecessor=after, successor=before)
    recompute_figures(plan_id=plan.pk)
    html = html_of(member.get("/plans/shop/reports/"))
    assert "There is no schedule." in html
    assert "Nothing is left to forecast." in panel(html, "forecast")


def test_only_who_is_in_the_plan_sees_it_or_its_files(viewer: Client, outsider: Client, plan: Plan) -> None:
    for path in ("", "burndown.svg", "burndown.csv"):
        assert viewer.get(f"/plans/shop/reports/{path}").status_code == 200
        assert outsider.get(f"/plans/shop/reports/{path}").status_code == 404
        assert Client().get(f"/plans/shop/reports/{path}").status_code == 302


def test_it_takes_the_same_queries_whatever_the_plan_holds(
    member: Client, bob: User, django_assert_num_queries: Any
) -> None:
    for slug, count in (("small", 1), ("large", 1000)):
        made = make_plan(slug, many_tasks(count), member=bob)
        recompute_figures(plan_id=made.pk)
        with django_assert_num_queries(9):
            assert member.get(f"/plans/{slug}/reports/").status_code == 200


def test_what_is_kept_says_the_day_on_which_it_was_computed(metro: Client) -> None:
    kept = "Computed 29 Nov 2026 12:00, from change 80."
    assert kept in html_of(metro.get("/plans/metro/reports/burndown.svg"))
    assert kept in html_of(metro.get("/plans/metro/reports/")).partition('class="on-paper"')[2]


def test_a_file_of_figures_is_in_one_language(metro: Client) -> None:
    metro.cookies["django_language"] = "tr"
    rows = table_of(metro, "burndown")
    assert (rows[0][1], rows[1][1]) == ("Çalışma günü", "hayır")
