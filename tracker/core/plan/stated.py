"""What a document states beside its tasks: summary rows, totals, notes, fields of its title block, code
blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tracker.core.plan import dialect
from tracker.core.plan.blocks import Block, Row, TextLine
from tracker.core.plan.dialect import fold, label_meaning, priority_of
from tracker.core.plan.document import (
    Category,
    CodeBlock,
    Field,
    Note,
    PlanTask,
    ReadOptions,
    Span,
    SummaryRow,
    Total,
)
from tracker.core.plan.estimates import read_estimate
from tracker.core.plan.fields import Entry, read_line
from tracker.core.plan.outline import Heading
from tracker.core.plan.source import Source

_NUMBER: Final = re.compile(r"^[~≈*\s]*(\d{1,6})(?:\s|\*|$|\s?(?=[^\W\d]))")
_CATEGORY_HEADS: Final = frozenset(
    fold(word)
    for word in (
        "category", "kategori", "kategorie", "catégorie", "categoría", "categoria", "kategoria", "分类",
        "epic", "area", "alan", "bereich", "section", "bölüm", "phase", "faz", "sprint", "module", "modül",
        "priority", "öncelik", "component",
    )
)  # fmt: skip
_NOTE_ITEM: Final = re.compile(r"^(?:\*\*|__)(?P<title>[^*_]{1,80}?)\s?[:：]?\s?(?:\*\*|__)\s?[:：]?\s*")


def summary_rows(
    root: Heading, categories: list[Category], options: ReadOptions, task_lines: set[int]
) -> list[SummaryRow]:
    """The rows of the tables that count tasks by category, priority or phase; rows of totals are left out."""
    rows: list[SummaryRow] = []
    for block in _tables(root):
        if block.line in task_lines or any(row.line in task_lines for row in block.rows):
            continue
        columns = _summary_columns(block.rows[0])
        if columns is not None:
            rows.extend(
                _summary_row(row, block.rows[0], columns, categories=categories, options=options)
                for row in block.rows[1:]
                if not dialect.TOTAL_PATTERN.match(fold(row.cells[0].text.strip(" *_") if row.cells else ""))
            )
    return rows


def _tables(root: Heading) -> Iterator[Block]:
    for heading in root.walk():
        yield from (block for block in heading.content if block.kind == "table")


def _summary_columns(head: Row) -> dict[str, int] | None:
    """The position of each column that a summary needs, by meaning, or None where the table
    counts nothing.
    """
    columns: dict[str, int] = {}
    for place, cell in enumerate(head.cells):
        name = fold(cell.text).strip(" *_`")
        meaning = label_meaning(cell.text)
        if name in dialect.COUNT_COLUMN_SET:
            columns.setdefault("count", place)
        elif meaning in ("priority", "risk", "estimate"):
            columns.setdefault(meaning, place)
        elif name in _CATEGORY_HEADS:
            columns.setdefault("label", place)
    if "count" not in columns or len(columns) < 2:
        return None
    columns.setdefault("label", columns.get("priority", 0))
    return columns


def _summary_row(
    row: Row, head: Row, columns: dict[str, int], *, categories: list[Category], options: ReadOptions
) -> SummaryRow:
    label = _cell(row, columns.get("label")).strip(" *_`")
    count = _NUMBER.match(_cell(row, columns.get("count")))
    hours = None
    if "estimate" in columns:
        found = read_estimate(
            _cell(row, columns["estimate"]), options, label=head.cells[columns["estimate"]].text
        )
        hours = found.estimate.middle_hours if found else None
    return SummaryRow(
        label=label,
        line=row.line,
        category=category_of(label, categories),
        priority=priority_of(_cell(row, columns.get("priority"))) if "priority" in columns else None,
        risk=priority_of(_cell(row, columns.get("risk"))) if "risk" in columns else None,
        task_count=int(count[1]) if count else None,
        hours=hours,
    )


def _cell(row: Row, place: int | None) -> str:
    return row.cells[place].text if place is not None and place < len(row.cells) else ""


def category_of(label: str, categories: list[Category]) -> int | None:
    """The one category that the label names: by its whole title, else by words of its title or
    English name.
    """
    wanted = fold(label).strip()
    if not wanted:
        return None
    names = [[fold(name) for name in (one.title, one.english_title or "") if name] for one in categories]
    exact = [place for place, options in enumerate(names) if wanted in options]
    words = set(re.findall(r"\w+", wanted))
    within = [
        place
        for place, options in enumerate(names)
        if any(words <= set(re.findall(r"\w+", name)) for name in options)
    ]
    for found in (exact, within):
        if len(found) == 1:
            return found[0]
    return None


def totals(root: Heading, task_lines: set[int], options: ReadOptions) -> list[Total]:
    """The totals that lines and tables outside of tasks state: of tasks, and of hours where a summary stands
    near.
    """
    found: list[Total] = []
    for heading in root.walk():
        after_table = False
        for block in heading.content:
            if block.kind == "table":
                after_table = _summary_columns(block.rows[0]) is not None
                found.extend(_table_totals(block, options))
            for line in _plain_lines(block):
                if line.line not in task_lines:
                    found.extend(_line_totals(line, options, after_table=after_table))
    return found


def _plain_lines(block: Block) -> Iterator[TextLine]:
    for inner in block.walk():
        if inner.kind == "paragraph":
            yield from inner.lines


def _table_totals(block: Block, options: ReadOptions) -> Iterator[Total]:
    """Rows of a table of two columns whose first cell speaks of a total."""
    for row in block.rows:
        if len(row.cells) == 2 and dialect.TOTAL_PATTERN.search(fold(row.cells[0].text)):
            total = _total(
                row.cells[0].text, row.cells[1].text.strip("* "), row.line, options, needs_word=False
            )
            if total is not None:
                yield total


def _line_totals(line: TextLine, options: ReadOptions, *, after_table: bool) -> Iterator[Total]:
    for entry in read_line(TextLine(line.line, line.start, line.text.strip("*_ "))) or read_line(line):
        if not isinstance(entry, Entry):
            continue
        says_total = dialect.TOTAL_PATTERN.search(fold(entry.label)) is not None
        if says_total or (after_table and entry.meaning == "estimate"):
            total = _total(entry.label, entry.value, line.line, options, needs_word=True)
            if total is not None:
                yield total


def _total(label: str, value: str, line: int, options: ReadOptions, *, needs_word: bool) -> Total | None:
    words = set(re.findall(r"[^\W\d_]+", fold(f"{label} {value[:40]}")))
    number = _NUMBER.match(value.lstrip("~≈ "))
    duration = read_estimate(value, options, label=label)
    text = f"{label}: {value}"
    if duration is not None and duration.start <= 3:
        return Total("hours", duration.estimate.middle_hours, text, line)
    if number and words & (dialect.TASK_SET | dialect.TASK_PLURAL_SET):
        return Total("tasks", float(number[1]), text, line)
    return None


def notes(root: Heading) -> list[Note]:
    """The items of the sections that are called notes, numbered where the list is."""
    found: list[Note] = []
    for heading in root.walk():
        if heading.level and fold(re.sub(r"[^\w\s]", "", heading.facts.title)) in dialect.NOTE_SET:
            for block in heading.content:
                if block.kind == "list":
                    found.extend(_notes_of(block))
    return found


def _notes_of(block: Block) -> Iterator[Note]:
    ordered = block.info[-1:] in (".", ")")
    for number, item in enumerate(block.children, start=1):
        if not item.children or item.children[0].kind != "paragraph":
            continue
        text = item.children[0].text
        title = _NOTE_ITEM.match(text)
        yield Note(
            number if ordered else None,
            title["title"] if title else "",
            text[title.end() :] if title else text,
            item.line,
        )


def document_fields(title: Heading | None, root: Heading, source: Source) -> list[Field]:
    """The field lines of the title block, in quotes or not."""
    holder = title or root
    found: list[Field] = []
    for block in holder.content:
        if block.kind == "rule" and found:
            break
        for line in block.lines if block.kind == "paragraph" else ():
            found.extend(_field_of(entry) for entry in read_line(line) if isinstance(entry, Entry))
    return found


def _field_of(entry: Entry) -> Field:
    return Field(entry.label, entry.meaning, entry.value, entry.line, Span(entry.start, entry.end))


def code_blocks(root: Heading, tasks: list[PlanTask]) -> list[CodeBlock]:
    """The fenced blocks with their language and the innermost task that they stand in."""
    owners: dict[int, str] = {}
    for task in tasks:
        for line in range(task.line, task.end_line + 1):
            owners[line] = task.key
    found = []
    for heading in root.walk():
        for block in heading.content:
            for inner in block.walk():
                if inner.kind == "fence":
                    language = inner.info.split()[0] if inner.info else ""
                    found.append(CodeBlock(language, inner.line, inner.end_line, owners.get(inner.line)))
    return found
