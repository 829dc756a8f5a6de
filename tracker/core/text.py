"""Sentences that the core says and the interface translates.

The core knows no language but English and imports no translation machinery. It keeps the template and its
parameters apart, so that the interface can look the template up in a catalogue before filling it in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template with named `{parameters}`; `plural` with `count` where the number decides the form.

    >>> str(Sentence("Line {line}: {key} stands twice.", {"line": 41, "key": "TS-001"}))
    'Line 41: TS-001 stands twice.'
    >>> str(Sentence("{count} task", {"count": 3}, plural="{count} tasks"))
    '3 tasks'
    """

    template: str
    params: dict[str, Any] = field(default_factory=dict)
    plural: str | None = None

    def __str__(self) -> str:
        one = self.plural is None or self.params.get("count") == 1
        template = self.template if one else self.plural
        return (template or "").format(**{name: str(value) for name, value in self.params.items()})


_MARKED: Final = re.compile(
    r"(?<!`)(?P<ticks>`{1,2})(?!`)(?P<code>[^`\n]+)(?P=ticks)(?!`)"
    r"|(?<![\w*])\*\*(?=\S)(?P<strong>[^*\n]+)(?<=\S)\*\*(?![\w*])"
    r"|(?<!~)~~(?=\S)(?P<struck>[^~\n]+)(?<=\S)~~(?!~)"
    r"|\[(?P<link>[^\[\]\n]+)\]\((?:(?:https?://|\.{0,2}/|#)[^()\s]*|[\w./%-]+\.md(?:#[\w-]*)?)\)"
    r"|\[\[(?:[^\[\]|\n]+\|)?(?P<page>[^\[\]|\n]+)\]\]"
)


def without_marks(title: str) -> str:
    """A title as people read it: without Markdown's marks around code, strong and struck words, and links.

    >>> without_marks("**Cart**: write `schema.sql`, see [the notes](https://example.org/n)")
    'Cart: write schema.sql, see the notes'
    >>> without_marks("2 ** 3 and **kwargs and `open")
    '2 ** 3 and **kwargs and `open'
    """
    return _MARKED.sub(lambda found: found[found.lastgroup or 0], title)


def is_storable(text: str) -> bool:
    """Whether a database can hold the text: it has no NUL and no half of a surrogate pair.

    >>> is_storable("Hazır"), is_storable("a\\0"), is_storable("\\ud800")
    (True, False, False)
    """
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
