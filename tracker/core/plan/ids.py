"""Ids of every shape at the head of a title: `TS-001`, `Story 1.10`, `T003A`, `1.1.1.1`, `#337`, `t068.1`.

A token that merely looks like an id ("S3 bucket", "UTF-8 encoding") becomes one only where punctuation sets
it off or the file has others of its family.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from tracker.core.plan.dialect import TASK_PLURAL_SET, TASK_SET, UNIT_INDEX, fold

Shape = Literal["word", "hyphen", "compact", "lower", "dotted", "hash"]

INVISIBLE: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_HARD_BLANKS: Final = re.compile("(?<=[-_.])[\u00a0\u202f\u2007](?=\\w)")
_WORDS: Final = "|".join(sorted((re.escape(word) for word in TASK_SET), key=len, reverse=True))
WORD_ID: Final = rf"(?:{_WORDS})[ \u00a0#-]{{0,2}}\d{{1,4}}(?:\.\d{{1,4}}){{0,4}}(?!\w|[-.]\w)"
_TOKEN: Final = (
    rf"(?:#\d{{1,9}}|\d{{1,4}}(?:\.\d{{1,4}}){{1,8}}(?![\w])"
    rf"|[^\W\d_{INVISIBLE}][\w{INVISIBLE}]{{0,30}}(?:[-_.][\w{INVISIBLE}]{{1,30}}){{0,6}})"
)
_WORD_BEFORE: Final = rf"(?i:{_WORDS})[ \u00a0](?=[A-Z]{{1,12}}(?:[A-Z\d]*[-_.][A-Z\d]|\d))"
_HOST_BEFORE: Final = r"(?i:GitHub|GitLab|GH)[ \u00a0](?i:issue[ \u00a0])?(?=#\d)"
_HEAD: Final = re.compile(
    rf"(?P<open>[*_~`\[(]{{0,6}})(?:{_WORD_BEFORE}|{_HOST_BEFORE})?"
    rf"(?P<id>(?i:{WORD_ID})|{_TOKEN})(?P<close>[*_~`\])]{{0,6}})"
    rf"(?P<sep>\s*(?:[:：|]|[-–—→·•](?=\s))|[.)](?=\s|$|\*\*))?(?P<gap>[*_~]{{0,4}}\s*)"
)
_TAIL: Final = re.compile(r"\((?P<id>[^\W\d_]\w{0,12}(?:[-_]\w{1,12}){0,4})\)(?=[^\w()]*$)")

_NUMBERED: Final = re.compile(r"^(?P<prefix>.*?)(?P<number>\d{1,9})(?P<letter>[A-Za-z]?)$", re.DOTALL)
_HYPHEN: Final = re.compile(r"^[^\W_]+(?:[-_.][^\W_]+)+$")
_LAST: Final = re.compile(r"^(?:\d{1,9}[A-Za-z]?|[A-ZА-Я]\d{1,5}[a-z]?|[A-Z])$")
_COMPACT: Final = re.compile(r"^[^\W\d_]{1,6}\d{1,5}[A-Za-z]?(?:\.\d{1,4}){0,4}$")
_LOWER: Final = re.compile(r"^[a-z]{1,8}(?:-\d{1,6}|\d{2,6})(?:\.\d{1,4}){0,4}$")
_PRIORITY: Final = re.compile(r"^P[0-5]$")
_PERCENTILE: Final = re.compile(r"^p(?:50|75|90|95|99|999)$")
_COUNTDOWN: Final = re.compile(r"^[TD]-\d{1,3}$")
_CRITERIA: Final = frozenset(("AC", "AK", "KK", "CA", "DOD", "TC", "KA"))
_NO_IDS: Final = frozenset(
    [
        "UTF",
        "SHA",
        "GPT",
        "ISO",
        "RFC",
        "HTTP",
        "COVID",
        "AES",
        "RSA",
        "OAUTH",
        "ES",
        "IPV",
        "TLS",
        "HTTPS",
        "MD",
        "V",
        "H",
        "Q",
        "FY",
        "WCAG",
        "CVE",
        "CLAUDE",
        "GEMINI",
        "X",
        "AMD",
    ]
)

_HYPHENS: Final = str.maketrans("\u2010\u2011", "--")
_LOOK_ALIKES: Final = str.maketrans(
    "АВЕКМНОРСТХУІЅЈаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXYISJaeopcyxisjABEZHIKMNOPTYXo"
)


def plain_hyphens(text: str) -> str:
    """The text with the hyphens of typesetters, which do not break, as the one of the keyboard; each place
    holds.
    """
    return text if text.isascii() else text.translate(_HYPHENS)


def canonical(token: str) -> str:
    """The id as it is kept: composed, without invisible characters, its hyphens and full-width digits as
    plain ones.
    """
    if token.isascii():
        return token
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", plain_hyphens(token)))


def skeleton(identifier: str) -> str:
    """What the id looks like: two ids with one skeleton cannot be told apart by eye, or differ by case or
    zeros only.
    """
    plain = canonical(identifier).translate(_LOOK_ALIKES)
    return re.sub(r"(?<![\d.])0+(?=\d)", "", fold(plain))


def is_odd(token: str) -> bool:
    """Whether the id holds invisible characters, full-width digits, or letters of more than one script."""
    if token.isascii():
        return False
    scripts = {unicodedata.name(letter, "?").split(" ")[0] for letter in token if letter.isalpha()}
    return (
        canonical(token) != unicodedata.normalize("NFC", plain_hyphens(token))
        or len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1
    )


def shape_of(token: str) -> Shape | None:
    """The shape of a token that could be an id, or None."""
    if token.startswith("#"):
        return "hash"
    if token[0].isdigit():
        return "dotted"
    if (
        token[-1].isdigit()
        and fold(re.split(r"[ \u00a0#\d-]", token, maxsplit=1)[0]) in TASK_SET | TASK_PLURAL_SET
    ):
        return "word"
    if _HYPHEN.match(token) and any(character.isdigit() for character in token):
        return _hyphen_shape(token)
    if _COMPACT.match(token) and token[0].isupper():
        letters = token.rstrip("0123456789.abcdefghijklmnopqrstuvwxyz")
        return "compact" if letters.upper() == letters and token[1:2] != "." else None
    return "lower" if _LOWER.match(token) and not _PERCENTILE.match(token) else None


def _hyphen_shape(token: str) -> Shape | None:
    parts = re.split(r"[-_.]", token)
    first = parts[0]
    if first.upper() in _CRITERIA:
        return None
    if first.upper() == first and first[0].isalpha() and _LAST.match(parts[-1]):
        return "hyphen"
    if _COMPACT.match(token) and first[0].isupper() and first.upper() == first:
        return "compact"
    return "lower" if _LOWER.match(token) else None


def family_of(token: str) -> tuple[str, int] | None:
    """The prefix of an id and its number: `("ts-", 1)` for `TS-001`; the letter's place for `V2-A`."""
    found = _NUMBERED.match(token)
    if found and not found["letter"]:
        return fold(found["prefix"]), int(found["number"])
    if len(token) > 2 and token[-1].isupper() and token[-2] in "-_":
        return fold(token[:-1]) + "letter", ord(token[-1])
    return None


