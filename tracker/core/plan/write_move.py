"""A task's lines moved below another sprint's heading, in files where a task's place says its sprint."""

from __future__ import annotations

import re
from typing import Final, cast

from tracker.core.plan.dialect import column_status, fold
from tracker.core.plan.document import PlanSprint, PlanTask
from tracker.core.plan.write import Edit
from tracker.core.plan.write_lines import kind_of
from tracker.core.plan.write_scene import Item, Scene
from tracker.core.plan.write_sprints import HEADING, end_of_heading

_BLANK: Final = re.compile(r"[\s>]*(?:[-*_]{3,}\s*)?")


def move_block(scene: Scene, task: PlanTask, item: Item) -> list[Edit]:
    """The task's lines taken out, and put behind the other sprint's last task that stands as this one does.

    A task in no sprint is moved only out of a section for such tasks, and one out of all sprints only there.
    """
    backlog = _of_backlog(scene)
    if any(sprint.listings for sprint in scene.document.sprints) or (
        task.sprint is None and task not in backlog
    ):
        return []
    if item.value is None:
        return _moved(scene, task, backlog)
    sprint = next((one for one in scene.document.sprints if one.number == item.value), None)
    if sprint is None or not HEADING.match(scene.source.line(sprint.line)):
        return []
    inside = [scene.tasks[key] for key, line in sprint.lines_of if scene.tasks[key].line == line]
    return _moved(scene, task, inside) if inside else _moved_below(scene, task, sprint)


def _of_backlog(scene: Scene) -> list[PlanTask]:
    """The tasks of the section that holds what is in no sprint, where the file has one called so."""
    for place, section in enumerate(scene.document.sections):
        inside = [task for task in scene.document.tasks if task.section == place]
        is_backlog = "backlog" in fold(section.title) or column_status(section.title) == "todo"
        if is_backlog and all(task.sprint is None for task in inside):
            return inside
    return []


def _moved(scene: Scene, task: PlanTask, inside: list[PlanTask]) -> list[Edit]:
    """The lines behind the last of these tasks that stands in the text as this one does."""
    stand = _stand(scene, task)
    like = [one for one in sorted(inside, key=lambda one: one.line) if _stand(scene, one) == stand]
    if not like or task in like:
        return []
    target = _last_line(scene, like[-1])
    is_apart = kind_of(scene, task) != "item" and not scene.is_row(task.line)
    if len(like) > 1 and not scene.is_row(task.line):
        is_apart = not scene.source.line(like[-1].line - 1).strip()
    return [*_take_out(scene, task), scene.below(target, [*([""] if is_apart else []), *_lines(scene, task)])]


def _moved_below(scene: Scene, task: PlanTask, sprint: PlanSprint) -> list[Edit]:
    """The lines below the heading of a sprint that holds nothing yet."""
    level = len(cast(re.Match[str], HEADING.match(scene.source.line(sprint.line))).group().strip(" \t>"))
    own = HEADING.match(scene.source.line(task.line))
    is_deeper = own is not None and len(own.group().strip(" \t>")) > level
    if scene.is_row(task.line) or not (is_deeper or _stand(scene, task) in (("item", ""), ("paragraph", ""))):
        return []
    target, _ = end_of_heading(scene, sprint)
    return [*_take_out(scene, task), scene.below(target, ["", *_lines(scene, task)])]


def _stand(scene: Scene, task: PlanTask) -> tuple[str, str]:
    """As a row, a heading of which level, or an item or paragraph at which indentation."""
    if scene.is_row(task.line):
        return "row", ""
    kind = kind_of(scene, task)
    line = scene.source.line(task.line)
    found = HEADING.match(line)
    return kind, found.group() if found else scene.indent(task.line)


def _last_line(scene: Scene, task: PlanTask) -> int:
    """The last line of the task that is not blank, nor a rule."""
    last = min(task.end_line, scene.source.line_count)
    while last > task.line and _BLANK.fullmatch(scene.source.line(last)):
        last -= 1
    return last


def _lines(scene: Scene, task: PlanTask) -> list[str]:
    return [scene.source.line(number) for number in range(task.line, _last_line(scene, task) + 1)]


def _take_out(scene: Scene, task: PlanTask) -> list[Edit]:
    """The lines without the task's, and of the blank ones around it only those before."""
    source, last = scene.source, _last_line(scene, task)
    is_behind_blank = task.line > 1 and not source.line(task.line - 1).strip()
    while is_behind_blank and last < source.line_count and not source.line(last + 1).strip():
        last += 1
    return [scene.without_lines(task.line, last)]
