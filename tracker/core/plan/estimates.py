"""Durations as plans write them: `3-4 gün`, `1.5 saat`, `0,5 d`, `1h30m`, `~4h (ai:2h)`, `2 days → ACTUAL: 1 day`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tracker.core.plan.dialect import UNIT_INDEX, fold
from tracker.core.plan.document import Estimate, ReadOptions, Span

_UNITS: Final = "|".join(sorted((re.escape(unit) for unit in UNIT_INDEX), key=len, reverse=True))
_NUMBER: Final = r"\d{1,6}(?:[.,]\d{1,3})?"
_DASH: Final = r"\s*(?:[-–—~]|to|bis|à|a|ila|do|até|至|到)\s*"
_DURATION: Final = re.compile(
    rf"(?<![\w.,/:])(?P<low>{_NUMBER})(?:\s?(?P<first>{_UNITS})?{_DASH}(?P<high>{_NUMBER}))?\+?\s?[-‑]?(?P<unit>{_UNITS})(?![^\W\d_])"
)
_BARE: Final = re.compile(rf"^[~≈<≤\s]*(?P<low>{_NUMBER})(?:{_DASH}(?P<high>{_NUMBER}))?\+?(?=\s|$|\()")
_POINTS: Final = re.compile(rf"^[^\w]*{_NUMBER}\+?\s*(?:story\s*)?(?:points?|pts?|sp|puan|punkte?|pontos?|puntos?|点|punkt\w*)(?!\w)")
_JOIN: Final = re.compile(r"\s*(?:\+|and|ve|und|et|y|e|i|,)?\s*")
_BRACKET: Final = re.compile(r"[\[(]\s*(?:~|≈|est\.?:?|tahmini:?|ca\.?)?\s*(?P<inner>[^\[\]()]{1,40}?)\s*[\])]")
_TILDE: Final = re.compile(r"(?<!\w)[~≈]\s?(?=\d)")
_DASHED_END: Final = re.compile(r"\s[-–—·]\s(?P<inner>[~≈]?\s?\d[^-–—·()\[\]]{0,24})$")

MAX_HOURS: Final = 100_000.0


@dataclass(frozen=True, slots=True)
class Found:
    """An estimate with its place in the text that was read."""

    estimate: Estimate
    start: int
    end: int


def hours_of(unit: str, options: ReadOptions) -> float:
    """The working hours of one unit: a day by the plan's hours, a month as 4.33 weeks."""
    kind = UNIT_INDEX[fold(unit)]
    day = options.hours_per_day
    week = day * options.days_per_week
    return {"minute": 1 / 60, "hour": 1.0, "day": day, "week": week, "month": week * 52 / 12}[kind]


def read_estimate(value: str, options: ReadOptions, *, label: str = "") -> Found | None:
    """The first duration in an estimate's value; adjacent ones add up ("1h 30m", "0.5h + 0.5h").

    A bare number counts in the unit that the label names ("Hours", "Süre (gün)"). Story points are no hours.
    """
    text = _lower_in_place(value)
    if _POINTS.match(text):
        return None
    found = _DURATION.search(text)
    if found is None:
        return _read_bare(text, options, label)
    low, high = _hours(found, options)
    end = found.end()
    while (more := _next(text, end)) is not None:
        extra_low, extra_high = _hours(more, options)
        low, high, end = low + extra_low, high + extra_high, more.end()
    return _checked(low, high, found.start(), end)


def _lower_in_place(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else "i" for c in text)


def _next(text: str, end: int) -> re.Match[str] | None:
    joint = _JOIN.match(text, end)
    place = joint.end() if joint else end
    if place < len(text) and text[place].isdigit() and "," not in text[end:place]:
        return re.compile(_DURATION.pattern.removeprefix(r"(?<![\w.,/:])")).match(text, place)
    return None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _hours(found: re.Match[str], options: ReadOptions) -> tuple[float, float]:
    unit = hours_of(found["unit"], options)
    low = _number(found["low"]) * (hours_of(found["first"], options) if found["first"] else unit)
    high = _number(found["high"]) * unit if found["high"] else low
    return min(low, high), max(low, high)


def _read_bare(text: str, options: ReadOptions, label: str) -> Found | None:
    unit = label_unit(label)
    found = _BARE.match(text) if unit else None
    if found is None or unit is None:
        return None
    hours = hours_of(unit, options)
    low = _number(found["low"]) * hours
    high = _number(found["high"]) * hours if found["high"] else low
    return _checked(min(low, high), max(low, high), found.start("low"), found.end("high" if found["high"] else "low"))


def _checked(low: float, high: float, start: int, end: int) -> Found | None:
    if not 0 <= low <= high <= MAX_HOURS or high == 0:
        return None
    return Found(Estimate(round(low, 4), round(high, 4)), start, end)


def label_unit(label: str) -> str | None:
    """The unit that a label or column head names, or None."""
    for word in re.findall(r"[^\W\d_]{3,}|\bh\b|\bd\b", fold(label)):
        if word in UNIT_INDEX and word not in ("est", "min"):
            return str(word)
    return "minutes" if "(min" in fold(label) else None


def estimate_in_title(text: str, options: ReadOptions) -> Found | None:
    """A duration that a title carries: in brackets of its own, behind a tilde, or at its very end behind a dash."""
    for found in _BRACKET.finditer(text):
        whole = read_estimate(found["inner"], options)
        if whole and whole.start == 0 and whole.end == len(found["inner"]):
            return Found(whole.estimate, found.start(), found.end())
    tilde = _TILDE.search(text)
    if tilde is not None:
        found_here = read_estimate(text[tilde.end() :], options)
        if found_here is not None and found_here.start == 0:
            return Found(found_here.estimate, tilde.start(), tilde.end() + found_here.end)
    dashed = _DASHED_END.search(text)
    if dashed is not None:
        whole = read_estimate(dashed["inner"], options)
        if whole and whole.end == len(dashed["inner"].rstrip()):
            return Found(whole.estimate, dashed.start(), len(text))
    return None


def shift(found: Found, by: int) -> Span:
    """The place of a found estimate in the whole text, its own text beginning at `by`."""
    return Span(by + found.start, by + found.end)
