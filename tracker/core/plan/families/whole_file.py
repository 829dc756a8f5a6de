"""One task for each file: front matter, `# Key: value` lines, headings or a table that hold the fields."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from tracker.core.plan.blocks import TextLine
from tracker.core.plan.boxes import box_of
from tracker.core.plan.dialect import ID_COLUMN_SET, fold, is_not_work, label_meaning
from tracker.core.plan.document import Span
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.families.field_blocks import add_fields, is_field_table, read_blocks, told_by_ticket
from tracker.core.plan.families.heading_tasks import read_heading_title
from tracker.core.plan.fields import Entry, read_line
from tracker.core.plan.ids import canonical, is_id, read_head
from tracker.core.plan.metadata import read_metadata
from tracker.core.plan.outline import Heading, title_of

_PAIR: Final = re.compile(r"^(?P<key>[^\W\d_][\w -]{0,30}?)\s*[:：]\s*(?P<value>.*?)\s*$")
_ITEM: Final = re.compile(r"^\s+-\s+(?P<value>.+?)\s*$|^-\s+(?P<plain>.+?)\s*$")
_ID_KEYS: Final = frozenset(("id", "task id", "key", "task", "ticket", "görev id", "task_id"))
_TITLE_KEYS: Final = frozenset(
    ("title", "name", "başlık", "titel", "titre", "título", "tytuł", "标题", "summary")
)
_TELLING: Final = frozenset(("priority", "estimate", "depends_on", "assignee", "agent", "points", "due"))


def find_file_task(reading: Reading) -> Draft | None:
    """The task that a file without other tasks is, or None where its boxes have ids or it says too little."""
    if _has_id_boxes(reading):
        return None
    pairs = _front_pairs(reading) or _heading_pairs(reading)
    meanings = {label_meaning(key.replace("_", " ").replace("-", " ")) for key, _ in pairs}
    keys = {key.casefold() for key, _ in pairs}
    title = title_of(reading.root)
    if "status" in meanings and (meanings & _TELLING or keys & _ID_KEYS):
        return _draft(reading, title, pairs)
    if title is None or pairs or len(reading.root.children) != 1:
        return None
    if _is_field_file(title) or _is_numbered_ticket(title):
        return _draft(reading, title, [])
    named = _named_in_fields(title)
    return _draft(reading, title, named) if named else None


def _has_id_boxes(reading: Reading) -> bool:
    for heading in reading.root.walk():
        for block in heading.content:
            for item in block.children if block.kind == "list" else ():
                box = box_of(item)
                head = read_head(box.rest.text) if box else None
                if head is not None and head.shape != "hash" and is_id(head, reading.families):
                    return True
    return False


def _front_pairs(reading: Reading) -> list[tuple[str, TextLine]]:
    """The keys of the front matter with their values; a list's items are joined into one value."""
    front = next((block for block in reading.root.content if block.kind == "front"), None)
    pairs: list[tuple[str, TextLine]] = []
    for number in range(2, front.end_line if front else 2):
        raw, start = reading.source.line(number), reading.source.starts[number - 1]
        found, item = _PAIR.match(raw), _ITEM.match(raw)
        if item is not None and pairs:
            key, value = pairs[-1]
            more = item["value"] or item["plain"]
            pairs[-1] = (key, TextLine(value.line, value.start, f"{value.text}, {more}".lstrip(", ")))
        elif found is not None:
            value_text = found["value"].strip("\"'")
            at = start + found.start("value") + found["value"].find(value_text)
            pairs.append((found["key"], TextLine(number, at, value_text)))
    return pairs


def _heading_pairs(reading: Reading) -> list[tuple[str, TextLine]]:
    """The keys of lines such as `# Status: pending`, which Markdown takes for headings."""
    pairs = []
    for heading in reading.root.children:
        found = _PAIR.match(heading.text)
        if found is not None and heading.block is not None and heading.level == 1:
            at = heading.block.lines[0].start + found.start("value")
            pairs.append((found["key"], TextLine(heading.line, at, found["value"])))
    known = sum(
        label_meaning(key) is not None or key.casefold() in _ID_KEYS | _TITLE_KEYS for key, _ in pairs
    )
    return pairs if known >= 3 else []


