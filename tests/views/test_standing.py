"""Where the person stands, as their browser says: it may be wrong, gone by now, or forged."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.core.plan.made import make_document, make_task
from tests.plans import make_plan, task_of
from tests.views.conftest import Htmx
from tests.views.test_boards import html_of
from tracker.models import Plan, Sprint

MOVE = "/plans/shop/tasks/TS-1/move/"
FORGED = [
    "http://[", "http://testserver//[", "http://testserver//elsewhere.example/", "//elsewhere.example/",
    "http://testserver:x/", "javascript:alert(1)", "http://testserver/%ff/%00/",
    "http://testserver/plans/shop/sprints/999999999999999999999999/",
]  # fmt: skip


@pytest.mark.parametrize("address", FORGED)
def test_a_forged_address_leads_nowhere_and_breaks_nothing(member: Client, plan: Plan, address: str) -> None:
    tick = {"status": "done", "version": 1}
    response = member.post(MOVE, tick, headers={"HX-Request": "true", "HX-Current-URL": address})
    assert response.status_code == 200
    assert member.get("/plans/shop/changes/", headers={"Referer": address}).status_code in (200, 404)
    leads_to = member.post(MOVE, tick, headers={"Referer": address}).headers["Location"]
    assert leads_to.startswith("/")
    assert not leads_to.startswith("//")


def test_a_tick_on_the_board_of_a_sprint_that_is_gone_is_answered(member: Client, plan: Plan) -> None:
    board = Htmx(member, "/plans/shop/sprints/2/")
    Sprint.objects.filter(plan=plan, number=2).delete()
    response = board.post(MOVE, {"status": "done", "version": 1})
    assert (response.status_code, task_of(plan, "TS-1").status) == (200, "done")
    assert "TS-1: Done" in html_of(response)


def test_a_task_whose_id_has_letters_of_its_language_is_recognised(member: Client, plan: Plan) -> None:
    make_plan("paint", make_document(make_task("ÖN-1")), member=plan.members.get(username="bob"))
    page = Htmx(member, "/plans/paint/tasks/%C3%96N-1/")
    html = html_of(page.post("/plans/paint/tasks/ÖN-1/edit/", {"priority": "low", "version": 1}))
    assert 'id="task-props"' in html


def test_nobody_has_a_number_that_no_column_holds(member: Client, manager: Client, plan: Plan) -> None:
    number = "9" * 26
    assert member.post("/plans/shop/tasks/TS-1/edit/", {"assignee": number, "version": 1}).status_code == 422
    assert manager.post(f"/plans/shop/settings/people/{number}/").status_code == 404
