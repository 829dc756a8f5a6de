"""The boxes of a task in its document."""

from __future__ import annotations

from typing import Any

from tracker.queries.document_page import boxes_of
from tracker.views.boards import tasks_url

Part = tuple[str, dict[str, Any]]


def document_parts(task: Any) -> list[Part]:
    can_change = task.plan.role != "viewer"
    url = tasks_url(task.plan.slug)
    return [
        ("tracker/document/_box.html", {"box": box, "tasks_url": url, "can_change": can_change})
        for box in boxes_of(task)
    ]
