"""Lists of ids in running text with one more or fewer.

"TS-001 → TS-004" without TS-003 is "TS-001 → TS-002, TS-004", and with it again what it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tracker.core.plan.ids import canonical, family_of
from tracker.core.plan.ranges import IdIndex, Mention, mentions, plain_id

_WORD: Final = r"(?:and|ve|und|et|y|e|i|or|veya|oder|ou|o|lub)"
_SEPARATOR: Final = re.compile(rf"(?:\s*[,;+&、，]\s*|\s{_WORD}\s)(?:{_WORD}\s)?")
_NOTE: Final = re.compile(r"\s*\([^()]*\)")
_MARKS: Final = "*_`"


def mentioned(text: str, index: IdIndex) -> list[Mention]:
    """What the text names. Each text counts by itself: what was read once is no larger for being written."""
    index.expanded = 0
    return mentions(text, index, line=0)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a file lists ids: with this operator of ranges, and whether neighbours are always made one."""

    index: IdIndex
    operator: str = " → "
    ranges: bool = False
    separator: str = ", "

    @classmethod
    def of(cls, index: IdIndex, texts: Iterable[str]) -> Habit:
        """The habit that these lists show."""
        operator, separator, lists, apart = "", "", False, False
        for text in texts:
            found = mentioned(text, index)
            separator = separator or _separator(text, index)
            for mention in found:
                if len(mention.keys) > 1:
                    lists, operator = True, operator or operator_of(mention)
            apart = apart or any(_joined(text, *pair) and _follow(index, *pair) for pair in pairwise(found))
        return cls(index, operator or " → ", lists and not apart, separator or ", ")

    def between(self, text: str) -> str:
        """What stands between the ids of a text, else between those of the file's other lists."""
        return _separator(text, self.index) or self.separator


def operator_of(mention: Mention) -> str:
    """What stands between the ends of a range, with a blank around it unless the ends are glued."""
    first = re.match(r"#?\w(?:\w|[-_.](?=\w))*", mention.raw)
    for end in range(first.end() if first else 0, 0, -1):
        if family_of(canonical(mention.raw[:end])) and canonical(mention.raw[:end]) == mention.keys[0]:
            found = re.match(r"\s*(?:\w+(?=\s)|[^\w\s]+)\s*", mention.raw[end:])
            return found.group() if found else " → "
    return " → "


def _follow(index: IdIndex, left: Mention, right: Mention) -> bool:
    return bool(left.keys and right.keys) and _next(index, left.keys[-1]) == right.keys[0]


def _joined(text: str, left: Mention, right: Mention) -> bool:
    """Whether nothing but a separator stands between two mentions."""
    return _SEPARATOR.fullmatch(text[left.end : right.start].strip(_MARKS)) is not None


def _next(index: IdIndex, key: str) -> str | None:
    """The declared id that follows in its family."""
    family = family_of(plain_id(key))
    members = index.families.get(family[0], []) if family else []
    place = bisect_left(members, (family[1], key)) if family else 0
    is_there = place < len(members) and members[place][1] == key
    return members[place + 1][1] if is_there and place + 1 < len(members) else None


def names(text: str, index: IdIndex) -> set[str]:
    """The keys that the text names."""
    return {key for mention in mentioned(text, index) for key in mention.keys}


def without(text: str, key: str, habit: Habit) -> str:
    """The text with the id taken out wherever it stands; a range is parted."""
    for mention in reversed(mentioned(text, habit.index)):
        if key not in mention.keys:
            continue
        place = mention.keys.index(key)
        runs = [run for run in (mention.keys[:place], mention.keys[place + 1 :]) if run]
        if runs:
            mark = _edges(text, mention)[2]
            joint = f"{mark}{habit.between(text)}{mark}"
            parts = joint.join(_range(run, operator_of(mention)) for run in runs)
            text = f"{text[: mention.start]}{parts}{text[mention.end :]}"
        else:
            text = _cut(text, mention)
    return text


