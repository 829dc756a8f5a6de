"""From a plan's tasks to the network of the work that is left, and on to a project with limited people."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import gcd
from typing import NamedTuple

from tracker.core.board import CLOSED
from tracker.core.plan.document import Document, Estimate, Level
from tracker.core.schedule.network import Activity, Link, Network, build_network
from tracker.core.schedule.objective import Aim
from tracker.core.schedule.project import Project
from tracker.core.text import Sentence
from tracker.core.work import WorkRow, counted_hours

RANKS: Mapping[Level | None, int] = {"critical": 0, "high": 1, "medium": 2, None: 2, "low": 3}


@dataclass(frozen=True, slots=True)
class TaskToSchedule:
    """A task as scheduling sees it. `hours` is what is left to do; `waits_for` pairs keys with lags in hours.

    A closed task (done or dropped) takes no time and holds nothing up; a duty is never scheduled.
    `not_before_hours` counts from the start of the schedule.
    """

    key: str
    hours: float
    sprint: int | None = None
    priority: Level | None = None
    agents: tuple[str, ...] = ()
    waits_for: tuple[tuple[str, float], ...] = ()
    not_before_hours: float = 0.0
    is_estimated: bool = True
    is_closed: bool = False
    is_duty: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be tried: people, order, and for a what-if tasks `dropped` or re-estimated (`hours`).

    `one_task_an_agent` lets each named agent do one thing at a time. `aim` decides which schedule gives the
    dates: the one that ends earliest, or the one that ends the work of higher priorities earliest.
    """

    people: int
    sprint_order: bool = True
    aim: Aim = "length"
    one_task_an_agent: bool = False
    dropped: frozenset[str] = frozenset()
    hours: Mapping[str, float] = field(default_factory=dict)


class PlanNetwork(NamedTuple):
    """The network of the work that is left, its tasks in the same order, and what had to give way in it."""

    tasks: tuple[TaskToSchedule, ...]
    network: Network
    notes: tuple[Sentence, ...]


class PlanProject(NamedTuple):
    """The network as a project: `numbers` has each activity's number in it, a unit is `unit_minutes`."""

    project: Project
    numbers: list[int]
    unit_minutes: int


def tasks_of_document(document: Document, default_hours: float) -> tuple[TaskToSchedule, ...]:
    """The tasks of a plan file, with the hours that each one counts for."""
    rows = [
        WorkRow(task.key, task.status, task.sprint, task.estimate, task.section, task.is_duty)
        for task in document.tasks
    ]
    stated: dict[Hashable, Estimate] = {
        at: section.estimate for at, section in enumerate(document.sections) if section.estimate
    }
    hours = counted_hours(rows, stated, default_hours)
    return tuple(
        TaskToSchedule(
            key=task.key,
            hours=hours[task.key],
            sprint=task.sprint,
            priority=task.priority,
            agents=task.agents,
            waits_for=tuple((key, 0.0) for key in task.depends_on),
            is_estimated=task.estimate is not None,
            is_closed=task.status in CLOSED,
            is_duty=task.is_duty,
        )
        for task in document.tasks
    )


def build_plan_network(tasks: Iterable[TaskToSchedule], choices: Choices) -> PlanNetwork:
    """The network of what is left of the tasks.

    A dependency weighs more than the order of sprints: a task that waits for one of a later sprint is taken
    with that sprint, and a note says so.

    Raises:
        DependencyLoop: tasks wait for one another in a circle.
    """
    left = tuple(
        replace(task, hours=choices.hours.get(task.key, task.hours))
        for task in tasks
        if not (task.is_closed or task.is_duty or task.key in choices.dropped)
    )
    activities = [_activity(task) for task in left]
    keys = {task.key for task in left}
    links = [Link(key, task.key, lag) for task in left for key, lag in task.waits_for if key in keys]
    network = build_network(activities, links)
    if not choices.sprint_order:
        return PlanNetwork(left, network, ())
    moved = _sprints_moved_by_dependencies(network)
    notes = tuple(_moved_note(activities[node], later) for node, later in sorted(moved.items()))
    activities = [replace(each, sprint=moved.get(node, each.sprint)) for node, each in enumerate(activities)]
    return PlanNetwork(left, build_network(activities, links, sprint_order=True), notes)


def _activity(task: TaskToSchedule) -> Activity:
    return Activity(
        key=task.key,
        duration_hours=task.hours,
        sprint=task.sprint,
        not_before_hours=task.not_before_hours,
        agents=tuple(dict.fromkeys(task.agents)),
        priority_rank=RANKS[task.priority],
    )


def _sprints_moved_by_dependencies(network: Network) -> dict[int, int]:
    """For each activity that waits, however indirectly, for a later sprint than its own: that sprint."""
    latest: list[int | None] = [None] * len(network.order)
    moved: dict[int, int] = {}
    for node in network.order:
        own = network.activities[node].sprint if node < network.activity_count else None
        known = [sprint for before in network.predecessors[node] if (sprint := latest[before]) is not None]
        latest[node] = max([own, *known] if own is not None else known, default=None)
        if own is not None and latest[node] != own:
            moved[node] = max(known)
    return moved


def _moved_note(activity: Activity, later: int) -> Sentence:
    return Sentence(
        "{key} is planned in sprint {sprint} but waits for work of sprint {later}: it is scheduled there. "
        "Move the task, or remove the dependency.",
        {"key": activity.key, "sprint": activity.sprint, "later": later},
    )


def make_project(network: Network, people: int, *, one_task_an_agent: bool = False) -> PlanProject:
    """The network with people as a pool, each activity taking one, and with agents as pools of one.

    The unit is the greatest one that all durations are whole multiples of: the shortest schedule starts
    everything at such multiples, so bounds may be rounded up to it. A date before which an activity must not
    start is an activity of its own that needs nobody.

    Raises:
        ValueError: there is nobody to do the work.
    """
    if people < 1:
        raise ValueError("it takes at least one person")
    waits = [node for node, release in enumerate(network.releases) if release]
    lengths = [network.releases[node] for node in waits] + [network.durations[node] for node in network.order]
    unit = gcd(*lengths) or 1
    numbers = {node: len(waits) + at for at, node in enumerate(network.order)}
    agents = _agents(network) if one_task_an_agent else ()
    nobody = (0,) * (1 + len(agents))
    ranks = [activity.priority_rank for activity in network.activities]
    last, count = max(ranks, default=0), network.activity_count
    project = Project(
        durations=[length // unit for length in lengths],
        demands=[nobody] * len(waits)
        + [_demand(network, node, agents) if node < count else nobody for node in network.order],
        capacities=(people, *(1 for _ in agents)),
        successors=[[numbers[node]] for node in waits]
        + [[numbers[after] for after in network.successors[node]] for node in network.order],
        ranks=[last] * len(waits) + [ranks[node] if node < count else last for node in network.order]
        if len(set(ranks)) > 1
        else (),
    )
    return PlanProject(project, [numbers[node] for node in range(count)], unit)


def _agents(network: Network) -> tuple[str, ...]:
    return tuple(sorted({agent for activity in network.activities for agent in activity.agents}))


def _demand(network: Network, node: int, agents: Sequence[str]) -> tuple[int, ...]:
    own = network.activities[node].agents
    return (1, *(int(agent in own) for agent in agents))
