"""The tree of headings, each with the blocks that stand directly under it and what its own field
lines say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.core.plan.blocks import Block
from tracker.core.plan.document import Span
from tracker.core.plan.fields import Entry, Flag, read_line
from tracker.core.plan.headings import HeadingFacts, read_heading


@dataclass(slots=True, eq=False)
class Heading:
    """A heading with its place in the tree. The root has level 0 and no block. `end_line` is its
    last line.
    """

    level: int
    line: int
    end_line: int
    text: str
    facts: HeadingFacts
    block: Block | None = None
    parent: Heading | None = None
    content: list[Block] = field(default_factory=list)
    children: list[Heading] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    @property
    def block_span(self) -> Span | None:
        """The place of the heading's text."""
        if self.block is None or not self.block.lines:
            return None
        last = self.block.lines[-1]
        return Span(self.block.lines[0].start, last.start + len(last.text))

    def walk(self) -> Iterator[Heading]:
        """This heading and all below it, in the order of the text."""
        stack = [self]
        while stack:
            heading = stack.pop()
            yield heading
            stack.extend(reversed(heading.children))

    def ancestors(self) -> Iterator[Heading]:
        """This heading, its parent, and so on, without the root."""
        heading: Heading | None = self
        while heading is not None and heading.level:
            yield heading
            heading = heading.parent


def build_outline(blocks: list[Block], last_line: int) -> Heading:
    """The root of the tree of headings. Quotes at the top are opened, so that what stands in them is seen."""
    root = Heading(0, 0, last_line, "", read_heading(""))
    current = root
    for block in _opened(blocks):
        if block.kind != "heading":
            current.content.append(block)
            continue
        while current.level >= block.level:
            _close(current, block.line - 1)
            current = current.parent or root
        node = Heading(
            block.level, block.line, last_line, block.text, read_heading(block.text), block, current
        )
        current.children.append(node)
        current = node
    for heading in root.walk():
        _read_fields(heading)
    return root


def _opened(blocks: list[Block]) -> Iterator[Block]:
    stack = list(reversed(blocks))
    while stack:
        block = stack.pop()
        if block.kind == "quote":
            stack.extend(reversed(block.children))
        else:
            yield block


def _close(heading: Heading, line: int) -> None:
    heading.end_line = line


def _read_fields(heading: Heading) -> None:
    """The field lines in the paragraphs right under the heading, before anything else stands there."""
    for block in heading.content[:4]:
        if block.kind != "paragraph":
            break
        for line in block.lines:
            for found in read_line(line):
                if isinstance(found, Entry):
                    heading.entries.append(found)
                else:
                    heading.flags.append(found)


def title_of(root: Heading) -> Heading | None:
    """The heading that names the document: its first one, where it is of the first level or the
    only top one.
    """
    if not root.children:
        return None
    first = root.children[0]
    return first if first.level == 1 or len(root.children) == 1 else None
