"""What a plan says its marks mean: "`[~]` under way", "🟡 en cours · ✅ terminé"; and the marks of Kiro."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tracker.core.plan.blocks import Block
from tracker.core.plan.boxes import read_legend
from tracker.core.plan.dialect import status_in
from tracker.core.plan.document import Status
from tracker.core.plan.draft import Reading
from tracker.core.plan.words import PRIORITY_MARKS, STATUS_MARKS

_MARKS: Final = frozenset(
    (*STATUS_MARKS, *PRIORITY_MARKS, "🟣", "🟤", "⚫", "🆕", "💡", "🏃", "🟥", "🟨", "🟩")
)
_PART: Final = re.compile(
    rf"(?P<mark>[{''.join(sorted(_MARKS))}])\ufe0f?\**`?\s*[:=–—→-]*\s*\**(?P<meaning>[^·|,;/()*]{{2,40}})"
)
_REQUIREMENTS: Final = re.compile(r"_Requirements?: .{1,200}_$")


def read_legends(reading: Reading) -> None:
    """Fills `reading.legend` with what the text says of its marks."""
    for heading in reading.root.walk():
        for block in heading.content:
            reading.legend.update(_of_colours(block))
            for inner in block.walk():
                for line in inner.lines:
                    reading.legend.update(read_legend(line))
                    if _REQUIREMENTS.match(line.text):  # as Kiro writes them, for whom [-] is under way
                        reading.legend.setdefault("-", "doing")


def _of_colours(block: Block) -> dict[str, Status]:
    """The marks that a list of nothing but marks with a status explains, or a line of two of them or more."""
    if block.kind == "list":
        texts = [item.children[0].text for item in block.children if item.children]
        pairs = [pair for text in texts if len(text) < 60 for pair in _pairs(text, whole=True)]
        return dict(pairs) if len(dict(pairs)) >= 2 and len(pairs) == len(texts) else {}
    for line in block.lines if block.kind == "paragraph" else ():
        pairs = list(_pairs(line.text, whole=False))
        if len(dict(pairs)) >= 2:
            return dict(pairs)
    return {}


def _pairs(text: str, *, whole: bool) -> Iterator[tuple[str, Status]]:
    for found in [_PART.match(text)] if whole else _PART.finditer(text):
        meaning = status_in(found["meaning"].strip()) if found else None
        if found is not None and meaning is not None and not meaning.start:
            yield found["mark"], meaning.status
