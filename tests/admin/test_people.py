"""Accounts: sign-in links for whoever may do everything, and deletion only where there is no history."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.plans import make_person, task_of
from tracker.actions.sign_in import issue_sign_in_link, redeem_sign_in_link
from tracker.actions.tasks import set_status
from tracker.models import Membership, Plan, SignInLink

pytestmark = pytest.mark.django_db
PEOPLE = "admin:auth_user_changelist"


def make_link(client: Client, *people: User) -> Any:
    data = {"action": "make_sign_in_link", "_selected_action": [person.pk for person in people]}
    return client.post(reverse(PEOPLE), data, follow=True)


def test_a_link_made_by_an_admin_signs_the_person_in(admin: Client, bob: User) -> None:
    page = make_link(admin, bob).content.decode()
    found = re.search(r'value="http://testserver(/\S+token=[\w-]+)"', page)
    assert found is not None
    assert "bob" in page
    visitor = Client()
    visitor.get(found[1], follow=True)
    visitor.post(found[1], follow=True)
    assert visitor.session.get("_auth_user_id") == str(bob.pk)


def test_the_secret_of_a_link_is_shown_once_and_kept_nowhere(admin: Client, bob: User) -> None:
    token = re.search(r"token=([\w-]+)", make_link(admin, bob).content.decode())
    assert token is not None
    link = SignInLink.objects.get()
    for url in (
        reverse(PEOPLE),
        reverse("admin:tracker_signinlink_change", args=[link.pk]),
        reverse("admin:index"),
    ):
        assert token[1] not in admin.get(url).content.decode()
        assert link.digest not in admin.get(url).content.decode()


def test_a_link_is_for_one_active_person(admin: Client, bob: User, ada: User) -> None:
    assert "Choose one person" in make_link(admin, bob, ada).content.decode()
    User.objects.filter(pk=bob.pk).update(is_active=False)
    assert "Choose one person" in make_link(admin, bob).content.decode()
    assert not SignInLink.objects.exists()


def test_staff_that_may_change_people_cannot_sign_in_as_them(root: User) -> None:
    clerk = make_person("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(content_type__model="user"))
    client = Client()
    client.force_login(clerk)
    assert client.get(reverse(PEOPLE)).status_code == 200
    make_link(client, root)
    assert not SignInLink.objects.exists()


@pytest.fixture
def clerk(db: None) -> Client:
    """Somebody of the staff who may do everything to accounts and groups, but not everything."""
    person = make_person("clerk", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client = Client()
    client.force_login(person)
    return client


def test_staff_that_may_change_people_gives_nobody_rights(clerk: Client, bob: User) -> None:
    url = reverse("admin:auth_user_change", args=[bob.pk])
    wanted = {"username": "bob", "first_name": "Robert", "is_staff": "on", "is_superuser": "on"}
    inline = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    moments = {"date_joined_0": "2026-11-24", "date_joined_1": "08:00:00"}
    assert clerk.post(url, wanted | inline | moments | {"is_active": "on"}).status_code == 302
    bob.refresh_from_db()
    assert (bob.first_name, bob.is_staff, bob.is_superuser) == ("Robert", False, False)
    assert clerk.get(reverse("admin:auth_group_changelist")).status_code == 403
    assert clerk.get(reverse("admin:auth_group_add")).status_code == 403


def test_staff_that_may_change_people_leaves_those_with_rights_alone(clerk: Client, bob: User) -> None:
    root, me = User.objects.create_superuser("root"), User.objects.get(username="clerk")
    for person in (root, me):
        url = reverse("admin:auth_user_change", args=[person.pk])
        assert clerk.post(url, {"username": "mine", "is_superuser": "on"}).status_code == 403
    assert clerk.post(reverse("admin:auth_user_delete", args=[root.pk]), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    clerk.post(reverse(PEOPLE), data)
    assert User.objects.filter(username="root", is_superuser=True).exists()
    for person in (root, bob):
        assert clerk.get(reverse("admin:auth_user_password_change", args=[person.pk])).status_code == 403


def test_a_password_from_an_admin_makes_links_that_are_about_useless(admin: Client, bob: User) -> None:
    token = issue_sign_in_link(user=bob, valid_for=timedelta(hours=1))
    fields = dict.fromkeys(("password1", "password2"), "correct horse battery")
    url = reverse("admin:auth_user_password_change", args=[bob.pk])
    assert admin.post(url, fields | {"usable_password": "true"}).status_code == 302
    assert redeem_sign_in_link(token=token) is None


def test_an_account_that_did_something_is_not_deleted(admin: Client, plan: Plan, bob: User) -> None:
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=bob)
    bulk = {"action": "delete_selected", "_selected_action": [bob.pk], "post": "yes"}
    admin.post(reverse(PEOPLE), bulk, follow=True)
    admin.post(reverse("admin:auth_user_delete", args=[bob.pk]), {"post": "yes"}, follow=True)
    assert Membership.objects.filter(user=bob).exists()


def test_an_account_without_a_history_is_deleted(admin: Client, plan: Plan, bob: User) -> None:
    admin.post(reverse("admin:auth_user_delete", args=[bob.pk]), {"post": "yes"})
    assert not User.objects.filter(username="bob").exists()


def test_the_account_of_a_last_manager_is_kept_and_the_reason_said(
    admin: Client, plan: Plan, ada: User
) -> None:
    page = admin.post(reverse("admin:auth_user_delete", args=[ada.pk]), {"post": "yes"}, follow=True)
    assert "A plan needs a manager" in page.content.decode()
    assert User.objects.filter(username="ada").exists()
