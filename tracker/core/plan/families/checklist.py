"""Boxes: each is a task, a step of one, a second mention of one, or no work at all, and then it is named."""

from __future__ import annotations

import re
from typing import Final

from tracker.core.plan.blocks import Block, TextLine
from tracker.core.plan.boxes import Box, box_of, is_broken_box, read_box
from tracker.core.plan.dialect import STATUS_INDEX, box_status, fold, is_not_work, status_in
from tracker.core.plan.document import Span, StatusPlace, Step
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.families.field_blocks import add_item_fields
from tracker.core.plan.families.titles import bare_title, read_title
from tracker.core.plan.fields import Entry, read_line
from tracker.core.plan.ids import clean_text, is_id, read_head
from tracker.core.plan.metadata import read_metadata
from tracker.core.plan.outline import Heading

_FIELD_MEANINGS: Final = frozenset(
    (
        "estimate",
        "points",
        "priority",
        "depends_on",
        "blocks",
        "status",
        "assignee",
        "agent",
        "due",
        "files",
        "acceptance",
    )
)
_STRUCK: Final = re.compile(r"(?P<mark>~{1,2})(?P<inner>[^\s~](?:[^~]*[^\s~])?)(?P=mark)(?![\w~])")
_RUNNING: Final = "Line {line}: this box stands in running text and is not counted as a task."
_CONDITION: Final = "Line {line}: this box is a condition, not work, and is not counted as a task."
_VALUE_OF_LIST: Final = "Line {line}: this box says a value of its list and is not counted as a task."
_VALUE_OF_TASK: Final = "Line {line}: this box says a value of its task and is not counted as a task."
_UNTAGGED: Final = "Line {line}: this box lacks the tag #task that tasks carry here, so it is none."


