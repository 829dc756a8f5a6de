from __future__ import annotations

from tests.core.plan.made import make_document, make_sprint, make_steps, make_task
from tracker.core.plan.check_report import coloured, printable, report
from tracker.core.plan.document import Finding, Part
from tracker.core.text import Sentence


def found(code, level, line, text):
    return Finding(code, level, line, Sentence(text, {"subject": code}))


ERROR = found("dependency-cycle", "error", 7, "A-1 waits for itself. Remove that dependency.")
NOTE = found("no-dependencies", "note", None, "Nothing waits.")


def test_it_gives_title_counts_parts_and_findings_in_columns():
    document = make_document(
        make_task("A-1", hours=8, sprint=1, steps=make_steps(dns=True)),
        make_task("A-2", hours=12),
        make_task("D-1", is_duty=True),
        sprints=(make_sprint(1, "A-1"),),
        parts=(Part("First", 3, 90, "box", 3, (("heading", 2),)), Part("Empty", 91, 99, "none", 0)),
    )

    assert report(document, [NOTE, ERROR]) == (
        "Plan\n"
        "3 tasks (2 estimated at 2.5 days), 1 ongoing duty among them, 1 checklist item, "
        "1 sprint with 1 task\n"
        "\n"
        "Where tasks were found\n"
        "  3–90  box     3  First  (or 2 as heading)\n"
        "\n"
        "Findings\n"
        "  –  note     no-dependencies   Nothing waits.\n"
        "  7  error    dependency-cycle  A-1 waits for itself. Remove that dependency.\n"
        "\n"
        "1 error, 1 note\n"
    )


def test_a_plan_without_findings_is_told_so():
    assert report(make_document(make_task("A-1")), []).endswith(
        "1 task\n\nNo findings: the plan agrees with itself.\n"
    )


def test_messages_wrap_under_themselves_in_a_narrow_terminal():
    text = report(make_document(make_task("A-1")), [ERROR], width=65)

    assert "dependency-cycle  A-1 waits for itself. Remove that\n" + " " * 32 + "dependency.\n" in text
    assert max(map(len, text.splitlines())) <= 65


def test_colours_are_only_there_when_asked_for():
    document = make_document(make_task("A-1"))

    assert "\x1b" not in report(document, [ERROR])
    assert "\x1b[1;31merror  \x1b[0m" in report(document, [ERROR], paint=coloured)


def test_what_the_plan_says_cannot_steer_the_terminal():
    hostile = "Plan \x1b]0;owned\x07 \x9b31m \u202eback\nnext"

    text = report(make_document(make_task("A-1"), title=hostile), [found("x", "note", 1, hostile)])

    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert printable("İş ✓ 👩\u200d💻") == "İş ✓ 👩\u200d💻"


def test_notes_of_the_reader_that_say_the_same_of_many_lines_are_told_once():
    notes = [
        Finding("not-a-task", "note", line, Sentence("Line {line}: no task.", {"line": line}))
        for line in (4, 5, 6, 9, 12)
    ]

    text = report(make_document(make_task("A-1")), [*notes, ERROR])

    assert "   4  note     not-a-task        no task. (5 such: lines 4–6, 9, 12)" in text
    assert text.count("not-a-task") == 1
    assert text.endswith("1 error, 5 notes\n")
