"""Is every task in one sprint, and does each sprint fit into its time?"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.core.plan.check_words import finding, hours, is_closed, list_keys, place_name, task_name
from tracker.core.plan.document import Document, Finding, PlanSprint, PlanTask
from tracker.core.text import Sentence

_SINGLY = 20  # so many tasks at most get a finding each; more are told by section
_UNSCHEDULED_CRITICAL = Sentence(
    "{keys} is critical and in no sprint. Put it into one.",
    plural="{count} critical tasks are in no sprint: {keys}. Put them into one.",
)
_UNSCHEDULED = Sentence(
    "{keys} ({place}) is in no sprint. Put it into one, or drop it.",
    plural="{keys} ({place}) are in no sprint. Put them into one, or drop them.",
)
_TOO_MUCH_FOR_ONE = (
    "Sprint {sprint} holds {held} of work{rest}; one person has {available} in it, so it takes {needed} "
    "people at least. Plan with that many, or move work to another sprint."
)
_WORK_FOR_SEVERAL = (
    "Sprint {sprint} holds {held} of work{rest}; one person has {available} in it, so it takes {needed} "
    "of the {people} people. See that they have the time, or move work to another sprint."
)
_TOO_MUCH = (
    "Sprint {sprint} holds {held} of work{rest}; {people} people have {available} in it. "
    "Move work to another sprint, or plan with {needed} people."
)


@dataclass(frozen=True, slots=True)
class Capacity:
    """Working time: hours of a day, days of a week, and people, None where nobody has said how many."""

    hours_per_day: float
    days_per_week: float
    people: int | None

    def hours_of(self, sprint: PlanSprint) -> float | None:
        """What one person has in the sprint; None where its length is not stated."""
        return sprint.weeks * self.days_per_week * self.hours_per_day if sprint.weeks else None


def check_sprints(document: Document, capacity: Capacity) -> Iterator[Finding]:
    """Tasks in no sprint or in two, and open sprints that hold more than fits, in all or for one agent."""
    if not any(sprint.task_keys for sprint in document.sprints):
        return
    yield from _find_unscheduled(document)
    yield from _find_scheduled_twice(document)
    yield from _find_overload(document, capacity)


def _find_unscheduled(document: Document) -> Iterator[Finding]:
    missing = [task for task in document.tasks if task.sprint is None and not is_closed(task)]
    if not missing:
        return
    critical = [task for task in missing if task.priority == "critical" and not task.is_duty]
    duties = [task for task in missing if task.is_duty]
    yield finding(
        "unscheduled-task",
        "warning" if len(missing) > len(duties) else "note",
        document.sprints[0].line,
        "{count} of {all} task is in no sprint{critical}{duties}. List it in one, or drop it.",
        plural="{count} of {all} tasks are in no sprint{critical}{duties}. List them in one, or drop them.",
        subject="plan",
        count=len(missing),
        all=len(document.tasks),
        critical=Sentence(", critical: {keys}", {"keys": list_keys(critical)}) if critical else "",
        duties=Sentence(", ongoing duties: {keys}", {"keys": list_keys(duties)}) if duties else "",
    )
    singly = critical if len(critical) <= _SINGLY else []
    for task in singly:
        yield _say_unscheduled([task], document)
    for tasks in group_by_place(task for task in missing if task not in singly):
        yield _say_unscheduled(tasks, document)


def group_by_place(tasks: Iterable[PlanTask]) -> list[list[PlanTask]]:
    """The tasks by section (by category where they have none), in the order of the document."""
    groups: dict[tuple[int | None, int | None], list[PlanTask]] = defaultdict(list)
    for task in tasks:
        groups[task.category, task.section].append(task)
    return list(groups.values())


def _say_unscheduled(tasks: Sequence[PlanTask], document: Document) -> Finding:
    first, place = tasks[0], place_name(document, tasks[0])
    is_urgent = first.priority == "critical" and not first.is_duty
    wording = _UNSCHEDULED_CRITICAL if is_urgent else _UNSCHEDULED
    return finding(
        "unscheduled-task",
        "warning" if is_urgent else "note",
        first.line,
        wording.template,
        plural=wording.plural,
        subject=first.key if is_urgent else f"place {place}",
        task_key=first.key,
        count=len(tasks),
        keys=list_keys(tasks),
        place=place or document.title,
    )


def _find_scheduled_twice(document: Document) -> Iterator[Finding]:
    first_sprint = {task.key: task.sprint for task in document.tasks if task.sprint is not None}
    names = {task.key: task_name(task) for task in document.tasks}
    for sprint in document.sprints:
        lines = dict(reversed(sprint.lines_of))
        for key in dict.fromkeys(sprint.task_keys):
            first = first_sprint.setdefault(key, sprint.number)
            if first == sprint.number:
                continue
            yield finding(
                "scheduled-twice",
                "warning",
                lines.get(key, sprint.line),
                "Sprint {sprint} lists {key}, which is in sprint {first} already. Take it off one of them.",
                subject=f"{key} {sprint.number}",
                task_key=key,
                key=names.get(key, key),
                sprint=sprint.number,
                first=first,
            )


def _find_overload(document: Document, capacity: Capacity) -> Iterator[Finding]:
    by_sprint: dict[int | None, list[PlanTask]] = defaultdict(list)
    for task in document.tasks:
        if not task.is_duty and task.status != "dropped":
            by_sprint[task.sprint].append(task)
    for sprint in document.sprints:
        available = capacity.hours_of(sprint)
        if available is not None:
            tasks = by_sprint[sprint.number]
            if all(map(is_closed, tasks)):
                continue
            yield from _check_sprint(sprint, tasks, available, capacity.people)
            yield from _check_agents(sprint, tasks, available)


def _check_sprint(
    sprint: PlanSprint, tasks: Sequence[PlanTask], available: float, people: int | None
) -> Iterator[Finding]:
    held = sum(stated_hours(task) for task in tasks)
    if held <= available:
        return
    is_too_much = people is not None and held > available * people
    enough = _TOO_MUCH_FOR_ONE if people is None else _WORK_FOR_SEVERAL
    yield finding(
        "sprint-overload",
        "warning" if is_too_much else "note",
        sprint.line,
        _TOO_MUCH if is_too_much else enough,
        subject=f"sprint {sprint.number}",
        sprint=sprint.number,
        held=hours(held),
        rest=_unestimated(tasks),
        available=hours(available * people if people and is_too_much else available),
        needed=math.ceil(held / available),
        people=people,
    )


def _unestimated(tasks: Sequence[PlanTask]) -> Sentence | str:
    count = sum(task.estimate is None for task in tasks)
    if not count:
        return ""
    return Sentence(
        " and {count} task without an estimate",
        {"count": count},
        plural=" and {count} tasks without an estimate",
    )


def stated_hours(task: PlanTask) -> float:
    """The middle of the task's own estimate; 0 where it states none."""
    return task.estimate.middle_hours if task.estimate else 0.0


def _check_agents(sprint: PlanSprint, tasks: Sequence[PlanTask], available: float) -> Iterator[Finding]:
    """What each agent has to do, a task of several shared evenly among them: the least that it can be."""
    load: dict[str, float] = defaultdict(float)
    for task in tasks:
        for agent in task.agents:
            load[agent] += stated_hours(task) / len(task.agents)
    for agent, held in load.items():
        if held > available:
            yield finding(
                "sprint-overload",
                "warning",
                sprint.line,
                "{agent} has {held} of work in sprint {sprint}, which has {available} for one. "
                "Move some of it to another sprint or to somebody else.",
                subject=f"sprint {sprint.number} {agent}",
                agent=agent,
                held=hours(held),
                sprint=sprint.number,
                available=hours(available),
            )
