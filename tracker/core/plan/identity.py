"""Who a task is: short keys for tasks without an id, and how alike two titles are.

A key is made of the title and the titles above it, so it survives reordering, and editing everything but
those. Small edits of the title give another key; `merge_match` then finds the task by its title and place.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tracker.core.plan.dialect import fold

_ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"


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


def looks_minted(key: str) -> bool:
    """Whether a `KeyMinter` could have made the key.

    >>> looks_minted("4k9ab"), looks_minted("TS-001")
    (True, False)
    """
    return len(key) == 5 and set(key) <= set(_ALPHABET) and not key.isdigit()


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
