"""What happened to a plan since a page was made, or since it asked last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext, ngettext

from tracker.core.board import CLOSED
from tracker.core.text import is_storable
from tracker.models import Comment, Dependency, Event, Plan, Task
from tracker.models.choices import Status
from tracker.queries.history import event_text, names_of
from tracker.queries.words import person_name

MOST_EVENTS = 300
MOST_TASKS = 60
LOOK_BACK = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a page knows its plan's changes: how many there are, and the id of the newest, 0 for none.

    `figures` is how many of them the figures on the page knew, 0 where it has none.
    """

    count: int
    newest: int
    figures: int = 0


@dataclass(frozen=True, slots=True)
class Since:
    """The events after a mark, oldest first, and the mark they lead to; no events where they are too many."""

    mark: Mark
    events: tuple[Event, ...] = ()
    is_too_much: bool = False


def mark_of(plan: Plan) -> Mark:
    """The mark of a page that is made from the plan now; one query."""
    newest = Event.objects.filter(plan=plan).order_by("-pk").values_list("pk", flat=True).first()
    return Mark(plan.want_rev, newest or 0, plan.have_rev or 0)


def changes_since(plan: Plan, seen: Mark) -> Since:
    """What the plan's page does not know yet: no query where that is nothing, else one, at most two.

    The database counts the plan's events one after the other, so the count misses none. Ids alone would: of
    two that were given out at once, the higher may be stored first. Where fewer lie behind the newest that
    the page knows than were counted, one came late, and the search goes further back.
    """
    wanted = plan.want_rev - seen.count
    if wanted == 0:
        return Since(replace(seen, figures=plan.have_rev or 0))
    if not 0 < wanted <= MOST_EVENTS:
        return Since(mark_of(plan), is_too_much=True)
    found = Event.objects.filter(plan=plan).select_related("by")
    events = list(found.filter(pk__gt=seen.newest).order_by("pk")[:wanted])
    if len({event.task_id for event in events}) > MOST_TASKS:
        return Since(mark_of(plan), is_too_much=True)
    if len(events) < wanted:
        events = list(found.order_by("-pk")[: wanted + LOOK_BACK])[::-1]
    newest = max([seen.newest, *(event.pk for event in events)])
    return Since(Mark(plan.want_rev, newest, plan.have_rev or 0), tuple(events))


def changed_tasks(events: Sequence[Event], freeing: Collection[int], number: int | None) -> dict[int, Task]:
    """The rows for cards by id: of the tasks that the events are about, archived ones too, and of those on
    the board of that sprint (None: of none) that wait for one of the tasks `freeing`. Three queries at most.
    """
    ids = {event.task_id for event in events if event.task_id}
    if freeing:
        links = Dependency.objects.filter(predecessor__in=freeing, successor__sprint__number=number)
        ids |= set(links.values_list("successor_id", flat=True))
    rows = Task.objects.filter(pk__in=ids).for_cards().select_related("done_by")
    return {row.pk: row for row in rows.prefetch_related("steps")} if ids else {}


def open_tasks(plan: Plan, number: int | None) -> dict[int, Task]:
    """The rows for cards by id of what is open on the board of that sprint (None: in none); one query.

    None of them where they are too many: the page then shows the figures it has until it is loaded again.
    """
    found = plan.tasks.live().filter(sprint__number=number).exclude(status__in=CLOSED)
    rows = list(found.for_cards().prefetch_related("steps")[: MOST_TASKS + 1])
    return {row.pk: row for row in rows} if len(rows) <= MOST_TASKS else {}


def news_text(events: Sequence[Event], keys: Mapping[int, str], plan: Plan, user: Any) -> str:
    """The newest thing that others did, as in “Ada moved TS-002 to Done”, and how many more; else empty."""
    others = [event for event in events if event.by_id != user.pk and event.task_id in keys]
    if not others:
        return ""
    # A card that is dragged changes its place as well as its column: the place is the lesser news.
    newest = next((event for event in reversed(others) if event.field != "rank"), others[-1])
    text = event_news(newest, keys[newest.task_id or 0], plan)
    more = len({event.task_id for event in others}) - 1
    if not more:
        return text
    rest = ngettext("%(count)s more task changed", "%(count)s more tasks changed", more) % {"count": more}
    return f"{text} · {rest}"


def event_news(event: Event, key: str, plan: Plan) -> str:
    values = {"who": person_name(event.by) if event.by else gettext("Plan file"), "key": key}
    if event.field == "status":
        return gettext("%(who)s moved %(key)s to %(status)s") % {
            **values,
            "status": Status(event.to_value).label,
        }
    if event.field == "sprint" and event.to_value is None:
        return gettext("%(who)s took %(key)s out of its sprint") % values
    if event.field == "sprint":
        return gettext("%(who)s moved %(key)s to sprint %(number)s") % {**values, "number": event.to_value}
    if event.is_addition:
        return gettext("%(who)s added %(key)s") % values
    if event.field == "archived" and event.to_value is True:
        return gettext("%(who)s took %(key)s out of the plan") % values
    what = event_text(event, plan, names_of([event]))
    return gettext("%(who)s, %(key)s: %(what)s") % {**values, "what": what}


def plan_changed_by(events: Sequence[Event], user: Any) -> str:
    """Who else changed settings or sprints of the plan, which pages show in many places; empty for nobody."""
    for event in reversed(events):
        told = {**(event.from_value or {}), **(event.to_value or {})} if event.field == "plan" else {}
        if told and "confirmed" not in told and event.by_id != user.pk:
            return person_name(event.by) if event.by else gettext("Plan file")
    return ""


def comment_count(plan: Plan, key: str) -> int:
    return Comment.objects.filter(plan=plan, task__key__iexact=key if is_storable(key) else "").count()
