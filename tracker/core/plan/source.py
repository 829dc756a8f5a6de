"""From bytes to text and lines, within limits. Places are characters of the whole text, mark and line ends
included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tracker.core.errors import PlanError
from tracker.core.plan.document import Limits, Span

BOM: Final = "\ufeff"
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_TWO_BYTE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Source:
    """The text and where its lines stand. `starts[n]` and `ends[n]` bound line n + 1, its line
    end excluded.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def line_count(self) -> int:
        return len(self.starts)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end."""
        return self.text[self.starts[number - 1] : self.ends[number - 1]]

    def span(self, first: int, last: int) -> Span:
        """The place of the lines from `first` to `last`, both counted from 1 and included."""
        return Span(self.starts[first - 1], self.ends[last - 1])

    @property
    def newline(self) -> str:
        """The line end that the text uses first, or a line feed where it has none."""
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"


def decode(data: bytes, limits: Limits) -> str:
    """The bytes as text, byte order mark included.

    Raises: PlanError where they are too many, or are not UTF-8; the message names the byte.
    """
    if len(data) > limits.bytes:
        raise PlanError(
            "The file has {size} kB; at most {limit} kB are read. Split the plan into several files.",
            code="limit-bytes",
            size=-(-len(data) // 1024),
            limit=limits.bytes // 1024,
        )
    if data[:2] in _TWO_BYTE_MARKS:
        raise PlanError(
            "The file is UTF-16 (byte {offset}). Save it as UTF-8 and try again.", code="not-utf8", offset=0
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PlanError(
            "Line {line}: byte {offset} is not UTF-8. Save the file as UTF-8 and try again.",
            code="not-utf8",
            line=data.count(b"\n", 0, error.start) + 1,
            offset=error.start,
        ) from error


def split(text: str, limits: Limits) -> Source:
    """The text with its lines found.

    Raises: PlanError for a NUL character or a lone surrogate, for too much text, too many lines, or too long
    a one.
    """
    _refuse_characters(text)
    starts, ends = [1 if text.startswith(BOM) else 0], []
    for found in _LINE_END.finditer(text):
        ends.append(found.start())
        starts.append(found.end())
        if len(starts) > limits.lines + 1:
            raise PlanError(
                "The file has more than {limit} lines. Split the plan into several files.",
                code="limit-lines",
                limit=limits.lines,
            )
    ends.append(len(text))
    if len(starts) > 1 and starts[-1] == ends[-1]:
        starts.pop()
        ends.pop()
    _refuse_long_lines(starts, ends, limits)
    return Source(text, tuple(starts), tuple(ends))


def _refuse_characters(text: str) -> None:
    for character, name in (("\0", "a NUL character"),):
        place = text.find(character)
        if place >= 0:
            raise PlanError(
                "Line {line}: character {offset} is {name}. Remove it and try again.",
                code="bad-character",
                line=text.count("\n", 0, place) + 1,
                offset=place,
                name=name,
            )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise PlanError(
            "Line {line}: character {offset} is half of a character. Save the file as UTF-8 and try again.",
            code="bad-character",
            line=text.count("\n", 0, error.start) + 1,
            offset=error.start,
        ) from error


def _refuse_long_lines(starts: list[int], ends: list[int], limits: Limits) -> None:
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        if end - start > limits.line_length:
            raise PlanError(
                "Line {line} has {length} characters; at most {limit} are read. Break it into shorter lines.",
                code="limit-line-length",
                line=number,
                length=end - start,
                limit=limits.line_length,
            )
