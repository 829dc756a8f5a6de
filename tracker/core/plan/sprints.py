"""Sprints: the headings, list lines and table rows that group tasks by time, and the tasks that each names.

One kind is taken for a document, the best that holds tasks: sprints before phases, before milestones, before
weeks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from tracker.core.plan import dialect
from tracker.core.plan.blocks import Block, TextLine
from tracker.core.plan.dialect import fold
from tracker.core.plan.document import PlanSprint, ReadOptions
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.estimates import read_estimate
from tracker.core.plan.fields import Entry, read_line
from tracker.core.plan.ids import read_head
from tracker.core.plan.outline import Heading
from tracker.core.plan.ranges import IdIndex, mentions
from tracker.core.plan.words import SPRINT_WORDS

_WORDS: Final = "|".join(sorted((re.escape(word) for word in dialect.SPRINT_INDEX), key=len, reverse=True))
_NAMED: Final = re.compile(
    rf"(?<!\w)(?P<word>{_WORDS})(?:[ \u00a0]?(?:#|nr\.?\s?|no\.?\s?)?|-)m?"
    r"(?P<number>\d{1,3}(?!\w|\.\d)|[ivx]{1,4}(?!\w)|[a-h](?!\w))"
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


@dataclass(frozen=True, slots=True)
class SprintName:
    """A sprint as a text names it: its kind, and its number where it has one."""

    kind: str
    number: int
    end: int


@dataclass(slots=True, eq=False)
class SprintDraft:
    """A sprint on its way. `heading` is None for one that a line of a list or a table row names."""

    kind: str
    number: int
    title: str
    line: int
    heading: Heading | None = None
    weeks: float | None = None
    keys: dict[str, int] = field(default_factory=dict)
    named: dict[tuple[str, int], None] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class Sprints:
    """The sprints of the best kind, the sprint's number of each task key, and the keys of every group of any
    kind.
    """

    sprints: tuple[PlanSprint, ...]
    sprint_of: dict[str, int]
    groups: dict[tuple[str, int], tuple[str, ...]]


def build_sprints(reading: Reading, index: IdIndex, taken: set[int]) -> Sprints:
    """The sprints that the document names. `taken` are the lines of the headings that are tasks."""
    found = [*_of_headings(reading, index, taken), *_of_lines(reading, index), *_of_tables(reading, index)]
    _add_enclosed(reading, found)
    _add_stated(reading, found)
    best = next(
        (kind for kind in KINDS if any(sprint.kind == kind and sprint.keys for sprint in found)), None
    )
    groups: dict[tuple[str, int], tuple[str, ...]] = {}
    for sprint in found:
        if sprint.keys:
            groups.setdefault((sprint.kind, sprint.number), tuple(sprint.keys))
    chosen = _merged([sprint for sprint in found if sprint.kind == best])
    sprint_of: dict[str, int] = {}
    for sprint in chosen:
        for key in sprint.keys:
            sprint_of.setdefault(key, sprint.number)
    return Sprints(tuple(_finished(sprint) for sprint in chosen), sprint_of, groups)


def _of_headings(reading: Reading, index: IdIndex, taken: set[int]) -> Iterator[SprintDraft]:
    for heading in reading.root.walk():
        name = read_name(heading.text) if heading.level else None
        if name is None or heading.line in taken:
            continue
        weeks = weeks_in(heading.text, reading.options)
        sprint = SprintDraft(name.kind, name.number, _shown(heading.text), heading.line, heading, weeks)
        _add_mentions(reading, sprint, heading, index)
        yield sprint


def _shown(text: str) -> str:
    """The title of a sprint without the decoration around it."""
    return re.sub(r"\*{2,3}|__", "", re.sub(r"^[^\w]+", "", text)).strip()


def _add_mentions(reading: Reading, sprint: SprintDraft, heading: Heading, index: IdIndex) -> None:
    """The ids that the lists under a sprint's heading name, where these lines define no tasks themselves."""
    defined = _defined(reading)
    for inner in heading.walk():
        if inner is not heading and read_name(inner.text) is not None:
            continue
        if dialect.ORDER_PATTERN.search(fold(inner.text)):
            continue
        for line in _listing_lines(inner.content):
            if line.line not in defined:
                _add_line(sprint, line, index)


def _defined(reading: Reading) -> set[int]:
    """The lines that tasks cover, found once."""
    if not reading.covered:
        for draft in reading.drafts:
            reading.covered.update(range(draft.line, draft.end_line + 1))
        reading.covered.add(0)
    return reading.covered


def _lines(blocks: list[Block]) -> Iterator[TextLine]:
    for block in blocks:
        for inner in block.walk():
            if inner.kind == "paragraph":
                yield from inner.lines
            elif inner.kind == "table":
                for row in inner.rows[1:]:
                    for cell in row.cells:
                        yield TextLine(row.line, cell.start, cell.text)


def _listing_lines(blocks: list[Block]) -> Iterator[TextLine]:
    """The lines that may list a sprint's tasks: those of lists and tables, and paragraphs that begin with a
    label or id.
    """
    for block in blocks:
        for line in _lines([block]):
            if block.kind != "paragraph" or read_line(line) or read_head(line.text) is not None:
                yield line


def _add_line(sprint: SprintDraft, line: TextLine, index: IdIndex) -> None:
    entry = next((found for found in read_line(line) if isinstance(found, Entry)), None)
    if entry is not None and entry.meaning in ("depends_on", "blocks", "status"):
        return
    for mention in mentions(line.text, index, line=line.line):
        for key in mention.keys:
            sprint.keys.setdefault(key, line.line)
            sprint.named[key, line.line] = None
        if not mention.keys and _is_listed(line.text, mention.start):
            sprint.unknown.setdefault(mention.raw, line.line)


