"""The board: its columns, which moves are legal, and ranks that let one card move without touching another.

A rank is a string; cards stand in the order of their ranks, compared byte by byte (SQLite does so, PostgreSQL
with the collation "C"). Between any two ranks there is another, so a move writes one row. The form is that of
fractional indexing (David Greenspan, "Implementing Fractional Indexing", 2020): a whole number whose first
letter tells its length, then digits of a fraction, all in base 62. Adding at an end counts the whole number
up or down and keeps ranks short; dropping into one gap again and again adds a digit every fifth time or so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from tracker.core.errors import IllegalMove
from tracker.core.plan.document import Status
from tracker.core.text import Sentence

STATUSES: dict[Status, Sentence] = {
    "todo": Sentence("To do"),
    "doing": Sentence("Doing"),
    "review": Sentence("In review"),
    "done": Sentence("Done"),
    "dropped": Sentence("Dropped"),
}
COLUMNS: tuple[Status, ...] = ("todo", "doing", "review", "done")
CLOSED: tuple[Status, ...] = ("done", "dropped")

LONGEST_COMFORTABLE_RANK = 64
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_FIRST = "a0"
_LOWEST = "A" + "0" * 26  # as a whole number; only fractions of it can be ranks


class Card(Protocol):
    """What stands on a board, as far as columns need to know it."""

    @property
    def status(self) -> Status: ...
    @property
    def rank(self) -> str: ...


CardT = TypeVar("CardT", bound=Card)


@dataclass(frozen=True, slots=True)
class Column(Generic[CardT]):
    status: Status
    title: Sentence
    cards: tuple[CardT, ...]


def columns(cards: Iterable[CardT]) -> tuple[Column[CardT], ...]:
    """The four columns, each with its cards by rank; dropped cards stand in none."""
    ordered = sorted(cards, key=lambda card: card.rank)
    return tuple(
        Column(status, STATUSES[status], tuple(card for card in ordered if card.status == status))
        for status in COLUMNS
    )


def check_move(key: str, target: str, *, is_archived: bool = False) -> Status:
    """The status that the task of that key is to have; any may follow any, so that every slip can be undone.

    Raises:
        IllegalMove: the target is no status, or the task is archived.
    """
    if is_archived:
        raise IllegalMove(
            "{key} is archived, because the plan file does not hold it any more. Restore it first.", key=key
        )
    for status in STATUSES:
        if status == target:
            return status
    raise IllegalMove(
        "“{target}” is not a status. Choose one of: {legal}.", target=target, legal=", ".join(STATUSES)
    )


def percent(share: float) -> int:
    """A share of 0 to 1 in whole percents, rounded down: 100 is everything, and 0 is nothing at all.

    >>> percent(0.999), percent(0.001), percent(1.0), percent(0.29)
    (99, 1, 100, 29)
    """
    if share <= 0:
        return 0
    return min(100, max(1, math.floor(share * 100 + 1e-9)))


def ranks(count: int, *, after: str | None = None) -> list[str]:
    """So many ranks in order, evenly apart, after the given one where there is one: for an import.

    >>> ranks(3), ranks(2, after="az")
    (['a0', 'a1', 'a2'], ['b00', 'b01'])
    """
    result: list[str] = []
    for _ in range(count):
        after = rank_between(after, None)
        result.append(after)
    return result


def rank_between(before: str | None, after: str | None) -> str:
    """A rank after `before` and before `after`; None stands for the end on that side. Always the same one.

    >>> rank_between(None, None), rank_between("a0", None), rank_between(None, "a0"), rank_between("a0", "a1")
    ('a0', 'a1', 'Zz', 'a0V')

    Raises:
        ValueError: the two are not ranks in ascending order.
    """
    for rank in (before, after):
        if rank is not None:
            _check_rank(rank)
    if before is None:
        return _FIRST if after is None else _rank_before(after)
    if after is None:
        return _rank_after(before)
    if before >= after:
        raise ValueError(f"{before} does not stand before {after}")
    whole, fraction = _split(before)
    whole_after, fraction_after = _split(after)
    if whole == whole_after:
        return whole + _middle(fraction, fraction_after)
    following = _step(whole, up=True)
    if following is not None and following < after:
        return following
    return whole + _middle(fraction, None)


def is_worn(rank: str) -> bool:
    """Whether so many cards were dropped into one gap that the column should be given fresh `ranks`."""
    return len(rank) > LONGEST_COMFORTABLE_RANK


def _rank_before(rank: str) -> str:
    whole, fraction = _split(rank)
    if whole == _LOWEST:
        return whole + _middle("", fraction)
    if fraction:
        return whole
    lower = _step(whole, up=False)
    if lower is None or lower == _LOWEST:
        return _LOWEST + _middle("", None)
    return lower


def _rank_after(rank: str) -> str:
    whole, fraction = _split(rank)
    return _step(whole, up=True) or whole + _middle(fraction, None)


def _check_rank(rank: str) -> None:
    is_rank = rank[:1].isalpha() and all(digit in _DIGITS for digit in rank)
    if not is_rank or len(rank) < _whole_length(rank) or rank == _LOWEST or _split(rank)[1].endswith("0"):
        raise ValueError(f"{rank!r} is not a rank")


def _whole_length(rank: str) -> int:
    """Whole numbers from `a` up have one digit more with each letter, those from `Z` down likewise."""
    head = rank[0]
    return ord(head) - ord("a") + 2 if head >= "a" else ord("Z") - ord(head) + 2


def _split(rank: str) -> tuple[str, str]:
    length = _whole_length(rank)
    return rank[:length], rank[length:]


def _step(whole: str, *, up: bool) -> str | None:
    """The next whole number up or down; None where there is none."""
    head, digits = whole[0], [_DIGITS.index(digit) for digit in whole[1:]]
    for place in reversed(range(len(digits))):
        digits[place] = (digits[place] + (1 if up else -1)) % _BASE
        if digits[place] != (0 if up else _BASE - 1):
            return head + "".join(_DIGITS[digit] for digit in digits)
    if head == ("z" if up else "A"):
        return None
    if head == ("Z" if up else "a"):
        return _FIRST if up else "Zz"
    following = chr(ord(head) + (1 if up else -1))
    return following + _DIGITS[0 if up else -1] * (_whole_length(following) - 1)


def _middle(low: str, high: str | None) -> str:
    """A fraction between the two, as short as can be; `high` None is 1. Never ends in 0."""
    shared = 0
    while high is not None and shared < len(high) and high[shared] == (low[shared : shared + 1] or "0"):
        shared += 1
    if high is not None and shared:
        return high[:shared] + _middle(low[shared:], high[shared:])
    low_digit = _DIGITS.index(low[0]) if low else 0
    high_digit = _DIGITS.index(high[0]) if high is not None else _BASE
    if high_digit - low_digit > 1:
        return _DIGITS[(low_digit + high_digit + 1) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return _DIGITS[low_digit] + _middle(low[1:], None)
