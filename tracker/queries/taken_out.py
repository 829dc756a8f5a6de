"""The tasks that are archived: by hand, or since a file lost them."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.models import Plan
from tracker.queries.words import moment_text

SHOWN = 100


@dataclass(frozen=True, slots=True)
class TakenOut:
    key: str
    title: str
    when: str
    version: int


def taken_out(plan: Plan) -> tuple[TakenOut, ...]:
    """Those taken out last, the newest first; one query."""
    rows = plan.tasks.filter(archived_at__isnull=False).order_by("-archived_at", "-pk")[:SHOWN]
    return tuple(
        TakenOut(row.key, row.title, moment_text(row.archived_at), row.version)
        for row in rows.only("key", "title", "archived_at", "version", "plan_id")
        if row.archived_at is not None
    )
