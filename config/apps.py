"""Apps of other people, by names that say something to those who read the admin."""

from __future__ import annotations

from axes.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignInAttempts(AppConfig):
    verbose_name = _("Sign-in attempts")
