"""What people write into the line of a task itself: `~4h`, `blocked-by:t002`, `#tag`, `@name`, `[MUST] · 5`,
`(depends on T001)`, and the signs of Obsidian Tasks: 🆔 ⛔ 📅 ⏫.
"""

from __future__ import annotations

import re
from typing import Final, cast

from tracker.core.plan import dialect
from tracker.core.plan.blocks import TextLine
from tracker.core.plan.dates import read_date
from tracker.core.plan.dialect import fold
from tracker.core.plan.document import Level, ReadOptions, Span
from tracker.core.plan.draft import Draft
from tracker.core.plan.estimates import estimate_in_title, read_estimate, shift, whole_estimate
from tracker.core.plan.fields import Entry, read_line
from tracker.core.plan.headings import LONG
from tracker.core.plan.words import LABELS, PRIORITY_MARKS

_SIGNS: Final = "📅🗓⏳🛫➕✅❌⛔🆔🔁🏁"
_LEVEL_SIGNS: Final = "🔺⏫🔼🔽⏬"
_SIGN: Final = re.compile(rf"(?P<sign>[{_SIGNS}])\ufe0f?\s*(?P<value>[^{_SIGNS}{_LEVEL_SIGNS}#@\[]{{0,80}})")
_LEVEL_SIGN: Final = re.compile(rf"[{_LEVEL_SIGNS}]")
_TAG: Final = re.compile(r"(?<![\w#&/])#(?P<tag>[^\W\d_][\w/-]{0,60}(?::[\w-]{1,30})?)")
_NAME: Final = re.compile(r"(?<![\w.@/`])@(?P<name>[^\W\d_][\w.-]{0,38})")
_PAIR: Final = re.compile(
    r"(?<![\w/:`])(?P<key>[^\W\d_][\w-]{1,24}):{1,2}(?P<value>(?:[\w#.~+-]+)(?:,[\w#.-]+)*)(?![\w/:`])"
)
_DATAVIEW: Final = re.compile(r"[\[(](?P<key>[^\W\d_][\w -]{1,24})::\s*(?P<value>[^\[\]()]{1,80})[\])]")
_CODED: Final = re.compile(r"`(?P<key>[^\W\d_][^`:：\n]{1,24})[:：]\s?(?P<value>[^`\n]{1,60})`")
_BRACKET: Final = re.compile(r"[\[(](?P<inner>[^\[\]()`]{1,30})[\])]")
_BARS: Final = re.compile(r"[|·•]|\s[–—]\s")
_POINTS_END: Final = re.compile(r"\s[·•]\s\d{1,3}\s*$")
_LEVEL_SEGMENT: Final = re.compile(r"\s[·•|]\s(P[0-4])(?=\s[·•|]\s|\s*$)")
_END: Final = re.compile(
    rf"(?:\s+(?:#[^\W\d_][\w/:-]*|@[^\W\d_][\w.-]*|[~≈]\s?\d[\w.,+-]*(?:\s\([^()]{{0,60}}\))?"
    rf"|[^\W\d_][\w-]{{1,24}}:{{1,2}}[\w#.,~+-]+"
    rf"|\[[^\[\]]{{1,24}}::[^\[\]]{{1,80}}\]|`[^\W\d_][^`:：]{{1,24}}[:：][^`]{{1,60}}`|[{_LEVEL_SIGNS}]\ufe0f?"
    rf"|[{_SIGNS}]\ufe0f?\s*[\w ,./:-]{{0,60}}))$"
)
_START: Final = re.compile(r"^(?:(?:#[^\W\d_][\w/:-]*|\[P\]|\[US\d{1,3}\])\s+)+")
_MOST_SIGNS: Final = 24
_SHOWN_TAG: Final = re.compile(r"^(?:P|US\d{1,3}|R)$")
_KEYS: Final = {
    "p": "priority", "prio": "priority", "est": "estimate", "dep": "depends_on", "blocked-by": "depends_on",
    "blockedby": "depends_on", "depends-on": "depends_on", "dependson": "depends_on", "id": "id",
    "scheduled": "", "start": "", "created": "", "completion": "",
}  # fmt: skip
_NEED_WORDS: Final = "|".join(
    sorted(
        (re.escape(fold(word)) for words in LABELS["depends_on"].values() for word in words if len(word) > 4),
        key=len,
        reverse=True,
    )
)
_NEED: Final = re.compile(rf"(?<!\w)(?:{_NEED_WORDS})(?!\w)[:：]?\s*(?P<what>(?:[^().;—]|\.(?=\d)){{1,400}})")