def _is_listed(text: str, start: int) -> bool:
    """Whether an unknown id stands where a list of ids begins: at the head of the line, or right behind
    another one.
    """
    before = re.sub(r"^[\s:：]*(?:\[[^\]]{0,2}\]\s*)?[*_`~\s]*", "", text[:start])
    return not before or bool(re.fullmatch(r"(?:[\w.-]*\d\w?[*_`~]*\s*(?:→|,|&|\+|-|–|to)\s*)+", before))


def _of_lines(reading: Reading, index: IdIndex) -> Iterator[SprintDraft]:
    """List items and paragraphs such as `- **Sprint 1:** TS-001, TS-002`."""
    defined = _defined(reading)
    for heading in reading.root.walk():
        for line in _lines(heading.content):
            if line.line in defined or not line.text[:40].strip():
                continue
            name = read_name(line.text[:60]) if any(c.isdigit() for c in line.text[:40]) else None
            rest = line.text[name.end :] if name else ""
            if name is None or not re.match(r"[^:：\n]{0,60}[:：]", rest):
                continue
            sprint = SprintDraft(name.kind, name.number, _line_title(line.text), line.line)
            _add_line(sprint, TextLine(line.line, line.start, rest), index)
            if sprint.keys:
                yield sprint


def _line_title(text: str) -> str:
    return _shown(re.split(r"[:：]", text, maxsplit=1)[0])


def _of_tables(reading: Reading, index: IdIndex) -> Iterator[SprintDraft]:
    """Rows such as `| **Sprint 1** (Days 1-7) | Foundation | TASK-001 to TASK-050 |`."""
    defined = _defined(reading)
    for heading in reading.root.walk():
        for block in heading.content:
            for row in block.rows[1:] if block.kind == "table" else ():
                name = read_name(row.cells[0].text) if row.cells and row.line not in defined else None
                if name is None:
                    continue
                title = _shown(row.cells[0].text)
                sprint = SprintDraft(
                    name.kind, name.number, title, row.line, weeks=weeks_in(title, reading.options)
                )
                for cell in row.cells[1:]:
                    _add_line(sprint, TextLine(row.line, cell.start, cell.text), index)
                if sprint.keys:
                    yield sprint


def _add_enclosed(reading: Reading, sprints: list[SprintDraft]) -> None:
    """Tasks that stand under a sprint's heading belong to it."""
    by_line = {sprint.heading.line: sprint for sprint in sprints if sprint.heading is not None}
    for draft in reading.drafts:
        kinds: set[str] = set()
        for above in draft.heading.ancestors():
            sprint = by_line.get(above.line)
            if sprint is not None and sprint.kind not in kinds:
                kinds.add(sprint.kind)
                sprint.keys.setdefault(draft.key, draft.line)


def _add_stated(reading: Reading, sprints: list[SprintDraft]) -> None:
    """Tasks that name their sprint in a field or column belong to it, before any other."""
    for draft in reading.drafts:
        for entry in (*draft.entries, *draft.cells):
            if entry.meaning != "sprint":
                continue
            name = read_name(entry.value) or read_name(f"{entry.label} {entry.value.strip(' #*`')}")
            if name is not None:
                _move(draft, name, sprints)


def _move(draft: Draft, name: SprintName, sprints: list[SprintDraft]) -> None:
    fitting = [sprint for sprint in sprints if (sprint.kind, sprint.number) == (name.kind, name.number)]
    for sprint in sprints:
        if sprint.kind == name.kind and sprint not in fitting:
            sprint.keys.pop(draft.key, None)
    if not fitting:
        fitting = [SprintDraft(name.kind, name.number, f"{name.kind.capitalize()} {name.number}", draft.line)]
        sprints.append(fitting[0])
    fitting[0].keys.setdefault(draft.key, draft.line)


def _merged(sprints: list[SprintDraft]) -> list[SprintDraft]:
    """One sprint for each number: a heading and a table row of the same number are the same sprint."""
    by_number: dict[int, SprintDraft] = {}
    used_by_heading: set[int] = set()
    for sprint in sorted(sprints, key=lambda found: (found.heading is None, not found.keys, found.line)):
        if sprint.heading is not None and sprint.number in used_by_heading and sprint.keys:
            if not set(sprint.keys) - set(by_number[sprint.number].keys):
                by_number[sprint.number].named |= sprint.named
                continue
            if any(key in other.keys for key in sprint.keys for other in by_number.values()):
                _absorb(by_number[sprint.number], sprint)
                continue
            sprint.number = max(by_number) + 1
        if sprint.number in by_number:
            _absorb(by_number[sprint.number], sprint)
            continue
        by_number[sprint.number] = sprint
        if sprint.heading is not None:
            used_by_heading.add(sprint.number)
    return sorted(by_number.values(), key=lambda sprint: (sprint.number, sprint.line))


def _absorb(kept: SprintDraft, other: SprintDraft) -> None:
    for key, line in other.keys.items():
        kept.keys.setdefault(key, line)
    kept.named |= other.named
    kept.unknown.update(other.unknown)
    kept.weeks = kept.weeks or other.weeks


def _finished(sprint: SprintDraft) -> PlanSprint:
    return PlanSprint(
        number=sprint.number,
        title=sprint.title,
        line=sprint.line,
        weeks=sprint.weeks,
        task_keys=tuple(sprint.keys),
        lines_of=tuple(sprint.keys.items()),
        listings=tuple(sprint.named),
        unknown_ids=tuple(sprint.unknown.items()),
    )
