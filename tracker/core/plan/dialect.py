"""Looks words up in the tables: what a label means, what level a priority is, what a status says.

All look-ups fold case, Turkish dots and accents of case alone, so `ÖNCELİK` finds `Öncelik`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, cast

from tracker.core.plan import words
from tracker.core.plan.document import Level, Status
from tracker.core.plan.words.shape import Words

_EDGE: Final = " \t*_`~:：.,;!|()[]{}\"'“”«»\ufe0f\u200d"
_HEADLINE: Final = 300
_SHORT: Final = 5
_DENIED: Final = re.compile(
    r"(?<!\w)(?:not|yet|to|non|pas|nicht|no|não|sin|nie|bez)\s"
    r"(?:be\s|yet\s|been\s|to\s|noch\s|ainda\s|encore\s|jeszcze\s){0,2}$"
)
_CJK: Final = re.compile(r"[\u3400-\u9fff]")


def fold(text: str) -> str:
    """The text as look-ups compare it: case folded, the dot of İ dropped, ı as i, blanks single.

    >>> fold("ÖNCELİK  Sırası")
    'öncelik sirasi'
    """
    folded = text.casefold().replace("\u0307", "").replace("ı", "i").replace("’", "'").replace("\ufe0f", "")
    return " ".join(folded.split())


def _index(table: dict[str, Words]) -> dict[str, str]:
    found: dict[str, str] = {}
    for meaning, by_language in table.items():
        for entries in by_language.values():
            for entry in entries:
                found.setdefault(fold(entry), meaning)
    for word, meaning in list(found.items()):
        found.setdefault(_bare(word), meaning)
    return found


def _set(table: Words) -> frozenset[str]:
    words_of = {fold(entry) for entries in table.values() for entry in entries}
    return frozenset(words_of | {_bare(word) for word in words_of})


def _bare(folded: str) -> str:
    """A word as people type it who leave accents out: "oncelik", "dependances"; short words keep theirs."""
    if len(folded) < _SHORT:
        return folded
    plain = unicodedata.normalize("NFD", folded.replace("ł", "l").replace("ß", "ss"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _phrases(entries: list[str]) -> re.Pattern[str]:
    """One pattern for whole words, longest first. Chinese is written without blanks, so its words need no
    edges.
    """
    alternatives = []
    for entry in sorted(set(entries), key=lambda word: (-len(word), word)):
        body = re.escape(entry)
        alternatives.append(body if _CJK.search(entry) else rf"(?<![\w]){body}(?![\w])")
    return re.compile("|".join(alternatives))


LABEL_INDEX: Final = _index(words.LABELS)
PRIORITY_INDEX: Final = _index(words.PRIORITIES)
STATUS_INDEX: Final = _index(words.STATUSES)
SPRINT_INDEX: Final = _index(words.SPRINT_WORDS)
UNIT_INDEX: Final = _index(words.UNITS)
SPECIAL_STATUS_SET: Final = _set(words.SPECIAL_STATUSES)
NONE_SET: Final = _set(words.NONE_WORDS)
UNASSIGNED_SET: Final = _set(words.UNASSIGNED_WORDS)
ONGOING_SET: Final = _set(words.ONGOING_WORDS)
NOTE_SET: Final = _set(words.NOTE_WORDS)
TASK_SET: Final = _set(words.TASK_WORDS)
TASK_PLURAL_SET: Final = _set(words.TASK_PLURALS)
STORY_SET: Final = _set(words.STORY_WORDS)
TASK_SECTION_SET: Final = _set(words.TASK_SECTION_WORDS)
TOTAL_SET: Final = _set(words.TOTAL_WORDS)
RANGE_SET: Final = _set(words.RANGE_WORDS)
ID_COLUMN_SET: Final = _set(words.COLUMNS["id"])
TITLE_COLUMN_SET: Final = _set(words.COLUMNS["title"])
COUNT_COLUMN_SET: Final = _set(words.COLUMNS["count"])
FIELD_COLUMN_SET: Final = _set(words.COLUMNS["field"])
VALUE_COLUMN_SET: Final = _set(words.COLUMNS["value"])
HAZARD_COLUMN_SET: Final = _set(words.COLUMNS["hazard"])

PRIORITY_PATTERN: Final = _phrases(list(PRIORITY_INDEX))
STATUS_PATTERN: Final = _phrases(list(STATUS_INDEX))
SOFT_PATTERN: Final = _phrases(list(_set(words.SOFT_WORDS)))
NOT_WORK_PATTERN: Final = _phrases(list(_set(words.NOT_WORK)))
RESULT_PATTERN: Final = _phrases(list(_set(words.RESULT_WORDS)))
CHECKLIST_PATTERN: Final = re.compile("|".join(sorted(map(re.escape, _set(words.CHECKLIST_WORDS)))))
ORDER_PATTERN: Final = _phrases(list(_set(words.ORDER_WORDS)))
TOTAL_PATTERN: Final = _phrases(list(TOTAL_SET))
NONE_PATTERN: Final = _phrases(list(NONE_SET))


@lru_cache(maxsize=4096)
def label_meaning(label: str) -> str | None:
    """What a field label means ("Süre" is an estimate), or None where it is not understood."""
    folded = fold(label).strip(_EDGE)
    found = LABEL_INDEX.get(folded)
    if found is None and "(" in folded:
        found = LABEL_INDEX.get(folded.split("(")[0].strip(_EDGE))
    return found


@lru_cache(maxsize=4096)
def priority_of(text: str) -> Level | None:
    """The level that a value says: its first word that is one, else its mark ("🔴 HIGH", "P0 (x)")."""
    found = PRIORITY_PATTERN.search(fold(text))
    if found is not None:
        return cast(Level, PRIORITY_INDEX[found.group()])
    return next((cast(Level, level) for mark, level in words.PRIORITY_MARKS.items() if mark in text), None)


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A status as a text says it, with where: positions in that text, the mark and the blank after it
    included.
    """

    status: Status
    start: int
    end: int