def read_metadata(draft: Draft, options: ReadOptions) -> None:
    """Takes from the title's line what it says of the task, and trims the title to the words themselves.

    A title longer than `LONG` is prose and is left alone.
    """
    text = draft.title
    if len(text) > LONG:
        return
    _read_pairs(draft, text, options)
    _read_signs(draft, text)
    _read_brackets(draft, text, options)
    tags = [found["tag"] for found in _TAG.finditer(text) if ":" not in found["tag"]]
    draft.labels.extend(tag for tag in tags if tag != "task")
    draft.priority = draft.priority or next((level for tag in tags if (level := _level_of(tag))), None)
    name = _NAME.search(text)
    if name is not None and draft.assignee is None:
        draft.assignee = name["name"]
    segment = _LEVEL_SEGMENT.search(text)
    draft.priority = draft.priority or (dialect.priority_of(segment[1]) if segment else None)
    _read_needs(draft, text)
    if draft.estimate is None and not _has(draft, "estimate"):
        _read_estimate(draft, text, options)
    _trim(draft)


def _level_of(tag: str) -> Level | None:
    """The priority that a tag is: `#p1`, `#high`, `#urgent`."""
    return cast("Level | None", dialect.PRIORITY_INDEX.get(fold(tag)))


def _has(draft: Draft, meaning: str) -> bool:
    return any(entry.meaning == meaning and entry.value for entry in (*draft.entries, *draft.cells))


def _read_pairs(draft: Draft, text: str, options: ReadOptions) -> None:
    for found in (*_PAIR.finditer(text), *_DATAVIEW.finditer(text), *_CODED.finditer(text)):
        key = fold(found["key"]).strip()
        tagged = found.start() > 0 and text[found.start() - 1] == "#"
        meaning = _KEYS.get(key, dialect.label_meaning(key.replace("-", " ")))
        value = found["value"]
        if meaning == "depends_on":
            draft.needs.append(value)
        elif meaning == "priority":
            draft.priority = draft.priority or dialect.priority_of(value) or dialect.priority_of(f"P{value}")
        elif meaning == "due":
            draft.due = read_date(value) or draft.due
        elif meaning == "estimate" and not tagged:
            estimate = read_estimate(value, options)
            draft.estimate = estimate.estimate if estimate else draft.estimate
        elif meaning == "assignee":
            draft.assignee = value
        elif meaning == "id" and draft.id is None:
            draft.id = draft.raw_id = value


def _read_signs(draft: Draft, text: str) -> None:
    level = _LEVEL_SIGN.search(text)
    if level is not None:
        draft.priority = dialect.priority_of(PRIORITY_MARKS[level.group()])
    for found in _SIGN.finditer(text):
        value = found["value"].strip()
        if found["sign"] in "📅🗓":
            draft.due = read_date(value) or draft.due
        elif found["sign"] == "🆔" and value and draft.id is None:
            draft.id = draft.raw_id = value.split()[0]
        elif found["sign"] == "⛔" and value:
            draft.needs.append(value)


def _read_brackets(draft: Draft, text: str, options: ReadOptions) -> None:
    """A priority in brackets of its own: `[MUST]`, `(Must)`, `[P1]`, `[HIGH]`; labels such as `[US1]`."""
    for found in _BRACKET.finditer(text):
        inner = found["inner"].strip(" *")
        if _SHOWN_TAG.match(inner):
            draft.labels.append(inner)
            continue
        word = re.split(r"[·:,/]", inner)[0].strip()
        level = dialect.PRIORITY_INDEX.get(fold(word)) or dialect.PRIORITY_INDEX.get(fold(inner))
        if level is not None and (
            text[found.start()] == "[" or word.isupper() or fold(word) in ("must", "should", "could")
        ):
            draft.priority = draft.priority or dialect.priority_of(fold(word)) or dialect.priority_of(inner)


def _read_needs(draft: Draft, text: str) -> None:
    """Dependencies in the prose of a title: "(depende de T001 falhando, T002 falhando)"."""
    found = _NEED.search(dialect.fold_in_place(text))
    if found is not None:
        what = text[found.start("what") : found.end("what")]
        if any(character.isdigit() for character in what) and not _PAIR.match(text, found.start()):
            draft.needs.append(what)


