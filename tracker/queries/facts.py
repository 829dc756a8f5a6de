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
    schedule, forecast, progress = (
        (figures.schedule, figures.forecast, figures.progress) if figures else ({}, {}, {})
    )
    return (
        go_live_fact(forecast),
        critical_path_fact(plan, schedule),
        readiness_fact(plan, progress),
    )


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
        return Fact(label, "–", gettext("nothing left"), "critical_path")
    count, days = len(schedule["critical_keys"]), schedule["critical_path_hours"] / plan.hours_per_day
    return Fact(
        label,
        ngettext("%(count)s task", "%(count)s tasks", count) % {"count": number_text(count)},
        ngettext("%(count)s day", "%(count)s days", 1 if days == 1 else 2) % {"count": number_text(days)},
        "critical_path",
    )


def readiness_fact(plan: Plan, progress: dict[str, Any]) -> Fact:
    """Done work in percent, never alone: with the critical tasks, which is what readiness hangs on."""
    done, total = critical_counts(plan)
    share = progress.get("plan", {}).get("done_share", 0.0)
    note = ngettext("%(done)s of %(total)s critical task", "%(done)s of %(total)s critical tasks", total) % {
        "done": number_text(done),
        "total": number_text(total),
    }
    return Fact(gettext("Readiness"), percent_text(share), note, "readiness")


def critical_counts(plan: Plan) -> tuple[int, int]:
    """Critical tasks that are done, and all of them; duties and dropped ones left out."""
    critical = Task.objects.live().filter(plan=plan, priority=Level.CRITICAL, is_duty=False)
    counts = critical.exclude(status=Status.DROPPED).aggregate(
        done=Count("pk", filter=Q(status=Status.DONE)), total=Count("pk")
    )
    return counts["done"], counts["total"]
