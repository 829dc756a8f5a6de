from __future__ import annotations

from dataclasses import replace

from tests.core.plan.made import make_document, make_sprint, make_task
from tracker.core.plan.check import CheckOptions, check_document, fingerprint, fingerprints
from tracker.core.plan.document import Finding, Total
from tracker.core.text import Sentence


def test_findings_come_by_line_and_the_reader_s_are_among_them():
    mark = Finding("unknown-mark", "warning", 2, Sentence("Line 2: [?] is no mark we know."), "A-2")
    late = make_task("A-9", hours=1, unresolved_dependencies=("B-1",))
    document = make_document(make_task("A-1", hours=1), make_task("A-2"), late, reading=(mark,))

    findings = check_document(document)

    assert [(f.line, f.code) for f in findings] == [
        (2, "missing-estimate"),
        (2, "unknown-mark"),
        (9, "unknown-reference"),
    ]


def test_what_the_reader_said_is_not_said_again():
    document = make_document(make_task("A-1", unresolved_dependencies=("B-1",)))
    said = next(f for f in check_document(document) if f.code == "unknown-reference")

    assert check_document(replace(document, reading=(said,))) == check_document(document)


def test_options_reach_the_checks():
    document = make_document(
        make_task("A-1", sprint=1, hours=70, depends_on=("A-2",)),
        make_task("A-2", sprint=1, status="done"),
        sprints=(make_sprint(1, "A-1", "A-2", weeks=1),),
    )

    (alone,) = check_document(document, CheckOptions(people=1))
    (together,) = check_document(document, CheckOptions(people=2))
    assert (alone.code, alone.level) == ("sprint-overload", "warning")
    assert (together.code, together.level) == ("sprint-overload", "note")
    assert check_document(document, CheckOptions(hours_per_day=14)) == ()


def test_a_file_without_tasks_is_an_error_and_nothing_else():
    (finding,) = check_document(make_document(totals=(Total("tasks", 5, "5", 3),)))

    assert (finding.code, finding.level) == ("no-tasks", "error")


def test_a_fingerprint_outlives_lines_and_figures():
    def overload(line, hours):
        task = make_task("A-1", line=line, sprint=1, hours=hours)
        sprint = replace(make_sprint(1, "A-1", weeks=1), line=line + 10)
        return next(
            f for f in check_document(make_document(task, sprints=(sprint,))) if f.code == "sprint-overload"
        )

    before, after = overload(5, 50), overload(70, 90)

    assert before.message != after.message
    assert fingerprint(before) == fingerprint(after)


def test_fingerprints_of_one_document_differ():
    tasks = [make_task(f"A-{n}", unresolved_dependencies=("B-1", "B-2")) for n in range(1, 5)]
    findings = check_document(make_document(*tasks))

    marks = fingerprints(findings)

    assert len(set(marks)) == len(findings) > 8
    assert all(len(mark) == 32 for mark in marks)


def test_a_finding_of_the_reader_is_known_by_its_task_and_what_it_names():
    def mark(line, key, char):
        return Finding(
            "unknown-mark", "warning", line, Sentence("{line} {mark}", {"line": line, "mark": char}), key
        )

    assert fingerprint(mark(1, "A-1", "?")) == fingerprint(mark(9, "A-1", "?"))
    assert fingerprint(mark(1, "A-1", "?")) != fingerprint(mark(1, "A-1", "!"))
    assert fingerprint(mark(1, "A-1", "?")) != fingerprint(mark(1, "A-2", "?"))


def test_two_alike_are_told_apart_by_their_place_in_the_row():
    twin = Finding("skipped", "note", 1, Sentence("Not read."))

    first, second = fingerprints([twin, replace(twin, line=8)])

    assert first == fingerprint(twin) != second
