"""Do the dependencies of a plan make sense: no loops, none against the order of sprints, any at all?"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence

from tracker.core.plan.check_references import dependency_line
from tracker.core.plan.check_words import finding, is_closed, list_keys, task_name
from tracker.core.plan.document import Document, Finding, Level, PlanTask

_WEIGHT: dict[Level | None, int] = {"critical": 4, "high": 3, "medium": 2, "low": 1}
_LOOP_SHOWN = 20


def check_dependencies(document: Document) -> Iterator[Finding]:
    """Loops, dependencies against the order of sprints, priorities or work done, a plan without any."""
    by_key = {task.key: task for task in document.tasks}
    yield from _find_cycles(by_key)
    for task in document.tasks:
        for key in dict.fromkeys(task.depends_on):
            if key in by_key and key != task.key:
                yield from _check_pair(task, by_key[key], has_sprints=bool(document.sprints))
    yield from _find_no_dependencies(document)


def find_loops(predecessors: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], ...]:
    """One shortest loop for each knot of tasks that wait for one another, its first key not repeated.

    `predecessors` gives the keys that each key waits for; keys outside the mapping are ignored. Knots are
    strongly connected components (Sharir 1981, here without recursion): time is linear in tasks and
    dependencies. A loop begins at that key of its knot which the mapping names first, and they come in that
    order.

    >>> find_loops({"A": ["B"], "B": ["C"], "C": ["A", "B"], "D": ["A"], "E": ["E"]})
    (('A', 'B', 'C'), ('E',))
    """
    order = {key: index for index, key in enumerate(predecessors)}
    knots = sorted(
        (sorted(knot, key=order.__getitem__) for knot in _knots(predecessors)), key=lambda k: order[k[0]]
    )
    return tuple(
        _shortest_loop(knot, predecessors)
        for knot in knots
        if len(knot) > 1 or knot[0] in predecessors[knot[0]]
    )


def _knots(predecessors: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    successors: dict[str, list[str]] = {key: [] for key in predecessors}
    for key, needed in predecessors.items():
        for other in needed:
            if other in successors:
                successors[other].append(key)
    taken: set[str] = set()
    for root in reversed(_finishing_order(predecessors)):
        if root in taken:
            continue
        taken.add(root)
        knot = [root]
        for key in knot:
            fresh = [other for other in dict.fromkeys(successors[key]) if other not in taken]
            taken.update(fresh)
            knot.extend(fresh)
        yield knot


def _finishing_order(edges: Mapping[str, Collection[str]]) -> list[str]:
    """The keys in the order in which a depth-first search leaves them."""
    seen: set[str] = set()
    order: list[str] = []
    for root in edges:
        path = [] if root in seen else [(root, iter(edges[root]))]
        seen.add(root)
        while path:
            key, rest = path[-1]
            other = next((other for other in rest if other in edges and other not in seen), None)
            if other is None:
                order.append(key)
                path.pop()
            else:
                seen.add(other)
                path.append((other, iter(edges[other])))
    return order


def _shortest_loop(knot: Sequence[str], predecessors: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Breadth first from the first key of the knot back to itself."""
    start, inside = knot[0], set(knot)
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        key = queue.popleft()
        for other in predecessors[key]:
            if other == start:
                loop = [key]
                while loop[-1] != start:
                    loop.append(came_from[loop[-1]])
                return tuple(reversed(loop))
            if other in inside and other not in came_from:
                came_from[other] = key
                queue.append(other)
    raise ValueError(f"{start} is in no loop")


def _find_cycles(by_key: Mapping[str, PlanTask]) -> Iterator[Finding]:
    for loop in find_loops({key: task.depends_on for key, task in by_key.items()}):
        first = by_key[loop[0]]
        template = (
            "{keys} wait for each other in a circle: {loop}. Remove one of these dependencies."
            if len(loop) > 1
            else "{keys} waits for itself. Remove that dependency."
        )
        yield finding(
            "dependency-cycle",
            "error",
            dependency_line(first),
            template,
            subject=" ".join(sorted(loop)),
            task_key=first.key,
            keys=list_keys(by_key[key] for key in loop),
            loop=" → ".join(_loop_names([by_key[key] for key in loop])),
        )


def _loop_names(loop: Sequence[PlanTask]) -> list[str]:
    middle = ["…"] if len(loop) > _LOOP_SHOWN else []
    return [*map(task_name, loop[:_LOOP_SHOWN]), *middle, task_name(loop[0])]


def _check_pair(task: PlanTask, needed: PlanTask, *, has_sprints: bool) -> Iterator[Finding]:
    if is_closed(needed):
        return
    if task.status == "done":
        yield _say_pair(
            "done-before-dependency",
            "{key} is done, but {needed}, on which it depends, is not. "
            "Tick that one too, or remove the dependency.",
            task,
            needed,
        )
    if is_closed(task):
        return
    if has_sprints:
        yield from _check_sprints(task, needed)
    if task.priority == "critical" and _WEIGHT.get(needed.priority, 4) <= 2:
        yield _say_pair(
            "priority-inversion",
            "{key} is critical and waits for {needed}, which is not. Raise the priority of that one.",
            task,
            needed,
        )


def _check_sprints(task: PlanTask, needed: PlanTask) -> Iterator[Finding]:
    if task.sprint is None or needed.is_duty:
        return
    if needed.sprint is None:
        yield _say_pair(
            "dependency-order",
            "{key} in sprint {sprint} needs {needed}, which is in no sprint. "
            "Put that one into sprint {sprint} or an earlier one.",
            task,
            needed,
        )
    elif needed.sprint > task.sprint:
        yield _say_pair(
            "dependency-order",
            "{key} in sprint {sprint} needs {needed}, which comes in sprint {later}. "
            "Move one of them, or remove the dependency.",
            task,
            needed,
        )


def _say_pair(code: str, template: str, task: PlanTask, needed: PlanTask) -> Finding:
    return finding(
        code,
        "warning" if code == "dependency-order" else "note",
        dependency_line(task),
        template,
        subject=f"{task.key} {needed.key}",
        task_key=task.key,
        key=task_name(task),
        needed=task_name(needed),
        sprint=task.sprint,
        later=needed.sprint,
    )


def _find_no_dependencies(document: Document) -> Iterator[Finding]:
    work = [task for task in document.tasks if not task.is_duty]
    if len(work) < 2 or any(task.depends_on or task.unresolved_dependencies for task in work):
        return
    yield finding(
        "no-dependencies",
        "note",
        work[0].line,
        "None of the {count} tasks says which other task it waits for, so a critical path cannot be told. "
        "Name in each task what it depends on, if anything.",
        subject="plan",
        count=len(work),
    )
