"""New lines: a task added to the end of its section in the file's own style, a card moved to its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tracker.core.plan.blocks import Cell, TextLine, split_cells
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
    new = _NewTask(document, style, " ".join(title.split()), key, estimate)
    lines = new.lines_like(model) if model is not None else [new.plain_line()]
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
    behind_blank = model.line > 1 and not source.line(model.line - 1).strip()
    return behind_blank or source.line(model.line).lstrip().startswith("#")


def _insert(source: Source, after: int, lines: list[str], newline: str) -> str:
    """The text with lines put behind one; a missing line end at the end of the file stays missing."""
    place = source.ends[after - 1]
    return source.text[:place] + "".join(newline + line for line in lines) + source.text[place:]


@dataclass(frozen=True, slots=True)
class _NewTask:
    """What is to be written, and in whose style."""

    document: Document
    style: Style
    title: str
    key: str | None
    estimate: Estimate | None

    def plain_line(self) -> str:
        """A box, for a document that shows no style of its own."""
        return f"- [ ] {self._with_key(self._with_estimate())}"

    def lines_like(self, model: PlanTask) -> list[str]:
        """The lines of the new task, written as the model is."""
        before, behind = around(self.document.text, model.title_span.start, model.title_span.end)
        if before.lstrip(" >\t").startswith("|"):
            return [self._row(model, before, behind)]
        field = self.style.model_line("estimate") if self.estimate else None
        head = self._head(model, before, behind, self.title if field else self._with_estimate())
        if self.estimate is None or field is None:
            return [head]
        line = field.replace("\0", self.style.estimate(self.estimate, ""))
        return [head, "", line] if head.lstrip().startswith("#") else [head, line]

    def _with_key(self, title: str) -> str:
        return f"{self.key}: {title}" if self.key else title

    def _with_estimate(self) -> str:
        return f"{self.title} ({self.style.estimate(self.estimate, '')})" if self.estimate else self.title

    def _head(self, model: PlanTask, before: str, behind: str, title: str) -> str:
        """The line of a task like another's: its marker, box and emphasis, with other words."""
        lead = self._unticked(model, before)
        closing = behind[: len(behind) - len(behind.lstrip("*_~`"))]
        if model.id is None or model.id not in lead:
            if model.id is not None and f"({model.id})" in behind:
                return f"{lead}{title} ({self.key})" if self.key else f"{lead}{title}"
            return f"{lead}{self._with_key(title)}{closing}"
        if self.key:
            return f"{lead.replace(model.id, self.key, 1)}{title}{closing}"
        item = _ITEM.match(before)
        return (
            f"{item['lead']}[ ] {title}"
            if item
            else f"{lead[: lead.index(model.id)].rstrip('*_`[(~')}{title}"
        )

    def _unticked(self, model: PlanTask, before: str) -> str:
        """What stands before the model's title, its box open."""
        span = model.status_place.span
        if model.status_place.kind != "box" or span is None:
            return before
        at = span.start - (model.title_span.start - len(before))
        return before[:at] + self.style.box_mark("todo") + before[at + span.end - span.start :]

    def _row(self, model: PlanTask, before: str, behind: str) -> str:
        """A row with as many cells as the model's: id, title, "to do" and estimate filled in, no others."""
        start = model.title_span.start - len(before)
        line = self.document.text[start : model.title_span.end + len(behind)]
        meanings = {one.span.start: one.meaning for one in model.fields if one.line == model.line}
        lead = before[: len(before) - len(before.lstrip(" >\t"))]
        cells = split_cells(TextLine(model.line, start + len(lead), line.strip()))
        values = [self._cell(cell, model, meanings.get(cell.start)) for cell in cells]
        return f"{lead}| {' | '.join(values)} |"

    def _cell(self, cell: Cell, model: PlanTask, meaning: str | None) -> str:
        if cell.start <= model.title_span.start <= cell.start + len(cell.text):
            return re.sub(r"(?<!\\)\|", r"\\|", self.title)
        if meaning == "status":
            return self.style.status_word("todo", cell.text)
        if meaning == "estimate" and self.estimate is not None:
            return self.style.estimate(self.estimate, cell.text)
        return self.key or "" if model.id is not None and model.id in cell.text else ""


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
