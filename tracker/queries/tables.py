"""Tables of figures: one set of values, printed for people and written as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext

from tracker.core.csv_text import Value
from tracker.queries.words import day_text, number_text

Kind = Literal["text", "number", "percent", "day", "task"]


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    kind: Kind = "number"


@dataclass(frozen=True, slots=True)
class Cell:
    """`key` is the task that the cell names, for a link; empty elsewhere."""

    text: str
    is_number: bool
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Values by row as they are: numbers, dates, keys; `percent` from 0 to 1."""

    columns: tuple[Column, ...]
    rows: tuple[Sequence[Value], ...]

    @property
    def heads(self) -> list[str]:
        return [column.label for column in self.columns]

    @property
    def shown(self) -> list[list[Cell]]:
        """The rows as people read them."""
        return [
            [_cell(value, column.kind) for value, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]


def _cell(value: Value, kind: Kind) -> Cell:
    if value is None or value == "":
        return Cell("", kind in ("number", "percent"))
    if isinstance(value, bool):
        return Cell(gettext("yes") if value else gettext("no"), False)
    if isinstance(value, date):
        return Cell(day_text(value, year=True), False)
    if isinstance(value, str):
        return Cell(value, False, value if kind == "task" else "")
    if kind == "percent":
        return Cell(percent_text(value), True)
    return Cell(number_text(value), True)


def percent_text(share: float) -> str:
    """A share in percent, as the language writes it: “80%”, “%80”."""
    return gettext("%(number)s%%") % {"number": number_text(round(100 * share))}
