"""The Markdown under a task, for showing beside its live checklist."""

from __future__ import annotations

import re
from typing import Final

_FENCE: Final = re.compile(r"\s*(```+|~~~+)")
_BOX: Final = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[^\]\n]{1,2}\]\s")
_ONLY_LABEL: Final = re.compile(r"\s*[-*+]\s+(?:\*\*|__)?[^:：]+[:：]\s*(?:\*\*|__)?\s*$")


def without_boxes(body: str) -> str:
    """The body without its checkbox lines, nor the labels that stood over nothing else.

    >>> print(without_boxes("- **Checklist:**\\n  - [ ] Database\\n  - [x] Redis\\n- **Süre:** 4 saat"))
    - **Süre:** 4 saat
    """
    kept: list[str] = []
    fence = ""
    for line in body.splitlines():
        if found := _FENCE.match(line):
            fence = "" if fence and found[1].startswith(fence) else fence or found[1]
        elif not fence and _BOX.match(line):
            if kept and _ONLY_LABEL.match(kept[-1]) and _indent(kept[-1]) < _indent(line):
                kept.append("")  # a mark that this label's list was taken out
            continue
        kept.append(line)
    return "\n".join(_without_empty_labels(kept)).strip("\n")


def _without_empty_labels(lines: list[str]) -> list[str]:
    kept = []
    for place, line in enumerate(lines):
        emptied = place + 1 < len(lines) and not lines[place + 1] and _ONLY_LABEL.match(line)
        following = next((text for text in lines[place + 1 :] if text.strip()), "")
        if not (emptied and _indent(following) <= _indent(line)):
            kept.append(line)
    return kept


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
