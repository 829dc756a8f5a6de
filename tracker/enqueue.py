"""What the app may ask of the workers, by name, after the transaction is committed."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.core.cache import cache
from django.db import transaction

logger = logging.getLogger(__name__)

COALESCE_SECONDS = 1.0  # a tick costs a few milliseconds, new figures half a second
KEY_SECONDS = 30


def pending_key(plan_id: int) -> str:
    return f"recompute-{plan_id}"


def recompute_plan(plan_id: int) -> None:
    """Have the plan's figures computed soon after this transaction; a burst of calls is one job or a few.

    The row's `want_rev` is what counts: when the broker is down nothing is lost, the sweep finds the plan.
    """
    transaction.on_commit(partial(ask_for_figures, plan_id), robust=True)


def ask_for_figures(plan_id: int) -> None:
    """At once, unless somebody asked within the last half minute and the job has not begun."""
    try:
        if not cache.add(pending_key(plan_id), True, KEY_SECONDS):
            return
        current_app.send_task("tracker.jobs.recompute_plan", [plan_id], countdown=COALESCE_SECONDS)
    except Exception as error:
        logger.warning("event=recompute-not-published plan=%s error=%s", plan_id, type(error).__name__)


def forecast_what_if(token: str, plan_id: int, question: dict[str, Any]) -> None:
    """Have a question answered; the answer stands in the cache under its key soon, or the page asks again."""
    try:
        if not cache.add(f"{answer_key(token)}-asked", True, KEY_SECONDS):
            return
        current_app.send_task("tracker.jobs.forecast_what_if", [token, plan_id, question])
    except Exception as error:
        logger.warning("event=what-if-not-published plan=%s error=%s", plan_id, type(error).__name__)


def answer_key(token: str) -> str:
    return f"what-if-{token}"
