"""The plan as written, with its boxes live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.core.plan.document import Document, PlanTask
from tracker.models import Plan, Task
from tracker.queries.export import read_as, written_plan
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.untold import untold_of
from tracker.queries.words import sentence_text


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
    """`untold` says what people did that the text does not."""

    plan: PlanHead
    text: str
    boxes: dict[int, LiveBox]
    untold: list[str]


def document_page(plan: Plan) -> DocumentPage:
    """The text as it would be exported now, the boxes in it by line, and what it leaves out."""
    written = written_plan(plan)
    boxes = live_boxes(read_as(plan, written.text), written.rows)
    missed = [sentence_text(sentence) for sentence in untold_of(plan, written)]
    return DocumentPage(plan=head_of(plan), text=written.text, boxes=boxes, untold=missed)


def live_boxes(document: Document, rows: Mapping[str, Task]) -> dict[int, LiveBox]:
    boxes = {}
    for task in document.tasks:
        row = rows.get(task.key)
        if row is None or row.archived_at is not None:
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
    """The boxes of one task as the page shows them after a change; one query. An archived one has none."""
    if row.archived_at is None:
        name = f"{row.key}: {row.title}"
        yield LiveBox(row.line or 0, row.key, None, row.status == "done", row.status, row.version, name)
    for step in row.steps.all():
        if step.line and row.archived_at is None:
            name = f"{row.key}: {step.text}"
            yield LiveBox(step.line, row.key, step.position, step.is_done, "", row.version, name)
