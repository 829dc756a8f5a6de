"""Dates, people and risks given here stand in the file in its own way, and read back as they were given."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.core.plan.document import Document, ReadOptions
from tracker.core.plan.parse import read_text
from tracker.core.plan.write import TaskChange
from tracker.core.plan.write_back import facts, said, write_back

FIXTURES = Path(__file__).parents[3] / "fixtures"
METROPOLITAN = (FIXTURES / "metropolitan.md").read_text("utf-8")
CHRISTMAS = date(2026, 12, 24)


def written(text: str, key: str, **values: Any) -> str:
    """The text with these values of a task, which it says when it is read again."""
    document = read_text(text)
    after = write_back(document, {key: TaskChange(said=values)}).document
    task = after.task(key)
    assert {name: said(task, name) for name in values} == values
    assert others(after, key) == others(document, key)
    return after.text


def others(document: Document, key: str) -> list[dict[str, Any]]:
    return [facts(document, task) for task in document.tasks if task.key != key]


def new_lines(before: str, after: str) -> list[str]:
    return [line for line in after.splitlines() if line not in before.splitlines()]


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"due": CHRISTMAS}, "  - **Son tarih:** 2026-12-24"),
        ({"assignee": "ada"}, "  - **Sahip:** ada"),
        ({"risk": "low"}, "  - **Risk:** LOW"),
    ],
)
def test_a_task_with_fields_gets_a_line_like_them_in_the_language_of_the_file(
    values: dict[str, Any], line: str
) -> None:
    after = written(METROPOLITAN, "TS-002", **values)
    assert new_lines(METROPOLITAN, after) == [line]
    assert after.replace(line + "\n", "") == METROPOLITAN


def test_a_risk_that_the_section_says_as_well_needs_no_line_of_its_own() -> None:
    low = written(METROPOLITAN, "TS-002", risk="low")
    assert written(low, "TS-002", risk="high") == METROPOLITAN


@pytest.mark.parametrize(
    ("line", "values", "after"),
    [
        ("- [ ] A-1 Saw 📅 2026-01-02 #wood", {"due": CHRISTMAS}, "- [ ] A-1 Saw 📅 2026-12-24 #wood"),
        ("- [ ] A-1 Saw 📅 2026-01-02 #wood", {"due": None}, "- [ ] A-1 Saw #wood"),
        ("- [ ] A-1 Saw due:2026-01-02", {"due": CHRISTMAS}, "- [ ] A-1 Saw due:2026-12-24"),
        ("- [ ] A-1 Saw ~4h @nils", {"assignee": "ada"}, "- [ ] A-1 Saw ~4h @ada"),
        ("- [ ] A-1 Saw ~4h @nils", {"assignee": None}, "- [ ] A-1 Saw ~4h"),
        ("- [ ] A-1 Saw", {"assignee": "ada"}, "- [ ] A-1 Saw @ada"),
        ("- [ ] A-1 Saw", {"due": CHRISTMAS}, "- [ ] A-1 Saw due:2026-12-24"),
        ("- [ ] **A-1: Saw**", {"due": CHRISTMAS}, "- [ ] **A-1: Saw due:2026-12-24**"),
        ("- [ ] A-1 Saw", {"risk": "high"}, "- [ ] A-1 Saw\n  - **Risk:** HIGH"),
    ],
)
def test_a_plain_box_says_it_within_its_line(line: str, values: dict[str, Any], after: str) -> None:
    rest = "\n- [ ] A-2 Sand\n"
    assert written(f"# Boat\n\n{line}{rest}", "A-1", **values) == f"# Boat\n\n{after}{rest}"


@pytest.mark.parametrize(
    ("field", "values", "after"),
    [
        ("**Due:** 31.03.2026 (harbour closes)", {"due": CHRISTMAS}, "**Due:** 24.12.2026 (harbour closes)"),
        ("**Due:** TBD", {"due": CHRISTMAS}, "**Due:** 2026-12-24"),
        ("**Owner:** `@nils`", {"assignee": "ada"}, "**Owner:** `@ada`"),
        ("**Owner:** Unassigned", {"assignee": "ada"}, "**Owner:** ada"),
        ("**Risk:** High", {"risk": "critical"}, "**Risk:** CRITICAL"),
        ("**Risk:** Rain may stop it", {"risk": "low"}, "**Risk:** Rain may stop it\n**Risk:** Low"),
        (
            "**Priority:** High | **Due:** 2026-01-02",
            {"due": CHRISTMAS},
            "**Priority:** High | **Due:** 2026-12-24",
        ),
        ("**Priority:** High | **Due:** 2026-01-02", {"due": None}, "**Priority:** High | **Due:** -"),
        ("**Priority:** High\n**Due:** 2026-01-02", {"due": None}, "**Priority:** High"),
    ],
)
def test_a_field_keeps_its_form_and_the_words_around_its_value(
    field: str, values: dict[str, Any], after: str
) -> None:
    rest = "\n\n### A-2: Sand\n**Priority:** Low\n"
    assert written(f"# Boat\n\n### A-1: Saw\n{field}{rest}", "A-1", **values) == (
        f"# Boat\n\n### A-1: Saw\n{after}{rest}"
    )


def test_a_column_takes_the_value_and_is_left_with_the_dash_of_the_table() -> None:
    text = (FIXTURES / "families" / "tabellen.de.md").read_text("utf-8")
    after = written(text, "U-1", assignee="mira")
    assert "| keine | mira | ✅ Erledigt |" in after
    assert "| U-2 | Stromplan zeichnen | 0,5 | Sehr hoch | U-1 | – |" in written(text, "U-2", assignee=None)


def test_a_table_of_fields_gets_a_row() -> None:
    text = (
        "# Plan\n\n### T-1: Hull\n| Field | Value |\n|---|---|\n| **Status** | Open |\n| **Effort** | 2h |\n"
    )
    assert written(text, "T-1", due=CHRISTMAS) == text + "| **Due** | 2026-12-24 |\n"


def test_values_of_several_tasks_and_a_tick_are_written_together() -> None:
    document = read_text(METROPOLITAN)
    keys = [task.key for task in document.tasks][:30]
    changes = {key: TaskChange(status="done", said={"due": CHRISTMAS, "assignee": "ada"}) for key in keys}
    after = write_back(document, changes).document
    assert {(task.status, task.due, task.assignee) for task in after.tasks[:30]} == {
        ("done", CHRISTMAS, "ada")
    }


def test_a_task_without_an_id_is_known_by_its_new_title() -> None:
    text = "# Plan\n\n- [ ] Saw the boards\n- [ ] Sand them\n"
    key = read_text(text).tasks[0].key
    done = write_back(read_text(text), {key: TaskChange(title="Cut them", said={"assignee": "ada"})})
    assert done.text == "# Plan\n\n- [ ] Cut them @ada\n- [ ] Sand them\n"
    assert done.keys == {key: done.document.tasks[0].key}


def test_what_no_form_can_say_is_left_out() -> None:
    text = "# Plan\n\n| ID | Task | Effort |\n|---|---|---|\n| A-1 | Saw | 2h |\n"
    document = read_text(text)
    assert write_back(document, {"A-1": TaskChange(said={"risk": "low"})}).text == text


def test_parts_read_at_another_level_are_so_after_lines_came_before_them() -> None:
    text = "# P\n\n## One\n\n- [ ] A-1: Saw\n\n## Two\n\n### First\n- [ ] box\n\n### Second\n- [ ] box\n"
    options = ReadOptions(levels={7: "heading"})
    document = read_text(text, options)
    assert "First" in [task.title for task in document.tasks]
    after = write_back(document, {"A-1": TaskChange(said={"risk": "low"})}, options).document
    assert [task.title for task in after.tasks] == [task.title for task in document.tasks]


@pytest.mark.parametrize(
    ("value", "needs", "after"),
    [
        ("None", {"A-1", "A-3"}, "A-1, A-3"),
        ("A-1, A-3", {"A-1", "A-3", "A-2"}, "A-1, A-2, A-3"),
        ("A-1, A-3 (paint)", {"A-1"}, "A-1"),
        ("A-1 (paint), A-3", {"A-3"}, "A-3"),
        ("A-1 → A-4", {"A-1", "A-2", "A-4"}, "A-1 → A-2, A-4"),
        ("A-1 → A-2, A-4", {"A-1", "A-2", "A-3", "A-4"}, "A-1 → A-4"),
        ("`A-1`, `A-2`", {"A-2", "A-4"}, "`A-2`, `A-4`"),
        ("A-1 and A-2", set(), "None"),
        ("A-1 when the glue is dry", {"A-1", "A-2"}, "A-1, A-2 when the glue is dry"),
        ("All Phase 9 tasks, A-1", {"A-2"}, "All Phase 9 tasks, A-2"),
    ],
)
def test_a_list_of_dependencies_is_changed_where_it_differs(value: str, needs: set[str], after: str) -> None:
    boxes = "".join(f"- [ ] **A-{n}: Part {n}**\n  - **Needs:** None\n" for n in range(1, 5))
    text = f"# Boat\n\n{boxes}- [ ] **A-5: Hull**\n  - **Needs:** {value}\n  - **Effort:** 2h\n"
    assert written(text, "A-5", depends_on=frozenset(needs)) == text.replace(
        f"- **Needs:** {value}\n  - **Eff", f"- **Needs:** {after}\n  - **Eff"
    )


def test_dependencies_in_lines_of_their_own_come_and_go_as_lines() -> None:
    text = (
        "# Boat\n\n### A-1: Saw\n### A-2: Sand\n### A-3: Oil\n### A-4: Hull\n**Dependencies:**\n"
        "- A-1: Saw\n- A-2: Sand\n\nMore.\n"
    )
    after = written(text, "A-4", depends_on=frozenset({"A-2", "A-3"}))
    assert after == text.replace("- A-1: Saw\n", "").replace("- A-2: Sand\n", "- A-2: Sand\n- A-3: Oil\n")
    assert "**Dependencies:** None\n" in written(text, "A-4", depends_on=frozenset())


@pytest.mark.parametrize(
    ("line", "needs", "after"),
    [
        ("- [ ] t002 Paint blocked-by:t001", {"t001", "t003"}, "- [ ] t002 Paint blocked-by:t001,t003"),
        ("- [ ] t002 Paint blocked-by:t001 ~2h", set(), "- [ ] t002 Paint ~2h"),
        ("- [ ] t002 Paint ⛔ t001 #hull", {"t003"}, "- [ ] t002 Paint ⛔ t003 #hull"),
        (
            "- [ ] t002 Paint (depends on t001)",
            {"t001", "t003"},
            "- [ ] t002 Paint (depends on t001) depends-on:t003",
        ),
    ],
)
def test_a_plain_box_names_within_its_line_what_it_waits_for(line: str, needs: set[str], after: str) -> None:
    text = "# Boat\n\n- [ ] t001 Sand\n{}\n- [ ] t003 Wax\n"
    assert written(text.format(line), "t002", depends_on=frozenset(needs)) == text.format(after)


def test_a_dependency_that_the_section_states_is_undone_by_the_word_for_none() -> None:
    text = (
        "# Plan\n\n## One\n\n### A-1: Hull\n**Priority:** Low\n\n## Two\n**Depends on:** A-1\n\n"
        "### A-2: Sail\n**Priority:** High\n"
    )
    assert read_text(text).task("A-2").depends_on == ("A-1",)
    assert written(text, "A-2", depends_on=frozenset()).endswith("**Priority:** High\n**Depends on:** None\n")


def test_a_task_put_into_a_sprint_gets_its_place_in_the_list_of_that_sprint() -> None:
    after = written(METROPOLITAN, "DEPLOY-001", sprint=6)
    line = "- DEPLOY-001, DEPLOY-003 → DEPLOY-004: Deployment"
    assert after == METROPOLITAN.replace("- DEPLOY-003 → DEPLOY-004: Deployment", line)
    both = written(after, "DEPLOY-002", sprint=6)
    assert "- DEPLOY-001 → DEPLOY-004: Deployment\n" in both


def test_a_task_taken_out_of_its_sprint_parts_the_range_that_held_it() -> None:
    after = written(METROPOLITAN, "TS-003", sprint=None)
    assert after == METROPOLITAN.replace("- TS-001 → TS-004:", "- TS-001 → TS-002, TS-004:")
    assert written(after, "TS-003", sprint=1) == METROPOLITAN


def test_a_task_moved_to_another_sprint_gets_a_line_like_the_others_there() -> None:
    after = written(METROPOLITAN, "TS-003", sprint=2)
    assert new_lines(METROPOLITAN, after) == [
        "- TS-001 → TS-002, TS-004: Any tipi temizliği",
        "- TS-003: External Service Type Safety",
    ]
    assert written(after, "TS-003", sprint=1) == METROPOLITAN


def test_a_sprint_emptied_keeps_its_heading_and_can_be_filled_again() -> None:
    document = read_text(METROPOLITAN)
    keys = document.sprints[4].task_keys
    emptied = write_back(document, {key: TaskChange(said={"sprint": 6}) for key in keys}).document
    assert {emptied.task(key).sprint for key in keys} == {6}
    assert "### Sprint 5 (1 hafta): Infrastructure & Deployment\n\n### Sprint 6" in emptied.text
    again = write_back(emptied, {key: TaskChange(said={"sprint": 5}) for key in keys}).document
    assert {again.task(key).sprint for key in keys} == {5}
    assert [task.sprint for task in again.tasks] == [task.sprint for task in document.tasks]


SPRINTS = "# Boat\n\n- [ ] A-1: Saw\n- [ ] A-2: Sand\n- [ ] A-3: Oil\n- [ ] B-1: Sail\n\n## Plan\n\n"


@pytest.mark.parametrize(
    ("lists", "key", "sprint", "after"),
    [
        (
            "### Sprint 1\n- A-1, A-2\n\n### Sprint 2\n- A-3, B-1\n",
            "A-2",
            2,
            "### Sprint 1\n- A-1\n\n### Sprint 2\n- A-2, A-3, B-1\n",
        ),
        (
            "### Sprint 1\n- A-1: saw it\n- A-2: sand it\n\n### Sprint 2\n- A-3: oil it\n",
            "A-2",
            2,
            "### Sprint 1\n- A-1: saw it\n\n### Sprint 2\n- A-3: oil it\n- A-2: sand it\n",
        ),
        (
            "### Sprint 1\n- A-1 → A-3 (wood)\n\n### Sprint 2\n\nFor later.\n",
            "A-1",
            2,
            "### Sprint 1\n- A-2 → A-3 (wood)\n\n### Sprint 2\n\nFor later.\n\n- A-1 (Saw)\n",
        ),
        (
            "- **Sprint 1:** A-1, A-2\n- **Sprint 2:** A-3\n",
            "B-1",
            2,
            "- **Sprint 1:** A-1, A-2\n- **Sprint 2:** A-3, B-1\n",
        ),
        (
            "| Sprint | Tasks |\n|---|---|\n| Sprint 1 | A-1 to A-3 |\n| Sprint 2 | B-1 |\n",
            "A-2",
            2,
            "| Sprint | Tasks |\n|---|---|\n| Sprint 1 | A-1, A-3 |\n| Sprint 2 | B-1, A-2 |\n",
        ),
        (
            "### Sprint 1\n1. A-1\n2. A-2\n\n### Sprint 2\n1. A-3\n",
            "B-1",
            1,
            "### Sprint 1\n1. A-1\n2. A-2\n3. B-1\n\n### Sprint 2\n1. A-3\n",
        ),
        (
            "### Sprint 1\n- A-1\n\n### Sprint 2\n- A-1\n- A-2\n",
            "A-1",
            2,
            "### Sprint 1\n\n### Sprint 2\n- A-1\n- A-2\n",
        ),
    ],
)
def test_lists_of_sprints_change_in_their_own_style(lists: str, key: str, sprint: int, after: str) -> None:
    assert written(SPRINTS + lists, key, sprint=sprint) == SPRINTS + after


def test_a_column_or_field_that_names_the_sprint_names_the_other() -> None:
    rows = "| A-1 | Saw | 1 | 2h |\n| A-2 | Oil | 2 | 1h |\n"
    table = f"# P\n\n| ID | Task | Sprint | Effort |\n|---|---|---|---|\n{rows}"
    assert written(table, "A-1", sprint=2) == table.replace("| Saw | 1 |", "| Saw | 2 |")
    assert written(table, "A-1", sprint=3) == table.replace("| Saw | 1 |", "| Saw | 3 |")
    field = "# P\n\n### A-1: Saw\n**Sprint:** Sprint 1 of 3\n\n### A-2: Oil\n**Sprint:** Sprint 2 of 3\n"
    assert "### A-1: Saw\n**Sprint:** Sprint 2 of 3\n" in written(field, "A-1", sprint=2)
    assert "### A-1: Saw\n\n### A-2" in written(field, "A-1", sprint=None)


def test_where_the_place_of_a_task_says_its_sprint_its_lines_move() -> None:
    text = (FIXTURES / "families" / "heading-tasks.en.md").read_text("utf-8")
    after = written(text, "Task 2.2", sprint=1)
    block = text[text.index("### Task 2.2") : text.index("### ~~Task 2.3")]
    start = text.index("## Phase 2")
    assert after == text[:start] + block + text[start:].replace(block, "")


def test_lines_that_would_say_something_else_elsewhere_stay_and_get_a_field() -> None:
    text = (
        "# P\n\n## Phase 1 - HIGH PRIORITY\n\n### A-1: Saw\n**Effort:** 2h\n\n"
        "## Phase 2 - LOW PRIORITY\n\n### A-2: Oil\n**Effort:** 1h\n"
    )
    after = written(text, "A-1", sprint=2)
    assert after == text.replace("**Effort:** 2h\n", "**Effort:** 2h\n**Phase:** 2\n")
    assert written(after, "A-1", sprint=1) == text


def test_a_task_without_an_id_has_another_key_where_it_moved_to() -> None:
    text = "# P\n\n## Phase 1\n\n- [ ] Saw\n- [ ] Sand\n\n## Phase 2\n\n- [x] Oil\n"
    key = read_text(text).tasks[0].key
    done = write_back(read_text(text), {key: TaskChange(said={"sprint": 2, "assignee": "ada"})})
    assert done.text == "# P\n\n## Phase 1\n\n- [ ] Sand\n\n## Phase 2\n\n- [x] Oil\n- [ ] Saw @ada\n"
    assert done.document.task(done.keys[key]).title == "Saw"


def test_a_card_leaves_all_sprints_for_the_backlog_of_the_file() -> None:
    text = "# P\n\n## Backlog\n\n- [ ] Wax\n\n## Phase 1\n\n- [ ] Saw\n- [ ] Sand\n"
    key = read_text(text).tasks[1].key
    done = write_back(read_text(text), {key: TaskChange(said={"sprint": None})})
    assert done.text == "# P\n\n## Backlog\n\n- [ ] Wax\n- [ ] Saw\n\n## Phase 1\n\n- [ ] Sand\n"


def test_a_task_that_states_no_sprint_is_in_none_though_it_stands_under_one() -> None:
    text = "# P\n\n## Faz 1\n\n- [ ] **A-1: Biç**\n  - **Süre:** 2 saat\n- [ ] **A-2: Zımparala**\n"
    after = written(text, "A-1", sprint=None)
    assert after == text.replace("2 saat\n", "2 saat\n  - **Faz:** Yok\n")
    assert written(after, "A-1", sprint=1) == text


def test_one_value_that_cannot_be_said_holds_up_no_other() -> None:
    boxes = "".join(f"- [ ] A-{number}: Part {number}\n" for number in range(1, 41))
    text = f"# P\n\n{boxes}- [ ] t901 Paint (depends on A-1)\n- [ ] t902 Wax\n"
    document = read_text(text)
    assert document.task("t901").depends_on == ("A-1",)
    changes = {f"A-{number}": TaskChange(said={"due": CHRISTMAS}) for number in range(1, 41)}
    changes["t901"] = TaskChange(said={"depends_on": frozenset(), "due": CHRISTMAS})
    after = write_back(document, changes).document
    assert sum(task.due == CHRISTMAS for task in after.tasks) == 41
    assert after.task("t901").depends_on == ("A-1",)


def test_many_tasks_leave_long_lists_at_once() -> None:
    boxes = "".join(f"- [ ] **A-{number}: Part**\n" for number in range(1, 401))
    lists = "".join(f"### Sprint {n}\n- A-{n * 100 - 99} → A-{n * 100}\n\n" for n in range(1, 5))
    document = read_text(f"# P\n\n{boxes}\n## Plan\n\n{lists}")
    changes = {f"A-{number}": TaskChange(said={"sprint": number % 4 + 1}) for number in range(1, 401, 3)}
    after = write_back(document, changes).document
    assert {key: after.task(key).sprint for key in changes} == {
        key: change.said["sprint"] for key, change in changes.items()
    }
    assert after.text.count("\n") == document.text.count("\n")
