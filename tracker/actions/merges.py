"""Importing into a plan that stands already: what `tracker.core.plan.merge` decides, applied."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from tracker.actions.changes import change_task, lock_tasks
from tracker.actions.headings import Headings, renew_headings
from tracker.actions.plan_parts import add_agents, create_tasks, text_columns
from tracker.core.board import rank_between
from tracker.core.errors import PlanError
from tracker.core.plan.document import TITLE_LENGTH, Document
from tracker.core.plan.merge import AddedTask, MergePlan, TaskMerge, decide
from tracker.models import ChecklistItem, Dependency, Event, Plan, Task
from tracker.queries.merging import plan_merge

# Fields of a merge that are columns of the task, and go through the one door of changes.
COLUMN_FIELDS = ("status", "title", "body", "estimate", "priority", "risk", "sprint", "due", "is_duty")
# How the event tells that the file, and nobody by hand, took a task out.
BY_FILE = "file"
# What only follows the file: rewritten without an event.
QUIET_COLUMNS = ("source_key", "position", "line", "fields", "body", "category", "section")


def merge_into(plan: Plan, document: Document, *, by: Any, decisions: Mapping[str, str]) -> dict[str, int]:
    """Apply what importing the document means; the counts of what it did. The caller holds the plan's lock.

    Raises:
        PlanError: the dependencies of both sides make a loop; or a decision is none.
    """
    rows = lock_by_key(plan)
    merge = decide(plan_merge(plan, document), decisions)
    if merge.loops:
        raise PlanError(
            "With this file these tasks would wait for each other in a circle: {loop}. Take one of the "
            "dependencies out of the file, or out of the plan, and import again.",
            code="dependency-cycle",
            loop=" → ".join((*merge.loops[0], merge.loops[0][0])),
        )
    headings = renew_headings(plan, document, into=sprints_of(merge), by=by)
    add_tasks(plan, document, merge.added, headings, rows, by=by)
    for task in merge.tasks:
        apply_task(rows[task.key], task, by=by)
    for gone in merge.gone:
        change_task(task=rows[gone.key], values={"archived": BY_FILE}, seen_version=None, by=by)
    follow_file(document, merge, rows, headings)
    renew_dependencies(plan, merge, by=by)
    headings.drop_unused(plan)
    if headings.count_otherwise:
        Event.objects.create(
            plan=plan, at=timezone.now(), by=by, field="plan", to_value={"sections": "renewed"}
        )
    return dict(merge.counts)


def sprints_of(merge: MergePlan) -> set[int | None]:
    """The sprints into which the file puts tasks that did not stand there before."""
    moved = {
        field.result
        for task in merge.tasks
        for field in task.fields
        if field.field == "sprint" and field.result != field.ours
    }
    return moved | {item.task.sprint for item in merge.added}


def lock_by_key(plan: Plan) -> dict[str, Task]:
    """Every task of the plan by key, archived ones too, locked in one order till the transaction ends."""
    return {task.key: task for task in lock_tasks(Task.objects.filter(plan=plan).select_related("sprint"))}


def add_tasks(
    plan: Plan,
    document: Document,
    added: Iterable[AddedTask],
    headings: Headings,
    rows: dict[str, Task],
    *,
    by: Any,
) -> None:
    """Create what the file adds, each where the file has it among its neighbours."""
    keys = {item.task.key: item.key for item in added}
    if not keys:
        return
    tasks = tuple(task for task in document.tasks if task.key in keys)
    made = create_tasks(
        plan,
        document,
        tasks,
        ranks_in_file_order(document, keys, rows),
        headings.sections,
        headings.categories,
        headings.sprints,
        by=by,
        now=timezone.now(),
        keys=keys,
    )
    rows.update({row.key: row for row in made})


def ranks_in_file_order(document: Document, added: Mapping[str, str], rows: Mapping[str, Task]) -> list[str]:
    """A rank for each added task: behind the task that stands before it in the file."""
    by_source = {row.source_key: row.rank for row in rows.values()}
    taken = sorted(row.rank for row in rows.values())
    ranks: list[str] = []
    before: str | None = None
    for task in document.tasks:
        if task.key in added:
            place = bisect_right(taken, before) if before else 0
            before = rank_between(before, taken[place] if place < len(taken) else None)
            insort(taken, before)
            ranks.append(before)
        else:
            before = by_source.get(task.key, before)
    return ranks


def apply_task(row: Task, merge: TaskMerge, *, by: Any) -> None:
    """What the file changes in a task that stands already."""
    results = {field.field: field.result for field in merge.fields if field.result != field.ours}
    values = {name: event_value(name, results[name]) for name in COLUMN_FIELDS if name in results}
    if values.get("title") == "":  # a file may leave out what a person must not
        del values["title"]
    if merge.is_restored:
        values["archived"] = False
    change_task(task=row, values=values, seen_version=None, by=by)
    if "agents" in results:
        renew_agents(row, merge, by=by)
    if "place" in results:
        ours, theirs = (
            " › ".join(part for part in place if part) for place in (merge_place(merge), results["place"])
        )
        tell(row, "section", ours, theirs, by=by)
    renew_steps(row, merge, results.get("steps"), by=by)


def merge_place(merge: TaskMerge) -> Any:
    return next(field.ours for field in merge.fields if field.field == "place")


def event_value(field: str, value: Any) -> Any:
    """A value of the core in the form that events hold."""
    if field == "estimate":
        return [value.low_hours, value.high_hours] if value else None
    if field == "title":
        return value[:TITLE_LENGTH]
    if field == "due":
        return value.isoformat() if value else None
    return "" if value is None and field in ("priority", "risk") else value


def tell(row: Task, field: str, before: Any, after: Any, *, by: Any) -> None:
    event = Event(plan_id=row.plan_id, task=row, at=timezone.now(), by=by, field=field, version=row.version)
    event.from_value, event.to_value = before, after
    event.save(force_insert=True)


def renew_agents(row: Task, merge: TaskMerge, *, by: Any) -> None:
    before = list(row.task_agents.values_list("agent__name", flat=True))
    row.task_agents.all().delete()
    add_agents(row.plan, [row], [merge.task])
    tell(row, "agents", before, list(merge.task.agents), by=by)


def renew_steps(row: Task, merge: TaskMerge, result: Any, *, by: Any) -> None:
    """The steps as merged, with their lines in the new file; an event for each ticked or unticked there."""
    old = list(row.steps.all())
    wanted = (
        [(step.text, step.done) for step in result]
        if result is not None
        else [(s.text, s.is_done) for s in old]
    )
    lines = {(step.text, count): step.line for count, step in numbered(merge.task.steps)}
    new = [
        ChecklistItem(task=row, position=position, text=text, is_done=done, line=lines.get((text, count)))
        for position, (count, (text, done)) in enumerate(numbered_texts(wanted))
    ]
    if [(s.text, s.is_done, s.line) for s in old] == [(s.text, s.is_done, s.line) for s in new]:
        return
    row.steps.all().delete()
    ChecklistItem.objects.bulk_create(new)
    was_done = {(step.text, count): step.is_done for count, step in numbered(old)}
    for count, step in numbered(new):
        before = was_done.get((step.text, count), step.is_done)
        if before != step.is_done:
            values = [{"position": step.position, "done": done} for done in (before, step.is_done)]
            tell(row, "step", *values, by=by)


def numbered(steps: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    """Each step with how many of the same text stand before it."""
    seen: dict[str, int] = {}
    for step in steps:
        seen[step.text] = seen.get(step.text, -1) + 1
        yield seen[step.text], step


def numbered_texts(pairs: Iterable[tuple[str, bool]]) -> Iterable[tuple[int, tuple[str, bool]]]:
    seen: dict[str, int] = {}
    for text, done in pairs:
        seen[text] = seen.get(text, -1) + 1
        yield seen[text], (text, done)


def follow_file(document: Document, merge: MergePlan, rows: Mapping[str, Task], headings: Headings) -> None:
    """Places, lines and labelled texts of the new file, in one query; no change that anybody made."""
    positions = {task.key: position for position, task in enumerate(document.tasks)}
    changed = []
    bodies = {item.key: item.body for item in merge.tasks}
    for key, task in (*((item.key, item.task) for item in merge.tasks), *merge.away):
        row = rows[key]
        columns = text_columns(task, positions[task.key])
        row.source_key, row.position = task.key, positions[task.key]
        row.line, row.fields, row.body = task.line, columns["fields"], bodies.get(key, row.body)
        row.category = None if task.category is None else headings.categories[task.category]
        row.section = None if task.section is None else headings.sections[task.section]
        changed.append(row)
    Task.objects.bulk_update(changed, QUIET_COLUMNS, batch_size=200)


def renew_dependencies(plan: Plan, merge: MergePlan, *, by: Any) -> None:
    """Links as the merge has them; the ones set by hand stay unless the file's side was chosen."""
    rows = {row.key: row for row in plan.tasks.all()}
    links = {(link.successor_id, link.predecessor_id): link for link in plan.dependencies.all()}
    keys, needs = {row.pk: key for key, row in rows.items()}, defaultdict[int, set[str]](set)
    for successor, predecessor in links:
        needs[successor].add(keys[predecessor])
    added = {item.key for item in merge.added}
    by_source = {item.task.key: item.key for item in (*merge.tasks, *merge.added)}
    wanted = {
        item.key: {by_source[key] for key in item.task.depends_on if key in by_source} for item in merge.added
    }
    for item in merge.tasks:
        for field in item.fields:
            if field.field == "depends_on" and field.result != field.ours:
                wanted[item.key] = set(field.result)
    for key, needed in wanted.items():
        row = rows[key]
        before = needs.get(row.pk, set())
        for lost in before - needed:
            links[row.pk, rows[lost].pk].delete()
        Dependency.objects.bulk_create(
            Dependency(plan=plan, predecessor=rows[name], successor=row, source="file")
            for name in sorted(needed - before)
            if name in rows and name != key
        )
        if before != needed and key not in added:
            tell(row, "dependency", sorted(before), sorted(needed), by=by)
