"""Durations as plans write them: `3-4 gün`, `1.5 saat`, `0,5 d`, `1h30m`, `~4h (ai:2h)`, `2 days → ACTUAL: 1
day`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tracker.core.plan.dialect import PRIORITY_INDEX, UNIT_INDEX, fold, label_meaning
from tracker.core.plan.document import Estimate, ReadOptions, Span
from tracker.core.plan.words import HALF_WORDS

_UNITS: Final = "|".join(sorted((re.escape(unit) for unit in UNIT_INDEX), key=len, reverse=True))
_NUMBER: Final = r"\d{1,6}(?:[.,]\d{1,3})?"
_DASH: Final = r"\s*(?:[-–—~]|to|bis|à|a|ila|do|até|至|到)\s*"
_DURATION: Final = re.compile(
    rf"(?<![\w.,/:])(?P<low>{_NUMBER})(?:\s?(?P<first>{_UNITS})?{_DASH}(?P<high>{_NUMBER}))?\+?\s?[-‑]?(?P<unit>{_UNITS})(?![^\W\d_])"
)
_BARE: Final = re.compile(rf"^[~≈<≤\s]*(?P<low>{_NUMBER})(?:{_DASH}(?P<high>{_NUMBER}))?\+?(?=\s|$|\()")
_POINTS: Final = re.compile(
    rf"^[^\w]*{_NUMBER}\+?\s*(?:story\s*)?(?:points?|pts?|sp|puan|punkte?|pontos?|puntos?|点|punkt\w*)(?!\w)"
)
_HALVES: Final = "|".join(
    sorted((re.escape(word) for words in HALF_WORDS.values() for word in words), key=len, reverse=True)
)
_HALF: Final = re.compile(rf"(?<!\w)(?:{_HALVES})[\s-]?(?P<unit>{_UNITS})(?![^\W\d_])")
_MINUTES: Final = re.compile(r"(?<=\dh)[0-5]\d(?![\w.,])")
_JOIN: Final = re.compile(r"\s*(?:\+|and|ve|und|et|y|e|i|,)?\s*")
_BRACKET: Final = re.compile(r"[\[(](?P<inner>[^\[\]()]{1,40})[\])]")
_ABOUT: Final = re.compile(r"\s*(?:~|≈|(?i:est|ca|approx|about|yaklaşık|etwa|env)\b\.?)?\s*")
_TILDE: Final = re.compile(r"(?<!\w)[~≈⏱⏲🕐🕒]\ufe0f?\s?(?=\d)")
_SEGMENT: Final = re.compile(r"\s[|·•]\s")
_CODED: Final = re.compile(r"(?<!\w)@[\w.-]{1,38}\s`(?P<inner>[^`]{1,24})`")
_SIZES: Final = frozenset(("xs", "s", "m", "l", "xl", "xxl"))
_DASHED: Final = re.compile(
    r"\s[-–—·]\s(?P<inner>[~≈]?\s?\d(?:(?!\s[-–—·]\s)[^·()\[\],;]){0,24})(?=\s?[(\[,;]|\s[-–—·]\s|$)"
)

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
    half = _HALF.search(text)
    if half is not None and (found is None or half.start() < found.start()):
        hours = hours_of(half["unit"], options) / 2
        return _checked(hours, hours, half.start(), half.end())
    if found is None:
        return _read_bare(text, options, label)
    low, high = _hours(found, options)
    end = found.end()
    minutes = _MINUTES.match(text, end) if not found["high"] else None
    if minutes is not None:
        low = high = low + int(minutes.group()) / 60
        end = minutes.end()
    while (more := _next(text, end)) is not None:
        extra_low, extra_high = _hours(more, options)
        low, high, end = low + extra_low, high + extra_high, more.end()
    return _checked(low, high, found.start(), end)


def _lower_in_place(text: str) -> str:
    lowered = text.lower()
    return (
        lowered
        if len(lowered) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else "i" for c in text)
    )


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
    return _checked(
        min(low, high), max(low, high), found.start("low"), found.end("high" if found["high"] else "low")
    )


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
    """A duration that a title carries: in brackets, behind a tilde or clock, between bars, or at its end."""
    for found in _BRACKET.finditer(text):
        whole = whole_estimate(found["inner"], options)
        if whole is not None:
            return Found(whole.estimate, found.start(), found.end())
        part = _among_levels(found["inner"], options)
        if part is not None:
            at = found.start("inner")
            return Found(part.estimate, at + part.start, at + part.end)
    return (
        _behind_name(text, options)
        or _behind_tilde(text, options)
        or _between_bars(text, options)
        or _behind_dash(text, options)
    )


def whole_estimate(text: str, options: ReadOptions) -> Found | None:
    """The duration that the text is, a label or "about" before it left out; None where it says more."""
    label, colon, _ = text.partition(":")
    cut = len(label) + 1 if colon and label_meaning(label) == "estimate" else 0
    about = _ABOUT.match(text, cut)
    start = about.end() if about else cut
    body = text[start:].rstrip(" *_`")
    found = read_estimate(body, options)
    if found is None or found.start or found.end != len(body):
        return None
    return Found(found.estimate, start, start + found.end)


def _among_levels(text: str, options: ReadOptions) -> Found | None:
    """The duration in "P1, 3h" or "M / 2d", where all the other parts are priorities or sizes."""
    found, place = None, 0
    for part in re.split(r"[,;/]", text) if re.search(r"[,;/]", text) else ():
        whole = whole_estimate(part, options)
        if whole is not None and found is None:
            found = Found(whole.estimate, place + whole.start, place + whole.end)
        elif (
            not part.strip().startswith("@") and fold(part) not in PRIORITY_INDEX and fold(part) not in _SIZES
        ):
            return None
        place += len(part) + 1
    return found


def _behind_name(text: str, options: ReadOptions) -> Found | None:
    """A duration in code right behind a name: "Seed data @ana `1h`"."""
    coded = _CODED.search(text)
    whole = whole_estimate(coded["inner"], options) if coded else None
    if coded is None or whole is None:
        return None
    at = coded.start("inner")
    return Found(whole.estimate, at + whole.start, at + whole.end)


def _behind_tilde(text: str, options: ReadOptions) -> Found | None:
    tilde = _TILDE.search(text)
    found = read_estimate(text[tilde.end() :], options) if tilde else None
    if tilde is None or found is None or found.start:
        return None
    return Found(found.estimate, tilde.start(), tilde.end() + found.end)


def _between_bars(text: str, options: ReadOptions) -> Found | None:
    bars = list(_SEGMENT.finditer(text))
    ends = [bar.start() for bar in bars[1:]] + [len(text)]
    for bar, end in zip(bars, ends, strict=False):
        whole = whole_estimate(text[bar.end() : end], options)
        if whole is not None:
            return Found(whole.estimate, bar.end() + whole.start, bar.end() + whole.end)
    return None


def _behind_dash(text: str, options: ReadOptions) -> Found | None:
    """A duration between a dash and the end, a comma or a bracket: "Draw it — 2d (depends on 1.1)"."""
    for dashed in _DASHED.finditer(text):
        whole = whole_estimate(dashed["inner"], options)
        if whole is not None:
            return Found(whole.estimate, dashed.start(), dashed.end())
    return None


def shift(found: Found, by: int) -> Span:
    """The place of a found estimate in the whole text, its own text beginning at `by`."""
    return Span(by + found.start, by + found.end)
