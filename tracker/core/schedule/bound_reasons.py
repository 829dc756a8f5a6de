"""Why no schedule can end before its lower bound, in a sentence."""

from __future__ import annotations

from typing import Literal

from tracker.core.text import Sentence

Cause = Literal["path", "work", "alone", "both"]
ROUNDED = 0.51  # hours: a bound is rounded up to the unit in which the plan's estimates are written

TEMPLATES: dict[tuple[Cause, bool], str] = {
    ("path", True): "Proven: nothing ends earlier, since the critical path alone takes {bound} h.",
    ("work", True): (
        "Proven: nothing ends earlier, since {work} h of work keep {people} people busy for {bound} h."
    ),
    ("alone", True): "Proven: nothing ends earlier, since one person needs {bound} h for {work} h of work.",
    ("both", True): (
        "Proven: nothing ends earlier, since the order of the work and the people who can do it "
        "need {bound} h."
    ),
    ("path", False): (
        "Not before {bound} h: the critical path alone takes that long. Whether it can be met is open."
    ),
    ("work", False): (
        "Not before {bound} h: {work} h of work keep {people} people busy that long. "
        "Whether it can be met is open."
    ),
    ("alone", False): (
        "Not before {bound} h: one person needs that long for {work} h of work. "
        "Whether it can be met is open."
    ),
    ("both", False): (
        "Not before {bound} h: the order of the work and the people who can do it need that long. "
        "Whether it can be met is open."
    ),
}


def tell_bound(
    bound_hours: float, *, work_hours: float, people: int, critical_path_hours: float, is_proven: bool
) -> Sentence:
    """What decides the bound, and whether the schedule meets it.

    >>> str(tell_bound(175.0, work_hours=525.0, people=3, critical_path_hours=88.0, is_proven=True))
    'Proven: nothing ends earlier, since 525 h of work keep 3 people busy for 175 h.'
    """
    cause: Cause = "both"
    if bound_hours <= critical_path_hours:
        cause = "path"
    elif bound_hours <= work_hours / people + ROUNDED:
        cause = "alone" if people == 1 else "work"
    params = {"bound": _plain(bound_hours), "work": _plain(work_hours), "people": people}
    return Sentence(TEMPLATES[cause, is_proven], params)


def tell_detour(finish_hours: float, earliest_hours: float) -> Sentence:
    """What a schedule gives away that ends later than another one, for the sake of its priorities.

    >>> str(tell_detour(102.0, 98.0))
    'Yes: putting the earliest end first saves 4 h, and higher priorities come later.'
    """
    text = "Yes: putting the earliest end first saves {hours} h, and higher priorities come later."
    return Sentence(text, {"hours": _plain(finish_hours - earliest_hours)})


def _plain(hours: float) -> float:
    """Whole hours without a fraction."""
    return int(hours) if hours == int(hours) else round(hours, 1)
