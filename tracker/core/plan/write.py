"""Writes changes of tasks back into the text of their plan, touching nothing else.

A tick changes the one character between the brackets, or the status word, cell or mark where the file says
status that way, in the words that the file itself uses. `review` has no mark of its own: beside boxes it is
written as "doing" and reads back so; a status field, cell or column says it in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from tracker.core.board import CLOSED
from tracker.core.plan.append import move_to_column
from tracker.core.plan.dialect import status_in
from tracker.core.plan.document import Document, Estimate, Level, PlanTask, Span, Status
from tracker.core.plan.headings import heading_status
from tracker.core.plan.style import Style, around, escape_bars, format_estimate

Unset = Literal["unset"]
UNSET: Final[Unset] = "unset"


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What is to change of a task. None and `UNSET` leave a value; an estimate or priority of None takes it
    away.

    `steps` says of checklist items, by their position in `PlanTask.steps`, whether they are done. `said` is
    what is to be read of a field that a file may say in several ways (due, assignee, risk, depends_on,
    sprint): `write_back` writes those, `render` the rest.
    """

    status: Status | None = None
    steps: Mapping[int, bool] = field(default_factory=dict)
    title: str | None = None
    estimate: Estimate | Unset | None = UNSET
    priority: Level | Unset | None = UNSET
    said: Mapping[str, object] = field(default_factory=dict)


class Edit(NamedTuple):
    """The text between two places gives way to another."""

    start: int
    end: int
    text: str


def render(document: Document, changes: Mapping[str, TaskChange], *, hours_per_day: float = 8.0) -> str:
    """The text of the document with these changes, by task key; with none of them it is the same text.

    Raises: KeyError for a key that the document does not have.
    """
    if not changes:
        return document.text
    return apply_edits(document.text, render_edits(document, changes, hours_per_day=hours_per_day))


def render_edits(
    document: Document, changes: Mapping[str, TaskChange], *, hours_per_day: float = 8.0
) -> list[Edit]:
    """The edits that `render` makes. Raises `KeyError` as it does."""
    tasks = {task.key: task for task in document.tasks}
    style = Style.of(document, hours_per_day)
    return [edit for key in changes for edit in _edits(document, tasks[key], changes[key], style)]


def apply_edits(text: str, edits: list[Edit]) -> str:
    """The text with the edits applied; of edits that overlap, the first one holds."""
    parts: list[str] = []
    place = 0
    for edit in sorted(set(edits)):
        if edit.start < place:
            continue
        parts.extend((text[place : edit.start], edit.text))
        place = edit.end
    parts.append(text[place:])
    return "".join(parts)


def _edits(document: Document, task: PlanTask, change: TaskChange, style: Style) -> list[Edit]:
    edits: list[Edit] = []
    if change.title is not None:
        edits.extend(_title_edit(document, task, change.title))
    if change.status is not None and change.status != task.status:
        edits.extend(_status_edits(document, task, change.status, style))
    for place, done in change.steps.items():
        step = task.steps[place]
        if step.done != done:
            edits.append(Edit(*step.mark, style.box_mark("done" if done else "todo")))
    if change.estimate not in (UNSET, task.estimate):
        edits.extend(_estimate_edits(document, task, change.estimate, style))
    if change.priority not in (UNSET, task.priority):
        word = style.priority_word(change.priority) if change.priority else None
        edits.extend(_field_edits(document, task, style, meaning="priority", value=word))
    return edits


def _title_edit(document: Document, task: PlanTask, title: str) -> list[Edit]:
    """The new title in place of the old, on one line; a bar in a table's cell is escaped."""
    words = " ".join(title.split())
    if document.text[task.title_span.start : task.title_span.end] == words or not words:
        return []
    if style_of_line(document, task) == "row":
        words = escape_bars(words)
    return [Edit(*task.title_span, words)]


def style_of_line(document: Document, task: PlanTask) -> Literal["row", "heading", "item"]:
    """How the task stands in the text: as a row of a table, a heading, or an item of a list."""
    head = around(document.text, task.title_span.start, task.title_span.end)[0].lstrip("\ufeff >\t")
    if head.startswith("|"):
        return "row"
    return "heading" if re.match(r"#{1,6}\s", head) else "item"


def _status_edits(document: Document, task: PlanTask, status: Status, style: Style) -> list[Edit]:
    place = task.status_place
    if place.kind == "box" and place.span is not None:
        return _box_edits(document, task, status, style)
    if place.kind in ("word", "cell") and place.span is not None:
        old = document.text[place.span.start : place.span.end]
        closing = " " if not old and document.text[place.span.end : place.span.end + 1] == "|" else ""
        return [Edit(*place.span, style.status_word(status, old) + closing)]
    if place.kind == "heading" and place.span is not None:
        return _heading_edits(document, task, status, style)
    if place.kind == "strike":
        return _strike_edits(document, task, status, style)
    return [_added_mark(document, task, status, style)]


def _box_edits(document: Document, task: PlanTask, status: Status, style: Style) -> list[Edit]:
    """The mark; and where an open box is refined by a status field, the word of that field."""
    span = task.status_place.span or Span(0, 0)
    words = [one for one in task.fields if one.meaning == "status" and one.value]
    if words and status in ("todo", "doing", "review"):
        box = Edit(*span, style.box_mark("todo"))
        word = Edit(*words[0].span, style.status_word(status, words[0].value))
        return [word] if document.text[span.start : span.end] == box.text else [box, word]
    mark = style.box_mark(status)
    if status == "todo" and task.status == "done" and document.text.startswith("~~", span.end + 2):
        return [*_without_strikes(document, task), Edit(*span, mark)]
    if task.status == "dropped" and not document.text[span.start : span.end].strip():
        return [*_without_strikes(document, task), *([Edit(*span, mark)] if status != "todo" else [])]
    if status == "todo" and document.text[span.start : span.end] == mark:
        return [Edit(*edit) for edit in move_to_column(document, task, status, style.newline)]
    return [Edit(*span, mark)]


