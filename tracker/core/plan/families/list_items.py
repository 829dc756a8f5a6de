"""List items without boxes as tasks, in a file that has no other tasks: `- **T-01: First** — 2h`, or numbered
items with fields of their own.
"""

from __future__ import annotations

import re
from typing import Final

from tracker.core.plan.blocks import Block, TextLine
from tracker.core.plan.dialect import is_not_work
from tracker.core.plan.document import Span
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.families.field_blocks import add_item_fields
from tracker.core.plan.families.titles import read_title, take_status
from tracker.core.plan.ids import is_id, read_head
from tracker.core.plan.metadata import read_metadata, read_tail
from tracker.core.plan.outline import Heading

_NUMBER: Final = re.compile(r"\s{0,3}(?P<number>\d{1,3})[.)]\s")
_WEIGHTY: Final = frozenset(("priority", "estimate", "depends_on", "status", "assignee", "due"))


def find_list_tasks(reading: Reading) -> list[Draft]:
    """The items that begin with an id, where several do and at least one says more of itself than
    its title.
    """
    drafts = [
        _draft(reading, heading, item)
        for heading in reading.root.walk()
        if not is_not_work(heading.text)
        for block in heading.content
        for item in (block.children if block.kind == "list" else ())
        if _begins_with_id(reading, item)
    ]
    telling = any(d.has_fields or d.own_status or d.estimate or d.needs or d.priority for d in drafts)
    return drafts if telling and len(drafts) >= 2 else _find_numbered(reading)


def _find_numbered(reading: Reading) -> list[Draft]:
    """The numbered items that say at least two things of themselves, such as an estimate and a priority."""
    drafts = []
    for heading in reading.root.walk():
        for place, block in enumerate(heading.content if not is_not_work(heading.text) else ()):
            for item in block.children if block.kind == "list" else ():
                number = _NUMBER.match(reading.source.line(item.line))
                if number is None or not item.children or item.children[0].kind != "paragraph":
                    continue
                draft = _draft(reading, heading, item)
                if item is block.children[-1]:
                    _add_following(draft, heading.content[place + 1 : place + 2])
                if len({entry.meaning for entry in draft.entries} & _WEIGHTY) >= 2:
                    draft.id = draft.raw_id = draft.id or number["number"]
                    drafts.append(draft)
    return drafts if len({draft.id for draft in drafts}) == len(drafts) >= 2 else []


def _add_following(draft: Draft, blocks: list[Block]) -> None:
    """Adds the fields of a list right behind an item that is too little indented to stand within it."""
    for block in blocks:
        items = [inner for inner in block.children if block.kind == "list" and inner.children]
        if block.line == draft.end_line + 1 and all(inner.children[0].kind == "paragraph" for inner in items):
            for inner in items:
                add_item_fields(inner, draft)
            draft.end_line = block.end_line
            draft.body = (draft.line + 1, draft.end_line)


def _begins_with_id(reading: Reading, item: Block) -> bool:
    first = item.children[0] if item.children else None
    head = read_head(first.lines[0].text) if first is not None and first.kind == "paragraph" else None
    return head is not None and head.shape in ("hyphen", "word") and is_id(head, reading.families)


def _draft(reading: Reading, heading: Heading, item: Block) -> Draft:
    line = item.children[0].lines[0]
    draft = Draft("list", item.line, item.end_line, heading, "", Span(0, 0))
    read_title(reading, draft, line)
    take_status(draft)
    behind = line.start + len(line.text) - draft.title_span.end
    if behind > 0:
        _read_behind(
            reading, draft, TextLine(line.line, draft.title_span.end, line.text[len(line.text) - behind :])
        )
    for child in item.children[1:]:
        for inner in child.children if child.kind == "list" else ():
            if inner.children and inner.children[0].kind == "paragraph":
                add_item_fields(inner, draft)
    draft.body = (item.line + 1, item.end_line)
    read_metadata(draft, reading.options)
    return draft


def _read_behind(reading: Reading, draft: Draft, behind: TextLine) -> None:
    """What stands behind a bold title: a mark of status, an estimate, a dependency."""
    rest = Draft(
        "list",
        draft.line,
        draft.line,
        draft.heading,
        behind.text,
        Span(behind.start, behind.start + len(behind.text)),
    )
    take_status(rest)
    bars = re.sub(r" [—–-] ", " | ", behind.text)
    if "|" in bars:
        read_tail(draft, TextLine(behind.line, behind.start, bars), reading.options)
    read_metadata(rest, reading.options)
    draft.own_status = draft.own_status or rest.own_status
    draft.needs.extend(rest.needs)
    draft.priority = draft.priority or rest.priority
    if draft.estimate is None:
        draft.estimate, draft.estimate_span = rest.estimate, rest.estimate_span
