"""Which tables are of tasks, by the names and cells of their columns; legends, risks, counts and phases are
none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tracker.core.plan import dialect
from tracker.core.plan.blocks import Block, Cell, Row
from tracker.core.plan.dialect import fold, label_meaning, priority_of, status_in
from tracker.core.plan.families.field_blocks import is_field_table
from tracker.core.plan.ids import read_head
from tracker.core.plan.sprints import read_name

_LINK: Final = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
NUMBER: Final = re.compile(r"\d{1,4}\.?")
SLUG: Final = re.compile(r"(?=[^_-]*[_-])[^\W_][\w-]{2,48}")
_COUNT: Final = re.compile(r"\d+(?:\s?/\s?\d+)?\s?%?")
BLANK: Final = frozenset(("", "-", "—", "–", "n/a", "…"))
_WORK: Final = frozenset(("status", "estimate", "points", "assignee", "agent", "due", "depends_on", "sprint"))
_PLAIN_TITLES: Final = frozenset(
    fold(word)
    for word in (
        "Task", "Title", "Task Name", "Story", "User Story", "Task Description", "Action Item", "Work Item",
        "Todo", "To-do", "Görev", "Görev Adı", "İş", "Yapılacak", "Aksiyon", "Aufgabe", "Arbeitspaket",
        "Maßnahme", "Tâche", "Tarea", "Tarefa", "Zadanie", "任务", "任务名称", "事项", "Başlık",
        "Titel", "Titre", "Título", "Tytuł", "标题", "Bug", "Issue", "Action requise", "Required Action",
        "Action Required", "Gereken Aksiyon", "Acción requerida", "Ação necessária", "Wymagane działanie",
        "Erforderliche Maßnahme",
    )
)  # fmt: skip


# What the column beside an id may say for want of a title: nothing known, a file, a milestone, a component.
_NAMING: Final = frozenset((None, "files", "sprint", "labels", "action", "problem"))
_LEVELS: Final = frozenset(("priority", "risk"))  # whose P0 and P1 look like ids
_TOLD: Final = frozenset(("status", "estimate", "points"))
_HINTED: Final = frozenset(("priority", "assignee", "agent", "due", "depends_on"))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the id and the title of a row stand, and what each other column means."""

    id: int | None
    title: int
    meanings: tuple[str | None, ...]


def task_columns(block: Block, *, forced: bool = False) -> Columns | None:
    """The columns of a table of tasks, or None for a table of anything else."""
    head, rows = block.rows[0], block.rows[1:]
    names = [fold(plain(cell.text)) for cell in head.cells]
    if len(names) < 2 or not rows or (is_field_table(block) and not forced):
        return None
    if any(name in dialect.HAZARD_COLUMN_SET for name in names) and not forced:
        return None
    id_column = _id_column(names, rows)
    title = _title_column(names, id_column)
    if title is None:
        title = _beside_boxes(names, rows)
    if title is None:
        return (
            Columns(id_column, 0 if id_column != 0 else 1, _meanings(names, id_column, 0)) if forced else None
        )
    columns = Columns(id_column, title, _meanings(names, id_column, title))
    return columns if forced or _is_task_table(names, rows, columns) else None


def plain(text: str) -> str:
    return _LINK.sub(r"\1", text).strip(" *_`~")


def _id_column(names: list[str], rows: tuple[Row, ...]) -> int | None:
    """The column called an id, else the first where most cells are ids and another one could be the title."""
    named = next((place for place, name in enumerate(names) if name in dialect.ID_COLUMN_SET), None)
    if named is not None or label_meaning(names[0]) in _LEVELS:
        return named
    others = any(name in dialect.TITLE_COLUMN_SET for name in names[1:])
    filled = [row for row in rows if row.cells and not is_total(row)]
    numbers = [plain(row.cells[0].text) for row in filled]
    if others and _is_series(numbers) and label_meaning(names[0]) is None:
        return 0
    alike = sum(cell_id(row.cells[0]) is not None or plain(row.cells[0].text) in BLANK for row in filled)
    with_id = any(cell_id(row.cells[0]) is not None or names[0] in dialect.TITLE_COLUMN_SET for row in filled)
    return 0 if others and with_id and alike * 5 >= len(filled) * 4 else None


def _is_series(numbers: list[str]) -> bool:
    """Whether these cells are numbers, no two the same: a column "Plan" with 001, 002 numbers the rows."""
    return len(numbers) >= 2 and len(set(numbers)) == len(numbers) and all(map(NUMBER.fullmatch, numbers))


def is_total(row: Row) -> bool:
    """Whether a row adds up the others."""
    return dialect.TOTAL_PATTERN.match(fold(plain(row.cells[0].text))) is not None and not cell_id(
        row.cells[0]
    )


def _title_column(names: list[str], id_column: int | None) -> int | None:
    places = [
        place for place, name in enumerate(names) if name in dialect.TITLE_COLUMN_SET and place != id_column
    ]
    plain = [place for place in places if names[place] in _PLAIN_TITLES]
    if plain or places:
        return (plain or places)[0]
    if id_column is None:
        return None
    beside = id_column + 1
    named = beside < len(names) and label_meaning(names[beside]) in _NAMING
    return beside if named else None


