"""Links that sign in once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connections
from django.utils import timezone

from tracker.actions.sign_in import issue_sign_in_link, redeem_sign_in_link
from tracker.models import SignInLink

HOUR = timedelta(hours=1)


@pytest.fixture
def ada(db: None) -> User:
    return User.objects.create_user("ada")


def test_a_link_signs_its_person_in_once(ada: User) -> None:
    token = issue_sign_in_link(user=ada, valid_for=HOUR)
    assert redeem_sign_in_link(token=token) == ada
    assert redeem_sign_in_link(token=token) is None


def test_a_link_expires(ada: User) -> None:
    token = issue_sign_in_link(user=ada, valid_for=HOUR)
    with time_machine.travel(timezone.now() + HOUR, tick=False):
        assert redeem_sign_in_link(token=token) is None


def test_a_link_of_a_disabled_person_is_dead(ada: User) -> None:
    token = issue_sign_in_link(user=ada, valid_for=HOUR)
    User.objects.update(is_active=False)
    assert redeem_sign_in_link(token=token) is None


@pytest.mark.parametrize("token", ["", "nonsense", "\0", "\ud800"])
def test_an_unknown_link_is_dead(db: None, token: str) -> None:
    assert redeem_sign_in_link(token=token) is None


def test_the_token_is_stored_nowhere(ada: User) -> None:
    token = issue_sign_in_link(user=ada, valid_for=HOUR)
    (row,) = SignInLink.objects.values()
    assert token not in str(row)


def test_a_new_link_makes_the_one_before_useless(ada: User) -> None:
    first, second = (issue_sign_in_link(user=ada, valid_for=HOUR) for _ in range(2))
    assert redeem_sign_in_link(token=first) is None
    assert redeem_sign_in_link(token=second) == ada


def test_a_new_link_clears_away_what_has_expired(ada: User) -> None:
    issue_sign_in_link(user=ada, valid_for=-HOUR)
    issue_sign_in_link(user=ada, valid_for=HOUR)
    assert SignInLink.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_ten_redemptions_at_once_one_wins() -> None:
    token = issue_sign_in_link(user=User.objects.create_user("ada"), valid_for=HOUR)
    together = Barrier(10)

    def redeem() -> bool:
        together.wait()
        try:
            return redeem_sign_in_link(token=token) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        won = [future.result() for future in [pool.submit(redeem) for _ in range(10)]]
    assert sum(won) == 1
