"""Importing a plan again is a merge: the file as last imported, the file now, and what people did in between.

`merge` says what would become of every task, with nothing applied. Beside it stand `merge_headings` and
`merge_match` (what is one with what), `merge_fields` (what becomes of a task's fields) and `merge_plan` (the
answer, and `decide`). A task gone from the file is archived, never deleted; one that comes back is restored;
one made here stays. One that people took out stays out, while the file has it or says that it is dropped; it
comes back where the file opens again what it said was dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.core.plan.check_dependencies import find_loops
from tracker.core.plan.document import Document, PlanTask
from tracker.core.plan.identity import normal_title
from tracker.core.plan.merge_fields import (
    FieldMerge,
    TaskStep,
    TaskValues,
    merge_fields,
    plain_body,
    untold_body,
    without_unsaid,
)
from tracker.core.plan.merge_headings import (
    HeadingChange,
    Place,
    Places,
    heading_changes,
    heading_name,
    place_of,
    places_in_new_terms,
)
from tracker.core.plan.merge_match import Match, match_tasks
from tracker.core.plan.merge_plan import (
    AddedTask,
    CurrentTask,
    GoneTask,
    MergePlan,
    TaskMerge,
    decide,
)

__all__ = [
    "AddedTask",
    "CurrentTask",
    "GoneTask",
    "HeadingChange",
    "Match",
    "MergePlan",
    "Place",
    "TaskMerge",
    "TaskStep",
    "TaskValues",
    "current_tasks",
    "decide",
    "heading_name",
    "merge",
]

_NO_FILE = Document(text="", title="")


def merge(base: Document | None, new: Document, current: Iterable[CurrentTask]) -> MergePlan:
    """What importing `new` would do to the `current` tasks; `base` is the file as last imported, if one was.

    The same file again gives an empty plan. Tasks come in the order of the new file; gone ones, and those
    made here, in the order given.
    """
    rows = tuple(current)
    sides = _pair_sides(base or _NO_FILE, new, rows)
    in_file = {row.key for row in sides.rows.values()}
    outside = [row for row in rows if row.key not in in_file and not row.is_archived]
    gone = [row for row in outside if row.source_key in sides.base_tasks]
    made_here = [row for row in outside if row.source_key not in sides.base_tasks]
    tasks = tuple(_merge_tasks(sides))
    return MergePlan(
        added=sides.added,
        tasks=tasks,
        gone=tuple(_gone_task(row, sides) for row in gone),
        made_here=tuple(row.key for row in made_here),
        away=tuple((row.key, task) for task, row in _in_file(sides) if _stays_away(row, task, sides)),
        headings=tuple(heading_changes(sides.base, new, sides.places)),
        loops=_loops(sides, tasks, made_here),
    )


def current_tasks(document: Document) -> tuple[CurrentTask, ...]:
    """The tasks as they are when the file has just been imported and nobody has done anything."""
    keys = {task.key: task.key for task in document.tasks}
    return tuple(
        CurrentTask(task.key, task.key, _values_of(task, place_of(document, task), keys))
        for task in document.tasks
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """Who is who: `rows` gives the task here, `base_keys` and `new_keys` its key, for a key in a file."""

    base: Document
    new: Document
    places: Places
    base_tasks: Mapping[str, PlanTask]
    matches: Mapping[str, Match]
    rows: Mapping[str, CurrentTask]
    added: tuple[AddedTask, ...]
    base_keys: Mapping[str, str]
    new_keys: Mapping[str, str]

    def base_task(self, task: PlanTask) -> PlanTask | None:
        match = self.matches.get(task.key)
        return self.base_tasks[match.base_key] if match else None


def _pair_sides(base: Document, new: Document, current: Sequence[CurrentTask]) -> _Sides:
    matches = {match.new_key: match for match in match_tasks(base, new)}
    base_tasks = {task.key: task for task in base.tasks}
    places = places_in_new_terms(base, new)
    rows = _pair_rows(new, current, matches, base_tasks)
    rows |= _pair_by_title(new, current, rows, base_tasks, places=places)
    added = tuple(_name_added(new, current, rows))
    return _Sides(
        base,
        new,
        places=places,
        base_tasks=base_tasks,
        matches=matches,
        rows=rows,
        added=added,
        base_keys={row.source_key: row.key for row in _live_last(current) if row.source_key},
        new_keys={key: row.key for key, row in rows.items()} | {new.task.key: new.key for new in added},
    )


def _pair_rows(
    new: Document,
    current: Sequence[CurrentTask],
    matches: Mapping[str, Match],
    base_tasks: Mapping[str, PlanTask],
) -> dict[str, CurrentTask]:
    """By the match of the two files; else by key, where the task here is none that the old file knows."""
    by_source = {row.source_key: row for row in _live_last(current) if row.source_key}
    rows = {key: by_source[m.base_key] for key, m in matches.items() if m.base_key in by_source}
    taken = {row.key for row in rows.values()}
    strangers = [
        row for row in _live_last(current) if row.source_key not in base_tasks and row.key not in taken
    ]
    by_key = {row.key.casefold(): row for row in strangers}
    by_key |= {row.source_key.casefold(): row for row in strangers if row.source_key}
    for task in new.tasks:
        row = by_key.get(task.key.casefold())
        if row is not None and row.key not in taken and task.key not in rows:
            rows[task.key] = row
            taken.add(row.key)
    return rows


def _pair_by_title(
    new: Document,
    current: Sequence[CurrentTask],
    rows: Mapping[str, CurrentTask],
    base_tasks: Mapping[str, PlanTask],
    *,
    places: Places,
) -> dict[str, CurrentTask]:
    """Tasks made here that the file now holds without an id: by equal title in the same place."""
    taken = {row.key for row in rows.values()}
    waiting: dict[tuple[str, Place], list[CurrentTask]] = {}
    for row in current:
        if row.source_key not in base_tasks and row.key not in taken and not row.is_archived:
            name = normal_title(row.values.title), places.now(row.values.place)
            waiting.setdefault(name, []).append(row)
    pairs = {}
    for task in new.tasks:
        queue = waiting.get((normal_title(task.title), places.new[task.key]))
        if queue and task.id is None and task.key not in rows:
            pairs[task.key] = queue.pop(0)
    return pairs


def _live_last(current: Iterable[CurrentTask]) -> list[CurrentTask]:
    """Archived tasks first, so that in a mapping a live one of the same key wins."""
    return sorted(current, key=lambda row: not row.is_archived)


def _name_added(
    new: Document, current: Iterable[CurrentTask], rows: Mapping[str, CurrentTask]
) -> Iterator[AddedTask]:
    taken = {row.key.casefold() for row in current}
    for task in new.tasks:
        if task.key in rows:
            continue
        key, number = task.key, 2
        while key.casefold() in taken:
            key, number = f"{task.key}-{number}", number + 1
        taken.add(key.casefold())
        yield AddedTask(key, task)


def _in_file(sides: _Sides) -> Iterator[tuple[PlanTask, CurrentTask]]:
    """The tasks of the new file that are here too, archived ones among them."""
    for task in sides.new.tasks:
        row = sides.rows.get(task.key)
        if row is not None:
            yield task, row


def _stays_away(row: CurrentTask, task: PlanTask, sides: _Sides) -> bool:
    """Whether people took out a task that the file goes on to hold, and it does not open it again."""
    before = sides.base_task(task)
    is_reopened = before is not None and before.status == "dropped" and task.status != "dropped"
    return row.is_archived and before is not None and not is_reopened


def _merge_tasks(sides: _Sides) -> Iterator[TaskMerge]:
    for task, row in _in_file(sides):
        if not _stays_away(row, task, sides):
            yield _merge_task(task, sides.base_task(task), row, sides)


def _merge_task(task: PlanTask, before: PlanTask | None, row: CurrentTask, sides: _Sides) -> TaskMerge:
    theirs = _values_of(task, sides.places.new[task.key], sides.new_keys)
    ours = replace(row.values, place=sides.places.now(row.values.place))
    base = _values_of(before, sides.places.base[before.key], sides.base_keys) if before else None
    texts = (untold_body(before), untold_body(task)) if before else None
    fields = merge_fields(base, ours, theirs, texts=texts)
    if base is None and not row.is_archived:
        fields = without_unsaid(fields, task)
    if row.is_archived:
        fields = tuple(replace(field, kind="file") if field.is_conflict else field for field in fields)
    match = sides.matches.get(task.key)
    return TaskMerge(
        key=row.key,
        title=row.values.title,
        how=match.how if match else "id",
        task=task,
        fields=fields,
        body=_body_to_store(fields, base, ours, theirs),
        is_renamed=bool(match and match.base_key != match.new_key),
        is_restored=row.is_archived,
    )


def _body_to_store(
    fields: Iterable[FieldMerge], base: TaskValues | None, ours: TaskValues, theirs: TaskValues
) -> str:
    for field in fields:
        if field.field == "body":
            return str(field.result)
    is_ours = not theirs.body if base is None else plain_body(base.body) != plain_body(ours.body)
    return ours.body if is_ours else theirs.body


def _values_of(task: PlanTask, place: Place, keys: Mapping[str, str]) -> TaskValues:
    return TaskValues(
        status=task.status,
        title=task.title,
        body=task.body,
        estimate=task.estimate,
        priority=task.priority,
        risk=task.risk,
        agents=task.agents,
        sprint=task.sprint,
        place=place,
        due=task.due,
        is_duty=task.is_duty,
        steps=tuple(TaskStep(step.text, step.done) for step in task.steps),
        depends_on=frozenset(keys[key] for key in task.depends_on if key in keys),
    )


def _gone_task(row: CurrentTask, sides: _Sides) -> GoneTask:
    task = sides.base_tasks[row.source_key]
    before = _values_of(task, place_of(sides.base, task), sides.base_keys)
    return GoneTask(row.key, row.values.title, is_touched=bool(merge_fields(before, before, row.values)))


def _loops(
    sides: _Sides, tasks: Iterable[TaskMerge], made_here: Iterable[CurrentTask]
) -> tuple[tuple[str, ...], ...]:
    """Circles among the dependencies as they would be after the merge, with conflicts as preset."""
    needs = {
        row.key: row.values.depends_on for row in (*sides.rows.values(), *made_here) if not row.is_archived
    }
    for added in sides.added:
        needs[added.key] = _values_of(added.task, sides.places.new[added.task.key], sides.new_keys).depends_on
    for task in tasks:
        for field in task.fields:
            if field.field == "depends_on":
                needs[task.key] = field.result
    return find_loops({key: sorted(needed) for key, needed in needs.items()})
