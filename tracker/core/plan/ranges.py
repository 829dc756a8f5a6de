"""Ids in running text: single ones, ranges ("TS-001 → TS-004", "TASK-067-071"), chains that are an order.

A range is expanded over the ids that the file declares, by bisection, so a huge range costs nothing. Whether
`TASK-067-071` is a range or one id is decided by what is declared.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tracker.core.errors import PlanError
from tracker.core.plan.dialect import RANGE_SET, TASK_PLURAL_SET, TASK_SET, fold
from tracker.core.plan.document import Limits
from tracker.core.plan.ids import WORD_ID, canonical, family_of, is_common, plain_hyphens, shape_of, skeleton

_PLURALS: Final = "|".join(
    sorted((re.escape(word) for word in TASK_PLURAL_SET | TASK_SET), key=len, reverse=True)
)
_WORDED: Final = re.compile(
    rf"(?i)(?<!\w)(?P<word>{_PLURALS})[ \u00a0]#?\d{{1,4}}(?:\.\d{{1,4}}){{0,4}}"
    r"(?P<more>(?:(?:[-–—]|\s?(?:,|&|\+|and|ve|und|et|y|e|i|to|through|bis|ila)\s?)"
    r"#?\d{1,4}(?:\.\d{1,4}){0,4}(?!\w))*)"
)
_SCAN: Final = re.compile(
    rf"(?P<word>(?i:(?<!\w){WORD_ID}))|(?P<token>#?(?<![\w/.-])[^\W_](?:\w|[-_.](?=\w)){{0,80}})"
)
_COUNTED: Final = re.compile(
    r"[ \u00a0](?!(?:and|or|ve|und|et|y|e|i|to|through|thru|until|bis|ila|à|a|até|do)(?!\w))[^\W\d_]"
    r"|[.,:/]\d|%",
    re.IGNORECASE,
)
_SHORT: Final = re.compile(r"\s?(?P<op>→|➔|⇒|…|\.{2,3}|~|–|—|-)\s?(?P<end>\d{1,9}|[A-Z]\d{0,9})(?![\w-])")
_ARROWS: Final = frozenset(("→", "➔", "⇒", "->", "=>", "-->"))
_DASHES: Final = frozenset(("-", "–", "—", "~", "…", "..", "...", "‥"))

MAX_EXPANDED: Final = 200_000


@dataclass(frozen=True, slots=True)
class Mention:
    """What a text names at one place: the keys, in order; none where the id is not declared. `raw` is as
    written.
    """

    raw: str
    keys: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    raw: str
    key: str | None
    start: int
    end: int


@dataclass(slots=True)
class IdIndex:
    """The ids that a file declares, for look-up whatever their case or leading zeros, and for ranges."""

    limits: Limits
    exact: dict[str, str] = field(default_factory=dict)
    loose: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    families: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    expanded: int = 0

    @classmethod
    def of(cls, ids: Iterable[str], limits: Limits) -> IdIndex:
        """An index of these ids, each of which is also its key."""
        index = cls(limits)
        for identifier in ids:
            plain = plain_id(identifier)
            index.exact.setdefault(fold(plain), identifier)
            index.loose[skeleton(plain)].append(identifier)
            family = family_of(plain)
            if family is not None:
                index.families[family[0]].append((family[1], identifier))
        for members in index.families.values():
            members.sort()
        return index

    def key(self, token: str) -> str | None:
        """The declared id that the token names, or None."""
        plain = plain_id(token)
        found = self.exact.get(fold(plain))
        if found is None:
            alike = self.loose.get(skeleton(plain), ())
            found = alike[0] if len(alike) == 1 else None
        return found

    def between(self, first: str, last: str, line: int) -> tuple[str, ...] | None:
        """The declared ids from `first` to `last`, or None where the two do not bound a range.

        Raises: PlanError where the range is larger than the limit, or the file's ranges are in all.
        """
        low, high = family_of(plain_id(first)), family_of(plain_id(last))
        if low is None or high is None or low[0] not in self.families:
            return None
        if low[0] != high[0] or high[1] <= low[1]:
            return None
        if high[1] - low[1] >= self.limits.range_size:
            raise _too_large(first, last, line, self.limits.range_size)
        members = self.families[low[0]]
        begin, end = bisect_left(members, (low[1], "")), bisect_right(members, (high[1], "\U0010ffff"))
        self.expanded += end - begin
        if self.expanded > MAX_EXPANDED:
            raise PlanError(
                "Line {line}: the ranges of the file name too many tasks in all. Write fewer of them.",
                code="limit-range",
                line=line,
            )
        return tuple(identifier for _, identifier in members[begin:end])


def plain_id(token: str) -> str:
    """The id as it is looked up: "Task #4" and "Task 4" are one."""
    return canonical(token).replace(" #", " ")


def _too_large(first: str, last: str, line: int, limit: int) -> PlanError:
    return PlanError(
        "Line {line}: the range {first} to {last} is larger than {limit}. Write a smaller range.",
        code="limit-range",
        line=line,
        first=first[:60],
        last=last[:60],
        limit=limit,
    )


def mentions(text: str, index: IdIndex, *, line: int, is_order: bool = False) -> list[Mention]:
    """The ids that the text names. Arrows bound a range only where two ids of one prefix ascend, unless
    `is_order`.
    """
    text = plain_hyphens(text)
    tokens = _tokens(text, index)
    found: list[Mention] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        chain = _chain_length(text, tokens, place)
        following = tokens[place + 1] if chain == 2 else None
        keys = index.between(_name(token), _name(following), line) if following and not is_order else None
        if following is not None and keys is not None:
            found.append(Mention(text[token.start : following.end], keys, token.start, following.end))
            place += 2
            continue
        found.append(_single(text, token, index, line))
        place += 1
    return found


def _name(token: _Token) -> str:
    """The declared id of a token whose own text is a number in a list ("Tasks 3-5"), else its text."""
    return token.key or token.raw


def _tokens(text: str, index: IdIndex) -> list[_Token]:
    """The tokens that are declared ids or look like ids, in order; "Stories 1.1, 1.3" gives one for each
    number.
    """
    tokens: list[_Token] = []
    worded = (
        {found.start(): found for found in _WORDED.finditer(text)} if any(c.isdigit() for c in text) else {}
    )
    for found in _SCAN.finditer(text):
        plural = worded.get(found.start())
        if plural is not None:
            tokens.extend(_listed(plural, index))
            continue
        if tokens and found.start() < tokens[-1].end:
            continue
        raw = found.group().rstrip(".-_")
        key = index.key(raw)
        if raw.isdigit() and _COUNTED.match(text, found.end()):
            continue
        if key is not None or _is_candidate(raw, index):
            tokens.append(_Token(raw, key, found.start(), found.start() + len(raw)))
    return tokens


def _is_candidate(raw: str, index: IdIndex) -> bool:
    """Whether a token that is not declared is an id nevertheless: "S3" and "OAuth2" are none, unless S1 and
    S2 are.
    """
    if len(raw) >= 60 or not any(character.isdigit() for character in raw):
        return False
    shape = shape_of(canonical(raw))
    family = family_of(canonical(raw))
    if family is not None and family[0] in index.families:
        return shape is not None
    return shape in ("hyphen", "word") and not is_common(raw)


def _listed(found: re.Match[str], index: IdIndex) -> Iterable[_Token]:
    word = found["word"]
    for number in re.finditer(r"\d+(?:\.\d+)*", found.group()):
        start = found.start() if number.start() <= len(word) + 2 else found.start() + number.start()
        key = next((key for form in _forms(word) if (key := index.key(f"{form} {number.group()}"))), None)
        key = key or index.key(number.group())
        yield _Token(f"{word} {number.group()}", key, start, found.start() + number.end())


def _forms(word: str) -> tuple[str, ...]:
    if fold(word).endswith("ies"):
        return word, word[:-3] + "y"
    return (word, word[:-1]) if fold(word).endswith("s") else (word,)


def _between(text: str, tokens: list[_Token], place: int) -> str:
    return text[tokens[place].end : tokens[place + 1].start].strip() if place + 1 < len(tokens) else ""


def _chain_length(text: str, tokens: list[_Token], place: int) -> int:
    """How many tokens an operator of ranges strings together from here, and whether one precedes: 3 stands
    for more.
    """
    joint = _between(text, tokens, place)
    if not _joins(joint):
        return 1
    if joint in _ARROWS and (
        _between(text, tokens, place + 1) in _ARROWS
        or (place and _between(text, tokens, place - 1) in _ARROWS)
    ):
        return 3
    return 2


def _joins(between: str) -> bool:
    return between in _ARROWS or between in _DASHES or fold(between) in RANGE_SET


def _single(text: str, token: _Token, index: IdIndex, line: int) -> Mention:
    """One token: a declared id, one with a short end behind it ("TASK-002..005"), or a range inside the
    token.
    """
    short = _SHORT.match(text, token.end)
    if short is not None:
        keys = index.between(token.raw, _with_end(token.raw, short["end"]), line)
        if keys is not None:
            return Mention(text[token.start : short.end()], keys, token.start, short.end())
    if token.key is not None:
        return Mention(token.raw, (token.key,), token.start, token.end)
    inner = _range_inside(token.raw, index, line)
    return Mention(token.raw, inner or (), token.start, token.end)


def _with_end(first: str, end: str) -> str:
    tail = r"[A-Z]\d+" if end[0].isalpha() and len(end) > 1 else r"\d+|[A-Z]"
    family = re.match(rf"^(.*?)(?:{tail})$", first, re.DOTALL)
    return family[1] + end if family else end


def _range_inside(raw: str, index: IdIndex, line: int) -> tuple[str, ...] | None:
    """`TASK-067-071` and `T001-T006` as ranges, where the part before a hyphen is a declared id's family."""
    if raw.count("-") > 8:
        return None
    for place in (at for at, character in enumerate(raw) if character == "-"):
        first, last = raw[:place], raw[place + 1 :]
        family = family_of(first)
        if family is None or family[0] not in index.families:
            continue
        keys = index.between(first, _with_end(first, last) if last.isdigit() else last, line)
        if keys is not None:
            return keys
    return None
