"""The readiness plan, held against itself: every claim of it that its own tasks contradict."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.core.plan import parse
from tracker.core.plan.check import CheckOptions, check_document, fingerprints
from tracker.core.plan.document import ReadOptions

PLAN = Path(__file__).parents[3] / "fixtures" / "metropolitan.md"


@pytest.fixture(scope="module")
def document():
    return parse.read_bytes(PLAN.read_bytes(), ReadOptions())


@pytest.fixture(scope="module")
def findings(document):
    return check_document(document)


def told(findings, code):
    return {finding.line: finding.message for finding in findings if finding.code == code}


def test_it_says_69_tasks_and_holds_80(findings):
    assert told(findings, "count-mismatch")[809].startswith(
        "The plan says that it has 69 tasks; it holds 80."
    )


def test_it_says_52_days_and_its_estimates_add_up_to_64_6(findings):
    assert told(findings, "total-mismatch")[810].startswith(
        "The plan says 52 days in all; the estimates of its tasks add up to 64.6 days, "
        "and 5 tasks have no estimate."
    )


def test_17_tasks_are_in_no_sprint_two_of_them_critical(findings):
    unscheduled = told(findings, "unscheduled-task")

    assert unscheduled[817].startswith(
        "17 of 80 tasks are in no sprint, critical: DEPLOY-001, DEPLOY-002, "
        "ongoing duties: MAINT-001, MAINT-002, MAINT-003, MAINT-004."
    )
    assert {line: unscheduled[line].partition(" ")[0] for line in (509, 516)} == {
        509: "DEPLOY-001",
        516: "DEPLOY-002",
    }
    assert [line for line in unscheduled if line != 817] == [
        167, 187, 283, 292, 453, 467, 509, 516, 768, 785,
    ]  # fmt: skip
    levels = {f.line: f.level for f in findings if f.code == "unscheduled-task"}
    assert [line for line, level in levels.items() if level == "warning"] == [509, 516, 817]


def test_the_estimates_of_nine_sections_disagree_with_their_tasks(findings):
    mismatches = told(findings, "estimate-mismatch")

    assert {
        line: message.split("is estimated at ")[1].split(". ")[0] for line, message in mismatches.items()
    } == {
        31: "3–4 days; its tasks add up to 6 days, and 1 task has no estimate",
        75: "2 days; its tasks add up to 2.5 days",
        104: "2 days; its tasks add up to 3.5 days",
        135: "8 hours; its tasks add up to 7 hours",
        224: "2 days; its tasks add up to 3.5 days",
        305: "2 days; its tasks add up to 2.5 days",
        428: "2 days; its tasks add up to 1.75 days",
        482: "2 days; its tasks add up to 2.5 days",
        640: "2 days; its tasks add up to 2.5 days",
    }
    assert "“1.1 Type Safety & Type Annotations”" in mismatches[31]


def test_every_row_of_the_summary_disagrees_in_count_or_days(findings):
    rows = range(801, 808)
    counts = {
        f.line: f.message.split("” ")[1].split(" (from")[0]
        for f in findings
        if f.code == "count-mismatch" and f.line in rows and "gives" in f.message
    }
    days = {
        f.line: f.message.split("” ")[1].split(" days.")[0].split(",")[0]
        for f in findings
        if f.code == "total-mismatch" and f.line in rows
    }

    assert counts == {
        801: "18 tasks; the plan holds 19",
        802: "12 tasks; the plan holds 13",
        803: "4 tasks; the plan holds 5",
        805: "12 tasks; the plan holds 11",
        807: "4 tasks; the plan holds 3",
    }
    assert days == {
        801: "12 days; its tasks add up to 14.4 days",
        802: "8 days; its tasks add up to 9.5",
        803: "4 days; its tasks add up to 7.5",
        804: "8 days; its tasks add up to 11.5",
        805: "9 days; its tasks add up to 7.5",
        806: "7 days; its tasks add up to 7.75",
    }
    assert {*counts, *days} == {*rows}


def test_two_categories_are_missing_from_the_summary(findings):
    missing = [f for f in findings if f.code == "count-mismatch" and "has no row" in f.message]

    assert {f.line for f in missing} == {807}
    assert [f.message.split("has no row for ")[1] for f in missing] == [
        "8. DEPLOYMENT & GO-LIVE (line 696, 6 tasks, 2.5 days). Add one.",
        "9. MAINTENANCE & SUPPORT (line 762, 4 tasks, none estimated). Add one.",
    ]


def test_sprint_1_holds_103_hours_and_a_task_without_an_estimate(findings):
    overloads = [f for f in findings if f.code == "sprint-overload" and f.line == 817]

    assert [f.level for f in overloads] == ["warning", "note"]
    assert overloads[0].message.startswith("security-auditor has 51.5 hours of work in sprint 1")
    assert overloads[1].message.startswith("Sprint 1 holds 103 hours of work and 1 task without an estimate;")


def test_two_people_are_too_few_for_sprint_1_and_three_are_not(document):
    def whole_sprints(people):
        found = check_document(document, CheckOptions(people=people))
        return [
            (f.level, f.line)
            for f in found
            if f.code == "sprint-overload" and f.message.startswith("Sprint 1 ")
        ]

    assert whole_sprints(2) == [("warning", 817)]
    assert whole_sprints(3) == [("note", 817)]


def test_it_states_no_dependencies_and_one_task_no_estimate(findings):
    assert [*told(findings, "no-dependencies")] == [35]
    assert [*told(findings, "missing-estimate")] == [35, 768]


def test_the_summary_calls_testing_critical_where_its_heading_says_high(findings):
    assert [*told(findings, "priority-mismatch")] == [803]


def test_it_has_no_errors_and_each_finding_an_identity_of_its_own(findings):
    assert {f.level for f in findings} == {"warning", "note"}
    assert len(set(fingerprints(findings))) == len(findings) == 49


def test_findings_keep_their_identity_when_the_file_moves_down(findings):
    text = PLAN.read_text(encoding="utf-8")
    moved = text.replace("\n---\n", "\n---\n\n\n", 1)

    again = check_document(parse.read_bytes(moved.encode(), ReadOptions()))

    assert fingerprints(again) == fingerprints(findings)
    assert [f.line for f in again] == [f.line + 2 for f in findings]
