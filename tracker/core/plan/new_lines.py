"""The lines of a new task, in the habits of its file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tracker.core.plan.blocks import Cell, TextLine, split_cells
from tracker.core.plan.document import NO_LIMITS, Document, Estimate, Level, PlanTask
from tracker.core.plan.merge_headings import Place
from tracker.core.plan.source import split
from tracker.core.plan.style import Style, around, escape_bars
from tracker.core.plan.words import LABELS

NOWHERE: Final = Place(None, None)
_LEAD: Final = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<marker>(?:[-*+]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+)?"
    r"(?P<box>\[[^\]\n]{1,3}\][ \t]*)?(?P<number>\d{1,4}[.)][ \t]+)?(?P<emphasis>[*_]{0,3})"
)
_FRAME: Final = re.compile(r"^([\[(\s~≈·–—-]*)(.*?)([\])]?)$", re.DOTALL)
_BEHIND_ID: Final = re.compile(r"[*_`~)\]]*\s*(?:[:：|]|[-–—→·•.)](?=\s))?\s*[*_]*\s*")


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task that the file lacks: what it says, and where it goes, as `merge_headings` names places.

    `position` is that of its section, where known: two sections may have one name. No `id` leaves it without;
    no `priority` leaves it that of its section.
    """

    title: str
    id: str | None = None
    estimate: Estimate | None = None
    priority: Level | None = None
    place: Place = NOWHERE
    position: int | None = None


