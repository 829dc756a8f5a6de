"""What people did that the file, as written, does not say: in sentences, so that nothing is lost unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, cast

from tracker.core.plan.document import Estimate, PlanTask
from tracker.core.plan.write import UNSET, TaskChange
from tracker.core.plan.write_back import Written, said
from tracker.core.text import Sentence

_SECONDS: Final = 1 / 60  # of hours: estimates are written with two decimals
_NONE: Final = {
    "sprint": "The file cannot say that {key} is in no sprint.",
    "due": "The file cannot say that {key} is no longer due on a day.",
    "assignee": "The file cannot say that nobody has {key} any more.",
    "risk": "The file cannot say that {key} has no risk of its own.",
    "depends_on": "The file cannot say that {key} waits for nothing.",
}
_VALUE: Final = {
    "sprint": "The file has no place to say that {key} is in sprint {value}.",
    "due": "The file has no place to say that {key} is due on {value}.",
    "assignee": "The file has no place to say that {value} has {key}.",
    "risk": "The file has no place to say the new risk of {key}.",
    "depends_on": "The file has no place to say what {key} waits for now: {value}.",
}
_PLAIN: Final = {
    "status": "The file has no place for the new status of {key}.",
    "title": "The file has no place for the new title of {key}.",
    "estimate": "The file has no place for the new estimate of {key}.",
    "priority": "The file has no place for the new priority of {key}.",
}


def untold(changes: Mapping[str, TaskChange], written: Written, names: Mapping[str, str]) -> list[Sentence]:
    """A sentence for each change that reading the written text does not find; `names` are the tasks' keys."""
    tasks = {task.key: task for task in written.document.tasks}
    found: list[Sentence] = []
    for key, change in changes.items():
        task = tasks.get(written.keys.get(key, key))
        if task is not None:
            found.extend(_of_task(task, change, names))
    return found


def _of_task(task: PlanTask, change: TaskChange, names: Mapping[str, str]) -> Iterator[Sentence]:
    name = names.get(task.key, task.key)
    for field in _PLAIN:
        wanted = getattr(change, field)
        is_left = wanted == UNSET or (wanted is None and field in ("status", "title"))
        if not is_left and not _alike(field, wanted, getattr(task, field)):
            yield Sentence(_PLAIN[field], {"key": name})
    for field, value in change.said.items():
        if said(task, field) != value:
            yield _sentence(field, value, name, names)


def _alike(field: str, wanted: object, read: object) -> bool:
    """Whether a value reads as meant: a review has no mark of its own, and a title's blanks do not count."""
    if field == "status":
        return wanted == read or (wanted, read) == ("review", "doing")
    if field == "title":
        return " ".join(cast(str, wanted).split()) == " ".join(cast(str, read).split())
    if isinstance(wanted, Estimate) and isinstance(read, Estimate):
        pairs = ((wanted.low_hours, read.low_hours), (wanted.high_hours, read.high_hours))
        return all(abs(one - other) <= max(_SECONDS, 0.01 * one) for one, other in pairs)
    return wanted == read


def _sentence(field: str, value: object, name: str, names: Mapping[str, str]) -> Sentence:
    if not value:
        return Sentence(_NONE[field], {"key": name})
    if isinstance(value, frozenset):
        value = ", ".join(sorted(names.get(key, key) for key in value))
    shown = value.isoformat() if isinstance(value, date) else value
    return Sentence(_VALUE[field], {"key": name, "value": shown})
