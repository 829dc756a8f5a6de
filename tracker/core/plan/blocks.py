"""The block structure of the Markdown, by markdown-it-py: headings, lists, paragraphs, fences, each with its
lines.

Only block rules run; inline text is never parsed, which is where the library's slow inputs are. Link
reference definitions stay paragraphs, because looking for them is quadratic. Tables are found in paragraphs
by ourselves: the reader needs the place of every cell, which the library does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tracker.core.errors import PlanError
from tracker.core.plan.document import Limits
from tracker.core.plan.patience import Look, block_rule
from tracker.core.plan.source import Source

Kind = Literal["heading", "paragraph", "list", "item", "quote", "fence", "html", "rule", "table", "front"]

_DELIMITER_CELL: Final = re.compile(r"^:?-+:?$")
_LABEL: Final = re.compile(r"(?:\*\*|__)[^\W\d_][^*_\n]{0,60}(?:[:：](?:\*\*|__)|(?:\*\*|__)\s?[:：])")
_FRONT_EDGE: Final = re.compile(r"^---[ \t]*$")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a block's own text, without indentation, markers and trailing blanks. `start` is
    its place.
    """

    line: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Block:
    """A block with the lines it covers, both ends included and blank lines at its end left out.

    `level` is a heading's. `lines` is the text of a heading or paragraph. `rows` are a table's, its head
    first. `info` is a fence's language, or the marker of a list.
    """

    kind: Kind
    line: int
    end_line: int
    level: int = 0
    info: str = ""
    lines: tuple[TextLine, ...] = ()
    rows: tuple[Row, ...] = ()
    children: list[Block] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    def walk(self) -> Iterator[Block]:
        """This block and all below it, in the order of the text, without recursion."""
        stack = [self]
        while stack:
            block = stack.pop()
            yield block
            stack.extend(reversed(block.children))


def parse_blocks(source: Source, limits: Limits, look: Look) -> list[Block]:
    """The top blocks of the text.

    Raises: PlanError where lists and quotes are nested deeper than the limit, or tables hold too many cells.
    """
    front = _front_matter_end(source)
    lines = [source.line(number) for number in range(front + 1, source.line_count + 1)]
    tokens = _parser(limits, block_rule(look, front)).parse("\n".join(lines))
    blocks = _part_labels(_Builder(source, limits, front).build(tokens), source)
    if front:
        blocks.insert(0, Block("front", 1, front))
    return blocks


def _part_labels(blocks: list[Block], source: Source) -> list[Block]:
    """The blocks with labelled lines right behind the list of a label parted from its last item: by the rules
    of Markdown they carry on its text, but `**Tests:**`, a list, `**Needs:** A-1` are two labels.
    """
    parted: list[Block] = []
    for block in blocks:
        before = parted[-1] if parted else block
        parted.append(block)
        if block.kind == "list" and before.kind == "paragraph" and _LABEL.fullmatch(before.lines[-1].text):
            lines = _cut_labelled(block, source)
            parted.extend([Block("paragraph", lines[0].line, lines[-1].line, lines=lines)] if lines else [])
    return parted


def _cut_labelled(block: Block, source: Source) -> tuple[TextLine, ...]:
    """Cuts a list before the first line of its last paragraph that is labelled and not indented."""
    chain = [block]
    while chain[-1].children:
        chain.append(chain[-1].children[-1])
    lines = chain[-1].lines if chain[-1].kind == "paragraph" else ()
    for place, line in enumerate(lines[1:], start=1):
        if line.start == source.starts[line.line - 1] and _LABEL.match(line.text):
            chain[-1].lines = lines[:place]
            for inner in chain:
                inner.end_line = lines[place - 1].line
            return lines[place:]
    return ()


def _parser(limits: Limits, clock_rule: Callable[..., bool]) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * limits.depth + 8})
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.block.ruler.disable("reference")
    parser.block.ruler.before("code", "clock", clock_rule)
    return parser


def _front_matter_end(source: Source) -> int:
    """The last line of YAML front matter, or 0 where there is none."""
    if not source.line_count or not _FRONT_EDGE.match(source.line(1)):
        return 0
    for number in range(2, min(source.line_count, 200) + 1):
        if _FRONT_EDGE.match(source.line(number)):
            return number if any(source.line(inner).strip() for inner in range(2, number)) else 0
    return 0


