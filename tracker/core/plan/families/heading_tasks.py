"""Headings as tasks: `### TASK-012: Title`, `### 1.1 Title (C-001) 🔴`, `### 1. Title` with fields below.

A heading is a task where it has an id, or a number and field lines, or field lines like its siblings'. It is
a section where what stands under it has ids of its own: other headings, boxes, rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final, Literal, cast

from tracker.core.plan.blocks import Block, TextLine
from tracker.core.plan.boxes import box_of
from tracker.core.plan.dialect import STATUS_INDEX, STORY_SET, TASK_SECTION_SET, fold, is_not_work
from tracker.core.plan.document import Span, Status, StatusPlace
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.estimates import estimate_in_title
from tracker.core.plan.families.field_blocks import (
    TASKISH,
    add_fields,
    field_meanings,
    read_blocks,
    told_by_ticket,
)
from tracker.core.plan.families.heading_siblings import Strength, add_siblings, drop_lone
from tracker.core.plan.families.titles import read_title, trimmed, without_signs
from tracker.core.plan.fields import Entry, read_line
from tracker.core.plan.ids import canonical, is_id, read_head, read_tail
from tracker.core.plan.metadata import read_metadata
from tracker.core.plan.outline import Heading
from tracker.core.plan.sprints import read_name

_WEIGHTY: Final = frozenset(("priority", "estimate", "points", "status", "depends_on"))
_LEAD: Final = re.compile(r"(?:\[[^\[\]\n]{0,2}\]\s+)?[^\w\[(#`~]*(?:\*\*)?")
_GROUPS: Final = frozenset(("EPIC", "PHASE", "SPRINT", "FAZ", "FASE", "MILESTONE", "WEEK", "WAVE", "E"))
_STATUS_LEAD: Final = re.compile(r"\[(?P<words>[^\[\]]{2,24})\]\s+(?=\S)")
_RANGE: Final = re.compile(r"^\W*(?:to|bis|→|-|–|\.\.|through|ila|à|a|até|do)\s")


def find_heading_tasks(
    reading: Reading, forced: Callable[[Heading], str | None], holds_others: Callable[[Heading], bool]
) -> dict[int, Draft]:
    """The headings that are tasks, as drafts by their line. `forced` is the level a person set for a
    heading's part.
    """
    chosen: dict[int, Strength] = {}
    headings = [heading for heading in reading.root.walk() if heading.level]
    for heading in reversed(headings):
        _consider(reading, heading, chosen, forced=forced, holds_others=holds_others)
    add_siblings(headings, chosen, forced)
    drop_lone(headings, chosen, forced)
    numbers = Counter(heading.facts.number for heading in headings if chosen.get(heading.line) == "number")
    unique = bool(numbers) and max(numbers.values()) == 1
    return {
        heading.line: _draft(reading, heading, use_number=unique and chosen[heading.line] == "number")
        for heading in headings
        if heading.line in chosen
    }


def _consider(
    reading: Reading,
    heading: Heading,
    chosen: dict[int, Strength],
    *,
    forced: Callable[[Heading], str | None],
    holds_others: Callable[[Heading], bool],
) -> None:
    level = forced(heading)
    if level is not None:
        if level == "heading" and not heading.children:
            chosen[heading.line] = "id" if _own_id(reading, heading) else "plain"
        return
    strength = _strength(reading, heading)
    if strength is None:
        return
    below = [inner.line for inner in heading.walk() if inner.line in chosen]
    if below:
        if strength != "id" or any(chosen[line] == "id" for line in below):
            return
        for line in below:
            del chosen[line]
    if not _holds_tasks(reading, heading) and not any(holds_others(inner) for inner in heading.walk()):
        chosen[heading.line] = strength


def _strength(reading: Reading, heading: Heading) -> Strength | None:
    """How strongly a heading looks like a task, by itself."""
    if read_name(heading.text) is not None:
        return None
    meanings = field_meanings(heading)
    own_id = _own_id(reading, heading)
    if is_not_work(heading.text) and not (own_id and meanings & TASKISH):
        return None
    if own_id and not meanings and _heads_tasks(heading, own_id):
        return None
    if heading.level == 1:
        meanings |= told_by_ticket(heading)
    if own_id is not None:
        return "id" if heading.level > 1 or len(meanings & _WEIGHTY) >= 2 else None
    if heading.level == 1:
        return None
    if heading.facts.number is not None:
        told = meanings & TASKISH - {"acceptance", "action"} or _says_its_time(reading, heading)
        return "number" if told else None
    if len(meanings & _WEIGHTY) >= 1 and len(meanings & TASKISH) >= 2 and not _loose_boxes(heading):
        return "plain"
    return None


def _heads_tasks(heading: Heading, own_id: str) -> bool:
    """Whether a story only groups the boxes of a section of tasks: `## Tasks`, `### Story 2: The cart`."""
    word = fold(re.split(r"[\s#-]*\d", own_id, maxsplit=1)[0])
    section = re.findall(r"\w+", fold(heading.parent.text)) if heading.parent else ()
    return word in STORY_SET and not TASK_SECTION_SET.isdisjoint(section) and any(_boxes(heading))


def _says_its_time(reading: Reading, heading: Heading) -> bool:
    """Whether a heading under a sprint or phase says how long it takes, and its boxes stand below labels."""
    under = any(read_name(above.text) is not None for above in heading.ancestors() if above is not heading)
    if not under or _loose_boxes(heading):
        return False
    return estimate_in_title(without_signs(heading.text), reading.options) is not None


def _own_id(reading: Reading, heading: Heading) -> str | None:
    """The id of a heading, at its head or in brackets at its end; None for groups and for ranges of ids."""
    text = heading.text
    lead = _LEAD.match(text)
    rest = text[lead.end() if lead else 0 :]
    head = read_head(rest) or (
        read_head(rest[len(heading.facts.number) :].lstrip(". ")) if heading.facts.number else None
    )
    if head is not None and head.shape != "dotted" and is_id(head, reading.families):
        first = re.split(r"[-_.\s\d]", head.id, maxsplit=1)[0].upper()
        return None if first in _GROUPS or _RANGE.match(rest[head.start : head.start + 12]) else head.id
    tail = read_tail(without_signs(text))
    return canonical(tail[0]) if tail else None


def _boxes(heading: Heading) -> Iterator[Block]:
    """The top boxes that stand directly under a heading."""
    for block in heading.content:
        if block.kind == "list":
            yield from (item for item in block.children if box_of(item) is not None)


def _loose_boxes(heading: Heading) -> bool:
    """Whether boxes stand under the heading that no label before them makes conditions or steps."""
    labelled = False
    for block in heading.content:
        if block.kind == "list" and not labelled and any(box_of(item) for item in block.children):
            return True
        if block.kind == "paragraph":
            labelled = block.lines[-1].text.rstrip("*_ ").endswith((":", "：")) or block.lines[
                -1
            ].text.endswith(":**")
    return any(_loose_boxes(child) for child in heading.children)


def _holds_tasks(reading: Reading, heading: Heading) -> bool:
    """Whether the boxes under a heading are tasks themselves: they have ids, or most have fields of their
    own.
    """
    boxes = [item for inner in heading.walk() for item in _boxes(inner)]
    with_fields = 0
    for item in boxes:
        box = box_of(item)
        head = read_head(box.rest.text) if box else None
        if head is not None and head.shape != "dotted" and is_id(head, reading.families):
            return True
        with_fields += _has_fields(item)
    return len(boxes) >= 2 and with_fields * 2 >= len(boxes)


def _has_fields(item: Block) -> bool:
    for block in item.children[1:]:
        for inner in block.children if block.kind == "list" else ():
            if inner.children and inner.children[0].kind == "paragraph":
                entries = read_line(inner.children[0].lines[0])
                if any(isinstance(entry, Entry) and entry.meaning in TASKISH for entry in entries):
                    return True
    return False


def _draft(reading: Reading, heading: Heading, *, use_number: bool) -> Draft:
    """The draft of a heading: id and title of its text, fields of what stands under it."""
    line = heading.block.lines[0] if heading.block else TextLine(heading.line, 0, "")
    draft = Draft("heading", heading.line, heading.end_line, heading.parent or heading, "", Span(0, 0))
    title = _title_line(reading, draft, heading, line)
    read_heading_title(reading, draft, title, number=heading.facts.number, use_number=use_number)
    _take_leading_status(draft)
    draft.priority = heading.facts.priority
    draft.end_line = _last_line(reading, heading)
    draft.body = (heading.line + 1, draft.end_line)
    add_fields(draft, heading)
    if heading.level == 1 and told_by_ticket(heading):
        read_blocks(draft, heading.children[0].content)
    read_metadata(draft, reading.options)
    _trim_signs(draft)
    return draft


def _title_line(reading: Reading, draft: Draft, heading: Heading, line: TextLine) -> TextLine:
    """The heading's text without box, marks and decoration; what they say of the status goes to the draft.

    A mark at the very beginning decorates ("🔄 Sync"), unless it ticks or the heading has an id.
    """
    status = heading.facts.status
    decorates = status is not None and status.start == 0 and line.text[0] not in "✅☑✔⬜"
    if decorates and _own_id(reading, heading) is None:
        status = None
    lead = _LEAD.match(line.text)
    start, end = lead.end() if lead else 0, len(line.text)
    if status is not None:
        kind: Literal["box", "heading"] = "heading"
        if status.start == 1 and line.text.startswith("["):
            kind = "box"
        place = Span(line.start + status.start, line.start + status.end)
        draft.own_status = (status.status, StatusPlace(kind, place))
        start = max(start, status.end) if status.start <= 1 else start
        end = len(line.text[: status.start].rstrip(" -–—:([*")) if status.start > 1 else end
    start = min(start, end)
    return TextLine(line.line, line.start + start, line.text[start:end])


def _take_leading_status(draft: Draft) -> None:
    """Takes a status in brackets between id and title: `### TASK-2 [DONE] Lint rules`."""
    found = _STATUS_LEAD.match(draft.title)
    status = STATUS_INDEX.get(fold(found["words"])) if found else None
    if found is None or status is None or draft.own_status is not None:
        return
    begin = draft.title_span.start
    place = Span(begin + found.start("words"), begin + found.end("words"))
    draft.own_status = (cast(Status, status), StatusPlace("heading", place))
    draft.title = draft.title[found.end() :]
    draft.title_span = Span(begin + found.end(), draft.title_span.end)


def _last_line(reading: Reading, heading: Heading) -> int:
    """The last line that says something: blank lines and rules behind a task do not belong to it."""
    last = heading.end_line
    while last > heading.line and not reading.source.line(last).strip(" \t-*_"):
        last -= 1
    return last


def read_heading_title(
    reading: Reading, draft: Draft, line: TextLine, *, number: str | None, use_number: bool
) -> None:
    """Takes id and title of a heading; its number is the id where it has none and `use_number` says so."""
    if number is not None and line.text.startswith(number):
        behind = re.match(r"[.):]?\s*(?:[-–—:]\s+)?(?:\*\*)?", line.text[len(number) :])
        cut = len(number) + (behind.end() if behind else 0)
        line = TextLine(line.line, line.start + cut, line.text[cut:])
    tail = read_tail(without_signs(line.text))
    read_title(reading, draft, line)
    if draft.id is None and tail is not None:
        draft.id = draft.raw_id = canonical(tail[0])
        draft.title, draft.title_span = trimmed(line.text[: tail[1]].rstrip(), line.start)
    if draft.id is None and use_number and number is not None:
        draft.id = draft.raw_id = number


def _trim_signs(draft: Draft) -> None:
    shown = without_signs(draft.title)
    if shown and shown != draft.title and shown.count("**") % 2 == 0:
        draft.title_span = Span(
            draft.title_span.start, draft.title_span.end - (len(draft.title) - len(shown))
        )
        draft.title = shown
