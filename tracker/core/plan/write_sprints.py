"""Sprints: ids moved between the lists under their headings, fields and columns that name a task's sprint."""

from __future__ import annotations

import re
from typing import Final, cast

from tracker.core.plan.dialect import SPRINT_INDEX, fold, says_none
from tracker.core.plan.document import Field, PlanSprint, PlanTask
from tracker.core.plan.ids import family_of
from tracker.core.plan.sprints import read_name
from tracker.core.plan.words import LABELS, NONE_WORDS
from tracker.core.plan.write import Edit
from tracker.core.plan.write_ids import Habit, names
from tracker.core.plan.write_lines import add_line, add_nested, replace_value, take_out
from tracker.core.plan.write_lists import ListLines
from tracker.core.plan.write_scene import Item, Offer, Scene, once
from tracker.core.plan.write_words import dash

HEADING: Final = re.compile(r"[ \t>]*#{1,6}\s")
_BLANK: Final = re.compile(r"[\s>*_-]*")


def move_in_lists(scene: Scene, items: list[Item], *, titled: bool) -> Offer:
    """The ids taken out of the lists of the sprints before, and put into those of the sprints to be.

    Items whose sprint the file says otherwise, or that have no list to go to, are left out.
    """
    asked = [item for item in items if _may_be_listed(scene, item)]
    while True:
        lines = ListLines(scene, _habit(scene))
        for item in asked:
            for sprint in _to_leave(scene, item):
                for number in _lines_of(sprint, item.key):
                    lines.remove(number, item.key)
        offered = [item for item in asked if item.value is None or _put_in(lines, item, titled=titled)]
        if len(offered) == len(asked):
            return Offer(offered, lines.edits())
        asked = offered


@once
def _habit(scene: Scene) -> Habit:
    listing = {number for sprint in scene.document.sprints for _, number in sprint.listings}
    return Habit.of(scene.index, (scene.source.line(number) for number in sorted(listing)))


def _may_be_listed(scene: Scene, item: Item) -> bool:
    """Whether lists say the task's sprint: it has an id, and neither its place nor a field tells another."""
    task = scene.tasks[item.key]
    if task.id is None or any(_named(one) for one in scene.fields(task, "sprint")):
        return False
    for sprint in _to_leave(scene, item):
        if not _lines_of(sprint, item.key) or dict(sprint.lines_of)[item.key] == task.line:
            return False
    return item.value is None or any(one.listings for one in scene.document.sprints)


def _to_leave(scene: Scene, item: Item) -> list[PlanSprint]:
    """The sprint that the task is in, and any other that names it and would be read before the wanted one."""
    found, is_before, now = [], True, scene.tasks[item.key].sprint
    for sprint in scene.document.sprints:
        is_before = is_before and sprint.number != item.value
        if item.key in sprint.task_keys and (is_before or sprint.number == now):
            found.append(sprint)
    return found


def _lines_of(sprint: PlanSprint, key: str) -> list[int]:
    return [number for name, number in sprint.listings if name == key]


def _put_in(lines: ListLines, item: Item, *, titled: bool) -> bool:
    """Puts the id into the lists of its new sprint: among its family, behind the others, or on a new line."""
    scene = lines.scene
    sprint = next((one for one in scene.document.sprints if one.number == item.value), None)
    if sprint is None:
        return False
    if item.key in sprint.task_keys:
        return True
    numbers = sorted({number for _, number in sprint.listings})
    if numbers and lines.extend(numbers, item.key, whole={sprint.line}, one_by_one=_one_by_one(scene)):
        return True
    task = scene.tasks[item.key]
    models = numbers[::-1] or _models(scene, sprint)
    line = next((line for one in models if (line := lines.like(one, task, titled=titled))), None)
    if line and titled and item.key in lines.dropped:
        line = lines.dropped[item.key]
    if line is None:
        return False
    behind, blank = (_behind(scene, numbers, item.key), False) if numbers else end_of_heading(scene, sprint)
    if blank and behind not in lines.added:
        lines.add_behind(behind, "")
    lines.add_behind(behind, line)
    return True


@once
def _one_by_one(scene: Scene) -> bool:
    """Whether the file lists ids of one family on lines of their own, one below the other."""
    for sprint in scene.document.sprints:
        alone: dict[str, int] = {}
        for key, number in sprint.listings:
            family = family_of(key)
            if family is not None and sum(at == number for _, at in sprint.listings) == 1:
                alone[family[0]] = alone.get(family[0], 0) + 1
        if any(count > 1 for count in alone.values()):
            return True
    return False


