"""The figures that the job computes and pages show: a cache of the events, computed afresh each time."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tracker.actions.attempts import begin_attempt, end_attempt
from tracker.actions.changes import lock_plan
from tracker.actions.findings import observe_findings
from tracker.core.errors import NotFound, PlanError
from tracker.core.schedule.proof import can_prove, prove_shortest
from tracker.models import Figures, Plan
from tracker.queries.checks import FoundFinding, check_plan
from tracker.queries.computed import computed_figures
from tracker.queries.progress import plan_progress
from tracker.queries.working_time import plan_today

logger = logging.getLogger(__name__)


def recompute_figures(*, plan_id: int, insist: bool = False) -> None:
    """Compute and store the plan's figures. Running it twice stores the same; a plan that is gone stays so.

    The count of events is read first: what is added meanwhile makes the figures lag, and is asked for again.
    After several attempts that died nothing is done, unless somebody insists.
    """
    started = perf_counter()
    plan = Plan.objects.filter(pk=plan_id, archived_at=None).first()
    if plan is None or not (begin_attempt(plan) or insist):
        return
    values, found = compute_figures(plan), found_in(plan)
    seconds = perf_counter() - started
    store_figures(plan, values, found=found, seconds=seconds)
    end_attempt(plan)
    logger.info("event=figures-computed plan=%s revision=%s seconds=%.3f", plan.pk, plan.want_rev, seconds)


def compute_figures(plan: Plan) -> dict[str, Any]:
    """All that is stored, from the events and rows as they are now; the schedule proven where that can be."""
    prove = prove_shortest if can_prove() else None
    return {"progress": plan_progress(plan), **computed_figures(plan, prove=prove)}


def found_in(plan: Plan) -> tuple[FoundFinding, ...] | None:
    """What the plan's checks find; None where it has no file, or one that can no longer be read."""
    try:
        return check_plan(plan).found
    except (NotFound, PlanError):
        return None


@transaction.atomic
def store_figures(
    plan: Plan, values: dict[str, Any], *, found: tuple[FoundFinding, ...] | None, seconds: float
) -> None:
    """Store unless newer figures stand there already: of two runs at once the older must not win.

    A plan that went away while its figures were computed is left alone.
    """
    lock_plan(plan.pk)
    if not Plan.objects.filter(pk=plan.pk).exists():
        return
    before = Figures.objects.filter(plan=plan).only("revision", "computed_at").first()
    if before is not None and before.revision > plan.want_rev:
        return
    if found is not None:
        observe_findings(plan, found, seen_before=before.computed_at if before else None)
    values |= {
        "revision": plan.want_rev,
        "computed_at": timezone.now(),
        "day": plan_today(plan),
        "seconds": seconds,
    }
    Figures.objects.update_or_create(plan=plan, defaults=values)
    newer = Q(have_rev__lt=plan.want_rev) | Q(have_rev=None)
    Plan.objects.filter(newer, pk=plan.pk).update(have_rev=plan.want_rev)


def plans_to_recompute() -> list[int]:
    """Plans whose figures lag behind their events, or are of another day of the plan than today."""
    worth = Plan.objects.worth_a_try()
    lagging = set(worth.behind().values_list("pk", flat=True))
    computed = worth.filter(archived_at=None, figures__isnull=False).select_related("figures")
    of_another_day = {
        plan.pk
        for plan in computed.only("time_zone", "figures__day")  # the figures themselves are large
        if plan.figures.day != plan_today(plan)
    }
    return sorted(lagging | of_another_day)
