"""Levelling: the work in an order that a limited number of people can follow.

The resource-constrained project scheduling problem (Kolisch 1996). At once: a handful of priority rules, each
schedule improved by passes back and forth. `genetic` searches longer, from what is found here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from tracker.core.schedule.bounds import lower_bound
from tracker.core.schedule.generation import Finishes, Key, schedule_in_parallel, schedule_serially
from tracker.core.schedule.objective import Objective, Score
from tracker.core.schedule.project import Side, Sides

Maker = Callable[[Side, Sequence[Key]], Finishes]
Rule = Callable[[Side], list[float]]

EFFORT = 25_000  # what rules beyond the first two may cost, in squared activities: about a millisecond
WORK_SHARE = 0.3
ROUNDS = 10
ROUNDS_OF_LARGE = 2
LARGE = 1000


class Found(NamedTuple):
    """A schedule as the searches keep it: its score, the side that made it, and its finish times in bits."""

    score: Score
    side: Side
    finishes: Finishes


@dataclass(frozen=True, slots=True)
class Levelled:
    """A schedule in units of time: starts by activity, and when the last activity ends.

    No schedule can be shorter than `lower_bound`.
    """

    starts: tuple[int, ...]
    length: int
    lower_bound: int

    @property
    def is_shortest(self) -> bool:
        return self.length <= self.lower_bound


def level_at_once(sides: Sides, objective: Objective) -> Found:
    """The best schedule of a handful of priority rules, in milliseconds."""
    rules = _schedules_by_rules(sides, objective)
    rounds = ROUNDS if len(sides.forward.steps) <= LARGE else ROUNDS_OF_LARGE
    best = justify(sides, next(rules), objective, rounds=rounds)
    for made in rules:
        if best.score <= objective.ideal:
            break
        best = min(best, justify(sides, made, objective, rounds=rounds), key=by_score)
    return best


def _schedules_by_rules(sides: Sides, objective: Objective) -> Iterator[Found]:
    """Schedules of priority rules from both ends, the most promising first, fewer for larger projects."""
    forward, backward = sides.forward, sides.backward
    if sides.project.ranks:
        yield judged(objective, forward, schedule_in_parallel(forward, _rank_keys(sides)))
    both = (forward, backward)
    makers: list[tuple[Maker, Rule]] = [
        (schedule_in_parallel, longest_tail_keys),
        (schedule_in_parallel, _tail_and_work_keys),
        (_schedule_list, longest_tail_keys),
        (schedule_in_parallel, _follower_keys),
    ]
    effort = -2 * len(forward.steps) ** 2
    for (make, rule), side in product(makers, both):
        effort += len(forward.steps) ** 2
        if effort > EFFORT:
            return
        yield judged(objective, side, make(side, rule(side)))


def judged(objective: Objective, side: Side, finishes: Finishes) -> Found:
    """A schedule with its score."""
    return Found(objective.judge(side, finishes), side, finishes)


def _schedule_list(side: Side, keys: Sequence[Key]) -> Finishes:
    """Serially by keys that never grow along a dependency."""
    return schedule_serially(side, sorted(side.numbers, key=keys.__getitem__))


def longest_tail_keys(side: Side) -> list[float]:
    """The longest way to the end first, which is the earliest latest finish of the critical path first."""
    return [-tail for tail in side.tails]


def _tail_and_work_keys(side: Side) -> list[float]:
    """The longest way to the end, longer by a share of the work that the activity is."""
    return [
        -tail - WORK_SHARE * step.length * share
        for tail, step, share in zip(side.tails, side.steps, side.shares, strict=True)
    ]


def _follower_keys(side: Side) -> list[float]:
    """The greatest time of the activity and all that waits for it directly (rank positional weight)."""
    return [-step.length - sum(side.steps[after].length for after in step.followers) for step in side.steps]


def _rank_keys(sides: Sides) -> list[tuple[float, ...]]:
    """By rank, what a higher rank waits for counting as of that rank; then the longest way to the end."""
    ranks = list(sides.project.ranks)
    for number in sides.backward.numbers:
        ranks[number] = min(
            [ranks[number], *(ranks[after] for after in sides.forward.steps[number].followers)]
        )
    return [(rank, -tail) for rank, tail in zip(ranks, sides.forward.tails, strict=True)]


def justify(sides: Sides, found: Found, objective: Objective, *, rounds: int = ROUNDS) -> Found:
    """The best schedule met when pushing all to one end, then the other, while that gains anything.

    Valls, Ballestín and Quintanilla (2005): the activities that end last are placed first from the far end.
    """
    best = found
    for _ in range(rounds):
        there = turn_around(sides, found, objective)
        found = turn_around(sides, there, objective)
        better = min(best, there, found, key=by_score)
        if better is best or better.score <= objective.ideal:
            return better
        best = better
    return best


def turn_around(sides: Sides, found: Found, objective: Objective) -> Found:
    """The schedule from the other end that takes the activities in the reverse order of their finishes."""
    side = sides.forward if found.side.is_backward else sides.backward
    return judged(objective, side, schedule_serially(side, order_behind(side, found.finishes)))


def order_behind(side: Side, finishes: Finishes) -> list[int]:
    """The order for a side that follows from a schedule of the other: last finish first, ties as numbered."""
    return sorted(side.numbers, key=finishes.__getitem__, reverse=True)


def by_score(found: Found) -> Score:
    return found.score


def unpack(sides: Sides, found: Found) -> Levelled:
    """The schedule in units of time, from the start of the project."""
    length = max(found.finishes, default=0)
    lengths = (step.length for step in sides.forward.steps)
    if found.side.is_backward:
        starts = [length - finish for finish in found.finishes]
    else:
        starts = [finish - own for finish, own in zip(found.finishes, lengths, strict=True)]
    return Levelled(
        starts=tuple(start // sides.width for start in starts),
        length=length // sides.width,
        lower_bound=lower_bound(sides.project),
    )
