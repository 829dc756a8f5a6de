"""What is said of a lower bound."""

from __future__ import annotations

import pytest

from tracker.core.schedule.bound_reasons import tell_bound, tell_detour


@pytest.mark.parametrize(
    ("bound", "people", "said"),
    [
        (88.0, 10, "the critical path alone takes 88 h"),
        (131.5, 4, "525 h of work keep 4 people busy for 131.5 h"),
        (525.0, 1, "one person needs 525 h for 525 h of work"),
        (140.0, 4, "the order of the work and the people who can do it need 140 h"),
    ],
)
def test_it_names_what_decides(bound: float, people: int, said: str) -> None:
    told = str(tell_bound(bound, work_hours=525.0, people=people, critical_path_hours=88.0, is_proven=True))
    assert told.startswith("Proven: ")
    assert said in told


@pytest.mark.parametrize("bound", [88.0, 175.0, 525.0, 200.0])
def test_a_bound_that_is_not_met_is_not_called_proven(bound: float) -> None:
    people = {525.0: 1}.get(bound, 3)
    told = str(tell_bound(bound, work_hours=525.0, people=people, critical_path_hours=88.0, is_proven=False))
    assert told.startswith(f"Not before {bound:g} h")
    assert told.endswith("is open.")


def test_a_schedule_that_puts_priorities_first_says_what_that_costs() -> None:
    assert "saves 3.5 h" in str(tell_detour(101.5, 98.0))
