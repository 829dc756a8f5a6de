"""Boxes whose titles are numbered: `- [ ] 2. Data models` above `- [ ] 2.1 Types` has the id 2."""

from __future__ import annotations

import re
from typing import Final

from tracker.core.plan.document import Span
from tracker.core.plan.draft import Draft, Reading

_NUMBER: Final = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?=\S)")


def number_boxes(reading: Reading) -> None:
    """Gives boxes without id the number of their title, where several have one and no two have the same."""
    numbered = [
        (draft, found)
        for draft in reading.drafts
        if draft.level == "box" and draft.id is None and (found := _NUMBER.match(draft.title)) is not None
    ]
    numbers = [found["number"] for _, found in numbered]
    taken = {draft.id for draft in reading.drafts}
    if len(numbers) < 2 or len(set(numbers)) < len(numbers) or taken & set(numbers):
        return
    for draft, found in numbered:
        _take(draft, found)


def _take(draft: Draft, found: re.Match[str]) -> None:
    draft.id = draft.raw_id = found["number"]
    draft.title = draft.title[found.end() :]
    draft.title_span = Span(draft.title_span.start + found.end(), draft.title_span.end)