class Checklist:
    """Walks the lists under one heading and sorts its boxes."""

    def __init__(
        self, reading: Reading, heading: Heading, owner: Draft | None, *, is_off: bool = False
    ) -> None:
        self.reading = reading
        self.heading = heading
        self.owner = owner
        self.off = is_off or any(is_not_work(above.text) for above in heading.ancestors())

    def read(self, blocks: list[Block]) -> None:
        """Sorts the boxes of these blocks; a paragraph right before a list is its label."""
        label = ""
        for block in blocks:
            if block.kind == "list":
                self._list(block, off=self.off or is_not_work(label), owner=self.owner, label=label)
                label = ""
            elif block.kind == "paragraph":
                self._paragraph(block)
                label = block.lines[-1].text if len(block.lines[-1].text) < 80 else ""
            elif block.kind != "rule":
                label = ""

    def _paragraph(self, block: Block) -> None:
        for line in block.lines:
            box = read_box(line)
            if box is not None:
                self._named(box, _RUNNING)

    def _list(self, block: Block, *, off: bool, owner: Draft | None, label: str) -> None:
        boxes = [box_of(item) for item in block.children]
        letters = any(boxes)
        for item, known in zip(block.children, boxes, strict=True):
            box = known or (box_of(item, any_letter=True) if letters else None)
            if box is not None:
                self._box(item, box, off=off, owner=owner)
                continue
            if is_broken_box(item):
                self.reading.report(
                    "broken-box",
                    "warning",
                    item.line,
                    "Line {line}: a bracket of this box is missing, so it is not a task. Complete it.",
                )
            self._plain_item(item, off=off, owner=owner)

    def _plain_item(self, item: Block, *, off: bool, owner: Draft | None) -> None:
        label = item.children[0].text if item.children and item.children[0].kind == "paragraph" else ""
        for child in item.children:
            if child.kind == "list":
                self._list(
                    child,
                    off=off or (owner is None and len(label) < 60 and is_not_work(label)),
                    owner=owner,
                    label=label,
                )

    def _box(self, item: Block, box: Box, *, off: bool, owner: Draft | None) -> None:
        if owner is not None and self._is_field(box):
            self._field_box(item, box, owner)
        elif self._has_id(box):
            self._task(item, box)
        elif owner is not None:
            owner.steps.append(self._step(box))
            self._below(item, off=off, owner=owner)
        elif off:
            self._named(box, _CONDITION)
            self._below(item, off=True, owner=None)
        elif self._is_field(box):
            self._named(box, _VALUE_OF_LIST)
        elif self.reading.filter_tag and self.reading.filter_tag not in box.rest.text.split():
            self._named(box, _UNTAGGED)
            self._below(item, off=True, owner=None)
        else:
            self._task(item, box)

    def _has_id(self, box: Box) -> bool:
        head = read_head(clean_text(box.rest.text))
        return head is not None and is_id(head, self.reading.families)

    def _is_field(self, box: Box) -> bool:
        """`- [ ] **Time**: ~4 hours` says a value; `- [ ] **Test:** the login` could be work and needs no
        such label.
        """
        found = read_line(box.rest)
        entry = found[0] if found else None
        if not isinstance(entry, Entry) or not entry.bold or fold(entry.label) in STATUS_INDEX:
            return False
        return entry.meaning in _FIELD_MEANINGS or entry.label.casefold() in (
            "outcome",
            "deliverable",
            "goal",
            "sonuç",
            "hedef",
        )

    def _field_box(self, item: Block, box: Box, owner: Draft) -> None:
        owner.entries.extend(found for found in read_line(box.rest) if isinstance(found, Entry))
        self._named(box, _VALUE_OF_TASK)
        self._below(item, off=False, owner=owner)

    def _named(self, box: Box, template: str) -> None:
        self.reading.report("not-a-task", "note", box.line, template)

    def _below(self, item: Block, *, off: bool, owner: Draft | None) -> None:
        for child in item.children:
            if child.kind == "list":
                self._list(child, off=off, owner=owner, label="")

    def _step(self, box: Box) -> Step:
        status = self._status(box)
        text = bare_title(box.rest)[0]
        return Step(text, status in ("done",), box.line, box.span)

    def _status(self, box: Box) -> str:
        mark = box.mark.replace("\ufe0f", "")
        mark = mark.strip() or mark[:1]
        status = self.reading.legend.get(mark) or box_status(mark)
        if status is not None:
            return status
        self.reading.report(
            "unknown-mark",
            "warning",
            box.line,
            "Line {line}: the mark [{mark}] is not known and is read as to do. Use [ ], [x], [/] or [-].",
            mark=box.mark,
        )
        return "todo"

    def _task(self, item: Block, box: Box) -> None:
        draft = Draft("box", box.line, item.end_line, self.heading, "", Span(0, 0))
        read_title(self.reading, draft, box.rest)
        status = self._status(box)
        draft.own_status = (status, StatusPlace("box", box.span))  # type: ignore[assignment]
        if status == "todo":
            _read_strike(draft, box)
        draft.body = (box.line + 1, item.end_line)
        self._continue_title(draft, item.children[0])
        self.reading.drafts.append(draft)
        for child in item.children[1:]:
            if child.kind == "list":
                self._fields(child, draft)
                self._list(child, off=False, owner=draft, label="")
            elif child.kind == "paragraph":
                self._paragraph_fields(child.lines, draft)
        read_metadata(draft, self.reading.options)

    def _continue_title(self, draft: Draft, paragraph: Block) -> None:
        """Lines that wrap the title belong to it, up to the first that is a field."""
        rest = list(paragraph.lines[1:])
        while rest and not read_line(rest[0]) and not rest[0].text.startswith("**"):
            line = rest.pop(0)
            draft.title = f"{draft.title} {line.text}".strip()
            begin = draft.title_span.start if draft.title != line.text else line.start
            draft.title_span = Span(begin, line.start + len(line.text))
        self._paragraph_fields(tuple(rest), draft)

    def _paragraph_fields(self, lines: tuple[TextLine, ...], draft: Draft) -> None:
        for line in lines:
            for found in read_line(line):
                (draft.entries if isinstance(found, Entry) else draft.flags).append(found)  # type: ignore[arg-type]

    def _fields(self, block: Block, draft: Draft) -> None:
        for item in block.children:
            first = item.children[0] if item.children else None
            if first is None or first.kind != "paragraph" or box_of(item) is not None:
                continue
            add_item_fields(item, draft)


def _read_strike(draft: Draft, box: Box) -> None:
    """A title struck through behind an open box was given up, unless the words behind it say
    another status.
    """
    found = _STRUCK.match(box.rest.text)
    if found is None:
        return
    said = status_in(box.rest.text[found.end() :])
    draft.own_status = (said.status if said else "dropped", StatusPlace("box", box.span))
    if draft.id is None:
        draft.title = found["inner"]
        draft.title_span = Span(box.rest.start + found.start("inner"), box.rest.start + found.end("inner"))
