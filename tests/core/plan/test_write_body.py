"""A task's text written back."""

from __future__ import annotations

import pytest

from tracker.core.plan.parse import read_text
from tracker.core.plan.write_body import render_bodies

FIRST = "- [ ] **AB-1: Lock the door**\n  - **Aksiyon:** first  \n  - **Süre:** 4 saat\n"
PLAN = f"# Shop\n\n{FIRST}\n- [ ] **AB-2: Bare**\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_it_changes_only_the_line_that_differs(newline: str) -> None:
    text = PLAN.replace("\n", newline)
    document = read_text(text)
    body = document.task("AB-1").body.replace("4 saat", "6 saat")
    written = render_bodies(document, {"AB-1": body})
    assert written == text.replace("4 saat", "6 saat")
    assert read_text(written).task("AB-1").body == body


def test_the_same_body_is_the_same_text() -> None:
    document = read_text(PLAN)
    assert render_bodies(document, {task.key: task.body for task in document.tasks}) == PLAN


def test_it_adds_and_takes_away_lines_under_the_tasks_indentation() -> None:
    document = read_text(PLAN)
    body = "- **Sorun:** open\n" + document.task("AB-1").body.replace("- **Süre:** 4 saat", "").rstrip("\n")
    written = render_bodies(document, {"AB-1": body})
    assert (
        "- [ ] **AB-1: Lock the door**\n  - **Sorun:** open\n  - **Aksiyon:** first  \n\n- [ ] **AB-2"
        in written
    )


def test_a_task_without_a_text_gets_one() -> None:
    written = render_bodies(read_text(PLAN), {"AB-2": "Some words.\n\n- and a point"})
    assert written.endswith("- [ ] **AB-2: Bare**\n  Some words.\n\n  - and a point\n")
    assert read_text(written).task("AB-2").body == "Some words.\n\n- and a point"


def test_a_heading_task_gets_its_text_behind_a_blank_line() -> None:
    plan = "# Shop\n\n### AB-1: Lock the door\n\n**Status:** open\n\n### AB-2: Paint it\n\n**Status:** open\n"
    document = read_text(plan)
    body = document.task("AB-1").body + "\n\nMore of it."
    written = render_bodies(document, {"AB-1": body})
    assert written == plan.replace(
        "**Status:** open\n\n### AB-2", "**Status:** open\n\nMore of it.\n\n### AB-2"
    )
