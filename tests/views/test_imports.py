"""Plan files coming in: what is shown before anything is stored, and what is stored then."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.plans import task_of
from tests.views.test_boards import html_of
from tests.views.test_documents import METROPOLITAN, TEXT
from tracker.actions.imports import import_plan
from tracker.actions.tasks import set_status
from tracker.models import Event, Membership, Plan

FILE_BYTES = TEXT.replace("\n", "\r\n").encode("utf-8-sig") + b"  "


def upload(data: bytes, name: str = "shop.md") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, data)}


def fields_of(html: str) -> dict[str, str]:
    """What the preview's form would send, as a browser would: hidden fields, selects and chosen radios."""
    form = html.partition("<main")[2]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    radios = re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)" checked', form)
    selects = re.findall(r'<select[^>]*name="([^"]+)"[^>]*><option value="([^"]*)"', form)
    return {name: unescape(value) for name, value in [*hidden, *radios, *selects]}


def test_a_preview_counts_and_stores_nothing(manager: Client) -> None:
    html = html_of(manager.post("/plans/new/", upload(METROPOLITAN.read_bytes())))
    counts = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", html))
    assert counts == {
        "Categories": "9", "Sections": "34", "Tasks": "80", "Checklist items": "12", "Sprints": "6",
        "In a sprint": "63", "In no sprint": "17",
    }  # fmt: skip
    assert not Plan.objects.exists()


def test_applying_the_preview_stores_the_very_bytes(manager: Client, ada: Any) -> None:
    preview = fields_of(html_of(manager.post("/plans/new/", upload(FILE_BYTES))))
    response = manager.post("/plans/new/", preview | {"apply": "1"})
    plan = Plan.objects.get()
    assert response.headers["Location"] == f"/plans/{plan.slug}/"
    assert plan.revision.text.encode() == FILE_BYTES
    assert plan.revision.file_name == "shop.md"
    assert Membership.objects.get(plan=plan).role == "manager"


def test_a_pasted_text_gets_its_line_ends_back(manager: Client) -> None:
    pasted = {"text": TEXT.replace("\n", "\r\n")}
    preview = fields_of(html_of(manager.post("/plans/new/", pasted)))
    manager.post("/plans/new/", preview | {"apply": "1"})
    assert Plan.objects.get().revision.text == TEXT


def test_the_first_sprint_starts_when_it_was_said(manager: Client) -> None:
    preview = fields_of(html_of(manager.post("/plans/new/", {"text": TEXT, "start": "2027-01-04"})))
    manager.post("/plans/new/", preview | {"apply": "1"})
    assert Plan.objects.get().sprints.get(number=1).starts_on.isoformat() == "2027-01-04"


def test_holidays_are_those_of_the_country_that_was_said(manager: Client) -> None:
    preview = fields_of(html_of(manager.post("/plans/new/", {"text": TEXT, "country": "TR"})))
    manager.post("/plans/new/", preview | {"apply": "1"})
    assert Plan.objects.get().country == "TR"


def test_a_country_that_nobody_knows_is_refused_in_words(manager: Client) -> None:
    preview = fields_of(html_of(manager.post("/plans/new/", {"text": TEXT})))
    response = manager.post("/plans/new/", preview | {"apply": "1", "country": "XX"})
    assert response.status_code == 422
    assert "No holidays are known for the country XX" in html_of(response)
    assert not Plan.objects.exists()


def test_a_new_plan_never_lands_in_somebody_elses(manager: Client, outsider: Client) -> None:
    preview = fields_of(html_of(manager.post("/plans/new/", {"text": TEXT})))
    manager.post("/plans/new/", preview | {"apply": "1"})
    outsider.post("/plans/new/", preview | {"apply": "1"})
    assert sorted(Plan.objects.values_list("slug", flat=True)) == ["shop", "shop-2"]
    assert Membership.objects.filter(plan__slug="shop").count() == 1


