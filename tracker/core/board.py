"""The board: its statuses, and ranks that let one card move without touching another.

A rank is a string; cards stand in the order of their ranks, compared byte by byte (SQLite does so, PostgreSQL
with the collation "C"). Between any two ranks there is another, so a move writes one row. The form is that of
fractional indexing (David Greenspan, "Implementing Fractional Indexing", 2020): a whole number whose first
letter tells its length, then digits of a fraction, all in base 62. Adding at an end counts the whole number
up or down and keeps ranks short; dropping into one gap again and again adds a digit every fifth time or so.
"""

from __future__ import annotations

from tracker.core.plan.document import Status
from tracker.core.text import Sentence

STATUSES: dict[Status, Sentence] = {
    "todo": Sentence("To do"),
    "doing": Sentence("Doing"),
    "review": Sentence("In review"),
    "done": Sentence("Done"),
    "dropped": Sentence("Dropped"),
}
CLOSED: tuple[Status, ...] = ("done", "dropped")

LONGEST_COMFORTABLE_RANK = 64
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_FIRST = "a0"
_LOWEST = "A" + "0" * 26  # as a whole number; only fractions of it can be ranks


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
