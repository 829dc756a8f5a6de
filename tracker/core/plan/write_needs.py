"""What a task waits for: ids put into its lists and taken out, or said in a field of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from tracker.core.plan.dialect import says_none
from tracker.core.plan.document import Field, PlanTask, Span
from tracker.core.plan.write import Edit
from tracker.core.plan.write_fields import Way
from tracker.core.plan.write_ids import Habit, appended, names, with_key, without
from tracker.core.plan.write_inline import add_inline, cut, form_of, inline_text, inlines_of
from tracker.core.plan.write_lines import add_line, add_nested, replace_value
from tracker.core.plan.write_lists import ListLines
from tracker.core.plan.write_scene import Item, Scene, once
from tracker.core.plan.write_words import label_for, none_word

_GLUED: Final = ","


def wanted(scene: Scene, item: Item) -> list[str]:
    """The keys to wait for, in the order of the file."""
    keys = cast(frozenset[str], item.value)
    return [task.key for task in scene.document.tasks if task.key in keys]


@once
def _habit(scene: Scene) -> Habit:
    return Habit.of(
        scene.index, (one.value for task in scene.document.tasks for one in scene.fields(task, "depends_on"))
    )


def edit_lists(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """The task's own lists with the ids that are new, without those that are gone; the rest of them stays."""
    now, then = set(task.depends_on), set(wanted(scene, item))
    habit = _habit(scene)
    fields = [one for one in scene.fields(task, "depends_on") if one.value and not says_none(one.value)]
    lists = [_FieldList(scene, habit, one) for one in fields]
    inline = [_InlineList(scene, habit, task, n) for n in range(len(inlines_of(scene, task, "depends_on")))]
    holders: list[_FieldList | _InlineList] = [*lists, *inline]
    for key in (key for key in wanted(scene, item) if key not in now):
        if not any(holder.add(key) for holder in holders):
            return []
    for key in sorted(now - then):
        for holder in holders:
            holder.remove(key)
    is_last = not any(holder.names() for holder in holders)
    return [edit for holder in holders for edit in holder.edits(none_word(scene) if is_last else "-")]


class _FieldList:
    """The ids of a field, on one line or on several."""

    def __init__(self, scene: Scene, habit: Habit, one: Field) -> None:
        self.scene, self.field = scene, one
        first, last = scene.line_at(one.span.start), scene.line_at(max(one.span.start, one.span.end - 1))
        self.numbers = list(range(first, last + 1))
        end = one.span.end if first == last else scene.source.ends[first - 1]
        self.lines = ListLines(scene, habit, regions={first: Span(one.span.start, end)})

    def names(self) -> set[str]:
        return {key for number in self.numbers for key in self.lines.names(number)}

    def remove(self, key: str) -> None:
        for number in self.numbers:
            self.lines.remove(number, key)

    def add(self, key: str) -> bool:
        named = [number for number in self.numbers if self.lines.names(number)]
        if not named:
            return False
        if not self.lines.is_item(named[-1]) or len(self.lines.names(named[-1])) > 1:
            return self.lines.extend(named, key)
        line = self.lines.like(named[-1], self.scene.tasks[key], titled=True)
        if line is not None:
            self.lines.add_behind(named[-1], line)
        return line is not None

    def edits(self, nothing: str) -> list[Edit]:
        if not self.names() and not any(self.lines.added.values()):
            return [replace_value(self.scene, self.field, nothing)]
        return self.lines.edits()


class _InlineList:
    """The ids of a pair or sign within the task's own line."""

    def __init__(self, scene: Scene, habit: Habit, task: PlanTask, number: int) -> None:
        self.scene, self.habit = scene, habit
        self.place = inlines_of(scene, task, "depends_on")[number]
        self.old = self.text = scene.document.text[self.place.value_start : self.place.value_end]

    def names(self) -> set[str]:
        return names(self.text, self.habit.index)

    def remove(self, key: str) -> None:
        self.text = without(self.text, key, self.habit)

    def add(self, key: str) -> bool:
        longer = with_key(self.text, key, self.habit) or appended(self.text, key, self.habit)
        self.text = longer or self.text
        return longer is not None

    def edits(self, nothing: str) -> list[Edit]:
        if self.text == self.old:
            return []
        if not self.names():
            return [cut(self.scene, self.place)]
        return [Edit(self.place.value_start, self.place.value_end, self.text.replace(", ", _GLUED))]


def rewrite_field(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """The value of the task's first such field written anew: ids alone, or the word for "none"."""
    own = scene.fields(task, "depends_on")
    return [replace_value(scene, one, _text(scene, item)) for one in own[:1]]


def _text(scene: Scene, item: Item) -> str:
    return ", ".join(_written(scene, wanted(scene, item))) or none_word(scene)


def _more_text(scene: Scene, task: PlanTask, item: Item) -> str:
    """The ids that the title does not name as well, for a title that goes on naming the others."""
    said = names(task.title, scene.index) & set(task.depends_on)
    more = [key for key in wanted(scene, item) if key not in said]
    return ", ".join(_written(scene, more)) if said and more else _text(scene, item)


def _written(scene: Scene, keys: Iterable[str]) -> list[str]:
    return [scene.tasks[key].id or key for key in keys]


def add_as_usual(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """A field where the file has such fields, else within the task's line as other tasks have it."""
    form = form_of(scene, item.field)
    if item.field not in scene.style.lines and form is not None:
        return add_inline(scene, task, inline_text(scene, item.field, _more_text(scene, task, item), form))
    return add_line(scene, task, item.field, _text(scene, item))


def add_in_line(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    form = form_of(scene, item.field)
    return add_inline(scene, task, inline_text(scene, item.field, _more_text(scene, task, item), form))


def add_below(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    return add_nested(scene, task, item.field, _text(scene, item))


def add_as_dataview(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    label = label_for(scene, item.field).lower()
    return add_inline(scene, task, f"[{label}:: {_text(scene, item)}]")


WAYS: Final[tuple[Way, ...]] = (
    edit_lists,
    rewrite_field,
    add_as_usual,
    add_in_line,
    add_below,
    add_as_dataview,
)
