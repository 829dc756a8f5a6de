"""What was read of a plan and found in it, as text for a terminal or a pipe."""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from tracker.core.plan.check_figures import sum_tasks
from tracker.core.plan.check_references import BIDI_CONTROLS
from tracker.core.plan.check_words import amounts
from tracker.core.plan.document import Document, Finding, FindingLevel

Paint = Callable[[str, str], str]

_INK: Final = {"title": "1", "quiet": "2", "error": "1;31", "warning": "33", "note": "36", "fine": "32"}
_LEVELS: Final[tuple[FindingLevel, ...]] = ("error", "warning", "note")
_LEAST_MESSAGE: Final = 30  # a narrower terminal than that gets lines that run over
_NOTES_SINGLY: Final = 4


def plain(_ink: str, text: str) -> str:
    return text


def coloured(ink: str, text: str) -> str:
    """The text in the terminal's own colour for that kind of thing (ECMA-48 graphic rendition)."""
    return f"\x1b[{_INK[ink]}m{text}\x1b[0m"


def report(
    document: Document,
    findings: Sequence[Finding],
    *,
    hours_per_day: float = 8.0,
    width: int | None = None,
    paint: Paint = plain,
) -> str:
    """Title, counts, parts and findings, aligned; messages wrapped to `width` columns, None for never."""
    lines = [
        paint("title", printable(document.title or "(no title)")),
        *_count_lines(document, hours_per_day),
        *_part_lines(document, paint),
        "",
        *_finding_lines(findings, width, paint),
        _verdict(findings, paint),
    ]
    return "\n".join(lines) + "\n"


def printable(text: str) -> str:
    """The text on one line, without characters that steer a terminal or turn the direction of writing.

    >>> printable("a\\x1b[31mb\\u202ec")
    'a�[31mb�c'
    """
    text = " ".join(text.split())
    return "".join("�" if unicodedata.category(c) in ("Cc", "Cs") or c in BIDI_CONTROLS else c for c in text)


def _count_lines(document: Document, hours_per_day: float) -> Iterator[str]:
    found = sum_tasks(document.tasks)
    estimated = found.count - found.unestimated
    (work,) = amounts([found.hours], hours_per_day=hours_per_day)
    steps = sum(len(task.steps) for task in document.tasks)
    planned = sum(task.sprint is not None for task in document.tasks)
    told = (
        (len(document.tasks), "task", f" ({estimated} estimated at {work})" if estimated else ""),
        (found.duties, "ongoing duty", " among them"),
        (steps, "checklist item", ""),
        (len(document.categories), "category", ""),
        (len(document.sections), "section", ""),
        (len(document.sprints), "sprint", f" with {_counted(planned, 'task')}"),
    )
    yield ", ".join(f"{_counted(count, noun)}{more}" for count, noun, more in told if count or noun == "task")


def _counted(count: int, noun: str) -> str:
    """
    >>> _counted(1, "category"), _counted(2, "category"), _counted(2, "task")
    ('1 category', '2 categories', '2 tasks')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"


def _part_lines(document: Document, paint: Paint) -> Iterator[str]:
    """The parts that hold tasks, or could hold some if they were read at another level."""
    parts = [part for part in document.parts if part.task_count or part.choices]
    if not parts:
        return
    yield ""
    yield paint("title", "Where tasks were found")
    reach = max(len(f"{part.line}–{part.end_line}") for part in parts)
    kind = max(len(part.level) for part in parts)
    for part in parts:
        lines = f"{part.line}–{part.end_line}"
        choices = ", ".join(f"{count} as {level}" for level, count in part.choices)
        otherwise = paint("quiet", f"  (or {choices})") if choices else ""
        yield (
            f"  {paint('quiet', lines.rjust(reach))}  {part.level.ljust(kind)}  {part.task_count:>4}"
            f"  {printable(part.title)}{otherwise}"
        )


def _finding_lines(findings: Sequence[Finding], width: int | None, paint: Paint) -> Iterator[str]:
    """Line, level, code and message in columns, the message wrapped under itself."""
    if not findings:
        return
    number = max(len(_line_of(finding)) for finding in findings)
    code = max(len(finding.code) for finding in findings)
    indent = 2 + number + 2 + len("warning") + 2 + code + 2
    room = max(width - indent, _LEAST_MESSAGE) if width else None
    yield paint("title", "Findings")
    for finding, message in _folded(findings):
        first, *rest = textwrap.wrap(message, room, break_on_hyphens=False) or [""] if room else [message]
        yield (
            f"  {_line_of(finding).rjust(number)}  {paint(finding.level, finding.level.ljust(7))}"
            f"  {paint('quiet', finding.code.ljust(code))}  {first}"
        )
        yield from (" " * indent + line for line in rest)
    yield ""


def _folded(findings: Sequence[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its message; a note that the reader makes of many lines comes once."""
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for finding in findings:
        if finding.line and _is_of_reader(finding):
            lines[finding.code, finding.sentence.template].append(finding.line)
    told: set[tuple[str, str]] = set()
    for finding in findings:
        kind = (finding.code, finding.sentence.template)
        if not _is_of_reader(finding) or len(lines[kind]) <= _NOTES_SINGLY:
            yield finding, _message(finding)
        elif kind not in told:
            told.add(kind)
            yield finding, f"{_message(finding)} ({len(lines[kind])} such: {_line_ranges(lines[kind])})"


def _is_of_reader(finding: Finding) -> bool:
    return finding.level == "note" and finding.line is not None and "subject" not in finding.sentence.params


def _message(finding: Finding) -> str:
    """The message on one line, without the number that stands in front of it already."""
    return printable(finding.message).removeprefix(f"Line {finding.line}: ")


def _line_ranges(lines: Sequence[int]) -> str:
    """
    >>> _line_ranges([4, 5, 6, 9, 12, 13])
    'lines 4–6, 9, 12–13'
    """
    ranges: list[list[int]] = []
    for line in lines:
        if ranges and line <= ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    return "lines " + ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in ranges)


def _line_of(finding: Finding) -> str:
    return str(finding.line) if finding.line else "–"


def _verdict(findings: Sequence[Finding], paint: Paint) -> str:
    if not findings:
        return paint("fine", "No findings: the plan agrees with itself.")
    counts = Counter(finding.level for finding in findings)
    return ", ".join(paint(level, _counted(counts[level], level)) for level in _LEVELS if counts[level])
