"""The limits of a plan file, from the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic

from django.conf import settings

from tracker.core.plan.document import Limits, ReadOptions


def read_options(
    *,
    levels: Mapping[int, str] | None = None,
    hours_per_day: float = 8,
    days_per_week: int = 5,
    clock: Callable[[], float] | None = monotonic,
) -> ReadOptions:
    """How to read a file that comes in; what was taken in once is read without a clock."""
    limits = Limits(
        bytes=settings.PLAN_MAX_BYTES,
        lines=settings.PLAN_MAX_LINES,
        line_length=settings.PLAN_MAX_LINE_LENGTH,
        tasks=settings.PLAN_MAX_TASKS,
        depth=settings.PLAN_MAX_DEPTH,
        table_cells=settings.PLAN_MAX_TABLE_CELLS,
        range_size=settings.PLAN_MAX_RANGE,
        seconds=settings.PLAN_READ_SECONDS,
    )
    return ReadOptions(
        hours_per_day=hours_per_day,
        days_per_week=days_per_week,
        levels=dict(levels or {}),
        limits=limits,
        clock=clock,
    )
