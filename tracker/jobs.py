"""Celery's entry points. Each takes ids, reads afresh, is safe to run twice and calls one action."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.core.cache import cache

from tracker import enqueue
from tracker.actions.figures import plans_to_recompute, recompute_figures
from tracker.queries.what_if import answer_what_if

ANSWER_SECONDS = 3600


@shared_task(name="tracker.jobs.recompute_plan")
def recompute_plan(plan_id: int) -> None:
    """Bring the stored figures of a plan up to its newest change."""
    cache.delete(enqueue.pending_key(plan_id))
    recompute_figures(plan_id=plan_id)


@shared_task(name="tracker.jobs.sweep")
def sweep() -> None:
    """Ask again for every plan whose figures lag or are of another day: a lost message or a missed night."""
    for plan_id in plans_to_recompute():
        enqueue.ask_for_figures(plan_id)


@shared_task(name="tracker.jobs.forecast_what_if")
def forecast_what_if(token: str, plan_id: int, question: dict[str, Any]) -> None:
    """Answer a question for the page that waits for it. Nothing else hears of the answer."""
    answer = answer_what_if(plan_id, question)
    if answer is not None:
        cache.set(enqueue.answer_key(token), answer, ANSWER_SECONDS)
