"""Which row is which task of the plan's text."""

from __future__ import annotations

from tracker.core.plan.document import Document
from tracker.models import Plan, Task


def rows_in(plan: Plan, document: Document) -> dict[str, Task]:
    """The rows with their steps by the keys that the text has for them, archived ones too; two queries."""
    in_text = {task.key for task in document.tasks}
    rows = plan.tasks.prefetch_related("steps").order_by("pk")
    archived_first = sorted(rows, key=lambda row: row.archived_at is None)
    return {row.source_key: row for row in archived_first if row.source_key in in_text}
