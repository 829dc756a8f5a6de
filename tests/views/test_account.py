"""Signing in and out, the password, and the pages that say no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.views.defaults import server_error

from tests.views.test_boards import html_of
from tracker.actions.sign_in import issue_sign_in_link, redeem_sign_in_link
from tracker.models import Plan


@pytest.fixture
def eve(db: None) -> User:
    return User.objects.create_user("eve", password="correct horse battery")


def test_a_name_and_its_password_sign_in(eve: User) -> None:
    response = Client().post("/sign-in/", {"username": "eve", "password": "correct horse battery"})
    assert (response.status_code, response.headers["Location"]) == (302, "/")


def test_after_signing_in_one_is_where_one_wanted_to_go(eve: User, plan: Plan) -> None:
    client = Client()
    wanted = client.get("/plans/shop/document/").headers["Location"]
    assert wanted == "/sign-in/?next=/plans/shop/document/"
    fields = {"username": "eve", "password": "correct horse battery", "next": "/plans/shop/document/"}
    assert client.post("/sign-in/", fields).headers["Location"] == "/plans/shop/document/"


@pytest.mark.parametrize(
    "target", ["//evil.example", "https:evil.example", "/\\evil.example", "https://evil.example/"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(eve: User, target: str) -> None:
    fields = {"username": "eve", "password": "correct horse battery", "next": target}
    assert Client().post("/sign-in/", fields).headers["Location"] == "/"


def test_a_wrong_password_is_told_in_words(eve: User) -> None:
    response = Client().post("/sign-in/", {"username": "eve", "password": "wrong"})
    assert response.status_code == 200
    assert 'role="alert"' in html_of(response)


def test_many_wrong_passwords_lock_the_account_for_that_address_only(eve: User) -> None:
    attacker = Client(REMOTE_ADDR="203.0.113.7")
    for _try in range(10):
        response = attacker.post("/sign-in/", {"username": "eve", "password": "wrong"})
    assert response.status_code == 429
    assert "sign-in link" in html_of(response)
    own = Client(REMOTE_ADDR="198.51.100.4")
    assert own.post("/sign-in/", {"username": "eve", "password": "correct horse battery"}).status_code == 302


def test_signing_out_takes_a_form_and_leaves_nothing_behind(eve: User) -> None:
    client = Client()
    client.force_login(eve)
    assert client.get("/sign-out/").status_code == 405
    response = client.post("/sign-out/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/").status_code == 302


def test_a_changed_password_signs_other_browsers_out(eve: User) -> None:
    here, there = Client(), Client()
    here.force_login(eve)
    there.force_login(eve)
    fields = {"old_password": "correct horse battery"}
    fields |= dict.fromkeys(("new_password1", "new_password2"), "another horse battery")
    assert here.post("/password/", fields).status_code == 302
    assert "Your password is changed" in html_of(here.get("/"))
    assert there.get("/").status_code == 302


def test_who_came_in_by_a_link_gives_themselves_a_first_password(db: None) -> None:
    client = Client()
    client.force_login(User.objects.create_user("newcomer"))
    assert "old_password" not in html_of(client.get("/password/"))
    fields = dict.fromkeys(("new_password1", "new_password2"), "correct horse battery")
    assert client.post("/password/", fields).status_code == 302
    sign_in = {"username": "newcomer", "password": "correct horse battery"}
    assert Client().post("/sign-in/", sign_in).status_code == 302
    assert client.post("/password/", fields).status_code == 200  # from now on the old one must be known


def test_a_changed_password_makes_links_that_are_about_useless(eve: User) -> None:
    token = issue_sign_in_link(user=eve, valid_for=timedelta(hours=1))
    client = Client()
    client.force_login(eve)
    fields = {"old_password": "correct horse battery"}
    client.post(
        "/password/", fields | dict.fromkeys(("new_password1", "new_password2"), "another horse battery")
    )
    assert redeem_sign_in_link(token=token) is None


def test_a_weak_password_is_refused_with_the_reason(eve: User) -> None:
    client = Client()
    client.force_login(eve)
    fields = {"old_password": "correct horse battery", "new_password1": "12345", "new_password2": "12345"}
    assert "too short" in html_of(client.post("/password/", fields))


def test_the_language_can_be_switched_without_an_account(db: None) -> None:
    client = Client()
    response = client.post("/language/", {"language": "tr", "next": "/sign-in/"})
    assert response.headers["Location"] == "/sign-in/"
    assert '<html lang="tr">' in html_of(client.get("/sign-in/"))


def test_an_address_that_leads_nowhere_says_so(eve: User) -> None:
    client = Client()
    client.force_login(eve)
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is nothing here" in html_of(response)


def test_an_old_form_says_that_nothing_was_changed(eve: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(eve)
    response = client.post("/password/", {})
    assert response.status_code == 403
    assert "This form was too old" in html_of(response)


def test_an_error_of_ours_is_owned_up_to(rf: Any) -> None:
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "It was not your doing" in html_of(response)
