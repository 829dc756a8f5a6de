"""The readiness plan, edited and imported again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tracker.core.plan import parse
from tracker.core.plan.document import Estimate, ReadOptions
from tracker.core.plan.merge import TaskStep, current_tasks, merge

TEXT = (Path(__file__).parents[3] / "fixtures" / "metropolitan.md").read_text(encoding="utf-8")

MEMORY_PROFILING = """\
- [ ] **MEM-002: Memory Profiling**
  - **Aksiyon:** Production-like load altında memory profiling
  - **Tool:** `bun --inspect` + Chrome DevTools
  - **Süre:** 4 saat
"""


def read(text):
    return parse.read_bytes(text.encode(), ReadOptions())


@pytest.fixture(scope="module")
def base():
    return read(TEXT)


def edited(*edits):
    text = TEXT
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return read(text)


def changes(result):
    return {(task.key, field.field): field.result for task in result.tasks for field in task.fields}


def test_the_same_file_again_changes_nothing(base):
    assert merge(base, read(TEXT), current_tasks(base)).is_empty


def test_a_tick_in_the_file_is_one_change(base):
    new = edited(
        ("- [ ] **TS-002", "- [x] **TS-002"), ("    - [ ] Redis provisioned", "    - [x] Redis provisioned")
    )

    found = changes(merge(base, new, current_tasks(base)))

    assert found.keys() == {("TS-002", "status"), ("PRE-001", "steps")}
    assert found["TS-002", "status"] == "done"
    assert TaskStep("Redis provisioned", True) in found["PRE-001", "steps"]


def test_another_estimate_in_the_file_is_one_change_and_its_line_follows_quietly(base):
    auth = "    - Refresh token expire süresi uygun mu?\n  - **Süre:** "

    result = merge(base, edited((auth + "4 saat", auth + "1-2 gün")), current_tasks(base))

    assert changes(result) == {("AUTH-001", "estimate"): Estimate(8, 16)}
    assert "1-2 gün" in next(task.body for task in result.tasks if task.key == "AUTH-001")


def test_the_file_may_rename_move_drop_and_add_at_once(base):
    new = edited(
        ("- [ ] **DUP-001: Duplicate Code Detection**", "- [ ] **CLONE-001: Duplicate Code Detection**"),
        ("- AUTH-001 → AUTH-004: Auth", "- AUTH-001 → AUTH-003: Auth"),
        ("### 4.4 Memory Leak Prevention", "### 4.4 Leaks"),
        (MEMORY_PROFILING, "- [ ] **MEM-003: Heap snapshots**\n  - **Süre:** 4 saat\n"),
    )

    result = merge(base, new, current_tasks(base))

    assert [(task.key, task.task.key) for task in result.shown_matches] == [("DUP-001", "CLONE-001")]
    assert changes(result) == {("AUTH-004", "sprint"): None}
    assert [gone.key for gone in result.gone] == ["MEM-002"]
    assert [added.key for added in result.added] == ["MEM-003"]
    assert [(h.before, h.after) for h in result.headings] == [("4.4 Memory Leak Prevention", "4.4 Leaks")]
    assert result.counts == {
        "created": 1, "changed": 2, "archived": 1, "restored": 0, "kept": 77, "conflicts": 0,
    }  # fmt: skip


def test_ticks_of_people_outlive_a_new_file_that_moves_everything_down(base):
    rows = [replace(row, values=replace(row.values, status="done")) for row in current_tasks(base)]

    result = merge(base, edited(("## Analiz Özeti", "More words.\n\n## Analiz Özeti")), rows)

    assert result.is_empty
    assert result.tasks[0].task.line == 37
