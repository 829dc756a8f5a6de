"""Rules that the notes of a plan state, where they state them so clearly that nothing has to be guessed.

Each rule is a pattern of a whole statement, in English and in Turkish. A sentence that asks, hedges, or says
the opposite is no rule; a note that is not understood is left to people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

PolicyCode = Literal["no-friday-deployment", "reviewers", "critical-first", "regression-test"]

# Rules that no task and no date can show to be kept: a person has to say so.
BY_HAND: frozenset[PolicyCode] = frozenset({"reviewers", "regression-test"})

LONGEST_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Policy:
    """A rule that a note states. `note` is the sentence that says so; `count` the reviewers it asks for."""

    code: PolicyCode
    note: str
    count: int | None = None


def read_policies(notes: Iterable[str]) -> tuple[Policy, ...]:
    """The rules that those notes state, each once, in the order of the notes. Notes are Markdown.

    >>> notes = ["**Deploy:** Cuma günleri deploy yapma! (rollback)", "At least two reviewers for every PR."]
    >>> [(policy.code, policy.count) for policy in read_policies(notes)]
    [('no-friday-deployment', None), ('reviewers', 2)]
    """
    found: dict[PolicyCode, Policy] = {}
    for sentence in _list_sentences(notes):
        folded = _fold(sentence)
        for code, pattern in _PATTERNS:
            match = pattern.search(folded)
            if match and code not in found and not _is_undone(code, folded):
                count = _NUMBERS[match["count"]] if code == "reviewers" else None
                found[code] = Policy(code, sentence, count)
    return tuple(found.values())


def _list_sentences(notes: Iterable[str]) -> Iterator[str]:
    """The sentences of Markdown notes, without emphasis; endless ones are prose and left out."""
    for note in notes:
        for sentence in _SENTENCE.findall(_MARKS.sub("", note)):
            if len(sentence) <= LONGEST_SENTENCE:
                yield sentence.strip()


def names_go_live(title: str) -> bool:
    """Whether the title of a category or section says that it is about going live.

    >>> names_go_live("8. DEPLOYMENT & GO-LIVE"), names_go_live("Canlıya Alma"), names_go_live("Security")
    (True, True, False)
    """
    return _GO_LIVE.search(_fold(title)) is not None


def names_deployment(title: str) -> bool:
    """Whether a title says that something is deployed there, and not only prepared or looked at afterwards.

    >>> names_deployment("8.2 Deployment Strategy"), names_deployment("Pre-Deployment Checklist")
    (True, False)
    """
    return _DEPLOYMENT.search(_fold(title)) is not None


def _fold(text: str) -> str:
    """Small letters by both languages: neither "I" nor "İ" keeps a pattern from matching."""
    return text.replace("İ", "i").lower().replace("ı", "i")


def _is_undone(code: PolicyCode, folded: str) -> bool:
    """A question states nothing, and a "not" turns every rule around but the one that forbids."""
    if folded.endswith("?"):
        return True
    return code != "no-friday-deployment" and _NEGATION.search(folded) is not None


# Patterns are written for folded text: small letters, and "i" for the dotless letter too.
_MARKS = re.compile(r"[*_`~]")
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;]*")
_NEGATION = re.compile(
    r"\b(?:not|never|no|none|without|optional|cannot|\w+n['’]t|değil|yok|gerekmez|gereksiz|opsiyonel|hariç)\b"
)
_NUMBERS = {"2": 2, "3": 3, "4": 4, "two": 2, "three": 3, "four": 4, "iki": 2, "üç": 3, "dört": 4}
_COUNT = r"(?P<count>[234]|two|three|four|iki|üç|dört)"

_DEPLOY = r"(?:deploy(?:s|ing|ed|ments?)?|releas(?:e|es|ing)|ship(?:ping)?|go(?:ing)?[- ]live)"
_TO = r"(?:(?:to|into|in|on|any|a|the|production|prod)\s+)*"
_NEVER = r"(?:no|never|avoid|do\s+not|don['’]?t|must\s+not|should\s+not|shouldn['’]?t|must\s+never)"
_PADDING = r"(?:(?:ever|any|production|prod|new|we)\s+)*"
_FORBIDDEN = r"(?:is|are)\s+(?:forbidden|prohibited|banned|not\s+allowed)"
_WHOLE_DAY = r"\b(?!\s+(?:before|after|until|unless|without|morning|afternoon|evening|night|only|if)\b)"
_NO_FRIDAY_EN = (
    rf"\b{_NEVER}\s+{_PADDING}{_DEPLOY}\s+{_TO}fridays?{_WHOLE_DAY}"
    rf"|\bfridays?\s*[:,]?\s+(?:we\s+)?{_NEVER}\s+{_PADDING}{_DEPLOY}{_WHOLE_DAY}"
    rf"|\bfriday\s+{_DEPLOY}\s+{_FORBIDDEN}|\b{_DEPLOY}\s+{_FORBIDDEN}\s+on\s+fridays?{_WHOLE_DAY}"
    rf"|\b{_DEPLOY}\s+on\s+(?:a\s+)?fridays?\s+{_FORBIDDEN}{_WHOLE_DAY}"
)
_YAPMA = (
    r"(?:yapma(?:yin(?:iz)?|yalim|yiz|mali(?:yiz|dir)?)?|yapilma(?:z|yacak|sin|mali(?:dir)?)|yapmiyoruz"
    r"|edilme(?:z|yecek|sin|meli(?:dir)?)|etme(?:yin|yelim|meli)?|yok(?:tur)?|yasak(?:tir)?|olma(?:z|sin|yacak))\b"
)
_NO_FRIDAY_TR = (
    r"\bcuma(?:\s+gün(?:ü|leri|lerinde|ünde))?(?:\s+(?:production|prod|canli|üretim)(?:['’]?\w{1,3})?)?"
    rf"\s+(?:deploy(?:ment)?|dağitim|yayin|sürüm|release)\s+{_YAPMA}"
)

_REVIEW_CONTEXT = (
    r"\b(?:prs?|mrs?|(?:pull|merge)\s+requests?|code\s+reviews?|merg(?:e|ing)|kod\s+inceleme\w*)\b"
)
_REVIEWERS = r"(?:reviewers?|approvals?|approvers?|reviews|onay|inceleyici|gözden\s+geçiren)\w*"
_AT_LEAST = (
    r"(?:at\s+least|(?:a\s+)?minimum(?:\s+of)?|en\s+az|asgari|needs?|requires?|(?:must|should)\s+have)"
)
_TASKS = r"(?:[\s-]+(?:priority|prio|öncelikli|task|item|issue|work|iş|görev|madde)(?:['’]?\w{1,4})?)*"
_MUST = r"(?:(?:must|should|have\s+to|will)\s+)?"
_DO_FIRST = _MUST + r"(?:(?:be|come|go)\s+)?(?:(?:done|completed|finished|fixed)\s+)?first\b"
_ONCE_YAP = (
    r"önce(?:likle)?\s+(?:tamamlan|bitiril|yapil|çözül|kapatil)(?:mali|meli|ir|ür|acak|ecek)(?:dir)?\b"
)
_EACH_SPRINT = r"(?:at\s+the\s+end\s+of|after)\s+(?:each|every)\s+sprint\b"
_IS_RUN = r"(?:\s+(?:suite|must|should|will|are|is|to|be|run|done|performed|executed))*"
_RUN_THE = r"\s*,?\s+(?:we\s+)?(?:run|do|perform|execute)\s+(?:(?:a|the|all|full)\s+)*"
_HER_SPRINT = r"\bher\s+sprint(?:['’]?in)?\s+(?:sonunda|bitiminde)"
_TEST_YAP = r"(?:yapilmali|yapilir|yapilacak|çaliştirilmali|çaliştirilir|koşulmali|koşulur|uygulanmali)"
_REGRESYON = rf"\s+(?:\w+\s+){{0,2}}?regres(?:sion|yon)(?:\s+test\w*)?\s+{_TEST_YAP}"
_SEVERE = r"\b(?:critical|kritik)\s*(?:and|ve|&|/|,)\s*(?:high|yüksek)\b" + _TASKS

_RULES: dict[PolicyCode, tuple[str, ...]] = {
    "no-friday-deployment": (_NO_FRIDAY_EN, _NO_FRIDAY_TR),
    "reviewers": (
        rf"{_REVIEW_CONTEXT}.*\b{_AT_LEAST}\s+{_COUNT}\s+{_REVIEWERS}",
        rf"\b{_AT_LEAST}\s+{_COUNT}\s+{_REVIEWERS}.*{_REVIEW_CONTEXT}",
    ),
    "critical-first": (rf"{_SEVERE}\s+{_DO_FIRST}", rf"{_SEVERE}\s+{_ONCE_YAP}"),
    "regression-test": (
        rf"\bregression\s+test(?:s|ing)?\b{_IS_RUN}\s+{_EACH_SPRINT}",
        rf"\b{_EACH_SPRINT}{_RUN_THE}regression\b",
        _HER_SPRINT + _REGRESYON,
    ),
}
_PATTERNS = [(code, re.compile(pattern)) for code, patterns in _RULES.items() for pattern in patterns]

_ON_AIR = r"\b(?:canliya|yayina)\s+(?:al|geç|çik)\w*"
_GO_LIVE = re.compile(rf"\bgo[- ]?live\b|\bdeploy(?:ment)?\b|\blaunch\b|{_ON_AIR}")
_DEPLOYMENT = re.compile(
    rf"(?<!pre-)(?<!pre )(?<!post-)(?<!post )\bdeploy(?:ment|ing)?\b|\bdağitim\b|{_ON_AIR}"
)