def _range(keys: tuple[str, ...], operator: str) -> str:
    return keys[0] if len(keys) == 1 else f"{keys[0]}{operator}{keys[-1]}"


def _edges(text: str, mention: Mention) -> tuple[int, int, str]:
    """From where to where the mention reaches with the emphasis or code around it, and that mark."""
    start, end = mention.start, mention.end
    while start > 0 and end < len(text) and text[start - 1] in _MARKS and text[end] == text[start - 1]:
        start, end = start - 1, end + 1
    return start, end, text[start : mention.start]


def _separator(text: str, index: IdIndex) -> str:
    """The comma or its like that stands between the ids of the text; empty where none does."""
    found = mentioned(text, index)
    for left, right in pairwise(found):
        between = text[left.end : right.start].strip(_MARKS)
        if re.fullmatch(r"\s*[,;+&、，]\s*", between):
            return between
    return ""


def _cut(text: str, mention: Mention) -> str:
    """The text without the mention, the note in brackets behind it, and the separator on one side."""
    start, end, _ = _edges(text, mention)
    behind = _SEPARATOR.match(text, _after_note(text, end))
    begin = max(0, start - 40)
    before = re.search(rf"{_SEPARATOR.pattern}$", text[begin:start])
    if before is not None:
        return text[: begin + before.start()] + text[_after_note(text, end) :]
    return text[:start] + text[behind.end() if behind else end :]


def _after_note(text: str, end: int) -> int:
    """The place behind a note in brackets, where one stands there and is of this id alone."""
    note = _NOTE.match(text, end)
    return note.end() if note else end


def with_key(text: str, key: str, habit: Habit) -> str | None:
    """The text with the id among those of its family, in order; None where the text names none of them."""
    family = family_of(canonical(key))
    found = [one for one in mentioned(text, habit.index) if one.keys]
    alike = [one for one in found if family and (family_of(canonical(one.keys[0])) or ("",))[0] == family[0]]
    if family is None or not alike:
        return None
    number = family[1]
    before = [one for one in alike if (family_of(canonical(one.keys[-1])) or ("", 0))[1] < number]
    left = before[-1] if before else None
    right = next((one for one in found if left is None or one.start >= left.end), None)
    if left is not None and right is not None and not _joined(text, left, right):
        right = None
    merged = _merged(text, key, left, right, habit)
    if merged is not None:
        return merged
    if left is not None:
        return _put_behind(text, left, key, habit)
    start, _, mark = _edges(text, alike[0])
    return f"{text[:start]}{mark}{key}{mark}{habit.between(text)}{text[start:]}"


def _merged(text: str, key: str, left: Mention | None, right: Mention | None, habit: Habit) -> str | None:
    """The id made part of a range with its neighbours, where they are a range or the file makes all such."""
    keys: tuple[str, ...] = (key,)
    start, end, operator = -1, -1, habit.operator
    for one, is_left in ((left, True), (right, False)):
        if one is None or not one.keys:
            continue
        is_next = (
            _next(habit.index, one.keys[-1]) == key if is_left else _next(habit.index, key) == one.keys[0]
        )
        if not is_next or (len(one.keys) == 1 and len(keys) == 1 and not habit.ranges):
            continue
        if len(one.keys) > 1:
            operator = operator_of(one)
        keys = (*one.keys, *keys) if is_left else (*keys, *one.keys)
        start = one.start if start < 0 else start
        end = one.end
    if start < 0:
        return None
    return f"{text[:start]}{_range(keys, operator)}{text[end:]}"


def _put_behind(text: str, mention: Mention, key: str, habit: Habit) -> str:
    _, end, mark = _edges(text, mention)
    end = _after_note(text, end)
    return f"{text[:end]}{habit.between(text)}{mark}{key}{mark}{text[end:]}"


def appended(text: str, key: str, habit: Habit) -> str | None:
    """The text with the id behind its last one; None where it names none."""
    found = [one for one in mentioned(text, habit.index) if one.keys]
    return _put_behind(text, found[-1], key, habit) if found else None
