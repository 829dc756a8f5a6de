"""Whether a plan could end sooner than its schedule, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.core.schedule.bound_reasons import tell_bound, tell_detour
from tracker.queries.words import sentence_text


def bound_text(schedule: Mapping[str, Any], aim: str) -> str:
    """Of the stored schedule with that aim: what it gives away for its priorities, else its lower bound."""
    outcome = schedule["outcomes"][aim]
    earliest = min(other["finish_hours"] for other in schedule["outcomes"].values())
    if outcome["finish_hours"] > earliest:
        return sentence_text(tell_detour(outcome["finish_hours"], earliest))
    bound = tell_bound(
        outcome["lower_bound_hours"],
        work_hours=schedule["work_hours"],
        people=schedule["people"],
        critical_path_hours=schedule["critical_path_hours"],
        is_proven=outcome["is_proven"],
    )
    return sentence_text(bound)
