from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.schedule.networks import activities_and_links, plain_graph
from tracker.core.schedule.critical_path import CriticalPath, find_critical_path
from tracker.core.schedule.network import Activity, Gate, Link, build_network

Plan = tuple[list[Activity], list[Link]]


def path_of(durations: dict[str, float], arrows: str) -> CriticalPath:
    """Critical path of activities with arrows like "A-B A-C"."""
    links = [Link(*arrow.split("-")) for arrow in arrows.split()]
    return find_critical_path(
        build_network([Activity(key, hours) for key, hours in durations.items()], links)
    )


def ask_networkx(plan: Plan, *, sprint_order: bool) -> tuple[float, dict[str, tuple[float, float, float]]]:
    """End, and early start, late start and free slack of each key, on the network without gates."""
    activities, links = plan
    graph = plain_graph(activities, links, sprint_order=sprint_order)
    hours = {activity.key: activity.duration_hours for activity in activities}
    early = {activity.key: activity.not_before_hours for activity in activities}
    order = list(nx.topological_sort(graph))
    for key in order:
        for before, _, lag in graph.in_edges(key, data="lag"):
            early[key] = max(early[key], early[before] + hours[before] + lag)
    end = max(early[key] + hours[key] for key in order)
    late = dict.fromkeys(order, end)
    free = dict.fromkeys(order, end)
    for key in reversed(order):
        for _, after, lag in graph.out_edges(key, data="lag"):
            late[key] = min(late[key], late[after] - lag)
            free[key] = min(free[key], early[after] - lag)
        late[key] -= hours[key]
        free[key] -= early[key] + hours[key]
    return end, {key: (early[key], late[key], free[key]) for key in order}


# Hillier and Lieberman, "Introduction to Operations Research", chapter on project management: the project of
# the Reliable Construction Co., in weeks. The book's critical path is A-B-C-E-F-J-L-N, 44 weeks.
RELIABLE = {
    "A": 2, "B": 4, "C": 10, "D": 6, "E": 4, "F": 5, "G": 7,
    "H": 9, "I": 7, "J": 8, "K": 4, "L": 5, "M": 2, "N": 6,
}  # fmt: skip
RELIABLE_ARROWS = "A-B B-C C-D C-E C-I D-G E-F E-H F-J G-H H-M I-J J-K J-L K-N L-N"


def test_reliable_construction_takes_44_weeks_as_hillier_and_lieberman_say() -> None:
    path = path_of(RELIABLE, RELIABLE_ARROWS)
    assert path.length_hours == 44
    assert path.critical_paths() == [tuple("ABCEFJLN")]


def test_reliable_construction_has_the_slacks_of_the_book() -> None:
    path = path_of(RELIABLE, RELIABLE_ARROWS)
    slack = {key: path.times(key).total_slack_hours for key in RELIABLE}
    assert {key: weeks for key, weeks in slack.items() if weeks} == {
        "D": 4, "G": 4, "H": 4, "I": 2, "K": 1, "M": 4
    }  # fmt: skip


@settings(deadline=None)
@given(plan=activities_and_links(), sprint_order=st.booleans())
def test_all_times_equal_those_of_networkx_on_the_network_without_gates(
    plan: Plan, sprint_order: bool
) -> None:
    end, expected = ask_networkx(plan, sprint_order=sprint_order)
    path = find_critical_path(build_network(*plan, sprint_order=sprint_order))
    assert path.length_hours == end
    for key, (early, late, free) in expected.items():
        times = path.times(key)
        found = times.earliest_start_hours, times.latest_start_hours, times.free_slack_hours
        assert found == (early, late, free)
        assert times.total_slack_hours == late - early


@settings(deadline=None)
@given(
    plan=activities_and_links(),
    sprint_order=st.booleans(),
    chosen=st.integers(0, 99),
    delay=st.integers(1, 50),
)
def test_a_delay_moves_the_end_by_what_exceeds_the_slack(
    plan: Plan, sprint_order: bool, chosen: int, delay: int
) -> None:
    activities, links = plan
    at = chosen % len(activities)
    before = find_critical_path(build_network(activities, links, sprint_order=sprint_order))
    late = replace(activities[at], duration_hours=activities[at].duration_hours + delay)
    changed = [*activities[:at], late, *activities[at + 1 :]]
    after = find_critical_path(build_network(changed, links, sprint_order=sprint_order))
    slack = before.times(late.key).total_slack_hours
    assert after.length_hours == before.length_hours + max(0, delay - slack)
    if before.times(late.key).is_critical:
        assert after.length_hours == before.length_hours + delay


