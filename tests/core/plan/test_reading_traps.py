"""Traps of plans that people write, each with a plan of its own."""

from __future__ import annotations

import pytest

from tracker.core.plan.dialect import status_in
from tracker.core.plan.document import Document, Limits, ReadOptions
from tracker.core.plan.estimates import estimate_in_title, read_estimate
from tracker.core.plan.headings import priority_in_heading
from tracker.core.plan.parse import read_text
from tracker.core.plan.ranges import IdIndex, mentions


def ids(document: Document) -> list[str | None]:
    return [task.id for task in document.tasks]


def test_a_phase_under_way_does_not_put_each_of_its_open_boxes_under_way() -> None:
    plan = (
        "# Boat\n\n## Phase 1: Hull 🔄 **IN PROGRESS**\n\n- [ ] a\n- [x] b\n\n## Phase 2: Sail\n\n- [ ] c\n"
    )
    assert [task.status for task in read_text(plan).tasks] == ["todo", "done", "todo"]


def test_a_column_under_way_does() -> None:
    plan = "# Board\n\n## Todo\n\n- [ ] a\n\n## In Progress 🚧\n\n- [ ] b\n\n## Done\n\n- [x] c\n"
    assert [task.status for task in read_text(plan).tasks] == ["todo", "doing", "done"]


def test_a_percentile_is_no_id_even_where_p0_is_a_priority() -> None:
    plan = (
        "# API\n\n| Level | Count |\n|---|---|\n| P0 | 1 |\n\n### TASK-1: Cache\n\n**Estimate:** 2h\n\n"
        "- [ ] p99 < 200 ms\n- [ ] p95 < 90 ms\n\n### TASK-2: Index\n\n**Estimate:** 1h\n"
    )
    assert ids(read_text(plan)) == ["TASK-1", "TASK-2"]


def test_a_table_that_counts_tasks_in_its_task_column_holds_none() -> None:
    table = "| Faz | Görev | Süre |\n|---|---|---|\n| Temel | 3 | 2 hafta |\n| Yayın | 4 | 1 hafta |\n"
    plan = f"# Plan\n\n- [ ] **G-1: Kur**\n- [ ] **G-2: Test**\n\n{table}"
    assert ids(read_text(plan)) == ["G-1", "G-2"]


def test_a_bold_word_behind_a_heading_task_is_its_status() -> None:
    plan = "# İşler\n\n### GÖREV 1: Depo\n\n### GÖREV 2: ~~Faks~~ **İPTAL EDİLDİ**\n**Süre:** 1 sa\n"
    assert [task.status for task in read_text(plan).tasks] == ["todo", "dropped"]


def test_a_line_of_fields_may_begin_with_a_bare_priority() -> None:
    plan = (
        "# Evals\n\n### EV-1 — Runner\nP0 · Effort: 1d · Depends on: none · Status: done\n\n"
        "### EV-2 — Judge\nP2 · Effort: 6h · Depends on: EV-1\n"
    )
    first, second = read_text(plan).tasks
    assert (first.priority, first.status, first.estimate and first.estimate.low_hours) == (
        "critical",
        "done",
        8,
    )
    assert (second.priority, second.depends_on, second.estimate and second.estimate.low_hours) == (
        "medium",
        ("EV-1",),
        6,
    )


def test_fields_behind_bullets_in_a_line_are_read() -> None:
    plan = (
        "* [ ] **OPS-1: Pin image** • Effort: 3h\n* [ ] **OPS-2: Alerts** • Effort: 1h • Blocked by: OPS-1\n"
    )
    assert [task.depends_on for task in read_text(plan).tasks] == [(), ("OPS-1",)]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_value_may_stand_on_the_line_under_its_label(gap: str) -> None:
    plan = (
        f"# TASK-7 : Panier\n\n## Statut{gap}Terminé\n\n## Estimation{gap}3 jours\n\n## Priorité{gap}Haute\n"
    )
    (task,) = read_text(plan).tasks
    assert (task.status, task.priority, task.estimate and task.estimate.low_hours) == ("done", "high", 24)
    assert task.status_place.span is not None
    assert plan[slice(*task.status_place.span)] == "Terminé"


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("🔴 P1: HIGH PRIORITY - before launch", "high"),
        ("🔴 Later", "critical"),
        ("S-2 — Gift cards [MUST·P2] · 5", "critical"),
        ("FAZ 2: ORTA ÖNCELİKLİ HATALAR", "medium"),
        ("Hohe Priorität", "high"),
        ("高优先级任务", "high"),
        ("Critical path", None),
        ("Low-hanging fruit", None),
    ],
)
def test_a_heading_says_a_priority_by_word_before_colour(heading: str, level: str | None) -> None:
    assert priority_in_heading(heading) == level