@lru_cache(maxsize=4096)
def status_in(text: str) -> StatusWords | None:
    """The status that a value says and the place of its words, or None where it says none.

    >>> status_in("✅ COMPLETED (2025-12-16)")
    StatusWords(status='done', start=0, end=11)
    """
    word = _status_word(text)
    mark = _status_mark(text)
    if word is None:
        return mark
    if mark is not None and mark.start <= word.start and not text[mark.end : word.start].strip(" *_`\ufe0f"):
        return StatusWords(word.status, mark.start, word.end)
    return word


def _status_word(text: str) -> StatusWords | None:
    lowered = fold_in_place(text)
    best = STATUS_PATTERN.search(lowered)
    if best is None:
        return None
    status = cast(Status, STATUS_INDEX[best.group()])
    denied = _DENIED.search(lowered, 0, best.start()) if status in ("doing", "done") else None
    if denied is not None:
        return StatusWords("todo", denied.start(), best.end())
    return StatusWords(status, best.start(), best.end())


def fold_in_place(text: str) -> str:
    """As `fold`, but each character keeps its place, so that positions hold in the original."""
    if text.isascii():
        return text.lower().replace("\t", " ")
    return "".join(_fold_one(character) for character in text)


def _fold_one(character: str) -> str:
    folded = character.casefold()
    if character in "İıI":
        return "i"
    if character == "’":
        return "'"
    return folded if len(folded) == 1 else character


def _status_mark(text: str) -> StatusWords | None:
    for place, character in enumerate(text):
        status = words.STATUS_MARKS.get(character)
        if status is not None:
            end = place + 2 if text[place + 1 : place + 2] == "\ufe0f" else place + 1
            return StatusWords(cast(Status, status), place, end)
    return None


@lru_cache(maxsize=4096)
def column_status(title: str) -> Status | None:
    """The status that a column or section heading stands for: "Done", "In Progress (3)", "TAMAMLANAN
    GÖREVLER".
    """
    if len(title) > _HEADLINE:
        return None
    plain = re.sub(r"\([^()]*\)|[^\w\s'_-]|\b\d+\b", " ", title)
    folded = fold(plain)
    if not folded:
        return None
    if folded in STATUS_INDEX:
        return cast(Status, STATUS_INDEX[folded])
    found = STATUS_PATTERN.match(folded)
    if found is None:
        return None
    rest = folded[found.end() :].split()
    if rest and rest[-1] in TASK_PLURAL_SET and len(rest) <= 2:
        return cast(Status, STATUS_INDEX[found.group()])
    return None


def box_status(mark: str) -> Status | None:
    """The status of a box by the mark between its brackets, or None for a mark that is not known."""
    return cast("Status | None", words.BOX_MARKS.get(mark.replace("\ufe0f", "")))


def says_none(text: str) -> bool:
    """Whether a dependency value begins with a word for "none", whatever follows it."""
    folded = fold(text).strip(_EDGE)
    if not folded.strip("-–—"):
        return True
    found = NONE_PATTERN.match(folded)
    return found is not None and not re.match(r"[-_.]?\w", folded[found.end() :])


@lru_cache(maxsize=4096)
def is_not_work(text: str) -> bool:
    """Whether a heading or label speaks of conditions ("Definition of Done"), whose boxes are no tasks."""
    return NOT_WORK_PATTERN.search(fold(text[:_HEADLINE])) is not None


def is_result(text: str) -> bool:
    """Whether a heading speaks of what tasks give or how they are tried ("Deliverables", "Test plan")."""
    return RESULT_PATTERN.search(fold(text)) is not None


def is_checklist(text: str) -> bool:
    """Whether a heading calls what stands under it a checklist."""
    return CHECKLIST_PATTERN.search(fold(text)) is not None


def says_ongoing(text: str) -> bool:
    """Whether a flag is a word for work that never ends ("Ongoing", "Sürekli")."""
    return fold(text).strip(_EDGE) in ONGOING_SET


def languages_of(status_text: str) -> tuple[str, ...]:
    """The languages in which this is a status word, so that the writer can stay in the file's own."""
    folded = fold(status_text).strip(_EDGE)
    return tuple(
        language
        for by_language in words.STATUSES.values()
        for language, entries in by_language.items()
        if any(fold(entry) == folded for entry in entries)
    )
