"""Traps of plans that people write, each with a plan of its own."""

from __future__ import annotations

import pytest

from tracker.core.plan.document import Document
from tracker.core.plan.headings import priority_in_heading
from tracker.core.plan.parse import read_text


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
    plan = "# İşler\n\n### GÖREV 1: Depo\n**Süre:** 2 sa\n\n### GÖREV 2: ~~Faks~~ **İPTAL EDİLDİ**\n**Süre:** 1 sa\n"
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
