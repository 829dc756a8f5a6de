from __future__ import annotations

import networkx
from hypothesis import given
from hypothesis import strategies as st

from tests.core.plan.made import make_document, make_field, make_sprint, make_task
from tracker.core.plan.check_dependencies import check_dependencies, find_loops


def findings_of(*tasks, **values):
    return list(check_dependencies(make_document(*tasks, **values)))


def test_it_shows_the_loop():
    (finding,) = findings_of(
        make_task("A-1", depends_on=("A-3",), fields=(make_field("depends_on", "A-3", line=5),)),
        make_task("A-2", depends_on=("A-1",)),
        make_task("A-3", depends_on=("A-2",)),
    )

    assert (finding.code, finding.level, finding.line) == ("dependency-cycle", "error", 5)
    assert "A-1 → A-3 → A-2 → A-1" in finding.message


def test_it_finds_a_task_that_waits_for_itself():
    (finding,) = findings_of(make_task("A-1", depends_on=("A-1",)), make_task("A-2"))

    assert finding.message == "A-1 waits for itself. Remove that dependency."


def test_a_very_long_loop_is_cut():
    keys = [f"A-{n}" for n in range(400)]
    tasks = [make_task(key, depends_on=(keys[n - 1],)) for n, key in enumerate(keys)]

    (finding,) = findings_of(*tasks)

    assert len(finding.message) < 400
    assert "…" in finding.message


def test_a_diamond_ladder_is_walked_once():
    """Forty rungs have 2^40 paths."""
    needs = {}
    for n in range(40):
        needs[f"L{n}"] = needs[f"R{n}"] = [f"L{n - 1}", f"R{n - 1}"] if n else []

    assert find_loops(needs) == ()


def test_a_chain_of_twenty_thousand_does_not_recurse():
    needs = {n: [n + 1] for n in range(20_000)}
    needs[20_000] = [0]

    (loop,) = find_loops({str(key): [str(n) for n in values] for key, values in needs.items()})

    assert len(loop) == 20_001


KEYS = st.sampled_from("ABCDEFGH")


@given(st.dictionaries(KEYS, st.lists(KEYS, max_size=4)))
def test_every_loop_is_one_and_every_knot_is_told(needs):
    loops = find_loops(needs)

    for loop in loops:
        assert len(set(loop)) == len(loop)
        assert all(after in needs[key] for key, after in zip(loop, (*loop[1:], loop[0]), strict=True))
    graph = networkx.DiGraph(
        (key, other) for key, others in needs.items() for other in others if other in needs
    )
    knots = [
        knot
        for knot in networkx.strongly_connected_components(graph)
        if len(knot) > 1 or any(graph.has_edge(key, key) for key in knot)
    ]
    knot_of_loop = [next(knot for knot in knots if set(loop) <= knot) for loop in loops]
    assert sorted(map(sorted, knot_of_loop)) == sorted(map(sorted, knots))


def test_a_task_cannot_need_one_of_a_later_sprint():
    (finding,) = findings_of(
        make_task("A-1", sprint=1, depends_on=("A-2",)),
        make_task("A-2", sprint=2),
        sprints=(make_sprint(1, "A-1"), make_sprint(2, "A-2")),
    )

    assert (finding.code, finding.level, finding.line) == ("dependency-order", "warning", 1)
    assert "A-1 in sprint 1 needs A-2, which comes in sprint 2." in finding.message


def test_a_task_of_a_sprint_cannot_need_one_that_is_in_none():
    (finding,) = findings_of(
        make_task("A-1", sprint=1, depends_on=("A-2",)), make_task("A-2"), sprints=(make_sprint(1, "A-1"),)
    )

    assert finding.code == "dependency-order"
    assert "which is in no sprint" in finding.message


def test_what_is_done_already_holds_nobody_up():
    assert (
        findings_of(
            make_task("A-1", sprint=1, priority="critical", depends_on=("A-2", "A-3")),
            make_task("A-2", sprint=2, priority="low", status="done"),
            make_task("A-3", sprint=2, priority="low", status="dropped"),
            sprints=(make_sprint(1, "A-1"), make_sprint(2, "A-2")),
        )
        == []
    )


def test_it_notes_a_done_task_whose_dependency_is_open():
    (finding,) = findings_of(make_task("A-1", status="done", depends_on=("A-2",)), make_task("A-2"))

    assert (finding.code, finding.level) == ("done-before-dependency", "note")


def test_it_notes_a_critical_task_that_waits_for_a_low_one():
    (finding,) = findings_of(
        make_task("A-1", priority="critical", depends_on=("A-2",)), make_task("A-2", priority="low")
    )

    assert (finding.code, finding.level) == ("priority-inversion", "note")


def test_it_says_that_a_plan_states_no_dependencies():
    (finding,) = findings_of(make_task("A-1", line=7, states_no_dependencies=True), make_task("A-2", line=9))

    assert (finding.code, finding.level, finding.line) == ("no-dependencies", "note", 7)
    assert finding.message.startswith("None of the 2 tasks says which other task it waits for")


def test_one_task_needs_no_dependencies():
    assert findings_of(make_task("A-1"), make_task("D-1", is_duty=True)) == []
