"""The whole schedule of a plan: critical path, and the work levelled on the people there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random

from tracker.core.schedule.critical_path import ActivityTimes, CriticalPath, find_critical_path
from tracker.core.schedule.genetic import level_by_search
from tracker.core.schedule.levelling import Found, Levelled, by_score, judged, level_at_once, unpack
from tracker.core.schedule.network import Gate, to_hours
from tracker.core.schedule.objective import Aim, make_objective
from tracker.core.schedule.plan_network import (
    Choices,
    PlanNetwork,
    PlanProject,
    TaskToSchedule,
    build_plan_network,
    make_project,
)
from tracker.core.schedule.project import Project, Sides, make_sides
from tracker.core.schedule.reasons import tell_reason
from tracker.core.text import Sentence

AIMS: tuple[Aim, ...] = ("length", "priority")
MOST_SCHEDULES = 1000
MOST_PATHS = 20
PLACEMENTS = 400_000  # of activities in schedules, for one search: half a second
BITS_AT_NO_COST = 20_000  # a timeline beyond that makes each placement dearer

Prover = Callable[[Project, Levelled], Levelled]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in the schedule. `start_hours` and `finish_hours`, working hours, are of the levelled one.

    `driving` is the task that decides its earliest start, directly or as the last one of a sprint; None where
    it waits for none. `sprint` is the one it is scheduled with.
    """

    key: str
    hours: float
    sprint: int | None
    times: ActivityTimes
    driving: str | None
    reason: Sentence
    start_hours: float
    finish_hours: float
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one levelled schedule comes to, in working hours from the start.

    `last_critical_hours` is when the last task of priority critical is finished, None where there is none.
    `lower_bound_hours` holds for every schedule; `is_proven` says that none ends earlier than this one.
    """

    finish_hours: float
    last_critical_hours: float | None
    lower_bound_hours: float
    is_proven: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is left of a plan, scheduled. `tasks` come as given, without what is closed or a duty.

    `outcomes` holds both aims; `tasks` and `outcome` are of the chosen one. `critical_paths` are the first
    20, `critical_links` make up all of them. `work_hours` is the sum. `notes` say what had to give way.
    """

    critical_path_hours: float
    critical_keys: tuple[str, ...]
    critical_paths: tuple[tuple[str, ...], ...]
    critical_links: tuple[tuple[str | Gate, str | Gate], ...]
    work_hours: float
    aim: Aim
    outcomes: Mapping[Aim, Outcome]
    tasks: tuple[TaskRow, ...]
    notes: tuple[Sentence, ...]

    @property
    def outcome(self) -> Outcome:
        return self.outcomes[self.aim]


def compute_schedule(
    tasks: Iterable[TaskToSchedule],
    choices: Choices,
    *,
    draw: Random | None = None,
    prove: Prover | None = None,
) -> Schedule:
    """Critical path and levelled schedule of what is left of the tasks.

    Without `draw` the levelling is the one found at once; with a seeded generator it is searched for longer.
    `prove` is asked where a gap to the lower bound stays open (see `proof`).

    Raises:
        DependencyLoop: tasks wait for one another in a circle.
        ValueError: there is nobody to do the work.
    """
    plan = build_plan_network(tasks, choices)
    path = find_critical_path(plan.network)
    made = make_project(plan.network, choices.people, one_task_an_agent=choices.one_task_an_agent)
    levelled = _level(made.project, draw, prove)
    return Schedule(
        critical_path_hours=path.length_hours,
        critical_keys=path.critical_keys(),
        critical_paths=tuple(path.critical_paths(MOST_PATHS)),
        critical_links=tuple(path.critical_links()),
        work_hours=to_hours(sum(plan.network.durations[: plan.network.activity_count])),
        aim=choices.aim,
        outcomes={aim: _outcome(plan, made, levelled[aim]) for aim in AIMS},
        tasks=_rows(plan, path, made, levelled[choices.aim]),
        notes=plan.notes,
    )


def _level(project: Project, draw: Random | None, prove: Prover | None) -> dict[Aim, Levelled]:
    """A schedule for each aim. What is proven of the shortest one holds for the other, too."""
    if not project.durations:
        return dict.fromkeys(AIMS, Levelled((), 0, 0))
    sides = make_sides(project)
    urgent = _search(sides, "priority", draw)
    shortest = _search(sides, "length", draw, known=urgent)
    levelled: dict[Aim, Levelled] = {"length": unpack(sides, shortest), "priority": unpack(sides, urgent)}
    if prove and not levelled["length"].is_shortest:
        levelled["length"] = proven = prove(project, levelled["length"])
        levelled["priority"] = replace(levelled["priority"], lower_bound=proven.lower_bound)
    return levelled


def _search(sides: Sides, aim: Aim, draw: Random | None, known: Found | None = None) -> Found:
    objective = make_objective(sides, aim)
    found = level_at_once(sides, objective)
    if known is not None:
        found = min(found, judged(objective, known.side, known.finishes), key=by_score)
    if draw is None or found.score <= objective.ideal:
        return found
    count = len(sides.forward.steps)
    placements = PLACEMENTS // (1 + max(found.finishes) // BITS_AT_NO_COST)
    schedules = min(MOST_SCHEDULES, placements // count)
    return level_by_search(sides, objective, draw=draw, schedules=schedules, known=found)


def _outcome(plan: PlanNetwork, made: PlanProject, levelled: Levelled) -> Outcome:
    ends = [
        levelled.starts[number] + made.project.durations[number]
        for task, number in zip(plan.tasks, made.numbers, strict=True)
        if task.priority == "critical"
    ]
    return Outcome(
        finish_hours=to_hours(levelled.length * made.unit_minutes),
        last_critical_hours=to_hours(max(ends) * made.unit_minutes) if ends else None,
        lower_bound_hours=to_hours(levelled.lower_bound * made.unit_minutes),
        is_proven=levelled.is_shortest,
    )


def _rows(
    plan: PlanNetwork, path: CriticalPath, made: PlanProject, levelled: Levelled
) -> tuple[TaskRow, ...]:
    rows = []
    for node, task in enumerate(plan.tasks):
        start = levelled.starts[made.numbers[node]] * made.unit_minutes
        rows.append(
            TaskRow(
                key=task.key,
                hours=to_hours(plan.network.durations[node]),
                sprint=plan.network.activities[node].sprint,
                times=path.times(task.key),
                driving=path.driving_key(task.key),
                reason=tell_reason(path, task.key),
                start_hours=to_hours(start),
                finish_hours=to_hours(start + plan.network.durations[node]),
                is_estimated=task.is_estimated,
            )
        )
    return tuple(rows)
