"""No schedule can be shorter than this: what proves a schedule the best there is, without a search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.core.schedule.project import Project


def lower_bound(project: Project, goals: Iterable[int] | None = None) -> int:
    """The least time, in units, in which the goals (all activities, unless said) can be finished.

    The greatest of the longest chain and, for each resource, of the work that needs it: what cannot start
    before some moment takes the time until then, its work, and the shortest way from there to the end.

    >>> lower_bound(Project([5, 4, 4], [[1], [1], [1]], [2], [[], [], []]))
    7
    """
    needed = _with_all_before(project, range(len(project.durations)) if goals is None else goals)
    heads = _longest_heads(project)
    tails = _longest_tails(project, needed)
    ends = [heads[number] + project.durations[number] + tails[number] for number in needed]
    latest_first = sorted(needed, key=lambda number: -heads[number])
    resources = range(len(project.capacities))
    return max([0, *ends, *(_work_bound(project, each, latest_first, (heads, tails)) for each in resources)])


def _with_all_before(project: Project, goals: Iterable[int]) -> list[int]:
    """The goals and everything that they wait for, in order."""
    needed = [False] * len(project.durations)
    for number in goals:
        needed[number] = True
    for number in reversed(range(len(needed))):
        needed[number] = needed[number] or any(needed[after] for after in project.successors[number])
    return [number for number, is_needed in enumerate(needed) if is_needed]


def _longest_heads(project: Project) -> list[int]:
    """The earliest start of each activity, were there no end of resources."""
    heads = [0] * len(project.durations)
    for number, following in enumerate(project.successors):
        finish = heads[number] + project.durations[number]
        for after in following:
            heads[after] = max(heads[after], finish)
    return heads


def _longest_tails(project: Project, needed: Sequence[int]) -> list[int]:
    """The least time between the end of each activity and that of the last needed one behind it."""
    tails = [0] * len(project.durations)
    is_needed = set(needed)
    for number in reversed(needed):
        for after in project.successors[number]:
            if after in is_needed:
                tails[number] = max(tails[number], project.durations[after] + tails[after])
    return tails


def _work_bound(
    project: Project, resource: int, latest_first: Sequence[int], around: tuple[list[int], list[int]]
) -> int:
    """For each moment: what cannot start before it, its work on the resource, the shortest way to the end."""
    heads, tails = around
    capacity = project.capacities[resource]
    work, bound, shortest_tail = 0, 0, -1
    for number in latest_first:
        amount = project.durations[number] * project.demands[number][resource]
        if amount:
            work += amount
            shortest_tail = tails[number] if shortest_tail < 0 else min(shortest_tail, tails[number])
            bound = max(bound, heads[number] + -(-work // capacity) + shortest_tail)
    return bound
