"""Tasks, their checklists and what they wait for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Lower
from django.utils.translation import gettext_lazy as _

from tracker.core.board import CLOSED
from tracker.core.plan.document import TITLE_LENGTH
from tracker.models.choices import Level, Role, Status
from tracker.models.joined import JoinedText
from tracker.models.people import Membership
from tracker.models.plan import estimate_is_legal, level_is_legal


class TaskQuerySet(models.QuerySet["Task"]):
    def live(self) -> TaskQuerySet:
        return self.filter(archived_at=None)

    def annotate_role(self, user: Any) -> TaskQuerySet:
        """Adds `role`: what the person is in the task's plan; a superuser is a manager everywhere."""
        if not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.annotate(role=Value(Role.MANAGER))
        mine = Membership.objects.filter(plan=OuterRef("plan"), user=user)
        return self.annotate(role=Subquery(mine.values("role")[:1]))

    def for_cards(self) -> TaskQuerySet:
        """Everything a card shows, in one query, in board order.

        Adds `agent_lines` (`position<TAB>name`) and `blocker_lines` (keys of open predecessors), each joined
        by line feeds in no order, `steps_done` and `steps_total`.
        """
        positioned_name = Concat(
            Cast("position", models.TextField()), Value("\t"), "agent__name", output_field=models.TextField()
        )
        agents = TaskAgent.objects.filter(task=OuterRef("pk")).order_by().values("task")
        open_blockers = (
            Dependency.objects.filter(successor=OuterRef("pk"), predecessor__archived_at=None)
            .exclude(predecessor__status__in=CLOSED)
            .order_by()
            .values("successor")
        )
        steps = ChecklistItem.objects.filter(task=OuterRef("pk")).order_by().values("task")
        return (
            self.select_related("sprint", "assignee")
            .annotate(
                agent_lines=Subquery(agents.annotate(text=JoinedText(positioned_name)).values("text")),
                blocker_lines=Subquery(
                    open_blockers.annotate(text=JoinedText("predecessor__key")).values("text")
                ),
                steps_total=Coalesce(Subquery(steps.annotate(n=Count("pk")).values("n")), 0),
                steps_done=Coalesce(
                    Subquery(steps.annotate(n=Count("pk", filter=Q(is_done=True))).values("n")), 0
                ),
            )
            .order_by("rank")
        )


