"""What stands in a task's own line, `due:2026-05-01`, `📅 2026-05-01`, `@ana`: changed, taken out, added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.core.plan.dates import read_date
from tracker.core.plan.dialect import fold, label_meaning
from tracker.core.plan.document import PlanTask
from tracker.core.plan.write import Edit
from tracker.core.plan.write_scene import Scene, once
from tracker.core.plan.write_words import key_for, redated

_SIGNS: Final = {"📅": "due", "🗓": "due", "⛔": "depends_on"}
_SIGN: Final = re.compile(
    r"(?P<sign>[📅🗓⛔])\ufe0f?\s*(?P<value>\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|[\w.,-]+(?:,\s[\w.-]+)*)"
)
_PAIR: Final = re.compile(
    r"(?<![\w/:`])(?P<key>[^\W\d_][\w-]{1,24}):{1,2}(?P<value>[\w#.~+-]+(?:,[\w#.-]+)*)(?![\w/:`])"
)
_DATAVIEW: Final = re.compile(r"[\[(](?P<key>[^\W\d_][\w -]{1,24})::\s*(?P<value>[^\[\]()]{1,80})[\])]")
_NAME: Final = re.compile(r"(?<![\w.@/`])@(?P<value>[^\W\d_][\w.-]{0,38})")
_KEYS: Final = {
    "blocked-by": "depends_on",
    "blockedby": "depends_on",
    "dependson": "depends_on",
    "dep": "depends_on",
}


@dataclass(frozen=True, slots=True)
class Inline:
    """A value within a line: its meaning, the place of the whole, and of the value in it."""

    meaning: str
    form: str
    start: int
    end: int
    value_start: int
    value_end: int


def inline_values(text: str, offset: int = 0) -> list[Inline]:
    """The values that stand in the text of a task's line, in order."""
    found: list[Inline] = []
    for pattern in (_DATAVIEW, _PAIR):
        for pair in pattern.finditer(text):
            key = fold(pair["key"]).strip()
            meaning = _KEYS.get(key) or label_meaning(key.replace("-", " "))
            if meaning is not None:
                found.append(_inline(pair, meaning, pair["key"], offset))
    found.extend(_inline(sign, _SIGNS[sign["sign"]], sign["sign"], offset) for sign in _SIGN.finditer(text))
    found.extend(_inline(name, "assignee", "@", offset) for name in _NAME.finditer(text))
    return sorted(found, key=lambda one: one.start)


def _inline(found: re.Match[str], meaning: str, form: str, offset: int) -> Inline:
    start, end = found.span("value")
    struck = len(found["value"]) - len(found["value"].rstrip("~"))  # what closes a struck title
    whole = found.end() - struck
    return Inline(
        meaning, form, offset + found.start(), offset + whole, offset + start, offset + end - struck
    )


def title_lines(scene: Scene, task: PlanTask) -> tuple[int, int]:
    """From where to where the lines of the task's title reach."""
    last = scene.line_at(max(task.title_span.start, task.title_span.end - 1))
    return scene.source.starts[task.line - 1], scene.source.ends[max(task.line, last) - 1]


def inlines_of(scene: Scene, task: PlanTask, meaning: str) -> list[Inline]:
    start, end = title_lines(scene, task)
    text = scene.document.text[start:end]
    return [one for one in inline_values(text, start) if one.meaning == meaning]


def cut(scene: Scene, one: Inline) -> Edit:
    """The value taken out of its line, with the blank before it."""
    blank = scene.document.text[one.start - 1 : one.start] == " "
    return Edit(one.start - blank, one.end, "")


def change_inline(scene: Scene, task: PlanTask, meaning: str, value: object) -> list[Edit]:
    """The values of that meaning on the task's own line changed, or taken out for None."""
    edits = []
    for one in inlines_of(scene, task, meaning):
        old = scene.document.text[one.value_start : one.value_end]
        if meaning == "due" and read_date(old) is None:
            continue
        if value is None:
            edits.append(cut(scene, one))
        else:
            new = redated(scene, old, value) if isinstance(value, date) else str(value)
            edits.append(Edit(one.value_start, one.value_end, new))
    return edits


@once
def form_of(scene: Scene, meaning: str) -> str | None:
    """How lines of the file's tasks say such a value: a sign, an @, a pair's key; None where none does."""
    for task in scene.document.tasks:
        for one in inlines_of(scene, task, meaning):
            return one.form
    return None


def inline_text(scene: Scene, meaning: str, value: str, form: str | None) -> str:
    """The value in that form, else in the one that is plain to read."""
    if form in _SIGNS:
        return f"{form} {value}"
    if meaning == "assignee" and form in (None, "@"):
        return f"@{value}"
    return f"{form or key_for(meaning, scene.style)}:{value.replace(', ', ',')}"


def add_inline(scene: Scene, task: PlanTask, text: str) -> list[Edit]:
    """The text at the end of the task's line; right behind the title where emphasis or a cell closes it."""
    end = task.title_span.end
    rest = scene.document.text[end : title_lines(scene, task)[1]]
    if "|" not in rest and not rest.lstrip().startswith(("*", "_", "~", "`", "=")):
        end += len(rest.rstrip())
    return [Edit(end, end, f" {text}")]
