"""Does each task say what is needed to work with it: an estimate, and a status that fits its checklist?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.core.plan.check_sprints import group_by_place
from tracker.core.plan.check_words import figure, finding, is_closed, list_keys, place_name, task_name
from tracker.core.plan.document import Document, Finding, PlanTask

_SINGLY = 20  # so many tasks at most get a finding each; more are told by section


def check_tasks(document: Document, *, default_hours: float) -> Iterator[Finding]:
    """Tasks without an estimate, and tasks that are done while steps of them are not."""
    yield from _find_missing_estimates(document, default_hours)
    for task in document.tasks:
        if task.status == "done" and any(not step.done for step in task.steps):
            yield _say_open_steps(task)


def _find_missing_estimates(document: Document, default_hours: float) -> Iterator[Finding]:
    missing = [task for task in document.tasks if task.estimate is None and not is_closed(task)]
    work = [task for task in missing if not task.is_duty]
    duties = [task for task in missing if task.is_duty]
    estimated = sum(task.estimate is not None and not task.is_duty for task in document.tasks)
    if len(work) > max(1, estimated):
        yield _say_few_estimates(work, estimated, default_hours)
    elif len(work) <= _SINGLY:
        for task in work:
            yield _say_missing([task], document, default_hours)
    else:
        for tasks in group_by_place(work):
            yield _say_missing(tasks, document, default_hours)
    if duties:
        yield _say_duties(duties)


def _say_few_estimates(tasks: Sequence[PlanTask], estimated: int, default_hours: float) -> Finding:
    return finding(
        "missing-estimate",
        "note",
        tasks[0].line,
        "{count} tasks state no estimate and {estimated} do. Those without count with what their section "
        "leaves over, else with {hours} hours each. Say how long each takes, as in “4h” or “2 days”.",
        subject="plan",
        count=len(tasks),
        estimated=estimated,
        hours=figure(default_hours),
    )


def _say_missing(tasks: Sequence[PlanTask], document: Document, default_hours: float) -> Finding:
    first = tasks[0]
    place = place_name(document, first)
    return finding(
        "missing-estimate",
        "warning",
        first.line,
        "{keys} states no estimate; it counts with what its section leaves over, else with {hours} hours. "
        "Say how long it takes.",
        plural="{count} tasks of {place} state no estimate: {keys}. They count with what their section "
        "leaves over, else with {hours} hours each. Say how long they take.",
        subject=first.key if len(tasks) == 1 else f"place {place}",
        task_key=first.key,
        keys=list_keys(tasks),
        place=place or document.title,
        count=len(tasks),
        hours=figure(default_hours),
    )


def _say_duties(tasks: Sequence[PlanTask]) -> Finding:
    return finding(
        "missing-estimate",
        "note",
        tasks[0].line,
        "{count} ongoing duty states no estimate: {keys}. It counts in no schedule; "
        "estimate it only to show it.",
        plural="{count} ongoing duties state no estimate: {keys}. They count in no schedule; "
        "estimate them only to show it.",
        subject="duties",
        task_key=tasks[0].key,
        count=len(tasks),
        keys=list_keys(tasks),
    )


def _say_open_steps(task: PlanTask) -> Finding:
    open_steps = [step for step in task.steps if not step.done]
    return finding(
        "done-with-open-steps",
        "warning",
        task.line,
        "{key} is done, but {count} of its {all} steps is not, the first on line {first}. "
        "Tick the step, or open the task again.",
        plural="{key} is done, but {count} of its {all} steps are not, the first on line {first}. "
        "Tick the steps, or open the task again.",
        subject=task.key,
        task_key=task.key,
        key=task_name(task),
        count=len(open_steps),
        all=len(task.steps),
        first=open_steps[0].line,
    )
