"""A project with limited resources, laid out so that one comparison of integers says what fits where.

All capacities stand side by side in one Python integer, each in a field wide enough for its capacity and one
guard bit; the whole timeline is one integer too, a group of such fields for each unit of time. Adding what an
activity needs to what is in use, plus what brings each field to its brim, sets the guard bits of exactly the
fields and times in which it does not fit. So a test of an activity against any number of resources over all
of its time costs one shift, one addition and one mask. Times inside are in bits (units of time × `width`), so
that they are shift counts as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

Row = Sequence[int]


@dataclass(frozen=True, slots=True)
class Project:
    """Activities 0, 1, ... with whole durations and what each needs of each resource while it runs.

    Successors have a higher number than what they wait for. `ranks` says who goes first where priority counts
    (0 before 1); empty where all are equal.
    """

    durations: Row
    demands: Sequence[Row]
    capacities: Row
    successors: Sequence[Row]
    ranks: Row = ()

    def __post_init__(self) -> None:
        if any(after <= number for number, following in enumerate(self.successors) for after in following):
            raise ValueError("a successor must have a higher number than what it waits for")
        if min(self.durations, default=0) < 0:
            raise ValueError("a duration is negative")
        for demand in self.demands:
            if any(need > have for need, have in zip(demand, self.capacities, strict=True)):
                raise ValueError("an activity needs more of a resource than there is")

    def predecessors(self) -> list[list[int]]:
        before: list[list[int]] = [[] for _ in self.durations]
        for number, following in enumerate(self.successors):
            for after in following:
                before[after].append(number)
        return before


class Step(NamedTuple):
    """An activity as the generators of schedules need it; `length` is in bits.

    `block` is what it adds to the timeline. `brim` and `guards` test it: a timeline shifted to the start,
    plus `brim`, has guard bits set where the activity does not fit.
    """

    block: int
    brim: int
    guards: int
    length: int
    followers: Row


class Layout(NamedTuple):
    """How a unit of time is laid out in `width` bits, the topmost one spare, so that carries stay inside."""

    width: int
    offsets: tuple[int, ...]
    guards: int
    slack_to_brim: int

    def pack(self, amounts: Row) -> int:
        return sum(amount << offset for amount, offset in zip(amounts, self.offsets, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """The project seen from one end: forwards, or backwards with every arrow turned around.

    `numbers` is a topological order of this side. `tails` is the longest way from the start of an activity to
    the far end, in bits. `needs`, `least_need` (of all that need something, resource by resource) and `free`
    are packed for one unit of time, `free` with its guard bits set. `shares`: of all capacities together.
    """

    is_backward: bool
    layout: Layout
    numbers: range
    steps: list[Step]
    open_counts: list[int]
    tails: list[int]
    needs: list[int]
    least_need: int
    free: int
    shares: list[float]


class Sides(NamedTuple):
    """A project ready for the generators: the same activities from both ends."""

    project: Project
    forward: Side
    backward: Side

    @property
    def width(self) -> int:
        return self.forward.layout.width


def lay_out(capacities: Row) -> Layout:
    """The bits of one unit of time: for each resource its capacity and a guard bit, and one spare bit."""
    widths = [capacity.bit_length() + 1 for capacity in capacities]
    offsets = tuple(accumulate(widths, initial=0))
    guards = sum(1 << (end - 1) for end in offsets[1:])
    slack = sum(
        ((1 << capacity.bit_length()) - 1 - capacity) << offset
        for capacity, offset in zip(capacities, offsets, strict=False)
    )
    return Layout(offsets[-1] + 1, offsets[:-1], guards, slack)


def make_sides(project: Project) -> Sides:
    """The project packed for both directions. Linear in activities, edges and durations."""
    layout = lay_out(project.capacities)
    before, after = project.predecessors(), project.successors
    count = len(project.durations)
    needs = [layout.pack(demand) for demand in project.demands]
    blanks = list(map(partial(_pack_step, layout), needs, project.durations))
    least = [min(column) for column in zip(*filter(any, project.demands), strict=True)]

    def side(numbers: range, followers: Sequence[Row], waits_for: Sequence[Row]) -> Side:
        steps = [step._replace(followers=tuple(ahead)) for step, ahead in zip(blanks, followers, strict=True)]
        return Side(
            is_backward=numbers.step < 0,
            layout=layout,
            numbers=numbers,
            steps=steps,
            open_counts=[len(behind) for behind in waits_for],
            tails=_longest_tails(steps, numbers),
            needs=needs,
            least_need=layout.pack(least) if least else 0,
            free=layout.pack(project.capacities) | layout.guards,
            shares=[sum(demand) / (sum(project.capacities) or 1) for demand in project.demands],
        )

    forward = side(range(count), after, before)
    return Sides(project, forward, side(range(count - 1, -1, -1), before, after))


def _pack_step(layout: Layout, need: int, duration: int) -> Step:
    length = duration * layout.width
    if not need or not duration:
        return Step(0, 0, 0, length, ())
    each_unit = repeat_unit(layout.width, duration)
    brim = each_unit * (need + layout.slack_to_brim)
    return Step(each_unit * need, brim, each_unit * layout.guards, length, ())


@lru_cache(maxsize=32)
def repeat_unit(width: int, count: int) -> int:
    """An integer with the lowest bit of each of `count` groups of `width` bits set.

    >>> bin(repeat_unit(4, 3))
    '0b100010001'
    """
    repeated, have = int(count > 0), 1
    while have < count:  # by doubling, several times faster than a division of long integers
        step = min(have, count - have)
        repeated |= repeated << (step * width)
        have += step
    return repeated


def _longest_tails(steps: list[Step], numbers: range) -> list[int]:
    tails = [0] * len(steps)
    for number in reversed(numbers):
        step = steps[number]
        ahead = max([tails[after] for after in step.followers], default=0)
        tails[number] = step.length + ahead
    return tails
