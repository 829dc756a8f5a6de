"""The whole way: a plan file in, a tick in a browser, the same file out with one character changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.plans import task_of
from tracker.actions.imports import import_plan

pytestmark = pytest.mark.django_db
METROPOLITAN = Path(settings.BASE_DIR, "fixtures", "metropolitan.md").read_bytes()


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_a_file_comes_in_is_ticked_and_goes_out_again(ada: User, line_end: bytes) -> None:
    data = METROPOLITAN.replace(b"\n", line_end)
    plan = import_plan(data=data, by=ada).plan
    client = Client()
    client.force_login(ada)
    export = reverse("export_plan", args=[plan.slug])
    assert client.get(export).getvalue() == data

    move = reverse("move_task", args=[plan.slug, "TS-002"])
    assert client.post(move, {"status": "done", "version": 1}).status_code in (302, 303)
    assert task_of(plan, "TS-002").done_by == ada
    after = client.get(export).getvalue()
    assert [(a, b) for a, b in zip(data, after, strict=True) if a != b] == [(ord(" "), ord("x"))]

    undo = reverse("undo", args=[plan.slug])
    event = task_of(plan, "TS-002").events.latest("pk")
    client.post(f"{undo}?event={event.pk}")
    assert client.get(export).getvalue() == data
