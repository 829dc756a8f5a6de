"""Sprints: the headings, list lines and table rows that group tasks by time, and the tasks that each names.

One kind is taken for a document, the best that holds tasks: sprints before phases, before milestones, before
weeks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tracker.core.plan import dialect
from tracker.core.plan.blocks import Block, TextLine
from tracker.core.plan.dialect import fold
from tracker.core.plan.document import PlanSprint
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.fields import Entry, read_line
from tracker.core.plan.ids import read_head
from tracker.core.plan.outline import Heading
from tracker.core.plan.ranges import IdIndex, mentions
from tracker.core.plan.sprints import KINDS, LAST, SprintName, read_name, weeks_in


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
    found.extend(_of_labels(reading, index))
    _add_enclosed(reading, found)
    _add_stated(reading, found)
    _number_last(found)
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


def _number_last(sprints: list[SprintDraft]) -> None:
    """Gives "Phase N" the number behind all others of its kind."""
    numbers = dict.fromkeys(KINDS, 1)
    for sprint in sprints:
        if sprint.number < LAST:
            numbers[sprint.kind] = max(numbers[sprint.kind], sprint.number + 1)
    for sprint in sprints:
        if sprint.number == LAST:
            sprint.number = numbers[sprint.kind]


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


def _of_labels(reading: Reading, index: IdIndex) -> list[SprintDraft]:
    """Bold lines such as `**Sprint 1 – Base**`, with the ids on the lines below and the tasks of the lists
    that follow, up to the next bold line.
    """
    defined = _defined(reading)
    starts = {draft.line: draft.key for draft in reading.drafts}
    found: list[SprintDraft] = []
    for heading in reading.root.walk():
        sprint: SprintDraft | None = None
        for block in heading.content:
            if block.kind == "paragraph" and block.lines[0].text.startswith(("**", "__")):
                sprint = _labelled(block, index) if block.line not in defined else None
                found.extend([sprint] if sprint is not None else [])
            elif sprint is not None and block.kind in ("list", "table"):
                _add_below(sprint, block, starts, defined, index)
    return [sprint for sprint in found if sprint.keys]


def _labelled(block: Block, index: IdIndex) -> SprintDraft | None:
    """The sprint that a paragraph's bold beginning names, with the ids at the head of its other lines."""
    line = block.lines[0]
    name = read_name(line.text)
    if name is None or not re.match(r"[^:：*_]{0,120}(?:\*\*|__)", line.text[name.end :]):
        return None
    sprint = SprintDraft(name.kind, name.number, _line_title(line.text), line.line)
    for below in block.lines[1:]:
        if read_head(below.text) is not None:
            _add_line(sprint, below, index)
    return sprint


def _add_below(
    sprint: SprintDraft, block: Block, starts: dict[int, str], defined: set[int], index: IdIndex
) -> None:
    """Adds the tasks that begin in a list or table below a label, and the ids that its other lines name."""
    for number in range(block.line, block.end_line + 1):
        if number in starts:
            sprint.keys.setdefault(starts[number], number)
    for line in _listing_lines([block]):
        if line.line not in defined:
            _add_line(sprint, line, index)


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
    """Tasks whose field or column names a sprint belong to it before any other; "Sprint: None": to none."""
    stated: dict[Heading, list[Entry]] = {}
    for draft in reading.drafts:
        own = _sprint_fields((*draft.entries, *draft.cells))
        for entry in own or _stated_above(draft.heading, stated):
            if fold(entry.value).strip(" *_`.") in dialect.NONE_SET:
                _leave(draft, dialect.SPRINT_INDEX.get(fold(entry.label)), sprints)
                continue
            name = read_name(entry.value) or read_name(f"{entry.label} {entry.value.strip(' #*`')}")
            if name is not None:
                _move(draft, name, sprints)


def _sprint_fields(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.meaning == "sprint"]


def _stated_above(heading: Heading, stated: dict[Heading, list[Entry]]) -> list[Entry]:
    """What the nearest heading that states a sprint says, found once for each heading."""
    if heading not in stated:
        own = _sprint_fields(heading.entries)
        above = heading.parent if heading.level else None
        stated[heading] = own if own or above is None else _stated_above(above, stated)
    return stated[heading]


def _leave(draft: Draft, kind: str | None, sprints: list[SprintDraft]) -> None:
    """Takes the task out of the sprints of that kind."""
    for sprint in sprints:
        if sprint.kind == kind:
            sprint.keys.pop(draft.key, None)


def _move(draft: Draft, name: SprintName, sprints: list[SprintDraft]) -> None:
    fitting = [sprint for sprint in sprints if (sprint.kind, sprint.number) == (name.kind, name.number)]
    for sprint in sprints:
        if sprint.kind == name.kind and sprint not in fitting:
            sprint.keys.pop(draft.key, None)
    if not fitting:
        shown = "N" if name.number == LAST else name.number
        fitting = [SprintDraft(name.kind, name.number, f"{name.kind.capitalize()} {shown}", draft.line)]
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
