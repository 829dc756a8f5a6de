"""What a file may say in several ways and people said anew: sprint, date, person, risk, dependencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model

from tracker.core.plan.document import Document, PlanTask
from tracker.core.plan.write_back import said
from tracker.models import Plan, Task


def said_since_import(
    plan: Plan, imported: Document, document: Document, rows: Mapping[str, Task]
) -> dict[str, dict[str, object]]:
    """By task key the fields that people changed since the import, where the document says otherwise.

    `document` has the texts that people edited, too: a date typed there stays. One to three queries.
    """
    before = {task.key: task for task in imported.tasks}
    live = {key: row for key, row in rows.items() if row.archived_at is None}
    needs, left = _needs(plan, rows), _left(plan, live, before)
    changes: dict[str, dict[str, object]] = {}
    for task in document.tasks:
        row, origin = live.get(task.key), before.get(task.key, task)
        if row is None:
            continue
        now = _plain_values(row) | {
            "assignee": _assignee(row, origin, left),
            "depends_on": _waits_for(origin, needs[row.pk], live),
        }
        changes[task.key] = {
            name: value
            for name, value in now.items()
            if value != said(origin, name) and value != said(task, name)
        }
    return {key: values for key, values in changes.items() if values}


def _plain_values(row: Task) -> dict[str, object]:
    return {
        "due": row.due,
        "risk": row.risk or None,
        "sprint": row.sprint.number if row.sprint else None,
    }


def _needs(plan: Plan, rows: Mapping[str, Task]) -> dict[int, set[str]]:
    """For each row the keys in the file of what it waits for; one query."""
    keys = {row.pk: key for key, row in rows.items()}
    needs: dict[int, set[str]] = defaultdict(set)
    for successor, predecessor in plan.dependencies.values_list("successor_id", "predecessor_id"):
        if predecessor in keys:
            needs[successor].add(keys[predecessor])
    return needs


def _waits_for(origin: PlanTask, needs: set[str], live: Mapping[str, Task]) -> frozenset[str]:
    """What the task waits for, and what the file says of tasks that are not on the board any more."""
    return frozenset(needs | {key for key in origin.depends_on if key not in live})


def _assignee(row: Task, origin: PlanTask, left: Mapping[int, str]) -> str | None:
    """The name that the file ought to have: its own, unless another person has the task, or this one left it.

    An import gives a task to nobody: a name in the file is a text until somebody is chosen here.
    """
    if row.assignee is None:
        taken_off = left.get(row.pk, "").casefold()
        return None if taken_off and taken_off == (origin.assignee or "").casefold() else origin.assignee
    names = {row.assignee.get_username(), row.assignee.get_full_name(), row.assignee.first_name}
    is_same = origin.assignee and origin.assignee.casefold() in {name.casefold() for name in names}
    return origin.assignee if is_same else row.assignee.get_username()


def _left(plan: Plan, live: Mapping[str, Task], before: Mapping[str, PlanTask]) -> dict[int, str]:
    """Who was taken off a task last, where nobody has it now and the file names somebody."""
    named = [
        row.pk
        for key, row in live.items()
        if row.assignee_id is None and key in before and before[key].assignee
    ]
    if not named:
        return {}
    events = plan.events.filter(field="assignee", task__in=named).order_by("id")
    last: dict[int, Any] = dict(events.values_list("task_id", "from_value"))
    people = get_user_model().objects.filter(pk__in={who for who in last.values() if who is not None})
    names = {person.pk: person.get_username() for person in people}
    return {task: names.get(who, "") for task, who in last.items()}
