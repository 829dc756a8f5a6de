"""Projects with limited resources for the tests, and a check that knows nothing of how schedules are made."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, permutations
from random import Random

from hypothesis import strategies as st

from tracker.core.schedule.project import Project


@st.composite
def projects(draw: st.DrawFn, most: int = 14) -> Project:
    """Up to `most` activities on up to three resources, some of no duration, some that need nothing."""
    count = draw(st.integers(1, most))
    capacities = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
    demands = [[draw(st.integers(0, capacity)) for capacity in capacities] for _ in range(count)]
    successors: list[list[int]] = [
        sorted(draw(st.sets(st.integers(number + 1, count - 1), max_size=3))) if number + 1 < count else []
        for number in range(count)
    ]
    durations = draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))
    ranks = draw(st.one_of(st.just([]), st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    return Project(durations, demands, capacities, successors, ranks)


def random_project(count: int, seed: int, people: int) -> Project:
    """A plan-like project: one pool of people, work of 1 to 24 hours, few dependencies."""
    draw = Random(seed)
    successors: list[list[int]] = [[] for _ in range(count)]
    for after in range(1, count):
        for before in {draw.randrange(max(0, after - 30), after) for _ in range(draw.randrange(3))}:
            successors[before].append(after)
    durations = [draw.choice([1, 2, 3, 4, 4, 8, 8, 8, 16, 24]) for _ in range(count)]
    return Project(durations, [[1]] * count, [people], successors)


def find_fault(project: Project, starts: Sequence[int]) -> str:
    """What is wrong with a schedule, "" where nothing is: looks at every dependency and unit of time."""
    finishes = [start + duration for start, duration in zip(starts, project.durations, strict=True)]
    if min(starts) < 0:
        return "starts before the start"
    for number, following in enumerate(project.successors):
        for after in following:
            if starts[after] < finishes[number]:
                return f"{after} starts before {number} is finished"
    for resource, capacity in enumerate(project.capacities):
        changes = [0] * (max(finishes) + 1)
        for start, finish, demand in zip(starts, finishes, project.demands, strict=True):
            changes[start] += demand[resource]
            changes[finish] -= demand[resource]
        for now, in_use in enumerate(accumulate(changes)):
            if in_use > capacity:
                return f"resource {resource} is overbooked at {now}"
    return ""


def least_length(project: Project) -> int:
    """The length of the shortest schedule, by trying every order: for a few activities only."""
    return min(_length_of(project, order) for order in permutations(range(len(project.durations))))


def _length_of(project: Project, order: Sequence[int]) -> int:
    """The length when each starts as early as those before it in the order allow; huge for a wrong order."""
    finishes: dict[int, int] = {}
    for number in order:
        before = [n for n, following in enumerate(project.successors) if number in following]
        if any(n not in finishes for n in before):
            return 10**9
        start = max([0, *(finishes[n] for n in before)])
        while not _fits(project, finishes, number, start):
            start += 1
        finishes[number] = start + project.durations[number]
    return max(finishes.values())


def _fits(project: Project, finishes: dict[int, int], number: int, start: int) -> bool:
    for now in range(start, start + project.durations[number]):
        running = [n for n, finish in finishes.items() if finish - project.durations[n] <= now < finish]
        for resource, capacity in enumerate(project.capacities):
            needed = sum(project.demands[n][resource] for n in [*running, number])
            if needed > capacity:
                return False
    return True
