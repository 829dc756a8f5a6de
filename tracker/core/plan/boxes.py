"""A checkbox at the head of a line: `[ ]`, `[x]`, `[⏸️]`, also the ones that people mistype."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tracker.core.plan.blocks import Block, TextLine
from tracker.core.plan.dialect import box_status, status_in
from tracker.core.plan.document import Span, Status

_BOX: Final = re.compile(
    r"(?P<bold>\*{0,2})\[(?P<mark>[^\[\]\n]{0,2})\](?P<gap>[ \t\u00a0]+|$|(?=[^\W\d_`*~<#]|[`*~<#]))"
)
_BROKEN: Final = re.compile(r"(?:\]|\[(?=\s)|\[[xX ](?=\s))\s+\S")
_LEGEND: Final = re.compile(
    r"`?\[(?P<mark>[^\[\]\n]{1,2})\]`?\**\s*(?:[:=–—→-]+\s*)?(?P<meaning>[^`\[\]|,;]{2,40})"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box and the text behind it. `mark` is the place of what stands between the brackets."""

    mark: str
    span: Span
    line: int
    rest: TextLine


def read_box(line: TextLine, *, any_letter: bool = False) -> Box | None:
    """The box that the line begins with, or None. Letters and digits are no marks, unless `any_letter` allows
    them.

    So `[GA](#ga)`, `[1] Phase 1`, `[P] parallel` and `[x]: http://a` are no boxes.
    """
    found = _BOX.match(line.text)
    if found is None:
        return None
    mark = found["mark"]
    if len(mark) == 2 and mark[1] != "\ufe0f" and mark.strip() not in ("x", "X", ""):
        return None
    known = box_status(mark.strip() or mark[:1]) is not None
    if not known and mark.isalnum() and not (any_letter and mark.isalpha()):
        return None
    if not found["gap"] and (not known or not mark) and found.end() < len(line.text):
        return None
    at = line.start + found.start("mark")
    end = found.end() + (
        2 if line.text.startswith("* ", found.end()) else 0
    )  # `[ ]* text` marks what is optional
    rest = TextLine(line.line, line.start + end, line.text[end:])
    return Box(mark, Span(at, at + len(mark)), line.line, _open_bold(rest) if found["bold"] else rest)


def _open_bold(rest: TextLine) -> TextLine:
    """The text of a box that stands inside bold, as in `**[ ] Info:** text`, without the marks
    that close it.
    """
    return TextLine(rest.line, rest.start, rest.text.removesuffix("**"))


def box_of(item: Block, *, any_letter: bool = False) -> Box | None:
    """The box at the head of a list item, or None. An item above a lone dash is a heading to Markdown."""
    if (
        item.children
        and item.children[0].kind in ("paragraph", "heading")
        and item.children[0].line == item.line
    ):
        return read_box(item.children[0].lines[0], any_letter=any_letter)
    return None


def is_broken_box(item: Block) -> bool:
    """Whether a list item begins with half a box, as in `* ] Lists`."""
    first = item.children[0] if item.children else None
    return first is not None and first.kind == "paragraph" and _BROKEN.match(first.lines[0].text) is not None


def read_legend(line: TextLine) -> dict[str, Status]:
    """The marks that a legend line explains: "`[~]` Devam ediyor" gives doing."""
    if "`[" not in line.text:
        return {}
    legend: dict[str, Status] = {}
    for found in _LEGEND.finditer(line.text):
        meaning = status_in(found["meaning"])
        mark = found["mark"].replace("\ufe0f", "")
        if meaning is not None and meaning.start <= 2 and mark not in (" ", "x", "X"):
            legend[mark] = meaning.status
    return legend
