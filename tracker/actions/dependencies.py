"""Dependencies set by hand: one task waits for another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import enqueue
from tracker.actions.changes import lock_plan
from tracker.core.errors import DependencyLoop, IllegalMove
from tracker.core.schedule.loops import find_loop
from tracker.models import Dependency, Event, Plan, Task

LONGEST_LAG_HOURS = 100_000
_NEED = re.compile(r"(?P<key>.*?)(?: \+ (?P<lag>[\d.e+-]+) h)?", re.DOTALL)


@transaction.atomic
def add_dependency(
    *, plan: Plan, predecessor: Task, successor: Task, lag_hours: float = 0, by: Any
) -> Dependency:
    """Let the successor wait for the predecessor, and that many working hours longer; also changes the lag.

    Doing it twice is one event, on the successor.

    Raises:
        DependencyLoop: the tasks would wait for each other; the loop is named.
        IllegalMove: a task is archived or of another plan, or the lag is not a number of hours.
    """
    return _let_wait(plan, predecessor, successor, lag_hours=lag_hours, by=by)[0]


@transaction.atomic
def let_wait(*, plan: Plan, predecessor: Task, successor: Task, lag_hours: float = 0, by: Any) -> list[Event]:
    """As `add_dependency`, for who wants to know what changed: an event, or none where it was so already."""
    return _let_wait(plan, predecessor, successor, lag_hours=lag_hours, by=by)[1]


def _let_wait(
    plan: Plan, predecessor: Task, successor: Task, *, lag_hours: float, by: Any
) -> tuple[Dependency, list[Event]]:
    _check(plan, predecessor, successor, lag_hours)
    lock_plan(plan.pk)
    before = needs_of(successor)
    link = _link(plan, predecessor, successor, lag_hours)
    return link, _tell(successor, before, by=by)


def _link(plan: Plan, predecessor: Task, successor: Task, lag_hours: float) -> Dependency:
    link = Dependency.objects.filter(predecessor=predecessor, successor=successor).first()
    if link is None:
        _refuse_loop(plan, predecessor, successor)
        link = Dependency.objects.create(
            plan=plan, predecessor=predecessor, successor=successor, lag_hours=lag_hours, source="hand"
        )
    elif link.lag_hours != lag_hours:
        link.lag_hours = lag_hours
        link.save(update_fields=["lag_hours"])
    return link


@transaction.atomic
def accept_dependencies(*, plan: Plan, pairs: Iterable[tuple[str, str]], by: Any) -> list[Dependency]:
    """Let the second task of each pair of keys wait for the first: all of them, or none.

    Raises:
        DependencyLoop: tasks would wait for each other; the loop is named.
        IllegalMove: the plan has no such task.
    """
    pairs = tuple(pairs)
    keys = {key for pair in pairs for key in pair}
    tasks = {task.key: task for task in Task.objects.live().filter(plan=plan, key__in=keys)}
    missing = sorted(keys - tasks.keys())
    if missing:
        raise IllegalMove("This plan has no task {key} any more. Load the page again.", key=missing[0])
    return [
        add_dependency(plan=plan, predecessor=tasks[before], successor=tasks[after], by=by)
        for before, after in pairs
    ]


@transaction.atomic
def remove_dependency(*, dependency: Dependency, by: Any) -> list[Event]:
    """Let the successor wait no longer. What is gone already is left alone."""
    lock_plan(dependency.plan_id)
    link = Dependency.objects.select_related("predecessor", "successor").filter(pk=dependency.pk).first()
    if link is None:
        return []
    before = needs_of(link.successor)
    link.delete()
    return _tell(link.successor, before, by=by)


@transaction.atomic
def undo_dependency(*, task: Task, event: Event, by: Any) -> list[Event]:
    """Let the task wait for what it waited for before the event. Whoever calls holds the plan's lock.

    Raises:
        DependencyLoop: the tasks would wait for each other by now.
        IllegalMove: a task that it waited for is archived by now.
    """
    before, now = needs_of(task), read_needs(event.to_value)
    wanted = read_needs(event.from_value)
    Dependency.objects.filter(successor=task, predecessor__key__in=now.keys() - wanted.keys()).delete()
    again = {key: lag for key, lag in wanted.items() if now.get(key) != lag}
    for predecessor in Task.objects.filter(plan=task.plan_id, key__in=again).order_by("key"):
        _check(task.plan, predecessor, task, again[predecessor.key])
        _link(task.plan, predecessor, task, again[predecessor.key])
    return _tell(task, before, by=by, undoes=event)


def needs_of(successor: Task) -> list[str]:
    """What the task waits for, as events hold it: as in “TS-001” and “TS-002 + 8 h”, by key."""
    links = Dependency.objects.filter(successor=successor).order_by("predecessor__key")
    return [
        f"{key} + {lag_hours:g} h" if lag_hours else key
        for key, lag_hours in links.values_list("predecessor__key", "lag_hours")
    ]


def read_needs(needs: Sequence[str] | None) -> dict[str, float]:
    """Lags in hours by key, of what `needs_of` wrote."""
    found = [match for need in needs or () if (match := _NEED.fullmatch(need))]
    return {match["key"]: float(match["lag"] or 0) for match in found}


def _check(plan: Plan, predecessor: Task, successor: Task, lag_hours: float) -> None:
    for task in (predecessor, successor):
        if task.plan_id != plan.pk:
            raise IllegalMove("{key} belongs to another plan. Choose a task of this one.", key=task.key)
        if task.archived_at is not None:
            raise IllegalMove("{key} is archived. Bring it back first.", key=task.key)
    if not 0 <= lag_hours <= LONGEST_LAG_HOURS:
        raise IllegalMove("A lag is a number of working hours from 0 to {limit}.", limit=LONGEST_LAG_HOURS)


def _refuse_loop(plan: Plan, predecessor: Task, successor: Task) -> None:
    # Archived tasks too: one that comes back must not close a loop then.
    links = Dependency.objects.filter(plan=plan).values_list("predecessor__key", "successor__key")
    loop = find_loop(links, (predecessor.key, successor.key))
    if loop:
        raise DependencyLoop(loop)


def _tell(successor: Task, before: list[str], *, by: Any, undoes: Event | None = None) -> list[Event]:
    after = needs_of(successor)
    if after == before:
        return []
    event = Event(
        plan_id=successor.plan_id, task=successor, at=timezone.now(), by=by, field="dependency",
        from_value=before, to_value=after, version=successor.version, undoes=undoes,
    )  # fmt: skip
    event.save(force_insert=True)
    enqueue.recompute_plan(successor.plan_id)
    return [event]
