"""Adding a task by hand: it begins on the board, and its plan's file will hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import enqueue
from tracker.actions.changes import change_of, lock_plan
from tracker.actions.dependencies import add_dependency
from tracker.actions.plan_parts import add_agents, creation_event, text_columns
from tracker.core.board import rank_between
from tracker.core.errors import IllegalMove
from tracker.core.plan.additions import Appended, append_task
from tracker.core.plan.document import TITLE_LENGTH, Estimate, PlanTask, Span
from tracker.core.plan.identity import KeyMinter
from tracker.core.plan.ids import canonical, skeleton
from tracker.core.plan.new_lines import NewTask
from tracker.core.plan.next_id import next_id
from tracker.models import Event, Plan, Section, Task
from tracker.plan_limits import read_options
from tracker.queries.export import levels_for, plan_tasks, reading_of
from tracker.queries.file_rows import HeldTasks, place_of_row
from tracker.queries.work import plan_work

LONGEST_ID = 60


@transaction.atomic
def add_task(
    *,
    plan: Plan,
    title: str,
    by: Any,
    section: Section | None = None,
    sprint: int | None = None,
    estimate: tuple[float, float] | None = None,
    priority: str = "",
    key: str = "",
) -> Event:
    """Add a task to the plan, to do, in that sprint (None: in none), behind all others; the event that tells.

    Without a `key` it gets the next id of its section, or none where the section's tasks have none. What the
    title says in the way of the plan's file, as “~4h”, is read from it. An empty priority is the section's.

    Raises:
        IllegalMove: the title is empty or too long, the key is taken or would not be read as an id, there is
            no such section or sprint, the plan is full, or its file has no place for the task.
        DependencyLoop: by what the file says of the key, tasks would wait for each other.
    """
    lock_plan(plan.pk)
    plan.refresh_from_db(fields=["revision", "task_levels"])
    section = _fresh(plan, section)
    values = {"title": title, "sprint": sprint, "estimate": estimate, "priority": priority}
    changes = [change_of(Task(plan=plan), name, value, by=by) for name, value in values.items()]
    columns = {name: value for change in changes for name, value in change.columns.items()}
    _check_room(plan)
    names = _Names.of(plan)
    wanted = _wanted(columns, section, names.check(key))
    made = _write(plan, wanted, names) if plan.revision else _without_file(wanted, section, names)
    row = _create(plan, made, columns, section=section, key=names.free(made.task.key))
    _link(plan, row, made, by=by)
    event = creation_event(row, plan_work(plan).hours[row.key], by=by, now=timezone.now())
    event.to_value["by_hand"] = True
    event.save(force_insert=True)
    enqueue.recompute_plan(plan.pk)
    return event


@dataclass(frozen=True, slots=True)
class _Names:
    """The keys that tasks of the plan have or had, those taken out too, each with its row."""

    rows: Mapping[str, Task]

    @classmethod
    def of(cls, plan: Plan) -> _Names:
        rows = plan.tasks.only("key", "source_key", "title", "archived_at", "plan_id")
        return cls({name: row for row in rows for name in (row.source_key, row.key) if name})

    def check(self, key: str) -> str:
        """The key as it is kept. Raises `IllegalMove` where it is too long or taken."""
        key = canonical(" ".join(key.split()))
        if len(key) > LONGEST_ID:
            raise IllegalMove("An id has at most {limit} characters. Choose a shorter one.", limit=LONGEST_ID)
        alike = next(
            (row for name, row in self.rows.items() if key and skeleton(name) == skeleton(key)), None
        )
        if alike is None:
            return key
        names = {"key": alike.key, "title": alike.title}
        if alike.archived_at is not None:
            raise IllegalMove(
                "{key} was taken out of the plan: “{title}”. Bring it back, or choose another id.", **names
            )
        raise IllegalMove("There is {key} already: “{title}”. Choose another id.", **names)

    def free(self, key: str) -> str:
        """The key; where a task of the plan has it, with a number behind it."""
        taken = {name.casefold() for name in self.rows}
        free, number = key, 2
        while free.casefold() in taken:
            free, number = f"{key}-{number}", number + 1
        return free


@dataclass(frozen=True, slots=True)
class _Made:
    """The task as its file will say it; `written_id` is empty where the text gives it none."""

    task: PlanTask
    written_id: str
    appended: Appended | None = None
    held: HeldTasks | None = None


def _fresh(plan: Plan, section: Section | None) -> Section | None:
    """The section as it is now: an import may have moved it, or taken it away."""
    if section is None:
        return None
    found = plan.sections.filter(pk=section.pk).select_related("category").first()
    if found is None:
        raise IllegalMove("This plan has no such section. Choose one of the list.")
    return found


def _check_room(plan: Plan) -> None:
    limit = read_options().limits.tasks
    if plan.tasks.filter(archived_at=None).count() >= limit:
        raise IllegalMove(
            "The plan holds {limit} tasks, and a file holds no more. Take some out first.", limit=limit
        )


def _wanted(columns: Mapping[str, Any], section: Section | None, key: str) -> NewTask:
    inherited = section.priority if section else ""
    hours = columns["estimate_low_hours"], columns["estimate_high_hours"]
    return NewTask(
        title=columns["title"],
        id=key or None,
        estimate=None if hours[0] is None else Estimate(*hours),
        priority=columns["priority"] if columns["priority"] not in ("", inherited) else None,
        place=place_of_row(section.category if section else None, section),
        position=section.position if section else None,
    )


def _write(plan: Plan, wanted: NewTask, names: _Names) -> _Made:
    """The task put into the file's text and read back: what cannot be written must not be on the board."""
    held = plan_tasks(plan)
    options = reading_of(plan, levels_for(plan, held.document.text))
    own = wanted.id
    tries = [own] if own else [next_id(held.document, wanted.position, names.rows), None]
    for name in dict.fromkeys(tries):
        found = append_task(held.document, replace(wanted, id=name), options)
        if found is not None and found.tasks[0] is not None:
            return _Made(found.tasks[0], name or "", found, held)
    if own and append_task(held.document, replace(wanted, id=None), options) is not None:
        raise IllegalMove(
            "“{key}” would not be read as an id in this plan's file. Write one like the others there, as in "
            "TS-015, or leave the field empty.",
            key=own,
        )
    raise IllegalMove(
        "The plan's file has no place where this task would be read back. Choose another section or title."
    )