def test_a_part_can_be_read_otherwise(manager: Client) -> None:
    headings = "### A-1: One\n- **Priority:** high\n- [ ] step\n\n### A-2: Two\n- [ ] this\n- [ ] that\n"
    text = f"# P\n\n## Work\n\n{headings}"
    first = html_of(manager.post("/plans/new/", {"text": text}))
    fields = fields_of(first)
    level = next(name for name in fields if name.startswith("level-"))
    other = re.search(rf'name="{level}".*?<option.*?<option value="(\w+)"', first, re.DOTALL)
    assert other is not None
    again = html_of(manager.post("/plans/new/", fields | {level: other[1]}))
    assert re.findall(r"<dt>Tasks</dt><dd>(\d+)", again) != re.findall(r"<dt>Tasks</dt><dd>(\d+)", first)
    manager.post("/plans/new/", fields_of(again) | {"apply": "1"})
    assert Plan.objects.get().task_levels == {level.removeprefix("level-"): other[1]}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xfe# \x00", "UTF-16"),
        (b"# P\n\nJust words.\n", "No task was found"),
        (b"# P\n\n- [ ] **A-1: B**\n- [ ] **A-1: C**\n", "A-1"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_words(manager: Client, data: bytes, says: str) -> None:
    response = manager.post("/plans/new/", upload(data))
    assert response.status_code == 422
    assert says in html_of(response)
    assert not Plan.objects.exists()


def test_nothing_at_all_is_refused_in_words(manager: Client) -> None:
    response = manager.post("/plans/new/", {"text": "  \n"})
    assert response.status_code == 422
    assert "Choose a file" in html_of(response)


@pytest.mark.parametrize("fields", [{"carried": "§"}, {"carried": "AA", "start": "soon"}, {"carried": "A"}])
def test_a_preview_that_was_tampered_with_is_refused(manager: Client, fields: dict[str, str]) -> None:
    assert manager.post("/plans/new/", fields | {"apply": "1"}).status_code in (404, 422)
    assert not Plan.objects.exists()


@pytest.fixture
def shop(ada: Any) -> Plan:
    return import_plan(data=TEXT.encode(), by=ada).plan


def preview_of(client: Client, shop: Plan, text: str) -> str:
    return html_of(client.post(f"/plans/{shop.slug}/import/", {"text": text}))


NEW_TEXT = (
    TEXT.replace("TS-001: Guard", "TS-001: The guard").replace("TS-002", "TS-003").replace("Tests", "More")
)


def test_a_new_version_shows_what_it_would_do_and_does_nothing_yet(manager: Client, shop: Plan) -> None:
    before = Event.objects.count()
    html = preview_of(manager, shop, NEW_TEXT)
    counts = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", html))
    assert (counts["New"], counts["Changed"], counts["Gone from the file"]) == ("1", "1", "1")
    assert "The guard" in html
    assert Event.objects.count() == before


def test_applying_a_new_version_merges_it(manager: Client, shop: Plan) -> None:
    preview = fields_of(preview_of(manager, shop, NEW_TEXT))
    response = manager.post(f"/plans/{shop.slug}/import/", preview | {"apply": "1"})
    assert response.status_code == 302
    assert task_of(shop, "TS-001").title == "The guard"
    assert task_of(shop, "TS-002").archived_at is not None
    assert task_of(shop, "TS-003").archived_at is None


@pytest.mark.parametrize(("side", "status"), [("ours", "doing"), ("theirs", "done")])
def test_a_conflict_is_decided_by_the_person(
    manager: Client, ada: Any, shop: Plan, side: str, status: str
) -> None:
    set_status(task=task_of(shop, "TS-001"), status="doing", seen_version=None, by=ada)
    text = TEXT.replace("- [ ] **TS-001", "- [x] **TS-001")
    preview = fields_of(preview_of(manager, shop, text))
    assert preview["decide-TS-001:status"] == "ours"
    manager.post(f"/plans/{shop.slug}/import/", preview | {"apply": "1", "decide-TS-001:status": side})
    assert task_of(shop, "TS-001").status == status


def test_a_preview_that_the_plan_outran_is_shown_anew(manager: Client, ada: Any, shop: Plan) -> None:
    text = TEXT.replace("- [ ] **TS-001", "- [x] **TS-001")
    preview = fields_of(preview_of(manager, shop, text))
    set_status(task=task_of(shop, "TS-001"), status="doing", seen_version=None, by=ada)
    response = manager.post(f"/plans/{shop.slug}/import/", preview | {"apply": "1"})
    assert response.status_code == 409
    assert "decide-TS-001:status" in html_of(response)
    assert task_of(shop, "TS-001").status == "doing"


def test_the_same_file_again_changes_nothing(manager: Client, shop: Plan) -> None:
    before = Event.objects.count()
    html = preview_of(manager, shop, TEXT)
    assert "says nothing new" in html
    manager.post(f"/plans/{shop.slug}/import/", fields_of(html) | {"apply": "1"})
    assert Event.objects.count() == before


def test_only_a_manager_brings_a_new_version(member: Client, bob: Any, shop: Plan) -> None:
    Membership.objects.create(plan=shop, user=bob, role="member")
    assert member.get(f"/plans/{shop.slug}/import/").status_code == 403
    assert member.post(f"/plans/{shop.slug}/import/", {"text": NEW_TEXT}).status_code == 403
