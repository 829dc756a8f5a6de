"""Tables as CSV that a spreadsheet reads as text and numbers, never as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

Value = str | int | float | bool | date | None

# What a spreadsheet may take for the beginning of a formula, full-width signs included.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(
    head: Sequence[str], rows: Iterable[Sequence[Value]], *, words: tuple[str, str] = ("no", "yes")
) -> str:
    """The table as CSV: commas, CRLF, dates as ISO, numbers with a point, texts that cannot be formulas.

    `words` are for what is not so, and what is.

    >>> write_csv(["Key", "Hours"], [["=1+1", 2.5]])
    "Key,Hours\\r\\n'=1+1,2.5\\r\\n"
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_text(name) for name in head])
    writer.writerows([_cell(value, words) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Value, words: tuple[str, str]) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return safe_text(words[value])
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 4)
    if isinstance(value, int):
        return value
    return value.isoformat() if isinstance(value, date) else safe_text(value)


def safe_text(text: str) -> str:
    """The text behind an apostrophe where a spreadsheet might compute it, also after blanks."""
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text