def _behind(scene: Scene, numbers: list[int], key: str) -> int:
    """The line behind which the id goes: that of the nearest smaller one of its family, else the last."""
    family = family_of(key)
    before = [
        (other[1], number)
        for number in numbers
        for name in names(scene.source.line(number), scene.index)
        if family and (other := family_of(name)) and other[0] == family[0] and other[1] < family[1]
    ]
    return max(before)[1] if before else numbers[-1]


def _models(scene: Scene, sprint: PlanSprint) -> list[int]:
    """Lines of other sprints' lists to write one like, the nearest sprint's first; for headings only."""
    if not HEADING.match(scene.source.line(sprint.line)):
        return []
    others = sorted(scene.document.sprints, key=lambda one: abs(one.line - sprint.line))
    return [number for one in others for number in sorted({n for _, n in one.listings}, reverse=True)]


def end_of_heading(scene: Scene, sprint: PlanSprint) -> tuple[int, bool]:
    """The last line of text under a sprint's heading, and whether a blank line has to follow it first."""
    last = number = sprint.line
    while number < scene.source.line_count and not HEADING.match(scene.source.line(number + 1)):
        number += 1
        if not _BLANK.fullmatch(scene.source.line(number)):
            last = number
    if last > sprint.line:
        return last, True
    others = [
        one for one in scene.document.sprints if one.listings and HEADING.match(scene.source.line(one.line))
    ]
    first = [(one.line, min(number for _, number in one.listings)) for one in others]
    return last, any(not scene.source.line(line + 1).strip() for line, at in first if at > line + 1)


def leave_to_place(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """The task's own field that names a sprint taken out, where its place says the wanted one."""
    if item.value is None:
        return []
    stated = [one for one in scene.fields(task, "sprint") if _named(one) or says_none(one.value)]
    return [take_out(scene, task, one) for one in stated if scene.stands_alone(one)]


def change_stated(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """The task's own field or column that names its sprint, naming the other; an empty one filled."""
    own = scene.fields(task, "sprint")
    stated = [one for one in own if _named(one)]
    if item.value is None:
        return [_without(scene, task, one) for one in stated]
    return [replace_value(scene, one, _sprint_text(scene, item, one)) for one in stated or own[:1]]


def _named(one: Field) -> bool:
    return bool(read_name(one.value) or read_name(f"{one.label} {one.value.strip(' #*`')}"))


def _without(scene: Scene, task: PlanTask, one: Field) -> Edit:
    word = dash(scene) if one.line == task.line else None
    return replace_value(scene, one, word) if word else take_out(scene, task, one)


def _sprint_text(scene: Scene, item: Item, one: Field) -> str:
    """The sprint as another task's field names it, else the old value with the other number."""
    number = cast(int, item.value)
    for task in scene.document.tasks:
        for other in scene.fields(task, "sprint") if task.sprint == number else ():
            if _named(other) and other.label == one.label:
                return other.value
    if _named(one):
        return re.sub(r"\d+", str(number), one.value, count=1)
    return _name_of(scene, number)


def _name_of(scene: Scene, number: int) -> str:
    """The sprint by its word and number, as in "Phase 2"."""
    for sprint in scene.document.sprints:
        name = read_name(sprint.title)
        if name is not None:
            word = re.match(r"\W*([^\W\d_]+)", sprint.title)
            return f"{word[1] if word else name.kind.capitalize()} {number}"
    return f"Sprint {number}"


def add_stated(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """A field line that names the sprint, or none, below the task's others; it counts before its place."""
    own = [one for one in scene.fields(task, item.field) if _named(one)]
    if item.value is None and own:
        return [replace_value(scene, one, NONE_WORDS[scene.style.language][0]) for one in own]
    label, value = _label_and_value(scene, cast("int | None", item.value))
    return add_line(scene, task, item.field, value, label=label)


def add_stated_below(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    label, value = _label_and_value(scene, cast("int | None", item.value))
    return add_nested(scene, task, item.field, value, label=label)


def _label_and_value(scene: Scene, number: int | None) -> tuple[str, str]:
    """A label that is the word for this file's sprints, and the number; else "Sprint" and the whole name."""
    name = _name_of(scene, number or 0)
    word = name.rsplit(" ", 1)[0]
    known = {fold(label) for entries in LABELS["sprint"].values() for label in entries}
    is_known = fold(word) in known and fold(word) in SPRINT_INDEX
    label = (word.capitalize() if word.isupper() else word) if is_known else LABELS["sprint"]["en"][0]
    if number is None:
        return label, NONE_WORDS[_language_of(label, scene.style.language)][0]
    return label, str(number) if is_known else name


def _language_of(label: str, usual: str) -> str:
    """The language of a label: the file's usual one where it knows the label."""
    known = [name for name, entries in LABELS["sprint"].items() if fold(label) in map(fold, entries)]
    return usual if usual in known or not known else known[0]
