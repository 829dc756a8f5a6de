"""Who may do what: every route and method, for each role. A route that is not in the table fails."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.urls import urlpatterns as site_patterns
from tests.plans import make_person, task_of
from tests.views.routes import PLAN, ROUTES, STRANGERS, TASK, TEXT, VERSION, Route
from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan
from tracker.actions.tasks import set_status
from tracker.models import Figures, Membership, Plan, Section
from tracker.queries.checks import check_plan
from tracker.urls import urlpatterns

pytestmark = pytest.mark.thorough

ROLES = ["anonymous", "inactive", "outsider", "viewer", "member", "manager", "admin"]
# How far each role reaches, in the words of the table.
REACH = {
    "anonymous": {"anyone"},
    "inactive": {"anyone"},
    "outsider": {"anyone", "account"},
    "viewer": {"anyone", "account", "viewer"},
    "member": {"anyone", "account", "viewer", "member"},
    "manager": {"anyone", "account", "viewer", "member", "manager"},
    "admin": {"anyone", "account", "viewer", "member", "manager", "admin"},
}
OTHER_TEXT = TEXT.replace("TS-", "OT-").replace("# Shop", "# Other", 1).replace("Sprint 2", "Sprint 7")
WRITES = ("INSERT", "UPDATE", "DELETE")
# What answers a form and stores no more than a session, or shows first what it would do.
CHANGE_NO_ROWS = {
    "sign_in", "sign_in_by_link", "sign_out", "set_language", "change_password", "new_plan", "import_plan",
    "unmute_finding",
}  # fmt: skip


@pytest.fixture
def shop(ada: User, bob: User) -> dict[str, Any]:
    """The plans “shop”, of Ada, Bob and Vera, and “other”, of Otto; what the braces in paths stand for."""
    people = {name: make_person(name) for name in ("vera", "otto", "ines")} | {"ada": ada, "bob": bob}
    shop = import_plan(data=TEXT.encode(), by=ada).plan
    other = import_plan(data=OTHER_TEXT.encode(), by=people["otto"]).plan
    for name, role in (("bob", "member"), ("vera", "viewer"), ("ines", "manager")):
        Membership.objects.create(plan=shop, user=people[name], role=role)
    User.objects.create_superuser("root")
    User.objects.filter(pk=people["ines"].pk).update(is_active=False)
    known: dict[str, Any] = {name: person.pk for name, person in people.items()}
    for plan, key, prefix in ((shop, "TS-2", ""), (other, "OT-2", "other_")):
        events = set_status(
            task=task_of(plan, key), status="doing", seen_version=None, by=plan.members.first()
        )
        recompute_figures(plan_id=plan.pk)
        found = [item for item in check_plan(plan).found if item.finding.code == "done-with-open-steps"]
        known |= {f"{prefix}event": events[0].pk, f"{prefix}print": found[0].fingerprint}
    return known


@pytest.fixture
def client_as(shop: dict[str, Any], client_of: Any) -> Any:
    """A function that gives a client of that role."""
    names = {
        "inactive": "ines", "outsider": "otto", "viewer": "vera", "member": "bob", "manager": "ada",
        "admin": "root",
    }  # fmt: skip

    def client_as(role: str) -> Client:
        if role == "anonymous":
            return Client()
        return client_of(User.objects.get(username=names[role]))

    return client_as


def test_every_route_is_in_the_table() -> None:
    own = {pattern.name for pattern in [*urlpatterns, *site_patterns] if hasattr(pattern, "name")}
    assert own - {None} == set(ROUTES)


def expected(route: Route, role: str, least: str | None, codes: tuple[int, ...]) -> tuple[int, ...]:
    """What the table promises: to whom it is not said that the plan exists, who is told that they may not."""
    may_all = "anyone" in (route.reads, route.writes)
    if role in ("anonymous", "inactive") and not may_all:
        return (302,)
    if least is None:
        return (405,)
    if least in REACH[role]:
        return codes
    return (404,) if role == "outsider" else (403,)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_each_role_reads_what_the_table_says(
    client_as: Any, shop: dict[str, Any], role: str, method: str
) -> None:
    client = client_as(role)
    for name, route in ROUTES.items():
        if (name, method) == ("sign_in_by_link", "head"):
            continue
        response = getattr(client, method)(route.path.format(**shop))
        wanted = expected(route, role, route.reads, route.read_codes)
        assert response.status_code in wanted, (name, response.status_code)
        if wanted == (302,) and not route.path.startswith(("/sign-in/", "/language/")) and role in (
            "anonymous", "inactive",
        ):  # fmt: skip
            assert response.headers["Location"].startswith("/sign-in/?next="), name


@pytest.mark.parametrize("role", ROLES)
def test_each_role_changes_what_the_table_says_and_a_refusal_writes_nothing(
    client_as: Any, shop: dict[str, Any], role: str
) -> None:
    before = everything()
    for name, route in ROUTES.items():
        with transaction.atomic():
            client = client_as(role)
            status = client.post(route.path.format(**shop), route.data).status_code
            assert status in expected(route, role, route.writes, route.write_codes), (name, status)
            may_change = route.writes in REACH[role] and name not in CHANGE_NO_ROWS
            assert (everything() != before) == may_change, name
            transaction.set_rollback(True)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_does_anything(client_as: Any, shop: dict[str, Any], role: str, method: str) -> None:
    client = client_as(role)
    before = everything()
    for name, route in ROUTES.items():
        status = getattr(client, method)(route.path.format(**shop)).status_code
        # Django's own view of languages redirects whatever the method, and sets nothing.
        assert status in (302, 403, 404, 405) or name in ("sign_in", "change_password"), (name, status)
    assert everything() == before


def everything() -> list[Any]:
    """All rows but those of sessions and of figures, which can be computed again."""
    models = [model for model in apps.get_app_config("tracker").get_models() if model is not Figures]
    rows = [list(model._default_manager.order_by("pk").values_list()) for model in models]
    people = User.objects.order_by("pk").values_list("username", "password", "is_active", "is_staff")
    return [*rows, list(people), list(Section.agents.through.objects.values_list())]


def test_a_header_does_not_turn_a_look_into_a_change(client_as: Any, shop: dict[str, Any]) -> None:
    client, before = client_as("manager"), everything()
    names = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
    for route in ROUTES.values():
        client.get(route.path.format(**shop), headers=dict.fromkeys(names, "POST"))
    assert everything() == before


@pytest.mark.parametrize("role", ["outsider", "viewer", "manager", "admin"])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_writes_nothing(client_as: Any, shop: dict[str, Any], role: str, method: str) -> None:
    client = client_as(role)
    for name, route in ROUTES.items():
        if (name, method) == ("sign_in_by_link", "get"):  # the one link that a look uses up
            continue
        with CaptureQueriesContext(connection) as queries:
            getattr(client, method)(route.path.format(**shop))
        written = [q["sql"] for q in queries if q["sql"].lstrip().upper().startswith(WRITES)]
        assert [sql for sql in written if "django_session" not in sql] == [], name


@pytest.mark.parametrize("origin", ["", "https://elsewhere.example"])
def test_no_change_is_made_without_a_csrf_token(shop: dict[str, Any], origin: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Origin": origin} if origin else {})
    client.force_login(User.objects.get(username="root"))
    before = everything()
    for name, route in ROUTES.items():
        for method in ("post", "put", "patch", "delete"):
            if method == "post" and route.writes is None:
                continue
            status = getattr(client, method)(route.path.format(**shop), route.data).status_code
            assert status == 403, (name, method)
    assert everything() == before


@pytest.mark.parametrize("role", ["manager", "admin"])
@pytest.mark.parametrize("name", STRANGERS)
def test_a_part_of_another_plan_is_not_found_below_this_one(
    client_as: Any, shop: dict[str, Any], role: str, name: str
) -> None:
    client, (path, data) = client_as(role), STRANGERS[name]
    before = everything()
    address = path.format(**shop)
    response = client.get(address) if data is None else client.post(address, data)
    assert response.status_code == 404
    assert everything() == before


def test_unmuting_a_finding_of_another_plan_changes_nothing(client_as: Any, shop: dict[str, Any]) -> None:
    client, before = client_as("manager"), everything()
    client.post(f"{PLAN}checks/{shop['other_print']}/unmute/")
    assert everything() == before


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("move/", {"version": "1", "status": "todo", "sprint": "7"}),
        ("move/", {"version": "1", "status": "todo", "after": "OT-1"}),
        ("edit/", {"version": "1", "assignee": "{otto}"}),
        ("edit/", {"version": "1", "sprint": "7"}),
        ("dependencies/", {"waits_for": "OT-1"}),
    ],
)
def test_a_task_is_not_tied_to_what_belongs_to_another_plan(
    client_as: Any, shop: dict[str, Any], path: str, data: dict[str, str]
) -> None:
    client, before = client_as("manager"), everything()
    filled = {name: value.format(**shop) for name, value in data.items()}
    assert client.post(f"{TASK}{path}", filled).status_code in (404, 409, 422)
    assert everything() == before


def test_what_a_request_adds_of_its_own_changes_nothing(client_as: Any, shop: dict[str, Any]) -> None:
    client = client_as("member")
    before = Plan.objects.values().get(slug="shop")
    extra = {"plan": "2", "by": str(shop["ada"]), "role": "manager", "is_staff": "1", "archived": "1"}
    client.post(f"{TASK}edit/", VERSION | {"priority": "low"} | extra)
    row = task_of(Plan.objects.get(slug="shop"), "TS-1")
    assert (row.priority, row.archived_at, row.events.latest("pk").by_id) == ("low", None, shop["bob"])
    after = Plan.objects.values().get(slug="shop")
    assert after | {"want_rev": 0} == before | {"want_rev": 0}
    assert not User.objects.get(username="bob").is_staff


def test_who_is_removed_sees_nothing_from_then_on(client_as: Any, shop: dict[str, Any]) -> None:
    client = client_as("member")
    assert client.get(TASK).status_code == 200
    Membership.objects.filter(user=shop["bob"]).delete()
    assert client.get(TASK).status_code == 404
    assert client.post(f"{TASK}move/", VERSION | {"status": "done"}).status_code == 404


def test_who_is_disabled_is_signed_out_at_once(client_as: Any, shop: dict[str, Any]) -> None:
    client = client_as("member")
    assert client.get(TASK).status_code == 200
    User.objects.filter(pk=shop["bob"]).update(is_active=False)
    assert client.get(TASK).status_code == 302


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