@dataclass(frozen=True, slots=True)
class NewLines:
    """What is to be written, and in whose style."""

    document: Document
    style: Style
    task: NewTask

    def as_box(self) -> tuple[str, ...]:
        """A plain box, with estimate and priority on lines below."""
        title = " ".join(self.task.title.split())
        head = f"- [ ] {self.task.id}: {title}" if self.task.id else f"- [ ] {title}"
        return (head, *(f"  - {self._field(meaning)}" for meaning in self._meanings()))

    def like(self, model: PlanTask) -> tuple[str, ...]:
        """The lines of the new task, written as the model is."""
        before, behind = around(self.document.text, model.title_span.start, model.title_span.end)
        before = before.lstrip("\ufeff")
        if kind_of_line(before) == "|":
            return (self._row(model, before, behind),)
        lines, inline = [], ""
        for meaning in self._meanings():
            if (own := self.style.model_line(meaning)) is not None:
                lines.append(own.replace("\0", self._value(meaning, "")))
            elif meaning == "estimate" and (frame := self._inline_estimate()):
                inline = f" {frame[0]}{self._value(meaning, frame[1])}{frame[2]}"
            else:
                lines.append(_below(before) + self._field(meaning))
        gap = [""] if lines and kind_of_line(before) == "#" and _has_gap(self.document, model) else []
        return (self._head(model, before, behind) + inline, *gap, *lines)

    def _meanings(self) -> list[str]:
        """The fields that the new task states."""
        known = {"priority": self.task.priority, "estimate": self.task.estimate}
        return [meaning for meaning, value in known.items() if value is not None]

    def _field(self, meaning: str) -> str:
        return f"**{LABELS[meaning][self.style.language][0]}:** {self._value(meaning, '')}"

    def _inline_estimate(self) -> tuple[str, str, str] | None:
        """Brackets or a tilde, an estimate and what closes it, where tasks say it behind their titles."""
        for task in self.document.tasks:
            span = task.estimate_span
            if span is not None and span.start >= task.title_span.end:
                between = self.document.text[task.title_span.end : span.start]
                found = _FRAME.match(self.document.text[span.start : span.end])
                if found and not re.search(r"[\r\n|:：]", between):
                    return found[1], found[2], found[3]
        return None

    def _value(self, meaning: str, old: str) -> str:
        if meaning == "priority":
            return self.style.priority_word(self.task.priority) if self.task.priority else ""
        return self.style.estimate(self.task.estimate, old) if self.task.estimate else ""

    def _head(self, model: PlanTask, before: str, behind: str) -> str:
        """The line of a task like another's: its marker, box and emphasis, with other words."""
        title = " ".join(self.task.title.split())
        found = _LEAD.match(before)
        if found is None:
            return self.as_box()[0]
        lead = found["indent"] + self._counted_on(found["marker"] or "", model)
        lead += f"[{self.style.box_mark('todo')}] " if found["box"] else ""
        closing = found["emphasis"] if found["emphasis"] and behind.startswith(found["emphasis"]) else ""
        raw = _raw_id(model, before)
        if raw and self.task.id:
            at = before.index(raw)
            rest = _BEHIND_ID.match(before, at + len(raw))
            opens = max(found.end("indent"), found.end("marker"), found.end("box"))
            opening = before[opens:at].replace("~~", "")
            return (
                f"{lead}{opening}{self.task.id}{rest[0].replace('~~', '') if rest else ' '}{title}{closing}"
            )
        if model.id is not None and self.task.id and f"({model.id})" in behind:
            return f"{lead}{title} ({self.task.id})"
        number = "" if raw else self._counted_on(found["number"] or "", model)
        named = f"{self.task.id}: {title}" if self.task.id else title
        return f"{lead}{number}{closing}{named}{closing}"

    def _counted_on(self, marker: str, model: PlanTask) -> str:
        """The next number of a numbered list or heading; a list that says "1." throughout goes on so."""
        number = re.match(r"\d+", marker)
        if number is None:
            return marker
        same = [one for one in self.document.tasks if one.section == model.section]
        is_fixed = sum(marker in before_title(self.document, one)[: len(marker) + 8] for one in same) > 1
        return marker if is_fixed else f"{int(number[0]) + 1}{marker[number.end() :]}"

    def _row(self, model: PlanTask, before: str, behind: str) -> str:
        """A row with as many cells as the model's: id, title, "to do" and what is known of others."""
        start = model.title_span.start - len(before)
        line = self.document.text[start : model.title_span.end + len(behind)]
        meanings = {one.span.start: one.meaning for one in model.fields if one.line == model.line}
        lead = before[: len(before) - len(before.lstrip(" >\t"))]
        cells = split_cells(TextLine(model.line, start + len(lead), line.strip()))
        values = [self._cell(cell, model, meanings.get(cell.start)) for cell in cells]
        return f"{lead}| {' | '.join(values)} |"

    def _cell(self, cell: Cell, model: PlanTask, meaning: str | None) -> str:
        if cell.start <= model.title_span.start <= cell.start + len(cell.text):
            return escape_bars(" ".join(self.task.title.split()))
        if meaning == "status":
            return self.style.status_word("todo", cell.text)
        if meaning in ("estimate", "priority"):
            return self._value(meaning, cell.text)
        return self.task.id or "" if model.id is not None and model.id in cell.text else ""


def _raw_id(model: PlanTask, before: str) -> str:
    return model.id if model.id is not None and model.id in before else ""


def _below(before: str) -> str:
    """What a field's line below such a line begins with: nested under an item, plain under a heading."""
    found = _LEAD.match(before)
    if found is None or kind_of_line(before) == "#" or not found["marker"]:
        return found["indent"] if found else ""
    return " " * (len(found["indent"]) + len(found["marker"])) + "- "


def _has_gap(document: Document, model: PlanTask) -> bool:
    """Whether a blank line stands between the model's heading and its fields."""
    return not split(document.text, NO_LIMITS).line(min(model.line + 1, model.end_line)).strip()


def before_title(document: Document, task: PlanTask) -> str:
    return around(document.text, task.title_span.start, task.title_span.end)[0].lstrip("\ufeff")


def kind_of_line(before: str) -> str:
    first = before.lstrip(" >\t")[:1]
    return first if first in ("|", "#") else "item"
