"""How findings are worded: keys in a row, amounts of work in one unit, names of sections.

A parameter of a sentence may be a sentence itself ("2.5 days"): number and unit are translated together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tracker.core.board import CLOSED
from tracker.core.plan.document import Document, Finding, FindingLevel, Level, PlanTask, Section
from tracker.core.text import Sentence

_KEYS_SHOWN = 6
_TITLES_SHOWN = 3
_TITLE_SHOWN = 40
# As plans write them.
LEVELS: dict[Level, Sentence] = {
    "critical": Sentence("CRITICAL"),
    "high": Sentence("HIGH"),
    "medium": Sentence("MEDIUM"),
    "low": Sentence("LOW"),
}


def finding(
    code: str,
    level: FindingLevel,
    line: int | None,
    template: str,
    /,
    *,
    subject: str,
    task_key: str | None = None,
    plural: str | None = None,
    **params: Any,
) -> Finding:
    """A finding about `subject`, its identity apart from line and figures: see `check.fingerprint`."""
    return Finding(code, level, line, Sentence(template, {**params, "subject": subject}, plural), task_key)


def figure(value: float) -> float | int:
    """The value as people write it: one decimal from 10 on, two below, none where it is whole.

    >>> figure(64.625), figure(7.75), figure(52.0)
    (64.6, 7.75, 52)
    """
    rounded = round(value, 1 if abs(value) >= 10 else 2)
    return int(rounded) if rounded == int(rounded) else rounded


def hours(value: float) -> Sentence:
    """
    >>> str(hours(1.0)), str(hours(51.5))
    ('1 hour', '51.5 hours')
    """
    return Sentence("{count} hour", {"count": figure(value)}, plural="{count} hours")


def amounts(ranges: Sequence[tuple[float, float]], *, hours_per_day: float) -> tuple[Sentence, ...]:
    """The ranges of hours in words, all in one unit: days where the largest makes two days, else hours.

    >>> [str(amount) for amount in amounts([(24, 32), (48, 48)], hours_per_day=8)]
    ['3–4 days', '6 days']
    >>> [str(amount) for amount in amounts([(8, 8), (7, 7)], hours_per_day=8)]
    ['8 hours', '7 hours']
    """
    in_days = max(high for _, high in ranges) >= 2 * hours_per_day
    divisor = hours_per_day if in_days else 1.0
    return tuple(_amount(low / divisor, high / divisor, in_days=in_days) for low, high in ranges)


def _amount(low: float, high: float, *, in_days: bool) -> Sentence:
    if low == high:
        if in_days:
            return Sentence("{count} day", {"count": figure(low)}, plural="{count} days")
        return hours(low)
    template = "{low}–{high} days" if in_days else "{low}–{high} hours"
    return Sentence(template, {"low": figure(low), "high": figure(high)})


def task_count(count: int) -> Sentence:
    return Sentence("{count} task", {"count": count}, plural="{count} tasks")


def task_name(task: PlanTask) -> str:
    """What people call the task: its id, else its title, shortened. A minted key says nothing to anybody."""
    if task.id is not None:
        return task.key
    title = task.title if len(task.title) <= _TITLE_SHOWN else task.title[: _TITLE_SHOWN - 1].rstrip() + "…"
    return f"“{title}”"


def list_keys(tasks: Iterable[PlanTask]) -> str:
    """The tasks' names in a row, cut after six ids or three titles.

    >>> list_keys(PlanTask(f"A-{n}", f"A-{n}", n, n, "", (0, 0)) for n in range(1, 9))
    'A-1, A-2, A-3, A-4, A-5, A-6, …'
    """
    tasks = list(tasks)
    most = _KEYS_SHOWN if all(task.id for task in tasks) else _TITLES_SHOWN
    return ", ".join([task_name(task) for task in tasks[:most]] + ["…"] * (len(tasks) > most))


def section_name(section: Section) -> str:
    return f"{section.number} {section.title}" if section.number else section.title


def place_name(document: Document, task: PlanTask) -> str | None:
    """The heading that the task stands under: its section, else its category; None where it has neither."""
    if task.section is not None:
        return section_name(document.sections[task.section])
    return document.categories[task.category].title if task.category is not None else None


def is_closed(task: PlanTask) -> bool:
    return task.status in CLOSED
