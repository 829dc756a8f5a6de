"""Decides, part by part, at which level the tasks stand, and has each family take its own."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.core.plan.boxes import box_of, read_legend
from tracker.core.plan.draft import Reading
from tracker.core.plan.families.checklist import Checklist
from tracker.core.plan.ids import families_of
from tracker.core.plan.outline import Heading


def find_tasks(reading: Reading) -> None:
    """Fills `reading.drafts` with the task candidates of the text, in its order."""
    reading.families = families_of(_titles(reading.root))
    _read_legends(reading)
    for heading in reading.root.walk():
        Checklist(reading, heading, None).read(heading.content)


def _titles(root: Heading) -> Iterator[str]:
    """The texts at whose head an id may stand."""
    for heading in root.walk():
        yield heading.text
        for block in heading.content:
            for inner in block.walk():
                if inner.kind == "item":
                    box = box_of(inner)
                    if box is not None:
                        yield box.rest.text


def _read_legends(reading: Reading) -> None:
    for heading in reading.root.walk():
        for block in heading.content:
            for inner in block.walk():
                for line in inner.lines:
                    reading.legend.update(read_legend(line))
