"""Categories and sections: the outermost and the innermost heading above a task, below the
document's title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tracker.core.plan.dialect import fold, priority_of, says_ongoing
from tracker.core.plan.document import Category, Estimate, Level, ReadOptions, Section
from tracker.core.plan.estimates import read_estimate
from tracker.core.plan.outline import Heading


@dataclass(slots=True)
class Sections:
    """The categories and sections of a document, and which headings they are (by line)."""

    categories: list[Category] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    category_at: dict[int, int] = field(default_factory=dict)
    section_at: dict[int, int] = field(default_factory=dict)

    def place_of(self, heading: Heading) -> tuple[int | None, int | None]:
        """Category and section of what stands under this heading."""
        category = section = None
        for above in heading.ancestors():
            if section is None and above.line in self.section_at:
                section = self.section_at[above.line]
            if above.line in self.category_at:
                category = self.category_at[above.line]
        return category, section


def build_sections(root: Heading, title: Heading | None, holders: set[int], options: ReadOptions) -> Sections:
    """The categories and sections of the headings that hold tasks; `holders` are the lines of
    those headings.
    """
    found = Sections()
    for heading in root.walk():
        if heading.line not in holders or heading is title or not heading.level:
            continue
        chain = [above for above in heading.ancestors() if above is not title]
        _add_category(found, chain[-1])
        _add_section(found, heading, chain[-1], options)
    return found


def _add_category(found: Sections, heading: Heading) -> None:
    if heading.line in found.category_at:
        return
    found.category_at[heading.line] = len(found.categories)
    facts = heading.facts
    found.categories.append(
        Category(
            facts.number, facts.title, facts.english, heading.line, own_priority(heading), is_ongoing(heading)
        )
    )


def _add_section(found: Sections, heading: Heading, category: Heading, options: ReadOptions) -> None:
    found.section_at[heading.line] = len(found.sections)
    facts = heading.facts
    title = facts.title if facts.english is None else f"{facts.title} ({facts.english})"
    found.sections.append(
        Section(
            number=facts.number,
            title=title,
            line=heading.line,
            end_line=_end_of_content(heading),
            category=found.category_at[category.line],
            priority=inherited_priority(heading),
            risk=risk_of(heading),
            estimate=estimate_of(heading, options),
            agents=agents_of(heading),
            is_ongoing=any(is_ongoing(above) for above in heading.ancestors()),
        )
    )


def _end_of_content(heading: Heading) -> int:
    """The last line of the section's own content, rules at its end left out."""
    last = heading.line
    for block in heading.content:
        if block.kind != "rule":
            last = max(last, block.end_line)
    return last


def own_priority(heading: Heading) -> Level | None:
    """The priority that the heading says itself, by a field line or in its text."""
    for entry in heading.entries:
        if entry.meaning == "priority":
            return priority_of(entry.value)
    return heading.facts.priority


def inherited_priority(heading: Heading) -> Level | None:
    """The priority of the nearest heading above that says one."""
    for above in heading.ancestors():
        level = own_priority(above)
        if level is not None:
            return level
    return None


def risk_of(heading: Heading) -> Level | None:
    """The risk that the nearest heading above states as a level."""
    for above in heading.ancestors():
        for entry in above.entries:
            if entry.meaning == "risk":
                return level_value(entry.value)
    return None


def level_value(value: str) -> Level | None:
    """A level where the value is one, not where it is a sentence ("Session forgery, high impact")."""
    return priority_of(value) if len(fold(value).split()) <= 3 else None


def estimate_of(heading: Heading, options: ReadOptions) -> Estimate | None:
    """The estimate that the heading states for its group."""
    for entry in heading.entries:
        if entry.meaning == "estimate":
            found = read_estimate(entry.value, options, label=entry.label)
            return found.estimate if found else None
    return None


def agents_of(heading: Heading) -> tuple[str, ...]:
    """The agents of the nearest heading above that names some."""
    for above in heading.ancestors():
        for entry in above.entries:
            if entry.meaning == "agent":
                return names_in(entry.value)
    return ()


def names_in(value: str) -> tuple[str, ...]:
    """The names in a value: what stands in code, else the parts between commas."""
    coded = re.findall(r"`([^`]+)`", value)
    parts = coded or re.split(r"\s*(?:[,;+]|\s&\s|\s(?:and|ve|und|et|y|e|i)\s)\s*", value)
    return tuple(dict.fromkeys(part.strip(" *_@") for part in parts if part.strip(" *_@-–—")))


def is_ongoing(heading: Heading) -> bool:
    """Whether the heading marks its tasks as duties without end."""
    return heading.facts.is_ongoing or any(says_ongoing(flag.text) for flag in heading.flags)
