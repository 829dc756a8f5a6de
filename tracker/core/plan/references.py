"""One task for each id: the first full statement is the task, other lines that name it are references.

Two full statements of one id, or ids that cannot be told apart, are errors that name both lines.
"""

from __future__ import annotations

from collections import defaultdict

from tracker.core.plan.dialect import fold
from tracker.core.plan.draft import Draft, Reading, Reference
from tracker.core.plan.identity import KeyMinter
from tracker.core.plan.ids import skeleton
from tracker.core.plan.resolve import heading_path


def set_apart(reading: Reading) -> None:
    """Leaves one draft for each id, hangs the others on it as references, and gives every draft its key."""
    groups: dict[str, list[Draft]] = defaultdict(list)
    for draft in reading.drafts:
        if draft.id is not None:
            groups[skeleton(draft.id)].append(draft)
    dropped: set[int] = set()
    for group in groups.values():
        if len(group) > 1:
            kept = max(group, key=_weight)
            for other in group:
                if other is not kept:
                    dropped.add(id(other))
                    _refer(reading, kept, other)
    reading.drafts = [draft for draft in reading.drafts if id(draft) not in dropped]
    reading.drafts.sort(key=lambda draft: draft.line)
    _give_keys(reading)


def _weight(draft: Draft) -> tuple[bool, int, int]:
    """How fully a draft states its task: with fields, at a stronger level, earlier."""
    rank = {"file": 4, "heading": 3, "box": 2, "list": 1, "table": 1}[draft.level]
    return draft.has_fields or bool(draft.steps), rank, -draft.line


def _refer(reading: Reading, kept: Draft, other: Draft) -> None:
    same_place = kept.level == other.level and (other.has_fields or kept.heading is other.heading)
    if same_place or fold(kept.id or "") != fold(other.id or ""):
        _report_twin(reading, kept, other)
    _name_lines(reading, kept, other)
    kept.references.append(Reference(other.line, other.id or "", other.heading, other.own_status, other))
    kept.cells.extend(
        entry for entry in other.cells if all(entry.meaning != own.meaning for own in kept.entries)
    )


def _name_lines(reading: Reading, kept: Draft, other: Draft) -> None:
    """Names the line of a second mention, and the boxes below it, where nothing has named them yet."""
    for line in (other.line, *(step.line for step in other.steps)):
        if line not in reading.named_lines:
            reading.report(
                "reference",
                "note",
                line,
                "Line {line}: {id} is named again here; the task stands in line {first}.",
                id=other.id,
                first=kept.line,
            )


def _report_twin(reading: Reading, kept: Draft, other: Draft) -> None:
    first, second = sorted((kept, other), key=lambda draft: draft.line)
    code = "duplicate-id" if fold(first.id or "") == fold(second.id or "") else "lookalike-id"
    reading.report(
        code,
        "error",
        second.line,
        "Line {line}: {id} stands in line {first} too. Give one of them another id.",
        id=second.id,
        first=first.line,
    )


def _give_keys(reading: Reading) -> None:
    minter = KeyMinter({draft.id for draft in reading.drafts if draft.id is not None})
    for draft in reading.drafts:
        draft.key = draft.id or minter.mint(draft.title, heading_path(draft.heading))