@settings(deadline=None)
@given(plan=activities_and_links(), sprint_order=st.booleans(), chosen=st.integers(0, 99))
def test_using_up_free_slack_moves_no_other_activity(plan: Plan, sprint_order: bool, chosen: int) -> None:
    activities, links = plan
    at = chosen % len(activities)
    before = find_critical_path(build_network(activities, links, sprint_order=sprint_order))
    free = before.times(activities[at].key).free_slack_hours
    longer = replace(activities[at], duration_hours=activities[at].duration_hours + free)
    changed = [*activities[:at], longer, *activities[at + 1 :]]
    after = find_critical_path(build_network(changed, links, sprint_order=sprint_order))
    for activity in activities:
        assert (
            after.times(activity.key).earliest_start_hours == before.times(activity.key).earliest_start_hours
        )


@settings(deadline=None)
@given(plan=activities_and_links(), sprint_order=st.booleans())
def test_every_critical_activity_is_on_a_critical_path_and_nothing_else_is(
    plan: Plan, sprint_order: bool
) -> None:
    path = find_critical_path(build_network(*plan, sprint_order=sprint_order))
    paths = path.critical_paths(limit=5000)
    assert {key for keys in paths for key in keys} == set(path.critical_keys())
    assert len(set(paths)) == len(paths)
    for keys in paths:
        assert path.times(keys[-1]).earliest_finish_hours == path.length_hours
        starts = [path.times(key).earliest_start_hours for key in keys]
        assert starts == sorted(starts)


def test_all_critical_paths_are_found_not_one() -> None:
    path = path_of({"A": 1, "B": 2, "C": 2, "D": 1, "E": 1}, "A-B A-C B-D C-D A-E")
    assert path.critical_paths() == [("A", "B", "D"), ("A", "C", "D")]
    assert path.critical_links() == [("A", "B"), ("A", "C"), ("B", "D"), ("C", "D")]


def test_exponentially_many_critical_paths_are_given_up_to_the_bound() -> None:
    stages = [(f"{stage:02}a", f"{stage:02}b") for stage in range(40)]
    links = [Link(x, y) for here, there in pairwise(stages) for x in here for y in there]
    path = find_critical_path(build_network([Activity(key, 1) for stage in stages for key in stage], links))
    assert len(path.critical_paths(limit=7)) == 7
    assert len(path.critical_links()) == 4 * 39


def test_a_critical_path_runs_through_the_gates_of_sprints() -> None:
    activities = [Activity("A", 3, 1), Activity("B", 1, 1), Activity("C", 2, 2), Activity("D", 2, 2)]
    path = find_critical_path(build_network(activities, sprint_order=True))
    assert path.critical_paths() == [("A", "C"), ("A", "D")]
    assert path.critical_links() == [("A", Gate(1)), (Gate(1), "C"), (Gate(1), "D")]


def test_a_lag_counts_on_the_path_and_does_not_show_on_it() -> None:
    path = find_critical_path(build_network([Activity("A", 3), Activity("B", 2)], [Link("A", "B", 1.5)]))
    assert path.length_hours == 6.5
    assert path.critical_paths() == [("A", "B")]


def test_tenths_of_hours_meet_exactly() -> None:
    path = path_of({"A": 0.1, "B": 0.2, "C": 0.3}, "A-B")
    assert path.critical_paths() == [("A", "B"), ("C",)]


def test_the_path_to_a_task_is_the_chain_that_sets_its_start() -> None:
    path = path_of(RELIABLE, RELIABLE_ARROWS)
    assert path.path_to("M") == tuple("ABCDGHM")
    assert path.path_to("A") == ("A",)


def test_the_path_to_a_sprint_ends_with_its_last_task() -> None:
    activities = [Activity("A", 3, 1), Activity("B", 1, 1), Activity("C", 2, 2), Activity("D", 5, 2)]
    path = find_critical_path(build_network(activities, sprint_order=True))
    assert path.path_to_sprint(2) == ("A", "D")
    with pytest.raises(KeyError):
        path.path_to_sprint(3)


def test_no_work_takes_no_time() -> None:
    path = find_critical_path(build_network([]))
    assert path.length_hours == 0
    assert path.critical_paths() == []
