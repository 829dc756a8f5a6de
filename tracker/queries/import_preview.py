"""What importing a file would give, before it is done: a new plan, or a merge into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.core.plan.document import Document, Estimate, Part
from tracker.core.plan.merge import MergePlan, TaskMerge
from tracker.core.plan.merge_fields import FieldMerge
from tracker.models import Plan
from tracker.models.choices import Level, Status
from tracker.queries.finding_words import finding_text
from tracker.queries.words import estimate_text, sprint_text

LEVELS = {
    "box": _("tick boxes"),
    "heading": _("headings"),
    "table": _("table rows"),
    "list": _("list items"),
    "file": _("the whole file"),
    "none": _("no tasks"),
}
FIELDS = {
    "status": _("status"), "title": _("title"), "body": _("text"), "estimate": _("estimate"),
    "priority": _("priority"), "risk": _("risk"), "agents": _("agents"), "sprint": _("sprint"),
    "place": _("section"), "due": _("due date"), "is_duty": _("duty"), "steps": _("checklist"),
    "depends_on": _("dependencies"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the file, and the level of its tasks; `choices` are value and text, what it is now first.

    The value is empty where the reader decides by itself.
    """

    title: str
    line: int
    task_count: int
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """What the reader did not understand, or guessed."""

    line: int | None
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What the reader understood. `counts` are labels and numbers."""

    title: str
    counts: tuple[tuple[str, int], ...]
    parts: tuple[PartLine, ...]
    reading: tuple[ReadingLine, ...]


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field that the file changes. `name` is how a decision about it is called."""

    name: str
    label: str
    before: str
    ours: str
    theirs: str
    choice: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    key: str
    title: str
    how: str
    fields: tuple[FieldLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MergePreview:
    counts: tuple[tuple[str, int], ...]
    added: tuple[TaskLine, ...]
    changed: tuple[TaskLine, ...]
    restored: tuple[TaskLine, ...]
    gone: tuple[TaskLine, ...]
    matched: tuple[TaskLine, ...]
    conflicts: tuple[TaskLine, ...]
    loops: tuple[str, ...]
    is_empty: bool

    @property
    def fingerprint(self) -> str:
        """The same as long as importing would do the same."""
        return sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()


def preview_file(document: Document, levels: Mapping[int, str]) -> FilePreview:
    """`levels` are those that the person chose, by the first line of their part."""
    scheduled = sum(task.sprint is not None for task in document.tasks)
    return FilePreview(
        title=document.title,
        counts=(
            (gettext("Categories"), len(document.categories)),
            (gettext("Sections"), len(document.sections)),
            (gettext("Tasks"), len(document.tasks)),
            (gettext("Checklist items"), sum(len(task.steps) for task in document.tasks)),
            (gettext("Sprints"), len(document.sprints)),
            (gettext("In a sprint"), scheduled),
            (gettext("In no sprint"), len(document.tasks) - scheduled),
        ),
        parts=tuple(part_line(part, levels) for part in document.parts if part.task_count or part.choices),
        reading=tuple(
            ReadingLine(finding.line, finding.level, finding_text(finding.sentence, finding.line))
            for finding in document.reading
        ),
    )


def part_line(part: Part, levels: Mapping[int, str]) -> PartLine:
    is_chosen = part.line in levels
    own = (part.level if is_chosen else "", level_text(part.level, part.task_count))
    others = [(level, level_text(level, count)) for level, count in part.choices if level != part.level]
    automatic = [("", gettext("as the reader sees it"))] if is_chosen else []
    return PartLine(part.title, part.line, part.task_count, (own, *others, *automatic))


def level_text(level: str, count: int) -> str:
    return f"{LEVELS.get(level, level)} · {count}"


def preview_merge(plan: Plan, merge: MergePlan) -> MergePreview:
    counts = merge.counts
    labels = {
        "created": gettext("New"), "changed": gettext("Changed"), "restored": gettext("Back again"),
        "archived": gettext("Gone from the file"), "kept": gettext("As they are"),
        "conflicts": gettext("To decide"),
    }  # fmt: skip
    return MergePreview(
        counts=tuple((label, counts[name]) for name, label in labels.items()),
        added=tuple(TaskLine(item.key, item.task.title, "") for item in merge.added),
        changed=task_lines(
            plan,
            (
                task
                for task in merge.changed
                if any(f for f in task.fields if f.kind != "conflict") or task.is_renamed
            ),
        ),
        restored=task_lines(plan, merge.restored),
        gone=tuple(
            TaskLine(item.key, item.title, gettext("changed here") if item.is_touched else "")
            for item in merge.gone
        ),
        matched=task_lines(plan, merge.shown_matches),
        conflicts=task_lines(plan, (task for task in merge.tasks if task.conflicts), only_conflicts=True),
        loops=tuple(" → ".join((*loop, loop[0])) for loop in merge.loops),
        is_empty=merge.is_empty,
    )


def task_lines(
    plan: Plan, tasks: Iterable[TaskMerge], *, only_conflicts: bool = False
) -> tuple[TaskLine, ...]:
    how = {"title": gettext("known by its title"), "place": gettext("known by its place")}
    return tuple(
        TaskLine(
            task.key,
            task.title,
            how.get(task.how, "") or (gettext("renamed") if task.is_renamed else ""),
            tuple(
                field_line(plan, task, field) for field in task.fields if field.is_conflict == only_conflicts
            ),
        )
        for task in tasks
    )


def field_line(plan: Plan, task: TaskMerge, field: FieldMerge) -> FieldLine:
    return FieldLine(
        name=f"{task.key}:{field.field}",
        label=str(FIELDS.get(field.field, field.field)),
        before=value_text(plan, field.field, field.base),
        ours=value_text(plan, field.field, field.ours),
        theirs=value_text(plan, field.field, field.theirs if field.is_conflict else field.result),
        choice=field.choice,
    )


def value_text(plan: Plan, field: str, value: Any) -> str:
    """A value of a merge in words; a dash for none."""
    if isinstance(value, Estimate):
        return estimate_text(value.low_hours, value.high_hours, plan.hours_per_day)
    if field == "sprint":
        return sprint_text(value)
    if field == "is_duty":
        return gettext("yes") if value else gettext("no")
    if not value:
        return "–"
    match field:
        case "status":
            return str(Status(value).label)
        case "priority" | "risk":
            return str(Level(value).label)
        case "place":
            return " › ".join(part for part in value if part) or "–"
        case "steps":
            return "\n".join(f"{'☑' if step.done else '☐'} {step.text}" for step in value)
        case "agents" | "depends_on":
            return ", ".join(sorted(value) if field == "depends_on" else value)
    return str(value)
