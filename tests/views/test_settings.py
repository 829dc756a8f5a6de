"""The settings of a plan: its time, sprints and people, and who may touch them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.core.plan.made import make_document, make_task
from tests.plans import FIRST_MONDAY, make_person, make_plan, many_tasks
from tests.views.test_boards import html_of
from tracker.models import Event, Membership, Plan, SignInLink

SETTINGS = "/plans/shop/settings/"
VALUES = {
    "title": "Shop", "start_date": "2026-11-30", "people": "3", "hours_per_day": "8", "country": "",
    "default_estimate_hours": "8", "weekdays": ["1", "2", "3", "4", "5"], "time_zone": "Europe/Istanbul",
    "days_off": "", "sprint_order": "on",
}  # fmt: skip


@pytest.fixture
def root(client_of: Any) -> Client:
    return client_of(User.objects.create_superuser("root"))


def role_of(plan: Plan, name: str) -> str | None:
    return Membership.objects.filter(plan=plan, user__username=name).values_list("role", flat=True).first()


def test_what_the_page_shows_is_saved_unchanged(manager: Client, plan: Plan) -> None:
    before = Event.objects.count()
    response = manager.post(SETTINGS, VALUES)
    assert (response.status_code, response.headers["Location"]) == (303, SETTINGS)
    assert Event.objects.count() == before
    assert "Nothing changed: it was like that already." in html_of(manager.get(SETTINGS))


def test_each_setting_that_changes_is_an_event(manager: Client, plan: Plan) -> None:
    new = {
        "people": "5", "hours_per_day": "7.5", "weekdays": ["1", "2", "3", "4"], "country": "TR",
        "days_off": "2026-12-31\r\n2026-12-24", "time_zone": "Europe/Berlin", "one_task_per_agent": "on",
    }  # fmt: skip
    assert manager.post(SETTINGS, VALUES | new).status_code == 303
    plan.refresh_from_db()
    assert (plan.people, plan.hours_per_day, plan.weekdays) == (5, 7.5, "1234")
    assert (plan.country, plan.time_zone, plan.one_task_per_agent) == ("TR", "Europe/Berlin", True)
    assert plan.days_off == ["2026-12-24", "2026-12-31"]
    changed = {name for event in Event.objects.filter(field="plan") for name in event.to_value}
    assert changed == {
        "people", "hours_per_day", "weekdays", "country", "days_off", "time_zone", "one_task_per_agent",
    }  # fmt: skip
    html = html_of(manager.get(SETTINGS))
    assert '<option value="TR" selected>Turkey</option>' in html
    assert "2026-12-24\n2026-12-31</textarea>" in html


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": " "}, "This field is required"),
        ({"title": "a\0b"}, "Null characters"),
        ({"hours_per_day": "25"}, "less than or equal to 24"),
        ({"people": "0"}, "greater than or equal to 1"),
        ({"weekdays": []}, "This field is required"),
        ({"weekdays": ["9"]}, "not one of the available choices"),
        ({"country": "XX"}, "not one of the available choices"),
        ({"time_zone": "Moon/Sea"}, "is not a time zone"),
        ({"days_off": "2026-12-24\nsoon"}, "“soon” is not a date"),
        ({"start_date": "soon"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_saved(
    manager: Client, plan: Plan, wrong: dict[str, Any], says: str
) -> None:
    before = Plan.objects.values().get(pk=plan.pk)
    response = manager.post(SETTINGS, VALUES | {"people": "9"} | wrong)
    assert response.status_code == 422
    assert says in html_of(response)
    assert Plan.objects.values().get(pk=plan.pk) == before


def test_moving_a_sprint_moves_those_after_it(manager: Client, plan: Plan) -> None:
    dates = {
        "starts-1": "2026-12-07", "ends-1": "2026-12-11", "starts-2": "2026-12-07", "ends-2": "2026-12-11",
        "shifts_following": "1",
    }  # fmt: skip
    assert manager.post(f"{SETTINGS}sprints/", dates).status_code == 303
    starts = [sprint.starts_on.isoformat() for sprint in plan.sprints.order_by("number")]
    assert starts == ["2026-12-07", "2026-12-14"]


@pytest.mark.parametrize("ends", ["", "soon", "2026-11-01"])
def test_dates_that_cannot_be_are_refused_in_words(manager: Client, plan: Plan, ends: str) -> None:
    dates = {"starts-1": "2026-11-30", "ends-1": ends, "starts-2": "2026-12-07", "ends-2": "2026-12-11"}
    response = manager.post(f"{SETTINGS}sprints/", dates)
    assert response.status_code == 422
    assert 'role="alert"' in html_of(response)
    assert plan.sprints.get(number=1).starts_on == FIRST_MONDAY


def test_a_sprint_is_closed_and_opened_again(manager: Client, plan: Plan) -> None:
    assert manager.post(f"{SETTINGS}sprints/1/", {"carry_over": "1"}).status_code == 303
    assert plan.tasks.filter(sprint__number=2).count() == 2
    assert "closed today" in html_of(manager.get(SETTINGS))
    manager.post(f"{SETTINGS}sprints/1/", {"reopen": "1"})
    assert plan.sprints.get(number=1).closed_at is None
    assert manager.post(f"{SETTINGS}sprints/9/", {}).status_code == 404


def test_a_sprint_is_added_named_and_removed(manager: Client, plan: Plan) -> None:
    page = html_of(manager.get(SETTINGS))
    assert 'value="Sprint 3"' in page
    assert 'name="starts_on" value="2026-12-14"' in page
    assert 'name="ends_on" value="2026-12-18"' in page
    new = {"title": "Hardening", "starts_on": "2026-12-14", "ends_on": "2026-12-18"}
    assert manager.post(f"{SETTINGS}sprints/new/", new).status_code == 303
    dates = {
        f"{end}-{sprint.number}": getattr(sprint, f"{end}_on").isoformat()
        for sprint in plan.sprints.all()
        for end in ("starts", "ends")
    }
    assert manager.post(f"{SETTINGS}sprints/", dates | {"title-3": "Launch"}).status_code == 303
    assert plan.sprints.get(number=3).title == "Launch"
    assert manager.post(f"{SETTINGS}sprints/", dates | {"title-3": " "}).status_code == 422
    assert manager.post(f"{SETTINGS}sprints/3/remove/").status_code == 303
    assert plan.sprints.count() == 2


def test_a_sprint_with_tasks_stays_and_the_page_says_what_to_do(manager: Client, plan: Plan) -> None:
    response = manager.post(f"{SETTINGS}sprints/1/remove/")
    assert response.status_code == 422
    assert "Tasks stand in sprint 1. Move them into another sprint" in html_of(response)
    assert plan.sprints.count() == 2


@pytest.mark.parametrize("ends", ["", "soon", "2026-11-01"])
def test_a_sprint_whose_dates_cannot_be_is_refused_with_what_was_typed(
    manager: Client, plan: Plan, ends: str
) -> None:
    new = {"title": "Hardening", "starts_on": "2026-12-14", "ends_on": ends}
    response = manager.post(f"{SETTINGS}sprints/new/", new)
    assert response.status_code == 422
    assert 'value="Hardening"' in html_of(response)
    assert 'role="alert"' in html_of(response)
    assert plan.sprints.count() == 2


def test_boards_lead_managers_to_a_first_sprint_and_nobody_else(
    plan: Plan, manager: Client, member: Client
) -> None:
    make_plan(
        "bare",
        make_document(make_task("B-1")),
        manager=User.objects.get(username="ada"),
        member=[User.objects.get(username="bob")],
    )
    for board in ("/plans/shop/sprints/1/", "/plans/bare/unscheduled/"):
        assert "settings/#new-sprint" in html_of(manager.get(board))
        assert "settings/#new-sprint" not in html_of(member.get(board))
    assert "This plan has no sprints yet." in html_of(manager.get("/plans/bare/settings/"))


def test_a_person_is_let_in_changed_and_removed(manager: Client, plan: Plan) -> None:
    vera = make_person("vera")
    manager.post(f"{SETTINGS}people/", {"username": "vera", "role": "viewer"})
    assert role_of(plan, "vera") == "viewer"
    manager.post(f"{SETTINGS}people/", {"username": "vera", "role": "manager"})
    assert role_of(plan, "vera") == "manager"
    manager.post(f"{SETTINGS}people/{vera.pk}/", {})
    assert role_of(plan, "vera") is None


@pytest.mark.parametrize("name", ["nobody", "", "a\0b", "ghost"])
def test_who_has_no_active_account_cannot_be_let_in(manager: Client, plan: Plan, name: str) -> None:
    make_person("ghost", is_active=False)
    response = manager.post(f"{SETTINGS}people/", {"username": name, "role": "member"})
    assert response.status_code == 422
    assert "no active account" in html_of(response)
    assert plan.memberships.count() == 2


def test_the_last_manager_stays(manager: Client, ada: User, plan: Plan) -> None:
    for path, data in [("people/", {"username": "ada", "role": "member"}), (f"people/{ada.pk}/", {})]:
        response = manager.post(f"{SETTINGS}{path}", data)
        assert response.status_code == 422
        assert "A plan needs a manager" in html_of(response)
    assert role_of(plan, "ada") == "manager"


def test_a_manager_who_steps_back_lands_where_they_may_be(manager: Client, ada: User, plan: Plan) -> None:
    Membership.objects.filter(plan=plan, user__username="bob").update(role="manager")
    response = manager.post(f"{SETTINGS}people/", {"username": "ada", "role": "member"})
    assert response.headers["Location"] == "/plans/shop/"
    Membership.objects.filter(plan=plan, user=ada).update(role="manager")
    assert manager.post(f"{SETTINGS}people/{ada.pk}/", {}).headers["Location"] == "/"


def test_an_admin_makes_an_account_whose_link_works_once(root: Client, plan: Plan) -> None:
    html = html_of(root.post(f"{SETTINGS}people/new/", {"username": "newcomer", "role": "member"}))
    link = re.search(r'value="[^"]*(/sign-in/link/\?token=[^"]+)"', html)
    assert link is not None
    assert role_of(plan, "newcomer") == "member"
    assert not User.objects.get(username="newcomer").has_usable_password()
    guest = Client()
    assert guest.get(link[1]).headers["Location"] == "/"
    assert "plan-shop" in html_of(guest.get("/"))
    assert Client().get(link[1]).headers["Location"] == "/sign-in/"
    assert link[1].partition("=")[2] not in html_of(root.get(SETTINGS))


@pytest.mark.parametrize("name", ["", "ada", "ADA", "two words", "a\0b", "x" * 151, "<b>"])
def test_a_name_that_will_not_do_makes_no_account(root: Client, plan: Plan, name: str) -> None:
    before = User.objects.count()
    response = root.post(f"{SETTINGS}people/new/", {"username": name, "role": "member"})
    assert response.status_code == 422
    assert User.objects.count() == before
    assert not SignInLink.objects.exists()


def test_a_role_that_is_none_makes_no_account(root: Client, plan: Plan) -> None:
    assert root.post(f"{SETTINGS}people/new/", {"username": "eve", "role": "owner"}).status_code == 422
    assert not User.objects.filter(username="eve").exists()


def test_a_manager_who_is_no_admin_makes_no_accounts(manager: Client, plan: Plan) -> None:
    assert "Make a new account" not in html_of(manager.get(SETTINGS))
    assert manager.post(f"{SETTINGS}people/new/", {"username": "eve", "role": "member"}).status_code == 403
    assert not User.objects.filter(username="eve").exists()


def test_an_archived_plan_is_off_the_list_and_can_come_back(manager: Client, plan: Plan) -> None:
    assert manager.post(f"{SETTINGS}archive/", {}).headers["Location"] == "/"
    html = html_of(manager.get("/"))
    assert 'id="plan-shop"' not in html
    assert f'href="{SETTINGS}">Shop</a>' in html
    manager.post(f"{SETTINGS}archive/", {"restore": "1"})
    assert 'id="plan-shop"' in html_of(manager.get("/"))


def test_it_takes_as_many_queries_for_one_task_as_for_sixty(
    manager: Client, ada: User, plan: Plan, django_assert_num_queries: Any
) -> None:
    make_plan("large", many_tasks(60), manager=ada)
    manager.get(SETTINGS)
    for slug in ("shop", "large"):
        with django_assert_num_queries(6):
            manager.get(f"/plans/{slug}/settings/")
