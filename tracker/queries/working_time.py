"""The plan's own time: its zone and what day it is there."""

from __future__ import annotations

from datetime import date, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from tracker.models import Plan


def plan_zone(plan: Plan) -> tzinfo:
    """The plan's time zone; the server's where the plan's is unknown to this machine."""
    try:
        return ZoneInfo(plan.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def plan_today(plan: Plan) -> date:
    return timezone.localdate(timezone=plan_zone(plan))