def _heading_edits(document: Document, task: PlanTask, status: Status, style: Style) -> list[Edit]:
    """The mark of a heading; a status field that says another status, and the strikes of a title that was
    done.
    """
    span = task.status_place.span or Span(0, 0)
    edits = [_mark_edit(document, span, status, style)]
    if not edits[0].text and _stands_in_finished(document, task):
        edits = [Edit(*span, style.todo_mark)]
    for one in task.fields:
        said = status_in(one.value) if one.meaning == "status" else None
        if said is not None and said.status != status:
            edits.append(Edit(*one.span, style.status_word(status, one.value)))
    if status == "todo" and task.status in CLOSED:
        edits.extend(_without_strikes(document, task, words=False))
    return edits


def _stands_in_finished(document: Document, task: PlanTask) -> bool:
    """Whether the section above says that all in it is done, so that "to do" has to be said."""
    if task.section is None:
        return False
    section = document.sections[task.section]
    lines = {section.line} | (
        {document.categories[section.category].line} if section.category is not None else set()
    )
    texts = re.split(r"\r\n|\r|\n", document.text)
    said = (heading_status(texts[line - 1].lstrip("# ")) for line in lines)
    return any(found is not None and found.status in CLOSED for found in said)


def _mark_edit(document: Document, span: Span, status: Status, style: Style) -> Edit:
    """The mark of a heading changed in place; "to do" takes it away where the file has no mark for that."""
    old = document.text[span.start : span.end]
    new = style.heading_mark(status, old)
    if new:
        return Edit(*span, new)
    start = span.start
    while start > 0 and document.text[start - 1] in " \t":
        start -= 1
    return Edit(start, span.end, "")


def _strike_edits(document: Document, task: PlanTask, status: Status, style: Style) -> list[Edit]:
    """A struck title made plain again, with a mark where the status is none of "to do" and "done"."""
    edits = _without_strikes(document, task)
    return edits if status == "todo" else [*edits, _added_mark(document, task, status, style)]


def _without_strikes(document: Document, task: PlanTask, *, words: bool = True) -> list[Edit]:
    """The marks that strike the task's line through, taken away, and `words` such as "cancelled"
    behind them.
    """
    before, behind = around(document.text, task.title_span.start, task.title_span.end)
    start, end = task.title_span.start - len(before), task.title_span.end + len(behind)
    line = document.text[start:end]
    edits = [Edit(start + at.start(), start + at.end(), "") for at in re.finditer("~~", line)]
    if not edits and before.endswith("~") and behind.startswith("~"):
        title = task.title_span
        edits = [Edit(title.start - 1, title.start, ""), Edit(title.end, title.end + 1, "")]
    last = line.rfind("~~")
    said = status_in(line[last + 2 :]) if words and last >= 0 and "|" not in line[last:] else None
    if said is not None and not re.sub(r"[\W_]", "", line[last + 2 : last + 2 + said.start]):
        edits[-1] = Edit(start + last, end, "")
    return edits


def _added_mark(document: Document, task: PlanTask, status: Status, style: Style) -> Edit:
    """A mark behind the title of a task whose status the text does not say by itself."""
    end = _end_of_title(document, task)
    return Edit(end, end, f" {style.heading_mark(status, '') or style.todo_mark}")


def _end_of_title(document: Document, task: PlanTask) -> int:
    """Where a mark behind the title goes: the end of a heading's line, the end of a cell's or
    item's title.
    """
    if style_of_line(document, task) != "heading":
        return task.title_span.end
    behind = around(document.text, task.title_span.start, task.title_span.end)[1]
    return task.title_span.end + len(behind.rstrip(" \t#"))


def _estimate_edits(
    document: Document, task: PlanTask, estimate: Estimate | None, style: Style
) -> list[Edit]:
    span = task.estimate_span
    if span is None:
        value = style.estimate(estimate, "") if estimate else None
        return _field_edits(document, task, style, meaning="estimate", value=value)
    old = document.text[span.start : span.end]
    if estimate is not None:
        return [Edit(*span, _with_frame(old, format_estimate(estimate, old, style.hours_per_day)))]
    for one in task.fields:
        if one.meaning == "estimate" and one.span.start <= span.start <= one.span.end:
            return [Edit(*one.span, "-")]
    start = span.start - (document.text[span.start - 1] == " ")
    return [Edit(start, span.end, "")]


def _with_frame(old: str, new: str) -> str:
    """The new duration in the brackets, or behind the tilde or dash, that the old one stood in."""
    found = re.match(r"^([\[(\s~≈·–—-]*)(.*?)([\])]?)$", old, re.DOTALL)
    return f"{found[1]}{new}{found[3]}" if found else new


def _field_edits(
    document: Document, task: PlanTask, style: Style, *, meaning: str, value: str | None
) -> list[Edit]:
    """The value of a field changed, or a line for it added in the way that the file writes that field."""
    own = next((one for one in task.fields if one.meaning == meaning), None)
    if own is not None:
        return [Edit(*own.span, value or "-")]
    if value is None:
        return []
    model = style.model_line(meaning)
    if model is None or style_of_line(document, task) == "row":
        return [Edit(task.title_span.end, task.title_span.end, f" ({value})")]
    last = max([task.title_span.end, *(one.span.end for one in task.fields)])
    end = last + len(around(document.text, last, last)[1])
    return [Edit(end, end, style.newline + model.replace("\0", value))]
