"""The parts of a document and the level at which the tasks of each stand, for a person to see and switch."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable

from tracker.core.plan.boxes import box_of
from tracker.core.plan.document import Part
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.outline import Heading


def part_headings(root: Heading, title: Heading | None) -> list[Heading]:
    """The headings that divide the document: those of the second level, or the top ones where there is no
    title.
    """
    return (
        list(title.children) + [top for top in root.children if top is not title]
        if title
        else list(root.children)
    )


def drafts_by_part(reading: Reading, title: Heading | None) -> list[tuple[Heading, list[Draft]]]:
    """Each part with the drafts that stand in it."""
    drafts = sorted(reading.drafts, key=lambda draft: draft.line)
    lines = [draft.line for draft in drafts]
    return [
        (part, drafts[bisect_left(lines, part.line) : bisect_right(lines, part.end_line)])
        for part in part_headings(reading.root, title)
    ]


def build_parts(reading: Reading, title: Heading | None) -> list[Part]:
    """The parts with the level of their tasks, how many there are, and what other levels would give."""
    parts = []
    for heading, drafts in drafts_by_part(reading, title):
        levels = Counter(draft.level for draft in drafts)
        level = levels.most_common(1)[0][0] if levels else "none"
        choices = tuple((name, count) for name, count in _choices(heading) if count and name != level)
        parts.append(
            Part(heading.facts.title, heading.line, heading.end_line, level, sum(levels.values()), choices)
        )
    return parts


def _choices(part: Heading) -> list[tuple[str, int]]:
    """How many tasks each level would give in a part."""
    boxes = rows = leaves = 0
    for heading in part.walk():
        leaves += heading is not part and not heading.children
        for block in heading.content:
            if block.kind == "list":
                boxes += sum(box_of(item) is not None for item in block.children)
            elif block.kind == "table":
                rows += len(block.rows) - 1
    return [("box", boxes), ("heading", leaves), ("table", rows)]


def forced_levels(reading: Reading, title: Heading | None) -> Callable[[Heading], str | None]:
    """Tells for a heading the level that a person set for its part, or None where the reader is to decide."""
    levels = reading.options.levels
    lines = {heading.line for heading in part_headings(reading.root, title)}

    def level_of(heading: Heading) -> str | None:
        if not levels:
            return None
        part = next((above for above in heading.ancestors() if above.line in lines), None)
        return levels.get(part.line if part else 0)

    return level_of
