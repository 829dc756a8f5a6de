"""A task's status by the order of trust: its own mark, then a mark in its heading, then a field, then its
column.

An open box is compatible with "in progress" and "in review" said elsewhere; with "done" said elsewhere it is
a conflict: the box is believed, and the conflict reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from tracker.core.board import CLOSED, STATUSES
from tracker.core.plan import dialect
from tracker.core.plan.blocks import TextLine
from tracker.core.plan.boxes import read_box
from tracker.core.plan.document import Span, Status, StatusPlace
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.fields import Entry
from tracker.core.plan.outline import Heading
from tracker.core.plan.words import STATUS_MARKS

_NOWHERE = StatusPlace("none")
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SHARE: Final = re.compile(r"(?<![\w.,])(?:(\d{1,3})\s?%|%\s?(\d{1,3}))(?!\w)")


def status_of(draft: Draft, reading: Reading) -> tuple[Status, StatusPlace]:
    """The status of the draft and where the text says it; a conflict between two places is reported."""
    claims = list(_claims(draft, reading.legend))
    if not claims:
        return "todo", _unsaid(draft)
    status, place = claims[0]
    for other, other_place in claims[1:]:
        if other == status or other_place.kind == "strike":
            continue
        if status == "todo" and place.kind == "box" and other in ("doing", "review"):
            status = other
            continue
        _report(draft, reading, status, other)
        break
    return status, place


def _unsaid(draft: Draft) -> StatusPlace:
    """Where a status would stand: an empty cell or field for it, else nowhere."""
    for entry in (*draft.entries, *draft.cells):
        if entry.meaning == "status":
            return StatusPlace("cell" if entry.is_cell else "word", Span(entry.start, entry.end))
    return _NOWHERE


def _report(draft: Draft, reading: Reading, kept: Status, other: Status) -> None:
    reading.report(
        "status-conflict",
        "note",
        draft.line,
        "Line {line}: the mark of {task} says {kept}, but another place says {other}. The mark is believed.",
        task=draft.id or draft.title[:60],
        kept=STATUSES[kept],
        other=STATUSES[other],
    )


def _claims(draft: Draft, legend: dict[str, Status]) -> Iterator[tuple[Status, StatusPlace]]:
    if draft.own_status is not None:
        yield draft.own_status
    for entry in (*draft.entries, *draft.cells):
        if entry.meaning == "status":
            found = _of_entry(entry, legend)
            if found is not None:
                yield found
    if draft.struck and draft.own_status is None:
        yield "done", StatusPlace("strike", draft.title_span)
    for reference in draft.references:
        if reference.status is not None:
            yield reference.status
    inherited = _of_headings(draft.heading)
    if inherited is not None:
        yield inherited


def _of_entry(entry: Entry, legend: dict[str, Status]) -> tuple[Status, StatusPlace] | None:
    box = read_box(TextLine(entry.line, entry.start, entry.value))
    ticked = dialect.box_status(box.mark.strip() or box.mark[:1]) if box is not None else None
    if box is not None and ticked is not None:
        return ticked, StatusPlace("box", box.span)
    found = dialect.status_in(entry.value)
    share = _SHARE.search(entry.value)
    kind: Literal["cell", "word"] = "cell" if entry.is_cell else "word"
    if share is not None and (found is None or found.status == "done"):
        done = int(share[1] or share[2])
        status: Status = "done" if done >= 100 else "doing" if done else "todo"
        return status, StatusPlace(kind, Span(entry.start, entry.end))
    explained = legend.get(entry.value.strip(" *_`\ufe0f")[:1])
    if explained is not None and (found is None or not entry.value[found.start :][1:].strip(" \ufe0f")):
        return explained, StatusPlace(kind, Span(entry.start, entry.end))
    if found is None:
        return None
    start, end = (
        (0, len(entry.value)) if share or _says_more(entry.value, found) else (found.start, found.end)
    )
    return found.status, StatusPlace(kind, Span(entry.start + start, entry.start + end))


def _says_more(value: str, found: dialect.StatusWords) -> bool:
    """Whether other words or a mark stand around those of the status, which would be wrong beside another
    status.
    """
    around = _ASIDE.sub("", value[: found.start]) + _ASIDE.sub("", value[found.end :])
    return any(character.isalpha() or character in STATUS_MARKS for character in around)


def _of_headings(heading: Heading) -> tuple[Status, StatusPlace] | None:
    """What the nearest heading above says: a mark of its own, or its title as the name of a column.

    A phase that is under way says nothing of each of its tasks; a column of tasks under way does.
    """
    for above in heading.ancestors():
        status = column_of(above)
        mark = above.facts.status
        if status is None and mark is not None and mark.start and mark.status not in ("doing", "review"):
            status = mark.status
        if status is not None:
            return status, StatusPlace("column", above.block_span)
    return None


def column_of(heading: Heading) -> Status | None:
    """The status that a heading stands for as a column: "Done" always, others only beside another column."""
    status = dialect.column_status(heading.text)
    if status is None:
        return None
    if status in CLOSED:
        return status
    siblings = heading.parent.children if heading.parent else []
    columns = {other for sibling in siblings if (other := dialect.column_status(sibling.text)) is not None}
    return status if len(columns) >= 2 else None
