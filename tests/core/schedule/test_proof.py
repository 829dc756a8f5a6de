from __future__ import annotations

import pytest

from tests.core.schedule.projects import find_fault
from tracker.core.schedule.levelling import level_at_once, unpack
from tracker.core.schedule.objective import make_objective
from tracker.core.schedule.project import Project, make_sides
from tracker.core.schedule.proof import can_prove, prove_shortest

needs_solver = pytest.mark.skipif(not can_prove(), reason="OR-Tools is an extra and not installed")

# Three people, seven tasks of 4 hours and one of 1: no bound sees that nobody can end after 10 hours.
UNEVEN = Project([4, 4, 4, 4, 4, 4, 4, 1], [[1]] * 8, [3], [[] for _ in range(8)])


def test_a_gap_between_bound_and_schedule_is_left_open_without_a_solver() -> None:
    sides = make_sides(UNEVEN)
    found = unpack(sides, level_at_once(sides, make_objective(sides)))
    assert (found.length, found.lower_bound, found.is_shortest) == (12, 10, False)


@needs_solver
def test_the_solver_proves_what_no_bound_sees() -> None:
    sides = make_sides(UNEVEN)
    proven = prove_shortest(UNEVEN, unpack(sides, level_at_once(sides, make_objective(sides))), seconds=5)
    assert (proven.length, proven.lower_bound, proven.is_shortest) == (12, 12, True)
    assert find_fault(UNEVEN, proven.starts) == ""
