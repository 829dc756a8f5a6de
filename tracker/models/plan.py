"""A plan, the texts it was read from, and its parts."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.core.plan.titles import sprint_title
from tracker.models.choices import Level, Role

# Positions from here on are of categories and sections that the file lost while tasks still stand there.
LEFT_OVER = 1_000_000
MOST_TRIES = 3
REST = timedelta(days=1)


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user) -> PlanQuerySet:
        """The person's plans, with their `role` in each; a superuser sees all, a disabled account none."""
        if not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.annotate(role=Value(Role.MANAGER))
        mine = Plan.members.through.objects.filter(plan=OuterRef("pk"), user=user)
        return self.filter(Exists(mine)).annotate(role=Subquery(mine.values("role")[:1]))

    def behind(self) -> PlanQuerySet:
        """Plans whose stored figures are older than their tasks."""
        return self.filter(archived_at=None).filter(Q(have_rev__lt=F("want_rev")) | Q(have_rev=None))

    def worth_a_try(self) -> PlanQuerySet:
        """Plans but for those at whose present state several attempts of the job have died within a day."""
        lately = timezone.now() - REST
        return self.exclude(tries__gte=MOST_TRIES, tried_rev=F("want_rev"), tried_at__gt=lately)


class Plan(models.Model):
    """A plan under work.

    `want_rev` is the number of its events: the database counts each one as it is added. `have_rev` is how
    many of them the stored figures know of; whatever changes the figures is therefore an event. `tries`
    counts the attempts at computing them that were begun at `tried_rev` and never ended.
    `open_findings` is how many errors and warnings that nobody muted the checks found when the figures were
    computed, None before the first time.
    """

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=300)
    start_date = models.DateField(_("start date"))
    hours_per_day = models.FloatField(
        _("hours a day"), default=8, validators=[MinValueValidator(0.5), MaxValueValidator(24)]
    )
    weekdays = models.CharField(
        _("working days"), max_length=7, default="12345", help_text=_("1 is Monday, 7 is Sunday.")
    )
    country = models.CharField(_("country of the holidays"), max_length=6, blank=True, default="")
    days_off = models.JSONField(
        _("days off"), default=list, blank=True, help_text=_("Dates, as in 2026-12-31.")
    )
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/Istanbul")
    default_estimate_hours = models.FloatField(
        _("estimate of a task without one, in hours"), default=8, validators=[MinValueValidator(0)]
    )
    people = models.PositiveSmallIntegerField(
        _("people who work on it"), default=3, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    sprint_order = models.BooleanField(_("a sprint waits for the sprint before"), default=True)
    one_task_per_agent = models.BooleanField(_("each agent does one thing at a time"), default=False)
    task_levels = models.JSONField(_("how the file is read"), default=dict, blank=True, editable=False)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="tracker.Membership", related_name="plans"
    )
    revision = models.ForeignKey(
        "tracker.PlanRevision",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("revision"),
    )
    want_rev = models.PositiveBigIntegerField(_("changes"), default=0, editable=False)
    have_rev = models.PositiveBigIntegerField(_("changes in the figures"), null=True, editable=False)
    tried_rev = models.PositiveBigIntegerField(_("changes when tried last"), null=True, editable=False)
    tried_at = models.DateTimeField(_("tried last"), null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("attempts that came to nothing"), null=True, editable=False)
    open_findings = models.PositiveIntegerField(
        _("errors and warnings of its checks"), null=True, editable=False
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                name="plan_hours_per_day_legal", condition=Q(hours_per_day__gt=0, hours_per_day__lte=24)
            ),
            models.CheckConstraint(name="plan_people_legal", condition=Q(people__gte=1)),
            models.CheckConstraint(
                name="plan_default_estimate_legal", condition=Q(default_estimate_hours__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def levels(self) -> dict[int, str]:
        """`task_levels` by line, as the reader takes them: JSON knows no numbers as keys."""
        return {int(line): level for line, level in self.task_levels.items()}

    @property
    def is_given_up(self) -> bool:
        """Whether the job rests after several attempts at the plan as it is now."""
        return (self.tries or 0) >= MOST_TRIES and self.tried_rev == self.want_rev


class PlanRevision(models.Model):
    """The text of one import, whole: exporting writes into it. Never changed, never deleted."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="revisions", verbose_name=_("plan"))
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("imported by")
    )
    imported_at = models.DateTimeField(_("imported"))
    counts = models.JSONField(_("counts"), default=dict)

    class Meta:
        ordering = ["plan", "-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [models.UniqueConstraint(name="revision_number_unique", fields=["plan", "number"])]

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"


def level_is_legal(field: str) -> Q:
    return Q(**{f"{field}__in": ["", *Level.values]})


def estimate_is_legal() -> Q:
    """Both ends or none. That they are there is said too: a comparison with NULL would pass a constraint."""
    return Q(estimate_low_hours=None, estimate_high_hours=None) | Q(
        estimate_low_hours__isnull=False,
        estimate_high_hours__isnull=False,
        estimate_low_hours__gte=0,
        estimate_high_hours__gte=F("estimate_low_hours"),
    )


class Category(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="categories", verbose_name=_("plan"))
    position = models.PositiveIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)
    english_title = models.CharField(_("English title"), max_length=300, blank=True)
    priority = models.CharField(_("priority"), max_length=8, choices=Level, blank=True)
    is_ongoing = models.BooleanField(_("ongoing"), default=False)
    line = models.PositiveIntegerField(_("line"), null=True, editable=False)

    class Meta:
        ordering = ["plan", "position"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(name="category_position_unique", fields=["plan", "position"]),
            models.CheckConstraint(name="category_priority_legal", condition=level_is_legal("priority")),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title


class Section(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections", verbose_name=_("plan"))
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="sections", verbose_name=_("category")
    )
    position = models.PositiveIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=300)
    priority = models.CharField(_("priority"), max_length=8, choices=Level, blank=True)
    risk = models.CharField(_("risk"), max_length=8, choices=Level, blank=True)
    estimate_low_hours = models.FloatField(_("estimate, low end, in hours"), null=True, blank=True)
    estimate_high_hours = models.FloatField(_("estimate, high end, in hours"), null=True, blank=True)
    agents = models.ManyToManyField(
        "tracker.Agent", blank=True, related_name="sections", verbose_name=_("agents")
    )
    is_ongoing = models.BooleanField(_("ongoing"), default=False)
    line = models.PositiveIntegerField(_("line"), null=True, editable=False)

    class Meta:
        ordering = ["plan", "position"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(name="section_position_unique", fields=["plan", "position"]),
            models.CheckConstraint(name="section_priority_legal", condition=level_is_legal("priority")),
            models.CheckConstraint(name="section_risk_legal", condition=level_is_legal("risk")),
            models.CheckConstraint(name="section_estimate_legal", condition=estimate_is_legal()),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Sprint(models.Model):
    """`starts_on` to `ends_on`, both days included. `closed_at` ends its chart for good."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sprints", verbose_name=_("plan"))
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    line = models.PositiveIntegerField(_("line"), null=True, editable=False)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("sprint")
        verbose_name_plural = _("sprints")
        constraints = [
            models.UniqueConstraint(name="sprint_number_unique", fields=["plan", "number"]),
            models.CheckConstraint(name="sprint_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}" if self.title else str(self.number)

    @property
    def name(self) -> str:
        """The title without the words that only count it; the number where there is no title."""
        return sprint_title(self.title, self.number) or str(self.number)


class Agent(models.Model):
    """Who the plan names for work: a coding agent or a role, as written (`security-auditor`)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="agents", verbose_name=_("plan"))
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        ordering = ["plan", "name"]
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        constraints = [models.UniqueConstraint("plan", Lower("name"), name="agent_name_unique")]

    def __str__(self) -> str:
        return self.name


class Figures(models.Model):
    """What the job computed of a plan, for pages: a cache of the events that can be computed again."""

    plan = models.OneToOneField(
        Plan, models.CASCADE, primary_key=True, related_name="figures", verbose_name=_("plan")
    )
    revision = models.PositiveBigIntegerField(_("changes in the figures"))
    computed_at = models.DateTimeField(_("computed"))
    day = models.DateField(_("day of the plan"))
    seconds = models.FloatField(_("seconds it took"))
    progress = models.JSONField(_("progress"), default=dict)
    schedule = models.JSONField(_("schedule"), default=dict)
    forecast = models.JSONField(_("forecast"), default=dict)
    burndown = models.JSONField(_("burndown"), default=dict)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("figures")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return str(self.plan)
