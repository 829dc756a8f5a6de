"""Dates as plans write them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

ISO: Final = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
DOTTED: Final = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")


def read_date(text: str) -> date | None:
    """The first date of the text, as 2026-03-31 or 31.03.2026; None for one that no calendar has.

    >>> read_date("due 31.03.2026")
    datetime.date(2026, 3, 31)
    """
    iso, dotted = ISO.search(text), DOTTED.search(text)
    parts = (iso[1], iso[2], iso[3]) if iso else (dotted[3], dotted[2], dotted[1]) if dotted else None
    if parts is None:
        return None
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None
