"""Charts made of rows: bars beside names, and small columns in a table of names and weeks.

As in `charts`, everything comes out as text that a template prints, and words come in from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.core.charts import Bar, Frame, Tick, number

WIDTH = 500.0
NAMES = 190.0
ROW = 23.0
BAR = 11.0
GRID_ROW = 33.0
GRID_TOP = 18.0
ROOM_ABOVE = 13.0
ROOM_FOR_A_NUMBER = 24.0
ROOM_FOR_A_DAY = 54.0
ROOM_FOR_A_SIGN = 8.5


@dataclass(frozen=True, slots=True)
class Row:
    """A name, the pieces of its bar one after the other, and the words at `words_at` behind it."""

    name: str
    y: str
    bars: tuple[Bar, ...]
    words: str
    words_at: str


@dataclass(frozen=True, slots=True)
class RowsPlot:
    """Rows from the top; the pieces of a bar are of the kinds handed in."""

    frame: Frame
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A name beside its columns, `rule` the line that they stand on."""

    name: str
    y: str
    rule: str


@dataclass(frozen=True, slots=True)
class GridPlot:
    """Columns in rows; those above their limit are of kind "over". `figures` stand over them, where there is
    room."""

    frame: Frame
    columns: tuple[Tick, ...]
    rows: tuple[GridRow, ...]
    bars: tuple[Bar, ...]
    figures: tuple[tuple[str, str, str], ...]


def plot_rows(
    rows: Sequence[tuple[str, Sequence[float], str]],
    *,
    kinds: Sequence[str],
    words_width: float = 120.0,
) -> RowsPlot | None:
    """A bar for each (name, amounts, words), the longest as long as there is room; None without rows.

    `kinds` are those of the amounts, which stand one after the other; `words_width` is room for the words.
    """
    if not rows:
        return None
    longest = max(sum(amounts) for _, amounts, _ in rows) or 1.0
    room = WIDTH - NAMES - words_width
    drawn = [_row(n, row, kinds, room / longest) for n, row in enumerate(rows)]
    bottom = ROW * len(rows)
    frame = Frame(WIDTH, bottom, left=NAMES, right=NAMES + room, top=0, bottom=bottom)
    return RowsPlot(frame, tuple(drawn))


def _row(place: int, row: tuple[str, Sequence[float], str], kinds: Sequence[str], scale: float) -> Row:
    name, amounts, words = row
    top, x, bars = place * ROW + (ROW - BAR) / 2, NAMES, []
    for amount, kind in zip(amounts, kinds, strict=True):
        if amount > 0:
            width = amount * scale
            bars.append(Bar(number(x), number(top), number(max(width - 1, 1)), number(BAR), kind))
            x += width
    return Row(name, number(top + BAR - 2), tuple(bars), words, number(x + 7))


def plot_grid(
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    *,
    limits: Sequence[float],
    label_value: Callable[[float], str],
) -> GridPlot | None:
    """A small column for each name and week, all to one scale; None where there is nothing to draw.

    `limits` holds, for each week, what is too much for one name.
    """
    most = max((amount for _, amounts in rows for amount in amounts), default=0.0)
    if not columns or most <= 0:
        return None
    pitch = (WIDTH - NAMES) / len(columns)
    bottom = GRID_TOP + GRID_ROW * len(rows)
    cells = list(_cells([amounts for _, amounts in rows], limits, pitch, most))
    has_room = pitch >= ROOM_FOR_A_NUMBER
    return GridPlot(
        frame=Frame(WIDTH, bottom + 1, left=NAMES, right=WIDTH, top=GRID_TOP, bottom=bottom),
        columns=tuple(_columns(columns, pitch)),
        rows=tuple(_grid_row(name, GRID_TOP + GRID_ROW * (n + 1)) for n, (name, _) in enumerate(rows)),
        bars=tuple(cell.bar for cell in cells),
        figures=tuple((cell.x, cell.y, label_value(cell.amount)) for cell in cells) if has_room else (),
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """A column, and where its figure would stand."""

    bar: Bar
    x: str
    y: str
    amount: float


def _cells(
    rows: Sequence[Sequence[float]], limits: Sequence[float], pitch: float, most: float
) -> Iterator[_Cell]:
    for n, amounts in enumerate(rows):
        for at, (amount, limit) in enumerate(zip(amounts, limits, strict=True)):
            if amount > 0:
                yield _cell(n, at, amount, pitch, most=most, limit=limit)


def _cell(row: int, column: int, amount: float, pitch: float, *, most: float, limit: float) -> _Cell:
    base, left = GRID_TOP + GRID_ROW * (row + 1), NAMES + column * pitch
    height = max((GRID_ROW - ROOM_ABOVE) * amount / most, 1)
    kind = "over" if amount > limit + 1e-6 else ""
    x, y = number(left + pitch * 0.15), number(base - height)
    bar = Bar(x, y, number(pitch * 0.7), number(height), kind)
    return _Cell(bar, number(left + pitch / 2), number(base - height - 3), amount)


def _columns(labels: Sequence[str], pitch: float) -> list[Tick]:
    """The labels over their columns, as many as have room."""
    room = max(ROOM_FOR_A_DAY, ROOM_FOR_A_SIGN * max(map(len, labels)))
    step = max(1, -int(-room // pitch))
    return [Tick(number(NAMES + (n + 0.5) * pitch), label) for n, label in enumerate(labels) if n % step == 0]


def _grid_row(name: str, base: float) -> GridRow:
    return GridRow(name, number(base - 6), f"M0 {number(base)}H{number(WIDTH)}")
