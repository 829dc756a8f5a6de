"""Importing a plan file from the admin: counts, what was not understood, refusals as errors of the form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.plans import make_person
from tracker.models import Event, Membership, Plan, PlanRevision

pytestmark = pytest.mark.django_db
METROPOLITAN = Path(settings.BASE_DIR, "fixtures", "metropolitan.md").read_bytes()
ODD = b"# Odd\n\n## Part\n\n- [ ] **AB-1: First**\n- [?] **AB-2: Second**\n"


def send(client: Client, data: bytes, **typed: Any) -> str:
    file = SimpleUploadedFile("plan.md", data)
    response = client.post(reverse("admin:tracker_plan_import"), {"file": file, **typed})
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_of_plans_leads_to_the_import(admin: Client) -> None:
    page = admin.get(reverse("admin:tracker_plan_changelist")).content.decode()
    assert f'href="{reverse("admin:tracker_plan_import")}"' in page
    assert admin.get(reverse("admin:tracker_plan_import")).status_code == 200


def test_the_readiness_plan_comes_in_with_its_counts(admin: Client) -> None:
    page = send(admin, METROPOLITAN, start="2026-11-30")
    plan = Plan.objects.get()
    for count in (9, 34, 80, 12, 6, 63, 17):
        assert f"<td>{count}</td>" in page
    assert Membership.objects.get(plan=plan).user.username == "root"
    assert plan.start_date.isoformat() == "2026-11-30"
    assert PlanRevision.objects.get().file_name == "plan.md"
    assert Event.objects.filter(plan=plan, by__username="root").count() == 80


def test_the_same_file_again_is_said_to_change_nothing(admin: Client) -> None:
    send(admin, ODD)
    assert "nothing to change" in send(admin, ODD)
    assert Plan.objects.count() == PlanRevision.objects.count() == 1


def test_what_was_not_understood_is_listed_with_its_line(admin: Client) -> None:
    page = send(admin, ODD)
    assert "Not understood, or worth a look" in page
    assert "<td>6</td>" in page


def test_looking_alone_changes_nothing(admin: Client) -> None:
    page = send(admin, ODD, only_look="on")
    assert "Nothing was changed" in page
    assert not Plan.objects.exists()


def test_a_file_is_merged_into_the_plan_that_was_chosen(admin: Client) -> None:
    send(admin, ODD)
    page = send(admin, ODD.replace(b"# Odd", b"# Another name") + b"- [ ] **AB-3: Third**\n", plan="odd")
    assert "merged into the plan" in page
    assert Plan.objects.get().tasks.count() == 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"# Words\n\nOnly words.\n", "No task was found"),
        (b"# Bytes\n\xff\n", "UTF-8"),
        (b"- [ ] **A-1: a**\n- [ ] **A-1: b**\n", "A-1"),
        (b"x" * (2 * 1024 * 1024 + 1), "2"),
        (b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_of_the_form(admin: Client, data: bytes, reason: str) -> None:
    page = send(admin, data)
    assert "errorlist" in page
    assert "Nothing was imported" in page
    assert reason in page
    assert not Plan.objects.exists()


def test_only_who_may_add_plans_imports() -> None:
    clerk = make_person("clerk", is_staff=True)
    client = Client()
    client.force_login(clerk)
    file = SimpleUploadedFile("plan.md", ODD)
    assert client.post(reverse("admin:tracker_plan_import"), {"file": file}).status_code == 403
    assert not Plan.objects.exists()
