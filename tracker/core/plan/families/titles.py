"""Takes id and title from the text at the head of a task."""

from __future__ import annotations

import re
from typing import Final

from tracker.core.plan.blocks import TextLine
from tracker.core.plan.document import Span, StatusPlace
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.headings import heading_status
from tracker.core.plan.ids import canonical, clean_text, is_id, is_odd, read_head
from tracker.core.plan.metadata import read_tail

_TAGS: Final = re.compile(r"(?:\[(?:P|R|US\d{1,3})\]\s*){1,4}")  # in `**T1 [P] [US1]** text`
_ENDS: Final = re.compile(r"[\s🔴🟠🟡🟢🔵⚪🔥🎯⭐🚨💡🐛✨❗\ufe0f*_]+$")


def read_title(reading: Reading, draft: Draft, line: TextLine) -> None:
    """Takes id and title from the line, and what stands behind a bold title; an id that is hidden is
    reported.
    """
    cleaned = clean_text(line.text)
    head = read_head(cleaned)
    if head is None or not is_id(head, reading.families):
        draft.title, draft.title_span = bare_title(line)
        return
    draft.id, draft.raw_id, draft.struck = canonical(head.raw), head.raw, head.struck
    if cleaned != line.text or is_odd(head.raw):
        reading.report(
            "odd-id",
            "warning",
            line.line,
            "Line {line}: the id {id} holds characters that do not show or look like others. Type it again.",
            id=draft.id,
        )
    shift = len(line.text) - len(cleaned)
    start, end, tail = head.start + shift, head.end + shift, head.tail + shift
    if tail < len(line.text) and _TAGS.fullmatch(line.text, start, end):
        draft.labels.extend(re.findall(r"\w+", line.text[start:end]))
        start, end, tail = tail, len(line.text), len(line.text)
    if head.has_bar and head.tail == len(cleaned):
        draft.title, draft.title_span = "", Span(line.start + len(line.text), line.start + len(line.text))
        read_tail(draft, TextLine(line.line, line.start + start, line.text[start:]), reading.options)
        return
    draft.title, draft.title_span = trimmed(line.text[start:end].rstrip(), line.start + start)
    if tail < len(line.text):
        read_tail(draft, TextLine(line.line, line.start + tail, line.text[tail:]), reading.options)


def take_status(draft: Draft) -> None:
    """Takes the status that a mark at an end of the title says, and leaves the title without it."""
    found = heading_status(draft.title)
    begin = draft.title_span.start
    if found is None or draft.title_span.end - begin != len(draft.title):
        return
    draft.own_status = (found.status, StatusPlace("heading", Span(begin + found.start, begin + found.end)))
    if found.start:
        shown = draft.title[: found.start].rstrip(" -–—:([")
        draft.title_span = Span(begin, begin + len(shown))
    else:
        shown = draft.title[found.end :].lstrip(" ]")
        draft.title_span = Span(draft.title_span.end - len(shown), draft.title_span.end)
    draft.title = shown


def bare_title(line: TextLine) -> tuple[str, Span]:
    """A title without id; emphasis around the whole of it is left out."""
    text = line.text
    for mark in ("**", "__", "~~", "==", "~"):
        inner = text[len(mark) : -len(mark)]
        if text.startswith(mark) and text.endswith(mark) and inner and mark not in inner:
            return inner, Span(line.start + len(mark), line.start + len(text) - len(mark))
    return text, Span(line.start, line.start + len(text))


def trimmed(text: str, start: int) -> tuple[str, Span]:
    """The text without dashes before it and an emphasis that only closes behind it, and its place."""
    lead = len(text) - len(text.lstrip(" -–—:"))
    body = text[lead:]
    for mark in ("**", "__", "~~"):
        if body.endswith(mark) and body.count(mark) % 2:
            body = body.removesuffix(mark).rstrip()
    return body, Span(start + lead, start + lead + len(body))


def without_signs(text: str) -> str:
    """The text without the coloured signs at its end."""
    found = _ENDS.search(text, max(0, len(text) - 200))
    return text[: found.start()] if found else text
