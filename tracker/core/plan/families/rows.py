"""Tables of tasks: their rows as tasks, each cell a value labelled by its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tracker.core.plan import dialect
from tracker.core.plan.blocks import Block, Cell, Row, TextLine
from tracker.core.plan.dialect import fold, label_meaning
from tracker.core.plan.document import Span
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.families.columns import (
    BLANK,
    NUMBER,
    SLUG,
    Columns,
    cell_id,
    is_total,
    plain,
    ranked_columns,
    task_columns,
)
from tracker.core.plan.families.titles import bare_title, read_title, take_status
from tracker.core.plan.fields import Entry
from tracker.core.plan.ids import canonical, is_odd, read_head
from tracker.core.plan.metadata import read_metadata
from tracker.core.plan.outline import Heading

_RANGE: Final = re.compile(r"\d\s?(?:→|~|–|—|…|\.\.|\bto\b|\s-\s)\s?\w|\d,\s?\w+-?\d")


def find_row_tasks(reading: Reading, heading: Heading, *, forced: bool) -> Iterator[Draft]:
    """The rows of the tables directly under a heading that are tasks."""
    for block in heading.content:
        columns = task_columns(block, forced=forced) if block.kind == "table" else None
        if columns is None:
            continue
        is_overview = label_meaning(plain(block.rows[0].cells[columns.title].text)) == "sprint"
        for row, behind in zip(block.rows[1:], [*block.rows[2:], None], strict=True):
            if _heads_others(row, behind):
                continue
            draft = _row_draft(reading, heading, row, head=block.rows[0], columns=columns)
            if draft is not None:
                draft.is_overview = is_overview
                yield draft


def _heads_others(row: Row, behind: Row | None) -> bool:
    """Whether a row is a heading of those below it: bold throughout, and theirs are not."""
    cells = [cell.text.strip() for cell in row.cells if cell.text.strip() not in BLANK]
    below = [cell.text.strip() for cell in behind.cells] if behind is not None else []
    if (
        not below
        or not all(_is_bold(cell) for cell in cells)
        or all(_is_bold(cell) for cell in below if cell)
    ):
        return False
    return len(cells) == 1 < len(row.cells) - 1 or below[0].startswith(
        plain(cells[0]) + "-" if cells else "?"
    )


def _is_bold(text: str) -> bool:
    return len(text) > 4 and text.startswith("**") and text.endswith("**")


def has_row_tasks(heading: Heading) -> bool:
    """Whether a table with ids of its own stands directly under a heading, or one that is headed "Tasks"."""
    is_headed = fold(heading.facts.title).strip(" :：") in dialect.TASK_PLURAL_SET
    return any(
        is_headed or columns.id is not None or _titles_have_ids(block, columns)
        for block in heading.content
        if block.kind == "table" and (columns := task_columns(block)) is not None
    )


def _titles_have_ids(block: Block, columns: Columns) -> bool:
    """Whether most titles begin with an id and a colon: `| T-009a: Rotate the keys |`."""
    cells = [row.cells[columns.title].text for row in block.rows[1:] if len(row.cells) > columns.title]
    heads = [read_head(text) for text in cells]
    return sum(head is not None and head.separated for head in heads) * 2 > len(cells)


def find_ranked_rows(reading: Reading) -> Iterator[Draft]:
    """The rows of tables of titles under headings that tell their priority, in a file without other tasks."""
    for heading in reading.root.walk():
        if any(above.facts.priority for above in heading.ancestors()):
            for block in heading.content:
                columns = ranked_columns(block) if block.kind == "table" else None
                if columns is None:
                    continue
                for row in block.rows[1:]:
                    draft = _row_draft(reading, heading, row, head=block.rows[0], columns=columns)
                    yield from [draft] if draft is not None else []


def fill_a_table(root: Heading) -> bool:
    """Whether a table of the file holds several tasks, so that the file is a plan and no task itself."""
    return any(
        len(block.rows) > 2 and task_columns(block) is not None
        for heading in root.walk()
        for block in heading.content
        if block.kind == "table"
    )


def _row_draft(reading: Reading, heading: Heading, row: Row, *, head: Row, columns: Columns) -> Draft | None:
    if len(row.cells) <= columns.title:
        return None
    cell = row.cells[columns.title]
    if columns.id is not None and _RANGE.search(plain(row.cells[columns.id].text)):
        return None
    if plain(cell.text) in BLANK or is_total(row):
        return None
    draft = Draft("table", row.line, row.line, heading, "", Span(0, 0))
    title = TextLine(row.line, cell.start, cell.text)
    _read_row_title(reading, draft, title, with_id=columns.id is None)
    if columns.id is not None:
        _read_row_id(reading, draft, row.cells[columns.id])
    draft.cells.extend(_values(row, head, columns))
    read_metadata(draft, reading.options)
    return draft


def _values(row: Row, head: Row, columns: Columns) -> Iterator[Entry]:
    """The cells that are neither id nor title, as values labelled by their column."""
    cells = zip(head.cells, row.cells, columns.meanings, strict=False)
    for place, (label, value, meaning) in enumerate(cells):
        if place not in (columns.id, columns.title):
            end = value.start + len(value.text)
            yield Entry(
                plain(label.text), meaning, value.text, row.line, value.start, end, bold=False, is_cell=True
            )


def _read_row_title(reading: Reading, draft: Draft, line: TextLine, *, with_id: bool) -> None:
    """The title of a row, and its id where no column is for ids: `| SEC-1: Rotate the keys | 4h |`."""
    draft.struck = line.text.startswith("~~")
    if with_id:
        read_title(reading, draft, line)
    else:
        draft.title, draft.title_span = bare_title(line)
    take_status(draft)


def _read_row_id(reading: Reading, draft: Draft, cell: Cell) -> None:
    raw = cell_id(cell) or (plain(cell.text) if SLUG.fullmatch(plain(cell.text)) else None)
    if raw is None:
        draft.raw_id = plain(cell.text).rstrip(".") if NUMBER.fullmatch(plain(cell.text)) else ""
        return
    draft.id, draft.raw_id = canonical(raw), raw
    draft.struck = draft.struck or "~~" in cell.text
    if is_odd(raw):
        reading.report(
            "odd-id",
            "warning",
            draft.line,
            "Line {line}: the id {id} holds characters that do not show or look like others. Type it again.",
            id=draft.id,
        )