def _beside_boxes(names: list[str], rows: tuple[Row, ...]) -> int | None:
    """The first column of a table whose status column holds nothing but boxes."""
    place = next((place for place, name in enumerate(names) if label_meaning(name) == "status"), 0)
    return 0 if place and _are_boxes(place, rows) else None


def _are_boxes(place: int, rows: tuple[Row, ...]) -> bool:
    cells = [row.cells[place].text.strip(" `") for row in rows if len(row.cells) > place]
    return bool(cells) and all(len(cell) == 3 and cell[0] + cell[2] == "[]" for cell in cells)


def _meanings(names: list[str], id_column: int | None, title: int) -> tuple[str | None, ...]:
    return tuple(
        None if place in (id_column, title) else label_meaning(name) for place, name in enumerate(names)
    )


def _is_task_table(names: list[str], rows: tuple[Row, ...], columns: Columns) -> bool:
    """Ids and titles, or plainly titles and a status or an effort. What counts, or names phases, is none."""
    meanings = set(columns.meanings)
    filled = [row for row in rows if len(row.cells) > columns.title]
    if _counts(names, rows):
        return False
    if columns.id is not None:
        cells = [row.cells[columns.id] for row in filled if len(row.cells) > columns.id]
        if _tells_ids(cells, names[columns.id], len(filled)):
            return names[columns.title] in dialect.TITLE_COLUMN_SET or bool(meanings & _WORK)
        if "status" in meanings and _are_names(cells):
            return names[columns.title] in dialect.TITLE_COLUMN_SET
        if sum(bool(NUMBER.fullmatch(plain(cell.text))) for cell in cells) * 2 < len(filled):
            return False
    titles = [plain(row.cells[columns.title].text) for row in filled]
    if sum(bool(_COUNT.fullmatch(title)) for title in titles) * 2 > len(titles):
        return False
    phases = sum(read_name(title) is not None for title in titles)
    if label_meaning(names[columns.title]) != "files" and phases * 2 > len(titles):
        return False
    if names[columns.title] in _PLAIN_TITLES:
        is_numbered = columns.id is not None and "assignee" in meanings
        is_ranked = _mostly(columns, "priority", filled, priority_of)
        return bool(meanings & _TOLD) or len(meanings & _HINTED) >= 2 or is_numbered or is_ranked
    if "status" not in meanings:
        return False
    is_told = bool(meanings & {"priority", "estimate", "assignee", "agent", "due"})
    is_ticked = _are_boxes(columns.meanings.index("status"), rows)
    return is_ticked or (is_told and _mostly(columns, "status", filled, status_in))


def _tells_ids(cells: list[Cell], name: str, count: int) -> bool:
    """Whether half of the rows have an id, or most have a blank where a column of titles would hold one."""
    with_id = sum(cell_id(cell) is not None for cell in cells)
    blank = sum(plain(cell.text) in BLANK for cell in cells)
    return with_id * 2 >= count or (blank * 2 > count and name in dialect.TITLE_COLUMN_SET)


def _are_names(cells: list[Cell]) -> bool:
    """Whether a column of ids holds names instead, no two the same: `f1-control-plane`, `f1-action-inbox`."""
    names = [plain(cell.text) for cell in cells]
    return len(names) >= 2 and len(set(names)) == len(names) and all(map(SLUG.fullmatch, names))


def _counts(names: list[str], rows: tuple[Row, ...]) -> bool:
    for place, name in enumerate(names):
        if name in dialect.COUNT_COLUMN_SET:
            cells = [row.cells[place].text.strip("*~ ") for row in rows if len(row.cells) > place]
            if sum(bool(re.match(r"\d+(?:\s|$|/|%)", cell)) for cell in cells) * 2 > len(cells):
                return True
    return False


def _mostly(columns: Columns, meaning: str, rows: list[Row], read: Callable[[str], object]) -> bool:
    """Whether most cells of the column of that meaning can be read."""
    if meaning not in columns.meanings:
        return False
    place = columns.meanings.index(meaning)
    told = sum(len(row.cells) > place and read(row.cells[place].text) is not None for row in rows)
    return told * 5 >= len(rows) * 3


def cell_id(cell: Cell) -> str | None:
    """The id that a cell holds and nothing else, or None. Here `P1` is an id, for its column says so."""
    text = plain(cell.text)
    head = read_head(text)
    if head is None or text[head.start :].strip("*_`~ ") or read_name(text) is not None:
        return None
    return head.raw


def ranked_columns(block: Block) -> Columns | None:
    """The columns of a table whose first one holds titles, whatever the others tell; None for any other."""
    names = [fold(plain(cell.text)) for cell in block.rows[0].cells]
    if not names or names[0] not in dialect.TITLE_COLUMN_SET or is_field_table(block):
        return None
    return Columns(None, 0, _meanings(names, None, 0))