def test_a_status_in_brackets_may_stand_between_id_and_title() -> None:
    plan = "# Jobs\n\n### TASK-1 [DONE] Lint\n**Effort:** 1h\n\n### TASK-2 [MUST] Types\n**Effort:** 1h\n"
    first, second = read_text(plan).tasks
    assert (first.status, first.title) == ("done", "Lint")
    assert (second.status, second.title) == ("todo", "[MUST] Types")


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("To be started", "todo"),
        ("not yet finished", "todo"),
        ("nie rozpoczęte", "todo"),
        ("started, not finished", "doing"),
        ("done, nothing left", "done"),
    ],
)
def test_a_status_word_that_is_denied_is_still_to_do(value: str, status: str) -> None:
    found = status_in(value)
    assert found is not None
    assert found.status == status


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("80% complete", "doing"),
        ("%50 tamamlandı", "doing"),
        ("100%", "done"),
        ("0%", "todo"),
        ("Blocked (30%)", "todo"),
    ],
)
def test_a_share_below_all_of_it_is_work_under_way(value: str, status: str) -> None:
    (task, _) = read_text(f"### A-1: a\n**Status:** {value}\n\n### A-2: b\n**Status:** Todo\n").tasks
    assert task.status == status


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("half a day", 4),
        ("yarım gün", 4),
        ("1 demi-journée", 4),
        ("半天", 4),
        ("3 dev-days", 24),
        ("3人日", 24),
        ("2 adam-gün", 16),
    ],
)
def test_halves_and_days_of_people_are_estimates(value: str, hours: float) -> None:
    found = read_estimate(value, ReadOptions())
    assert found is not None
    assert found.estimate.middle_hours == hours


@pytest.mark.parametrize(
    "title",
    [
        "Pages (Est: 3h)",
        "Pages (P1, 3h)",
        "Pages (3 hours, high)",
        "Pages · 3h · depends on: A-1",
        "Pages ⏱️ 3h",
        "Pages - 3h",
    ],
)
def test_a_title_carries_its_estimate_in_many_ways(title: str) -> None:
    found = estimate_in_title(title, ReadOptions())
    assert found is not None
    assert found.estimate.low_hours == 3


@pytest.mark.parametrize(
    "title", ["Keep logs 30 days", "Retry for 24h", "Pages (3h, twice)", "Set it to `24h`", "Meet at 14:30"]
)
def test_a_duration_in_the_words_of_a_title_is_no_estimate(title: str) -> None:
    assert estimate_in_title(title, ReadOptions()) is None


@pytest.mark.parametrize("tail", ["— Estimate: 3h", "`3h`", "*(~3h)*", "(3h)", "| 3h"])
def test_an_estimate_may_stand_behind_a_bold_title(tail: str) -> None:
    (task, _) = read_text(f"- [ ] **A-1: a** {tail}\n- [ ] **A-2: b**\n").tasks
    assert task.estimate is not None
    assert task.estimate.low_hours == 3


@pytest.mark.parametrize(
    ("value", "numbers"),
    [("Task #4", [4]), ("Tasks 3-5", [3, 4, 5]), ("Tasks 1, 3-4", [1, 3, 4]), ("Task 3 - 2 days of it", [3])],
)
def test_tasks_named_by_number_are_found_one_by_one_and_in_ranges(value: str, numbers: list[int]) -> None:
    index = IdIndex.of((f"Task {number}" for number in range(1, 6)), Limits())
    keys = [key for mention in mentions(value, index, line=1) for key in mention.keys]
    assert keys == [f"Task {number}" for number in numbers]