def _without_file(wanted: NewTask, section: Section | None, names: _Names) -> _Made:
    minter = KeyMinter(set(names.rows))
    key = wanted.id or minter.mint(wanted.title, [part for part in reversed(wanted.place) if part])
    task = PlanTask(
        key=key, id=wanted.id, line=0, end_line=0, title=wanted.title, title_span=Span(0, 0),
        estimate=wanted.estimate, priority=(section.priority or None) if section else None,  # type: ignore[arg-type]
        risk=(section.risk or None) if section else None,  # type: ignore[arg-type]
        agents=tuple(agent.name for agent in section.agents.all()) if section else (),
        is_duty=section.is_ongoing if section else False,
    )  # fmt: skip
    return _Made(task, wanted.id or "")


def _create(
    plan: Plan, made: _Made, columns: Mapping[str, Any], *, section: Section | None, key: str
) -> Task:
    """The row: what the text says of the task, and over it what the person chose."""
    last = plan.tasks.order_by("-rank").values_list("rank", flat=True).first()
    chosen = {name: value for name, value in columns.items() if value not in (None, "")}
    said = text_columns(made.task, 0) | {"line": None, "source_key": made.written_id} | chosen
    said["title"] = made.task.title[:TITLE_LENGTH]
    row = Task(plan=plan, key=key, rank=rank_between(last, None), section=section, **said)
    row.category = section.category if section else None
    row.save(force_insert=True)
    add_agents(plan, [row], [made.task])
    return row


def _link(plan: Plan, row: Task, made: _Made, *, by: Any) -> None:
    """What the text says the task waits for, and what waited for an id that nobody had until now."""
    if made.appended is None or made.held is None:
        return
    rows = made.held.rows
    pairs = [(rows.get(key), row) for key in made.task.depends_on]
    tasks = made.appended.document.tasks
    pairs += [(row, rows.get(one.key)) for one in tasks if made.task.key in one.depends_on]
    for before, after in pairs:
        if before is not None and after is not None and before.archived_at is after.archived_at is None:
            add_dependency(plan=plan, predecessor=before, successor=after, by=by)
