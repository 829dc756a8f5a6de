"""Events in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext

from tracker.models import Event, Plan, Task
from tracker.models.choices import Level, Status
from tracker.queries.words import (
    avatar_colour,
    estimate_text,
    initials,
    moment_text,
    person_name,
    sprint_text,
)

SHOWN_EVENTS = 100
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """`undo_id` is the event's id where it can be undone, else None."""

    who: str
    initials: str
    colour: str
    text: str
    when: str
    at: str
    undo_id: int | None


def history_of(task: Task, plan: Plan, *, can_change: bool) -> tuple[HistoryLine, ...]:
    """The newest events of the task, newest first; two queries."""
    events = list(task.events.select_related("by").order_by("-at", "-pk")[:SHOWN_EVENTS])
    undone = {event.undoes_id for event in events if event.undoes_id}
    names = names_of(events)
    latest: set[tuple[Any, ...]] = set()
    lines = []
    for event in events:
        subject = subject_of(event)
        is_latest = subject not in latest
        latest.add(subject)
        undoable = can_change and is_latest and event.can_be_undone and event.pk not in undone
        lines.append(line_of(event, plan, names, undo_id=event.pk if undoable else None))
    return tuple(lines)


def subject_of(event: Event) -> tuple[Any, ...]:
    """What an event is about: a later event about the same thing bars its undoing."""
    if event.is_addition:
        return ("archived",)
    return (event.field, event.to_value["position"]) if event.field == "step" else (event.field,)


def names_of(events: Sequence[Event]) -> dict[int, str]:
    """Names of the people whom assignments speak of."""
    ids = {value for e in events if e.field == "assignee" for value in (e.from_value, e.to_value) if value}
    return {user.pk: person_name(user) for user in get_user_model().objects.filter(pk__in=ids)} if ids else {}


def line_of(event: Event, plan: Plan, names: dict[int, str], *, undo_id: int | None) -> HistoryLine:
    return HistoryLine(
        who=person_name(event.by) if event.by else gettext("Plan file"),
        initials=initials(event.by) if event.by else "↥",
        colour=avatar_colour(event.by) if event.by else "sys",
        text=event_text(event, plan, names),
        when=moment_text(event.at),
        at=event.at.isoformat(),
        undo_id=undo_id,
    )


def event_text(event: Event, plan: Plan, names: dict[int, str]) -> str:
    """What happened, as the rest of a sentence that begins with who did it."""
    if event.is_addition:
        return gettext("added it")
    if event.field == "task":
        return gettext("took it from the plan file") if event.by else gettext("brought it in")
    if event.field == "rank":
        return gettext("moved it within the order")
    if event.field == "step":
        done = event.to_value["done"]
        text = gettext("ticked step %(number)s") if done else gettext("unticked step %(number)s")
        return text % {"number": event.to_value["position"] + 1}
    if event.field == "archived":
        return archived_text(event.to_value)
    if event.field == "body":
        return gettext("changed the text")
    return changed_text(event) % {
        "field": event.get_field_display(),
        "from": value_text(event, event.from_value, plan, names),
        "to": value_text(event, event.to_value, plan, names),
    }


def changed_text(event: Event) -> str:
    """A field that was empty before, or is now, has no value to tell."""
    if event.from_value in EMPTY:
        return gettext("set %(field)s to “%(to)s”")
    if event.to_value in EMPTY:
        return gettext("cleared %(field)s, which was “%(from)s”")
    return gettext("changed %(field)s from “%(from)s” to “%(to)s”")


def archived_text(value: Any) -> str:
    """`value` is False where the task came back, "file" where a new file had lost it."""
    if not value:
        return gettext("brought it back")
    return (
        gettext("archived it: the file no longer has it")
        if value == "file"
        else gettext("took it out of the plan")
    )


def event_title(event: Event) -> str:
    """What a change came to, in a word or two: “Done”, “Sprint 2”, “estimate changed”."""
    match event.field:
        case "status":
            return str(Status(event.to_value).label)
        case "sprint":
            return sprint_text(event.to_value)
        case "step":
            return gettext("step ticked") if event.to_value["done"] else gettext("step unticked")
        case "rank":
            return gettext("moved")
        case "task":
            return gettext("added")
        case "archived":
            return gettext("taken out of the plan") if event.to_value else gettext("back in the plan")
    return gettext("%(field)s changed") % {"field": event.get_field_display()}


def cell_text(event: Event, value: Any, names: dict[int, str]) -> str:
    """A value of an event in words, for a column of a list: nothing where there is none."""
    if value in EMPTY or event.field == "rank":
        return ""
    match event.field:
        case "task":
            sprint, status = value.get("sprint"), value.get("status")
            parts = [str(Status(status).label)] if status in Status.values else []
            parts += [sprint_text(sprint)] if sprint else []
            return ", ".join(parts)
        case "step":
            mark = gettext("done") if value["done"] else gettext("open")
            return f"{value['position'] + 1}: {mark}"
        case "archived":
            return gettext("yes") if value else gettext("no")
    return value_text(event, value, event.plan, names)


def value_text(event: Event, value: Any, plan: Plan, names: dict[int, str]) -> str:
    if value in EMPTY:
        return gettext("nothing")
    match event.field:
        case "status":
            return str(Status(value).label)
        case "priority" | "risk":
            return str(Level(value).label)
        case "sprint":
            return sprint_text(value)
        case "estimate":
            return estimate_text(value[0], value[1], plan.hours_per_day)
        case "assignee":
            return names.get(value, gettext("somebody who left"))
        case "is_duty":
            return gettext("yes") if value else gettext("no")
        case "agents" | "dependency":
            return ", ".join(value)
    return str(value)
