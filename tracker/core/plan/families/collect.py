"""Decides, part by part, at which level the tasks stand, and has each family take its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tracker.core.plan.blocks import Block
from tracker.core.plan.boxes import box_of
from tracker.core.plan.dialect import is_not_work
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.families import bold_tasks, heading_tasks, list_items, rows
from tracker.core.plan.families.checklist import Checklist
from tracker.core.plan.families.loose_boxes import drop_loose_boxes, name_the_rest
from tracker.core.plan.families.numbered import use_numbers
from tracker.core.plan.families.whole_file import find_file_task
from tracker.core.plan.ids import families_of
from tracker.core.plan.legends import read_legends
from tracker.core.plan.outline import Heading, title_of
from tracker.core.plan.parts import forced_levels


def find_tasks(reading: Reading) -> None:
    """Fills `reading.drafts` with the task candidates of the text."""
    reading.families = families_of(_titles(reading.root))
    read_legends(reading)
    reading.filter_tag = _filter_tag(reading.root)
    forced = forced_levels(reading, title_of(reading.root))
    bold = bold_tasks.families_in_bold(reading)

    def holds_others(heading: Heading) -> bool:
        return rows.has_row_tasks(heading) or bold_tasks.has_bold_tasks(reading, heading, bold)

    by_heading = heading_tasks.find_heading_tasks(reading, forced, holds_others)
    whole = None if by_heading or rows.fill_a_table(reading.root) else find_file_task(reading)
    reading.drafts.extend([whole] if whole is not None else [])
    reading.drafts.extend(by_heading.values())
    for heading in reading.root.walk():
        owner = whole or _owner(heading, by_heading)
        if owner is not None:
            Checklist(reading, heading, owner).read(heading.content)
        else:
            _read_heading(reading, heading, level=forced(heading), bold=bold)
    if not reading.drafts and not reading.options.levels:
        found = list_items.find_list_tasks(reading) or rows.find_ranked_rows(reading)
        reading.drafts.extend(found)
    _drop_overview(reading)
    use_numbers(reading)
    drop_loose_boxes(reading, forced)
    name_the_rest(reading)


def _drop_overview(reading: Reading) -> None:
    """Takes back the milestones of an overview where the file has other tasks, but for those that are tasks
    themselves.
    """
    ids = {draft.id for draft in reading.drafts if not draft.is_overview and draft.id is not None}
    if any(not draft.is_overview for draft in reading.drafts):
        reading.drafts = [draft for draft in reading.drafts if not draft.is_overview or draft.id in ids]


def _read_heading(reading: Reading, heading: Heading, *, level: str | None, bold: Counter[str]) -> None:
    """Takes the rows, bold paragraphs and boxes under a heading that is no task, at the level set for it."""
    if level in (None, "table") and not _is_off(heading):
        reading.drafts.extend(rows.find_row_tasks(reading, heading, forced=level == "table"))
    pieces: list[tuple[Draft | None, list[Block]]] = [(None, heading.content)]
    if level in (None, "heading"):
        pieces = bold_tasks.split_by_bold(reading, heading, bold)
    for draft, blocks in pieces:
        reading.drafts.extend([draft] if draft is not None else [])
        Checklist(reading, heading, draft, is_off=level not in (None, "box")).read(blocks)


def _owner(heading: Heading, by_heading: dict[int, Draft]) -> Draft | None:
    return next((by_heading[above.line] for above in heading.ancestors() if above.line in by_heading), None)


def _is_off(heading: Heading) -> bool:
    return any(is_not_work(above.text) for above in heading.ancestors())


def _titles(root: Heading) -> Iterator[str]:
    """The texts at whose head an id may stand."""
    for heading in root.walk():
        yield heading.text.lstrip("*_ ")
        for block in heading.content:
            if block.kind == "table":
                yield from (cell.text.strip("*_` ") for row in block.rows[1:] for cell in row.cells[:2])
            elif block.kind == "paragraph" and block.lines[0].text.startswith("**"):
                yield from (line.text for line in block.lines if line.text.startswith("**"))
            for inner in block.walk() if block.kind == "list" else ():
                if inner.kind == "item":
                    box = box_of(inner)
                    if box is not None:
                        yield box.rest.text
                    elif (
                        inner.children
                        and inner.children[0].kind == "paragraph"
                        and inner.children[0].text.startswith("**")
                    ):
                        yield inner.children[0].lines[0].text


def _filter_tag(root: Heading) -> str:
    """`#task` where most boxes carry it: then, as in Obsidian, the boxes without it are no tasks."""
    boxes = [
        box.rest.text
        for heading in root.walk()
        for block in heading.content
        for item in (block.children if block.kind == "list" else ())
        if (box := box_of(item)) is not None
    ]
    tagged = sum("#task" in text.split() for text in boxes)
    return "#task" if tagged >= 2 and tagged * 2 > len(boxes) else ""
