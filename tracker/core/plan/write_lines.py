"""Field lines of a task: added in the way that the file writes fields, changed, taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tracker.core.plan.document import Field, PlanTask
from tracker.core.plan.style import escape_bars
from tracker.core.plan.write import Edit
from tracker.core.plan.write_inline import title_lines
from tracker.core.plan.write_scene import Scene, once
from tracker.core.plan.write_words import label_for

_MARKER: Final = re.compile(r"[-*+]\s+|\d{1,9}[.)]\s+")
_PLAIN_HEAD: Final = re.compile(r"^[\s>*+_#-]*$")


DATA: Final = frozenset(
    (
        "estimate",
        "depends_on",
        "blocks",
        "priority",
        "risk",
        "agent",
        "assignee",
        "status",
        "sprint",
        "due",
        "points",
    )
)


@dataclass(frozen=True, slots=True)
class Model:
    """A field line to write another one like: what stands before its label and its value, and behind it."""

    indent: str
    head: str
    label: str
    tail: str

    def line(self, indent: str, label: str, value: str) -> str:
        head = self.head.replace(self.label, _in_case_of(self.label, label), 1)
        return f"{indent}{head}{value}{self.tail}"


def _in_case_of(model: str, label: str) -> str:
    return label.lower() if model.islower() and model.isascii() else label


def replace_value(scene: Scene, one: Field, value: str) -> Edit:
    """Another value in a field: a blank is put before it where a label stood alone."""
    text = scene.document.text
    is_alone = one.span.start == one.span.end or text[one.span.start] in "\r\n"
    lead = " " if is_alone and text[one.span.start - 1 : one.span.start] not in (" ", "\t", "：") else ""
    behind = text[one.span.end : one.span.end + 1]
    tail = " " if not one.value and behind == "|" else ""
    if scene.is_row(one.line):
        value = escape_bars(value)
    return Edit(*one.span, f"{lead}{value}{tail}")


def take_out(scene: Scene, task: PlanTask, one: Field) -> Edit:
    """The line of a field that fills one; of any other the value, as nothing."""
    if scene.stands_alone(one) or (scene.is_row(one.line) and one.line != task.line and one_pair(scene, one)):
        return scene.without_lines(one.line, one.line)
    return Edit(*one.span, "-")


def add_line(
    scene: Scene, task: PlanTask, meaning: str, value: str, *, label: str | None = None
) -> list[Edit]:
    """A line for the field below the task's others, written like them or like the file's of that meaning."""
    if scene.is_row(task.line):
        return []
    label = label or label_for(scene, meaning)
    own = _own_models(scene, task)
    model = _file_model(scene, kind_of(scene, task), meaning)
    if (row := _own_row(scene, task)) is not None:
        return [scene.below(row.line, [_row_like(scene, row, label, value)])]
    if own:
        last, mine = next(((one, m) for one, m in reversed(own) if one.meaning in DATA), own[-1])
        like = next((one for one in (model, *(m for _, m in reversed(own))) if one and _fits(one)), mine)
        return [scene.below(_end_of(scene, last), [like.line(mine.indent, label, value)])]
    if model is None:
        return []
    indent = _same_depth(scene, task, model)
    return [_below_title(scene, task, model.line(indent, label, value))]


def add_nested(
    scene: Scene, task: PlanTask, meaning: str, value: str, *, label: str | None = None
) -> list[Edit]:
    """A line for the field as an item of a list below the title, for a file that shows no other way."""
    if scene.is_row(task.line):
        return []
    label = label or label_for(scene, meaning)
    line = scene.source.line(task.line)
    indent = scene.indent(task.line)
    marker = _MARKER.match(line[len(indent) :])
    inner = re.sub(r"[^\s>]", " ", indent) + " " * (len(marker.group()) if marker else 0)
    return [_below_title(scene, task, f"{inner}- **{label}:** {value}")]


def _own_row(scene: Scene, task: PlanTask) -> Field | None:
    """The last of the task's fields that stand in rows of a table of two columns below its title."""
    rows = [one for one in task.fields if task.line < one.line <= task.end_line and scene.is_row(one.line)]
    return rows[-1] if rows and one_pair(scene, rows[-1]) else None


