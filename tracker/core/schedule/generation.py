"""Generating schedules that break no dependency and no capacity: serially, in parallel, and back and forth.

Kolisch, "Serial and parallel resource-constrained project scheduling methods revisited" (1996), for the two
schemes; Valls, Ballestín and Quintanilla, "Justification and RCPSP" (2005), for the passes back and forth.
A schedule is the list of finish times in bits, as seen from the side that made it.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from tracker.core.schedule.project import Side, repeat_unit

Finishes = list[int]
Key = float | tuple[float, ...]

SKIPS = 12  # of what is too full, before all of the timeline is searched at once
ROUNDED_TO = 64  # units, so that patterns as long as the timeline are made once and not for each search


def schedule_serially(side: Side, order: Iterable[int]) -> Finishes:
    """Each activity of the order, one after the other, at the earliest time at which it fits.

    The order must hold every activity, none before what it waits for.
    """
    width, steps = side.layout.width, side.steps
    in_use, up = 0, width - 1
    earliest = [0] * len(steps)
    finishes = earliest[:]
    for number in order:
        block, brim, guards, length, followers = steps[number]
        start = earliest[number]
        tries = SKIPS
        while clash := ((in_use >> start) + brim) & guards:
            if not tries:
                start += _first_room(side, in_use >> start, side.needs[number], length)
                break
            tries -= 1
            start += (clash.bit_length() + up) // width * width  # behind the last unit that is too full
        in_use += block << start
        finishes[number] = finish = start + length
        for after in followers:
            if earliest[after] < finish:  # noqa: PLR1730, a call of max() costs a tenth of the whole
                earliest[after] = finish
    return finishes


def _first_room(side: Side, in_use: int, need: int, length: int) -> int:
    """The first time from which `need` fits for `length`: all times at once, runs of free units by doubling.

    Costs the same however crowded the timeline is, which skipping along it does not.
    """
    width, _, guards, slack = side.layout
    units = in_use.bit_length() // width + 1 + length // width
    each_unit = repeat_unit(width, units + -units % ROUNDED_TO)
    clashes = (in_use + each_unit * (need + slack)) & (each_unit * guards)
    spare = width - 1
    busy = ((clashes + each_unit * ((1 << spare) - 1)) >> spare) & each_unit
    room, run = busy ^ each_unit, width
    while run < length:
        step = min(run, length - run)
        room &= room >> step
        run += step
    return (room & -room).bit_length() - 1


class _Parallel:
    """A parallel schedule in the making. `ready` holds places in `by_key`, in order."""

    def __init__(self, side: Side, keys: Sequence[Key]) -> None:
        self.side = side
        self.by_key = sorted(side.numbers, key=lambda number: (side.needs[number] > 0, keys[number]))
        self.places = [0] * len(self.by_key)
        for place, number in enumerate(self.by_key):
            self.places[number] = place
        self.open_counts = side.open_counts[:]
        self.ready = [place for place, number in enumerate(self.by_key) if not self.open_counts[number]]
        self.running: list[tuple[int, int]] = []
        self.free = side.free
        self.finishes = [0] * len(self.by_key)

    def start_what_fits(self, now: int) -> None:
        """Start ready activities, until not even the least need of all fits."""
        needs, steps, guards = self.side.needs, self.side.steps, self.side.layout.guards
        least, free, ready = self.side.least_need, self.free, self.ready
        waiting = []
        for at, place in enumerate(ready):
            number = self.by_key[place]
            left = free - needs[number]
            if left & guards != guards:
                waiting.append(place)
                continue
            free = left
            self.finishes[number] = finish = now + steps[number].length
            heappush(self.running, (finish, number))
            if (left - least) & guards != guards:
                waiting += ready[at + 1 :]
                break
        self.free, self.ready = free, waiting

    def finish_next(self) -> int:
        """Let time pass until something ends, and give back that time."""
        needs, steps, running = self.side.needs, self.side.steps, self.running
        now = running[0][0]
        while running and running[0][0] == now:
            number = heappop(running)[1]
            self.free += needs[number]
            for after in steps[number].followers:
                self.open_counts[after] -= 1
                if not self.open_counts[after]:
                    insort(self.ready, self.places[after])
        return now


def schedule_in_parallel(side: Side, keys: Sequence[Key]) -> Finishes:
    """Forward through time, starting whatever may start and fits, smallest key first (ties: as numbered)."""
    made = _Parallel(side, keys)
    now = 0
    while made.ready or made.running:
        made.start_what_fits(now)
        now = made.finish_next()
    return made.finishes
