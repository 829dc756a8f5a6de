"""Writing a task's text back: only the lines that differ, under the task's own indentation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from tracker.core.plan.document import NO_LIMITS, Document, PlanTask
from tracker.core.plan.resolve import dedent
from tracker.core.plan.source import Source, split
from tracker.core.plan.write import Edit, apply_edits


def render_bodies(document: Document, bodies: Mapping[str, str]) -> str:
    """The text of the document with these bodies, by task key; with none of them it is the same text.

    Raises: KeyError for a key that the document does not have.
    """
    if not bodies:
        return document.text
    tasks = {task.key: task for task in document.tasks}
    edits = [edit for key, body in bodies.items() for edit in body_edits(document, tasks[key], body)]
    return apply_edits(document.text, edits)


def body_edits(document: Document, task: PlanTask, body: str) -> list[Edit]:
    """The edits after which the task's body reads like that; none where it does already.

    A row of a table has no room for a text: nothing is written there.
    """
    source = split(document.text, NO_LIMITS)
    first = _first_line(source, task)
    new = body.strip("\n").split("\n") if body.strip() else []
    if first is None:
        return _new_body(source, task, new)
    count = len(task.body.split("\n"))
    raw = [source.line(number) for number in range(first, first + count)]
    indent = _indent(raw)
    edits = []
    steps = SequenceMatcher(None, dedent(raw), new, autojunk=False).get_opcodes()
    for tag, low, high, new_low, new_high in steps:
        if tag != "equal":
            lines = [f"{indent}{line}" if line.strip() else "" for line in new[new_low:new_high]]
            if high - low == len(lines):
                lines = [line + _blanks_behind(old) for line, old in zip(lines, raw[low:high], strict=True)]
            edits.append(_replace_lines(source, first + low, first + high, lines))
    return edits


def _first_line(source: Source, task: PlanTask) -> int | None:
    """The line on which the body begins; None where there is no body."""
    if not task.body:
        return None
    count = len(task.body.split("\n"))
    for first in range(task.line, min(task.end_line, source.line_count) - count + 2):
        lines = [source.line(number) for number in range(first, first + count)]
        if "\n".join(dedent(lines)) == task.body:
            return first
    return None


def _indent(lines: list[str]) -> str:
    heads = [line[: len(line) - len(line.lstrip())] for line in lines if line.strip()]
    return min(heads, key=len, default="")


def _blanks_behind(line: str) -> str:
    """They may be a line break; who edits a line's words does not see them."""
    return line[len(line.rstrip()) :]


def _replace_lines(source: Source, first: int, following: int, lines: list[str]) -> Edit:
    """The lines from `first` up to, without, `following` give way to others."""
    text = source.newline.join(lines)
    if first == following:
        if first <= source.line_count:
            return Edit(source.starts[first - 1], source.starts[first - 1], text + source.newline)
        return Edit(source.ends[first - 2], source.ends[first - 2], source.newline + text)
    start, end = source.starts[first - 1], source.ends[following - 2]
    if lines:
        return Edit(start, end, text)
    if following <= source.line_count:
        return Edit(start, source.starts[following - 1], "")
    return Edit(source.ends[first - 2], end, "")


def _new_body(source: Source, task: PlanTask, lines: list[str]) -> list[Edit]:
    head = source.line(task.line)
    if not lines or task.body or head.lstrip().startswith("|"):
        return []
    item = re.match(r"\s*(?:[-*+]|\d+[.)])\s+", head)
    indent = " " * len(item[0]) if item else ""
    blank = [] if item else [""]
    text = source.newline.join([*blank, *(f"{indent}{line}" if line.strip() else "" for line in lines)])
    end = source.ends[task.line - 1]
    return [Edit(end, end, source.newline + text)]
