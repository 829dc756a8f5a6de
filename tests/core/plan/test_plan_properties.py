"""What holds of every plan: it comes back as it was, a tick can be taken back, and nothing crashes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.plan.plans import plan_texts
from tracker.core.errors import PlanError
from tracker.core.plan.as_json import as_json
from tracker.core.plan.document import Document
from tracker.core.plan.parse import read_bytes, read_text
from tracker.core.plan.write import TaskChange, render

pytestmark = pytest.mark.thorough

bounded = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str) -> Document | None:
    try:
        return read_text(text)
    except PlanError:
        return None


@bounded
@given(plan_texts())
def test_an_untouched_plan_comes_back_byte_for_byte(text: str) -> None:
    document = read(text)
    assert document is None or render(document, {}).encode() == text.encode()


@bounded
@given(plan_texts())
def test_reading_what_was_written_finds_the_same_tasks(text: str) -> None:
    document = read(text)
    if document is not None:
        again = read_text(render(document, {}))
        assert [task.key for task in again.tasks] == [task.key for task in document.tasks]


@bounded
@given(plan_texts(), st.integers(0, 50))
def test_a_tick_taken_back_leaves_the_plan_as_it_was(text: str, place: int) -> None:
    document = read(text)
    open_boxes = [task for task in document.tasks if _is_plain_box(document, task.key)] if document else []
    if document is None or not open_boxes:
        return
    key = open_boxes[place % len(open_boxes)].key
    ticked = read_text(render(document, {key: TaskChange(status="done")}))
    assert ticked.task(key).status == "done"
    assert render(ticked, {key: TaskChange(status="todo")}) == text


def _is_plain_box(document: Document, key: str) -> bool:
    """Whether a task says its status by an open box and nowhere else."""
    task = document.task(key)
    span = task.status_place.span
    elsewhere = any(field.meaning == "status" for field in task.fields) or "~~" in task.title
    is_open = span is not None and document.text[span.start : span.end] == " "
    return task.status_place.kind == "box" and task.status == "todo" and is_open and not elsewhere


@bounded
@given(plan_texts(), st.integers(0, 50))
def test_a_step_ticked_changes_one_character(text: str, place: int) -> None:
    document = read(text)
    steps = (
        [(task.key, n) for task in document.tasks for n, step in enumerate(task.steps)] if document else []
    )
    if document is None or not steps:
        return
    key, number = steps[place % len(steps)]
    step = document.task(key).steps[number]
    written = render(document, {key: TaskChange(steps={number: not step.done})})
    assert written[: step.mark.start] == text[: step.mark.start]
    assert written.endswith(text[step.mark.end :])
    assert read_text(written).task(key).steps[number].done is not step.done


@bounded
@given(plan_texts())
def test_every_box_at_the_head_of_a_line_is_told_of(text: str) -> None:
    document = read(text)
    if document is None:
        return
    told = {task.line for task in document.tasks} | {found.line for found in document.reading}
    told |= {step.line for task in document.tasks for step in task.steps}
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    boxes = [
        n for n, line in enumerate(lines, start=1) if line.lstrip().startswith(("- [x] ", "* [ ] ", "+ [/] "))
    ]
    assert [n for n in boxes if n not in told] == []


@bounded
@given(plan_texts())
def test_keys_are_unique_and_places_are_in_the_text(text: str) -> None:
    document = read(text)
    if document is None:
        return
    keys = [task.key for task in document.tasks]
    assert len(set(keys)) == len(keys)
    for task in document.tasks:
        assert 0 <= task.title_span.start <= task.title_span.end <= len(text)
        assert 1 <= task.line <= task.end_line
        assert set(task.depends_on) <= set(keys)
    assert {key for sprint in document.sprints for key in sprint.task_keys} <= set(keys)


@bounded
@given(st.binary(max_size=400))
def test_random_bytes_raise_nothing_but_a_plan_error(data: bytes) -> None:
    try:
        document = read_bytes(data)
    except PlanError:
        return
    assert render(document, {}).encode() == data


@bounded
@given(st.text(alphabet="#-*[]xX |:`~>()<!ab1.\n\t→📅✅\u200b\ufeff", max_size=300))
def test_random_marks_raise_nothing_but_a_plan_error(text: str) -> None:
    document = read(text)
    if document is not None:
        as_json(document, document.reading)
        assert render(document, {}) == text