def _is_field_file(title: Heading) -> bool:
    """Whether a file is a title, a table of its fields or headings that are labels, and no boxes but
    conditions.
    """
    labels = {label_meaning(child.facts.title) for child in title.children}
    tables = [block for block in title.content if block.kind == "table" and is_field_table(block)]
    for block in tables:
        labels |= {label_meaning(row.cells[0].text) for row in block.rows if row.cells}
    return "status" in labels and bool(labels & _TELLING)


def _is_numbered_ticket(title: Heading) -> bool:
    """Whether a file is a numbered title with fields such as "Blocked by", and boxes only right below them or
    under its conditions.
    """
    paragraphs = takewhile(lambda block: block.kind == "paragraph", title.content)
    lines = [line for block in paragraphs for line in block.lines]
    entries = [found for line in lines for found in read_line(line) if isinstance(found, Entry)]
    told = {entry.meaning for entry in entries} & {"status", "depends_on", "priority", "estimate"}
    if title.facts.number is None or len(told) < 2:
        return False
    boxed = [inner for inner in title.walk() if inner is not title and _has_boxes(inner)]
    return all(is_not_work(inner.text) or label_meaning(inner.facts.title) == "acceptance" for inner in boxed)


def _has_boxes(heading: Heading) -> bool:
    return any(box_of(item) for block in heading.content if block.kind == "list" for item in block.children)


def _named_in_fields(title: Heading) -> list[tuple[str, TextLine]]:
    """The id of a ticket whose first section lists its fields, the id among them: `- **Task ID**: T014`."""
    told = told_by_ticket(title)
    if "status" not in told or not told & _TELLING:
        return []
    lines = [
        item.children[0].lines[0]
        for block in title.children[0].content
        for item in (block.children if block.kind == "list" else ())
        if item.children and item.children[0].kind == "paragraph"
    ]
    entries = [found for line in lines for found in read_line(line) if isinstance(found, Entry)]
    for entry in entries:
        head = read_head(entry.value) if fold(entry.label) in ID_COLUMN_SET else None
        if head is not None and head.raw == entry.value.strip():
            return [("id", TextLine(entry.line, entry.start, entry.value))]
    return []


def _draft(reading: Reading, title: Heading | None, pairs: list[tuple[str, TextLine]]) -> Draft:
    line = title.line if title is not None else (pairs[0][1].line if pairs else 1)
    draft = Draft("file", line, reading.source.line_count, reading.root, "", Span(0, 0))
    named = next((value for key, value in pairs if key.casefold() in _TITLE_KEYS), None)
    shown = (
        title.block.lines[0]
        if title is not None and title.block is not None and not _is_pair(title, pairs)
        else None
    )
    number = title.facts.number if title is not None else None
    for source in (shown, named):
        if source is not None and not draft.title:
            read_heading_title(reading, draft, source, number=number, use_number=True)
            draft.line = source.line
    _add_pairs(draft, pairs)
    if title is not None:
        add_fields(draft, title)
        if told_by_ticket(title):
            read_blocks(draft, title.children[0].content)
    for heading in reading.root.children:
        if heading is not title:
            add_fields(draft, heading)
    draft.body = (draft.line + 1, draft.end_line)
    read_metadata(draft, reading.options)
    return draft


def _is_pair(title: Heading, pairs: list[tuple[str, TextLine]]) -> bool:
    """Whether the heading that would be the title is one of the `# Key: value` lines."""
    return any(value.line == title.line for _, value in pairs)


def _add_pairs(draft: Draft, pairs: list[tuple[str, TextLine]]) -> None:
    for key, value in pairs:
        label = key.replace("_", " ").replace("-", " ")
        if key.casefold() in _ID_KEYS and draft.id is None and value.text:
            draft.id = draft.raw_id = canonical(value.text.strip("#`* "))
            continue
        text = value.text.strip("[]") if value.text.startswith("[") else value.text
        start = value.start + value.text.find(text)
        draft.entries.append(
            Entry(label, label_meaning(label), text, value.line, start, start + len(text), bold=False)
        )
