"""How a file writes things: which marks, words, units and lines, so that what is added looks like
the rest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Final

from tracker.core.plan import dialect
from tracker.core.plan.blocks import TextLine
from tracker.core.plan.boxes import read_legend
from tracker.core.plan.dialect import fold
from tracker.core.plan.document import Document, Estimate, Level, Status
from tracker.core.plan.words import (
    LABELS,
    MARK_OF,
    PRIORITIES,
    STATUS_MARKS,
    STATUSES,
    UNIT_NAMES,
    UNITS,
)

_DEFAULT_MARKS: Final[dict[Status, str]] = {
    "todo": " ",
    "doing": "/",
    "review": "/",
    "done": "x",
    "dropped": "-",
}
_UNIT: Final = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Style:
    """The habits of one file."""

    newline: str
    language: str
    hours_per_day: float
    box_marks: dict[Status, str] = field(default_factory=dict)
    words: dict[Status, str] = field(default_factory=dict)
    heading_marks: dict[Status, str] = field(default_factory=dict)
    priorities: dict[Level, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    todo_mark: str = MARK_OF["todo"]

    @classmethod
    def of(cls, document: Document, hours_per_day: float) -> Style:
        """The habits that the tasks of the document show."""
        found = re.search(r"\r\n|\r|\n", document.text)
        style = cls(found.group() if found else "\n", language_of(document), hours_per_day)
        style._read_marks(document)
        style._read_words(document)
        style._read_lines(document)
        return style

    def _read_marks(self, document: Document) -> None:
        counts: dict[Status, Counter[str]] = defaultdict(Counter)
        for task in document.tasks:
            spans = [step.mark for step in task.steps]
            if task.status_place.kind == "box" and task.status_place.span is not None:
                spans.append(task.status_place.span)
            for span in spans:
                mark = document.text[span.start : span.end]
                status = dialect.box_status(mark.strip() or mark[:1])
                if status is not None and mark:
                    counts[status][mark] += 1
        for line in re.findall(r"[^\r\n]*`\[[^\r\n]*", document.text):
            for mark, status in read_legend(TextLine(1, 0, line)).items():
                counts[status][mark] += 1
        for status, marks in counts.items():
            self.box_marks[status] = min(marks, key=lambda mark: (-marks[mark], mark))

    def _read_words(self, document: Document) -> None:
        words: dict[Status, Counter[str]] = defaultdict(Counter)
        marks: dict[Status, Counter[str]] = defaultdict(Counter)
        for task in document.tasks:
            place = task.status_place
            if place.span is not None and place.kind in ("word", "cell", "heading"):
                text = document.text[place.span.start : place.span.end]
                if _is_plain_status(text):
                    (marks if place.kind == "heading" else words)[task.status][text] += 1
            for one in task.fields:
                if one.meaning == "priority" and task.priority and one.value and task.own_priority:
                    self.priorities.setdefault(task.priority, one.value)
        self.words = {
            status: min(found, key=lambda text: (-found[text], text)) for status, found in words.items()
        }
        self.heading_marks = {
            status: min(found, key=lambda text: (-found[text], text)) for status, found in marks.items()
        }

    def _read_lines(self, document: Document) -> None:
        """A line of each kind of field, its value replaced by a NUL, from the first task that has it on a
        line alone.
        """
        for task in document.tasks:
            for one in task.fields:
                if one.meaning is None or one.meaning in self.lines or "\n" in one.value or not one.value:
                    continue
                head, tail = around(document.text, one.span.start, one.span.end)
                if (
                    "|" not in head + tail
                    and not tail.strip(" *_")
                    and one.label in head
                    and one.line != task.line
                ):
                    self.lines[one.meaning] = f"{head}\0{tail}"
                    self.labels[one.meaning] = one.label

    def model_line(self, meaning: str) -> str | None:
        """A line of that field as the file writes it, with a NUL for its value; made after another field's,
        or None.
        """
        if meaning in self.lines or not self.lines:
            return self.lines.get(meaning)
        other = min(self.lines)
        return self.lines[other].replace(self.labels[other], LABELS[meaning][self.language][0], 1)

    def box_mark(self, status: Status) -> str:
        """The mark between brackets for a status; `review` is written as `doing`."""
        if status == "todo":
            return " "
        asked: Status = "doing" if status == "review" else status
        return self.box_marks.get(asked, _DEFAULT_MARKS[asked])

    def status_word(self, status: Status, old: str) -> str:
        """The word for a status in place of an old one: the file's own, else in its language, case and with
        its mark.
        """
        if status in self.words and bool(_has_mark(old)) == bool(_has_mark(self.words[status])):
            return self.words[status]
        mark = _has_mark(old)
        plain = old.strip(" *_`" + "".join(STATUS_MARKS) + "\ufe0f")
        if mark and not plain:
            return self.words.get(status, MARK_OF[status])
        word = self._word(status, plain)
        return f"{MARK_OF[status]} {word}" if mark else word

    def _word(self, status: Status, old: str) -> str:
        languages = dialect.languages_of(old) or (self.language,)
        language = self.language if self.language in languages else languages[0]
        word = STATUSES[status][language][0]
        if old.isupper() or (not old and any(text.isupper() for text in self.words.values())):
            word = word.replace("i", "İ").upper() if language == "tr" else word.upper()
        elif old.islower():
            word = word.replace("İ", "i").lower()
        underscored = "_" in old or any("_" in text for text in self.words.values())
        return word.replace(" ", "_") if underscored else word

    def heading_mark(self, status: Status, old: str) -> str:
        """The mark of a heading for a status; for "to do" the file's own or none. Words give way to words."""
        if old and not _has_mark(old):
            return self._word(status, old)
        own = self.heading_marks.get(status, "")
        if _has_mark(own) and not re.search(r"\w", own):
            return own
        return "" if status == "todo" else MARK_OF[status]

    def priority_word(self, level: Level) -> str:
        """The word for a priority: the file's own, else of its language, in the case of its others."""
        own = self.priorities.get(level)
        if own is not None:
            return own
        word = PRIORITIES[level][self.language][0]
        upper = any(text.isupper() for text in self.priorities.values()) or not self.priorities
        return word.upper() if upper and self.language != "tr" else word if upper else word.capitalize()

    def estimate(self, estimate: Estimate, old: str) -> str:
        """The estimate as a duration in the file's language."""
        return format_estimate(estimate, old, self.hours_per_day, self.language)


