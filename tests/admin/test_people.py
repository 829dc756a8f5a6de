"""Accounts: sign-in links for whoever may do everything, and deletion only where there is no history."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.plans import make_person, task_of
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
