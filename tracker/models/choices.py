"""The words that rows may hold, with the labels that people read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    TODO = "todo", _("To do")
    DOING = "doing", _("Doing")
    REVIEW = "review", _("In review")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Level(models.TextChoices):
    """Of priority, and of risk."""

    CRITICAL = "critical", _("Critical")
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class Role(models.TextChoices):
    """What a person may do in a plan: look; change tasks; change the plan itself and its people."""

    VIEWER = "viewer", _("Viewer")
    MEMBER = "member", _("Member")
    MANAGER = "manager", _("Manager")
