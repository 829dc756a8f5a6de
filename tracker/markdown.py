"""A plan's Markdown as HTML, behind two walls: a parser that knows no HTML, and a strict sanitiser.

What comes out has no class, id or data attribute, loads nothing from elsewhere, and links only to the web and
to mail. Places that our own templates fill, boxes and line anchors, are slots: characters that no text can
hold, put in before the sanitiser and taken out after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from secrets import token_hex
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_block import blockquote
from markdown_it.token import Token

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
LINKS = re.compile(r"(https?://|mailto:)[^\\]", re.IGNORECASE)
BOX = re.compile(r"\[[^\[\]]{1,3}\]\s+")
# Leaving characters out would not do: a text can write any of them as an entity, in the title of a link too.
WORD = token_hex(16)
SLOT = re.compile(f"\ue000{WORD}:([0-9]+)\ue001")

# Unpaired, these make the inline parser look back over its block: its time grows with their number squared.
COSTLY = re.compile(r"[\[`*_]")
COST_OF_A_BLOCK = 1_000**2
COST_OF_A_TEXT = 6 * COST_OF_A_BLOCK
# A short text may cost little, since a page may show many: plans as people write them cost 1 a character.
COST_OF_A_SHORT_TEXT = 20_000
COST_OF_A_CHARACTER = 20
# Each quote in a quote reads all its lines again, those too that only follow without a mark.
MOST_QUOTES = 6
DOCUMENTS_KEPT = 4

sanitiser = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer",
)


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """`html` holds a slot at the start of each line that begins something; `filled` puts HTML into them."""

    html: str
    headings: tuple[Heading, ...]

    def filled(self, fill: Callable[[int], str]) -> SafeString:
        """The document with each slot replaced by what `fill` makes of its line: trusted, escaped HTML."""
        return mark_safe(SLOT.sub(lambda slot: fill(int(slot[1])), self.html))  # noqa: S308


def render_markdown(text: str) -> SafeString:
    """The text as HTML, safe to stand inside `.md`."""
    return mark_safe(sanitiser.clean(parser().render(text)))  # noqa: S308


def render_document(text: str, box_lines: Collection[int]) -> RenderedDocument:
    """The whole file, its first line being 1. On `box_lines` the box as written gives way to the slot."""
    tokens = parser().parse(text.removeprefix("\ufeff"))
    headings = []
    seen: set[int] = set()
    marked: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type == "inline" and token.map:
            if tokens[index - 1].type == "heading_open":
                headings.append(heading_of(tokens[index - 1], token))
            mark_lines(token, token.map[0] + 1, seen, box_lines)
        elif token.type in ("fence", "code_block") and token.map:
            marked.append(slot(token.map[0] + 1))
        marked.append(token)
    html = parser().renderer.render(marked, parser().options, {})
    return RenderedDocument(sanitiser.clean(html), tuple(headings))


@lru_cache(maxsize=DOCUMENTS_KEPT)
def kept_document(text: str, box_lines: frozenset[int]) -> RenderedDocument:
    """As `render_document`; between two changes the page is asked for again and again."""
    return render_document(text, box_lines)


def heading_of(opening: Token, inline: Token) -> Heading:
    title = "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))
    return Heading(int(opening.tag[1]), title, (inline.map or [0])[0] + 1)


def mark_lines(inline: Token, line: int, seen: set[int], box_lines: Collection[int]) -> None:
    """Put a slot before the first word of each line of the block that begins at `line`."""
    children = []
    at_start = True
    for child in inline.children or ():
        if at_start and line not in seen:
            seen.add(line)
            children.append(slot(line))
            if line in box_lines and child.type == "text":
                child.content = BOX.sub("", child.content, count=1)
        at_start = child.type in ("softbreak", "hardbreak")
        line += at_start
        children.append(child)
    inline.children = children


def slot(line: int) -> Token:
    return Token("slot", "", 0, content=f"\ue000{WORD}:{line}\ue001")


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    markdown = MarkdownIt(
        "js-default",
        {"html": False, "linkify": False, "typographer": False, "breaks": True, "maxNesting": 200},
    )
    markdown.validateLink = lambda url: LINKS.match(url) is not None  # type: ignore[method-assign]
    markdown.core.ruler.at("inline", parse_inline)
    markdown.block.ruler.at(
        "blockquote", parse_quote, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    markdown.add_render_rule("image", image_as_link)
    markdown.add_render_rule("slot", lambda self, tokens, index, options, env: tokens[index].content)
    return markdown


def parse_quote(state: Any, first: int, last: int, silent: bool) -> bool:
    """Parse a quote, but leave the marks of one that stands in too many others as text."""
    depth = state.env.get("quotes", 0)
    if depth >= MOST_QUOTES:
        return False
    state.env["quotes"] = depth + 1
    try:
        return blockquote(state, first, last, silent)
    finally:
        state.env["quotes"] = depth


def parse_inline(state: Any) -> None:
    """Parse the inside of blocks, but leave as plain text what would take more time than it is worth."""
    left = min(COST_OF_A_TEXT, COST_OF_A_SHORT_TEXT + COST_OF_A_CHARACTER * len(state.src))
    for token in state.tokens:
        if token.type != "inline":
            continue
        cost = len(COSTLY.findall(token.content)) ** 2
        if cost > min(left, COST_OF_A_BLOCK):
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            left -= cost
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def image_as_link(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """A picture is a link to it: nothing is loaded from elsewhere because a plan says so."""
    token = tokens[index]
    label = escape(token.content or token.attrs["src"])
    return f'<a href="{escape(token.attrs["src"])}">{label}</a>'
