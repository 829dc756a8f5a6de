"""A task, opened beside the board or as its own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tracker.core.board import CLOSED
from tracker.core.plan.bodies import without_boxes
from tracker.models import Dependency, Task
from tracker.models.choices import Level, Status
from tracker.queries.board import board_card, people_of
from tracker.queries.cards import Card
from tracker.queries.history import HistoryLine, history_of
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.words import avatar_colour, day_text, initials, moment_text, person_name


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A field of the plan file: its label as written, and its value as Markdown."""

    label: str
    meaning: str | None
    markdown: str


@dataclass(frozen=True, slots=True)
class StepLine:
    position: int
    number: int
    text: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A task at the other end of a dependency."""

    key: str
    title: str
    status: str
    status_text: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class CommentLine:
    who: str
    initials: str
    colour: str
    when: str
    at: str
    markdown: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    plan: PlanHead
    card: Card
    where: tuple[str, ...]
    is_archived: bool
    is_lost: bool
    status_text: str
    risk: str
    risk_text: str
    sprint_text: str
    assignee_id: int | None
    estimate_low_hours: float | None
    estimate_high_hours: float | None
    due: str
    due_text: str
    fields: tuple[LabelledText, ...]
    body: str
    shown_body: str
    steps: tuple[StepLine, ...]
    waits_for: tuple[Neighbour, ...]
    holds_up: tuple[Neighbour, ...]
    comments: tuple[CommentLine, ...]
    history: tuple[HistoryLine, ...]
    line: int | None
    statuses: tuple[tuple[str, str], ...]
    priorities: tuple[tuple[str, str], ...]
    sprints: tuple[tuple[int, str], ...]
    people: tuple[tuple[int, str], ...]


def task_page(task: Task, user: Any) -> TaskPage:
    """The page of a task that `access.task_for` gave; eight queries whatever it holds."""
    plan, head = task.plan, head_of(task.plan)
    waits_for, holds_up = neighbours_of(task)
    return TaskPage(
        plan=head,
        card=board_card(task, can_change=head.can_change),
        is_archived=task.archived_at is not None,
        is_lost=is_lost(task),
        where=tuple(str(part) for part in (task.category, task.section) if part),
        status_text=str(Status(task.status).label),
        risk=task.risk,
        risk_text=str(Level(task.risk).label) if task.risk else "",
        sprint_text=str(task.sprint) if task.sprint else "",
        assignee_id=task.assignee_id,
        estimate_low_hours=task.estimate_low_hours,
        estimate_high_hours=task.estimate_high_hours,
        due=task.due.isoformat() if task.due else "",
        due_text=day_text(task.due, year=True) if task.due else "",
        fields=tuple(LabelledText(label, meaning, value) for label, meaning, value in task.fields),
        body=task.body,
        shown_body=without_boxes(task.body) if task.steps_total else task.body,
        steps=steps_of(task),
        waits_for=waits_for,
        holds_up=holds_up,
        comments=comments_of(task),
        history=history_of(task, plan, can_change=head.can_change),
        line=task.line,
        statuses=tuple((status.value, str(status.label)) for status in Status),
        priorities=tuple((level.value, str(level.label)) for level in Level),
        sprints=tuple((sprint.number, str(sprint)) for sprint in plan.sprints.all()),
        people=people_of(plan),
    )


def is_lost(task: Task) -> bool:
    """Whether the task is archived since a new file had lost it, and not by hand."""
    if task.archived_at is None:
        return False
    told = task.events.filter(field="archived").order_by("-pk").values_list("to_value", flat=True).first()
    return told == "file"


def steps_of(task: Task) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(step.position, step.position + 1, step.text, step.is_done) for step in task.steps.all()
    )


def neighbours_of(task: Task) -> tuple[tuple[Neighbour, ...], tuple[Neighbour, ...]]:
    """What the task waits for and what it holds up, by key; two queries."""
    before = Dependency.objects.filter(successor=task, predecessor__archived_at=None).select_related(
        "predecessor"
    )
    after = Dependency.objects.filter(predecessor=task, successor__archived_at=None).select_related(
        "successor"
    )
    return (
        tuple(neighbour(link.predecessor) for link in before.order_by("predecessor__rank")),
        tuple(neighbour(link.successor) for link in after.order_by("successor__rank")),
    )


def neighbour(task: Task) -> Neighbour:
    closed = task.status in CLOSED
    return Neighbour(task.key, task.title, task.status, str(Status(task.status).label), closed)


def comments_of(task: Task) -> tuple[CommentLine, ...]:
    return tuple(
        CommentLine(
            who=person_name(comment.by),
            initials=initials(comment.by),
            colour=avatar_colour(comment.by),
            when=moment_text(comment.at),
            at=comment.at.isoformat(),
            markdown=comment.text,
        )
        for comment in task.comments.select_related("by")
    )