def read_need(text: str) -> str | None:
    """What a line that begins like "Depends on US-001" names, without a colon; None where it
    names no number.
    """
    found = _NEED.match(dialect.fold_in_place(text))
    what = text[found.start("what") : found.end("what")] if found else ""
    return what if any(character.isdigit() for character in what) else None


def _read_estimate(draft: Draft, text: str, options: ReadOptions) -> None:
    found = estimate_in_title(text, options)
    if found is None:
        return
    one_line = draft.title_span.end - draft.title_span.start == len(text)
    draft.estimate = found.estimate
    draft.estimate_span = shift(found, draft.title_span.start) if one_line else None


def _trim(draft: Draft) -> None:
    """Leaves of the title what is neither sign, tag nor pair at its ends; the estimate in brackets stays."""
    text = draft.title
    end = len(text)
    for _ in range(_MOST_SIGNS):
        found = _END.search(text, max(0, end - 200), end)
        if found is None or not _is_meta(found.group()):
            break
        end = found.start()
    start = 0
    lead = _START.match(text, 0, end)
    if lead is not None and lead.end() < end:
        start = lead.end()
    points = _POINTS_END.search(text, start, end)
    end = points.start() if points else end
    if not text[start:end].strip() or (start, end) == (0, len(text)):
        return
    inner = text[start:end].removeprefix("**").removesuffix("**")
    if len(inner) == end - start - 4 and inner and "**" not in inner:
        start, end = start + 2, end - 2
    begin = draft.title_span.start
    if draft.title_span.end - begin == len(text):
        draft.title_span = Span(begin + start, begin + end)
    draft.title = text[start:end]


def _is_meta(text: str) -> bool:
    """Whether what stands at the end of a title is one of ours: of pairs only those whose key is known."""
    stripped = text.strip()
    pair = re.match(r"`?([^\W\d_][^`:：]*)[:：]", stripped)
    if pair is None:
        return True
    key = fold(pair[1])
    return key in _KEYS or dialect.label_meaning(key.replace("-", " ")) is not None


def read_tail(draft: Draft, tail: TextLine, options: ReadOptions) -> None:
    """What stands behind a bold title, between bars or dashes: `**OPS-3: T** | P1 | 2h | Owner: Ana`."""
    bars = list(_BARS.finditer(tail.text))
    if not bars:
        _read_plain_tail(draft, tail, options)
        return
    begins = [0, *(bar.end() for bar in bars)]
    ends = [*(bar.start() for bar in bars), len(tail.text)]
    for begin, end in zip(begins, ends, strict=True):
        part = tail.text[begin:end]
        start = tail.start + begin + len(part) - len(part.lstrip())
        _read_part(draft, TextLine(tail.line, start, part.strip()), options)


def _read_part(draft: Draft, part: TextLine, options: ReadOptions) -> None:
    """A field, or without a label a priority or an estimate."""
    entries = [entry for entry in read_line(part) if isinstance(entry, Entry)]
    draft.entries.extend(entries)
    if entries or not part.text:
        return
    if dialect.PRIORITY_INDEX.get(fold(part.text).strip("*_[]() ")) is not None:
        draft.priority = dialect.priority_of(part.text)
        return
    found = read_estimate(part.text.lstrip("*_`([~≈"), options)
    if found is not None and not found.start and draft.estimate is None:
        by = len(part.text) - len(part.text.lstrip("*_`([~≈"))
        draft.estimate, draft.estimate_span = found.estimate, shift(found, part.start + by)


def _read_plain_tail(draft: Draft, tail: TextLine, options: ReadOptions) -> None:
    """A field behind a dash ("— Estimate: 2h"), or an estimate alone, in brackets or in code."""
    lead = len(tail.text) - len(tail.text.lstrip(" -–—,;`"))
    rest = TextLine(tail.line, tail.start + lead, tail.text[lead:])
    entries = [entry for entry in read_line(rest) if isinstance(entry, Entry)]
    draft.entries.extend(entries)
    whole = whole_estimate(rest.text, options) or estimate_in_title(rest.text, options)
    if not entries and whole is not None and draft.estimate is None:
        draft.estimate, draft.estimate_span = whole.estimate, shift(whole, rest.start)
