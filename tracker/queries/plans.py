"""The list of plans, and the head that every page of a plan wears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.utils import timezone

from tracker.core.plan.titles import short_title
from tracker.core.work import Work
from tracker.models import Plan, Sprint
from tracker.models.choices import Role
from tracker.queries.access import may
from tracker.queries.words import days_text, hours_text, number_text
from tracker.queries.work import plan_work


@dataclass(frozen=True, slots=True)
class PlanHead:
    """What the top of each page knows of its plan, and what the person may do in it.

    `open_findings` counts the errors and warnings that the plan's checks found last.
    """

    slug: str
    title: str
    short_title: str
    role: str
    can_change: bool
    can_manage: bool
    open_findings: int = 0


@dataclass(frozen=True, slots=True)
class PlanRow:
    head: PlanHead
    progress_percent: int
    hours_text: str
    tasks_text: str
    sprint_text: str
    sprint_number: int | None


@dataclass(frozen=True, slots=True)
class PlansPage:
    rows: tuple[PlanRow, ...]
    archived: tuple[PlanHead, ...]


def head_of(plan: Plan) -> PlanHead:
    return PlanHead(
        slug=plan.slug,
        title=plan.title,
        short_title=short_title(plan.title),
        role=plan.role,
        can_change=may(plan.role, Role.MEMBER),
        can_manage=may(plan.role, Role.MANAGER),
        open_findings=plan.open_findings or 0,
    )


def plans_page(user: Any) -> PlansPage:
    """The person's plans by title; two queries, and one for each plan whose figures lag."""
    plans = (
        Plan.objects.visible_to(user)
        .select_related("figures")
        .defer("figures__schedule", "figures__forecast", "figures__burndown")
        .prefetch_related("sprints")
    )
    return PlansPage(
        rows=tuple(row_of(plan) for plan in plans if plan.archived_at is None),
        archived=tuple(head_of(plan) for plan in plans if plan.archived_at is not None),
    )


def row_of(plan: Plan) -> PlanRow:
    work = work_of(plan)
    sprint = current_sprint(plan)
    done, total = work.tasks.get("done", 0), work.task_count
    return PlanRow(
        head=head_of(plan),
        progress_percent=round(100 * work.done_share),
        hours_text=f"{number_text(work.hours.get('done', 0))}/{hours_text(work.hour_count)}",
        tasks_text=f"{number_text(done)}/{number_text(total)}",
        sprint_text=f"{sprint} · {days_text(sprint.starts_on, sprint.ends_on)}" if sprint else "",
        sprint_number=sprint.number if sprint else None,
    )


def work_of(plan: Plan) -> Work:
    """The plan's work: as stored where that is up to date, else counted now."""
    figures = getattr(plan, "figures", None)
    stored = figures.progress.get("plan") if figures and figures.revision == plan.want_rev else None
    return (
        Work(stored["tasks"], stored["hours"], stored["unestimated"]) if stored else plan_work(plan).of_plan()
    )


def current_sprint(plan: Plan) -> Sprint | None:
    """The sprint under way, else the next one, else the last; None where the plan has none."""
    return current_of(list(plan.sprints.all()))


def current_of(sprints: Sequence[Sprint]) -> Sprint | None:
    """As `current_sprint`, of sprints at hand."""
    today = timezone.localdate()
    return next((sprint for sprint in sprints if sprint.ends_on >= today), sprints[-1] if sprints else None)


def free_slug(slug: str) -> str:
    """The slug, or the first of `slug-2`, `slug-3` and so on that no plan has."""
    taken = set(Plan.objects.filter(slug__startswith=slug[:50]).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    return next(name for number in count(2) if (name := f"{slug[:50]}-{number}") not in taken)
