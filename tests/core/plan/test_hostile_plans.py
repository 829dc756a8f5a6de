"""Hostile and odd input: refused with a named error, or read in time that grows no faster than the text."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from tracker.core.errors import PlanError
from tracker.core.plan.document import Document, Limits, ReadOptions
from tracker.core.plan.parse import read_bytes, read_text
from tracker.core.plan.write import render

pytestmark = pytest.mark.thorough

PATIENCE_SECONDS = 5.0
WIDE = Limits(bytes=1 << 30, line_length=1 << 30)


def codes(document: Document) -> set[str]:
    return {found.code for found in document.reading}


def refusal(read: Callable[[], object]) -> PlanError:
    with pytest.raises(PlanError) as caught:
        read()
    return caught.value


# Bytes


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"# Plan\n- [ ] \xff\xff\n", 13),
        ("# Plan çöp".encode("latin-1"), 7),
        ("# Plan".encode("utf-16"), 0),
        (b"# A\xed\xa0\x80", 3),
    ],
)
def test_bytes_that_are_not_utf8_are_refused_with_their_offset(data: bytes, offset: int) -> None:
    error = refusal(lambda: read_bytes(data))
    assert error.code == "not-utf8"
    assert str(offset) in str(error)


@pytest.mark.parametrize("text", ["# A\n- [ ] b\0c\n", "# A\n- [ ] \ud800\n"])
def test_characters_that_no_database_keeps_are_refused_with_their_line(text: str) -> None:
    error = refusal(lambda: read_text(text))
    assert (error.code, error.line) == ("bad-character", 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_make_no_difference(end: str, mark: str) -> None:
    text = mark + end.join(["# Plan", "", "- [ ] A-1: x\u2028y\u0085z", "- [x] A-2: b"])
    document = read_text(text)
    assert [(task.id, task.status) for task in document.tasks] == [("A-1", "todo"), ("A-2", "done")]
    assert document.title == "Plan"
    assert render(document, {}) == text


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "---", "---\n---\n", "|", "- ", "#", "- [ ]", "> > -"])
def test_next_to_nothing_is_a_plan_too(text: str) -> None:
    assert render(read_text(text), {}) == text


# Limits, each at its edge


def lines(count: int) -> str:
    return "a\n" * count


@pytest.mark.parametrize(
    ("limits", "fits", "breaks", "code"),
    [
        (Limits(bytes=10), "a" * 10, "a" * 11, "limit-bytes"),
        (Limits(lines=5), lines(5), lines(6), "limit-lines"),
        (Limits(line_length=20), "a" * 20, "a" * 21, "limit-line-length"),
        (Limits(tasks=3), "- [ ] a\n" * 3, "- [ ] a\n" * 4, "limit-tasks"),
        (
            Limits(table_cells=6),
            "|a|b|\n|-|-|\n|c|d|\n|e|f|",
            "|a|b|\n|-|-|\n" + "|c|d|\n" * 3,
            "limit-table-cells",
        ),
        (Limits(depth=4), "> > > > a", "> > > > > a", "limit-depth"),
    ],
)
def test_a_limit_holds_at_its_edge(limits: Limits, fits: str, breaks: str, code: str) -> None:
    options = ReadOptions(limits=limits)
    read_bytes(fits.encode(), options)
    assert refusal(lambda: read_bytes(breaks.encode(), options)).code == code


def nested(levels: int) -> str:
    return "".join("  " * level + f"- [ ] level {level + 1}\n" for level in range(levels))


@pytest.mark.parametrize("levels", [10, 39, 40])
def test_a_task_at_any_depth_that_is_read_is_not_lost(levels: int) -> None:
    document = read_text(nested(levels))
    assert len(document.tasks) + sum(len(task.steps) for task in document.tasks) == levels


@pytest.mark.parametrize("levels", [41, 60, 400, 3_000])
def test_a_list_that_is_too_deep_is_refused_with_its_line(levels: int) -> None:
    error = refusal(lambda: read_text(nested(levels), ReadOptions(limits=WIDE)))
    assert (error.code, error.line) == ("limit-depth", 41)


@pytest.mark.parametrize("depth", [41, 100, 10_000])
def test_a_quote_that_is_too_deep_is_refused(depth: int) -> None:
    assert refusal(lambda: read_text("# A\n\n" + ">" * depth + " - [ ] a\n")).code == "limit-depth"


# Ids that deceive


@pytest.mark.parametrize(
    "identifier",
    ["A-\u200b001", "A-\u00a0001", "A-\u202e001", "A-\uff10\uff10\uff11", "AА-001", "TS\u00ad-001"],
)
def test_an_id_with_hidden_or_borrowed_characters_is_reported(identifier: str) -> None:
    document = read_text(f"# P\n\n- [ ] **{identifier}: x**\n- [ ] **A-002: y**\n")
    assert "odd-id" in codes(document)


@pytest.mark.parametrize("twin", ["А-001", "a-001", "A-1", "A-\u200b001", "A-\uff10\uff10\uff11", "A-001"])
def test_two_ids_that_cannot_be_told_apart_are_an_error_that_names_both_lines(twin: str) -> None:
    document = read_text(
        f"# P\n\n- [ ] **A-001: x**\n  - **Süre:** 1 gün\n- [ ] **{twin}: y**\n  - **Süre:** 2 gün\n"
    )
    found = next(found for found in document.reading if found.code in ("duplicate-id", "lookalike-id"))
    assert (found.level, found.line) == ("error", 5)
    assert "line 3" in found.message
    assert len(document.tasks) == 1


# Ranges


@pytest.mark.parametrize(
    "line",
    [
        "A-001 → A-999999",
        "A-1 → A-" + "9" * 9,
        "A-001 bis A-888888",
    ],
)
def test_a_huge_range_is_refused_before_it_is_counted_out(line: str) -> None:
    plan = f"# P\n\n- [ ] **A-001: x**\n\n## Sprint 1\n\n- {line}\n"
    error = refusal(lambda: read_text(plan))
    assert (error.code, error.line) == ("limit-range", 7)


@pytest.mark.parametrize(
    "line", ["A-002 → A-001", "A-001 → B-900", "A-" + "1" * 5_000 + " → A-2", "A-1 → " * 1_000]
)
def test_what_is_no_range_is_none(line: str) -> None:
    plan = f"# P\n\n- [ ] **A-001: x**\n- [ ] **A-002: y**\n\n## Sprint 1\n\n- {line}\n"
    assert set(read_text(plan).sprints[0].task_keys) <= {"A-001", "A-002"}


def test_a_thousand_ranges_on_a_line_are_read() -> None:
    tasks = "".join(f"- [ ] **A-{n}: x**\n" for n in range(1, 101))
    plan = f"# P\n\n{tasks}\n## Sprint 1\n\n- {'A-1 → A-100, ' * 1_000}\n"
    assert len(read_text(plan).sprints[0].task_keys) == 100


def test_ranges_that_name_too_many_in_all_are_refused() -> None:
    tasks = "".join(f"- [ ] **A-{n}: x**\n" for n in range(1, 901))
    plan = f"# P\n\n{tasks}\n## Sprint 1\n\n" + f"- {'A-1 → A-900, ' * 100}\n" * 4
    assert refusal(lambda: read_text(plan)).code == "limit-range"


# Dependencies


def test_loops_of_one_and_many_are_read_as_they_stand() -> None:
    plan = "# P\n\n" + "".join(
        f"- [ ] **A-{n}: x**\n  - **Depends on:** A-{n % 5 + 1}, A-{n}\n" for n in range(1, 6)
    )
    assert [task.depends_on for task in read_text(plan).tasks] == [(f"A-{n % 5 + 1}",) for n in range(1, 6)]


# Time


def checked(text: str) -> float:
    """Processor seconds for reading the text, refused or not."""
    start = time.process_time()
    with suppress(PlanError):
        read_text(text)
    return time.process_time() - start


LONG = 95_000
HEAVY = {
    "one long line": "x" * LONG,
    "a megabyte of blanks": ("\n" * 59_000) + " " * LONG,
    "image openings": "![" * 40_000,
    "brackets": "[" * 50_000,
    "addresses": "://" * 20_000,
    "half emphasis": "*a**" * 20_000,
    "a ladder of backticks": " ".join("`" * n for n in range(1, 400)),
    "link references": "".join(f"[r{n}]: /u\n" for n in range(20_000)),
    "open tags": "<a " * 8_000,
    "an open comment": "<!-- " + "- [ ] a\n" * 20_000,
    "open fences": "```\n- [ ] a\n" * 10_000,
    "a wide table": "|a" * 800 + "|\n" + "|-" * 800 + "|\n" + ("|b" * 800 + "|\n") * 40,
    "a wide head over short rows": "|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + "|b|\n" * 5_000,
    "a ladder of headings": "".join("#" * (n % 6 + 1) + f" {n}\n" for n in range(20_000)),
    "a long chain of steps": "- [ ] a\n" + "  - [ ] b\n" * 20_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_text_takes_seconds_at_most(name: str) -> None:
    assert checked(HEAVY[name]) < PATIENCE_SECONDS


PLACES = {
    "a title": "- [ ] %s",
    "a title with an id": "- [ ] **A-1: %s**",
    "a heading": "## A-7: %s",
    "a field": "- [ ] A-1: x\n  - **Dependencies:** %s\n  - **Time:** %s",
    "a cell": "| ID | Task | Status | Depends |\n|---|---|---|---|\n| A-1 | %s | %s | %s |",
    "a paragraph": "**Total:** %s",
    "a sprint": "- [ ] A-1: x\n\n## Sprint 1\n- %s",
}
UNITS = [
    "*", "[", "(", "~", "`", " - ", "\t", "→ ", "A-1, ", "A-1→", "1.1 ", "1h ", "~1h ", "📅 ", "✅ ",
    "a:b ", " @a", "#a ", "Task 1 ", "Story 1.1, ", "phase 1 + ", "(1h) ", "((", "|", "·", "**a:** ",
    "depends on ", "\u200b", "done ",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_no_line_takes_time_out_of_proportion_to_its_length(place: str) -> None:
    for unit in UNITS:
        content = (unit * LONG)[: LONG // PLACES[place].count("%s")]
        taken = checked("# P\n\n" + PLACES[place].replace("%s", content) + "\n")
        assert taken < 1.5, (unit, taken)


@pytest.mark.parametrize("place", PLACES)
def test_many_lines_of_blanks_and_brackets_take_no_longer_than_their_size_allows(place: str) -> None:
    for unit in ("(" + " " * 900, "[" + "\t" * 900, " - " + " " * 900, "a" + " " * 900):
        line = PLACES[place].replace("%s", (unit * 5)[:3_800])
        taken = checked("# P\n\n" + f"{line}\n\n" * (100_000 // len(line)))
        assert taken < 1.5, (unit, taken)
