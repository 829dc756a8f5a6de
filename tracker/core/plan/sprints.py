"""The names of sprints: "Sprint 1 (1 hafta)", "Phase 2 + 3", "第三阶段"; and how long one is by its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tracker.core.plan import dialect
from tracker.core.plan.dialect import fold
from tracker.core.plan.document import ReadOptions
from tracker.core.plan.estimates import read_estimate
from tracker.core.plan.words import SPRINT_WORDS

_WORDS: Final = "|".join(sorted((re.escape(word) for word in dialect.SPRINT_INDEX), key=len, reverse=True))
_NAMED: Final = re.compile(
    rf"(?<!\w)(?P<word>{_WORDS})(?:[ \u00a0]?(?:#|nr\.?\s?|no\.?\s?)?|-)m?"
    r"(?P<number>\d{1,3}(?!\w|\.\d)|[ivx]{1,4}(?!\w)|[a-h](?!\w)|n(?![\w°º/]))"
)
_ORDINAL: Final = re.compile(
    rf"(?<!\w)(?P<number>\d{{1,3}})\.?(?:st|nd|rd|th)?\.?[ \u00a0](?P<word>{_WORDS})(?!\w)"
)
_CJK: Final = re.compile(
    r"第\s?(?P<number>\d{1,3}|[一二三四五六七八九十])\s?(?P<word>阶段|迭代|冲刺|周|批次|里程碑)"
)
_SPAN: Final = re.compile(
    rf"(?<!\w)(?:{_WORDS}|weeks|wochen|semaines|semanas|haftalar|tygodnie|days|tage)"
    r"[ \u00a0](\d{1,3})\s?[-–—]\s?(\d{1,3})"
)
_GROUPS: Final = re.compile(
    rf"(?:(?:all|tum|tüm|alle|toutes?|tous|todas?|todos|wszystkie|所有|the|of|from|les|las|os|as|der)\s?)*(?P<word>(?:{_WORDS})s?)\s?"
    r"(?P<numbers>\d{1,3}(?:\s?(?:,|\+|&|and|ve|und|et|y|e|i|-|–|—)\s?\d{1,3})*)"
    r"(?:\s?(?:tasks?|complete[d]?|done|finished|görevleri|gorevleri|tamamlanmali|tamamlandi|bitmeli|abgeschlossen|aufgaben|terminée?s?"
    r"|completad[ao]s?|conclu[ií]d[ao]s?|tareas|tarefas|zadania|ukończon[ae]|zakończon[ae]|完成|任务|must|be|items?))*"
)
_ROMAN: Final = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_HAN: Final = {character: place for place, character in enumerate("一二三四五六七八九十", start=1)}
KINDS: Final = tuple(SPRINT_WORDS)
LAST: Final = 10_000


@dataclass(frozen=True, slots=True)
class SprintName:
    """A sprint as a text names it: its kind, and its number, which is `LAST` for "Phase N"."""

    kind: str
    number: int
    end: int


def read_name(text: str) -> SprintName | None:
    """The sprint that a text begins with ("Sprint 1 (1 hafta): Title", "🏗️ **SPRINT 1: …**", "1. Hafta"), or
    None.
    """
    folded = dialect.fold_in_place(text[:300])
    lead = re.match(r"[^\w]*", folded)
    start = lead.end() if lead else 0
    for pattern in (_NAMED, _ORDINAL, _CJK):
        found = pattern.match(folded, start)
        if found is not None:
            word = fold(found["word"])
            kind = dialect.SPRINT_INDEX.get(word, "week")
            return SprintName(kind, _number(found["number"]), found.end())
    return None


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text == "n":
        return LAST
    return _ROMAN.get(text) or _HAN.get(text) or ord(text[0]) - ord("a") + 1


def read_names(text: str) -> list[tuple[str, int]]:
    """The groups that a text names and nothing else: "Phase 2 + 3", "All Phase 1 tasks", "Phases 1-3
    complete".
    """
    folded = re.sub(r"[*_`.]", "", fold(text)).strip()
    found = _GROUPS.fullmatch(folded) if len(folded) <= 200 else None
    if found is None:
        return []
    kind = next(
        (
            kind
            for form in (found["word"], found["word"].rstrip("s"))
            if (kind := dialect.SPRINT_INDEX.get(form)) is not None
        ),
        None,
    )
    numbers: list[int] = []
    for low, high in re.findall(r"(\d{1,3})(?:\s?[-–—]\s?(\d{1,3}))?", found["numbers"]):
        numbers.extend(range(int(low), min(int(high or low), int(low) + 50) + 1))
    return [(kind, number) for number in numbers] if kind else []


def weeks_in(text: str, options: ReadOptions) -> float | None:
    """The length in weeks that a sprint's title states: "(1 hafta)", "(Weeks 1-2)", "(Week 3)",
    "(10 days)".
    """
    folded = fold(text)
    for bracket in re.findall(r"\(([^()]{1,60})\)", folded):
        found = read_estimate(bracket, options)
        if found is not None:
            return round(found.estimate.middle_hours / (options.hours_per_day * options.days_per_week), 2)
        span = _SPAN.search(bracket)
        if span is not None and int(span[2]) >= int(span[1]):
            count = int(span[2]) - int(span[1]) + 1
            return (
                count / options.days_per_week
                if re.match(r"day|tag|gün|dia|día|jour", bracket)
                else float(count)
            )
        named = _NAMED.match(bracket) or _ORDINAL.match(bracket)
        if named is not None and dialect.SPRINT_INDEX.get(fold(named["word"])) == "week":
            return 1.0
    return None
