"""A database that fails at any statement leaves things as before or as after, never in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection

from tests.actions.test_imports import SMALL, snapshot
from tracker.actions.imports import import_plan
from tracker.actions.tasks import edit_tasks, move_task
from tracker.models import Plan, Task

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.thorough]

CHANGED = SMALL.replace(b"AB-3: Third", b"AB-4: Fourth").replace(b"First", b"The first")


class Failing:
    """Lets the database fail at its `at`-th statement."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise DatabaseError("the disk is full")
        return execute(sql, params, many, context)


def first_import(ada: User) -> Any:
    return import_plan(data=SMALL, by=ada)


def second_import(ada: User) -> Any:
    return import_plan(data=CHANGED, by=ada)


def move(ada: User) -> Any:
    task = Task.objects.get(key="AB-3")
    return move_task(task=task, status="doing", sprint=1, seen_version=1, by=ada, before="AB-1")


def bulk(ada: User) -> Any:
    return edit_tasks(tasks=Task.objects.all(), values={"status": "done", "risk": "high"}, by=ada)


@pytest.mark.parametrize(
    ("act", "needs_plan"), [(first_import, False), (second_import, True), (move, True), (bulk, True)]
)
def test_whatever_statement_fails_nothing_is_half_done(
    ada: User, act: Callable[[User], Any], needs_plan: bool
) -> None:
    if needs_plan:
        import_plan(data=SMALL, by=ada)
    before = snapshot()
    at = 0
    while True:
        at += 1
        failing = Failing(at)
        try:
            with connection.execute_wrapper(failing):
                act(ada)
        except DatabaseError:
            assert snapshot() == before, f"half done at statement {at}"
        else:
            break
    assert at > 3
    assert snapshot() != before
    assert Plan.objects.count() == 1
