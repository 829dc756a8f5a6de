"""The books of a burndown: what one event does to the work of a plan and of its sprints.

Work is booked in whole seconds: the sums of a replay are the stored ones to the last digit, and what is left
comes down to exactly zero.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.core.schedule.calendar import SECONDS_PER_HOUR

Entry = tuple[int, bool]  # the seconds that a task counts for, and whether it is done


@dataclass(slots=True)
class Ledger:
    """Running sums of one chart, in seconds and in tasks. `scope` is what counts now, done or not."""

    scope_seconds: int = 0
    scope_tasks: int = 0
    done_seconds: int = 0
    done_tasks: int = 0
    committed_seconds: int = 0
    committed_tasks: int = 0
    added_seconds: int = 0
    added_tasks: int = 0
    removed_seconds: int = 0
    removed_tasks: int = 0
    reestimated_seconds: int = 0

    def enter(self, entry: Entry) -> None:
        """A task comes into scope."""
        seconds, is_done = entry
        self.scope_seconds += seconds
        self.scope_tasks += 1
        self.added_seconds += seconds
        self.added_tasks += 1
        if is_done:
            self.done_seconds += seconds
            self.done_tasks += 1

    def leave(self, entry: Entry) -> None:
        """A task goes out of scope; one that was done takes its share of the done work along."""
        seconds, is_done = entry
        self.scope_seconds -= seconds
        self.scope_tasks -= 1
        self.removed_seconds += seconds
        self.removed_tasks += 1
        if is_done:
            self.done_seconds -= seconds
            self.done_tasks -= 1

    def change(self, before: Entry, after: Entry) -> None:
        """A task in scope is ticked, un-ticked or estimated anew."""
        grown = after[0] - before[0]
        self.scope_seconds += grown
        self.reestimated_seconds += grown
        self.done_seconds += after[0] * after[1] - before[0] * before[1]
        self.done_tasks += after[1] - before[1]

    def commit(self) -> None:
        """Take what is in scope now as the commitment: what changes from here on is a change of scope."""
        self.committed_seconds, self.committed_tasks = self.scope_seconds, self.scope_tasks
        self.added_seconds = self.added_tasks = self.removed_seconds = self.removed_tasks = 0
        self.reestimated_seconds = 0


@dataclass(slots=True)
class TaskState:
    """What the events so far say of one task, and its `entry` in the books: None while it counts nowhere."""

    seconds: int = 0
    status: str = "todo"
    sprint: Hashable = None
    is_duty: bool = False
    is_archived: bool = False
    entry: Entry | None = None
    credited_seconds: int | None = None


def apply_change(task: TaskState, field: str, value: Any, default_seconds: int) -> None:
    """Write one change into the state and make its entry anew. Other fields do nothing."""
    setter = _SETTERS.get(field)
    if setter is None:
        return
    setter(task, value, default_seconds)
    is_out = task.is_archived or task.is_duty or task.status == "dropped"
    task.entry = None if is_out else (task.seconds, task.status == "done")


def book(task: TaskState, before: tuple[Entry | None, Hashable], ledgers: Mapping[Hashable, Ledger]) -> None:
    """Carry the task's step from `before` (entry, sprint) to its present over to its sprints' ledgers."""
    entry, sprint = before
    if sprint == task.sprint:
        if (ledger := ledgers.get(sprint)) is not None:
            post(ledger, entry, task.entry)
        return
    if entry is not None and (left := ledgers.get(sprint)) is not None:
        left.leave(entry)
    if task.entry is not None and (entered := ledgers.get(task.sprint)) is not None:
        entered.enter(task.entry)


def post(ledger: Ledger, before: Entry | None, after: Entry | None) -> None:
    """Carry a task's step from one entry to another over to a ledger that it stays with."""
    if before is None:
        if after is not None:
            ledger.enter(after)
    elif after is None:
        ledger.leave(before)
    else:
        ledger.change(before, after)


def _create(task: TaskState, value: Any, default_seconds: int) -> None:
    """`value` is None where the creation itself is undone."""
    task.is_archived = value is None
    if value is not None:
        task.status = value.get("status") or "todo"
        task.sprint = value.get("sprint")
        task.is_duty = bool(value.get("is_duty"))
        _set_estimate(task, value.get("estimate", value.get("estimate_hours")), default_seconds)


def _set_status(task: TaskState, value: Any, default_seconds: int) -> None:
    task.status = value


def _set_sprint(task: TaskState, value: Any, default_seconds: int) -> None:
    task.sprint = value


def _set_estimate(task: TaskState, value: Any, default_seconds: int) -> None:
    """Hours, or both ends of a range, which counts as its middle; None where there is no estimate."""
    if isinstance(value, list | tuple):
        value = sum(value) / len(value) if value else None
    task.seconds = default_seconds if value is None else round(value * SECONDS_PER_HOUR)


def _set_archived(task: TaskState, value: Any, default_seconds: int) -> None:
    task.is_archived = bool(value)


def _set_duty(task: TaskState, value: Any, default_seconds: int) -> None:
    task.is_duty = bool(value)


_SETTERS: dict[str, Callable[[TaskState, Any, int], None]] = {
    "task": _create,
    "status": _set_status,
    "sprint": _set_sprint,
    "estimate": _set_estimate,
    "archived": _set_archived,
    "is_duty": _set_duty,
}