def test_boxes_with_numbered_titles_have_these_numbers_as_ids() -> None:
    plan = (
        "- [x] 1. Set up\n- [ ] 2. Model\n  - [ ] 2.1 Types\n    - _Requirements: 1.1_\n"
        "  - [ ]* 2.2 Tests\n- [ ] 3. Store\n"
    )
    document = read_text(plan)
    assert ids(document) == ["1", "2", "2.1", "2.2", "3"]
    assert [task.title for task in document.tasks] == ["Set up", "Model", "Types", "Tests", "Store"]
    assert all(not task.depends_on for task in document.tasks)


def test_numbers_that_begin_anew_in_each_section_are_no_ids() -> None:
    assert ids(read_text("## A\n\n- [ ] 1. a\n- [ ] 2. b\n\n## B\n\n- [ ] 1. c\n- [ ] 2. d\n")) == [None] * 4


def test_a_dependency_needs_no_colon() -> None:
    plan = "- [ ] **US-1**: Home\n- [ ] **US-2**: Sign up\n  - Depends on US-1\n  - Depends on luck\n"
    assert read_text(plan).tasks[1].depends_on == ("US-1",)


def test_the_questions_of_a_daily_standup_are_no_work() -> None:
    plan = "# P\n\n## Week 1\n\n- [ ] build\n\n## Daily Standup Checklist\n\n- [ ] What did I do?\n"
    assert [task.title for task in read_text(plan).tasks] == ["build"]


def test_a_number_that_counts_something_names_no_task() -> None:
    index = IdIndex.of(("1", "2", "3"), Limits())
    texts = ("2 weeks", "1, 3", "1 and 2", "3%")
    named = {text: [m.keys[0] for m in mentions(text, index, line=1) if m.keys] for text in texts}
    assert named == {"2 weeks": [], "1, 3": ["1", "3"], "1 and 2": ["1", "2"], "3%": []}


def test_an_id_in_brackets_at_the_end_of_a_numbered_heading_is_its_id() -> None:
    plan = "# Bugs\n\n### 1. Cart (BUG-7) 🔴\n**File:** a.ts\n\n### 2. Form (BUG-8)\n**File:** b.ts\n"
    assert ids(read_text(plan)) == ["BUG-7", "BUG-8"]


def test_what_a_phase_delivers_is_no_task_where_tasks_have_ids() -> None:
    table = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Parser | ✅ |\n| A-2 | Printer | ⬜ |\n"
    document = read_text(
        f"# P\n\n## Phase 1\n\n{table}\n### Deliverables\n- [ ] binary\n\n## Test plan\n- [ ] it starts\n"
    )
    assert ids(document) == ["A-1", "A-2"]
    assert [found.code for found in document.reading] == ["not-a-task"] * 2


def test_deliverables_are_tasks_where_nothing_else_is() -> None:
    assert len(read_text("# P\n\n## Deliverables\n\n- [ ] binary\n- [ ] manual\n").tasks) == 2


def test_a_row_that_adds_up_the_others_does_not_hide_their_ids() -> None:
    rows = "| B-1 | Invoices | 8 |\n| B-2 | Mails | 5 |\n| **Total** | | 13 |\n"
    plan = f"| Story | Description | Points |\n|---|---|---|\n{rows}"
    assert ids(read_text(plan)) == ["B-1", "B-2"]


def test_rows_are_known_by_their_numbers_where_these_are_unique() -> None:
    table = "| # | Task | Est (h) |\n|---|---|---|\n| 1 | Fix | 8 |\n| 2 | Tune | 6 |\n"
    assert ids(read_text(f"# S\n\n{table}")) == ["1", "2"]
    assert ids(read_text(f"# S\n\n## A\n\n{table}\n## B\n\n{table}")) == [None] * 4


def test_dotted_ids_in_the_words_of_a_title_are_read_to_their_end() -> None:
    plan = "- [x] 1.1 Repo\n- [ ] 1.2 Pipelines (depends on 1.1)\n"
    assert read_text(plan).tasks[1].depends_on == ("1.1",)


@pytest.mark.parametrize("title", ["Seed data @ana `3h`", "Seed data (@ana, 3h)"])
def test_an_estimate_may_stand_beside_a_name(title: str) -> None:
    found = estimate_in_title(title, ReadOptions())
    assert found is not None
    assert found.estimate.low_hours == 3


