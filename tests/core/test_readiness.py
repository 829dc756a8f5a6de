"""The gates before going live: what meets them, what holds them up, and what the verdict makes of it."""

from __future__ import annotations

from datetime import date

from tracker.core.policies import Policy, read_policies
from tracker.core.readiness import Gate, Readiness, ReadinessTask, judge_readiness

THURSDAY, FRIDAY, SATURDAY = (date(2025, 11, day) for day in (20, 21, 22))
NO_FRIDAYS = Policy("no-friday-deployment", "No deploys on Fridays.")
CRITICAL_FIRST = Policy("critical-first", "Critical and high first.")
REVIEWERS = Policy("reviewers", "At least 2 reviewers for each PR.", 2)
REGRESSION = Policy("regression-test", "Regression tests after every sprint.")


def task(key: str, **more: object) -> ReadinessTask:
    settings: dict[str, object] = {"priority": "critical", "risk": "low", "sprint": 1}
    return ReadinessTask(key, **(settings | more))  # type: ignore[arg-type]


def gate(readiness: Readiness, code: str) -> Gate:
    return next(gate for gate in readiness.gates if gate.code == code)


def test_a_finished_plan_is_ready() -> None:
    readiness = judge_readiness(
        [task("A", status="done", risk="high", steps=2, steps_done=2, is_go_live=True)]
    )

    assert readiness.is_go
    assert str(readiness.verdict) == "Ready to go live: all 5 gates are met."
    assert all(gate.is_met and not gate.blocking for gate in readiness.gates)


def test_an_open_critical_task_holds_it_up() -> None:
    work = [task("A", status="done"), task("B", status="review"), task("C"), task("D", priority="high")]

    readiness = judge_readiness(work)

    held = gate(readiness, "critical-done")
    assert (readiness.is_go, held.is_met, held.done, held.total, held.blocking) == (
        False,
        False,
        1,
        3,
        ("B", "C"),
    )
    assert str(held.next_step) == "2 critical tasks are open. Begin with B."
    assert str(readiness.verdict) == "Not ready yet: 4 of 5 gates are met."


def test_an_open_task_of_high_or_critical_risk_holds_it_up() -> None:
    work = [
        task("A", risk="high", priority="low"),
        task("B", risk="critical", status="done"),
        task("C", risk=None),
    ]

    held = gate(judge_readiness(work), "risks-closed")

    assert (held.done, held.total, held.blocking) == (1, 2, ("A",))
    assert str(held.next_step) == "1 task of high risk is open: A."


def test_open_steps_of_a_go_live_task_hold_it_up_even_when_the_task_is_done() -> None:
    work = [
        task("PRE-1", is_go_live=True, status="done", steps=7, steps_done=6),
        task("PRE-2", is_go_live=True, steps=5, steps_done=5),
        task("X", steps=3),
    ]

    held = gate(judge_readiness(work), "go-live-steps")

    assert (held.is_met, held.done, held.total, held.blocking) == (False, 11, 12, ("PRE-1",))
    assert str(held.next_step) == "1 step is open, in PRE-1."


def test_critical_tasks_that_are_blocked_or_in_no_sprint_hold_it_up_until_they_are_done() -> None:
    work = [
        task("A", sprint=None),
        task("B", is_blocked=True),
        task("C", sprint=None, is_blocked=True, status="done"),
        task("D", sprint=None, is_blocked=True, priority="medium"),
    ]

    readiness = judge_readiness(work)

    assert gate(readiness, "critical-scheduled").blocking == ("A",)
    assert gate(readiness, "critical-unblocked").blocking == ("B",)


def test_duties_and_dropped_tasks_hold_nothing_up() -> None:
    work = [task("A", status="done"), task("B", status="dropped", risk="critical"), task("C", is_duty=True)]

    assert judge_readiness(work).is_go


def test_a_plan_without_work_is_never_ready() -> None:
    readiness = judge_readiness([task("C", is_duty=True)])

    assert not readiness.is_go
    assert str(readiness.verdict) == "There is nothing to judge: the plan holds no work."


def test_every_task_counts_where_none_is_marked_critical() -> None:
    readiness = judge_readiness([task("A", priority=None), task("B", priority="high", status="done")])

    held = gate(readiness, "critical-done")
    assert (readiness.is_go, held.blocking, held.total) == (False, ("A",), 2)
    assert "none is marked critical" in str(held.title)


def test_it_asks_for_policies_only_where_the_notes_state_them() -> None:
    assert len(judge_readiness([task("A")]).gates) == 5
    assert len(judge_readiness([task("A")], [NO_FRIDAYS, REVIEWERS]).gates) == 7


def test_a_deployment_on_a_friday_or_without_a_date_holds_it_up() -> None:
    work = [
        task("A", is_deployment=True, starts=THURSDAY, ends=FRIDAY),
        task("B", is_deployment=True, starts=SATURDAY, ends=SATURDAY),
        task("C", is_deployment=True),
        task("D", is_deployment=True, starts=FRIDAY, ends=FRIDAY, status="done"),
        task("E", starts=FRIDAY, ends=FRIDAY),
        task("F", is_deployment=True, starts=SATURDAY, ends=date(2025, 12, 31)),
    ]

    held = gate(judge_readiness(work, [NO_FRIDAYS]), "no-friday-deployment")

    assert (held.is_warning, held.done, held.total, held.blocking) == (False, 2, 5, ("A", "C", "F"))


def test_it_warns_of_lesser_work_begun_while_severe_work_waits() -> None:
    lesser, severe = task("A", priority="low", status="doing"), task("B", priority="high")

    warned = judge_readiness([task("X", status="done"), lesser, severe], [CRITICAL_FIRST])
    blocked = judge_readiness([lesser, task("B", priority="high", is_blocked=True)], [CRITICAL_FIRST])
    begun = judge_readiness([lesser, task("B", priority="high", status="doing")], [CRITICAL_FIRST])

    assert gate(warned, "critical-first").blocking == ("A",)
    assert warned.is_go
    assert gate(blocked, "critical-first").is_met
    assert gate(begun, "critical-first").is_met


def test_what_it_cannot_see_is_a_warning_until_a_person_confirms_it() -> None:
    done = [task("A", status="done")]

    before, after = (judge_readiness(done, [REVIEWERS, REGRESSION], codes) for codes in ((), ("reviewers",)))

    assert before.is_go
    assert [gate.is_met for gate in before.gates if gate.is_warning] == [False, False]
    assert gate(after, "reviewers").is_met
    assert not gate(after, "regression-test").is_met
    assert str(gate(before, "reviewers").title) == "Every change is reviewed by at least 2 people"


def test_gates_come_before_warnings() -> None:
    readiness = judge_readiness(
        [task("A")], read_policies(["Critical and high first.", "No deploys on Fridays."])
    )

    assert [gate.is_warning for gate in readiness.gates] == [False] * 6 + [True]
