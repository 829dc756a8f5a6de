"""Layouts of plans: where tasks, their fields and levels stand, in lists, tables, headings and paragraphs."""

from __future__ import annotations

from tracker.core.plan.document import Document
from tracker.core.plan.parse import read_text
from tracker.core.plan.write import TaskChange, render


def ids(document: Document) -> list[str | None]:
    return [task.id for task in document.tasks]


def test_paragraphs_numbered_in_steps_are_tasks_where_they_have_fields() -> None:
    first = "**1.2.3 Kapı** — *Ece*\n- **Kabul:** açılır\n- **Bağımlılık:** Yok\n\n"
    second = "**1.2.4 Kilit**\n- **Kabul:** kapanır\n- **Bağımlılık:** 1.2.3\n"
    read = read_text(f"# Ev\n\n## Sprint 1\n\n{first}{second}")
    assert [(task.id, task.depends_on) for task in read.tasks] == [("1.2.3", ()), ("1.2.4", ("1.2.3",))]
    heads = "**1.1 Amaç**\n- Güzel bir ev\n\n**1.2 Kapsam**\n- Kapılar\n"
    assert ids(read_text(f"# Ev\n\n{heads}\n- [ ] Kaz\n")) == [None]


def test_a_section_may_say_its_priority_behind_any_sign() -> None:
    plan = "# Liste\n\n## 🚀 Yüksek Öncelik (Hemen)\n\n- [ ] Kapı\n\n## 📋 Low priority\n\n- [ ] Boya\n"
    assert [task.priority for task in read_text(plan).tasks] == ["high", "low"]


def test_phase_n_comes_behind_the_others() -> None:
    phases = "## Phase 1: Setup\n\n- [ ] T001 Dig\n\n## Phase N: Polish\n\n- [ ] T002 Paint\n"
    read = read_text(f"# Tasks\n\n{phases}")
    assert [(sprint.number, sprint.title) for sprint in read.sprints] == [
        (1, "Phase 1: Setup"),
        (2, "Phase N: Polish"),
    ]
    assert [task.sprint for task in read.tasks] == [1, 2]


def test_a_task_may_say_that_it_is_in_the_last_phase_or_in_none() -> None:
    plan = "# Tasks\n\n## Phase 1: Setup\n\n### A-1: Dig\n- **Status:** open\n- **Phase:** {}\n"
    last = read_text(plan.format("N"))
    assert [sprint.title for sprint in last.sprints] == ["Phase 1: Setup", "Phase N"]
    assert [task.sprint for task in last.tasks] == [2]
    assert [task.sprint for task in read_text(plan.format("n/a (later)")).tasks] == [1]


def test_rows_with_boxes_are_tasks_whatever_their_columns_are_called() -> None:
    head = "| Old name | New name | Status |\n|---|---|---|\n"
    table = f"{head}| `a.ts` | `b.ts` | [ ] |\n| `c.ts` | `d.ts` | [x] |\n"
    read = read_text(f"# Renames\n\n{table}")
    assert [(task.title, task.status) for task in read.tasks] == [("`a.ts`", "todo"), ("`c.ts`", "done")]
    words = table.replace("[ ]", "yes").replace("[x]", "no")
    assert read_text(f"# Names\n\n{words}").tasks == ()


def test_a_card_without_an_id_is_a_task_below_a_column() -> None:
    cards = "".join(f"- [ ] **WEB-{n}**: Card\n" for n in range(1, 7))
    read = read_text(f"# Board\n\n## To do\n\n{cards}\n## Done\n\n- [x] **DONE**: The move\n")
    assert (len(read.tasks), read.tasks[-1].status) == (7, "done")


def test_numbers_of_a_code_host_are_ids() -> None:
    plan = "# Next\n\n- [ ] GitHub #51 — Build\n- [ ] GitHub #52 — Ship\n  - Depends on: #51\n"
    assert [(task.id, task.depends_on) for task in read_text(plan).tasks] == [("#51", ()), ("#52", ("#51",))]


