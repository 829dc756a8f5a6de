"""Browsers without a browser: clients of people with each role, and what htmx says of itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.plans import ada, bob, make_person, plan  # noqa: F401 - fixtures
from tracker.models import Membership, Plan


class Htmx:
    """A client whose requests are htmx's, sent from the page at `stands_at`."""

    def __init__(self, client: Client, stands_at: str) -> None:
        self.client = client
        self.stands_at = stands_at

    def headers(self) -> dict[str, str]:
        return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{self.stands_at}"}

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.client.get(path, headers=self.headers(), **kwargs)

    def post(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        return self.client.post(path, data or {}, headers=self.headers(), **kwargs)


@pytest.fixture
def client_of(db: None) -> Any:
    """A function that gives a client in which the person is signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def manager(client_of: Any, ada: User) -> Client:  # noqa: F811
    return client_of(ada)


@pytest.fixture
def member(client_of: Any, bob: User) -> Client:  # noqa: F811
    return client_of(bob)


@pytest.fixture
def viewer(client_of: Any, plan: Plan) -> Client:  # noqa: F811
    person = make_person("vera")
    Membership.objects.create(plan=plan, user=person, role="viewer")
    return client_of(person)


@pytest.fixture
def outsider(client_of: Any) -> Client:
    return client_of(make_person("otto"))


@pytest.fixture
def board(member: Client, plan: Plan) -> Htmx:  # noqa: F811
    """Bob's htmx on the board of sprint 1."""
    return Htmx(member, f"/plans/{plan.slug}/sprints/1/")
