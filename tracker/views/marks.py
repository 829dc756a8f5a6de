"""Where a page asks for what others change after it was made."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from tracker.queries.since import Mark, mark_of


def look_context(plan: Any) -> dict[str, str]:
    """For a page that is made from the plan as it is in hand."""
    return {"changes_url": changes_url(plan.slug, mark_of(plan), 0)}


def changes_url(slug: str, mark: Mark, comments: int) -> str:
    """`comments` is how many the page shows of the task that is open on it."""
    query = {"since": mark.count, "newest": mark.newest, "figures": mark.figures, "comments": comments}
    return f"{reverse('changes', args=[slug])}?{urlencode(query)}"
