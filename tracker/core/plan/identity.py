"""Who a task is: short keys for tasks without an id, and which task of an old reading is which of a new one.

A key is made of the title and the titles above it, so it survives reordering, and editing everything but
those. Small edits of the title give another key; `match` then finds the task by likeness of title and place.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tracker.core.plan.dialect import fold
from tracker.core.plan.document import PlanTask

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_NUMBERS_ONLY: Final = re.compile(r"^[#\d.]+$")
LIKENESS: Final = 0.5


def normal_title(title: str) -> str:
    """The title as identity sees it: words only, case folded."""
    return " ".join(re.findall(r"\w+", fold(title)))


@dataclass(slots=True)
class KeyMinter:
    """Makes keys of five characters that are not taken yet: the same titles in the same order, the same keys.

    >>> first, again = KeyMinter(set()), KeyMinter(set())
    >>> first.mint("Write the guide", ["Docs"]) == again.mint("**Write the guide**", ["docs"])
    True
    """

    taken: set[str]
    attempts: dict[str, int] = field(default_factory=dict)

    def mint(self, title: str, path: Iterable[str]) -> str:
        """A key from the title and the titles above it; where it is taken, that of the next free attempt."""
        seed = "\n".join([normal_title(title), *(normal_title(part) for part in path)])
        key = ""
        while not key or key in self.taken or key.isdigit():
            attempt = self.attempts.get(seed, 0)
            self.attempts[seed] = attempt + 1
            digest = hashlib.blake2b(f"{attempt}\n{seed}".encode(), digest_size=8).digest()
            number = int.from_bytes(digest, "big")
            key = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(0, 25, 5))
        self.taken.add(key)
        return key


@dataclass(frozen=True, slots=True)
class Pair:
    """An old task and the new one that it is. `how` is by its id, its key, or likeness of title and place."""

    old: str
    new: str
    how: Literal["id", "key", "title"]
    likeness: float


def match(old_tasks: Sequence[PlanTask], new_tasks: Sequence[PlanTask]) -> list[Pair]:
    """Which new task each old one is: by id, else by key, else by likeness of title and nearness of place.

    An id of numbers only is a place rather than a name: it counts only where the titles are alike. Time is
    linear in the tasks but for those left over, which are compared by the words that they share.
    """
    pairs: list[Pair] = []
    left_old = {task.key: task for task in old_tasks}
    left_new = {task.key: task for task in new_tasks}
    for how in ("id", "key"):
        for pair in list(_same_key(left_old, left_new, how)):
            pairs.append(pair)
            del left_old[pair.old], left_new[pair.new]
    pairs.extend(_alike(list(left_old.values()), list(left_new.values())))
    return pairs


def _same_key(old: dict[str, PlanTask], new: dict[str, PlanTask], how: str) -> Iterable[Pair]:
    by_fold = {fold(task.id or ""): task for task in new.values() if task.id} if how == "id" else {}
    for task in old.values():
        other = by_fold.get(fold(task.id or "")) if how == "id" else new.get(task.key)
        if other is None or (how == "key" and (task.id or other.id)):
            continue
        likeness = title_likeness(task.title, other.title)
        if how == "id" and _NUMBERS_ONLY.match(task.id or "") and likeness < LIKENESS:
            continue
        yield Pair(task.key, other.key, "id" if how == "id" else "key", likeness)


def title_likeness(first: str, second: str) -> float:
    """How alike two titles are, from 0 to 1: the share of their letter pairs that agree (Dice, 1945)."""
    return _dice(_pairs(first), _pairs(second))


def _pairs(title: str) -> dict[str, int]:
    text = f" {normal_title(title)} "
    counts: dict[str, int] = defaultdict(int)
    for place in range(min(len(text) - 1, 400)):
        counts[text[place : place + 2]] += 1
    return counts


def _dice(first: dict[str, int], second: dict[str, int]) -> float:
    total = sum(first.values()) + sum(second.values())
    shared = sum(min(count, second.get(pair, 0)) for pair, count in first.items())
    return 2 * shared / total if total else 1.0


def _alike(old: list[PlanTask], new: list[PlanTask]) -> list[Pair]:
    """The best pairs among what is left, greedily; ties go to the nearer line, then to the key."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, task in enumerate(new):
        for word in set(normal_title(task.title).split()):
            by_word[word].append(place)
    new_pairs = [_pairs(task.title) for task in new]
    scored: list[tuple[float, int, str, str]] = []
    for task in old:
        own = _pairs(task.title)
        for place in _candidates(task, by_word):
            likeness = _dice(own, new_pairs[place])
            if likeness >= LIKENESS and bool(task.id) == bool(new[place].id):
                scored.append((-likeness, abs(task.line - new[place].line), task.key, new[place].key))
    return _greedy(sorted(scored))


def _candidates(task: PlanTask, by_word: dict[str, list[int]]) -> list[int]:
    """The new tasks that share a word with the old one, the rarest words first and at most fifty of them."""
    words = sorted(set(normal_title(task.title).split()), key=lambda word: (len(by_word.get(word, ())), word))
    found: dict[int, None] = {}
    for word in words:
        for place in by_word.get(word, ())[:50]:
            found.setdefault(place)
        if len(found) >= 50:
            break
    return list(found)


def _greedy(scored: list[tuple[float, int, str, str]]) -> list[Pair]:
    pairs, used_old, used_new = [], set(), set()
    for likeness, _, old, new in scored:
        if old not in used_old and new not in used_new:
            pairs.append(Pair(old, new, "title", -likeness))
            used_old.add(old)
            used_new.add(new)
    return pairs
