"""A task as its card shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from tracker.models import Plan, Task
from tracker.models.choices import Level, Status
from tracker.queries.words import avatar_colour, estimate_text, initials, moment_text, person_name


@dataclass(frozen=True, slots=True)
class Card:
    """Texts are ready to print."""

    key: str
    title: str
    status: str
    sprint: int | None
    rank: str
    version: int
    priority: str
    priority_text: str
    estimate_text: str
    agents: tuple[str, ...]
    blockers: tuple[str, ...]
    blocked_reason: str
    steps_text: str
    assignee_name: str
    assignee_initials: str
    assignee_colour: str
    done_text: str
    is_done: bool
    is_duty: bool
    is_critical: bool
    slack_text: str
    can_change: bool


def card_of(task: Task, plan: Plan, *, can_change: bool, schedule: dict[str, Any]) -> Card:
    """From a row of `Task.objects.for_cards()` and the stored figures' rows by key."""
    is_done = task.status == Status.DONE
    is_open = not is_done and task.status != Status.DROPPED
    timing = schedule.get(task.key) or {} if is_open else {}
    return Card(
        key=task.key,
        title=task.title,
        status=task.status,
        sprint=task.sprint.number if task.sprint else None,
        rank=task.rank,
        version=task.version,
        priority=task.priority,
        priority_text=str(Level(task.priority).label) if task.priority else "",
        estimate_text=estimate_text(task.estimate_low_hours, task.estimate_high_hours, plan.hours_per_day),
        agents=agent_names(task),
        blockers=tuple(sorted((task.blocker_lines or "").split("\n")))
        if is_open and task.blocker_lines
        else (),
        blocked_reason=task.blocked_reason if is_open else "",
        steps_text=f"{task.steps_done}/{task.steps_total}" if task.steps_total else "",
        assignee_name=person_name(task.assignee),
        assignee_initials=initials(task.assignee) if task.assignee else "",
        assignee_colour=avatar_colour(task.assignee) if task.assignee else "",
        done_text=done_text(task) if is_done else "",
        is_done=is_done,
        is_duty=task.is_duty,
        is_critical=bool(timing.get("is_critical")),
        slack_text=_slack_text(timing, plan),
        can_change=can_change,
    )


def can_start(card: Card, plan: Plan, current: int | None) -> bool:
    """Whether the task can be begun now: to do, waiting for nothing, and its sprint's turn has come.

    `current` is the number of the sprint under way, None where the plan has none.
    """
    is_its_turn = not plan.sprint_order or None in (card.sprint, current) or card.sprint <= current
    return card.status == Status.TODO and not card.blockers and not card.blocked_reason and is_its_turn


def agent_names(task: Task) -> tuple[str, ...]:
    """In the order in which the task names them."""
    if not task.agent_lines:
        return ()
    pairs = [line.split("\t", 1) for line in task.agent_lines.split("\n")]
    return tuple(name for _place, name in sorted(pairs, key=lambda pair: int(pair[0])))


def done_text(task: Task) -> str:
    """As in “G2 · yesterday 16:40”; what came done from the file has no person and no hour."""
    if task.done_at is None:
        return gettext("done in the plan file")
    return (
        f"{person_name(task.done_by)} · {moment_text(task.done_at)}"
        if task.done_by
        else moment_text(task.done_at)
    )


def _slack_text(timing: dict[str, Any], plan: Plan) -> str:
    slack = timing.get("total_slack_hours")
    if not slack or timing.get("is_critical"):
        return ""
    return gettext("%(time)s slack") % {"time": estimate_text(slack, slack, plan.hours_per_day)}
