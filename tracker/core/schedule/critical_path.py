"""Critical path: when each activity can start, when it must, and what it waits for.

Kelley and Walker, "Critical-path planning and scheduling" (1959): one pass forward for the earliest times,
one backward for the latest. Both are linear in nodes and edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from tracker.core.schedule.network import Gate, Network, to_hours


@dataclass(frozen=True, slots=True)
class ActivityTimes:
    """When an activity can and must run, in working hours from the start.

    `total_slack_hours`: how late it may finish without moving the end. `free_slack_hours`: how late without
    moving any other activity. `is_critical`: the total slack is 0.
    """

    key: str
    earliest_start_hours: float
    earliest_finish_hours: float
    latest_start_hours: float
    latest_finish_hours: float
    total_slack_hours: float
    free_slack_hours: float
    is_critical: bool


@dataclass(frozen=True, slots=True, eq=False)
class CriticalPath:
    """The times of every node in minutes, and answers to questions about them. `end` is the last finish."""

    network: Network
    end: int
    earliest_starts: list[int]
    latest_starts: list[int]
    free_slacks: list[int]

    @property
    def length_hours(self) -> float:
        return to_hours(self.end)

    def times(self, key: str) -> ActivityTimes:
        """The times of one activity. Raises `KeyError` where there is none of that key."""
        node = self.network.ids[key]
        early, late = self.earliest_starts[node], self.latest_starts[node]
        duration = self.network.durations[node]
        return ActivityTimes(
            key=key,
            earliest_start_hours=to_hours(early),
            earliest_finish_hours=to_hours(early + duration),
            latest_start_hours=to_hours(late),
            latest_finish_hours=to_hours(late + duration),
            total_slack_hours=to_hours(late - early),
            free_slack_hours=to_hours(self.free_slacks[node]),
            is_critical=late == early,
        )

    def is_critical(self, node: int) -> bool:
        return self.earliest_starts[node] == self.latest_starts[node]

    def critical_keys(self) -> tuple[str, ...]:
        """The activities without slack, by earliest start, then key."""
        critical = [
            (self.earliest_starts[node], activity.key)
            for node, activity in enumerate(self.network.activities)
            if self.is_critical(node)
        ]
        return tuple(key for _, key in sorted(critical))

    def drivers(self, node: int) -> list[int]:
        """The activities and gates whose end sets the earliest start of the node, by name; may be none."""
        predecessors = self.network.predecessors
        before = [each for each in predecessors[node] if self._meets(each, node)]
        return self._by_name(predecessors[each][0] if self._is_lag(each) else each for each in before)

    def held_up(self, node: int) -> list[int]:
        """The critical activities and gates that cannot start earlier because of the node, by name."""
        after = [each for each in self.network.successors[node] if self._passes_on(node, each)]
        through = [
            (self.network.successors[each][0], each) if self._is_lag(each) else (each, node) for each in after
        ]
        return self._by_name(each for each, before in through if self._passes_on(before, each))

    def critical_links(self) -> list[tuple[str | Gate, str | Gate]]:
        """The edges that all critical paths are made of, from start to end; gates are steps of their own."""
        network = self.network
        named = (node for node in network.order if self.is_critical(node) and network.name(node) is not None)
        return [
            (before, after)
            for node in named
            for follower in self.held_up(node)
            if (before := network.name(node)) is not None and (after := network.name(follower)) is not None
        ]

    def critical_paths(self, limit: int = 20) -> list[tuple[str, ...]]:
        """Up to `limit` critical paths as keys from start to end, in the order of their keys.

        A network can have exponentially many; `critical_links` holds all of them in linear space.
        """
        return list(islice(self.each_critical_path(), limit))

    def each_critical_path(self) -> Iterator[tuple[str, ...]]:
        """Every critical path, lazily, each once."""
        critical = [node for node in range(self.network.activity_count) if self.is_critical(node)]
        led_to = {after for node in critical for after in self._next_activities(node)}
        starts = sorted((self._key(node), node) for node in critical if node not in led_to)
        stack: list[tuple[tuple[str, ...], int]] = [((key,), node) for key, node in reversed(starts)]
        while stack:
            path, node = stack.pop()
            following = self._next_activities(node)
            if not following:
                yield path
            stack.extend(((*path, self._key(after)), after) for after in reversed(following))

    def driving_key(self, key: str) -> str | None:
        """The activity that sets this one's earliest start, or ends the sprint that does; may be none."""
        drivers = self.drivers(self.network.ids[key])
        while drivers and drivers[0] >= self.network.activity_count:
            drivers = self.drivers(drivers[0])
        return self._key(drivers[0]) if drivers else None

    def path_to(self, key: str) -> tuple[str, ...]:
        """The chain that sets the earliest start of an activity: keys in working order, that activity last.

        Of several equally long chains, the one of the smaller key. Raises `KeyError` for an unknown key.
        """
        chain = [self._key(self.network.ids[key])]
        while (before := self.driving_key(chain[-1])) is not None:
            chain.append(before)
        return tuple(reversed(chain))

    def path_to_sprint(self, sprint: int) -> tuple[str, ...]:
        """The chain that sets the end of a sprint. Raises `KeyError` where the sprint has no work left."""
        finishes = [
            (-self.earliest_starts[node] - self.network.durations[node], activity.key)
            for node, activity in enumerate(self.network.activities)
            if activity.sprint == sprint
        ]
        if not finishes:
            raise KeyError(sprint)
        return self.path_to(min(finishes)[1])

    def _key(self, node: int) -> str:
        return self.network.activities[node].key

    def _is_lag(self, node: int) -> bool:
        return self.network.name(node) is None

    def _meets(self, before: int, after: int) -> bool:
        """Whether `after` starts, at the earliest, in the minute in which `before` ends."""
        return self.earliest_starts[before] + self.network.durations[before] == self.earliest_starts[after]

    def _passes_on(self, before: int, after: int) -> bool:
        """Whether a delay of `before`, critical itself, delays the critical `after` by as much."""
        return self._meets(before, after) and self.is_critical(after)

    def _by_name(self, nodes: Iterable[int]) -> list[int]:
        """Each node once: activities by key, then gates in their order."""
        count = self.network.activity_count
        return sorted(set(nodes), key=lambda node: (0, self._key(node)) if node < count else (1, node))

    def _next_activities(self, node: int) -> list[int]:
        """The activities that come next on a critical path, through gates, by key."""
        found: set[int] = set()
        ahead = self.held_up(node)
        for each in ahead:  # grows while it is walked
            if each < self.network.activity_count:
                found.add(each)
            else:
                ahead.extend(self.held_up(each))
        return self._by_name(found)


