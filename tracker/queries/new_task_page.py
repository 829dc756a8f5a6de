"""What the form for a new task offers: sections, one of them preset, and the id that comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.core.errors import IllegalMove, NotFound
from tracker.core.plan.dialect import column_status
from tracker.core.plan.next_id import next_id
from tracker.models import Event, Plan, Section, Sprint
from tracker.models.choices import Level
from tracker.models.plan import LEFT_OVER
from tracker.queries.export import plan_tasks
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.words import sprint_text


@dataclass(frozen=True, slots=True)
class NewTaskPage:
    """`sections` are pairs of a section's position and name; `section` is the position that is preset.

    `has_tasks_without` tells that tasks of the plan stand in none. `next_id` is empty where the tasks of that
    section have no ids.
    """

    plan: PlanHead
    sprint: int | None
    sprint_text: str
    sections: tuple[tuple[str, str], ...]
    has_tasks_without: bool
    section: str
    next_id: str
    priorities: tuple[tuple[str, str], ...]


def new_task_page(plan: Plan, number: int | None, *, user: Any, section: str | None = None) -> NewTaskPage:
    """The form for a task of that sprint (None: of none), its section chosen or, for None, preset.

    Six queries at most; the plan's file is read.

    Raises:
        NotFound: the plan has no such sprint.
    """
    sprint = plan.sprints.filter(number=number).first() if number is not None else None
    if number is not None and sprint is None:
        raise NotFound("This plan has no such sprint.")
    choices = section_choices(plan)
    chosen = preset_section(plan, number, choices, user=user) if section is None else section
    return NewTaskPage(
        plan=head_of(plan),
        sprint=number,
        sprint_text=sprint_name(sprint),
        sections=tuple((str(row.position), str(row)) for row in choices),
        has_tasks_without=has_tasks_without(plan),
        section=chosen,
        next_id=proposed_id(plan, chosen),
        priorities=tuple((level.value, str(level.label)) for level in Level),
    )


def sprint_name(sprint: Sprint | None) -> str:
    """As in “Sprint 2 · Code quality”; just its name where that says the number."""
    number = sprint_text(sprint.number if sprint else None)
    if sprint is None or not sprint.title:
        return number
    return sprint.name if str(sprint.number) in sprint.name.split() else f"{number} · {sprint.name}"


def section_choices(plan: Plan) -> list[Section]:
    """The sections that the file has; of a kanban file's columns only those in which tasks are to do."""
    sections = list(plan.sections.filter(position__lt=LEFT_OVER).select_related("category"))
    columns = [column_status(section.title) for section in sections]
    if len({column for column in columns if column}) < 2:
        return sections
    return [row for row, column in zip(sections, columns, strict=True) if column in (None, "todo")]


def preset_section(plan: Plan, number: int | None, choices: list[Section], *, user: Any) -> str:
    """By position: where the person added last in that sprint, else where most of its tasks are."""
    offered = {row.pk: str(row.position) for row in choices}
    mine = Event.objects.filter(
        plan=plan, by=user, field="task", to_value__by_hand=True, to_value__sprint=number
    )
    last = mine.order_by("-pk").values_list("task__section", flat=True).first()
    if last in offered:
        return offered[last]
    counts = dict.fromkeys(offered, 0)
    tasks = plan.tasks.filter(archived_at=None, sprint__number=number, section__in=offered)
    for pk in tasks.values_list("section", flat=True):
        counts[pk] += 1
    most = max(counts, key=lambda pk: counts[pk], default=None)
    return offered[most] if most is not None else ""


def has_tasks_without(plan: Plan) -> bool:
    """Whether tasks of the plan stand in no section."""
    return plan.tasks.filter(archived_at=None, section=None).exists()


def section_at(plan: Plan, position: str) -> Section | None:
    """The section of that position; None for none, where the plan has tasks without.

    Raises:
        IllegalMove: there is no such section, or one must be chosen.
    """
    choices = section_choices(plan)
    if not position and (not choices or has_tasks_without(plan)):
        return None
    found = next((row for row in choices if str(row.position) == position), None)
    if found is None:
        raise IllegalMove("This plan has no such section. Choose one of the list.")
    return found


def proposed_id(plan: Plan, position: str) -> str:
    """The id that a task of the section at that position gets; empty where it gets none."""
    if plan.revision is None:
        return ""
    document = plan_tasks(plan).document
    names = plan.tasks.values_list("key", "source_key")
    taken = {name for pair in names for name in pair if name}
    return next_id(document, int(position) if position.isdecimal() else None, taken) or ""
