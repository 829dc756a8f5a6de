"""The three facts about a plan that its head and its reports state: when, how long, how ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from tracker.models import Plan, Task
from tracker.models.choices import Level, Status
from tracker.queries.stored import figures_of
from tracker.queries.tables import percent_text
from tracker.queries.words import day_text, number_text

LIKELY = "80"
DAYS_WITHOUT_YEAR = 300


@dataclass(frozen=True, slots=True)
class Fact:
    """`page` is the name of the page that tells more."""

    label: str
    value: str
    note: str
    page: str


def plan_facts(plan: Plan) -> tuple[Fact, ...]:
    """Go-live, critical path, readiness; one query beside the stored figures."""
    figures = figures_of(plan)
    schedule, forecast = (figures.schedule, figures.forecast) if figures else ({}, {})
    return go_live_fact(forecast), critical_path_fact(plan, schedule), readiness_fact(plan)


def go_live_fact(forecast: dict[str, Any]) -> Fact:
    label = gettext("Go-live")
    if not forecast.get("bins"):
        return Fact(label, "–", gettext("no forecast"), "reports")
    day = date.fromisoformat(forecast["at"][LIKELY]["on"])
    return Fact(
        label,
        day_text(day, year=(day - timezone.localdate()).days > DAYS_WITHOUT_YEAR),
        gettext("%(percent)s likely") % {"percent": percent_text(0.8)},
        "reports",
    )


def critical_path_fact(plan: Plan, schedule: dict[str, Any]) -> Fact:
    label = gettext("Critical path")
    if not schedule.get("critical_keys"):
        note = gettext("nothing left") if schedule else gettext("no schedule")
        return Fact(label, "–", note, "critical_path")
    count, days = len(schedule["critical_keys"]), schedule["critical_path_hours"] / plan.hours_per_day
    return Fact(
        label,
        ngettext("%(count)s task", "%(count)s tasks", count) % {"count": number_text(count)},
        ngettext("%(count)s day", "%(count)s days", 1 if days == 1 else 2) % {"count": number_text(days)},
        "critical_path",
    )


def readiness_fact(plan: Plan) -> Fact:
    """The first gate of readiness in percent, never alone: with what was counted for it."""
    gate = readiness_counts(plan)
    if gate.critical:
        done, total = gate.critical_done, gate.critical
        note = ngettext("%(done)s of %(total)s critical task", "%(done)s of %(total)s critical tasks", total)
    else:
        done, total = gate.done, gate.tasks
        note = ngettext("%(done)s of %(total)s task", "%(done)s of %(total)s tasks", total)
    share = percent_text(done / total) if total else "–"
    figures = {"done": number_text(done), "total": number_text(total)}
    return Fact(gettext("Readiness"), share, note % figures, "readiness")


@dataclass(frozen=True, slots=True)
class ReadinessCounts:
    """Critical tasks and all, done and in total; duties and dropped ones left out."""

    critical_done: int
    critical: int
    done: int
    tasks: int


def readiness_counts(plan: Plan) -> ReadinessCounts:
    """One query."""
    is_done, is_critical = Q(status=Status.DONE), Q(priority=Level.CRITICAL)
    work = Task.objects.live().filter(plan=plan, is_duty=False).exclude(status=Status.DROPPED)
    return ReadinessCounts(
        **work.aggregate(
            critical_done=Count("pk", filter=is_done & is_critical),
            critical=Count("pk", filter=is_critical),
            done=Count("pk", filter=is_done),
            tasks=Count("pk"),
        )
    )
