"""Reading takes no longer than it may."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest

from tracker.core.errors import PlanError
from tracker.core.plan.document import Limits, ReadOptions
from tracker.core.plan.parse import read_text

PLAN = "# Shop\n\n" + "".join(f"- [ ] **AB-{number}: Lock door {number}**\n\n" for number in range(1, 50))


def ticking(step: float) -> Callable[[], float]:
    """A clock that goes on by that much whenever somebody looks."""
    ticks = count()
    return lambda: next(ticks) * step


def test_a_file_that_takes_too_long_is_refused_with_the_line_reading_had_come_to() -> None:
    with pytest.raises(PlanError, match="longer than 5 seconds") as refused:
        read_text(PLAN, ReadOptions(limits=Limits(seconds=5), clock=ticking(0.5)))
    assert refused.value.code == "limit-time"
    assert refused.value.line is not None
    assert 3 < refused.value.line < 60


def test_the_clock_runs_on_after_the_blocks_are_found() -> None:
    looks = 0

    def clock() -> float:
        nonlocal looks
        looks += 1
        return float(looks)

    document = read_text(PLAN, ReadOptions(limits=Limits(seconds=1e9), clock=clock))
    with pytest.raises(PlanError, match="longer than"):
        read_text(PLAN, ReadOptions(limits=Limits(seconds=looks - 10), clock=ticking(1)))
    assert len(document.tasks) == 49


def test_without_a_clock_or_in_time_nothing_is_refused() -> None:
    assert len(read_text(PLAN).tasks) == 49
    assert len(read_text(PLAN, ReadOptions(clock=ticking(0.0))).tasks) == 49
