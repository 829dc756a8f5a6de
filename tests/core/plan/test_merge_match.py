from __future__ import annotations

import pytest

from tests.core.plan.made import make_document, make_task
from tracker.core.plan.document import Section
from tracker.core.plan.merge_headings import match_headings
from tracker.core.plan.merge_match import match_tasks

TYPES, FORMS = Section("1.1", "Types", 1, 9), Section("1.2", "Forms", 10, 99)


def matches_of(old, new, sections=(TYPES, FORMS), new_sections=None):
    matches = match_tasks(
        make_document(*old, sections=sections), make_document(*new, sections=new_sections or sections)
    )
    return {match.base_key: (match.new_key, match.how) for match in matches}


def loose(key, title, **values):
    return make_task(key, id=None, title=title, **values)


def test_ids_decide_whatever_the_titles_and_places_say():
    old = [make_task("A-1", title="Rotate keys", section=0), make_task("A-2", title="Write docs", section=0)]
    new = [make_task("A-2", title="Rotate keys", section=1), make_task("a-1", title="Anything", section=1)]

    assert matches_of(old, new) == {"A-1": ("a-1", "id"), "A-2": ("A-2", "id")}


def test_a_renamed_id_is_found_by_its_title():
    old = [make_task("A-1", title="Rotate **keys**"), make_task("A-2", title="Write docs")]
    new = [make_task("B-7", title="rotate keys"), make_task("A-2", title="Write docs")]

    assert matches_of(old, new)["A-1"] == ("B-7", "title")


def test_equal_titles_match_in_their_own_sections():
    old = [loose("x", "Review", section=0), loose("y", "Review", section=1)]
    new = [loose("p", "Review", section=1), loose("q", "Review", section=0)]

    assert matches_of(old, new) == {"x": ("q", "title"), "y": ("p", "title")}


def test_a_task_that_moved_to_another_section_is_found_if_its_title_is_the_only_one():
    assert matches_of([loose("x", "Review", section=0)], [loose("p", "Review", section=1)]) == {
        "x": ("p", "title")
    }
    twins = [loose("p", "Review", section=1), loose("q", "Review", section=1)]
    assert matches_of([loose("x", "Review", section=0)], twins) == {}


def test_a_small_edit_of_a_title_is_the_same_task():
    old = [loose("x", "Set up the backup job"), loose("y", "Write the runbook")]
    new = [loose("p", "Write the runbook for go-live"), loose("q", "Set up a backup job")]

    assert matches_of(old, new) == {"x": ("q", "title"), "y": ("p", "title")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (loose("x", "Phase 1 review"), loose("p", "Phase 2 review")),
        (make_task("A-1", title="Redis cache review"), make_task("B-2", title="Redis cache warming")),
        (loose("x", "Buy milk"), loose("p", "Deploy to production")),
        (loose("x", ""), loose("p", "")),
    ],
    ids=["other-number", "other-id", "other-title", "no-title"],
)
def test_what_only_resembles_is_another_task(old, new):
    assert matches_of([old], [new]) == {}


def test_a_task_alone_between_its_old_neighbours_with_its_old_text_is_the_same():
    body = "- check the pool\n- watch it for a day"
    old = [loose("x", "First"), loose("y", "Pool size", body=body), loose("z", "Last")]
    new = [loose("x", "First"), loose("q", "Tune connections", body=body), loose("z", "Last")]

    assert matches_of(old, new)["y"] == ("q", "place")


def test_no_task_stands_in_two_pairs():
    old = [loose(f"x{n}", title) for n, title in enumerate(["Write docs", "Write docs", "Write the docs"])]
    new = [loose(f"p{n}", title) for n, title in enumerate(["Write docs", "Write docs now", "Write docs"])]

    matched = [key for key, _how in matches_of(old, new).values()]

    assert len(matched) == len(set(matched)) == 3


def test_hundreds_of_reworded_tasks_of_one_section_find_each_other():
    words = [a + b + c for a in "bdfg" for b in "aeiou" for c in "klmnprst"]
    old = [loose(f"x-{word}", f"Write the {word} guide") for word in words]
    new = [loose(f"p-{word}", f"Write a {word} guide") for word in reversed(words)]

    assert matches_of(old, new) == {f"x-{word}": (f"p-{word}", "title") for word in words}


def test_headings_match_by_all_then_by_title_then_by_number():
    old = [Section("1", "Types", 1, 1), Section("2", "Forms", 2, 2), Section("3", "Rest", 3, 3)]
    new = [
        Section("1", "Scope", 1, 1),
        Section("2", "Types", 2, 2),
        Section("3", "Forms", 3, 3),
        Section("4", "Rest", 4, 4),
    ]

    assert match_headings(old, new) == {"1 Types": "2 Types", "2 Forms": "3 Forms", "3 Rest": "4 Rest"}
    assert match_headings([old[0]], [new[0]]) == {"1 Types": "1 Scope"}


def test_a_mere_number_is_a_place_and_not_a_task():
    old = [make_task("1.1", title="Rotate keys"), make_task("1.2", title="Write docs")]
    new = [
        make_task("1.1", title="Draft the budget"),
        make_task("1.2", title="Rotate keys"),
        make_task("1.3", title="Write docs"),
    ]

    assert matches_of(old, new) == {"1.1": ("1.2", "title"), "1.2": ("1.3", "title")}