def test_days_before_a_launch_are_no_ids() -> None:
    plan = "# Launch\n\n**T-14 days**\n- [x] legal\n- [ ] copy\n\n**T-7 days**\n- [ ] load test\n"
    assert [(task.id, task.title) for task in read_text(plan).tasks] == [
        (None, "legal"),
        (None, "copy"),
        (None, "load test"),
    ]


def test_requirements_are_no_tasks() -> None:
    table = (
        "| ID | Requirement | Priority |\n|---|---|---|\n| FR-1 | Labels | Must |\n| FR-2 | Assign | Must |\n"
    )
    document = read_text(f"# Inbox\n\n## Requirements\n\n{table}\n## Tasks\n\n- [ ] sync\n")
    assert [task.title for task in document.tasks] == ["sync"]


def test_an_id_may_end_in_a_dot_inside_the_bold() -> None:
    plan = "- [x] **A1.** Tests *(~1d)*\n- [ ] **A2.** Runner *(~2d, needs A1)*\n- [ ] **A3.** Switch\n"
    document = read_text(plan)
    assert [(task.id, task.depends_on) for task in document.tasks] == [
        ("A1", ()),
        ("A2", ("A1",)),
        ("A3", ()),
    ]
    assert document.tasks[2].title == "Switch"


def test_fields_behind_dashes_and_a_bar_inside_the_bold_are_told_from_the_title() -> None:
    plan = (
        "- [x] **İŞ-1 | Adres** — Tahmini: 1 gün\n- [ ] **İŞ-2 | İade** — Süre: 2 saat — Bağımlılık: İŞ-1\n"
    )
    first, second = read_text(plan).tasks
    assert (first.id, first.title, first.estimate and first.estimate.low_hours) == ("İŞ-1", "Adres", 8)
    assert (second.title, second.depends_on) == ("İade", ("İŞ-1",))


def test_a_phase_is_waited_for_by_its_ids_and_else_by_its_order() -> None:
    phases = "## Phase 1\n\n- [ ] {a}x\n\n## Phase 2\n**Dependencies:** Phase 1\n\n- [ ] {b}y\n"
    named = read_text("# P\n\n" + phases.format(a="A-1: ", b="A-2: ")).tasks[1]
    unnamed = read_text("# P\n\n" + phases.format(a="", b="")).tasks[1]
    assert named.depends_on == ("A-1",)
    assert (unnamed.depends_on, unnamed.soft_dependencies) == ((), ("Phase 1",))


def test_a_task_that_waits_for_itself_is_told_and_waits_for_nothing() -> None:
    document = read_text("# P\n\n- [ ] **R-1: Wash**\n  - **Depends on:** R-1\n- [ ] **R-2: Dry**\n")
    assert document.task("R-1").depends_on == ()
    assert [(found.code, found.level, found.line) for found in document.reading] == [
        ("dependency-cycle", "error", 4)
    ]


def test_a_row_may_carry_its_id_in_its_title() -> None:
    plan = (
        "# P\n\n| Task | Owner | Est | Status | Depends on |\n|---|---|---|---|---|\n"
        "| SEC-1: Rotate keys | Ann | 4h | Done | - |\n| SEC-2: Add MFA | Bob | 2d | Open | SEC-1 |\n"
    )
    first, second = read_text(plan).tasks
    assert (first.id, first.title) == ("SEC-1", "Rotate keys")
    assert (second.id, second.depends_on) == ("SEC-2", ("SEC-1",))


@pytest.mark.parametrize(
    ("title", "hours"),
    [
        ("Mock it — 2d (depends on 1.1)", 16),
        ("API — 3d, blocked by 1.2", 24),
        ("Draw - 4h - Ann", 4),
        ("Plan 2025 - 2026 review", None),
        ("Range 3-4 - cells", None),
    ],
)
def test_a_duration_behind_a_dash_ends_at_a_comma_a_bracket_or_another_dash(
    title: str, hours: int | None
) -> None:
    found = estimate_in_title(title, ReadOptions())
    assert (found and found.estimate.low_hours) == hours
