"""The fields of a task that spreads over blocks: field lines, lists of fields, two-column tables, headings as
labels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from tracker.core.plan.blocks import Block, TextLine
from tracker.core.plan.boxes import box_of
from tracker.core.plan.dialect import FIELD_COLUMN_SET, VALUE_COLUMN_SET, fold, label_meaning
from tracker.core.plan.draft import Draft
from tracker.core.plan.fields import Entry, Flag, read_line
from tracker.core.plan.metadata import read_need
from tracker.core.plan.outline import Heading
from tracker.core.plan.sprints import read_name

TASKISH: Final = frozenset(
    (
        "priority",
        "estimate",
        "points",
        "depends_on",
        "blocks",
        "status",
        "assignee",
        "agent",
        "files",
        "problem",
        "action",
        "due",
        "acceptance",
    )
)
"""The meanings that fields of a task have."""
_FIRST_BLOCKS: Final = 12


def add_fields(draft: Draft, heading: Heading) -> None:
    """Adds the fields under a heading task, its sub-headings that are labels ("#### Dependencies") among
    them.
    """
    read_blocks(draft, heading.content)
    for child in heading.children:
        meaning = label_meaning(child.facts.title)
        if meaning is None or child.block is None:
            continue
        draft.entries.append(_under_label(child, meaning))


def information_of(title: Heading) -> Heading | None:
    """The first section of a ticket, where a list or table of it is of fields: "## General information"."""
    first = title.children[0] if title.children else None
    for block in first.content[:2] if first is not None else ():
        if block.kind == "table" and is_field_table(block):
            return first
        if block.kind == "list":
            known = sum(_is_known(item) for item in block.children)
            return first if known >= 3 and known * 2 > len(block.children) else None
    return None


def _is_known(item: Block) -> bool:
    if not item.children or item.children[0].kind != "paragraph":
        return False
    found = read_line(item.children[0].lines[0])
    return any(isinstance(entry, Entry) and entry.meaning is not None for entry in found)


def _under_label(child: Heading, meaning: str) -> Entry:
    """The field that a heading labels: its value is the line under it and what follows."""
    span = child.block_span
    end = span.end if span else 0
    label = Entry(child.facts.title, meaning, "", child.line, end, end, bold=True)
    first = child.content[0] if child.content else None
    if first is not None and first.kind == "paragraph":
        label = _continued(label, first.lines[0])
    last = max((block.end_line for block in child.content), default=0)
    return replace(label, last=last if last > label.line else 0)


def read_blocks(draft: Draft, blocks: list[Block]) -> None:
    """Adds the fields of these blocks; a label without value takes the block that follows as its value."""
    open_label = False
    for block in blocks:
        if block.kind == "paragraph" and open_label and not read_line(block.lines[0]):
            draft.entries[-1] = _continued(draft.entries[-1], block.lines[0])
            open_label = False
        elif block.kind == "paragraph":
            open_label = _paragraph(draft, block)
        elif block.kind == "rule":
            open_label = False
        elif open_label:
            draft.entries[-1] = replace(draft.entries[-1], last=block.end_line)
            open_label = block.kind == "fence"
        elif block.kind == "list":
            for item in block.children:
                if item.children and item.children[0].kind == "paragraph" and box_of(item) is None:
                    add_item_fields(item, draft)
        elif block.kind == "table" and is_field_table(block):
            add_table_fields(block, draft)


def _paragraph(draft: Draft, block: Block) -> bool:
    """Adds the fields of a paragraph; returns whether it ends with a label that has no value yet."""
    last: Entry | None = None
    for line in block.lines:
        found = read_line(line)
        entries = [entry for entry in found if isinstance(entry, Entry)]
        draft.entries.extend(entries)
        draft.flags.extend(entry for entry in found if isinstance(entry, Flag))
        if entries:
            last = entries[-1]
        elif last is not None:
            draft.entries[-1] = _continued(draft.entries[-1], line)
    return last is not None and not draft.entries[-1].value and not draft.entries[-1].last


def _continued(entry: Entry, line: TextLine) -> Entry:
    """The entry with a line that follows it: its value where it has none yet, else more of the same."""
    if entry.value or entry.last:
        return replace(entry, last=line.line)
    return replace(entry, value=line.text, line=line.line, start=line.start, end=line.start + len(line.text))


def add_item_fields(item: Block, draft: Draft) -> None:
    """Adds the fields of a list item; the value of its last one reaches to the end of the item."""
    found = [entry for line in item.children[0].lines for entry in read_line(line)]
    draft.flags.extend(entry for entry in found if isinstance(entry, Flag))
    entries = [entry for entry in found if isinstance(entry, Entry)]
    need = None if found else read_need(item.children[0].text)
    if need is not None:
        draft.needs.append(need)
    if entries and item.end_line > entries[-1].line:
        entries[-1] = replace(entries[-1], last=item.end_line)
    draft.entries.extend(entries)


def is_field_table(block: Block) -> bool:
    """Whether a table of two columns holds fields: its head says so, or its first column is of
    known labels.
    """
    head = block.rows[0].cells
    if len(head) != 2:
        return False
    if fold(head[0].text) in FIELD_COLUMN_SET and fold(head[1].text) in VALUE_COLUMN_SET:
        return True
    known = sum(label_meaning(row.cells[0].text) is not None for row in block.rows if row.cells)
    return known * 2 > len(block.rows)


def add_table_fields(block: Block, draft: Draft) -> None:
    """Adds each row of a two-column table as a field."""
    for row in block.rows:
        if len(row.cells) == 2 and row.cells[0].text:
            name, value = row.cells
            label = name.text.strip("*_` :")
            draft.entries.append(
                Entry(
                    label,
                    label_meaning(label),
                    value.text,
                    row.line,
                    value.start,
                    value.start + len(value.text),
                    bold=True,
                    is_cell=True,
                )
            )


def field_meanings(heading: Heading) -> set[str]:
    """The meanings of the field lines, lists and tables that stand first under a heading."""
    return block_meanings(heading.content[:_FIRST_BLOCKS])


def block_meanings(blocks: Iterable[Block]) -> set[str]:
    """The meanings of the fields in these paragraphs, lists and tables."""
    found = set[str]()
    for block in blocks:
        if block.kind == "list":
            for item in block.children[:12]:
                if item.children and item.children[0].kind == "paragraph" and box_of(item) is None:
                    found.update(told(read_line(item.children[0].lines[0])))
        elif block.kind == "paragraph":
            found.update(told(entry for line in block.lines for entry in read_line(line)))
        elif block.kind == "table" and len(block.rows[0].cells) == 2:
            found.update(
                meaning for row in block.rows if row.cells and (meaning := label_meaning(row.cells[0].text))
            )
    return found


def told_by_ticket(title: Heading) -> set[str]:
    """The meanings of the fields in a ticket's first section; none where phases make the file a plan."""
    first = information_of(title)
    if first is None or any(read_name(inner.text) is not None for inner in title.walk()):
        return set()
    return field_meanings(first)


def told(entries: Iterable[Entry | Flag]) -> set[str]:
    """The meanings of these fields; a share of work done ("Progression: 72%") is no status of a task."""
    return {
        entry.meaning
        for entry in entries
        if isinstance(entry, Entry)
        and entry.meaning
        and not (entry.meaning == "status" and entry.value.endswith("%"))
    }
