from __future__ import annotations

from tests.core.plan.made import make_document, make_sprint, make_task
from tracker.core.plan.check_sprints import Capacity, check_sprints
from tracker.core.plan.document import Section

SECTIONS = (Section("1.5", "Limits", 20, 40), Section("9.1", "On call", 60, 90))


def findings_of(*tasks, people=None, **values):
    document = make_document(*tasks, sections=SECTIONS, **values)
    return list(check_sprints(document, Capacity(8, 5, people)))


def test_it_tells_how_many_tasks_are_in_no_sprint_then_which():
    whole, critical, grouped, duty = findings_of(
        make_task("A-1", sprint=1),
        make_task("B-2", section=0, priority="critical"),
        make_task("B-3", section=0),
        make_task("B-4", section=0),
        make_task("D-5", section=1, is_duty=True, priority="critical"),
        make_task("E-6", status="done"),
        sprints=(make_sprint(1, "A-1"),),
    )

    assert {f.code for f in (whole, critical, grouped, duty)} == {"unscheduled-task"}
    assert (whole.level, whole.line) == ("warning", 100)
    assert whole.message == (
        "4 of 6 tasks are in no sprint, critical: B-2, ongoing duties: D-5. List them in one, or drop them."
    )
    assert (critical.level, critical.line, critical.task_key) == ("warning", 2, "B-2")
    assert critical.message == "B-2 is critical and in no sprint. Put it into one."
    assert (grouped.level, grouped.line, grouped.task_key) == ("note", 3, "B-3")
    assert grouped.message == "B-3, B-4 (1.5 Limits) are in no sprint. Put them into one, or drop them."
    assert (duty.level, duty.line) == ("note", 5)


def test_many_critical_tasks_in_no_sprint_are_told_by_section():
    tasks = [make_task(f"B-{n}", section=n % 2, priority="critical") for n in range(1, 61)]

    findings = findings_of(*tasks, make_task("A-1", sprint=1), sprints=(make_sprint(1, "A-1"),))

    assert len(findings) == 3
    assert findings[1].message.startswith(
        "30 critical tasks are in no sprint: B-1, B-3, B-5, B-7, B-9, B-11, …"
    )


def test_a_plan_without_sprints_has_nothing_unscheduled():
    assert findings_of(make_task("A-1"), make_task("A-2")) == []


def test_it_tells_a_task_of_two_sprints_on_the_line_of_the_second():
    (finding,) = findings_of(
        make_task("A-1", sprint=1),
        make_task("A-2", sprint=2),
        sprints=(make_sprint(1, "A-1"), make_sprint(2, "A-2", "A-1")),
    )

    assert (finding.code, finding.level, finding.line) == ("scheduled-twice", "warning", 202)
    assert finding.message == "Sprint 2 lists A-1, which is in sprint 1 already. Take it off one of them."


def test_a_task_listed_twice_in_its_own_sprint_is_fine():
    assert findings_of(make_task("A-1", sprint=1), sprints=(make_sprint(1, "A-1", "A-1"),)) == []


def test_it_tells_what_a_sprint_holds_where_nobody_said_how_many_work():
    (finding,) = findings_of(
        make_task("A-1", sprint=1, hours=103),
        make_task("A-2", sprint=1),
        sprints=(make_sprint(1, "A-1", "A-2", weeks=1),),
    )

    assert (finding.code, finding.level, finding.line) == ("sprint-overload", "note", 100)
    assert finding.message == (
        "Sprint 1 holds 103 hours of work and 1 task without an estimate; one person has 40 hours in it, so "
        "it takes 3 people at least. Plan with that many, or move work to another sprint."
    )


def test_it_warns_of_more_than_the_people_can_do():
    (finding,) = findings_of(
        make_task("A-1", sprint=1, hours=103), people=2, sprints=(make_sprint(1, "A-1", weeks=1),)
    )

    assert finding.level == "warning"
    assert "holds 103 hours of work; 2 people have 80 hours in it" in finding.message


def test_it_tells_how_many_of_the_people_a_sprint_takes():
    (finding,) = findings_of(
        make_task("A-1", sprint=1, hours=103), people=4, sprints=(make_sprint(1, "A-1", weeks=1),)
    )

    assert finding.level == "note"
    assert "one person has 40 hours in it, so it takes 3 of the 4 people." in finding.message


def test_a_sprint_in_which_nothing_is_open_is_not_told():
    task = make_task("A-1", sprint=1, hours=103, agents=("auditor",), status="done")

    assert findings_of(task, people=1, sprints=(make_sprint(1, "A-1", weeks=1),)) == []


def test_what_fits_is_not_told():
    sprints = (make_sprint(1, "A-1", weeks=1), make_sprint(2, "A-2"))
    tasks = [make_task("A-1", sprint=1, hours=40), make_task("A-2", sprint=2, hours=900)]

    assert findings_of(*tasks, people=3, sprints=sprints) == []


def test_duties_and_dropped_tasks_are_no_load():
    tasks = [
        make_task("A-1", sprint=1, hours=90, is_duty=True),
        make_task("A-2", sprint=1, hours=90, status="dropped"),
    ]

    assert findings_of(*tasks, people=1, sprints=(make_sprint(1, "A-1", "A-2", weeks=1),)) == []


def test_it_warns_of_an_agent_with_more_than_fits_and_shares_what_two_do():
    finding = findings_of(
        make_task("A-1", sprint=1, hours=60, agents=("auditor", "coder")),
        make_task("A-2", sprint=1, hours=12, agents=("auditor",)),
        people=9,
        sprints=(make_sprint(1, "A-1", "A-2", weeks=1),),
    )[-1]

    assert (finding.code, finding.level) == ("sprint-overload", "warning")
    assert "auditor has 42 hours of work in sprint 1, which has 40 hours for one." in finding.message
