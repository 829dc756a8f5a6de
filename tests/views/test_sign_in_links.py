"""The link that signs in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tracker.actions.sign_in import issue_sign_in_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> str:
    ada = User.objects.create_superuser("ada")
    return f"{reverse('sign_in_by_link')}?token={issue_sign_in_link(user=ada, valid_for=timedelta(hours=1))}"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_it_signs_in_and_leads_to_the_plans(client: Client, link: str) -> None:
    answer = client.get(link)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert signed_in(client)
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_second_use_leads_to_the_sign_in_page_and_says_why(client: Client, link: str) -> None:
    Client().get(link)
    page = client.get(link, follow=True)
    assert not signed_in(client)
    assert page.redirect_chain == [(reverse("sign_in"), 302)]
    assert "has been used or has expired" in page.content.decode()


def test_a_look_at_the_link_does_not_use_it_up(client: Client, link: str) -> None:
    assert client.head(link).status_code == 405
    client.get(link)
    assert signed_in(client)


@pytest.mark.parametrize("query", ["", "?token=", "?token=nonsense", "?token=%00"])
def test_what_is_no_link_signs_nobody_in(client: Client, query: str) -> None:
    assert client.get(reverse("sign_in_by_link") + query).status_code == 302
    assert not signed_in(client)