class _Builder:
    """Turns the library's flat tokens into a tree, and gives every line of text its place in the file."""

    def __init__(self, source: Source, limits: Limits, offset: int) -> None:
        self.source = source
        self.limits = limits
        self.offset = offset
        self.cells = 0

    def build(self, tokens: Sequence[Token]) -> list[Block]:
        root = Block("quote", 1, self.source.line_count)
        stack, depth = [root], 0
        for token in tokens:
            if token.type in ("list_item_open", "bullet_list_open", "ordered_list_open", "blockquote_open"):
                depth += token.type != "list_item_open"
                self._refuse_depth(depth, token)
                block = self._container(token)
                stack[-1].children.append(block)
                stack.append(block)
            elif token.nesting < 0 and token.type not in ("heading_close", "paragraph_close"):
                depth -= token.type != "list_item_close"
                stack.pop()
            else:
                stack[-1].children.extend(self._leaf(token, tokens))
        return root.children

    def _refuse_depth(self, depth: int, token: Token) -> None:
        if depth > self.limits.depth:
            line = self._first(token)
            raise PlanError(
                "Line {line} is nested more than {limit} levels deep. Make its list or quote shallower.",
                code="limit-depth",
                line=line,
                limit=self.limits.depth,
            )

    def _first(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + 1 + self.offset

    def _last(self, token: Token) -> int:
        first = self._first(token)
        last = (token.map[1] if token.map else 0) + self.offset
        while last > first and not self.source.line(last).strip(" \t>"):
            last -= 1
        return max(first, last)

    def _container(self, token: Token) -> Block:
        kinds: dict[str, Kind] = {"list_item_open": "item", "blockquote_open": "quote"}
        kind = kinds.get(token.type, "list")
        return Block(kind, self._first(token), self._last(token), info=token.info + token.markup)

    def _leaf(self, token: Token, tokens: Sequence[Token]) -> list[Block]:
        if token.type == "inline":
            return self._text_blocks(token)
        kinds: dict[str, Kind] = {"fence": "fence", "code_block": "fence", "html_block": "html", "hr": "rule"}
        kind = kinds.get(token.type)
        if kind is None:
            self.opening = token
            return []
        return [Block(kind, self._first(token), self._last(token), info=token.info.strip())]

    def _text_blocks(self, token: Token) -> list[Block]:
        lines = self._text_lines(token)
        if self.opening.type == "heading_open":
            last = self._last(self.opening)
            return [Block("heading", lines[0].line, last, level=int(self.opening.tag[1]), lines=lines)]
        return list(self._paragraphs(lines))

    def _text_lines(self, token: Token) -> tuple[TextLine, ...]:
        found = []
        for number, text in enumerate(token.content.split("\n"), start=self._first(token)):
            found.append(self._place(number, text.strip()))
        return tuple(found)

    def _place(self, number: int, text: str) -> TextLine:
        raw = self.source.line(number)
        at = raw.rfind(text)
        return TextLine(number, self.source.starts[number - 1] + max(at, 0), text)

    def _paragraphs(self, lines: tuple[TextLine, ...]) -> Iterator[Block]:
        head = _table_head(lines)
        if head is None:
            yield Block("paragraph", lines[0].line, lines[-1].line, lines=lines)
            return
        if head:
            yield Block("paragraph", lines[0].line, lines[head - 1].line, lines=lines[:head])
        body = (lines[head], *lines[head + 2 :])
        rows = tuple(Row(line.line, split_cells(line)) for line in body)
        self.cells += sum(len(row.cells) for row in rows)
        if self.cells > self.limits.table_cells:
            raise PlanError(
                "Line {line}: the tables of the file have more than {limit} cells. "
                "Split the plan into several files.",
                code="limit-table-cells",
                line=lines[head].line,
                limit=self.limits.table_cells,
            )
        yield Block("table", lines[head].line, lines[-1].line, rows=rows)


def _table_head(lines: tuple[TextLine, ...]) -> int | None:
    """The position of the head line of a table among a paragraph's lines: the line before its row
    of dashes.
    """
    for place in range(1, len(lines)):
        text = lines[place].text
        if "-" not in text or "|" not in text or text.strip("|:- \t"):
            continue
        cells = split_cells(lines[place])
        dashes = all(_DELIMITER_CELL.match(cell.text) for cell in cells)
        if dashes and len(split_cells(lines[place - 1])) == len(cells):
            return place - 1
    return None


def split_cells(line: TextLine) -> tuple[Cell, ...]:
    """The cells of a table line with their places. A bar behind a backslash does not split."""
    text, cells, begin = line.text, [], 0
    bars = [at for at, character in enumerate(text) if character == "|" and (at == 0 or text[at - 1] != "\\")]
    edges = [*bars, len(text)]
    for edge in edges:
        part = text[begin:edge]
        stripped = part.strip()
        lead = len(part) - len(part.lstrip())
        cells.append(Cell(stripped, line.start + begin + (lead if stripped else min(1, len(part)))))
        begin = edge + 1
    if bars and bars[0] == 0:
        cells = cells[1:]
    if bars and bars[-1] == len(text) - 1 and cells:
        cells = cells[:-1]
    return tuple(cells)