def one_pair(scene: Scene, row: Field) -> bool:
    """Whether the row holds a label and its value, and nothing else."""
    line = scene.source.line(row.line).strip(" \t>|")
    return len(re.findall(r"(?<!\\)\|", line)) <= 1 and row.label in line.split("|")[0]


def _row_like(scene: Scene, row: Field, label: str, value: str) -> str:
    start = scene.source.starts[row.line - 1]
    head = scene.document.text[start : row.span.start].replace(row.label, label, 1)
    escaped = escape_bars(value)
    return f"{head}{escaped}{scene.document.text[row.span.end : scene.source.ends[row.line - 1]]}"


def _below_title(scene: Scene, task: PlanTask, text: str) -> Edit:
    """The line right below the title, behind a blank one where the file's headings have one below them."""
    number = scene.line_at(title_lines(scene, task)[1])
    number = max(task.line, min(number, scene.source.line_count))
    is_heading = scene.source.line(task.line).lstrip(" >").startswith("#")
    following = scene.source.line(number + 1) if number < scene.source.line_count else ""
    if is_heading and not following.strip():
        return scene.below(number, ["", text])
    return scene.below(number, [text])


def _own_models(scene: Scene, task: PlanTask) -> list[tuple[Field, Model]]:
    """The task's own fields that fill a line, from above, each as a model."""
    is_file = len(scene.document.tasks) == 1  # its fields may stand above its title
    inside = [
        one
        for one in task.fields
        if (task.line < one.line <= task.end_line or is_file) and not scene.is_row(one.line) and one.value
    ]
    return [(one, model) for one in inside if (model := _model(scene, one)) is not None]


def _end_of(scene: Scene, one: Field) -> int:
    """The last line of a field's value."""
    return max(one.line, scene.line_at(max(one.span.start, one.span.end - 1)))


def _model(scene: Scene, one: Field) -> Model | None:
    start, end = scene.source.starts[one.line - 1], scene.source.ends[one.line - 1]
    if not start <= one.span.start <= end:
        return None
    first = one.value.split("\n", 1)[0]
    head, tail = (
        scene.document.text[start : one.span.start],
        scene.document.text[one.span.start + len(first) : end],
    )
    if one.label not in head or tail.strip(" *_`") or set(head) & set("|·•"):
        return None
    indent = head[: len(head) - len(head.lstrip(" \t>"))]
    return Model(indent, head[len(indent) :], one.label, tail)


def _fits(model: Model) -> bool:
    """Whether the head holds nothing of its own field but the label: no emoji, no box."""
    return bool(_PLAIN_HEAD.match(model.head.partition(model.label)[0]))


@once
def _file_model(scene: Scene, kind: str, meaning: str) -> Model | None:
    """The first line of that field in the file, else of any field, of a task that stands as this one does."""
    other: Model | None = None
    for candidate in scene.document.tasks:
        if kind_of(scene, candidate) != kind:
            continue
        for one in candidate.fields:
            if one.meaning is None or one.line <= candidate.line or scene.is_row(one.line) or not one.value:
                continue
            if one.meaning != meaning and other is not None:
                continue
            model = _model(scene, one)
            if model is None:
                continue
            model = Model(_deeper(scene, candidate, model), model.head, model.label, model.tail)
            if one.meaning == meaning:
                return model
            other = other or (model if _fits(model) else None)
    return other


def _deeper(scene: Scene, task: PlanTask, model: Model) -> str:
    """How much deeper than its task's line the model stands."""
    return model.indent.removeprefix(scene.indent(task.line))


def _same_depth(scene: Scene, task: PlanTask, model: Model) -> str:
    return scene.indent(task.line) + model.indent


def kind_of(scene: Scene, task: PlanTask) -> str:
    text = scene.source.line(task.line).lstrip(" \t>\ufeff")
    if text.startswith("#"):
        return "heading"
    return "item" if _MARKER.match(text) else "paragraph"
