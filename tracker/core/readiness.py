"""Ready to go live? Gates that are open or not, each with what holds it up; never a bare percentage.

What cannot be seen from tasks and dates (how many people reviewed a change, whether a test was run) is a
warning: it asks a person to confirm it, and holds nothing up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.core.plan.document import Level, Status
from tracker.core.policies import Policy
from tracker.core.text import Sentence

FRIDAY = 4
SEVERE: tuple[Level, ...] = ("critical", "high")


@dataclass(frozen=True, slots=True)
class ReadinessTask:
    """What a gate needs to know of a task. Archived tasks are not handed in.

    `is_blocked`: a dependency is open or a person says so. `is_go_live`: its section is about going live;
    `is_deployment`: something is deployed in it. `starts` and `ends` are its days in the levelled schedule.
    """

    key: str
    status: Status = "todo"
    priority: Level | None = None
    risk: Level | None = None
    sprint: Hashable = None
    is_duty: bool = False
    is_blocked: bool = False
    is_go_live: bool = False
    is_deployment: bool = False
    steps: int = 0
    steps_done: int = 0
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition: `done` of `total`, held up by the tasks `blocking`, in the plan's order.

    An unmet gate means no-go; an unmet warning does not.
    """

    code: str
    title: Sentence
    is_met: bool
    done: int
    total: int
    blocking: tuple[str, ...]
    next_step: Sentence
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Readiness:
    """All gates, warnings last, and the verdict."""

    gates: tuple[Gate, ...]
    is_go: bool
    verdict: Sentence


NOTHING_TO_DO = Sentence("Nothing left to do here.")


def judge_readiness(
    tasks: Sequence[ReadinessTask], policies: Iterable[Policy] = (), confirmed: Collection[str] = ()
) -> Readiness:
    """The gates of a plan and its verdict, from all its tasks in the plan's order.

    Duties and dropped tasks hold nothing up. `confirmed` holds the codes of warnings that a person vouches
    for. A plan without a task is never ready.

    >>> done = ReadinessTask("WEB-1", "done", "critical", sprint=1)
    >>> readiness = judge_readiness([done, ReadinessTask("WEB-2", "todo", "critical")])
    >>> str(readiness.verdict), readiness.gates[0].done, readiness.gates[0].blocking
    ('Not ready yet: 3 of 5 gates are met.', 1, ('WEB-2',))
    """
    work = [task for task in tasks if not task.is_duty and task.status != "dropped"]
    gates = [*_plan_gates(work), *_policy_gates(work, policies, confirmed)]
    gates.sort(key=lambda gate: gate.is_warning)
    hard = [gate for gate in gates if not gate.is_warning]
    met = sum(gate.is_met for gate in hard)
    is_go = bool(work) and met == len(hard)
    return Readiness(tuple(gates), is_go, _verdict(bool(work), is_go, met, len(hard)))


def _verdict(has_work: bool, is_go: bool, met: int, total: int) -> Sentence:
    if not has_work:
        return Sentence("There is nothing to judge: the plan holds no work.")
    if is_go:
        return Sentence("Ready to go live: all {total} gates are met.", {"total": total})
    return Sentence("Not ready yet: {met} of {total} gates are met.", {"met": met, "total": total})


def _plan_gates(work: Sequence[ReadinessTask]) -> Iterator[Gate]:
    critical = [task for task in work if task.priority == "critical"]
    risky = [task for task in work if task.risk in SEVERE]
    if critical:
        title = Sentence("All critical tasks are done")
        yield _tasks_gate("critical-done", title, critical, _is_done, wording=CRITICAL_OPEN)
    else:
        # Without priorities nothing would be asked of the plan, and it would be "ready" on its first day.
        title = Sentence("All tasks are done, as none is marked critical")
        yield _tasks_gate("critical-done", title, work, _is_done, wording=TASKS_OPEN)
    title = Sentence("All tasks of high or critical risk are done")
    yield _tasks_gate("risks-closed", title, risky, _is_done, wording=RISKS_OPEN)
    yield _steps_gate([task for task in work if task.is_go_live])
    title = Sentence("Every critical task is in a sprint")
    yield _tasks_gate("critical-scheduled", title, critical, _is_scheduled, wording=CRITICAL_UNSCHEDULED)
    title = Sentence("No critical task is blocked")
    yield _tasks_gate("critical-unblocked", title, critical, _is_unblocked, wording=CRITICAL_BLOCKED)


def _is_scheduled(task: ReadinessTask) -> bool:
    return _is_done(task) or task.sprint is not None


def _is_unblocked(task: ReadinessTask) -> bool:
    return _is_done(task) or not task.is_blocked


def _is_done(task: ReadinessTask) -> bool:
    return task.status == "done"


