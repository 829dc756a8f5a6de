"""Statuses said in several places or in words of their own, changed without leaving half of them behind."""

from __future__ import annotations

import pytest

from tracker.core.plan.document import Status
from tracker.core.plan.parse import read_text
from tracker.core.plan.write import TaskChange, render


def written(plan: str, key: str, status: Status) -> str:
    text = render(read_text(plan), {key: TaskChange(status=status)})
    assert read_text(text).task(key).status == status
    return text


def test_reopening_a_heading_task_changes_its_mark_and_its_field() -> None:
    plan = "# P\n\n### T-1: Hull ✅\n**Status:** Done\n\n### T-2: Sail\n**Status:** Open\n"
    assert written(plan, "T-1", "todo").startswith("# P\n\n### T-1: Hull\n**Status:** Open\n")


def test_reopening_a_task_of_a_finished_phase_says_so() -> None:
    plan = (
        "# P\n\n## Phase 1: Hull ✅\n\n### T-1: Saw ✅\n**Effort:** 1h\n\n### T-2: Sand ✅\n**Effort:** 1h\n"
    )
    assert "### T-1: Saw ⏳\n" in written(plan, "T-1", "todo")


def test_reopening_a_struck_box_makes_its_title_plain() -> None:
    assert written("- [x] ~~A-1 old~~\n- [ ] A-2 new\n", "A-1", "todo") == "- [ ] A-1 old\n- [ ] A-2 new\n"


@pytest.mark.parametrize(
    "value",
    ["Blocked by T-2", "In Progress (60%)", "**Not started** ⬜", "80% complete", "noch nicht begonnen"],
)
def test_words_around_a_status_give_way_with_it(value: str) -> None:
    plan = f"# P\n\n### T-1: Hull\n**Status:** {value}\n\n### T-2: Sail\n**Status:** Done\n"
    assert written(plan, "T-1", "done").splitlines()[3] in ("**Status:** Done", "**Status:** ✅ Done")


def test_a_note_in_brackets_behind_a_status_stays() -> None:
    plan = "# P\n\n### T-1: Hull\n**Status:** Done (2026-01-01)\n\n### T-2: Sail\n**Status:** Open\n"
    assert "**Status:** Open (2026-01-01)" in written(plan, "T-1", "todo")


def test_a_special_word_of_one_task_is_no_word_for_another() -> None:
    plan = "# P\n\n### T-1: Hull\n**Status:** Blocked by T-2\n\n### T-2: Sail\n**Status:** Done\n"
    assert written(plan, "T-2", "todo").endswith("**Status:** To do\n")
