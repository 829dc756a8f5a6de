"""The critical path page: figures of the readiness plan, dates, the chosen task, proposals, a loop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.plans import make_plan, many_tasks, task_of
from tests.views.conftest import Htmx
from tracker.actions.dependencies import add_dependency
from tracker.actions.figures import compute_figures, recompute_figures, store_figures
from tracker.actions.imports import import_plan
from tracker.actions.tasks import set_status
from tracker.models import Dependency, Plan

READINESS = Path(settings.BASE_DIR) / "fixtures" / "metropolitan.md"
MONDAY = date(2099, 11, 30)  # far ahead, so that the schedule begins with the plan


computed_once: dict[str, Any] = {}


@pytest.fixture
def readiness(ada: Any) -> Plan:
    """The readiness plan, managed by Ada, with its figures: computed for the first test, the same for all."""
    plan = import_plan(data=READINESS.read_bytes(), by=ada, slug="ready", start=MONDAY).plan
    plan.refresh_from_db()
    if not computed_once:
        computed_once.update(compute_figures(plan))
    store_figures(plan, dict(computed_once), found=None, seconds=0)
    return plan


@pytest.fixture
def computed(plan: Plan) -> Plan:
    recompute_figures(plan_id=plan.pk)
    return plan


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


PATH = "/plans/ready/critical-path/"
SHOP = "/plans/shop/critical-path/"


def test_it_says_when_the_readiness_plan_ends_and_what_that_rests_on(
    manager: Client, readiness: Plan
) -> None:
    html = text_of(manager, PATH)
    schedule = readiness.figures.schedule

    assert "<dd>11 days<small>88 h, 18 tasks without slack</small></dd>" in html
    assert "No task of this plan says what it waits for. Only the order of the sprints" in html
    assert f"{schedule['finish_hours']:g} h" in html
    assert "Not before 175 h: 525 h of work keep 3 people busy that long" in html
    assert "Highest priority first" in html
    assert "Earliest end first" in html
    assert html.count(' data-to="') == 76 + 6  # duties are not scheduled; five sprints end, and all


def test_both_ways_of_dating_the_tasks_are_offered(manager: Client, readiness: Plan) -> None:
    path, people = text_of(manager, PATH), text_of(manager, f"{PATH}?dates=people")
    assert "30 Nov – 2 Dec, To do, critical" in path  # TS-004 takes three days
    assert 'class="g-slack" d="' in path
    assert 'aria-current="true">With 3 people' in people
    assert 'class="g-slack" d="M1' not in people.replace('d="M1 8H25"', "")


@pytest.mark.parametrize(("zoom", "label"), [("day", "Days"), ("week", "Weeks"), ("month", "Months")])
def test_each_zoom_is_its_own_address(manager: Client, readiness: Plan, zoom: str, label: str) -> None:
    html = text_of(manager, f"{PATH}?zoom={zoom}")
    assert f'aria-current="true">{label}</a>' in html


def test_only_the_critical_tasks_and_milestones_can_be_shown(manager: Client, readiness: Plan) -> None:
    html = text_of(manager, f"{PATH}?only=critical")
    assert html.count(' data-to="') == 18 + 6


def test_a_chosen_task_tells_its_times_its_slack_its_reason_and_the_way_to_it(
    manager: Client, readiness: Plan
) -> None:
    html = Htmx(manager, PATH).get(f"{PATH}?to=db-001").content.decode()
    assert "Waits for the end of sprint 2 (LOG-001, REF-001), holds up the end of sprint 3." in html
    assert "<dt>Total slack</dt><dd>none</dd>" in html
    assert "<dt>Decided by</dt><dd>LOG-001</dd>" in html
    assert 'data-way="TS-004\nLOG-001\nDB-001"' in html
    assert "<main" not in html


def test_a_milestone_can_be_chosen_by_its_row_and_by_its_name(manager: Client, readiness: Plan) -> None:
    by_row = text_of(manager, f"{PATH}?to=~sprint-2")
    by_name = text_of(manager, f"{PATH}?to=end of sprint 2")
    for html in (by_row, by_name):
        assert '<h2 id="why-title" tabindex="-1">End of sprint 2</h2>' in html
        assert '<b class="key">TS-004</b>' in html
    assert "Everything done</h2>" in text_of(manager, f"{PATH}?to=~end")


def test_a_task_that_is_not_there_is_said_so(manager: Client, readiness: Plan) -> None:
    assert "no task or milestone “NOPE-1”" in text_of(manager, f"{PATH}?to=NOPE-1")
    assert "no task or milestone “~sprint-x”" in text_of(manager, f"{PATH}?to=~sprint-x")


def test_the_table_holds_the_same_dates_as_the_chart(manager: Client, readiness: Plan) -> None:
    part = Htmx(manager, PATH).get(f"{PATH}?part=table").content.decode()
    whole = text_of(manager, f"{PATH}?part=table")
    assert part.count("<tr>") == 76 + 6 + 1
    assert "<td>30 Nov – 2 Dec, To do, critical</td>" in part
    assert "<td>30 Nov – 2 Dec, To do, critical</td>" in whole


def test_what_is_done_has_a_bar_where_it_was_done(member: Client, bob: Any, plan: Plan) -> None:
    for status in ("doing", "done"):
        set_status(task=task_of(plan, "TS-1"), status=status, seen_version=None, by=bob)
    recompute_figures(plan_id=plan.pk)
    html = text_of(member, SHOP)
    assert '<li data-state="done"' in html
    assert "Nothing waits for it any more." in text_of(member, f"{SHOP}?to=TS-1")


def test_before_the_first_figures_there_is_a_calm_sentence(member: Client, plan: Plan) -> None:
    assert "The first schedule is being computed." in text_of(member, SHOP)


def test_newer_figures_are_fetched_only_when_they_are_there(member: Client, computed: Plan) -> None:
    page = Htmx(member, SHOP)
    known = computed.figures.revision
    assert page.get(f"{SHOP}?since={known}").status_code == 204
    newer = page.get(f"{SHOP}?since={known - 1}").content.decode()
    for part in ("age", "facts", "outcomes", "chart"):
        assert f'id="{part}" hx-swap-oob="true"' in newer


def test_a_dependency_of_the_file_is_not_overlooked(member: Client, computed: Plan) -> None:
    html = text_of(member, SHOP)
    assert "No task of this plan says" not in html
    assert 'data-before="' in html


@pytest.mark.parametrize("count", [1, 1000])
def test_it_takes_the_same_queries_at_any_size(
    client_of: Callable[[Any], Client], ada: Any, count: int
) -> None:
    plan = make_plan("big", many_tasks(count), manager=ada)
    recompute_figures(plan_id=plan.pk)
    client = client_of(ada)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/plans/big/critical-path/?to=T-1").status_code == 200
    assert len(queries) == 14


def test_proposals_are_accepted_all_at_once(member: Client, plan: Plan) -> None:
    links = ["TS-2>TS-3", "TS-1>TS-3"]
    response = member.post(f"{SHOP}accept/", {"link": links})
    assert response.status_code == 303
    assert "2 dependencies added" in text_of(member, SHOP)
    assert set(plan.dependencies.filter(source="hand").values_list("predecessor__key", "successor__key")) == {
        ("TS-2", "TS-3"),
        ("TS-1", "TS-3"),
    }


@pytest.mark.parametrize("links", [["TS-2>TS-3", "TS-2>TS-1"], ["TS-2>TS-3", "TS-2>NOPE"]])
def test_proposals_of_which_one_cannot_be_are_all_refused(
    member: Client, plan: Plan, links: list[str]
) -> None:
    member.post(f"{SHOP}accept/", {"link": links})
    assert not plan.dependencies.filter(source="hand").exists()
    html = text_of(member, SHOP)
    assert "in a circle: TS-2 → TS-1 → TS-2" in html or "no task NOPE any more" in html


def test_a_viewer_sees_proposals_but_no_way_to_accept_them(viewer: Client, ada: Any) -> None:
    html = text_of(viewer, SHOP)
    assert 'name="link"' not in html


def test_a_loop_is_shown_with_the_links_of_which_one_must_go(member: Client, bob: Any, plan: Plan) -> None:
    Dependency.objects.create(
        plan=plan, predecessor=task_of(plan, "TS-2"), successor=task_of(plan, "TS-1"), source="file"
    )
    recompute_figures(plan_id=plan.pk)

    html = text_of(member, SHOP)

    assert "These tasks wait for each other in a circle: TS-1 → TS-2 → TS-1." in html
    assert "TS-2 waits for TS-1" in html
    assert "TS-1 waits for TS-2" in html
    member.post("/plans/shop/tasks/TS-1/dependencies/", {"waits_for": "TS-2", "remove": "1"})
    recompute_figures(plan_id=plan.pk)
    assert "in a circle" not in text_of(member, SHOP)


def test_a_lag_moves_the_task_that_waits(member: Client, bob: Any, plan: Plan) -> None:
    add_dependency(
        plan=plan,
        predecessor=task_of(plan, "TS-1"),
        successor=task_of(plan, "TS-3"),
        lag_hours=16,
        by=bob,
    )
    recompute_figures(plan_id=plan.pk)
    assert "Waits for TS-1" in text_of(member, f"{SHOP}?to=TS-3")
