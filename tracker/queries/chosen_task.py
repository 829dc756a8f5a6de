"""A task or milestone that somebody points at on the critical path: its times, its reason, the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from tracker.core.board import CLOSED
from tracker.core.schedule.calendar import Calendar
from tracker.models import Plan, Task
from tracker.models.choices import Status
from tracker.queries.gantt_page import END, MARK, milestone_hours, milestone_title, span_text
from tracker.queries.stored import stored_sentence
from tracker.queries.task_page import Neighbour, neighbours_of
from tracker.queries.words import day_text, estimate_text, hours_text, moment_text


@dataclass(frozen=True, slots=True)
class Step:
    """A task on the way to the chosen one."""

    key: str
    title: str
    hours_text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """`times` are (label, text) pairs; `way` is the chain that decides the start, the chosen task last."""

    to: str
    key: str
    title: str
    state_text: str
    is_critical: bool
    reason: str
    times: tuple[tuple[str, str], ...]
    way: tuple[Step, ...]
    way_text: str
    waits_for: tuple[Neighbour, ...]
    holds_up: tuple[Neighbour, ...]

    @property
    def way_names(self) -> str:
        """The rows on the way, for the script that draws it."""
        return "\n".join([*(step.key for step in self.way), *([] if self.key else [self.to])])


def chosen_of(plan: Plan, schedule: Mapping[str, Any], calendar: Calendar, to: str) -> Chosen | None:
    """What `to` names: a task by its key in any case, a milestone also by its title; None for neither."""
    milestones = milestone_hours(schedule, "path")
    to = next((name for name in milestones if milestone_title(name).casefold() == to.casefold()), to)
    if to.startswith(MARK):
        hours = milestones.get(to)
        return None if hours is None else _milestone(plan, schedule, calendar, to, hours)
    task = Task.objects.live().filter(plan=plan, key__iexact=to).select_related("done_by").first()
    return None if task is None else _task(plan, schedule, calendar, task)


def _milestone(plan: Plan, schedule: Mapping[str, Any], calendar: Calendar, to: str, hours: float) -> Chosen:
    start = date.fromisoformat(schedule["start"])
    with_people = milestone_hours(schedule, "people")[to]
    way = _way(plan, schedule, _last_of(schedule, to))
    times = (
        (gettext("Earliest"), day_text(calendar.finish_at(hours, start))),
        (_people_text(schedule), day_text(calendar.finish_at(with_people, start))),
    )
    return Chosen(
        to=to,
        key="",
        title=milestone_title(to),
        state_text="",
        is_critical=to == END or any(step.key in schedule["critical_keys"] for step in way[-1:]),
        reason="",
        times=times,
        way=way,
        way_text=_way_text(way),
        waits_for=(),
        holds_up=(),
    )


def _last_of(schedule: Mapping[str, Any], to: str) -> str:
    """The task with which the milestone is reached; of several, the first by key."""
    number = None if to == END else int(to.rpartition("-")[2])
    rows = schedule["tasks"].items()
    return min(
        (-row["earliest_finish_hours"], key) for key, row in rows if number is None or row["sprint"] == number
    )[1]


def _task(plan: Plan, schedule: Mapping[str, Any], calendar: Calendar, task: Task) -> Chosen:
    row = schedule.get("tasks", {}).get(task.key)
    waits_for, holds_up = neighbours_of(task)
    is_left = row is not None and task.status not in CLOSED
    way = _way(plan, schedule, task.key) if is_left else ()
    return Chosen(
        to=task.key,
        key=task.key,
        title=task.title,
        state_text=str(Status(task.status).label),
        is_critical=bool(is_left and row["is_critical"]),
        reason=stored_sentence(row["reason"]) if is_left else _why_no_times(task),
        times=_times(plan, schedule, calendar, row) if is_left else _past_times(task),
        way=way,
        way_text=_way_text(way),
        waits_for=waits_for,
        holds_up=holds_up,
    )


def _times(
    plan: Plan, schedule: Mapping[str, Any], calendar: Calendar, row: Mapping[str, Any]
) -> tuple[tuple[str, str], ...]:
    start = date.fromisoformat(schedule["start"])

    def span(begin: str, end: str) -> str:
        return span_text(calendar.start_at(row[begin], start), calendar.finish_at(row[end], start))

    return (
        (gettext("Earliest"), span("earliest_start_hours", "earliest_finish_hours")),
        (gettext("Latest"), span("latest_start_hours", "latest_finish_hours")),
        (_people_text(schedule), span("start_hours", "finish_hours")),
        (gettext("Takes"), _amount(plan, row["hours"]) + _unestimated(row)),
        (gettext("Total slack"), _amount(plan, row["total_slack_hours"])),
        (gettext("Free slack"), _amount(plan, row["free_slack_hours"])),
        (gettext("Decided by"), row["driving"] or gettext("nothing: it can start at once")),
    )


def _amount(plan: Plan, hours: float) -> str:
    return estimate_text(hours, hours, plan.hours_per_day) if hours else gettext("none")


def _unestimated(row: Mapping[str, Any]) -> str:
    return "" if row["is_estimated"] else " " + gettext("(nobody estimated it)")


def _people_text(schedule: Mapping[str, Any]) -> str:
    count = schedule["people"]
    return ngettext("With %(count)s person", "With %(count)s people", count) % {"count": count}


def _past_times(task: Task) -> tuple[tuple[str, str], ...]:
    return ((gettext("Done"), moment_text(task.done_at)),) if task.done_at else ()


def _why_no_times(task: Task) -> str:
    if task.is_duty:
        return gettext("A duty goes on for ever: it is never scheduled.")
    if task.status in CLOSED:
        return gettext("Nothing waits for it any more.")
    return gettext("It is not in the schedule yet.")


def _way(plan: Plan, schedule: Mapping[str, Any], key: str) -> tuple[Step, ...]:
    """The chain that sets the earliest start of a task, from the one that can start at once."""
    rows = schedule["tasks"]
    keys = [key]
    while (before := rows[keys[-1]]["driving"]) in rows and before not in keys:
        keys.append(before)
    titles = dict(plan.tasks.filter(key__in=keys).values_list("key", "title"))
    return tuple(Step(key, titles.get(key, ""), hours_text(rows[key]["hours"])) for key in reversed(keys))


def _way_text(way: tuple[Step, ...]) -> str:
    return gettext("Nothing stands in its way.") if len(way) == 1 else ""
