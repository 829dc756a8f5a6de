"""Reads a plan file: bytes or text in, a `Document` out, whatever family the plan is of.

The passes: lines and limits, block structure, outline, families (which find task candidates), references set
apart, sprints, values and inheritance. Every pass is linear in the text; what is not understood stays in the
text.
"""

from __future__ import annotations

from tracker.core.errors import PlanError
from tracker.core.plan import stated
from tracker.core.plan.blocks import parse_blocks
from tracker.core.plan.document import Document, PlanTask, ReadOptions
from tracker.core.plan.draft import Reading
from tracker.core.plan.families import collect
from tracker.core.plan.ids import Families
from tracker.core.plan.outline import Heading, build_outline, title_of
from tracker.core.plan.parts import build_parts
from tracker.core.plan.patience import Look, look_at_clock
from tracker.core.plan.ranges import IdIndex
from tracker.core.plan.references import set_apart
from tracker.core.plan.resolve import settle
from tracker.core.plan.sections import Sections, build_sections
from tracker.core.plan.source import decode, split
from tracker.core.plan.sprint_groups import build_sprints


def read_bytes(data: bytes, options: ReadOptions | None = None) -> Document:
    """The plan in these bytes.

    Raises: PlanError, and nothing else, where they are not UTF-8, or break a limit; it names the byte or
    line.
    """
    options = options or ReadOptions()
    return read_text(decode(data, options.limits), options)


def read_text(text: str, options: ReadOptions | None = None) -> Document:
    """The plan in this text, a byte order mark at its head kept but not read.

    Raises: PlanError where the text breaks a limit; it names the line.
    """
    options = options or ReadOptions()
    look = look_at_clock(options)
    source = split(text, options.limits)
    root = build_outline(parse_blocks(source, options.limits, look), source.line_count)
    reading = Reading(source, options, root, Families())
    collect.find_tasks(reading)
    look(None)
    set_apart(reading)
    _refuse_too_many(reading)
    return _document(reading, look)


def _refuse_too_many(reading: Reading) -> None:
    limit = reading.options.limits.tasks
    if len(reading.drafts) > limit:
        raise PlanError(
            "The file holds {count} tasks; at most {limit} are read. Split the plan into several files.",
            code="limit-tasks",
            line=reading.drafts[limit].line,
            count=len(reading.drafts),
            limit=limit,
        )


def _document(reading: Reading, look: Look) -> Document:
    root, options = reading.root, reading.options
    title = title_of(root)
    index = IdIndex.of((draft.id for draft in reading.drafts if draft.id), options.limits)
    heading_lines = {draft.line for draft in reading.drafts if draft.level == "heading"}
    sprints = build_sprints(reading, index, heading_lines)
    holders = {draft.heading.line for draft in reading.drafts}
    sections = build_sections(root, title, holders, options)
    tasks = []
    for draft in reading.drafts:
        look(draft.line)
        tasks.append(settle(draft, reading, index=index, sections=sections, sprints=sprints))
    lines = {line for task in tasks for line in range(task.line, task.end_line + 1)}
    return Document(
        text=reading.source.text,
        title=title.facts.title if title else "",
        fields=tuple(stated.document_fields(title, root, reading.source)),
        introduction=_introduction(reading, title, sections, tasks),
        categories=tuple(sections.categories),
        sections=tuple(sections.sections),
        tasks=tuple(tasks),
        sprints=sprints.sprints,
        summary=tuple(stated.summary_rows(root, sections.categories, options, lines)),
        totals=tuple(stated.totals(root, lines, options)),
        notes=tuple(stated.notes(root)),
        code_blocks=tuple(stated.code_blocks(root, tasks)),
        parts=tuple(build_parts(reading, title)),
        reading=tuple(sorted(reading.findings, key=lambda found: (found.line or 0, found.code))),
    )


def _introduction(reading: Reading, title: Heading | None, sections: Sections, tasks: list[PlanTask]) -> str:
    """The Markdown between the title block and the first category or task."""
    starts = [category.line for category in sections.categories] + [task.line for task in tasks]
    first = (title.line if title else 0) + 1
    last = min(starts, default=reading.source.line_count + 1) - 1
    lines = [reading.source.line(number) for number in range(first, last + 1)]
    return "\n".join(lines).strip().removesuffix("---").rstrip()
