"""The page of a plan's checks: what it says of the readiness plan, muting, filters, other levels."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.plans import make_person, task_of
from tests.views.conftest import Htmx
from tests.views.test_boards import html_of
from tests.views.test_documents import METROPOLITAN
from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan
from tracker.actions.tasks import set_status, set_step
from tracker.models import Membership, MutedFinding, Plan, SeenFinding
from tracker.queries.checks import check_plan

CHECKS = "/plans/shop/checks/"
MOST_QUERIES = 12
TEXT = """# Shop

## Work
- [x] **A-1: Guard**
  - **Estimate:** 4 h
  - [ ] write
- [ ] **A-2: Ship**
- [ ] **A-3: Tell**
  - **Estimate:** 2 h

## Sprints
### Sprint 1 (1 week)
- A-1
- A-2
"""


@pytest.fixture
def shop(ada: User, bob: User) -> Plan:
    shop = import_plan(data=TEXT.encode(), by=ada).plan
    Membership.objects.create(plan=shop, user=bob, role="member")
    recompute_figures(plan_id=shop.pk)
    return shop


@pytest.fixture
def readiness(ada: User) -> Plan:
    return import_plan(data=METROPOLITAN.read_bytes(), by=ada, slug="shop").plan


def print_of(plan: Plan, code: str) -> str:
    return next(item.fingerprint for item in check_plan(plan).found if item.finding.code == code)


def rows_of(html: str) -> dict[str, tuple[str, str]]:
    """Line and text of each finding on the page, by its fingerprint."""
    found = re.findall(r'<li id="finding-(\w+)">\s*<\w+ class="key"[^>]*>(\d+|–)</\w+>\s*<p>(.*?)</p>', html)
    return {print_: (line, re.sub(r"\s*<small>.*", "", text)) for print_, line, text in found}


def test_it_says_of_the_readiness_plan_what_is_wrong_with_it(manager: Client, readiness: Plan) -> None:
    html = unescape(html_of(manager.get(CHECKS)))
    said = dict(rows_of(html).values())
    assert len(rows_of(html)) == len(check_plan(readiness).found) == 49
    assert said["809"] == "The plan says that it has 69 tasks; it holds 80. Correct the total."
    assert "52 days in all; the estimates of its tasks add up to 64.6 days" in said["810"]
    assert "17 of 80 tasks are in no sprint, critical: DEPLOY-001, DEPLOY-002" in html
    assert "Sprint 1 holds 103 hours of work and 1 task without an estimate" in html
    assert len(re.findall("is estimated at", html)) == 9


def test_a_finding_leads_to_its_line_and_to_its_task(manager: Client, readiness: Plan) -> None:
    html = html_of(manager.get(CHECKS))
    assert 'href="/plans/shop/document/#L509"' in html
    assert 'href="/plans/shop/tasks/DEPLOY-001/"' in html
    assert 'id="L509"' in html_of(manager.get("/plans/shop/document/"))
    assert manager.get("/plans/shop/tasks/DEPLOY-001/").status_code == 200


def test_findings_stand_by_level_and_code_and_can_be_chosen_by_them(manager: Client, shop: Plan) -> None:
    html = html_of(manager.get(CHECKS))
    assert re.findall(r'<h2 id="level-(\w+)"', html) == ["warning", "note"]
    assert "done-with-open-steps" in html
    notes = html_of(manager.get(f"{CHECKS}?level=note"))
    assert re.findall(r'<h2 id="level-(\w+)"', notes) == ["note"]
    one = rows_of(html_of(manager.get(f"{CHECKS}?code=done-with-open-steps")))
    assert set(one) == {print_of(shop, "done-with-open-steps")}
    assert "No finding is of this kind." in html_of(manager.get(f"{CHECKS}?code=nothing"))


def test_a_tick_is_seen_at_once(manager: Client, ada: User, shop: Plan) -> None:
    print_ = print_of(shop, "done-with-open-steps")
    assert print_ in rows_of(html_of(manager.get(CHECKS)))
    set_step(task=task_of(shop, "A-1"), position=0, done=True, by=ada)
    assert print_ not in rows_of(html_of(manager.get(CHECKS)))


def test_what_went_away_is_told_for_fourteen_days(manager: Client, ada: User, shop: Plan) -> None:
    set_step(task=task_of(shop, "A-1"), position=0, done=True, by=ada)
    recompute_figures(plan_id=shop.pk)
    gone = html_of(manager.get(CHECKS)).partition('id="gone-title"')[2]
    assert "today" in gone
    assert "<del>A-1 is done, but 1 of its 1 steps is not" in gone
    SeenFinding.objects.exclude(gone_at=None).update(gone_at=timezone.now() - timedelta(days=14, minutes=1))
    assert "gone-title" not in html_of(manager.get(CHECKS))


def test_what_came_back_before_the_job_looked_is_not_told_as_gone(
    manager: Client, ada: User, shop: Plan
) -> None:
    set_step(task=task_of(shop, "A-1"), position=0, done=True, by=ada)
    recompute_figures(plan_id=shop.pk)
    set_step(task=task_of(shop, "A-1"), position=0, done=False, by=ada)
    assert "gone-title" not in html_of(manager.get(CHECKS))


def test_what_came_up_later_says_since_when(manager: Client, ada: User, shop: Plan) -> None:
    assert "since today" not in html_of(manager.get(CHECKS))
    set_step(task=task_of(shop, "A-1"), position=0, done=True, by=ada)
    recompute_figures(plan_id=shop.pk)
    set_step(task=task_of(shop, "A-1"), position=0, done=False, by=ada)
    recompute_figures(plan_id=shop.pk)
    assert html_of(manager.get(CHECKS)).count("since today") == 1


def test_a_member_mutes_with_a_reason_and_can_undo_it(member: Client, shop: Plan) -> None:
    print_ = print_of(shop, "done-with-open-steps")
    htmx = Htmx(member, CHECKS)
    html = html_of(htmx.post(f"{CHECKS}{print_}/mute/", {"reason": "Known <b>"}))
    muted = html.partition(">Muted ")[2]
    assert "Bob, today" in muted
    assert "“Known &lt;b&gt;”" in muted
    assert f'hx-post="{CHECKS}{print_}/unmute/"' in html.partition('id="status"')[2]
    assert MutedFinding.objects.get().muted_by.username == "bob"
    again = html_of(htmx.post(f"{CHECKS}{print_}/unmute/"))
    assert ">Muted " not in again
    assert print_ in rows_of(again)


def test_what_muting_swaps_in_is_what_a_fresh_page_shows(member: Client, shop: Plan) -> None:
    print_ = print_of(shop, "missing-estimate")
    swapped = html_of(
        Htmx(member, f"{CHECKS}?level=warning").post(f"{CHECKS}{print_}/mute/", {"reason": "x"})
    )
    fresh = html_of(member.get(f"{CHECKS}?level=warning"))
    assert rows_of(swapped) == rows_of(fresh)
    assert re.findall(r'class="count" data-tone="warm"[^>]*>(\d+)', swapped) == re.findall(
        r'class="count" data-tone="warm"[^>]*>(\d+)', fresh
    )


def test_without_htmx_muting_leads_back_to_the_page(member: Client, shop: Plan) -> None:
    print_ = print_of(shop, "missing-estimate")
    response = member.post(f"{CHECKS}{print_}/mute/", {"reason": "x"})
    assert (response.status_code, response.headers["Location"]) == (303, CHECKS)
    assert "Muted." in html_of(member.get(CHECKS))


def test_no_reason_is_refused_in_words(member: Client, shop: Plan) -> None:
    print_ = print_of(shop, "missing-estimate")
    for response in (
        member.post(f"{CHECKS}{print_}/mute/", {"reason": " "}),
        Htmx(member, CHECKS).post(f"{CHECKS}{print_}/mute/", {"reason": " "}),
    ):
        assert response.status_code == 422
        assert "Say why" in html_of(response)
    assert not MutedFinding.objects.exists()


def test_what_went_away_meanwhile_cannot_be_muted(member: Client, ada: User, shop: Plan) -> None:
    print_ = print_of(shop, "done-with-open-steps")
    set_step(task=task_of(shop, "A-1"), position=0, done=True, by=ada)
    assert member.post(f"{CHECKS}{print_}/mute/", {"reason": "x"}).status_code == 404
    assert not MutedFinding.objects.exists()


def test_a_viewer_sees_findings_and_no_way_to_mute(client_of: Any, shop: Plan) -> None:
    vera = make_person("vera")
    Membership.objects.create(plan=shop, user=vera, role="viewer")
    client = client_of(vera)
    assert "/mute/" not in html_of(client.get(CHECKS))
    print_ = print_of(shop, "missing-estimate")
    assert client.post(f"{CHECKS}{print_}/mute/", {"reason": "x"}).status_code == 403


def test_the_tab_counts_errors_and_warnings(manager: Client, shop: Plan) -> None:
    shop.refresh_from_db()
    html = html_of(manager.get("/plans/shop/sprints/1/"))
    assert f'title="Errors and warnings">{shop.open_findings}</span>' in html


def test_another_level_is_first_shown_and_then_taken_in(manager: Client, ada: User) -> None:
    one, two = "### A-1: One\n- **Priority:** high\n- [ ] step\n", "### A-2: Two\n- [ ] this\n- [ ] that\n"
    text = f"# Shop\n\n## Work\n\n{one}\n{two}"
    shop = import_plan(data=text.encode(), by=ada).plan
    html = html_of(manager.get(CHECKS))
    name, other = re.search(
        r'<select[^>]*name="(level-\d+)".*?<option.*?<option value="(\w+)"', html, re.DOTALL
    ).groups()  # type: ignore[union-attr]
    before = shop.tasks.filter(archived_at=None).count()
    preview = html_of(manager.post("/plans/shop/import/", {"current": "1", name: other}))
    assert "What the new version would do" in preview
    assert shop.tasks.filter(archived_at=None).count() == before
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', preview))
    assert manager.post("/plans/shop/import/", carried | {"apply": "1", name: other}).status_code == 302
    assert shop.tasks.filter(archived_at=None).count() != before
    shop.refresh_from_db()
    assert shop.task_levels == {name.removeprefix("level-"): other}


def test_another_level_reads_the_text_with_its_ticks(manager: Client, ada: User, shop: Plan) -> None:
    set_status(task=task_of(shop, "A-2"), status="done", seen_version=None, by=ada)
    preview = html_of(manager.post("/plans/shop/import/", {"current": "1"}))
    assert "says nothing new" in preview


def test_a_plan_without_a_file_has_no_checks_page(manager: Client, plan: Plan) -> None:
    response = manager.get(f"/plans/{plan.slug}/checks/")
    assert response.status_code == 404
    assert "no file yet" in html_of(response)


def test_a_file_that_can_no_longer_be_read_is_said_and_no_error(
    manager: Client, shop: Plan, settings: Any
) -> None:
    settings.PLAN_MAX_TASKS = 2
    html = html_of(manager.get(CHECKS))
    assert 'data-tone="hot"' in html
    assert rows_of(html) == {}
    recompute_figures(plan_id=shop.pk)
    assert SeenFinding.objects.filter(plan=shop, gone_at=None).exists()


@pytest.mark.parametrize("count", [1, 1000])
def test_it_takes_as_many_queries_for_one_task_as_for_a_thousand(
    manager: Client, ada: User, count: int, django_assert_max_num_queries: Any
) -> None:
    tasks = "".join(f"- [ ] **T-{number}: Task**\n  - [ ] step\n" for number in range(1, count + 1))
    import_plan(data=f"# Shop\n\n## Work\n{tasks}".encode(), by=ada)
    manager.get(CHECKS)
    with django_assert_max_num_queries(MOST_QUERIES):
        manager.get(CHECKS)
