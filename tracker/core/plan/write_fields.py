"""Due dates, people and risks written into a task: the ways to say them, the file's own first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, cast

from tracker.core.plan.document import Field, Level, PlanTask
from tracker.core.plan.write import Edit
from tracker.core.plan.write_inline import add_inline, change_inline, form_of, inline_text
from tracker.core.plan.write_lines import add_line, add_nested, replace_value, take_out
from tracker.core.plan.write_scene import Item, Scene
from tracker.core.plan.write_words import (
    blank_word,
    dash,
    date_text,
    label_for,
    level_word,
    name_text,
    redated,
    tells,
)

Way = Callable[[Scene, PlanTask, Item], list[Edit]]


def value_text(scene: Scene, item: Item, old: str) -> str:
    """The value in words, in place of an old one."""
    if isinstance(item.value, date):
        return redated(scene, old, item.value)
    if item.field == "assignee":
        return name_text(scene, str(item.value), old)
    return level_word(scene, cast(Level, item.value), old)


def leave_to_section(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """The task's own risk taken out where its section says the wanted one."""
    place = task.section
    if item.field != "risk" or place is None or item.value is None:
        return []
    own = [one for one in scene.fields(task, "risk") if scene.stands_alone(one) and tells("risk", one.value)]
    return [take_out(scene, task, one) for one in own if scene.document.sections[place].risk == item.value]


def change_own(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """The task's own fields of that meaning say the new value; empty ones only where none holds a value."""
    own = [one for one in scene.fields(task, item.field) if "\n" not in one.value]
    telling = [one for one in own if tells(item.field, one.value)]
    if item.value is None:
        return [_emptied(scene, task, item, one) for one in telling]
    waiting = [one for one in own if item.field != "risk" or len(one.value.split()) <= 1]
    return [replace_value(scene, one, value_text(scene, item, one.value)) for one in telling or waiting[:1]]


def _emptied(scene: Scene, task: PlanTask, item: Item, one: Field) -> Edit:
    blank = blank_word(scene, item.field) or (one.line == task.line and dash(scene))
    return replace_value(scene, one, blank) if blank else take_out(scene, task, one)


def change_in_line(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    return change_inline(scene, task, item.field, item.value)


def add_as_usual(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """A field line where the file writes such fields or the task has others, else within the task's line."""
    if item.value is None:
        return []
    form = form_of(scene, item.field)
    if item.field not in scene.style.lines and form is not None:
        return add_inline(scene, task, inline_text(scene, item.field, _new_text(scene, item), form))
    return add_line(scene, task, item.field, _new_text(scene, item))


def add_in_line(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """Within the task's line, in a form that the reader knows; a risk has none."""
    if item.value is None or item.field == "risk":
        return []
    text = inline_text(scene, item.field, _new_text(scene, item), form_of(scene, item.field))
    return add_inline(scene, task, text)


def add_as_dataview(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """Within the task's line, labelled and in brackets: for values that a pair cannot hold."""
    if item.value is None or item.field == "risk":
        return []
    label = label_for(scene, item.field).lower()
    return add_inline(scene, task, f"[{label}:: {_new_text(scene, item).lstrip('@')}]")


def add_below(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    return [] if item.value is None else add_nested(scene, task, item.field, _new_text(scene, item))


def _new_text(scene: Scene, item: Item) -> str:
    if isinstance(item.value, date):
        return date_text(scene, item.value, "")
    text = value_text(scene, item, "")
    return text.lstrip("@") if form_of(scene, item.field) == "@" else text


WAYS: Final[tuple[Way, ...]] = (
    leave_to_section,
    change_own,
    change_in_line,
    add_as_usual,
    add_in_line,
    add_below,
    add_as_dataview,
)
