"""The words in which a file says a value: its own for that label or level, else those of its language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from tracker.core.plan.dates import DOTTED, ISO, read_date
from tracker.core.plan.dialect import UNASSIGNED_SET, fold, says_none
from tracker.core.plan.document import Document, Level
from tracker.core.plan.sections import level_value
from tracker.core.plan.style import Style
from tracker.core.plan.words import LABELS, NONE_WORDS

_FRAME: Final = re.compile(r"^(?P<open>[\s*_`@]*)(?P<inner>.*?)(?P<close>[\s*_`]*)$", re.DOTALL)


def label_for(document: Document, style: Style, meaning: str) -> str:
    """The label that the file gives a field of that meaning anywhere, else the first one of its language."""
    if meaning in style.labels:
        return style.labels[meaning]
    found = _labelled(meaning).search(document.text)
    if found is not None and meaning != "sprint":
        return found["label"]
    if meaning == "depends_on" and style.language == "en":
        return "Depends on"
    return LABELS[meaning][style.language][0]


@lru_cache(maxsize=16)
def _labelled(meaning: str) -> re.Pattern[str]:
    words = {word for entries in LABELS[meaning].values() for word in entries}
    either = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
    return re.compile(
        rf"(?:\*\*|__)(?P<label>{either})(?:\s?[:：]\s?(?:\*\*|__)|(?:\*\*|__)\s?[:：])\s*(?P<value>[^|·•\r\n]{{0,40}})"
    )


def level_word(document: Document, style: Style, level: Level, old: str) -> str:
    """The word for a level of risk: the file's own, else that for such a priority, else its language's."""
    said: dict[Level, str] = {}
    for found in _labelled("risk").finditer(document.text):
        word = found["value"].strip(" *_`")
        known = level_value(word)
        if known is not None:
            said.setdefault(known, word)
    for one in (one for task in document.tasks for one in task.fields if one.meaning == "risk"):
        known = level_value(one.value)
        if known is not None:
            said.setdefault(known, one.value.strip(" *_`"))
    word = said.get(level) or _plain_word(style, level)
    if said and level not in said and all(text.isupper() for text in said.values()):
        word = word.replace("i", "İ").upper() if style.language == "tr" else word.upper()
    return framed(old, word) if old.strip(" *_`-–—") else word


def _plain_word(style: Style, level: Level) -> str:
    """The file's word for a priority of that level if a word ("High", not "P1"), else its language's."""
    word = style.priorities.get(level, "").strip(" *_`")
    if word.isalpha():
        return word
    return replace(style, priorities={}).priority_word(level)


def blank_word(document: Document, meaning: str) -> str | None:
    """How the file says that a field holds nothing: "Unassigned", "TBD", a dash; None where it does not."""
    values = (one.value.strip() for task in document.tasks for one in task.fields if one.meaning == meaning)
    blanks = Counter(value for value in values if len(value) <= 20 and value and not tells(meaning, value))
    return min(blanks, key=lambda word: (-blanks[word], word), default=None)


def dash(document: Document) -> str | None:
    """The dash by which the file leaves a cell empty."""
    values = (one.value for task in document.tasks for one in task.fields if one.line == task.line)
    dashes = Counter(value for value in values if value and not value.strip("-–—"))
    return min(dashes, key=lambda word: (-dashes[word], word), default=None)


def tells(meaning: str, value: str) -> bool:
    """Whether a field's value says a date, a level of risk, a person."""
    if meaning == "due":
        return read_date(value) is not None
    if meaning == "risk":
        return level_value(value) is not None
    plain = value.strip(" *_`@")
    return bool(plain.strip("-–—")) and fold(plain) not in UNASSIGNED_SET


def date_text(document: Document, day: date, old: str) -> str:
    """The day in the old text's form, else in that of the file's due dates."""
    dotted = DOTTED.search(old)
    if dotted is None and not ISO.search(old):
        dues = [one.value for task in document.tasks for one in task.fields if one.meaning == "due"]
        dotted = next((found for text in dues if (found := DOTTED.search(text))), None)
    if dotted is None:
        return day.isoformat()
    mark = "/" if "/" in dotted.group() else "."
    return f"{day:%d}{mark}{day:%m}{mark}{day:%Y}"


def redated(document: Document, old: str, day: date) -> str:
    """The old value with the day in place of its date; a value that has none gives way."""
    found = ISO.search(old) or DOTTED.search(old)
    new = date_text(document, day, old)
    return old[: found.start()] + new + old[found.end() :] if found else new


def framed(old: str, new: str) -> str:
    """The new words in the emphasis, code or @ that the old ones stood in."""
    found = _FRAME.match(old)
    if found is None or not found["inner"].strip("-–—"):
        return new
    return f"{found['open'].lstrip()}{new}{found['close'].rstrip()}"


def name_text(document: Document, name: str, old: str) -> str:
    """A person's name as the file writes names: behind an @ where it does so."""
    others = [one.value for task in document.tasks for one in task.fields if one.meaning == "assignee"]
    if old.strip(" *_`@-–—"):
        return framed(old, name)
    return f"@{name}" if any(text.lstrip("*_` ").startswith("@") for text in others) else name


def none_word(document: Document, style: Style) -> str:
    """The word by which the file says that a task waits for nothing."""
    own = [
        one.value.strip()
        for task in document.tasks
        for one in task.fields
        if one.meaning == "depends_on" and one.value.strip() and says_none(one.value)
    ]
    short = [word for word in own if len(word) <= 12]
    return short[0] if short else NONE_WORDS[style.language][0]


def key_for(meaning: str, style: Style) -> str:
    """The key of a pair such as `due:2026-05-01` in the file's language."""
    if style.language == "en":
        return {"depends_on": "depends-on", "assignee": "assignee", "due": "due"}[meaning]
    word = LABELS[meaning][style.language][0]
    return re.sub(r"\W+", "-", word.replace("İ", "i").lower())
