"""Dependencies that a plan does not state but that its tasks suggest, each with its reason.

A guess is worth a look, never more: whoever reads the proposals decides. So they are few, the more telling
kinds first; none contradicts another, what the plan states, or the order of its sprints; none follows from
those before it; and together they close no loop.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal

from tracker.core.schedule.loops import Link
from tracker.core.text import Sentence

Kind = Literal["words", "file", "order", "sprint"]

MOST_OF_A_KIND = 12
MOST_TASKS_OF_A_FILE = 4  # a file that more tasks name is everybody's, and orders nothing
SHORTEST_KEY = 3

KEY = re.compile(r"\w+(?:[-_.]\w+)*")
FILE = re.compile(r"(?:[\w@.*-]*/)*[\w@*-][\w@.*-]*\.[A-Za-z]\w{0,9}(?![\w/])")
NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>\d+)\Z", re.DOTALL)

# Words before or behind a key that say who waits for whom, in English or Turkish.
WINDOW = 40
OPENS, CLOSES = r"\s+(?:the\s+|task\s+)?[`*(\[]*\Z", r"[`*)\]'’]*"
AFTER_IT = (
    re.compile(
        r"\b(?:after|once|following|requires?|needs?|depends on|blocked by|builds on|based on)" + OPENS, re.I
    ),
    re.compile(
        CLOSES + r"(?:d[ae]n|t[ae]n)?\s+sonra|" + CLOSES + r"\s+(?:tamamlan|bit(?:ince|tikten))", re.I
    ),
)
BEFORE_IT = (
    re.compile(r"\b(?:before|ahead of|blocks)" + OPENS, re.I),
    re.compile(CLOSES + r"(?:d[ae]n|t[ae]n)?\s+önce", re.I),
)


@dataclass(frozen=True, slots=True)
class ProposalTask:
    """An open task, in the order of the plan. `group` is its section, `text` its title and Markdown."""

    key: str
    text: str
    group: Hashable = None
    sprint: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Let the successor wait for the predecessor, because."""

    predecessor: str
    successor: str
    kind: Kind
    reason: Sentence


def propose_dependencies(
    tasks: Sequence[ProposalTask], links: Iterable[Link] = (), *, sprint_order: bool = True
) -> tuple[Proposal, ...]:
    """At most twelve proposals of a kind: words first, then files, the order of ids, and of sprints.

    `links` are the dependencies there are. With `sprint_order` a later sprint waits for an earlier one
    already, and nothing between two sprints is proposed.

    >>> tasks = [ProposalTask("WEB-1", "Build it"), ProposalTask("WEB-2", "Ship it after WEB-1")]
    >>> [str(each.reason) for each in propose_dependencies(tasks)]
    ['The text of WEB-2 says that it comes after WEB-1.']
    """
    sieve = _Sieve(tasks, links, sprint_order)
    found: list[Proposal] = []
    for kind in (_by_words, _by_files, _by_ids, _by_sprints):
        found += islice(filter(sieve.admits, kind(tasks)), MOST_OF_A_KIND)
    return tuple(found)


class _Sieve:
    """Lets a proposal through that is new, follows from nothing before it, and contradicts nothing."""

    def __init__(self, tasks: Sequence[ProposalTask], links: Iterable[Link], sprint_order: bool) -> None:
        self.sprints = {task.key: task.sprint for task in tasks}
        self.sprint_order = sprint_order
        self.waiting: dict[str, list[str]] = defaultdict(list)
        for before, after in links:
            self.waiting[before].append(after)

    def admits(self, proposal: Proposal) -> bool:
        before, after = proposal.predecessor, proposal.successor
        if not self._keeps_order(self.sprints[before], self.sprints[after]):
            return False
        if self._reaches(after, before) or self._reaches(before, after):
            return False
        self.waiting[before].append(after)
        return True

    def _keeps_order(self, before: int | None, after: int | None) -> bool:
        if before is None or after is None:
            return before == after or not self.sprint_order or after is None
        return before == after or (before < after and not self.sprint_order)

    def _reaches(self, start: str, goal: str) -> bool:
        """Whether the goal waits for the start, however indirectly, or is the same task."""
        seen, frontier = {start}, [start]
        while frontier:
            key = frontier.pop()
            if key == goal:
                return True
            new = [after for after in self.waiting[key] if after not in seen]
            seen.update(new)
            frontier += new
        return False


