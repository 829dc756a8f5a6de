"""The file comes back byte for byte, but for what people changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from tracker.actions.imports import import_plan
from tracker.actions.tasks import edit_task, set_status, set_step
from tracker.core.errors import NotFound
from tracker.models import Plan, Task
from tracker.queries.export import plan_text

pytestmark = pytest.mark.django_db

METROPOLITAN = Path(settings.BASE_DIR, "fixtures", "metropolitan.md").read_bytes()
SHAPES = {
    "as it is": METROPOLITAN,
    "CRLF": METROPOLITAN.replace(b"\n", b"\r\n"),
    "byte order mark": b"\xef\xbb\xbf" + METROPOLITAN,
    "trailing spaces": METROPOLITAN.replace(b"\n", b"  \n"),
    "no final newline": METROPOLITAN.rstrip(b"\n"),
    "CRLF and byte order mark": b"\xef\xbb\xbf" + METROPOLITAN.replace(b"\n", b"\r\n"),
}


def imported(data: bytes, by: User) -> Plan:
    return import_plan(data=data, by=by, slug="plan").plan


def exported(plan: Plan) -> bytes:
    return plan_text(Plan.objects.get(pk=plan.pk)).encode()


def task_of(plan: Plan, key: str) -> Task:
    return Task.objects.get(plan=plan, key=key)


def differences(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """The characters that differ, of two texts of one length."""
    old, new = before.decode(), after.decode()
    assert len(old) == len(new)
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


@pytest.mark.parametrize("shape", SHAPES)
def test_an_untouched_plan_comes_back_as_the_same_bytes(ada: User, shape: str) -> None:
    assert exported(imported(SHAPES[shape], ada)) == SHAPES[shape]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_tick_changes_one_character(ada: User, shape: str) -> None:
    plan = imported(SHAPES[shape], ada)
    set_status(task=task_of(plan, "TS-002"), status="done", seen_version=1, by=ada)
    assert differences(SHAPES[shape], exported(plan)) == [(" ", "x")]


def test_a_tick_that_is_taken_back_leaves_no_trace(ada: User) -> None:
    plan = imported(METROPOLITAN, ada)
    task = task_of(plan, "TS-002")
    set_status(task=task, status="done", seen_version=1, by=ada)
    set_status(task=task, status="todo", seen_version=2, by=ada)
    assert exported(plan) == METROPOLITAN


def test_a_ticked_step_changes_its_own_box(ada: User) -> None:
    plan = imported(METROPOLITAN, ada)
    task = Task.objects.filter(plan=plan).exclude(steps=None).order_by("rank")[0]
    step = task.steps.all()[1]
    set_step(task=task, position=1, done=True, by=ada)
    after = exported(plan)
    assert differences(METROPOLITAN, after) == [(" ", "x")]
    assert step.line is not None
    assert "[x]" in after.decode().splitlines()[step.line - 1]


def test_every_task_and_step_ticked_and_unticked_is_the_file_again(ada: User) -> None:
    plan = imported(METROPOLITAN, ada)
    before = set(Task.objects.filter(plan=plan).values_list("pk", "status"))
    Task.objects.filter(plan=plan).update(status="done")
    changed = sum(status != "done" for _pk, status in before)
    assert len(differences(METROPOLITAN, exported(plan))) == changed
    for pk, status in before:
        Task.objects.filter(pk=pk).update(status=status)
    assert exported(plan) == METROPOLITAN


@pytest.mark.parametrize(("status", "mark"), [("doing", "/"), ("dropped", "-")])
def test_other_statuses_have_marks_that_are_read_again(ada: User, status: str, mark: str) -> None:
    plan = imported(METROPOLITAN, ada)
    set_status(task=task_of(plan, "TS-002"), status=status, seen_version=1, by=ada)
    after = exported(plan)
    assert differences(METROPOLITAN, after) == [(" ", mark)]
    again = import_plan(data=after, by=ada, slug="copy").plan
    assert task_of(again, "TS-002").status == status


def test_a_review_which_no_mark_tells_is_written_as_under_way_and_stays_a_review_here(ada: User) -> None:
    plan = imported(METROPOLITAN, ada)
    set_status(task=task_of(plan, "TS-002"), status="review", seen_version=1, by=ada)
    after = exported(plan)
    assert differences(METROPOLITAN, after) == [(" ", "/")]
    import_plan(data=after, by=ada, slug="plan")
    assert task_of(plan, "TS-002").status == "review"
    assert exported(plan) == after


def test_a_title_and_an_estimate_change_the_lines_of_that_task_alone(ada: User) -> None:
    plan = imported(METROPOLITAN, ada)
    values = {"title": "Another title", "estimate": [16, 24]}
    edit_task(task=task_of(plan, "TS-002"), values=values, seen_version=1, by=ada)
    old, new = METROPOLITAN.decode().splitlines(), exported(plan).decode().splitlines()
    line = task_of(plan, "TS-002").line
    assert line is not None
    assert len(old) == len(new)
    changed = [number for number, (a, b) in enumerate(zip(old, new, strict=True), start=1) if a != b]
    assert changed[0] == line
    assert all(line <= number < line + 12 for number in changed)
    again = task_of(import_plan(data=exported(plan), by=ada, slug="copy").plan, "TS-002")
    assert (again.title, again.estimate_low_hours, again.estimate_high_hours) == ("Another title", 16, 24)


@pytest.mark.parametrize("shape", SHAPES)
def test_an_edited_text_changes_its_own_lines_and_nothing_else(ada: User, shape: str) -> None:
    plan = imported(SHAPES[shape], ada)
    task = task_of(plan, "AUTH-003")
    edit_task(task=task, values={"body": task.body.replace("Maximum 3", "Maximum 5")}, seen_version=1, by=ada)
    set_status(task=task, status="done", seen_version=None, by=ada)
    assert differences(SHAPES[shape], exported(plan)) == [(" ", "x"), ("3", "5")]


def test_a_priority_given_here_is_written_under_its_task(ada: User) -> None:
    plan = imported(METROPOLITAN, ada)
    edit_task(task=task_of(plan, "TS-002"), values={"priority": "low"}, seen_version=1, by=ada)
    again = task_of(import_plan(data=exported(plan), by=ada, slug="copy").plan, "TS-002")
    assert again.priority == "low"


@pytest.mark.parametrize("shape", SHAPES)
def test_of_a_task_that_was_taken_out_the_file_keeps_every_word_and_says_dropped(
    ada: User, shape: str
) -> None:
    plan = imported(SHAPES[shape], ada)
    values = {"archived": True, "title": "Another title", "priority": "low"}
    edit_task(task=task_of(plan, "TS-002"), values=values, seen_version=1, by=ada)
    assert differences(SHAPES[shape], exported(plan)) == [(" ", "-")]
    edit_task(task=task_of(plan, "TS-002"), values={"archived": False}, seen_version=None, by=ada)
    assert "Another title" in exported(plan).decode()


def test_a_plan_without_a_file_says_so(plan: Plan) -> None:
    with pytest.raises(NotFound, match="no file yet"):
        plan_text(plan)


def test_an_export_takes_the_same_queries_whatever_its_size(
    ada: User, django_assert_num_queries: Any
) -> None:
    for count in (1, 80):
        tasks = "".join(f"- [ ] **Q-{number}: Title**\n  - [ ] A step\n" for number in range(count))
        plan = import_plan(
            data=f"# Plan {count}\n\n## Part\n\n{tasks}".encode(), by=ada, slug=f"p{count}"
        ).plan
        with django_assert_num_queries(4):
            plan_text(plan)
