"""The readiness plan, read whole and written back byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.core.plan.additions import append_task
from tracker.core.plan.document import Document, Estimate, ReadOptions
from tracker.core.plan.merge_headings import place_of
from tracker.core.plan.new_lines import NewTask
from tracker.core.plan.parse import read_bytes, read_text
from tracker.core.plan.write import TaskChange, render

BYTES = (Path(__file__).parents[3] / "fixtures" / "metropolitan.md").read_bytes()
TWINS = {
    "as it is": BYTES,
    "with CRLF": BYTES.replace(b"\n", b"\r\n"),
    "with CR": BYTES.replace(b"\n", b"\r"),
    "with a byte order mark": b"\xef\xbb\xbf" + BYTES,
    "with trailing spaces": BYTES.replace(b"\n", b"  \n"),
    "without a final newline": BYTES.rstrip(b"\n"),
    "with two line ends mixed": BYTES.replace(b"\n", b"\r\n", 200),
}


@pytest.fixture(scope="module")
def plan() -> Document:
    return read_bytes(BYTES)


def test_it_reads_the_title_block(plan: Document) -> None:
    assert plan.title == "Metropolitan E-Commerce - Production Hazırlık Task Listesi"
    assert [field.label for field in plan.fields] == ["Proje", "Platform", "Mevcut Durum", "Hedef", "Tarih"]
    assert "### Tespit Edilen Ana Sorunlar" in plan.introduction


def test_it_counts_what_the_plan_holds(plan: Document) -> None:
    steps = sum(len(task.steps) for task in plan.tasks)
    scheduled = {key for sprint in plan.sprints for key in sprint.task_keys}
    counts = (len(plan.categories), len(plan.sections), len(plan.tasks), steps, len(plan.sprints))
    assert counts == (9, 34, 80, 12, 6)
    assert (len(scheduled), sum(task.sprint is None for task in plan.tasks)) == (63, 17)


def test_a_category_has_number_title_english_name_and_priority(plan: Document) -> None:
    first, last = plan.categories[0], plan.categories[-1]
    assert (first.number, first.title, first.english_title, first.priority) == (
        "1",
        "GÜVENLIK",
        "SECURITY",
        "critical",
    )
    assert (last.title, last.is_ongoing) == ("MAINTENANCE & SUPPORT", True)


def test_a_section_has_priority_risk_estimate_and_agents(plan: Document) -> None:
    section = plan.sections[0]
    assert (section.number, section.title) == ("1.1", "Type Safety & Type Annotations")
    assert (section.priority, section.risk, section.estimate) == ("critical", "high", Estimate(24, 32))
    assert section.agents == ("code-refactorer", "type-safety-auditor")


def test_the_two_ongoing_sections_hold_duties(plan: Document) -> None:
    assert [section.number for section in plan.sections if section.is_ongoing] == ["9.1", "9.2"]
    assert [task.key for task in plan.tasks if task.is_duty] == [f"MAINT-00{n}" for n in (1, 2, 3, 4)]


def test_a_task_takes_priority_risk_and_agents_from_its_section(plan: Document) -> None:
    task = plan.task("TS-002")
    assert (task.priority, task.own_priority, task.risk) == ("critical", False, "high")
    assert task.agents == ("code-refactorer", "type-safety-auditor")
    assert (task.estimate, task.sprint) == (Estimate(8, 8), 1)


def test_nested_fields_stay_markdown_and_known_ones_become_data(plan: Document) -> None:
    task = plan.task("TS-001")
    assert task.body.startswith("- **Dosya:** `/packages")
    assert task.body.endswith("```")
    assert task.files == ("/packages/backend/src/shared/application/guards/auth.guard.ts:26",)
    assert task.states_no_dependencies
    meanings = [(field.label, field.meaning) for field in task.fields]
    assert meanings == [
        ("Dosya", "files"),
        ("Sorun", "problem"),
        ("Aksiyon", "action"),
        ("Bağımlılık", "depends_on"),
    ]


def test_durations_inside_an_action_are_no_estimates(plan: Document) -> None:
    assert plan.task("BACKUP-003").estimate == Estimate(4, 4)
    assert plan.task("MAINT-001").estimate is None


def test_a_checklist_inside_a_field_is_the_tasks(plan: Document) -> None:
    assert [len(plan.task(key).steps) for key in ("PRE-001", "PRE-002")] == [7, 5]
    assert plan.task("PRE-001").steps[0].text == "Database provisioned"


def test_a_sprint_expands_its_ranges_over_ids_that_exist(plan: Document) -> None:
    first = plan.sprints[0]
    assert (first.number, first.weeks, len(first.task_keys)) == (1, 1.0, 15)
    assert first.task_keys[:5] == ("TS-001", "TS-002", "TS-003", "TS-004", "AUTH-001")
    assert plan.task("DEPLOY-001").sprint is None


def test_it_keeps_what_the_plan_claims_of_itself(plan: Document) -> None:
    claims = [(row.label, row.task_count, row.hours) for row in plan.summary]
    assert claims[0] == ("Security", 18, 96)
    assert [row.category for row in plan.summary] == [0, 4, 5, 1, 2, 3, 6]
    assert [(total.kind, total.value) for total in plan.totals] == [("tasks", 69), ("hours", 416)]


def test_it_reads_six_notes_and_three_code_blocks(plan: Document) -> None:
    assert [note.number for note in plan.notes] == [1, 2, 3, 4, 5, 6]
    assert plan.notes[5].title == "Production Deployment"
    owners = [(block.language, block.task_key) for block in plan.code_blocks]
    assert owners == [("typescript", "TS-001"), ("bash", "LOG-001"), ("typescript", "ERR-001")]


@pytest.mark.parametrize("twin", TWINS)
def test_every_way_of_saving_the_file_gives_the_same_tasks(plan: Document, twin: str) -> None:
    read = read_bytes(TWINS[twin])
    assert [(task.key, task.title, task.estimate, task.sprint) for task in read.tasks] == [
        (task.key, task.title, task.estimate, task.sprint) for task in plan.tasks
    ]
    assert [task.body for task in read.tasks] == [task.body for task in plan.tasks]


@pytest.mark.parametrize("twin", TWINS)
def test_a_tick_changes_one_character_and_nothing_else(twin: str) -> None:
    before = read_bytes(TWINS[twin])
    after = render(before, {"TS-002": TaskChange(status="done")})
    place = before.task("TS-002").status_place.span
    assert place is not None
    assert after == before.text[: place.start] + "x" + before.text[place.end :]
    assert render(read_text(after), {"TS-002": TaskChange(status="todo")}) == before.text


def test_an_edit_changes_the_lines_of_its_task_only(plan: Document) -> None:
    change = TaskChange(title="Yeni ad", estimate=Estimate(12, 16), steps={}, status="doing")
    after = render(plan, {"TS-002": change})
    before_lines, after_lines = plan.text.splitlines(), after.splitlines()
    changed = [
        n for n, pair in enumerate(zip(before_lines, after_lines, strict=True), 1) if pair[0] != pair[1]
    ]
    task = plan.task("TS-002")
    assert changed == [task.line, task.end_line]
    assert read_text(after).task("TS-002").estimate == Estimate(12, 16)


def test_an_estimate_that_the_task_lacks_is_written_as_others_are(plan: Document) -> None:
    after = render(plan, {"TS-001": TaskChange(estimate=Estimate(4, 4))})
    assert "\n  - **Süre:** 4 saat\n" in after[: after.index("TS-002")]
    assert read_text(after).task("TS-001").estimate == Estimate(4, 4)


@pytest.mark.parametrize("twin", TWINS)
def test_a_new_task_goes_to_the_end_of_its_section_in_the_files_own_style(twin: str) -> None:
    document = read_bytes(TWINS[twin])
    place = place_of(document, document.task("TS-004"))
    found = append_task(document, NewTask("Yeni iş", "TS-005", Estimate(8, 16), place=place), ReadOptions())
    assert found is not None
    text = found.document.text
    again = read_text(text)
    added = again.task("TS-005")
    assert (added.title, added.section, added.estimate) == ("Yeni iş", 0, Estimate(8, 16))
    assert len(again.tasks) == 81
    position = [task.key for task in again.tasks].index("TS-005")
    assert again.tasks[position - 1].key == "TS-004"
    assert text.startswith(document.text[: document.task("TS-004").title_span.end])
