"""Durations in brackets at the end of a box's title: estimates where the boxes beside it have them too."""

from __future__ import annotations

from collections import Counter

from tracker.core.plan.draft import Draft, Reading

_FEW = 4


def drop_lone_durations(reading: Reading) -> None:
    """Takes back an estimate in brackets that few others have: "Archive logs (90 days)" says what is done.

    An estimate stays where half of the boxes under its heading have one, or a quarter of all.
    """
    boxes = [draft for draft in reading.drafts if draft.level == "box" and not draft.has_fields]
    told = [draft for draft in boxes if _in_brackets(draft)]
    if len(boxes) < _FEW or len(told) * 4 >= len(boxes):
        return
    beside = Counter(draft.heading.line for draft in boxes)
    with_time = Counter(draft.heading.line for draft in told)
    for draft in told:
        line = draft.heading.line
        if with_time[line] * 2 < beside[line]:
            draft.estimate = draft.estimate_span = None


def _in_brackets(draft: Draft) -> bool:
    span = draft.estimate_span
    return span is not None and draft.title.rstrip().endswith((")", "]")) and span.end >= draft.title_span.end
