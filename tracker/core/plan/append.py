"""New lines: a task added to the end of its section in the file's own style, a card moved to
another column.
"""

from __future__ import annotations

import re
from typing import Final

from tracker.core.plan.blocks import TextLine, split_cells
from tracker.core.plan.dialect import column_status
from tracker.core.plan.document import Document, Estimate, Limits, PlanTask, Status
from tracker.core.plan.source import Source, split
from tracker.core.plan.style import Style, around

_HEADING: Final = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM: Final = re.compile(r"^(?P<lead>[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)")
_NO_LIMITS: Final = Limits(bytes=1 << 62, lines=1 << 62, line_length=1 << 62)


def append_task(
    document: Document,
    section: int | None,
    title: str,
    *,
    key: str | None = None,
    estimate: Estimate | None = None,
    hours_per_day: float = 8.0,
) -> str:
    """The text with a new task at the end of a section (by its position), written like the last one there.

    `key` becomes its id, None leaves it without. Where the document has no task to follow, a plain box is
    written.
    """
    source = split(document.text, _NO_LIMITS)
    style = Style.of(document, hours_per_day)
    inside = [task for task in document.tasks if section is None or task.section == section]
    model = (inside or list(document.tasks))[-1] if document.tasks else None
    last = _last_line(document, source, section, inside)
    lines = _new_lines(document, model, " ".join(title.split()), key, estimate, style)
    if model is not None and _stands_apart(source, model):
        lines = ["", *lines]
    return _insert(source, last, lines, style.newline)


def _last_line(document: Document, source: Source, section: int | None, inside: list[PlanTask]) -> int:
    last = max((task.end_line for task in inside), default=0)
    if not last and section is not None:
        last = document.sections[section].end_line
    last = last or source.line_count
    while last > 1 and not source.line(last).strip(" \t-*_"):
        last -= 1
    return last


def _stands_apart(source: Source, model: PlanTask) -> bool:
    """Whether a blank line stands before the task that a new one is written like."""
    return (model.line > 1 and not source.line(model.line - 1).strip()) or source.line(
        model.line
    ).lstrip().startswith("#")


def _insert(source: Source, after: int, lines: list[str], newline: str) -> str:
    """The text with lines put behind one; a missing line end at the end of the file stays missing."""
    place = source.ends[after - 1]
    return source.text[:place] + "".join(newline + line for line in lines) + source.text[place:]


def _new_lines(
    document: Document,
    model: PlanTask | None,
    title: str,
    key: str | None,
    estimate: Estimate | None,
    style: Style,
) -> list[str]:
    if model is None:
        return [f"- [ ] {_with_key(title, key)}{f' ({style.estimate(estimate, str())})' if estimate else ''}"]
    before, behind = around(document.text, model.title_span.start, model.title_span.end)
    if before.lstrip(" >\t").startswith("|"):
        return [_new_row(document, model, title, key, estimate, style)]
    field = style.model_line("estimate") if estimate else None
    if estimate is not None and field is None:
        title = f"{title} ({style.estimate(estimate, '')})"
    head = _head_like(document, model, before, title, key, behind, style)
    if estimate is None or field is None:
        return [head]
    line = field.replace("\0", style.estimate(estimate, ""))
    return [head, "", line] if head.lstrip().startswith("#") else [head, line]


def _with_key(title: str, key: str | None) -> str:
    return f"{key}: {title}" if key else title


def _head_like(
    document: Document, model: PlanTask, before: str, title: str, key: str | None, behind: str, style: Style
) -> str:
    """The line of a task like another's: its marker, box and emphasis, with other words."""
    item = _ITEM.match(before)
    lead = before
    if model.status_place.kind == "box" and model.status_place.span is not None:
        at = model.status_place.span.start - (model.title_span.start - len(before))
        length = model.status_place.span.end - model.status_place.span.start
        lead = before[:at] + style.box_mark("todo") + before[at + length :]
    closing = re.match(r"[*_~`]*", behind)
    if model.id is None or model.id not in lead:
        if model.id is not None and f"({model.id})" in behind:
            return f"{lead}{title} ({key})" if key else f"{lead}{title}"
        return f"{lead}{_with_key(title, key)}{closing.group() if closing else ''}"
    if key:
        return f"{lead.replace(model.id, key, 1)}{title}{closing.group() if closing else ''}"
    plain = item["lead"] + "[ ] " if item else re.match(r"\W*", lead).group()  # type: ignore[union-attr]
    return f"{plain}{title}"


def _new_row(
    document: Document, model: PlanTask, title: str, key: str | None, estimate: Estimate | None, style: Style
) -> str:
    """A row with as many cells as the model's: id, title, "to do" and estimate filled in, the
    others empty.
    """
    before, behind = around(document.text, model.title_span.start, model.title_span.end)
    start = model.title_span.start - len(before)
    line = document.text[start : model.title_span.end + len(behind)]
    cells = split_cells(TextLine(model.line, start, line.strip()))
    meanings = {one.span.start: one.meaning for one in model.fields if one.line == model.line}
    values = []
    for cell in cells:
        meaning = meanings.get(cell.start)
        if cell.start <= model.title_span.start <= cell.start + len(cell.text):
            values.append(re.sub(r"(?<!\\)\|", r"\\|", title))
        elif meaning == "status":
            values.append(style.status_word("todo", cell.text))
        elif meaning == "estimate" and estimate is not None:
            values.append(style.estimate(estimate, cell.text))
        else:
            values.append(key or "" if model.id is not None and model.id in cell.text else "")
    lead = before[: len(before) - len(before.lstrip(" >\t"))]
    return f"{lead}| {' | '.join(values)} |"


def move_to_column(
    document: Document, task: PlanTask, status: Status, newline: str
) -> list[tuple[int, int, str]]:
    """Edits that move a card to the column of a status; none where the file has no such column."""
    source = split(document.text, _NO_LIMITS)
    target = _column_line(source, status)
    if target is None:
        return []
    inside = [
        other
        for other in document.tasks
        if other.section is not None and document.sections[other.section].line == target
    ]
    after = max((other.end_line for other in inside), default=target)
    start, end = source.starts[task.line - 1], source.ends[task.end_line - 1]
    block = source.text[start:end]
    follows = source.starts[task.end_line] if task.end_line < source.line_count else end
    lead = newline if inside else newline * 2
    place = source.ends[after - 1]
    return [(start, follows, ""), (place, place, lead + block)]


def _column_line(source: Source, status: Status) -> int | None:
    for number in range(1, source.line_count + 1):
        found = _HEADING.match(source.line(number))
        if found is not None and column_status(found[2]) == status:
            return number
    return None
