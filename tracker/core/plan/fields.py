"""Labelled values: `**Label:** value`, `**Label**: value`, `**Label: value**`, several on a line between
bars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.core.plan.blocks import TextLine
from tracker.core.plan.dialect import label_meaning

_LABEL: Final = re.compile(
    r"(?P<before>[^\w\[`(<]{0,12})(?P<label>[^\W\d_][^:：*_`|\[\]<>]{0,58}?)"
    r"(?:(?P<inside>\s?[:：]\s?)(?P<after>\*{2,3}|__|[*_](?=\s|$))?"
    r"|(?P<close>\*{2,3}|__|[*_])?(?:\s?\((?P<aside>[^()]{0,40})\))?\s?[:：])"
    r"(?=\s|$|[^\w/\\]|(?<=：))"
)
_BAR: Final = re.compile(r"(?<=\s)[|·•](?=\s)")
_MAX_BARE: Final = 24
_COMMA: Final = re.compile(r",\s{1,9}(?=[^\W\d_][^,:：]{0,60}[:：])")


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled value. `start` is where it begins in the whole text, `end` where it ends on its line.

    `last` is the last line of a value that goes on below, 0 where it does not. `is_cell` tells a table's
    cell.
    """

    label: str
    meaning: str | None
    value: str
    line: int
    start: int
    end: int
    bold: bool
    last: int = 0
    is_cell: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """A word among the fields of a line that carries no label, such as **Ongoing** or P1."""

    text: str


def read_line(line: TextLine) -> list[Entry | Flag]:
    """The fields of a line, or nothing where it does not begin with one."""
    first = _entry(line, 0, len(line.text))
    cuts = _bars(line.text)
    if first is None:
        return _behind_bare_value(line, cuts)
    if not cuts:
        return list(_by_comma(line, first))
    return list(_by_bar(line, cuts, first))


def _behind_bare_value(line: TextLine, cuts: list[tuple[int, int]]) -> list[Entry | Flag]:
    """`P0 · Effort: 1d · Needs: none`: a short value that needs no label, and known fields behind it."""
    if not cuts or cuts[0][0] > _MAX_BARE:
        return []
    found = list(_parts(line, cuts))
    known = sum(isinstance(part, Entry) and part.meaning is not None for part in found)
    return found if known and known * 2 >= len(found) - 1 else []


def _bars(text: str) -> list[tuple[int, int]]:
    """The places of the bars and dots that part fields, those inside code left out."""
    cuts, ticks, place = [], 0, 0
    for found in _BAR.finditer(text):
        ticks += text.count("`", place, found.start())
        place = found.start()
        if ticks % 2 == 0:
            cuts.append((found.start(), _after_blanks(text, found.end())))
    return cuts


def _after_blanks(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _by_bar(line: TextLine, cuts: list[tuple[int, int]], first: Entry) -> Iterator[Entry | Flag]:
    found = list(_parts(line, cuts))
    yield from found if sum(isinstance(part, Entry) for part in found) >= 2 else [first]


def _parts(line: TextLine, cuts: list[tuple[int, int]]) -> Iterator[Entry | Flag]:
    """What stands between the bars: fields, and what has no label."""
    begins = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(line.text)]
    for begin, end in zip(begins, ends, strict=True):
        yield _entry(line, begin, end) or Flag(line.text[begin:end].strip(" *_"))


def _by_comma(line: TextLine, first: Entry) -> Iterator[Entry]:
    """`Priority: High, Estimate: 2h`: a comma splits only where known labels stand on both sides."""
    cuts = [found.end() for found in _COMMA.finditer(line.text)] if first.meaning else []
    begins = [0]
    for cut in cuts:
        entry = _entry(line, cut, len(line.text))
        if entry is not None and entry.meaning is not None:
            begins.append(cut)
    if len(begins) == 1:
        yield first
        return
    for begin, end in zip(begins, [*begins[1:], len(line.text)], strict=True):
        entry = _entry(line, begin, len(line.text[:end].rstrip(", ")))
        if entry is not None:
            yield entry


def _entry(line: TextLine, begin: int, end: int) -> Entry | None:
    found = _LABEL.match(line.text, begin, end)
    if found is None:
        return None
    bold = found["before"].endswith(("*", "__"))
    label = found["label"].strip()
    meaning = label_meaning(label)
    if meaning is None and found["aside"]:
        meaning = label_meaning(f"{label} ({found['aside']})")
    if not bold and meaning is None:
        return None
    start, value = found.end(), line.text[found.end() : end]
    if bold and not found["after"] and not found["close"]:
        value = _without_closing(value, found["before"])
    lead = len(value) - len(value.lstrip())
    value = value.strip()
    at = line.start + start + lead
    shown = f"{label} ({found['aside']})" if found["aside"] else label
    return Entry(shown, meaning, value, line.line, at, at + len(value), bold)


def _without_closing(value: str, before: str) -> str:
    """The value without the marks that close its emphasis, as in `**Priority: HIGH**`."""
    mark = "**" if "**" in before else "__" if "__" in before else "*"
    stripped = value.rstrip()
    return stripped.removesuffix(mark) if stripped.endswith(mark) else value
