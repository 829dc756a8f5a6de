"""The parts of a document and the level at which the tasks of each stand, for a person to see and switch."""

from __future__ import annotations

from collections import Counter

from tracker.core.plan.document import Part
from tracker.core.plan.draft import Reading
from tracker.core.plan.outline import Heading


def part_headings(root: Heading, title: Heading | None) -> list[Heading]:
    """The headings that divide the document: those of the second level, or the top ones where there is no title."""
    return list(title.children) + [top for top in root.children if top is not title] if title else list(root.children)


def build_parts(reading: Reading, title: Heading | None) -> list[Part]:
    """The parts with the level of their tasks and how many there are."""
    parts = []
    for heading in part_headings(reading.root, title):
        levels = Counter(
            draft.level for draft in reading.drafts if heading.line <= draft.line <= heading.end_line
        )
        level = levels.most_common(1)[0][0] if levels else "none"
        parts.append(Part(heading.facts.title, heading.line, heading.end_line, level, sum(levels.values())))
    return parts