@dataclass(slots=True)
class Families:
    """How many different numbers each prefix has at the head of titles."""

    numbers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, token: str) -> None:
        family = _member(token)
        if family is not None:
            self.numbers[family[0]].add(family[1])

    def size(self, token: str) -> int:
        family = _member(token)
        return len(self.numbers.get(family[0], ())) if family is not None else 0

    def has_dotted(self) -> bool:
        """Whether titles are numbered in steps (1.1, 1.2), so that a lone 4.1 among them is an id too."""
        return any(len(numbers) >= 2 and prefix[:1].isdigit() for prefix, numbers in self.numbers.items())

    def most(self, token: str) -> int:
        family = _member(token)
        return max(self.numbers.get(family[0], {0})) if family is not None else 0


def _member(token: str) -> tuple[str, int] | None:
    """As `family_of`, with `T003A` counted to the family of `T003`."""
    return family_of(token) or family_of(token.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a title taken apart. `start` and `end` bound the title proper, `tail` what follows its
    bold.

    `raw` is the id as written. `set_off` tells whether punctuation or formatting sets the id off from the
    title.
    """

    raw: str
    shape: Shape
    start: int
    end: int
    tail: int
    enclosed: str
    separated: bool
    struck: bool
    has_bar: bool

    @property
    def id(self) -> str:
        return canonical(self.raw)


def read_head(text: str) -> Head | None:
    """The id-like token at the beginning of the text, whether or not it is an id; None where
    there is none.
    """
    found = _HEAD.match(plain_hyphens(text))
    if found is None:
        return None
    raw = text[found.start("id") : found.end("id")]
    shape = shape_of(canonical(raw))
    if shape is None or raw[-1] in "._-":
        return None
    if not found["sep"] and _counts_down(raw, text[found.end() :]):
        return None
    start, end, tail = found.end(), len(text), len(text)
    opened, closed = found["open"], found["close"] + found["gap"]
    for mark in ("**", "__", "~~"):
        if mark in opened and mark not in closed:
            at = text.find(mark, start)
            if at >= 0:
                end, tail = at, at + 2
                break
    return Head(
        raw,
        shape,
        start,
        end,
        tail,
        opened if found["close"] else "",
        bool(found["sep"]),
        "~~" in opened,
        "|" in (found["sep"] or ""),
    )


def _counts_down(token: str, behind: str) -> bool:
    """Whether the token is a day before a launch, as in "T-14 days"."""
    word = re.match(r"[^\W\d_]+", behind)
    return bool(_COUNTDOWN.match(token)) and word is not None and fold(word.group()) in UNIT_INDEX


def is_common(token: str) -> bool:
    """Whether the token is of a family that texts are full of, as UTF-8 and SHA-256 are."""
    return re.split(r"[-_.\d]", token, maxsplit=1)[0].upper() in _NO_IDS


def is_id(head: Head, families: Families) -> bool:
    """Whether the token at the head of a title is an id, judged by what sets it off and by its family."""
    token = head.id
    set_off = head.separated or bool(head.enclosed.strip("("))
    size = families.size(token)
    if head.shape == "word":
        return set_off or "." in token or size >= 2
    if is_common(token):
        return set_off and size >= 2
    if head.shape in ("hyphen", "lower"):
        return set_off or size >= 2
    if head.shape == "compact":
        return _is_compact_id(head, token, size, families)
    return set_off or size >= 2 or families.has_dotted() if head.shape == "dotted" else set_off


def _is_compact_id(head: Head, token: str, size: int, families: Families) -> bool:
    if "[" in head.enclosed or "(" in head.enclosed:
        return False
    if _PRIORITY.match(token):
        return families.most(token) > 5
    set_off = head.separated or bool(head.enclosed)
    two_digits = sum(character.isdigit() for character in token) >= 2
    return set_off or size >= 3 or (size >= 2 and two_digits)


def read_tail(text: str) -> tuple[str, int, int] | None:
    """An id in brackets at the end of a heading, with the place of its bracket: `T-shirt not found (C-001)
    🔴`.
    """
    found = _TAIL.search(text, max(0, len(text) - 200))
    if found is None or not re.search(r"[-_]", found["id"]):
        return None
    if shape_of(canonical(found["id"])) not in ("hyphen", "word"):
        return None
    return found["id"], found.start(), found.end()


def clean_text(text: str) -> str:
    """The text with hard blanks inside an id candidate taken out, so that an id hidden by them
    can be seen.
    """
    return _HARD_BLANKS.sub("", text)


def families_of(texts: Iterable[str]) -> Families:
    """The families among the heads of these titles."""
    families = Families()
    for text in texts:
        head = read_head(text)
        if head is not None:
            families.add(head.id)
    return families
