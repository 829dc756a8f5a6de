"""Boxes that are no tasks: those in code, comments and HTML, and checklists without ids in a file of ids.

Each is named in the report, and a person can switch its part to boxes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from tracker.core.plan.dialect import column_status, fold, is_checklist, is_result
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.outline import Heading, title_of
from tracker.core.plan.parts import drafts_by_part
from tracker.core.plan.sprints import read_name

_BOX: Final = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\*{0,2}\[[^\[\]\d\n]{0,2}\](?:\s|$)")


_WORK: Final = re.compile(
    r"backlog|future|ideas?\b|todo|to do|misc|later|gelecek|fikir|sonra|yapilacak|ideen|spater|später"
    r"|idées|futur|ideas|futuro|melhorias|pomysły|przyszł|待办|未来"
    r"|recommended|recommandé|recomendado|empfohlen|önerilen|zalecane|remaining|reste à"
    r"|kalan|restant|pendiente|next steps|sonraki adim|nächste schritte|prochaines étapes|próximos pas"
    r"|następne kroki|下一步|建议"
)
_ENOUGH: Final = 5
_SOME: Final = 2


def drop_loose_boxes(reading: Reading, forced: Callable[[Heading], str | None]) -> None:
    """Takes back the boxes without id of parts where no id stands, in a file of ids, or under "Deliverables".

    Phases are of one kind: where some hold boxes or rows with ids, the boxes of the others are work too.
    """
    with_id = sum(draft.id is not None for draft in reading.drafts)
    gone: dict[int, Draft] = {}
    kinds = {kind for draft in reading.drafts if _is_line_with_id(draft) for kind in _kinds_of_time(draft)}
    if with_id >= _ENOUGH and with_id * 2 >= len(reading.drafts):
        for part, inside in drafts_by_part(reading, title_of(reading.root)):
            loose = inside and all(_is_loose(draft) for draft in inside)
            named = kinds & {kind for draft in inside for kind in _kinds_of_time(draft)}
            is_work = named or _WORK.search(fold(part.text)) or all(map(_is_in_column, inside))
            if loose and forced(part) is None and not is_work:
                gone.update((draft.line, draft) for draft in inside)
    boxes = [draft for draft in reading.drafts if _is_loose(draft) and forced(draft.heading) is None]
    others = len(reading.drafts) - sum(map(_is_loose, reading.drafts))
    if others >= _SOME:
        gone.update((draft.line, draft) for draft in boxes if _is_result(draft.heading))
    if others >= max(_ENOUGH, len(boxes)):
        gone.update((draft.line, draft) for draft in boxes if is_checklist(draft.heading.text))
    _take_back(reading, list(gone.values()))


def _is_line_with_id(draft: Draft) -> bool:
    """Whether a task is a box or row with an id; where tasks are headings, boxes are steps and checks."""
    return draft.id is not None and draft.level in ("box", "table")


def _kinds_of_time(draft: Draft) -> Iterator[str]:
    """The kinds of sprint (phase, week) among the headings above a task."""
    for above in draft.heading.ancestors():
        name = read_name(above.text)
        if name is not None:
            yield name.kind


def _is_in_column(draft: Draft) -> bool:
    """Whether a task stands below the heading of a status, as on a kanban board."""
    return any(column_status(above.text) is not None for above in draft.heading.ancestors())


def _is_result(heading: Heading) -> bool:
    """Whether a heading, or one above it, speaks of results or tests and is no time for work itself."""
    above = [inner for inner in heading.ancestors() if inner.level > 1] or [heading]
    return any(is_result(inner.text) and not _is_time_for(inner.text) for inner in above)


def _is_time_for(text: str) -> bool:
    """Whether a heading is a phase of that name, as "Phase 3: Test plan", and not what one gives, as
    "Sprint 1 deliverables".
    """
    name = read_name(text)
    return name is not None and re.match(r"\s*[:：–—|(-]", text[name.end :]) is not None


def _is_loose(draft: Draft) -> bool:
    return draft.id is None and draft.level == "box" and not draft.has_fields


def _take_back(reading: Reading, drafts: list[Draft]) -> None:
    gone = {id(draft) for draft in drafts}
    reading.drafts = [draft for draft in reading.drafts if id(draft) not in gone]
    for draft in drafts:
        for line in (draft.line, *(step.line for step in draft.steps)):
            reading.report(
                "not-a-task",
                "note",
                line,
                "Line {line}: this box has no id where the tasks of the file have one, "
                "so it is not counted as a task.",
            )


def name_the_rest(reading: Reading) -> None:
    """Names every box of the text that is neither task nor step nor named yet, and says where it stands."""
    told = set(reading.named_lines)
    for draft in reading.drafts:
        told.add(draft.line)
        told.update(step.line for step in draft.steps)
    kinds = _kinds(reading)
    for line in range(1, reading.source.line_count + 1):
        if line not in told and _BOX.match(reading.source.line(line)):
            reading.report("not-a-task", "note", line, _TEMPLATES[kinds.get(line, "")])


_TEMPLATES: Final = {
    "fence": "Line {line}: this box stands in a code block and is not counted as a task.",
    "html": "Line {line}: this box stands in a comment or in HTML and is not counted as a task.",
    "front": "Line {line}: this box stands in the front matter and is not counted as a task.",
    "": "Line {line}: this box is not counted as a task.",
}


def _kinds(reading: Reading) -> dict[int, str]:
    """The lines of fences, comments and front matter."""
    kinds: dict[int, str] = {}
    for heading in reading.root.walk():
        for block in heading.content:
            for inner in block.walk():
                if inner.kind in ("fence", "html", "front"):
                    kinds.update(dict.fromkeys(range(inner.line, inner.end_line + 1), inner.kind))
    return kinds
