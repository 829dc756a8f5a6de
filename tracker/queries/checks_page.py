"""The page of a plan's checks: what stands against it, what was muted, and what went away lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from tracker.core.errors import PlanError
from tracker.core.plan.document import Document
from tracker.models import MutedFinding, Plan, SeenFinding
from tracker.queries.checks import FoundFinding, check_plan, restored
from tracker.queries.export import levels_for
from tracker.queries.finding_words import LEVELS, code_rank, code_title, finding_text
from tracker.queries.import_preview import PartLine, part_line
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.words import moment_text, person_name, sentence_text

REMEMBERED = timedelta(days=14)
SHOWN_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with texts ready to print. `key` is empty where it speaks of no one task.

    `since_text` is empty for what was there from the first look on.
    """

    fingerprint: str
    line: int | None
    text: str
    key: str
    since_text: str


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """The findings of one code at one level. `rest` is what is folded away at first."""

    code: str
    title: str
    count: int
    rows: tuple[Row, ...]
    rest: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LevelGroup:
    level: str
    title: str
    count: int
    codes: tuple[CodeGroup, ...]


@dataclass(frozen=True, slots=True)
class MutedRow:
    row: Row
    reason: str
    who_text: str


@dataclass(frozen=True, slots=True)
class GoneRow:
    level: str
    title: str
    text: str
    when_text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its value, its label, and how many findings it lets through."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """`problem` says why nothing could be checked; everything else is empty then."""

    plan: PlanHead
    found_count: int = 0
    groups: tuple[LevelGroup, ...] = ()
    muted: tuple[MutedRow, ...] = ()
    gone: tuple[GoneRow, ...] = ()
    parts: tuple[PartLine, ...] = ()
    levels: tuple[Choice, ...] = ()
    codes: tuple[Choice, ...] = ()
    problem: str = ""


def checks_page(plan: Plan, *, level: str = "", code: str = "") -> ChecksPage:
    """What stands against the plan as it is now, behind the filters; nine queries.

    Raises:
        NotFound: the plan has no file yet.
    """
    try:
        checked = check_plan(plan)
    except PlanError as error:
        return ChecksPage(head_of(plan), problem=sentence_text(error.sentence))
    muted = {row.fingerprint: row for row in plan.muted_findings.select_related("muted_by")}
    seen = {row.fingerprint: row for row in plan.seen_findings.seen_after(timezone.now() - REMEMBERED)}
    make_row = row_maker(checked.keys, seen)
    standing = [item for item in checked.found if item.fingerprint not in muted]
    of_level = [item for item in standing if level in ("", item.finding.level)]
    shown = [item for item in of_level if code in ("", item.finding.code)]
    return ChecksPage(
        plan=head_of(plan),
        found_count=len(standing),
        groups=tuple(level_groups(shown, make_row)),
        muted=tuple(
            muted_row(make_row(item), muted[item.fingerprint])
            for item in checked.found
            if item.fingerprint in muted
        ),
        gone=gone_rows(seen.values(), {item.fingerprint for item in checked.found}),
        parts=switchable_parts(plan, checked.document),
        levels=level_choices(standing),
        codes=code_choices(of_level),
    )


def row_maker(keys: Mapping[str, str], seen: Mapping[str, SeenFinding]) -> Callable[[FoundFinding], Row]:
    """A function that makes a row of a finding, with the key that its task has here for good."""
    first = min((row.seen_since for row in seen.values()), default=None)

    def make_row(item: FoundFinding) -> Row:
        found, known = item.finding, seen.get(item.fingerprint)
        is_later = known is not None and known.gone_at is None and known.seen_since != first
        return Row(
            fingerprint=item.fingerprint,
            line=found.line,
            text=finding_text(found.sentence, found.line),
            key=keys.get(found.task_key or "", ""),
            since_text=moment_text(known.seen_since) if known and is_later else "",
        )

    return make_row


def level_groups(
    shown: Collection[FoundFinding], make_row: Callable[[FoundFinding], Row]
) -> Iterable[LevelGroup]:
    """The findings by level, and there by code, in the order of their lines."""
    for level, title in LEVELS.items():
        of_level = [item for item in shown if item.finding.level == level]
        counts = Counter(item.finding.code for item in of_level)
        if not of_level:
            continue
        codes = tuple(
            code_group(code, [make_row(item) for item in of_level if item.finding.code == code])
            for code in sorted(counts, key=lambda code: (code_rank(code), code))
        )
        yield LevelGroup(level, str(title), len(of_level), codes)


def code_group(code: str, rows: list[Row]) -> CodeGroup:
    """A group that is a little too long is shown whole: folding away two rows saves nobody anything."""
    cut = SHOWN_AT_ONCE if len(rows) > SHOWN_AT_ONCE + 3 else len(rows)
    return CodeGroup(code, code_title(code), len(rows), tuple(rows[:cut]), tuple(rows[cut:]))


def muted_row(row: Row, muted: MutedFinding) -> MutedRow:
    who = person_name(muted.muted_by) or gettext("somebody")
    return MutedRow(row, muted.reason, f"{who}, {moment_text(muted.muted_at)}")


def gone_rows(seen: Iterable[SeenFinding], standing: Collection[str]) -> tuple[GoneRow, ...]:
    """What went away, the last first. What came back since the job looked has not gone."""
    gone = (row for row in seen if row.gone_at is not None and row.fingerprint not in standing)
    return tuple(
        GoneRow(row.level, code_title(row.code), gone_text(row), moment_text(row.gone_at))
        for row in sorted(gone, key=lambda row: (row.gone_at, row.pk), reverse=True)
    )


def gone_text(row: SeenFinding) -> str:
    return finding_text(restored(row.sentence), row.line)


def switchable_parts(plan: Plan, document: Document) -> tuple[PartLine, ...]:
    """The parts of the file whose tasks could stand at another level, or were put at one by somebody."""
    levels = levels_for(plan, document.text)
    return tuple(part_line(part, levels) for part in document.parts if part.choices or part.line in levels)


def level_choices(found: Iterable[FoundFinding]) -> tuple[Choice, ...]:
    counts = Counter(item.finding.level for item in found)
    return tuple(Choice(level, str(title), counts[level]) for level, title in LEVELS.items() if counts[level])


def code_choices(found: Iterable[FoundFinding]) -> tuple[Choice, ...]:
    counts = Counter(item.finding.code for item in found)
    return tuple(
        Choice(code, code_title(code), counts[code])
        for code in sorted(counts, key=lambda code: (code_rank(code), code))
    )
