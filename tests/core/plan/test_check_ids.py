from __future__ import annotations

import pytest

from tests.core.plan.made import make_document, make_field, make_sprint, make_task
from tracker.core.plan.check_ids import check_ids, plain_id, skeleton


def findings_of(*tasks, **values):
    return list(check_ids(make_document(*tasks, **values)))


def test_it_names_both_lines_of_an_id_that_stands_twice():
    (finding,) = findings_of(make_task("A-1", line=4), make_task("A-1 (2)", id="A-1", line=9))

    assert (finding.code, finding.level, finding.line) == ("duplicate-id", "error", 9)
    assert finding.message == "A-1 names two tasks, here and on line 4. Give one of them another id."


@pytest.mark.parametrize("twin", ["ts-001", "TS-1", "TS-0001", "TS\N{NON-BREAKING HYPHEN}001", "TS-００１"])
def test_it_finds_ids_that_differ_only_in_case_zeros_or_form(twin):
    (finding,) = findings_of(make_task("TS-001", line=4), make_task(twin, line=9))

    assert finding.code == "duplicate-id"
    assert "differ only in case, leading zeros or spacing" in finding.message


def test_it_finds_ids_that_look_alike():
    (finding,) = findings_of(make_task("A-1", line=4), make_task("\N{CYRILLIC CAPITAL LETTER A}-1", line=9))

    assert finding.code == "duplicate-id"
    assert "look the same but are written with different letters" in finding.message


def test_it_finds_characters_that_nobody_sees():
    twin, hidden = findings_of(
        make_task("A-1"),
        make_task("A-1\u200b", line=2),
        make_task("B-1", title="Plain \u0130stanbul", line=3),
    )

    assert (twin.code, hidden.code, hidden.line) == ("duplicate-id", "hidden-characters", 2)
    assert "U+200B" in hidden.message


def test_it_finds_a_title_that_turns_its_direction():
    (finding,) = findings_of(make_task("A-1", title="pay \u202e001$"))

    assert finding.code == "hidden-characters"


def test_joined_emoji_in_a_title_are_fine():
    assert findings_of(make_task("A-1", title="Ask 👩\u200d💻")) == []


def test_it_finds_an_id_of_mixed_alphabets():
    (finding,) = findings_of(make_task("T\N{CYRILLIC CAPITAL LETTER ES}-1"))

    assert (finding.code, finding.level) == ("mixed-alphabets", "warning")


def test_ids_that_people_tell_apart_are_fine():
    ids = ["1.1", "1.10", "T1", "T10", "GÖREV 1", "GÖREV 11", "А-1", "Б-1", "SR-04b", "SR-04", "SR-40"]

    assert findings_of(*(make_task(key, line=n) for n, key in enumerate(ids, 1))) == []


def test_tasks_without_ids_are_never_twins():
    assert findings_of(make_task("x1", id=None), make_task("X1", id=None)) == []


def test_it_says_what_a_task_depends_on_that_does_not_exist_on_the_line_of_that_field():
    task = make_task(
        "WEB-004",
        line=38,
        unresolved_dependencies=("WEB-999", "WEB-999"),
        fields=(make_field("depends_on", "WEB-999", line=41),),
    )

    (finding,) = findings_of(task)

    assert (finding.code, finding.level, finding.line) == ("unknown-reference", "error", 41)
    assert finding.message == (
        "WEB-004 depends on WEB-999, which this plan does not define. Add it, or remove the dependency."
    )


def test_it_says_what_a_sprint_lists_that_does_not_exist():
    (finding,) = findings_of(make_task("A-1"), sprints=(make_sprint(1, "A-1", unknown_ids=(("A-2", 102),)),))

    assert (finding.code, finding.line) == ("unknown-reference", 102)
    assert "Sprint 1 lists A-2" in finding.message


def test_a_skeleton_forgets_what_eyes_do_not_see():
    assert skeleton("ΑΒ-01") == skeleton("AB-1") == "ab-1"
    assert plain_id("ΑΒ-01") != plain_id("AB-1")
