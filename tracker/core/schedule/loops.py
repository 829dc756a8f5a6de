"""Whether one more dependency would close a loop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Link = tuple[str, str]  # the key of what is waited for, and of what waits


def find_loop(links: Iterable[Link], new_link: Link) -> tuple[str, ...]:
    """The keys of the shortest loop that the new link would close, from its predecessor on; () for none.

    Each task is looked at once (breadth first, ties by key), so the time grows with the number of links.

    >>> find_loop([("A", "B"), ("B", "C")], ("C", "A"))
    ('C', 'A', 'B')
    >>> find_loop([("A", "B")], ("A", "C"))
    ()
    """
    predecessor, successor = new_link
    waiting: dict[str, list[str]] = defaultdict(list)
    for before, after in sorted(links):
        waiting[before].append(after)
    came_from: dict[str, str] = {successor: predecessor}
    frontier = [successor]
    while frontier and predecessor not in frontier:
        reached = []
        for key in frontier:
            for after in waiting[key]:
                if after not in came_from:
                    came_from[after] = key
                    reached.append(after)
        frontier = reached
    return _way_back(predecessor, successor, came_from) if predecessor in frontier else ()


def _way_back(predecessor: str, successor: str, came_from: dict[str, str]) -> tuple[str, ...]:
    """The loop from its predecessor on: the steps from `successor` to it, told in the order of the links."""
    if predecessor == successor:
        return (predecessor,)
    steps = []
    key = came_from[predecessor]
    while key != successor:
        steps.append(key)
        key = came_from[key]
    return (predecessor, successor, *reversed(steps))
