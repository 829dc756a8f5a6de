"""What templates need to print a plan's words: people, sentences of the core, Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from tracker.markdown import render_markdown
from tracker.queries import words

register = template.Library()

register.filter("person_name", words.person_name)
register.filter("initials", words.initials)
register.filter("avatar_colour", words.avatar_colour)
register.filter("say", words.sentence_text)


@register.filter
def markdown(text: str) -> SafeString:
    """A plan's Markdown as HTML that cannot harm the page."""
    return render_markdown(text)


@register.filter
def at(mapping: dict[Any, Any], key: Any) -> Any:
    """The mapping's value of that key, None without one."""
    return mapping.get(key)


@register.filter
def stacked(shares: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Shares in percent as pieces of a bar, one after the other, a narrow gap between them."""
    pieces, start = [], 0
    for status, width in shares:
        pieces.append({"status": status, "start": start, "width": max(width - 0.3, 0.3)})
        start += width
    return pieces
