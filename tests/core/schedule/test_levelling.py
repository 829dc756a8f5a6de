from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.schedule.projects import find_fault, least_length, projects, random_project
from tracker.core.schedule.bounds import lower_bound
from tracker.core.schedule.generation import schedule_in_parallel, schedule_serially
from tracker.core.schedule.genetic import level_by_search
from tracker.core.schedule.levelling import (
    Found,
    Levelled,
    justify,
    level_at_once,
    longest_tail_keys,
    turn_around,
    unpack,
)
from tracker.core.schedule.objective import Aim, make_objective
from tracker.core.schedule.project import Project, Side, Sides, make_sides


def read(sides: Sides, side: Side, finishes: list[int]) -> Levelled:
    return unpack(sides, Found((), side, finishes))


def draw_order(side: Side, draw: Random) -> list[int]:
    """Any order in which no activity comes before what it waits for."""
    open_counts, order = side.open_counts[:], []
    ready = [number for number in side.numbers if not open_counts[number]]
    while ready:
        order.append(ready.pop(draw.randrange(len(ready))))
        for after in side.steps[order[-1]].followers:
            open_counts[after] -= 1
            if not open_counts[after]:
                ready.append(after)
    return order


@settings(deadline=None)
@given(project=projects(), is_backward=st.booleans(), seed=st.integers(0, 99))
def test_serial_schedules_break_no_dependency_and_no_capacity(
    project: Project, is_backward: bool, seed: int
) -> None:
    sides = make_sides(project)
    side = sides.backward if is_backward else sides.forward
    made = read(sides, side, schedule_serially(side, draw_order(side, Random(seed))))
    assert find_fault(project, made.starts) == ""


@settings(deadline=None)
@given(project=projects(), is_backward=st.booleans())
def test_parallel_schedules_break_no_dependency_and_no_capacity(project: Project, is_backward: bool) -> None:
    sides = make_sides(project)
    side = sides.backward if is_backward else sides.forward
    made = read(sides, side, schedule_in_parallel(side, longest_tail_keys(side)))
    assert find_fault(project, made.starts) == ""


@settings(deadline=None)
@given(project=projects(), aim=st.sampled_from(["length", "priority"]))
def test_what_is_levelled_at_once_breaks_nothing_and_is_not_below_the_bound(
    project: Project, aim: Aim
) -> None:
    sides = make_sides(project)
    made = unpack(sides, level_at_once(sides, make_objective(sides, aim)))
    assert find_fault(project, made.starts) == ""
    assert made.length == max(
        start + duration for start, duration in zip(made.starts, project.durations, strict=True)
    )
    assert made.length >= made.lower_bound == lower_bound(project)


@settings(max_examples=40, deadline=None)
@given(project=projects(), aim=st.sampled_from(["length", "priority"]), seed=st.integers(0, 9))
def test_a_search_breaks_nothing_and_is_never_worse_than_what_was_known(
    project: Project, aim: Aim, seed: int
) -> None:
    sides = make_sides(project)
    objective = make_objective(sides, aim)
    known = level_at_once(sides, objective)
    found = level_by_search(sides, objective, draw=Random(seed), schedules=200, known=known)
    assert find_fault(project, unpack(sides, found).starts) == ""
    assert objective.ideal <= found.score <= known.score


@settings(max_examples=40, deadline=None)
@given(project=projects(most=6))
def test_the_bound_is_never_above_the_shortest_schedule_and_the_search_finds_that(project: Project) -> None:
    shortest = least_length(project)
    sides = make_sides(project)
    found = level_by_search(sides, make_objective(sides), draw=Random(1), schedules=600)
    assert lower_bound(project) <= shortest == unpack(sides, found).length


@settings(deadline=None)
@given(project=projects())
def test_justification_never_makes_a_schedule_longer(project: Project) -> None:
    sides = make_sides(project)
    objective = make_objective(sides)
    finishes = schedule_serially(sides.forward, sides.forward.numbers)
    found = Found(objective.judge(sides.forward, finishes), sides.forward, finishes)
    assert turn_around(sides, found, objective).score[0] <= found.score[0]
    assert justify(sides, found, objective).score <= found.score


def test_a_crowded_timeline_is_searched_as_exactly_as_an_empty_one() -> None:
    project = Project(
        durations=[3, 1, 2] * 40 + [2],
        demands=[[2, 1], [1, 0], [1, 1]] * 40 + [[2, 2]],
        capacities=[2, 2],
        successors=[[] for _ in range(121)],
    )
    sides = make_sides(project)
    made = read(sides, sides.forward, schedule_serially(sides.forward, sides.forward.numbers))
    assert find_fault(project, made.starts) == ""
    finishes = [start + duration for start, duration in zip(made.starts, project.durations, strict=True)]
    for last in range(len(finishes) - 1):  # no activity fits earlier than it was placed
        if made.starts[last]:
            earlier = list(made.starts[: last + 1])
            earlier[last] -= 1
            part = Project(
                project.durations[: last + 1], project.demands[: last + 1], [2, 2], [[] for _ in earlier]
            )
            assert find_fault(part, earlier) != ""


def test_the_same_seed_gives_the_same_schedule() -> None:
    sides = make_sides(random_project(60, seed=3, people=4))
    objective = make_objective(sides)
    runs = [level_by_search(sides, objective, draw=Random(5), schedules=300) for _ in range(2)]
    assert runs[0].finishes == runs[1].finishes


@pytest.mark.parametrize("people", [2, 5])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_plans_of_300_tasks_come_within_two_percent_of_the_bound_at_once(seed: int, people: int) -> None:
    project = random_project(300, seed, people)
    sides = make_sides(project)
    made = unpack(sides, level_at_once(sides, make_objective(sides)))
    assert find_fault(project, made.starts) == ""
    assert made.length <= 1.02 * made.lower_bound


def test_priorities_first_ends_the_first_rank_earlier_and_length_first_ends_all_earlier() -> None:
    project = Project(
        durations=[8, 3, 3, 3, 3],
        demands=[[1]] * 5,
        capacities=[2],
        successors=[[] for _ in range(5)],
        ranks=[1, 0, 0, 0, 0],
    )
    sides = make_sides(project)
    ends = {}
    for aim in ("length", "priority"):
        made = unpack(sides, level_at_once(sides, make_objective(sides, aim)))
        ends[aim] = made.length, max(made.starts[number] + 3 for number in range(1, 5))
    assert ends == {"length": (11, 9), "priority": (14, 6)}


def test_the_bound_counts_people_agents_and_what_must_come_before_and_after() -> None:
    lone = [[] for _ in range(4)]
    assert lower_bound(Project([5, 5, 5, 5], [[1]] * 4, [3], lone)) == 7
    assert lower_bound(Project([5, 5, 5, 5], [[1, 1], [1, 1], [1, 1], [1, 0]], [4, 1], lone)) == 15
    assert lower_bound(Project([5, 4, 4, 2], [[0], [1], [1], [0]], [1], [[1, 2], [3], [3], []])) == 15


@pytest.mark.parametrize(
    ("project", "fault"),
    [
        (([1, 1], [[1], [1]], [1], [[], [0]]), "higher number"),
        (([1], [[3]], [2], [[]]), "more of a resource"),
        (([-1], [[1]], [2], [[]]), "negative"),
    ],
)
def test_it_refuses_a_project_that_no_schedule_can_fit(project: tuple[list, ...], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Project(*project)
