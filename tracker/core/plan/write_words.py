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
from tracker.core.plan.document import Level
from tracker.core.plan.sections import level_value
from tracker.core.plan.style import Style
from tracker.core.plan.words import LABELS, NONE_WORDS
from tracker.core.plan.write_scene import Scene, once

_FRAME: Final = re.compile(r"^(?P<open>[\s*_`@]*)(?P<inner>.*?)(?P<close>[\s*_`]*)$", re.DOTALL)


@once
def label_for(scene: Scene, meaning: str) -> str:
    """The label that the file gives a field of that meaning anywhere, else the first one of its language."""
    if meaning in scene.style.labels:
        return scene.style.labels[meaning]
    found = _labelled(meaning).search(scene.document.text)
    if found is not None and meaning != "sprint":
        return found["label"]
    if meaning == "depends_on" and scene.style.language == "en":
        return "Depends on"
    return LABELS[meaning][scene.style.language][0]


@lru_cache(maxsize=16)
def _labelled(meaning: str) -> re.Pattern[str]:
    words = {word for entries in LABELS[meaning].values() for word in entries}
    either = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
    return re.compile(
        rf"(?:\*\*|__)(?P<label>{either})(?:\s?[:：]\s?(?:\*\*|__)|(?:\*\*|__)\s?[:：])\s*(?P<value>[^|·•\r\n]{{0,40}})"
    )


def level_word(scene: Scene, level: Level, old: str) -> str:
    """The word for a level of risk: the file's own, else that for such a priority, else its language's."""
    known = _level_words(scene)
    word = known.get(level) or _plain_word(scene.style, level)
    if known and level not in known and all(text.isupper() for text in known.values()):
        word = word.replace("i", "İ").upper() if scene.style.language == "tr" else word.upper()
    return framed(old, word) if old.strip(" *_`-–—") else word


@once
def _level_words(scene: Scene) -> dict[Level, str]:
    """The words for levels of risk that the file uses."""
    words = [found["value"].strip(" *_`") for found in _labelled("risk").finditer(scene.document.text)]
    words += [value.strip(" *_`") for value in _values(scene, "risk")]
    known: dict[Level, str] = {}
    for word in words:
        level = level_value(word)
        if level is not None:
            known.setdefault(level, word)
    return known


@once
def _values(scene: Scene, meaning: str) -> list[str]:
    """The values of all fields of that meaning."""
    return [one.value for task in scene.document.tasks for one in task.fields if one.meaning == meaning]


def _plain_word(style: Style, level: Level) -> str:
    """The file's word for a priority of that level if a word ("High", not "P1"), else its language's."""
    word = style.priorities.get(level, "").strip(" *_`")
    if word.isalpha():
        return word
    return replace(style, priorities={}).priority_word(level)


@once
def blank_word(scene: Scene, meaning: str) -> str | None:
    """How the file says that a field holds nothing: "Unassigned", "TBD", a dash; None where it does not."""
    values = [value.strip() for value in _values(scene, meaning)]
    blanks = Counter(value for value in values if len(value) <= 20 and value and not tells(meaning, value))
    return min(blanks, key=lambda word: (-blanks[word], word), default=None)


@once
def dash(scene: Scene) -> str | None:
    """The dash by which the file leaves a cell empty."""
    tasks = scene.document.tasks
    values = (one.value for task in tasks for one in task.fields if one.line == task.line)
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


def date_text(scene: Scene, day: date, old: str) -> str:
    """The day in the old text's form, else in that of the file's due dates."""
    dotted = DOTTED.search(old)
    form = dotted.group() if dotted else "" if ISO.search(old) else _dotted_due(scene)
    if not form:
        return day.isoformat()
    mark = "/" if "/" in form else "."
    return f"{day:%d}{mark}{day:%m}{mark}{day:%Y}"


@once
def _dotted_due(scene: Scene) -> str:
    """The first due date of the file that has dots or strokes."""
    found = (DOTTED.search(value) for value in _values(scene, "due"))
    return next((dotted.group() for dotted in found if dotted), "")


def redated(scene: Scene, old: str, day: date) -> str:
    """The old value with the day in place of its date; a value that has none gives way."""
    found = ISO.search(old) or DOTTED.search(old)
    new = date_text(scene, day, old)
    return old[: found.start()] + new + old[found.end() :] if found else new


def framed(old: str, new: str) -> str:
    """The new words in the emphasis, code or @ that the old ones stood in."""
    found = _FRAME.match(old)
    if found is None or not found["inner"].strip("-–—"):
        return new
    return f"{found['open'].lstrip()}{new}{found['close'].rstrip()}"


def name_text(scene: Scene, name: str, old: str) -> str:
    """A person's name as the file writes names: behind an @ where it does so."""
    if old.strip(" *_`@-–—"):
        return framed(old, name)
    is_at = any(text.lstrip("*_` ").startswith("@") for text in _values(scene, "assignee"))
    return f"@{name}" if is_at else name


@once
def none_word(scene: Scene) -> str:
    """The word by which the file says that a task waits for nothing."""
    own = (value.strip() for value in _values(scene, "depends_on") if value.strip())
    short = (word for word in own if len(word) <= 12 and says_none(word))
    return next(short, NONE_WORDS[scene.style.language][0])


def key_for(meaning: str, style: Style) -> str:
    """The key of a pair such as `due:2026-05-01` in the file's language."""
    if style.language == "en":
        return {"depends_on": "depends-on", "assignee": "assignee", "due": "due"}[meaning]
    word = LABELS[meaning][style.language][0]
    return re.sub(r"\W+", "-", word.replace("İ", "i").lower())