# What to do next about one task, and about several.
CRITICAL_OPEN = Sentence(
    "{count} critical task is open: {key}.",
    plural="{count} critical tasks are open. Begin with {key}.",
)
TASKS_OPEN = Sentence(
    "{count} task is open: {key}.",
    plural="{count} tasks are open. Begin with {key}.",
)
RISKS_OPEN = Sentence(
    "{count} task of high risk is open: {key}.",
    plural="{count} tasks of high risk are open. Begin with {key}.",
)
STEPS_OPEN = Sentence(
    "{count} step is open, in {key}.",
    plural="{count} steps are open. Begin with those of {key}.",
)
CRITICAL_UNSCHEDULED = Sentence(
    "{count} critical task is in no sprint: give {key} one.",
    plural="{count} critical tasks are in no sprint. Begin by giving {key} one.",
)
CRITICAL_BLOCKED = Sentence(
    "{count} critical task is blocked: see what {key} waits for.",
    plural="{count} critical tasks are blocked. See first what {key} waits for.",
)
FRIDAY_DEPLOYMENTS = Sentence(
    "{count} deployment falls on a Friday or has no date: move {key}.",
    plural="{count} deployments fall on a Friday or have no date. Move {key} first.",
)
STARTED_TOO_EARLY = Sentence(
    "{count} task was begun while critical or high ones wait: {key}.",
    plural="{count} tasks were begun while critical or high ones wait, {key} among them.",
)


def _tasks_gate(
    code: str,
    title: Sentence,
    tasks: Sequence[ReadinessTask],
    holds: Callable[[ReadinessTask], bool],
    *,
    wording: Sentence,
    is_warning: bool = False,
) -> Gate:
    """A gate that is met when `holds` is true of every one of `tasks`."""
    blocking = tuple(task.key for task in tasks if not holds(task))
    return Gate(
        code=code,
        title=title,
        is_met=not blocking,
        done=len(tasks) - len(blocking),
        total=len(tasks),
        blocking=blocking,
        next_step=_next_step(wording, len(blocking), blocking),
        is_warning=is_warning,
    )


def _next_step(wording: Sentence, count: int, blocking: Sequence[str]) -> Sentence:
    if not blocking:
        return NOTHING_TO_DO
    return replace(wording, params={"count": count, "key": blocking[0]})


def _steps_gate(go_live: Sequence[ReadinessTask]) -> Gate:
    """The checklists of go-live tasks; a done task with an open step still holds the gate up."""
    done, total = sum(task.steps_done for task in go_live), sum(task.steps for task in go_live)
    blocking = tuple(task.key for task in go_live if task.steps_done < task.steps)
    title = Sentence("The checklists of all go-live tasks are done")
    step = _next_step(STEPS_OPEN, total - done, blocking)
    return Gate("go-live-steps", title, not blocking, done, total, blocking, step)


def _policy_gates(
    work: Sequence[ReadinessTask], policies: Iterable[Policy], confirmed: Collection[str]
) -> Iterator[Gate]:
    for policy in policies:
        if policy.code == "no-friday-deployment":
            yield _friday_gate(work)
        elif policy.code == "critical-first":
            yield _order_gate(work)
        elif policy.code == "reviewers":
            title = Sentence(
                "Every change is reviewed by at least {reviewers} people", {"reviewers": policy.count}
            )
            yield _confirmed_gate(policy.code, title, confirmed)
        else:
            title = Sentence("A regression test closes every sprint")
            yield _confirmed_gate(policy.code, title, confirmed)


def _friday_gate(work: Sequence[ReadinessTask]) -> Gate:
    """No deployment that is still to come touches a Friday."""
    return _tasks_gate(
        "no-friday-deployment",
        Sentence("No deployment falls on a Friday"),
        [task for task in work if task.is_deployment],
        lambda task: _is_done(task) or _avoids_friday(task.starts, task.ends),
        wording=FRIDAY_DEPLOYMENTS,
    )


def _avoids_friday(starts: date | None, ends: date | None) -> bool:
    if starts is None or ends is None:
        return False
    days = min((ends - starts).days, 6)
    return all((starts + timedelta(days=n)).weekday() != FRIDAY for n in range(days + 1))


def _order_gate(work: Sequence[ReadinessTask]) -> Gate:
    """Nothing of lower priority is under way while severe tasks that could be begun are not."""
    is_waiting = any(
        task.priority in SEVERE and task.status == "todo" and not task.is_blocked for task in work
    )
    return _tasks_gate(
        "critical-first",
        Sentence("Critical and high tasks come first"),
        [task for task in work if task.priority not in SEVERE],
        lambda task: not is_waiting or task.status not in ("doing", "review"),
        wording=STARTED_TOO_EARLY,
        is_warning=True,
    )


def _confirmed_gate(code: str, title: Sentence, confirmed: Collection[str]) -> Gate:
    is_met = code in confirmed
    step = NOTHING_TO_DO if is_met else Sentence("The plan's notes ask for this. Confirm it by hand.")
    return Gate(code, title, is_met, int(is_met), 1, (), step, is_warning=True)
