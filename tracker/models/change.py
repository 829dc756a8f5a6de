"""What happened: events, only ever added, and comments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EventField(models.TextChoices):
    """What changed. `task` is its creation: `to_value` holds the status, sprint, estimate… it began with."""

    TASK = "task", _("added")
    STATUS = "status", _("status")
    SPRINT = "sprint", _("sprint")
    RANK = "rank", _("place")
    ESTIMATE = "estimate", _("estimate")
    TITLE = "title", _("title")
    BODY = "body", _("text")
    PRIORITY = "priority", _("priority")
    RISK = "risk", _("risk")
    SECTION = "section", _("section")
    DUTY = "is_duty", _("duty")
    AGENTS = "agents", _("agents")
    ASSIGNEE = "assignee", _("assignee")
    DUE = "due", _("due date")
    STEP = "step", _("checklist")
    DEPENDENCY = "dependency", _("dependency")
    BLOCKED = "blocked", _("blocked")
    ARCHIVED = "archived", _("archived")
    PLAN = "plan", _("plan")


# What undo can restore: fields whose old value an event holds whole.
UNDOABLE = frozenset(EventField.values) - {"task", "section", "agents", "plan"}


class Event(models.Model):
    """One change of one field. The database refuses to change an event, and pages never try."""

    plan = models.ForeignKey("tracker.Plan", models.CASCADE, related_name="events", verbose_name=_("plan"))
    task = models.ForeignKey(
        "tracker.Task", models.CASCADE, null=True, related_name="events", verbose_name=_("task")
    )
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    field = models.CharField(_("field"), max_length=12, choices=EventField)
    from_value = models.JSONField(_("from"), null=True)
    to_value = models.JSONField(_("to"), null=True)
    version = models.PositiveIntegerField(_("version of the task afterwards"), null=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name=_("undoes")
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(name="event_by_plan", fields=["plan", "at", "id"]),
            models.Index(name="event_by_task", fields=["task", "-at", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(name="event_field_legal", condition=Q(field__in=EventField.values))
        ]

    @property
    def is_addition(self) -> bool:
        """Whether somebody added the task by hand, where others came with a file."""
        return self.field == EventField.TASK and bool((self.to_value or {}).get("by_hand"))

    @property
    def can_be_undone(self) -> bool:
        return self.field in UNDOABLE or self.is_addition

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.field}: {self.from_value} → {self.to_value}"


class Comment(models.Model):
    plan = models.ForeignKey("tracker.Plan", models.CASCADE, related_name="comments", verbose_name=_("plan"))
    task = models.ForeignKey("tracker.Task", models.CASCADE, related_name="comments", verbose_name=_("task"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who"))
    at = models.DateTimeField(_("when"))
    text = models.TextField(_("text"), max_length=10_000)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")

    def __str__(self) -> str:
        return self.text[:60]
