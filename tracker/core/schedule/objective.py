"""What makes one schedule better than another: an early end of all, or of what matters most.

Scores are tuples of times in bits; the smaller the better. Backward schedules are judged as they would run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tracker.core.schedule.bounds import lower_bound
from tracker.core.schedule.generation import Finishes
from tracker.core.schedule.project import Project, Side, Sides

Aim = Literal["length", "priority"]
Score = tuple[int, ...]
Judge = Callable[[Side, Finishes], Score]


@dataclass(frozen=True, slots=True)
class Objective:
    """`judge` scores a schedule. No score can be below `ideal`; reaching it is proof."""

    judge: Judge
    ideal: Score


def make_objective(sides: Sides, aim: Aim = "length") -> Objective:
    """The least finish of all, then of each rank in turn; with aim "priority" the ranks come first."""
    project = sides.project
    groups = _groups_by_rank(project)
    bounds = [lower_bound(project, group) * sides.width for group in groups]
    whole = lower_bound(project) * sides.width
    if not groups:
        return Objective(_judge_length, (whole,))
    ideal = (whole, *bounds) if aim == "length" else (*bounds, whole)
    return Objective(_judge_ranks(groups, aim), ideal)


def _groups_by_rank(project: Project) -> list[list[int]]:
    """The activities of each rank but the last one, whose end is that of all or follows from the rest."""
    ranks = sorted(set(project.ranks))[:-1]
    return [[number for number, own in enumerate(project.ranks) if own == rank] for rank in ranks]


def _judge_length(_: Side, finishes: Finishes) -> Score:
    return (max(finishes),)


def _judge_ranks(groups: list[list[int]], aim: Aim) -> Judge:
    def judge(side: Side, finishes: Finishes) -> Score:
        length = max(finishes)
        ends = [_last_end(side, finishes, group, length) for group in groups]
        return (length, *ends) if aim == "length" else (*ends, length)

    return judge


def _last_end(side: Side, finishes: Finishes, group: list[int], length: int) -> int:
    if not side.is_backward:
        return max(finishes[number] for number in group)
    return length - min(finishes[number] - side.steps[number].length for number in group)
