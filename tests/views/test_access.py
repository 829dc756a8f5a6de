"""Who may do what: every page and every change, for each role. A route that is not in the table fails."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.plans import task_of
from tracker.models import Event, Plan, Task
from tracker.urls import urlpatterns

# name: (path, roles that may read it, data of a change, roles that may make it)
EVERYBODY = {"outsider", "viewer", "member", "manager"}
INSIDERS = {"viewer", "member", "manager"}
MEMBERS = {"member", "manager"}
NOBODY: set[str] = set()
TASK = "/plans/shop/tasks/TS-1/"
VERSION = {"version": "1"}
ROUTES: dict[str, tuple[str, set[str], dict[str, str], set[str]]] = {
    "plans": ("/", EVERYBODY, {}, NOBODY),
    "new_plan": ("/plans/new/", EVERYBODY, {"text": "# P\n\n- [ ] **A-1: B**\n"}, EVERYBODY),
    "change_password": ("/password/", EVERYBODY, {}, EVERYBODY),
    "plan": ("/plans/shop/", INSIDERS, {}, NOBODY),
    "board": ("/plans/shop/sprints/1/", INSIDERS, {}, NOBODY),
    "unscheduled": ("/plans/shop/unscheduled/", INSIDERS, {}, NOBODY),
    "board_figures": ("/plans/shop/sprints/1/figures/", INSIDERS, {}, NOBODY),
    "unscheduled_figures": ("/plans/shop/unscheduled/figures/", INSIDERS, {}, NOBODY),
    "reports": ("/plans/shop/reports/", INSIDERS, {}, NOBODY),
    "critical_path": ("/plans/shop/critical-path/", INSIDERS, {}, NOBODY),
    "what_if": ("/plans/shop/what-if/", INSIDERS, {}, NOBODY),
    "accept_proposals": ("/plans/shop/critical-path/accept/", NOBODY, {}, MEMBERS),
    "readiness": ("/plans/shop/readiness/", INSIDERS, {}, NOBODY),
    "task": (TASK, INSIDERS, {}, NOBODY),
    "move_menu": (f"{TASK}menu/", MEMBERS, {}, NOBODY),
    "move_task": (f"{TASK}move/", NOBODY, VERSION | {"status": "done"}, MEMBERS),
    "edit_task": (f"{TASK}edit/", NOBODY, VERSION | {"priority": "low"}, MEMBERS),
    "set_step": (f"{TASK}steps/0/", NOBODY, {"done": "1"}, MEMBERS),
    "set_dependency": (f"{TASK}dependencies/", NOBODY, {"waits_for": "TS-3"}, MEMBERS),
    "add_comment": (f"{TASK}comments/", NOBODY, {"text": "Hello"}, MEMBERS),
}
# Tried in files of their own: these need a plan with a file, an event, or no person at all.
ELSEWHERE = {
    "import_plan", "export_plan", "document", "undo", "sign_in", "sign_in_by_link", "sign_out", "report_svg",
    "report_csv", "checks", "mute_finding", "unmute_finding", "confirm_policy",
}  # fmt: skip


ROLES = ["anonymous", "outsider", "viewer", "member", "manager"]


def test_every_route_is_tried() -> None:
    assert {pattern.name for pattern in urlpatterns} - set(ROUTES) - ELSEWHERE == set()


@pytest.fixture
def clients(manager: Client, member: Client, viewer: Client, outsider: Client) -> dict[str, Client]:
    return {
        "manager": manager,
        "member": member,
        "viewer": viewer,
        "outsider": outsider,
        "anonymous": Client(),
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_what_it_may(clients: dict[str, Client], role: str) -> None:
    for name, (path, may_read, *_) in ROUTES.items():
        status = clients[role].get(path).status_code
        if role == "anonymous":
            assert status == 302, name
        elif role in may_read:
            assert status in (200, 204, 302), name
        else:
            assert status in (403, 404, 405), name


@pytest.mark.parametrize("role", ROLES)
def test_each_role_changes_what_it_may_and_a_refusal_writes_nothing(
    clients: dict[str, Client], plan: Plan, role: str
) -> None:
    for name, (path, _may_read, data, may_change) in ROUTES.items():
        before = snapshot(plan)
        status = clients[role].post(path, data).status_code
        if role in may_change:
            assert status in (200, 303), name
        else:
            assert status in ((302,) if role == "anonymous" else (403, 404, 405)), name
            assert snapshot(plan) == before, name


def snapshot(plan: Plan) -> Any:
    tasks = list(Task.objects.filter(plan=plan).order_by("pk").values())
    return tasks, Event.objects.count(), task_of(plan, "TS-1").comments.count(), Plan.objects.count()


def test_no_change_is_made_without_a_csrf_token(ada: Any, plan: Plan) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    before = snapshot(plan)
    for name, (path, _may_read, data, may_change) in ROUTES.items():
        if may_change:
            assert client.post(path, data).status_code == 403, name
    assert snapshot(plan) == before


def test_htmx_with_an_old_token_is_told_to_load_the_page_again(ada: Any, plan: Plan) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    response = client.post(f"{TASK}move/", VERSION, headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Refresh"]) == (403, "true")


def test_htmx_of_an_expired_session_goes_to_sign_in_with_the_whole_page(plan: Plan) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/plans/shop/sprints/1/?who=me"}
    response = Client().post(f"{TASK}move/", VERSION, headers=headers)
    assert response.status_code == 401
    assert response.headers["HX-Redirect"] == "/sign-in/?next=%2Fplans%2Fshop%2Fsprints%2F1%2F%3Fwho%3Dme"
    assert response.content == b""


def test_a_plan_of_others_and_no_plan_at_all_look_the_same(outsider: Client, plan: Plan) -> None:
    theirs, nobodys = outsider.get("/plans/shop/sprints/1/"), outsider.get("/plans/none/sprints/1/")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content.split(b"<main")[1] == nobodys.content.split(b"<main")[1]


def test_the_list_shows_only_plans_that_one_is_in(outsider: Client, member: Client, plan: Plan) -> None:
    assert b"plan-shop" not in outsider.get("/").content
    assert b"plan-shop" in member.get("/").content


def test_a_refusal_of_htmx_is_said_in_the_status_line(viewer: Client, plan: Plan) -> None:
    response = viewer.post(f"{TASK}move/", VERSION, headers={"HX-Request": "true"})
    assert response.status_code == 403
    assert response.content.lstrip().startswith(b'<div class="status-line" id="status" hx-swap-oob')


def test_looking_writes_nothing(manager: Client, plan: Plan) -> None:
    for path, may_read, *_ in ROUTES.values():
        with CaptureQueriesContext(connection) as queries:
            manager.get(path if "manager" in may_read else "/")
        assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == [], path