class Task(models.Model):
    """One task. `key` stays for good; `source_key` is how the current revision's text calls it.

    `fields` holds the labelled values as written: `[[label, meaning or null, Markdown], ...]`. `rank` orders
    the plan's tasks on boards; a move writes one row. `version` goes up with every change.
    """

    plan = models.ForeignKey("tracker.Plan", models.CASCADE, related_name="tasks", verbose_name=_("plan"))
    key = models.CharField(_("key"), max_length=60)
    source_key = models.CharField(_("key in the file"), max_length=60, blank=True, editable=False)
    position = models.PositiveIntegerField(_("position in the file"), default=0, editable=False)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    body = models.TextField(_("text"), blank=True)
    fields = models.JSONField(_("fields"), default=list, blank=True, editable=False)
    category = models.ForeignKey(
        "tracker.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("category"),
    )
    section = models.ForeignKey(
        "tracker.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("section"),
    )
    sprint = models.ForeignKey(
        "tracker.Sprint",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("sprint"),
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.TODO)
    priority = models.CharField(_("priority"), max_length=8, choices=Level, blank=True)
    risk = models.CharField(_("risk"), max_length=8, choices=Level, blank=True)
    estimate_low_hours = models.FloatField(_("estimate, low end, in hours"), null=True, blank=True)
    estimate_high_hours = models.FloatField(_("estimate, high end, in hours"), null=True, blank=True)
    agents = models.ManyToManyField(
        "tracker.Agent", through="tracker.TaskAgent", related_name="tasks", verbose_name=_("agents")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_tasks",
        verbose_name=_("assignee"),
    )
    due = models.DateField(_("due date"), null=True, blank=True)
    is_duty = models.BooleanField(
        _("duty"),
        default=False,
        help_text=_("Ongoing work: ticked, but outside burndown, schedule and readiness."),
    )
    blocked_reason = models.CharField(_("blocked because"), max_length=500, blank=True)
    rank = models.CharField(_("rank"), max_length=200, editable=False)
    done_at = models.DateTimeField(_("done"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("done by"),
    )
    line = models.PositiveIntegerField(_("line"), null=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "rank"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [models.Index(name="task_on_board", fields=["plan", "sprint", "status"])]
        constraints = [
            models.UniqueConstraint(
                "plan",
                Lower("key"),
                name="task_key_unique",
                violation_error_message=_("The plan has a task of this key."),
            ),
            models.UniqueConstraint(name="task_rank_unique", fields=["plan", "rank"]),
            models.CheckConstraint(name="task_status_legal", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="task_priority_legal", condition=level_is_legal("priority")),
            models.CheckConstraint(name="task_risk_legal", condition=level_is_legal("risk")),
            models.CheckConstraint(name="task_rank_given", condition=~Q(rank="")),
            models.CheckConstraint(name="task_estimate_legal", condition=estimate_is_legal()),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"

    @property
    def estimate_hours(self) -> float | None:
        """The middle of the range, None without an estimate."""
        if self.estimate_low_hours is None or self.estimate_high_hours is None:
            return None
        return (self.estimate_low_hours + self.estimate_high_hours) / 2


class TaskAgent(models.Model):
    """Which agents a task names, in the order it names them."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="task_agents", verbose_name=_("task"))
    agent = models.ForeignKey("tracker.Agent", models.CASCADE, related_name="+", verbose_name=_("agent"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["task", "position"]
        verbose_name = _("agent of a task")
        verbose_name_plural = _("agents of tasks")
        constraints = [models.UniqueConstraint(name="task_agent_unique", fields=["task", "agent"])]

    def __str__(self) -> str:
        return str(self.agent)


class ChecklistItem(models.Model):
    task = models.ForeignKey(Task, models.CASCADE, related_name="steps", verbose_name=_("task"))
    position = models.PositiveIntegerField(_("position"))
    text = models.TextField(_("text"))
    is_done = models.BooleanField(_("done"), default=False)
    line = models.PositiveIntegerField(_("line"), null=True, editable=False)

    class Meta:
        ordering = ["task", "position"]
        verbose_name = _("checklist item")
        verbose_name_plural = _("checklist items")
        constraints = [models.UniqueConstraint(name="step_position_unique", fields=["task", "position"])]

    def __str__(self) -> str:
        return self.text


class Dependency(models.Model):
    """`successor` starts after `predecessor` is finished, and `lag_hours` working hours later."""

    class Source(models.TextChoices):
        FILE = "file", _("the plan file")
        HAND = "hand", _("set by hand")

    plan = models.ForeignKey(
        "tracker.Plan", models.CASCADE, related_name="dependencies", verbose_name=_("plan")
    )
    predecessor = models.ForeignKey(
        Task, models.CASCADE, related_name="links_out", verbose_name=_("waits for")
    )
    successor = models.ForeignKey(Task, models.CASCADE, related_name="links_in", verbose_name=_("task"))
    lag_hours = models.FloatField(_("lag in working hours"), default=0)
    source = models.CharField(_("source"), max_length=4, choices=Source, default=Source.HAND)

    class Meta:
        ordering = ["plan", "successor", "predecessor"]
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")
        constraints = [
            models.UniqueConstraint(name="dependency_unique", fields=["predecessor", "successor"]),
            models.CheckConstraint(
                name="dependency_not_on_itself",
                condition=~Q(predecessor=F("successor")),
                violation_error_message=_("A task cannot wait for itself."),
            ),
            models.CheckConstraint(name="dependency_lag_legal", condition=Q(lag_hours__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor.key} → {self.successor.key}"