def escape_bars(text: str) -> str:
    """The text as a cell of a table holds it."""
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands on the line before one place and behind another."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [at for at in (text.find("\n", end), text.find("\r", end)) if at >= 0]
    return text[begin:start], text[end : min(ends, default=len(text))]


def _is_plain_status(text: str) -> bool:
    """Whether the text is a status and nothing else, fit for another task: not "Blocked by A-2", nor "80%
    done".
    """
    found = dialect.status_in(text)
    words = text[found.start : found.end].strip(" *_`" + "".join(STATUS_MARKS) + "\ufe0f") if found else ""
    whole = found is not None and not re.search(r"\w", text[: found.start] + text[found.end :])
    return whole and fold(words) not in dialect.SPECIAL_STATUS_SET


def _has_mark(text: str) -> str:
    return next((character for character in text if character in STATUS_MARKS), "")


def language_of(document: Document) -> str:
    """The language that most field labels of the tasks speak; English where they do not tell."""
    counts: Counter[str] = Counter()
    for task in document.tasks[:500]:
        for one in task.fields:
            if one.meaning is not None and one.meaning in LABELS:
                folded = fold(one.label)
                for language, entries in LABELS[one.meaning].items():
                    counts[language] += any(fold(entry) == folded for entry in entries)
    best = max(counts.values(), default=0)
    return next((language for language in ("en", *counts) if best and counts[language] == best), "en")


def format_estimate(estimate: Estimate, old: str, hours_per_day: float, language: str = "en") -> str:
    """A duration such as "3-4 gün", in the unit of the old text where that comes out even, else in days or
    hours.
    """
    kind, unit, language = _unit_of(old, language)
    sizes = {
        "minute": 1 / 60,
        "hour": 1.0,
        "day": hours_per_day,
        "week": hours_per_day * 5,
        "month": hours_per_day * 65 / 3,
    }
    if kind is None or not _even(estimate, sizes[kind]) or estimate.low_hours < sizes[kind]:
        in_days = _even(estimate, hours_per_day) and estimate.low_hours >= hours_per_day
        kind = "day" if in_days else "hour" if _even(estimate, 1.0) else "minute"
        unit = UNIT_NAMES[language][kind]
    low, high = (_plain(value / sizes[kind]) for value in (estimate.low_hours, estimate.high_hours))
    number = low if low == high else f"{low}-{high}"
    glued = len(unit) == 1 and bool(re.search(r"\d[^\W\d]", old) or not old)
    return f"{number}{unit}" if glued else f"{number} {unit}"


def _unit_of(old: str, language: str) -> tuple[str | None, str, str]:
    """The kind of unit, the unit as written, and a language that has it, of an old duration."""
    for word in _UNIT.findall(old):
        kind = dialect.UNIT_INDEX.get(fold(word))
        if kind is not None:
            speaks = [name for name, entries in UNITS[kind].items() if fold(word) in map(fold, entries)]
            return kind, word, language if language in speaks else speaks[0]
    return None, "", language


def _even(estimate: Estimate, size: float) -> bool:
    return all(
        abs(value / size * 4 - round(value / size * 4)) < 1e-6
        for value in (estimate.low_hours, estimate.high_hours)
    )


def _plain(value: float) -> str:
    return f"{round(value, 2):g}"
