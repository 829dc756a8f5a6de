"""A schedule as text for a terminal, and as values for JSON. All times are working hours from the start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.core.schedule.plan_network import Choices
from tracker.core.schedule.plan_schedule import MOST_PATHS, Outcome, Schedule, TaskRow

PATHS_SHOWN = 3


def as_json(schedule: Schedule, choices: Choices) -> dict[str, Any]:
    """The schedule as a dictionary; `tasks` by id, `schedules` by what came first."""
    outcome = schedule.outcome
    return {
        "people": choices.people,
        "sprint_order": choices.sprint_order,
        "first": schedule.aim,
        "work_hours": schedule.work_hours,
        "critical_path_hours": schedule.critical_path_hours,
        "critical_task_ids": list(schedule.critical_keys),
        "critical_paths": [list(path) for path in schedule.critical_paths],
        "finish_hours": outcome.finish_hours,
        "last_critical_hours": outcome.last_critical_hours,
        "lower_bound_hours": outcome.lower_bound_hours,
        "proven_optimal": outcome.is_proven,
        "schedules": {aim: _outcome_json(each) for aim, each in schedule.outcomes.items()},
        "notes": [str(note) for note in schedule.notes],
        "tasks": {row.key: _row_json(row) for row in schedule.tasks},
    }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "finish_hours": outcome.finish_hours,
        "last_critical_hours": outcome.last_critical_hours,
        "lower_bound_hours": outcome.lower_bound_hours,
        "proven_optimal": outcome.is_proven,
    }


def _row_json(row: TaskRow) -> dict[str, Any]:
    times = row.times
    return {
        "hours": row.hours,
        "estimated": row.is_estimated,
        "sprint": row.sprint,
        "start": row.start_hours,
        "finish": row.finish_hours,
        "earliest_start": times.earliest_start_hours,
        "earliest_finish": times.earliest_finish_hours,
        "latest_start": times.latest_start_hours,
        "latest_finish": times.latest_finish_hours,
        "total_slack": times.total_slack_hours,
        "free_slack": times.free_slack_hours,
        "critical": times.is_critical,
        "driving": row.driving,
        "reason": str(row.reason),
    }


def report(schedule: Schedule, choices: Choices) -> str:
    """Lines of text: the figures, the critical path, then the tasks by start."""
    return "".join(f"{line}\n" for line in _lines(schedule, choices))


def _lines(schedule: Schedule, choices: Choices) -> Iterator[str]:
    order = "sprint after sprint" if choices.sprint_order else "without sprint order"
    unestimated = sum(not row.is_estimated for row in schedule.tasks)
    yield f"{len(schedule.tasks)} tasks, {unestimated} of them not estimated, {order}."
    yield f"Work: {schedule.work_hours:g} h."
    yield f"Critical path: {schedule.critical_path_hours:g} h."
    yield from (f"  {' → '.join(path)}" for path in schedule.critical_paths[:PATHS_SHOWN])
    more = len(schedule.critical_paths) - PATHS_SHOWN
    if more > 0:
        yield (
            f"  and {more} more."
            if len(schedule.critical_paths) < MOST_PATHS
            else f"  and {more} more at least."
        )
    yield ""
    people = "1 person" if choices.people == 1 else f"{choices.people} people"
    for aim, outcome in schedule.outcomes.items():
        yield f"{people}, {aim} first: {_tell(outcome)}"
    yield from (str(note) for note in schedule.notes)
    yield ""
    yield from _table(schedule)


def _tell(outcome: Outcome) -> str:
    proof = "proven the least" if outcome.is_proven else f"at least {outcome.lower_bound_hours:g} h"
    critical = outcome.last_critical_hours
    last = "" if critical is None else f", the last critical task at {critical:g} h"
    return f"finish at {outcome.finish_hours:g} h ({proof}){last}."


def _table(schedule: Schedule) -> Iterator[str]:
    """The tasks by start; a star marks what is critical."""
    width = max([4, *(len(row.key) for row in schedule.tasks)])
    yield f"  {'task':<{width}}  {'start':>8} {'finish':>8} {'slack':>8}  why"
    for row in sorted(schedule.tasks, key=lambda row: (row.start_hours, row.key)):
        mark = "*" if row.times.is_critical else " "
        figures = row.start_hours, row.finish_hours, row.times.total_slack_hours
        yield f"{mark} {row.key:<{width}}  {' '.join(f'{hours:>8g}' for hours in figures)}  {row.reason}"
