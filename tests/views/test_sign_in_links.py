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


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"},
        {"User-Agent": "WhatsApp/2.23.20.0"},
        {"User-Agent": "TelegramBot (like TwitterBot)"},
        {"User-Agent": "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5"},
        {"Sec-Purpose": "prefetch;prerender"},
    ],
)
def test_a_preview_gets_a_button_and_leaves_the_link_to_the_person(
    client: Client, link: str, headers: dict[str, str]
) -> None:
    page = Client(headers=headers).get(link)
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "private, no-store")
    address, token = link.split("?token=")
    assert f'name="token" value="{token}"' in page.content.decode()
    assert client.post(address, {"token": token}).headers["Location"] == "/"
    assert signed_in(client)


def test_a_telephone_that_sounds_like_a_preview_is_a_person(link: str) -> None:
    client = Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 13; CUBOT X30) Chrome/120.0"})
    client.get(link)
    assert signed_in(client)


@pytest.mark.parametrize("query", ["", "?token=", "?token=nonsense", "?token=%00"])
def test_what_is_no_link_signs_nobody_in(client: Client, query: str) -> None:
    assert client.get(reverse("sign_in_by_link") + query).status_code == 302
    assert not signed_in(client)