def find_critical_path(network: Network) -> CriticalPath:
    """The earliest and latest times of every node, over the whole network (Kelley and Walker 1959)."""
    early = _earliest_starts(network)
    count = network.activity_count
    ends = [start + length for start, length in zip(early[:count], network.durations, strict=False)]
    end = max(ends, default=0)
    late, free = _latest_starts(network, early, end)
    return CriticalPath(network=network, end=end, earliest_starts=early, latest_starts=late, free_slacks=free)


def _earliest_starts(network: Network) -> list[int]:
    early = list(network.releases)
    durations, successors = network.durations, network.successors
    for node in network.order:
        finish = early[node] + durations[node]
        for after in successors[node]:
            if early[after] < finish:  # noqa: PLR1730, a call of max() costs half of the pass
                early[after] = finish
    return early


def _latest_starts(network: Network, early: list[int], end: int) -> tuple[list[int], list[int]]:
    """Latest starts; and free slacks, the time to the next activity that waits, behind gates and lags."""
    durations, successors = network.durations, network.successors
    needed = _needed_at(network, early, end)
    late, free = [0] * len(early), [0] * len(early)
    for node in reversed(network.order):
        latest_finish = first_need = end
        for after in successors[node]:
            if late[after] < latest_finish:  # noqa: PLR1730
                latest_finish = late[after]
            if needed[after] < first_need:  # noqa: PLR1730
                first_need = needed[after]
        late[node] = latest_finish - durations[node]
        free[node] = first_need - durations[node] - early[node]
    return late, free


def _needed_at(network: Network, early: list[int], end: int) -> list[int]:
    """For each node the latest start that moves no activity: for an activity, its own earliest start."""
    hidden = [node for node in network.order if node >= network.activity_count]
    if not hidden:
        return early
    needed = list(early)
    for node in reversed(hidden):
        first = min((needed[after] for after in network.successors[node]), default=end)
        needed[node] = first - network.durations[node]
    return needed
