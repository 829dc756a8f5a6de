"""The network of what waits for what: activities, links between them, and a gate at the end of each sprint.

Time is a whole number of working minutes inside, so that sums of `0.1` hours meet exactly where they should;
hours come in and go out. A lag and a gate are nodes of their own ("hidden"), which leaves every edge plain:
the passes over the network need no special case, and sprint order costs n + m edges instead of n × m.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tracker.core.errors import DependencyLoop

MINUTES_PER_HOUR = 60


def to_minutes(hours: float) -> int:
    """Whole working minutes, rounded to the nearest.

    >>> to_minutes(0.1) + to_minutes(0.2) == to_minutes(0.3)
    True
    """
    return round(hours * MINUTES_PER_HOUR)


def to_hours(minutes: int) -> float:
    """Working hours of a number of minutes."""
    return minutes / MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True)
class Activity:
    """A piece of work that is left. `key` is unique; `not_before_hours` counts from the schedule's start.

    `sprint` puts it between that sprint's gates when sprint order is on; without one it has no gate.
    `priority_rank` is 0 for what should be done first.
    """

    key: str
    duration_hours: float
    sprint: int | None = None
    not_before_hours: float = 0.0
    agents: tuple[str, ...] = ()
    priority_rank: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Finish-to-start: the successor starts `lag_hours` after the end of the predecessor, or later."""

    predecessor: str
    successor: str
    lag_hours: float = 0.0


class Gate(NamedTuple):
    """The end of a sprint: it waits for the sprint's activities, the next sprint's activities wait for it."""

    sprint: int


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Activities as nodes 0, 1, ...; then one node a gate, then one node a lag. Lists are indexed by node.

    `order` is a topological order. `durations` and `releases` (the earliest start allowed) are in minutes.
    `predecessors` are made on the first question: the times do without them.
    """

    activities: tuple[Activity, ...]
    gates: tuple[Gate, ...]
    ids: dict[str, int]
    durations: list[int]
    releases: list[int]
    successors: list[list[int]]
    order: list[int]
    _backward: list[list[int]] = field(default_factory=list)

    @property
    def predecessors(self) -> list[list[int]]:
        if not self._backward:
            self._backward.extend([] for _ in self.successors)
            for before, following in enumerate(self.successors):
                for after in following:
                    self._backward[after].append(before)
        return self._backward

    @property
    def activity_count(self) -> int:
        return len(self.activities)

    def name(self, node: int) -> str | Gate | None:
        """The key of an activity, the gate, or None for a lag."""
        if node < len(self.activities):
            return self.activities[node].key
        at = node - len(self.activities)
        return self.gates[at] if at < len(self.gates) else None


def build_network(
    activities: Iterable[Activity], links: Iterable[Link] = (), *, sprint_order: bool = False
) -> Network:
    """The network of the activities, its links and, with `sprint_order`, a gate between consecutive sprints.

    Raises:
        DependencyLoop: activities wait for one another in a circle; the circle is named, sprints included.
        ValueError: a key stands twice, a duration or lag is negative, or a link names an unknown activity.
    """
    listed = tuple(activities)
    ids = {activity.key: number for number, activity in enumerate(listed)}
    if len(ids) < len(listed):
        raise ValueError("two activities have the same key")
    draft = _Draft(listed)
    gates = draft.add_gates() if sprint_order else ()
    draft.add_links(links, ids)
    order, open_counts = _topological_order(draft.successors, draft.open_counts)
    network = Network(
        activities=listed,
        gates=gates,
        ids=ids,
        durations=draft.durations,
        releases=draft.releases,
        successors=draft.successors,
        order=order,
    )
    if len(order) < len(draft.durations):
        raise DependencyLoop(_name_loop(network, open_counts))
    return network


class _Draft:
    """The node lists while nodes and edges are still being added."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        self.activities = activities
        self.durations = [to_minutes(activity.duration_hours) for activity in activities]
        if self.durations and min(self.durations) < 0:
            raise ValueError("a duration is negative")
        self.releases = [max(0, to_minutes(activity.not_before_hours)) for activity in activities]
        self.successors: list[list[int]] = [[] for _ in activities]
        self.open_counts = [0] * len(activities)

    def add_node(self, duration: int) -> int:
        self.durations.append(duration)
        self.releases.append(0)
        self.successors.append([])
        self.open_counts.append(0)
        return len(self.durations) - 1

    def add_edge(self, before: int, after: int) -> None:
        self.successors[before].append(after)
        self.open_counts[after] += 1

    def add_gates(self) -> tuple[Gate, ...]:
        """A gate after each sprint that has work left, but the last."""
        members: dict[int, list[int]] = {}
        for node, activity in enumerate(self.activities):
            if activity.sprint is not None:
                members.setdefault(activity.sprint, []).append(node)
        sprints = sorted(members)
        for sprint, following in pairwise(sprints):
            gate = self.add_node(0)
            for node in members[sprint]:
                self.add_edge(node, gate)
            for node in members[following]:
                self.add_edge(gate, node)
        return tuple(Gate(sprint) for sprint in sprints[:-1])

    def add_links(self, links: Iterable[Link], ids: dict[str, int]) -> None:
        """An edge a link, through a node of its own where there is a lag. A pair may be linked twice."""
        links = list(links)
        try:
            befores = [ids[link.predecessor] for link in links]
            afters = [ids[link.successor] for link in links]
        except KeyError as missing:
            raise ValueError(f"a link names {missing}, which is no activity") from None
        for at, link in enumerate(links):
            if link.lag_hours:
                befores[at] = self._add_lag(befores[at], link.lag_hours)
        successors, open_counts = self.successors, self.open_counts
        for before, after in zip(befores, afters, strict=True):
            successors[before].append(after)
            open_counts[after] += 1

    def _add_lag(self, before: int, hours: float) -> int:
        if hours < 0:
            raise ValueError("a lag is negative")
        wait = self.add_node(to_minutes(hours))
        self.add_edge(before, wait)
        return wait


def _topological_order(
    successors: list[list[int]], predecessor_counts: list[int]
) -> tuple[list[int], list[int]]:
    """The nodes, each after all that it waits for (Kahn 1962), and how many predecessors of each stayed open.

    Nodes on a loop, and behind one, are not in the order; they are the ones with a count above 0.
    """
    open_counts = predecessor_counts[:]
    order = [node for node, count in enumerate(open_counts) if not count]
    for node in order:  # grows while it is walked
        for after in successors[node]:
            left = open_counts[after] = open_counts[after] - 1
            if not left:
                order.append(after)
    return order, open_counts


def _name_loop(network: Network, open_counts: list[int]) -> tuple[str, ...]:
    """The names on one loop in working order, smallest first: walking back from a stuck node must meet it."""
    node = min(node for node, count in enumerate(open_counts) if count)
    seen: dict[int, int] = {}
    walk: list[int] = []
    while node not in seen:
        seen[node] = len(walk)
        walk.append(node)
        node = min(before for before in network.predecessors[node] if open_counts[before])
    names = [name for step in reversed(walk[seen[node] :]) if (name := network.name(step)) is not None]
    shown = [f"Sprint {name.sprint}" if isinstance(name, Gate) else name for name in names]
    first = shown.index(min(shown))
    return (*shown[first:], *shown[:first])
