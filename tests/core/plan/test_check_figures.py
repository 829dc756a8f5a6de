from __future__ import annotations

import pytest

from tests.core.plan.made import make_document, make_task
from tracker.core.plan.check_figures import check_figures
from tracker.core.plan.document import Category, Estimate, Section, SummaryRow, Total


def findings_of(*tasks, **values):
    return list(check_figures(make_document(*tasks, **values), hours_per_day=8))


def section(low, high, **values):
    return Section("1.1", "Types", line=31, end_line=60, estimate=Estimate(low, high), **values)


def test_a_section_whose_tasks_add_up_to_more_is_told():
    tasks = [make_task("T-1", section=0), make_task("T-2", section=0, hours=48)]

    (finding,) = findings_of(*tasks, sections=(section(24, 32),))

    assert (finding.code, finding.level, finding.line) == ("estimate-mismatch", "warning", 31)
    assert finding.message == (
        "Section “1.1 Types” is estimated at 3–4 days; its tasks add up to 6 days, and 1 task has no "
        "estimate. Correct the section's estimate or those of its tasks."
    )


def test_a_section_whose_tasks_add_up_to_less_is_told_in_hours_where_it_is_small():
    (finding,) = findings_of(make_task("T-1", section=0, hours=7), sections=(section(8, 8),))

    assert "is estimated at 8 hours; its tasks add up to 7 hours." in finding.message


@pytest.mark.parametrize(
    "tasks",
    [
        [make_task("T-1", section=0, hours=28)],
        [make_task("T-1", section=0, hours=(20, 24))],
        [make_task("T-1", section=0, hours=8), make_task("T-2", section=0)],
        [make_task("T-1", section=0, hours=28), make_task("T-2", section=0, hours=9, status="dropped")],
        [make_task("T-1", section=0)],
        [],
    ],
    ids=["inside", "ranges-meet", "the-rest-is-for-others", "dropped", "no-estimates", "no-tasks"],
)
def test_a_section_that_can_be_right_is_left_alone(tasks):
    assert findings_of(*tasks, sections=(section(24, 32),)) == []


CATEGORIES = (
    Category("1", "SECURITY", None, line=10, priority="critical"),
    Category("2", "TESTING", None, line=20, priority="high"),
    Category("3", "DEPLOYMENT", None, line=30),
)


def category_tasks():
    return [
        make_task("S-1", category=0, hours=60),
        make_task("S-2", category=0, hours=55),
        make_task("T-1", category=1, hours=16),
        make_task("D-1", category=2, hours=4),
    ]


def test_a_row_that_disagrees_is_told_by_count_and_by_hours():
    rows = (
        SummaryRow("Security", line=80, category=0, task_count=3, hours=96),
        SummaryRow("Testing", line=81, category=1, task_count=1, hours=16),
        SummaryRow("Deployment", line=82, category=2, task_count=1, hours=4),
    )

    count, total = findings_of(*category_tasks(), categories=CATEGORIES, summary=rows)

    assert (count.code, count.line) == ("count-mismatch", 80)
    assert "gives “Security” 3 tasks; the plan holds 2 (from line 10)" in count.message
    assert (total.code, total.line) == ("total-mismatch", 80)
    assert "gives “Security” 12 days; its tasks add up to 14.4 days" in total.message


def test_a_category_without_a_row_is_told():
    rows = (SummaryRow("Security", line=80, category=0), SummaryRow("Testing", line=81, category=1))

    (finding,) = findings_of(*category_tasks(), categories=CATEGORIES, summary=rows)

    assert (finding.code, finding.line) == ("count-mismatch", 81)
    assert "no row for 3. DEPLOYMENT (line 30, 1 task, 4 hours)" in finding.message


def test_a_table_of_one_category_is_no_summary_of_all():
    rows = (SummaryRow("Security", line=80, category=0),)

    assert findings_of(*category_tasks(), categories=CATEGORIES, summary=rows) == []


def test_a_row_of_another_priority_is_noted():
    rows = tuple(
        SummaryRow(label, line=80, category=n, priority="critical") for n, label in enumerate(["S", "T", "D"])
    )

    (finding,) = findings_of(*category_tasks(), categories=CATEGORIES, summary=rows)

    assert (finding.code, finding.level) == ("priority-mismatch", "note")
    assert "calls “T” CRITICAL; the heading of TESTING on line 20 says HIGH" in finding.message


def test_totals_that_disagree_are_told():
    tasks = [make_task(f"T-{n}", hours=16) for n in range(1, 5)] + [make_task("T-5")]
    totals = (Total("tasks", 4, "4", 90), Total("hours", 40, "5 days", 91))

    count, hours = findings_of(*tasks, totals=totals)

    assert (count.code, count.line) == ("count-mismatch", 90)
    assert count.message == "The plan says that it has 4 tasks; it holds 5. Correct the total."
    assert (hours.code, hours.line) == ("total-mismatch", 91)
    assert (
        "says 5 days in all; the estimates of its tasks add up to 8 days, and 1 task has no" in hours.message
    )


@pytest.mark.parametrize("said", [3, 4, 2])
def test_a_count_may_leave_out_duties_and_dropped_tasks(said):
    tasks = [
        make_task("T-1"),
        make_task("T-2"),
        make_task("T-3", status="dropped"),
        make_task("T-4", is_duty=True),
    ]

    assert findings_of(*tasks, totals=(Total("tasks", said, "", 90),)) == []


def test_a_whole_number_of_days_may_be_rounded():
    tasks = [make_task("T-1", hours=21)]

    assert findings_of(*tasks, totals=(Total("hours", 24, "3 days", 90),)) == []
    assert len(findings_of(*tasks, totals=(Total("hours", 22, "22 hours", 90),))) == 1


def test_a_total_inside_a_section_is_that_sections():
    tasks = [make_task("T-1", line=35), make_task("T-2", line=70)]

    assert findings_of(*tasks, sections=(section(1, 1),), totals=(Total("tasks", 1, "", 59),)) == []
    assert len(findings_of(*tasks, sections=(section(1, 1),), totals=(Total("tasks", 1, "", 61),))) == 1
