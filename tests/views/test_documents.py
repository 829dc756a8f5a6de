"""The plan as written with its boxes live, and the file that comes out again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.plans import task_of
from tests.views.conftest import Htmx
from tests.views.test_boards import html_of
from tracker.actions.imports import import_plan
from tracker.models import Plan, Task

TEXT = """# Shop - Readiness

## 1. SECURITY - HIGH PRIORITY

### 1.1 Types

- [ ] **TS-001: Guard**
  - **Aksiyon:** Write an *interface*
  - [ ] first step
  - [x] second step
- [x] **TS-002: Tests** [here](/plans/shop/export/) <script>alert(1)</script>

### Sprint 1: Types

- TS-001 → TS-002
"""
METROPOLITAN = Path(__file__).parents[2] / "fixtures" / "metropolitan.md"


@pytest.fixture
def shop(ada: Any) -> Plan:
    return import_plan(data=TEXT.encode(), by=ada, file_name="shop.md").plan


@pytest.fixture
def htmx(manager: Client, shop: Plan) -> Htmx:
    return Htmx(manager, f"/plans/{shop.slug}/document/")


def box_in(html: str, key: str) -> str:
    found = re.search(rf'<span class="box" id="box-{key}".*?</span>', html, re.DOTALL)
    return re.sub(r' hx-swap-oob="true"|<input[^>]*csrf[^>]*>', "", found[0]) if found else ""


def test_each_box_of_the_text_is_live_and_stands_on_its_line(manager: Client, shop: Plan) -> None:
    html = html_of(manager.get(f"/plans/{shop.slug}/document/"))
    assert 'id="L7"></span><span class="box" id="box-TS-001"' in html
    assert 'aria-checked="false" ' in box_in(html, "TS-001")
    assert 'aria-checked="true" ' in box_in(html, "TS-002")
    assert 'aria-checked="true" ' in box_in(html, "TS-001-1")
    assert "[ ]" not in html
    assert "[x]" not in html


def test_a_tick_there_is_a_tick_on_the_board(htmx: Htmx, shop: Plan) -> None:
    html = html_of(htmx.post(f"/plans/{shop.slug}/tasks/TS-001/move/?version=1", {"status": "done"}))
    fresh = html_of(htmx.client.get(f"/plans/{shop.slug}/document/"))
    assert task_of(shop, "TS-001").status == "done"
    assert box_in(html, "TS-001") == box_in(fresh, "TS-001") != ""


def test_a_step_ticked_there_is_a_step_of_the_task(htmx: Htmx, shop: Plan) -> None:
    html = html_of(htmx.post(f"/plans/{shop.slug}/tasks/TS-001/steps/0/", {"done": "1"}))
    assert task_of(shop, "TS-001").steps.get(position=0).is_done
    assert 'aria-checked="true"' in box_in(html, "TS-001-0")


def test_a_stale_box_is_refused_and_shows_what_is(htmx: Htmx, shop: Plan) -> None:
    url = f"/plans/{shop.slug}/tasks/TS-001/move/?version=1"
    Htmx(htmx.client, f"/plans/{shop.slug}/sprints/1/").post(url, {"status": "doing"})
    response = htmx.post(url, {"status": "done"})
    assert response.status_code == 409
    assert 'aria-checked="mixed"' in box_in(html_of(response), "TS-001")


def test_nothing_in_the_text_can_act(manager: Client, shop: Plan) -> None:
    html = html_of(manager.get(f"/plans/{shop.slug}/document/"))
    paper = html.partition('class="md"')[2]
    assert "<script" not in paper
    assert "&lt;script&gt;" in paper
    assert 'href="/plans/shop/export/"' not in paper


def test_headings_make_a_table_of_contents(manager: Client, shop: Plan) -> None:
    html = html_of(manager.get(f"/plans/{shop.slug}/document/"))
    assert '<a href="#L5" data-level="3">1.1 Types</a>' in html


@pytest.mark.parametrize("count", [1, 60])
def test_a_document_takes_the_same_queries_whatever_it_holds(
    manager: Client, ada: Any, count: int, django_assert_max_num_queries: Any
) -> None:
    boxes = "".join(f"- [ ] **T-{number}: Title**\n  - [ ] step\n" for number in range(1, count + 1))
    plan = import_plan(data=f"# Long\n\n## Tasks\n\n{boxes}".encode(), by=ada).plan
    with django_assert_max_num_queries(12):
        html = html_of(manager.get(f"/plans/{plan.slug}/document/"))
    assert html.count('class="box"') == 2 * count


def test_every_task_and_step_of_the_readiness_plan_has_its_box(manager: Client, ada: Any) -> None:
    plan = import_plan(data=METROPOLITAN.read_bytes(), by=ada).plan
    html = html_of(manager.get(f"/plans/{plan.slug}/document/"))
    assert html.count('class="box"') == 80 + 12


def test_the_file_comes_out_as_it_went_in(manager: Client, shop: Plan) -> None:
    response = manager.get(f"/plans/{shop.slug}/export/")
    assert response.content.decode() == TEXT
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{shop.slug}.md"'
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_tick_changes_one_character_of_the_file(htmx: Htmx, shop: Plan) -> None:
    htmx.post(f"/plans/{shop.slug}/tasks/TS-001/move/?version=1", {"status": "done"})
    text = htmx.client.get(f"/plans/{shop.slug}/export/").content.decode()
    assert [(a, b) for a, b in zip(TEXT, text, strict=True) if a != b] == [(" ", "x")]


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Sec-Fetch-Dest": "empty"}])
def test_a_script_cannot_load_the_file_into_a_page(
    manager: Client, shop: Plan, headers: dict[str, str]
) -> None:
    response = manager.get(f"/plans/{shop.slug}/export/", headers=headers)
    assert response.status_code == 403
    assert b"TS-001" not in response.content


def test_strangers_get_neither_document_nor_file(outsider: Client, shop: Plan) -> None:
    for page in ("document", "export"):
        assert outsider.get(f"/plans/{shop.slug}/{page}/").status_code == 404


def test_a_plan_without_a_file_says_so(manager: Client, plan: Plan) -> None:
    response = manager.get("/plans/shop/document/")
    assert response.status_code == 404
    assert "no file yet" in html_of(response)


def test_a_task_that_was_taken_out_has_no_box(htmx: Htmx, shop: Plan) -> None:
    Task.objects.filter(plan=shop, key="TS-001").update(archived_at="2026-11-24T08:00:00Z")
    assert 'id="box-TS-001"' not in html_of(htmx.get(f"/plans/{shop.slug}/document/"))
    html = html_of(htmx.post(f"/plans/{shop.slug}/tasks/TS-001/move/?version=1", {"status": "done"}))
    assert 'id="box-TS-001"' not in html
