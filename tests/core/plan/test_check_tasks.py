from __future__ import annotations

from tests.core.plan.made import make_document, make_steps, make_task
from tracker.core.plan.check_tasks import check_tasks
from tracker.core.plan.document import Section


def findings_of(*tasks, **values):
    return list(check_tasks(make_document(*tasks, **values), default_hours=8))


def test_it_tells_each_task_without_an_estimate():
    (finding,) = findings_of(make_task("A-1", hours=4), make_task("A-2"), make_task("A-3", status="done"))

    assert (finding.code, finding.level, finding.line) == ("missing-estimate", "warning", 2)
    assert finding.message.startswith("A-2 states no estimate; it counts with what its section leaves over")


def test_many_of_them_are_told_by_section():
    sections = (Section("1.1", "Types", 1, 40), Section("1.2", "Forms", 41, 90))
    tasks = [make_task(f"A-{n}", section=n % 2) for n in range(1, 60)]
    others = [make_task(f"B-{n}", hours=1) for n in range(60)]

    findings = findings_of(*others, *tasks, sections=sections)

    assert [f.line for f in findings] == [1, 2]
    assert findings[0].message.startswith("30 tasks of 1.2 Forms state no estimate: A-1, A-3")


def test_a_plan_that_hardly_estimates_is_told_once():
    (finding,) = findings_of(make_task("A-1"), make_task("A-2"), make_task("A-3", hours=2))

    assert (finding.code, finding.level) == ("missing-estimate", "note")
    assert finding.message.startswith("2 tasks state no estimate and 1 do.")


def test_duties_without_an_estimate_are_noted_together():
    (finding,) = findings_of(
        make_task("A-1", hours=4), make_task("D-2", is_duty=True), make_task("D-3", is_duty=True)
    )

    assert (finding.level, finding.line) == ("note", 2)
    assert finding.message.startswith("2 ongoing duties state no estimate: D-2, D-3.")


def test_it_tells_a_done_task_whose_steps_are_open():
    (finding,) = findings_of(
        make_task("A-1", hours=1, status="done", steps=make_steps(dns=True, backups=False, keys=False))
    )

    assert (finding.code, finding.level, finding.line) == ("done-with-open-steps", "warning", 1)
    assert finding.message.startswith("A-1 is done, but 2 of its 3 steps are not, the first on line 51.")


def test_open_steps_of_an_open_task_are_its_work():
    assert findings_of(make_task("A-1", hours=1, steps=make_steps(dns=False))) == []