def test_a_checklist_beside_tables_of_tasks_is_none() -> None:
    rows = "".join(f"| Job {n} | Ece | [ ] |\n" for n in range(1, 6))
    table = f"| Task | Owner | Status |\n|---|---|---|\n{rows}"
    read = read_text(
        f"# Plan\n\n## Week 1\n\n{table}\n## Checklist: before the start\n\n- [ ] All have read it\n"
    )
    assert len(read.tasks) == 5
    boxes = "- [ ] Write\n- [ ] Send\n"
    assert len(read_text(f"# Plan\n\n{boxes}\n## Launch checklist\n\n- [ ] Ring the bell\n").tasks) == 3


def test_levels_in_a_first_column_are_no_ids() -> None:
    rows = "| P0 | Écrire le schéma | 1 j |\n| P0 | Écrire le script | 0.5 j |\n| P1 | Documenter | — |\n"
    read = read_text(f"# Sprint\n\n| Priorité | Tâche | Estimation |\n|---|---|---|\n{rows}")
    assert [(task.id, task.priority) for task in read.tasks] == [
        (None, "critical"),
        (None, "critical"),
        (None, "high"),
    ]


def test_a_level_may_stand_between_dots_behind_the_title() -> None:
    plan = "# Board\n\n- [ ] **S2-T4** — Assert four tiers · P1 · Deep\n- [ ] **S2-T5** — Flush · P2\n"
    assert [task.priority for task in read_text(plan).tasks] == ["high", "medium"]


def test_tasks_inherit_the_sprint_that_their_section_states() -> None:
    rows = "| ID | Task | Status |\n|---|---|---|\n| A-1 | Dig | todo |\n| A-2 | Pour | todo |\n"
    read = read_text(f"# House\n\n**Story points**: 5 | **Sprint**: sprint-003\n\n{rows}")
    assert [task.sprint for task in read.tasks] == [3, 3]


def test_a_label_right_behind_the_list_of_another_is_a_field() -> None:
    first = "### A-1: Dig\n\n**Status:** Open\n**Tests:**\n- [ ] Deep\n- [ ] Dry\n**Needs:** nothing\n\n"
    second = "### A-2: Pour\n\n**Status:** Open\n**Acceptance:**\n- [ ] Hard\n**Depends on**: A-1\n"
    read = read_text(f"# House\n\n{first}{second}")
    assert [task.depends_on for task in read.tasks] == [(), ("A-1",)]
    assert [[step.text for step in task.steps] for task in read.tasks] == [["Deep", "Dry"], ["Hard"]]
    box = read_text("# House\n\n- [ ] **A-1**: Dig\n**Priority:** high\n")
    assert box.tasks[0].priority == "high"


def test_a_word_before_an_id_makes_only_that_one_soft() -> None:
    plan = "# AP\n\n- [ ] AP-B1: Karte\n- [ ] AP-B2: Suche\n- [ ] AP-D1: Notizen\n  - Abhängigkeiten: {}.\n"
    assert read_text(plan.format("AP-B1, optional AP-B2")).tasks[2].depends_on == ("AP-B1",)
    assert read_text(plan.format("AP-B1 (optional), AP-B2")).tasks[2].depends_on == ("AP-B2",)
    assert read_text(plan.format("AP-B1–B2")).tasks[2].depends_on == ("AP-B1", "AP-B2")


def test_the_hyphens_of_typesetters_part_ids_too() -> None:
    stories = "## HU‑01: Registro\n\n**Estado:** Hecho\n\n## HU‑02: Agenda\n\n**Dependencias:** HU‑01\n"
    read = read_text(f"# Historias\n\n{stories}")
    assert [(task.id, task.depends_on) for task in read.tasks] == [("HU-01", ()), ("HU-02", ("HU-01",))]
    assert [finding.code for finding in read.reading] == []


def test_a_number_sign_before_a_tasks_number_is_part_of_its_name() -> None:
    tasks = "".join(
        f"### Task #{n}: Part {n}\n- **Status**: open\n- **Depends on**: {{{n}}}\n\n" for n in range(1, 5)
    )
    read = read_text("# Parts\n\n" + tasks.format("", "none", "Task #1", "Task #1-2", "Tasks 2, 3"))
    assert [task.depends_on for task in read.tasks] == [
        (),
        ("Task #1",),
        ("Task #1", "Task #2"),
        ("Task #2", "Task #3"),
    ]


def test_a_task_about_a_legend_is_work() -> None:
    plan = (
        "# Karte\n\n### [ ] T1 — Suche\n- **Aufwand:** S\n\n### [ ] T2 — Legende zeichnen\n- **Aufwand:** S\n"
    )
    assert ids(read_text(plan)) == ["T1", "T2"]


