"""What a heading says beside its title: its number, English name, priority, status, whether it is ongoing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, cast

from tracker.core.plan import dialect
from tracker.core.plan.dialect import StatusWords, fold
from tracker.core.plan.document import Level, Status
from tracker.core.plan.words import BOX_MARKS, HEADING_MARKS, PRIORITY_MARKS

_NUMBER: Final = re.compile(
    r"(?P<number>\d{1,4}(?:\.\d{1,4}){0,6})(?:[.)](?=\s)|(?=\s)|\s?[:–—-](?=\s))\s*(?:[-–—:]\s+)?"
)
_LEAD: Final = re.compile(r"[^\w\[(#`~]*")
_ENGLISH: Final = re.compile(r"\(([^()]+)\)$")
_SUFFIX: Final = re.compile(r"(?<=\s)[-–—:|]\s(?P<suffix>[^-–—:|]{1,60})$")
_SEGMENTS: Final = re.compile(r"\s[-–—]+\s|[:：|()\[\]*•·]")
_P_LEVEL: Final = re.compile(r"(?<![\w-])P([0-4])(?![\w]|-\d)")
_BOX: Final = re.compile(r"\[([^\[\]\n]{0,2})\]\s+")
_STATUS_END: Final = re.compile(
    r"(?:\s[-–—:]\s*|[(\[]|\s(?=\*\*))\s*\**(?P<words>[^()\[\]:–—]{2,30}?)\**[)\]]?\s*$"
)

_MOSCOW: Final = frozenset(
    ("must", "must have", "should", "should have", "could", "could have", "won't", "won't have")
)
_PRIORITY_NOUNS: Final = frozenset(
    fold(word)
    for word in [
        "priority",
        "priorities",
        "öncelik",
        "öncelikli",
        "priorität",
        "priorité",
        "prioridad",
        "prioridade",
        "priorytet",
        "优先级",
        "level",
        "seviye",
        "impact",
        "tasks",
        "issues",
        "items",
        "features",
        "görevler",
        "fixes",
        "aufgaben",
        "tâches",
        "tareas",
        "tarefas",
        "zadania",
        "must",
        "fix",
        "severity",
        "bugs",
        "hatalar",
        "sorunlar",
        "işler",
        "fehler",
        "probleme",
        "problèmes",
        "errores",
        "erros",
        "błędy",
    ]
)
_OF_PRIORITY: Final = re.compile(
    r"^(?P<level>[^\W\d_]+)[ -]?"
    r"(?:priority|öncelik|öncelikli|prioritäten|priorität|priorité|prioridad|prioridade|priorytet|优先级)(?!\w*-)"
)
_STRONG: Final = frozenset(
    fold(word)
    for word in (
        "critical", "high", "medium", "low", "kritik", "yüksek", "orta", "düşük", "kritisch", "hoch",
        "mittel", "niedrig", "critique", "haute", "moyenne", "basse", "crítica", "crítico", "alta", "média",
        "baixa", "baja", "krytyczny", "wysoki",
        "średni", "niski", "hohe", "mittlere", "niedrige", "kritische", "alto", "medio", "médio",
        "bajo", "baixo",
        "must have", "should have", "could have", "won't have", "must-have", "should-have", "could-have",
        "nice to have", "nice-to-have", "高", "中", "低", "p0", "p1", "p2", "p3", "p4",
    )
)  # fmt: skip


_EDGES: Final = re.compile(r"^[\W_]+|[\W_]+$")
LONG: Final = 4_000
_END: Final = 80


@dataclass(frozen=True, slots=True)
class HeadingFacts:
    """A heading taken apart. `title` is without number, marks, and the priority or "ongoing" behind its last
    dash.
    """

    number: str | None
    title: str
    english: str | None
    priority: Level | None
    status: StatusWords | None
    is_ongoing: bool


def read_heading(text: str) -> HeadingFacts:
    """What the text of a heading says. One longer than `LONG` is prose: nothing is read from it but its
    words.
    """
    if len(text) > LONG:
        return HeadingFacts(None, text, None, None, None, is_ongoing=False)
    status = heading_status(text)
    rest = _without(text, status)
    start = _lead_end(rest)
    found = _NUMBER.match(rest, start)
    number = found["number"] if found else None
    title = rest[found.end() if found else start :]
    title = re.sub(r"\*{2,3}|__", "", title).strip()
    title, ongoing = _strip_suffix(title)
    english = _english(title)
    shown = title[: english.start()] if english else title
    return HeadingFacts(
        number,
        shown.strip(),
        english[1].strip() if english else None,
        priority_in_heading(text),
        status,
        ongoing or fold(title).startswith("ongoing"),
    )


def _english(title: str) -> re.Match[str] | None:
    """The words in brackets at the end of a title that is more than them."""
    found = _ENGLISH.search(title)
    worded = found is not None and found.start() > 0 and any(character.isalpha() for character in found[1])
    return found if worded else None


def _lead_end(text: str) -> int:
    found = _LEAD.match(text)
    return found.end() if found else 0


def _without(text: str, status: StatusWords | None) -> str:
    if status is None:
        return text
    if not status.start:
        return text[status.end :].lstrip()
    before, after = text[: status.start].rstrip(" -–—:(["), text[status.end :].lstrip(")] \ufe0f")
    return (before + after).rstrip(" *_") if before else after


def _strip_suffix(title: str) -> tuple[str, bool]:
    """The title without a priority or "ongoing" behind its last dash, and whether it was the latter."""
    found = _SUFFIX.search(title)
    if found is None:
        return title, False
    suffix = found["suffix"]
    ongoing = fold(suffix).strip("()") in dialect.ONGOING_SET
    if ongoing or _segment_level(suffix):
        return title[: found.start()].strip(), ongoing
    return title, False


def priority_in_heading(text: str) -> Level | None:
    """The priority that a heading gives to what stands under it; "Critical path" and "High-level design" give
    none.

    A word is believed before a colour ("🔴 P1: HIGH" is high), and MUST before the phase in "[MUST·P2]".
    """
    segments = _SEGMENTS.split(text)
    moscow = next((segment.strip() for segment in segments if fold(segment) in _MOSCOW), None)
    if moscow is not None:
        return dialect.priority_of(moscow)
    found = _P_LEVEL.search(text)
    if found is not None:
        return dialect.priority_of("P" + found[1])
    level = next((level for segment in segments if (level := _segment_level(segment)) is not None), None)
    mark = next((mark for mark in "🔺🔴🟠🟡🟢" if mark in text), None)
    return level or (cast(Level, PRIORITY_MARKS[mark]) if mark else None)


def _segment_level(segment: str) -> Level | None:
    bare = _EDGES.sub("", segment)
    folded = fold(bare)
    if not folded or len(folded) > 40:
        return None
    words = [word for word in folded.split() if word not in _PRIORITY_NOUNS]
    rest = " ".join(words)
    with_noun = len(words) < len(folded.split())
    if rest in dialect.PRIORITY_INDEX and (
        with_noun or rest in _STRONG or (bare.isupper() and len(bare) > 3)
    ):
        return cast(Level, dialect.PRIORITY_INDEX[rest])
    leading = _OF_PRIORITY.match(folded)
    return cast("Level | None", dialect.PRIORITY_INDEX.get(leading["level"])) if leading else None


def heading_status(text: str) -> StatusWords | None:
    """The status that a heading says by a box, by a mark at its end or beginning, or by a word set off at its
    end.
    """
    if len(text) > LONG:
        return None
    boxed = _BOX.match(text)
    if boxed and boxed[1].replace("\ufe0f", "") in BOX_MARKS:
        return StatusWords(cast(Status, BOX_MARKS[boxed[1].replace("\ufe0f", "")]), 1, 1 + len(boxed[1]))
    return _mark_at_end(text) or _mark_at_start(text) or _word_at_end(text)


def _mark_at_end(text: str) -> StatusWords | None:
    place = max((text.rfind(mark) for mark in HEADING_MARKS), default=-1)
    if place < 0:
        return None
    found = dialect.status_in(text[place:])
    if found is None or found.start:
        return None
    rest = text[place + found.end :].strip(" *_)]\ufe0f")
    if rest and not re.fullmatch(r"[(\[]?[\d\s./:%-]+", rest):
        return None
    return StatusWords(found.status, place, place + found.end)


def _mark_at_start(text: str) -> StatusWords | None:
    if text[:1] not in HEADING_MARKS or not text:
        return None
    end = 2 if text[1:2] == "\ufe0f" else 1
    found = dialect.status_in(text[:end])
    return StatusWords(found.status, 0, end) if found else None


def _word_at_end(text: str) -> StatusWords | None:
    found = _STATUS_END.search(text, max(0, len(text) - _END))
    if found is None:
        return None
    phrase = found["words"].strip()
    bracketed = text[found.start()] in "([" or text[found.start() :].lstrip().startswith("**")
    status = dialect.STATUS_INDEX.get(fold(phrase))
    if status is None or fold(phrase) in dialect.ONGOING_SET or not (bracketed or phrase.isupper()):
        return None
    return StatusWords(cast(Status, status), found.start("words"), found.end("words"))
