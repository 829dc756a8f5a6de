"""Markup planted in every text that a file or a person can give: it is shown, and never comes alive."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.plans import task_of
from tracker.actions.figures import recompute_figures
from tracker.actions.findings import mute_finding
from tracker.actions.imports import import_plan
from tracker.actions.tasks import add_comment, edit_task
from tracker.models import Plan
from tracker.queries.checks import check_plan
from tracker.queries.export import plan_text

pytestmark = pytest.mark.thorough

PLANTED = (
    '<script>canary()</script><canary hx-get="/canary" hx-trigger="load" data-hx-post="/canary" '
    'onclick="canary()" style="x:canary" sse-connect="/canary"></canary>'
    '<img src="/canary" onerror="canary()"><iframe src="/canary"></iframe>'
    "<form action=/canary><base href=/canary><svg onload=canary()><template>"
    '<meta name="htmx-config" content="canary">[x](javascript:canary) ![x](/canary)</div></main><!-- canary'
)
SPOKEN = {"value", "title", "aria-label", "alt", "placeholder", "content", "data-draft", "href", "label"}


class Planted(HTMLParser):
    """Collects the markup that a planted text became."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("canary", "iframe", "base", "template", "object", "embed"):
            self.found.append(tag)
        if tag == "script" and not (values.get("src") or "").startswith("/static/"):
            self.found.append(tag)
        for name, value in attrs:
            runs = name.startswith(("on", "hx-on")) or (name == "href" and "javascript:" in (value or ""))
            if runs or ("canary" in (value or "") and (name not in SPOKEN or tag in ("base", "link"))):
                self.found.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        if "canary" in data:
            self.found.append(f"comment {data}")


PAGES = [
    "/", "document/", "sprints/1/", "sprints/1/?task=A-1", "unscheduled/", "tasks/A-1/", "tasks/A-1/menu/",
    "checks/", "settings/", "reports/", "readiness/", "critical-path/", "what-if/", "import/",
]  # fmt: skip


@pytest.fixture
def planted(ada: User) -> Plan:
    """A plan with markup in every text that a file or a person can give it."""
    User.objects.filter(pk=ada.pk).update(first_name="<canary hx-get=/canary>", last_name="<script>canary()")
    text = (
        f"# Shop {PLANTED}\n\n## 1. {PLANTED} (WORK) - HIGH PRIORITY\n\n### 1.1 {PLANTED}\n\n"
        f"**Priority:** HIGH | **Estimated:** 9 days\n**Agent:** {PLANTED}\n\n"
        f"- [ ] **A-1: {PLANTED}**\n  - **Files:** `{PLANTED}`\n  - **{PLANTED}:** {PLANTED}\n"
        f"  - **Depends on:** {PLANTED}\n  - [ ] {PLANTED}\n- [x] **A-2: {PLANTED}**\n  - [ ] {PLANTED}\n"
        f"- [?] **A-3: {PLANTED}**\n\n## Sprints\n\n### Sprint 1 (1 week): {PLANTED}\n\nA-1, A-9\n\n"
        f"## Notes\n\n1. **{PLANTED}:** {PLANTED}\n"
    )
    plan = import_plan(data=text.encode(), by=ada, slug="shop", file_name=f"{PLANTED}.md").plan
    task = task_of(plan, "A-1")
    edit_task(task=task, values={"title": f"New {PLANTED}", "blocked": PLANTED[:500], "body": PLANTED},
              seen_version=None, by=ada)  # fmt: skip
    add_comment(task=task, text=PLANTED, by=ada)
    mute_finding(plan=plan, found=check_plan(plan).found[0], reason=PLANTED[:500], by=ada)
    recompute_figures(plan_id=plan.pk)
    return plan


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("by_htmx", [False, True])
def test_no_planted_markup_comes_alive_on_a_page(
    manager: Client, planted: Plan, page: str, by_htmx: bool
) -> None:
    path = page if page == "/" else f"/plans/shop/{page}"
    response = manager.get(path, headers={"HX-Request": "true"} if by_htmx else {})
    assert response.status_code in (200, 204)
    assert alive_in(response) == []


def alive_in(response: Any) -> list[str]:
    parser = Planted()
    parser.feed(response.content.decode())
    parser.close()
    return parser.found


def test_the_planted_texts_are_shown_for_what_they_are(manager: Client, planted: Plan) -> None:
    assert "&lt;canary" in manager.get("/plans/shop/tasks/A-1/").content.decode()
    assert "&lt;canary" in manager.get("/plans/shop/checks/").content.decode()


def test_no_planted_markup_comes_alive_in_a_preview(manager: Client, planted: Plan) -> None:
    text = plan_text(planted).replace("New ", "Newer ").replace("A-2:", "A-4:")
    data = {"file": SimpleUploadedFile("x.md", text.encode())}
    for path in ("/plans/new/", "/plans/shop/import/"):
        data["file"].seek(0)
        response = manager.post(path, data)
        assert response.status_code == 200
        assert alive_in(response) == []


def test_no_planted_markup_comes_alive_in_the_answer_to_a_change(manager: Client, planted: Plan) -> None:
    at = {"HX-Request": "true", "HX-Current-URL": "http://testserver/plans/shop/sprints/1/?task=A-1"}
    for path, data in (
        ("tasks/A-1/move/", {"status": "doing"}),
        ("tasks/A-1/edit/", {"title": PLANTED}),
        ("tasks/A-1/comments/", {"text": PLANTED}),
        ("tasks/A-1/edit/", {"due": PLANTED}),
    ):
        version = {"version": str(task_of(planted, "A-1").version)}
        response = manager.post(f"/plans/shop/{path}", data | version, headers=at)
        assert response.status_code in (200, 422)
        assert alive_in(response) == []
