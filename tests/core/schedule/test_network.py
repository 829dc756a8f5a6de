from __future__ import annotations

import pytest

from tracker.core.errors import DependencyLoop
from tracker.core.schedule.network import Activity, Gate, Link, build_network


def test_sprint_order_costs_one_edge_a_task_and_gate_instead_of_one_a_pair() -> None:
    activities = [Activity(f"{sprint}-{number}", 1, sprint) for sprint in (1, 2, 3) for number in range(50)]
    network = build_network(activities, sprint_order=True)
    assert sum(map(len, network.successors)) == 4 * 50
    assert network.gates == (Gate(1), Gate(2))


def test_a_sprint_without_work_left_has_no_gate() -> None:
    network = build_network([Activity("A", 1, 1), Activity("B", 1, 5)], sprint_order=True)
    assert network.gates == (Gate(1),)


def test_it_refuses_a_loop_and_names_it_in_working_order() -> None:
    links = [Link("B", "C"), Link("C", "A"), Link("A", "B", 4), Link("A", "Z"), Link("Y", "A")]
    with pytest.raises(DependencyLoop) as refusal:
        build_network([Activity(key, 1) for key in "ZCBAY"], links)
    assert refusal.value.keys == ("A", "B", "C")
    assert str(refusal.value) == (
        "These tasks wait for each other in a circle: A → B → C → A. Remove one of the dependencies."
    )


def test_it_names_only_the_loop_and_not_what_waits_behind_it() -> None:
    activities = [Activity(key, 1) for key in "ABCD"]
    with pytest.raises(DependencyLoop) as refusal:
        build_network(activities, [Link("C", "D"), Link("D", "C"), Link("D", "A"), Link("A", "B")])
    assert refusal.value.keys == ("C", "D")


def test_a_task_that_waits_for_itself_is_a_loop() -> None:
    with pytest.raises(DependencyLoop) as refusal:
        build_network([Activity("A", 1)], [Link("A", "A")])
    assert refusal.value.keys == ("A",)


def test_a_dependency_against_the_order_of_sprints_names_the_sprint_in_the_loop() -> None:
    with pytest.raises(DependencyLoop) as refusal:
        build_network([Activity("A", 1, 1), Activity("B", 1, 2)], [Link("B", "A")], sprint_order=True)
    assert refusal.value.keys == ("A", "Sprint 1", "B")


def test_it_refuses_two_activities_of_one_key() -> None:
    with pytest.raises(ValueError, match="same key"):
        build_network([Activity("A", 1), Activity("A", 2)])


def test_it_refuses_a_link_to_nothing() -> None:
    with pytest.raises(ValueError, match="'X', which is no activity"):
        build_network([Activity("A", 1)], [Link("X", "A")])


def test_it_refuses_a_lag_below_nothing() -> None:
    with pytest.raises(ValueError, match="lag is negative"):
        build_network([Activity("A", 1), Activity("B", 1)], [Link("A", "B", -1)])


def test_it_refuses_work_of_less_than_no_time() -> None:
    with pytest.raises(ValueError, match="negative"):
        build_network([Activity("A", -1)])
