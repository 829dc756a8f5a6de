"""The plan as written, with its boxes live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.core.plan.document import Document, PlanTask
from tracker.models import Plan, Task
from tracker.queries.export import plan_text, read_as
from tracker.queries.plans import PlanHead, head_of


@dataclass(frozen=True, slots=True)
class LiveBox:
    """A box of the text that ticks a task (`position` None) or one of its steps. `line` is 1-based."""

    line: int
    key: str
    position: int | None
    is_done: bool
    status: str
    version: int
    label: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    plan: PlanHead
    text: str
    boxes: dict[int, LiveBox]


def document_page(plan: Plan) -> DocumentPage:
    """The text as it would be exported now, and the boxes in it by line; six queries."""
    text = plan_text(plan)
    return DocumentPage(plan=head_of(plan), text=text, boxes=live_boxes(plan, read_as(plan, text)))


def live_boxes(plan: Plan, document: Document) -> dict[int, LiveBox]:
    rows = {row.source_key: row for row in plan.tasks.filter(archived_at=None)}
    boxes = {}
    for task in document.tasks:
        row = rows.get(task.key)
        if row is None:
            continue
        for position, line, text, done in [
            (None, task.line, task.title, task.status == "done"),
            *steps_of(task),
        ]:
            status = row.status if position is None else ""
            boxes[line] = LiveBox(line, row.key, position, done, status, row.version, f"{row.key}: {text}")
    return boxes


def steps_of(task: PlanTask) -> list[tuple[int, int, str, bool]]:
    return [(position, step.line, step.text, step.done) for position, step in enumerate(task.steps)]


def boxes_of(row: Task) -> Iterator[LiveBox]:
    """The boxes of one task that the file holds, as the page shows them after a change; one query."""
    if row.line:
        name = f"{row.key}: {row.title}"
        yield LiveBox(row.line, row.key, None, row.status == "done", row.status, row.version, name)
    for step in row.steps.all():
        if step.line:
            name = f"{row.key}: {step.text}"
            yield LiveBox(step.line, row.key, step.position, step.is_done, "", row.version, name)