def test_the_fields_of_a_numbered_heading_may_stand_behind_its_conditions() -> None:
    tests = "**Acceptance Criteria:**\n- [ ] Straight\n\n**Technical:**\n- Brick\n\n"
    part = f"**Goal:** A wall.\n\n{tests}**Estimate:** 3h\n"
    read = read_text(f"# House\n\n## Tasks\n\n### 1. Wall - P0\n\n{part}\n### 2. Roof - P1\n\n{part}")
    assert [(task.priority, len(task.steps)) for task in read.tasks] == [("critical", 1), ("high", 1)]


def test_a_column_may_say_its_priority_in_one_word() -> None:
    plan = "# Tarefas\n\n## Pendentes — Alto (antes)\n\n- [ ] Porta\n\n## Pendentes — Médio\n\n- [ ] Tinta\n"
    assert [task.priority for task in read_text(plan).tasks] == ["high", "medium"]


def test_tables_below_a_story_are_its_tasks_where_they_are_headed_so_or_have_ids() -> None:
    head = "| Görev | Sorumlu | Süre | Durum |\n|---|---|---|---|\n| Popup | Ece | 3 saat | To Do |\n"
    story = f"### 1. US-001: Kurulum\n**Durum:** To Do\n\n#### Görevler:\n{head}"
    story += "| Manifest | Can | 4 saat | To Do |\n"
    assert [task.title for task in read_text(f"# Sprint\n\n{story}").tasks] == ["Popup", "Manifest"]
    rows = "| Task | Status |\n|---|---|\n| T-009a: Check | To do |\n| T-009b: Script | To do |\n"
    assert ids(read_text(f"# Sprint\n\n### US-009: Reset\n\n{rows}")) == ["T-009a", "T-009b"]


def test_stories_in_a_section_of_tasks_group_their_boxes() -> None:
    boxes = "### Hikaye 1: Menü\n\n- [ ] Kart\n- [ ] Sayfa\n\n### Hikaye 2: Sepet\n\n- [ ] Toplam\n"
    assert ids(read_text(f"# Menü\n\n## Sprint 1 Görevleri\n\n{boxes}")) == [None, None, None]
    assert ids(read_text(f"# Menü\n\n## Hikayeler\n\n{boxes}")) == ["Hikaye 1", "Hikaye 2"]


def test_tables_of_titles_are_tasks_where_a_level_stands_above_or_beside() -> None:
    rows = "| Item | Descripción |\n|---|---|\n| Escribir tests | Login |\n| Paginar | Listas |\n"
    above = f"# Pendientes\n\n## Prioridad Alta\n\n{rows}"
    assert [task.priority for task in read_text(above).tasks] == ["high", "high"]
    head = "| Görev | Öncelik | Not |\n|---|---|---|\n"
    beside = f"{head}| Token yenile | 🔴 ACİL | Eski |\n| Dene | Orta | Yeni |\n"
    assert [task.priority for task in read_text(f"# Plan\n\n{beside}").tasks] == ["critical", "medium"]
    words = beside.replace("🔴 ACİL", "a").replace("Orta", "b")
    assert read_text(f"# Plan\n\n{words}").tasks == ()


def test_a_title_struck_through_with_one_tilde_or_two_was_given_up() -> None:
    plan = "# Map\n\n- [ ] ~Names~\n- [ ] ~~Colours~~\n- [ ] ~4h of walls, ~8h of roofs\n- [ ] ~~Open\n"
    tasks = read_text(plan).tasks
    assert [task.status for task in tasks] == ["dropped", "dropped", "todo", "todo"]
    assert [task.title for task in tasks[:2]] == ["Names", "Colours"]
    taken_up = render(read_text(plan), {tasks[0].key: TaskChange(status="todo")})
    assert taken_up == plan.replace("~Names~", "Names")


def test_boxes_at_a_checkpoint_are_no_tasks_beside_tasks_with_ids() -> None:
    tasks = "".join(f"### Task {n}: Part\n**Status:** open\n\n" for n in range(1, 4))
    assert len(read_text(f"# List\n\n{tasks}## Checkpoint: all\n- [x] It builds\n").tasks) == 3
