"""Paragraphs as tasks: `**Story 1.1: [DO] Title**` with a list of fields below, `**INFRA-003: T**
| P1 | 2h`.
"""

from __future__ import annotations

from collections import Counter

from tracker.core.plan.blocks import Block
from tracker.core.plan.document import Span
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.families.field_blocks import read_blocks
from tracker.core.plan.families.titles import read_title, take_status
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
    if head is None or head.shape in ("dotted", "hash") or not is_id(head, reading.families):
        return None
    if not head.separated and not head.enclosed:
        return None
    return head


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
        for block in expand(heading.content):
            head = bold_head(reading, block)
            family = family_of(head.id) if head else None
            if family is not None:
                counts[family[0] if head and head.shape != "word" else "word"] += 1
    return counts


def has_bold_tasks(reading: Reading, heading: Heading, counts: Counter[str]) -> bool:
    """Whether paragraphs that are tasks stand directly under a heading."""
    return bool(counts) and any(_begins_task(reading, block, counts) for block in heading.content)


def _begins_task(reading: Reading, block: Block, counts: Counter[str]) -> bool:
    head = bold_head(reading, block)
    family = family_of(head.id) if head else None
    key = "word" if head and head.shape == "word" else family[0] if family else ""
    return head is not None and counts[key] >= 2


def split_by_bold(
    reading: Reading, heading: Heading, counts: Counter[str]
) -> list[tuple[Draft | None, list[Block]]]:
    """The blocks under a heading, cut where a bold paragraph begins a task; each with the task that it
    belongs to.
    """
    pieces: list[tuple[Draft | None, list[Block]]] = [(None, [])]
    for block in expand(heading.content):
        if _begins_task(reading, block, counts):
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
