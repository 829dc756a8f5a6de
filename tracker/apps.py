"""The app's entry in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = _("Plans")

    def ready(self) -> None:
        """Register the jobs in every process: without it eager mode would quietly run none of them."""
        from tracker import jobs  # noqa: F401