def _by_words(tasks: Sequence[ProposalTask]) -> Iterator[Proposal]:
    """Texts that name another task with a word for before or after beside it."""
    keys = {task.key.casefold(): task.key for task in tasks if len(task.key) >= SHORTEST_KEY}
    for task in tasks:
        for word in KEY.finditer(task.text):
            key = keys.get(word[0].casefold())
            if key is None or key == task.key:
                continue
            if _says(AFTER_IT, word):
                text = "The text of {after} says that it comes after {before}."
                yield _proposal(key, task.key, "words", text)
            elif _says(BEFORE_IT, word):
                text = "The text of {before} says that it comes before {after}."
                yield _proposal(task.key, key, "words", text)


def _says(words: tuple[re.Pattern[str], re.Pattern[str]], key: re.Match[str]) -> bool:
    text, begin, end = key.string, key.start(), key.end()
    ahead, behind = words
    return bool(ahead.search(text, max(0, begin - WINDOW), begin) or behind.match(text, end, end + WINDOW))


def _by_files(tasks: Sequence[ProposalTask]) -> Iterator[Proposal]:
    """Tasks that name one file, in the order of sprints and of the plan."""
    users: dict[str, list[ProposalTask]] = defaultdict(list)
    for task in sorted(tasks, key=lambda task: (task.sprint is None, task.sprint or 0)):
        for path in dict.fromkeys(path.lstrip("/.") for path in FILE.findall(task.text)):
            if "/" in path:
                users[path].append(task)
    for path, named in users.items():
        if len(named) <= MOST_TASKS_OF_A_FILE:
            for before, after in pairwise(named):
                text = "{before} and {after} both work on {file}; {before} stands first in the plan."
                yield _proposal(before.key, after.key, "file", text, file=path.rpartition("/")[2])


def _by_ids(tasks: Sequence[ProposalTask]) -> Iterator[Proposal]:
    """Neighbours of a section in the order of their numbers, where the plan lists them in that order, too."""
    for before, after in _neighbours(tasks):
        if before.sprint == after.sprint:
            text = "{before} and {after} stand in this order in one section."
            yield _proposal(before.key, after.key, "order", text)


def _by_sprints(tasks: Sequence[ProposalTask]) -> Iterator[Proposal]:
    """Neighbours of a section in different sprints."""
    for before, after in _neighbours(tasks):
        if before.sprint is not None and after.sprint is not None and before.sprint < after.sprint:
            text = "{before} is planned in sprint {first}, and {after} of the same section in sprint {later}."
            numbers = {"first": before.sprint, "later": after.sprint}
            yield _proposal(before.key, after.key, "sprint", text, **numbers)


def _neighbours(tasks: Sequence[ProposalTask]) -> Iterator[tuple[ProposalTask, ProposalTask]]:
    """Tasks of a section whose keys share their stem and whose numbers follow one another."""
    groups: dict[Hashable, list[ProposalTask]] = defaultdict(list)
    for task in tasks:
        groups[task.group].append(task)
    for members in groups.values():
        for before, after in pairwise(members):
            (stem, number), (other, following) = _parts(before.key), _parts(after.key)
            if stem == other and number is not None and following == number + 1:
                yield before, after


def _parts(key: str) -> tuple[str, int | None]:
    match = NUMBERED.match(key)
    return (match["stem"], int(match["number"])) if match else (key, None)


def _proposal(before: str, after: str, kind: Kind, template: str, **more: object) -> Proposal:
    params: Mapping[str, object] = {"before": before, "after": after, **more}
    return Proposal(before, after, kind, Sentence(template, dict(params)))
