"""What templates need to print a plan's words: people, sentences of the core, Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from secrets import token_hex
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tracker.core.text import without_marks
from tracker.markdown import render_markdown
from tracker.queries import words
from tracker.queries.cards import Card

register = template.Library()

# Where the token of forms goes. Drawn anew by each process: a title that spelled it would show the token.
TOKEN_SLOT = f"\ue000{token_hex(16)}\ue001"
CARDS_KEPT = 8_192

register.filter("person_name", words.person_name)
register.filter("initials", words.initials)
register.filter("avatar_colour", words.avatar_colour)
register.filter("say", words.sentence_text)
register.filter("plain", without_marks)


@register.filter
def markdown(text: str) -> SafeString:
    """A plan's Markdown as HTML that cannot harm the page."""
    return render_markdown(text)


@register.filter
def at(mapping: dict[Any, Any], key: Any) -> Any:
    """The mapping's value of that key, None without one."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def card_of(context: Any, card: Card, tasks_url: str) -> SafeString:
    """The card's HTML. All that a card shows is in its value: an unchanged one is not rendered again."""
    html = card_html(card, tasks_url, get_language())
    return mark_safe(html.replace(TOKEN_SLOT, str(context.get("csrf_token", ""))))  # noqa: S308


@lru_cache(maxsize=CARDS_KEPT)
def card_html(card: Card, tasks_url: str, language: str) -> str:
    values = {"card": card, "tasks_url": tasks_url, "token": TOKEN_SLOT}
    return get_template("tracker/board/_card.html").render(values)


@register.filter
def stacked(shares: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Shares in percent as pieces of a bar, one after the other, a narrow gap between them."""
    pieces, start = [], 0
    for status, width in shares:
        pieces.append({"status": status, "start": start, "width": max(width - 0.3, 0.3)})
        start += width
    return pieces
