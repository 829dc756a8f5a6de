"""Tasks that are numbered and have no other id: `- [ ] 2. Data models`, or a row whose number is 2."""

from __future__ import annotations

import re
from typing import Final

from tracker.core.plan.document import Span
from tracker.core.plan.draft import Draft, Reading

_NUMBER: Final = re.compile(r"(?P<number>\d{1,3})[.)]\s+(?=\S)")


def use_numbers(reading: Reading) -> None:
    """Gives tasks without id the number of their title or row, where several have one and no two the same."""
    unnamed = [draft for draft in reading.drafts if draft.id is None]
    numbered = [(draft, number) for draft in unnamed if (number := _number(draft))]
    numbers = [number for _, number in numbered]
    taken = {draft.id for draft in reading.drafts}
    if len(numbers) < 2 or len(set(numbers)) < len(numbers) or taken & set(numbers):
        return
    for draft, number in numbered:
        draft.id = draft.raw_id = number
        found = _NUMBER.match(draft.title) if draft.level == "box" else None
        if found is not None:
            draft.title = draft.title[found.end() :]
            draft.title_span = Span(draft.title_span.start + found.end(), draft.title_span.end)


def _number(draft: Draft) -> str:
    """The number of a box's title or of a row's cell; empty where there is none."""
    found = _NUMBER.match(draft.title) if draft.level == "box" else None
    return found["number"] if found else draft.raw_id if draft.level == "table" else ""
