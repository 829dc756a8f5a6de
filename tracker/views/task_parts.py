"""What a task's page shows, part by part: a change brings back those that it touched, over no typed text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from tracker.queries.task_page import task_page

ALWAYS = ("head", "props", "history")
BY_FIELD = {"step": ("steps",), "title": ("edit",), "body": ("text", "edit"), "archived": ("archive",)}

Part = tuple[str, dict[str, Any]]


def task_parts(request: HttpRequest, task: Any, events: Sequence[Any], *, in_drawer: bool) -> list[Part]:
    context = {"task": task_page(task, request.user), "in_drawer": in_drawer}
    names = dict.fromkeys([*ALWAYS, *(name for event in events for name in BY_FIELD.get(event.field, ()))])
    return [(f"tracker/tasks/_{name}.html", context) for name in names]
