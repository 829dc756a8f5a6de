"""A longer search for a better schedule: two populations of activity lists that breed across.

A bi-population genetic algorithm after Debels and Vanhoucke (2005): one population holds schedules pushed to
the start, the other such pushed to the end. A child of two of one kind is scheduled from the other end and
joins the other population, so that every schedule made is also a pass of justification (Valls et al. 2005)
and none is spent on that alone. The first ones are parallel schedules by a blurred longest-tail rule, and
lists drawn by regret (Drexl 1991).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from random import Random
from typing import NamedTuple

from tracker.core.schedule.generation import Finishes, schedule_in_parallel, schedule_serially
from tracker.core.schedule.levelling import Found, order_behind
from tracker.core.schedule.objective import Objective
from tracker.core.schedule.project import Side, Sides

POPULATION = 30
FIRST_PAIRS = 60  # first schedules, each with its turned-around twin
DRAWN_SHARE = 0.3  # of the first schedules: from drawn lists instead of a blurred rule
BLUR = 0.3
WINDOW = (0.25, 0.75)  # how much of its list a child takes from its second parent
SWAP_CHANCE = 0.01
SWAP_CHANCE_OF_CLONES = 0.05


class _Parent(NamedTuple):
    """A schedule, and the order in which the other side would take its activities."""

    found: Found
    order: list[int]


def level_by_search(
    sides: Sides, objective: Objective, *, draw: Random, schedules: int = 1000, known: Found | None = None
) -> Found:
    """The best of `known` and up to `schedules` made here; ends early when it is proven the best.

    The same state of the generator gives the same answer. Takes about 1 µs an activity and schedule.
    """
    return _Search(sides, objective, draw, schedules).run(known)


class _Search:
    """The state of a search: how many schedules may still be made, and the best so far."""

    def __init__(self, sides: Sides, objective: Objective, draw: Random, schedules: int) -> None:
        self.sides = sides
        self.objective = objective
        self.chance = draw.random
        self.left = schedules
        self.best: Found | None = None

    def run(self, known: Found | None) -> Found:
        first = [] if known is None else [self._note(known)]
        made = [*first, *self._first_parents()]
        bred_from, joined = (
            _survivors([each for each in made if each.found.side.is_backward is is_backward])
            for is_backward in (True, False)
        )
        while self._goes_on() and bred_from:
            children = self._breed(bred_from)
            bred_from, joined = _survivors([*joined, *children]), bred_from
        assert self.best is not None  # noqa: S101, the first parents are never none
        return self.best

    def _goes_on(self) -> bool:
        return self.left > 0 and not (self.best and self.best.score <= self.objective.ideal)

    def _note(self, found: Found) -> _Parent:
        """Take the schedule into account, and make a parent of it."""
        if self.best is None or found.score < self.best.score:
            self.best = found
        other = self.sides.forward if found.side.is_backward else self.sides.backward
        return _Parent(found, order_behind(other, found.finishes))

    def _made(self, side: Side, finishes: Finishes) -> _Parent:
        self.left -= 1
        return self._note(Found(self.objective.judge(side, finishes), side, finishes))

    def _first_parents(self) -> Iterator[_Parent]:
        """Schedules from both ends in turn, the first of each end by the plain rule; each with its twin."""
        for pair in range(FIRST_PAIRS):
            side = self.sides.backward if pair % 2 else self.sides.forward
            if pair > 1 and self.chance() < DRAWN_SHARE:
                finishes = schedule_serially(side, self._draw_list(side))
            else:
                finishes = schedule_in_parallel(side, self._blurred_tails(side, BLUR if pair > 1 else 0.0))
            first = self._made(side, finishes)
            yield first
            if not self._goes_on():
                return
            other = self.sides.forward if side.is_backward else self.sides.backward
            yield self._made(other, schedule_serially(other, first.order))
            if not self._goes_on():
                return

    def _blurred_tails(self, side: Side, blur: float) -> list[float]:
        return [-tail * (1 + blur * (self.chance() - 0.5)) for tail in side.tails]

    def _draw_list(self, side: Side) -> list[int]:
        """A list that breaks no dependency, drawn so that longer tails tend to come first."""
        open_counts = side.open_counts[:]
        ready = [number for number in side.numbers if not open_counts[number]]
        order = []
        while ready:
            tails = [side.tails[number] for number in ready]
            least = min(tails) - side.layout.width
            weights = list(accumulate([tail - least for tail in tails]))
            at = bisect(weights, self.chance() * weights[-1])
            number, ready[at] = ready[at], ready[-1]
            ready.pop()
            order.append(number)
            for after in side.steps[number].followers:
                open_counts[after] -= 1
                if not open_counts[after]:
                    ready.append(after)
        return order

    def _breed(self, parents: list[_Parent]) -> list[_Parent]:
        """A child of each parent and another, better ones preferred, scheduled from the other end."""
        side = self.sides.forward if parents[0].found.side.is_backward else self.sides.backward
        children = []
        for at in range(POPULATION):
            if not self._goes_on():
                break
            first = parents[at % len(parents)]
            second = parents[min(int(self.chance() * len(parents)) for _ in range(2))]
            order = self._cross(first.order, second.order)
            self._swap_neighbours(side, order, SWAP_CHANCE_OF_CLONES if first is second else SWAP_CHANCE)
            children.append(self._made(side, schedule_serially(side, order)))
        return children

    def _cross(self, outer: list[int], inner: list[int]) -> list[int]:
        """Two-point crossover (Hartmann 1998): the head of one, a window of the other, the one's rest."""
        count = len(outer)
        low, high = WINDOW
        window = int(count * (low + (high - low) * self.chance()))
        head = outer[: int((count - window) * self.chance())]
        taken = set(head)
        middle = [number for number in inner if number not in taken][:window]
        taken.update(middle)
        return head + middle + [number for number in outer if number not in taken]

    def _swap_neighbours(self, side: Side, order: list[int], rate: float) -> None:
        chance, steps = self.chance, side.steps
        for at in range(len(order) - 1):
            if chance() < rate and order[at + 1] not in steps[order[at]].followers:
                order[at], order[at + 1] = order[at + 1], order[at]


def _survivors(parents: list[_Parent]) -> list[_Parent]:
    """The best, each schedule once, the elder first where scores are equal."""
    kept: dict[tuple[int, ...], _Parent] = {}
    for parent in sorted(parents, key=lambda each: each.found.score):
        kept.setdefault(tuple(parent.found.finishes), parent)
        if len(kept) == POPULATION:
            break
    return list(kept.values())
