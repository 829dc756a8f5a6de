"""New lines: a task at the end of its section in the file's own style, a card moved to its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from tracker.core.plan.dialect import column_status
from tracker.core.plan.document import NO_LIMITS, Document, PlanTask, Status
from tracker.core.plan.merge_headings import Place, heading_name
from tracker.core.plan.new_lines import NewLines, NewTask, before_title, kind_of_line
from tracker.core.plan.source import Source, split
from tracker.core.plan.style import Style

Form = Literal["like", "box", "apart", "heading"]
FORMS: Final[tuple[Form, ...]] = ("like", "box", "apart", "heading")

_HEADING: Final = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM: Final = re.compile(r"^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")


@dataclass(frozen=True, slots=True)
class Insertion:
    """Lines that go behind a line of the text (0: before all); the task begins on the one at `head`."""

    after: int
    lines: tuple[str, ...]
    head: int


def insertion(
    document: Document, source: Source, style: Style, task: NewTask, *, form: Form
) -> Insertion | None:
    """How the task is put at the end of its section; None where this form cannot do it.

    `like` writes it as the last task there is written, `box` as a plain box, `apart` so behind a blank line,
    `heading` so under a heading of its own at the end of the file, for a section that the file lost.
    """
    section, new = section_of(document, task), NewLines(document, style, task)
    if form == "heading":
        is_lost = section is None and task.place.section
        return _under_a_heading(document, source, new) if is_lost else None
    if section is None and task.place.section is not None:
        return None
    inside = [one for one in document.tasks if one.section == section]
    model = _model_of(document, inside or document.tasks)
    if form == "like" and model is not None:
        return _like(document, source, new, model=model, inside=inside)
    lines = new.as_box()
    after = _last_line(document, source, section, inside)
    return Insertion(after, ("", *lines), 1) if form == "apart" else Insertion(after, lines, 0)


def insert(source: Source, insertions: list[Insertion], newline: str) -> tuple[str, list[int]]:
    """The text with the insertions, and the line on which each one's task begins.

    Those behind one line follow each other. A missing line end at the end of the file stays missing.
    """
    parts: list[str] = []
    lines = [0] * len(insertions)
    place = grown = 0
    for at in sorted(range(len(insertions)), key=lambda at: (insertions[at].after, at)):
        one = insertions[at]
        end = source.ends[one.after - 1] if one.after else source.starts[0]
        text = newline.join(one.lines)
        parts.extend((source.text[place:end], newline + text if one.after else text + newline))
        place = end
        lines[at] = one.after + grown + one.head + 1
        grown += len(one.lines)
    return "".join([*parts, source.text[place:]]), lines


def section_of(document: Document, task: NewTask) -> int | None:
    """The position of the task's section in the document; None for no section, or one that it lacks."""
    names = [_place_of_section(document, at) for at in range(len(document.sections))]
    if task.position is not None and task.position < len(names) and names[task.position] == task.place:
        return task.position
    if task.place in names:
        return names.index(task.place)
    alike = [at for at, place in enumerate(names) if place.section == task.place.section]
    return alike[0] if alike and task.place.section is not None else None


def _place_of_section(document: Document, at: int) -> Place:
    section = document.sections[at]
    category = document.categories[section.category] if section.category is not None else None
    return Place(
        heading_name(category.number, category.title) if category else None,
        heading_name(section.number, section.title),
    )


def _model_of(document: Document, tasks: list[PlanTask] | tuple[PlanTask, ...]) -> PlanTask | None:
    """The task that a new one is written like: the last one as far out and of the same kind as the last."""
    shapes = [
        (kind_of_line(before_title(document, task)), _depth(before_title(document, task))) for task in tasks
    ]
    if not shapes:
        return None
    kind = shapes[-1][0]
    outermost = min(depth for other, depth in shapes if other == kind)
    fit = [task for task, shape in zip(tasks, shapes, strict=True) if shape == (kind, outermost)]
    return next((task for task in reversed(fit) if task.status != "dropped"), fit[-1])


def _depth(before: str) -> int:
    bare = before.lstrip(" >\t")
    return len(bare) - len(bare.lstrip("#")) if bare.startswith("#") else len(before) - len(bare)


def _like(
    document: Document, source: Source, new: NewLines, *, model: PlanTask, inside: list[PlanTask]
) -> Insertion:
    lines = new.like(model)
    if kind_of_line(before_title(document, model)) == "|" and inside:
        rows = [one.line for one in inside if kind_of_line(before_title(document, one)) == "|"]
        return Insertion(max(rows), lines, 0)
    after = _last_line(document, source, section_of(document, new.task), inside)
    is_apart = _stands_apart(document, source, model)
    return Insertion(after, ("", *lines), 1) if is_apart else Insertion(after, lines, 0)


def _last_line(document: Document, source: Source, section: int | None, inside: list[PlanTask]) -> int:
    """The last line with words of the section's tasks, else of the section, else of the file."""
    last = max((task.end_line for task in inside), default=0)
    if not last and section is not None:
        last = document.sections[section].end_line
    last = min(last or source.line_count, source.line_count)
    while last > 0 and not source.line(last).strip(" \t-*_\ufeff"):
        last -= 1
    while inside and last < source.line_count and _ITEM.match(source.line(last + 1)):
        last += 1
    return last


def _stands_apart(document: Document, source: Source, model: PlanTask) -> bool:
    """Whether tasks like the model have a blank line between them: most of those that follow another one."""
    before = before_title(document, model)
    kind = kind_of_line(before)
    if kind == "#":
        return True
    spaced = close = 0
    for one, other in pairwise(document.tasks):
        if one.section == other.section and kind_of_line(before_title(document, other)) == kind_of_line(
            before
        ):
            is_behind_blank = not source.line(other.line - 1).strip()
            spaced, close = spaced + is_behind_blank, close + (not is_behind_blank)
    return spaced > close or (spaced == close and not _ITEM.match(before))


def _under_a_heading(document: Document, source: Source, new: NewLines) -> Insertion:
    after = _last_line(document, source, None, [])
    levels = [source.line(section.line).lstrip(" \ufeff") for section in document.sections]
    marks = next((found[1] for line in levels if (found := _HEADING.match(line))), "##")
    return Insertion(after, ("", f"{marks} {new.task.place.section}", "", *new.as_box()), 3)


def move_to_column(
    document: Document, task: PlanTask, status: Status, newline: str
) -> list[tuple[int, int, str]]:
    """Edits that move a card to the column of a status; none where the file has no such column."""
    source = split(document.text, NO_LIMITS)
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
