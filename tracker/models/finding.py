"""What the checks of a plan found: since when, until when, and what somebody decided not to see again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracker.models.plan import Plan


class SeenFindingQuerySet(models.QuerySet["SeenFinding"]):
    def counted(self) -> SeenFindingQuerySet:
        """Errors and warnings that stand in the plan now and that nobody muted."""
        muted = MutedFinding.objects.filter(
            plan=models.OuterRef("plan"), fingerprint=models.OuterRef("fingerprint")
        )
        return self.filter(gone_at=None, level__in=["error", "warning"]).exclude(models.Exists(muted))

    def seen_after(self, moment: datetime) -> SeenFindingQuerySet:
        """Findings that stand, or stood at that moment or later."""
        return self.filter(Q(gone_at=None) | Q(gone_at__gte=moment))


class SeenFinding(models.Model):
    """A finding that stands in the plan, or stood there until `gone_at`.

    `sentence` is `[template, parameters, plural]`, a parameter that is a sentence itself likewise: that is
    how it can be said in any language. `seen_since` is when it came up, the last time that it did.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="seen_findings", verbose_name=_("plan"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    code = models.CharField(_("code"), max_length=40)
    level = models.CharField(_("level"), max_length=8)
    line = models.PositiveIntegerField(_("line"), null=True)
    sentence = models.JSONField(_("sentence"))
    seen_since = models.DateTimeField(_("seen since"))
    gone_at = models.DateTimeField(_("gone"), null=True)

    objects = SeenFindingQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "code", "pk"]
        verbose_name = _("seen finding")
        verbose_name_plural = _("seen findings")
        constraints = [
            models.UniqueConstraint(name="seen_finding_unique", fields=["plan", "fingerprint"]),
            models.CheckConstraint(
                name="seen_finding_level_legal", condition=Q(level__in=["error", "warning", "note"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.fingerprint}"


class MutedFinding(models.Model):
    """A finding of the plan's checks that somebody decided not to see again, and why."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="muted_findings", verbose_name=_("plan"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    code = models.CharField(_("code"), max_length=40)
    message = models.TextField(_("message"))
    reason = models.CharField(_("reason"), max_length=500)
    muted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("muted by")
    )
    muted_at = models.DateTimeField(_("muted"))

    class Meta:
        ordering = ["plan", "code", "pk"]
        verbose_name = _("muted finding")
        verbose_name_plural = _("muted findings")
        constraints = [models.UniqueConstraint(name="muted_finding_unique", fields=["plan", "fingerprint"])]

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"
