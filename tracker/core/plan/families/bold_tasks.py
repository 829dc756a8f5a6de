"""Paragraphs as tasks: `**Story 1.1: [DO] Title**` with a list of fields below, `**INFRA-003: T**
| P1 | 2h`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from tracker.core.plan.blocks import Block
from tracker.core.plan.document import Span
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.families.field_blocks import TASKISH, block_meanings, read_blocks, told
from tracker.core.plan.families.titles import read_title, take_status
from tracker.core.plan.fields import read_line
from tracker.core.plan.ids import Head, family_of, is_id, read_head
from tracker.core.plan.metadata import read_metadata
from tracker.core.plan.outline import Heading
from tracker.core.plan.sprints import read_name


def bold_head(reading: Reading, block: Block) -> Head | None:
    """The id at the head of a paragraph that begins in bold with one, or None."""
    text = block.lines[0].text if block.kind == "paragraph" else ""
    if not text.startswith(("**", "__")) or read_name(text) is not None:
        return None
    head = read_head(text)
    if head is None or head.shape == "hash" or not is_id(head, reading.families):
        return None
    return head if head.separated or head.enclosed or head.shape == "dotted" else None


def heads(reading: Reading, heading: Heading) -> Iterator[tuple[Block, Head | None]]:
    """The blocks under a heading, with the ids of those that could begin a task; numbers in steps head texts
    too, and must have fields.
    """
    blocks = expand(heading.content)
    for block, following in zip_longest(blocks, blocks[1:]):
        head = bold_head(reading, block)
        if head is not None and head.shape == "dotted" and not _has_fields(block, following):
            head = None
        yield block, head


def _has_fields(block: Block, following: Block | None) -> bool:
    """Whether the lines of a paragraph, or the list below it, hold two fields of a task."""
    inside = told(entry for line in block.lines[1:] for entry in read_line(line))
    below = block_meanings([following] if following else [])
    return len((inside | below) & TASKISH) >= 2


def expand(blocks: list[Block]) -> list[Block]:
    """The blocks with paragraphs cut before each line that begins in bold, where their first line
    does too.
    """
    found: list[Block] = []
    for block in blocks:
        bold = [
            place
            for place, line in enumerate(block.lines)
            if line.text.startswith("**") and read_head(line.text)
        ]
        if block.kind != "paragraph" or len(bold) < 2 or bold[0] != 0:
            found.append(block)
            continue
        for begin, end in zip(bold, [*bold[1:], len(block.lines)], strict=True):
            lines = block.lines[begin:end]
            found.append(Block("paragraph", lines[0].line, lines[-1].line, lines=lines))
    return found


def families_in_bold(reading: Reading) -> Counter[str]:
    """How many paragraphs begin in bold with an id of each family."""
    counts: Counter[str] = Counter()
    for heading in reading.root.walk():
        counts.update(_family(head) for _, head in heads(reading, heading) if head and _family(head))
    return counts


def _family(head: Head) -> str:
    family = family_of(head.id)
    return head.shape if head.shape in ("word", "dotted") else family[0] if family else ""


def has_bold_tasks(reading: Reading, heading: Heading, counts: Counter[str]) -> bool:
    """Whether paragraphs that are tasks stand directly under a heading."""
    return bool(counts) and any(_begins_task(head, counts) for _, head in heads(reading, heading))


def _begins_task(head: Head | None, counts: Counter[str]) -> bool:
    return head is not None and counts[_family(head)] >= 2


def split_by_bold(
    reading: Reading, heading: Heading, counts: Counter[str]
) -> list[tuple[Draft | None, list[Block]]]:
    """The blocks under a heading, cut where a bold paragraph begins a task; each with the task that it
    belongs to.
    """
    pieces: list[tuple[Draft | None, list[Block]]] = [(None, [])]
    for block, head in heads(reading, heading):
        if _begins_task(head, counts):
            pieces.append((_draft(reading, heading, block), []))
        pieces[-1][1].append(block)
    for draft, blocks in pieces:
        if draft is not None:
            _finish(reading, draft, blocks)
    return pieces


def _draft(reading: Reading, heading: Heading, block: Block) -> Draft:
    draft = Draft("heading", block.line, block.end_line, heading, "", Span(0, 0))
    read_title(reading, draft, block.lines[0])
    take_status(draft)
    return draft


def _finish(reading: Reading, draft: Draft, blocks: list[Block]) -> None:
    """Takes the fields of the blocks that follow the paragraph, up to a rule."""
    first = blocks[0]
    rest = Block("paragraph", first.line, first.end_line, lines=first.lines[1:])
    end = next((place for place, block in enumerate(blocks) if block.kind == "rule"), len(blocks))
    read_blocks(draft, ([rest] if rest.lines else []) + blocks[1:end])
    draft.end_line = blocks[end - 1].end_line
    draft.body = (draft.line + 1, draft.end_line)
    read_metadata(draft, reading.options)
