"""Links that sign a person in, once."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from tracker.models import SignInLink


@transaction.atomic
def issue_sign_in_link(*, user: User, valid_for: timedelta) -> str:
    """The token of a new link for the person, the only one from now on; only its digest is kept.

    Expired links are cleared away.
    """
    now = timezone.now()
    SignInLink.objects.filter(expires_at__lt=now).delete()
    withdraw_sign_in_links(user_id=user.pk)
    token = secrets.token_urlsafe(24)
    SignInLink.objects.create(user=user, digest=_digest(token), expires_at=now + valid_for)
    return token


def withdraw_sign_in_links(*, user_id: int) -> None:
    """No link signs the person in any more: a new one was made, or a new password."""
    SignInLink.objects.filter(user=user_id, used_at=None).delete()


@transaction.atomic
def redeem_sign_in_link(*, token: str) -> User | None:
    """The person whom the link signs in; None where it is used, expired, unknown or of a disabled person.

    Of several redemptions at once exactly one wins. The update names columns of its own row only: PostgreSQL
    checks those again after waiting for another redemption, but not the rows of a joined table.
    """
    now = timezone.now()
    link = SignInLink.objects.filter(digest=_digest(token), used_at=None, expires_at__gt=now)
    if not link.update(used_at=now):
        return None
    return User.objects.filter(
        pk__in=SignInLink.objects.filter(digest=_digest(token)).values("user"), is_active=True
    ).first()


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
