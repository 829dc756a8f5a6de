"""Customs of plans that people write: what is usual in one kind of plan, and easily misread in another."""

from __future__ import annotations

import pytest

from tracker.core.plan.document import Document
from tracker.core.plan.parse import read_text


def ids(document: Document) -> list[str | None]:
    return [task.id for task in document.tasks]


def statuses(document: Document) -> list[str]:
    return [task.status for task in document.tasks]


def test_a_status_may_be_said_by_a_box_in_a_field_or_cell() -> None:
    fields = "# Pont\n\n### P-1 : Piles\n- **Statut** : [x]\n\n### P-2 : Tablier\n- **Statut** : [ ]\n"
    rows = "# Köprü\n\n| # | Görev | Durum |\n|---|---|---|\n| 1 | Ayak | [x] |\n| 2 | Tabla | [~] |\n"
    assert statuses(read_text(fields)) == ["done", "todo"]
    assert statuses(read_text(rows)) == ["done", "doing"]
    place = read_text(rows).tasks[0].status_place
    assert (place.kind, place.span and rows[slice(*place.span)]) == ("box", "x")


def test_an_id_before_a_colon_counts_down_no_days() -> None:
    plan = "# Fair\n\n- [ ] T-9: Rent the hall\n- [ ] T-10: Day tickets\n- [ ] T-11: Weeks of posters\n"
    assert ids(read_text(plan)) == ["T-9", "T-10", "T-11"]


@pytest.mark.parametrize(
    "title", ["Critères de sortie", "Criterios de salida", "Kryteria wyjścia", "Çıkış kriterleri"]
)
def test_boxes_under_criteria_to_leave_a_phase_are_no_tasks(title: str) -> None:
    plan = f"# Quai\n\n## Phase 1\n\n- [ ] Poser les rails\n\n### {title}\n\n- [ ] Aucune fuite\n"
    assert [task.title for task in read_text(plan).tasks] == ["Poser les rails"]


def test_a_tag_may_say_the_priority() -> None:
    plan = "# Board\n\n- [ ] Renew the lease #shop #p1 — soon\n- [ ] Paint the door #low\n- [ ] Rest #fun\n"
    assert [task.priority for task in read_text(plan).tasks] == ["high", "low", None]


def test_a_field_may_stand_in_code_behind_the_title() -> None:
    plan = "# 计划\n\n- [ ] **搭建环境** `优先级: 高`\n- [ ] Ship it `Estimate: 3h`\n- [ ] Run `make: all`\n"
    first, second, third = read_text(plan).tasks
    assert (first.priority, first.title) == ("high", "搭建环境")
    assert (second.title, second.estimate and second.estimate.low_hours) == ("Ship it", 3)
    assert (third.title, third.priority) == ("Run `make: all`", None)


def test_a_legend_says_what_a_colour_means_in_a_column() -> None:
    table = "| # | Tâche | Statut |\n|---|---|---|\n| 1 | Socle | 🟡 |\n| 2 | Murs | ☐ |\n| 3 | Toit | 🟢 |\n"
    line = "# Abri\n\n**Statut** : ☐ à faire · 🟡 en cours / vérifié · 🟢 terminé.\n\n"
    listed = "# Abri\n\n- ☐ à faire\n- 🟡 en cours\n- 🟢 terminé\n\n"
    for legend in (line, listed):
        assert statuses(read_text(legend + table)) == ["doing", "todo", "done"]
    assert statuses(read_text("# Abri\n\n" + table)) == ["todo", "todo", "todo"]


def test_a_dash_in_a_box_of_kiro_is_under_way() -> None:
    plan = "# Implementation Plan\n\n- [-] 1. Draw\n  - Go\n  - _Requirements: 1.1, 2.3_\n- [ ] 2. Ship\n"
    assert statuses(read_text(plan)) == ["doing", "todo"]
    assert statuses(read_text("# Plan\n\n- [-] Draw the map\n- [ ] Ship\n")) == ["dropped", "todo"]


def test_phases_without_ids_beside_phases_with_ids_hold_tasks_too() -> None:
    done = "### Aşama 1: Zemin\n\n- [x] Kaz\n- [x] Dök\n\n### Aşama 2: Duvar\n\n- [x] Ör\n\n"
    rows = "".join(f"| 3.{n} | İş {n} | {n} | [ ] |\n" for n in range(1, 7))
    table = f"## Aşama 3: Çatı\n\n| # | Görev | Süre (saat) | Durum |\n|---|---|---|---|\n{rows}"
    read = read_text(f"# Ev\n\n## Görevler\n\n{done}{table}")
    assert statuses(read) == ["done"] * 3 + ["todo"] * 6
    checks = read_text(f"# Ev\n\n## Kontroller\n\n- [ ] Kapılar\n- [ ] Camlar\n\n{table}")
    assert ids(checks) == [f"3.{n}" for n in range(1, 7)]


def test_boxes_under_a_testing_checklist_are_none_beside_a_table_of_tasks() -> None:
    table = "| Task | Type | Effort |\n|---|---|---|\n| Write it | Code | 45m |\n| Wire it | Code | 15m |\n"
    checks = "## Testing Checklist\n\n### Unit Tests\n\n- [ ] empty list\n- [ ] long list\n"
    assert len(read_text(f"# Prompts\n\n## Tasks\n\n{table}\n{checks}").tasks) == 2
    assert len(read_text(f"# Prompts\n\n{checks}").tasks) == 2


def test_a_lone_dotted_number_is_an_id_among_others() -> None:
    plan = "# P\n\n- [ ] 1. Base\n  - [ ] 1.1 Dig\n  - [ ] 1.2 Pour\n- [ ] 2. Top\n  - [ ] 2.1 Roof\n"
    assert ids(read_text(plan)) == ["1", "1.1", "1.2", "2", "2.1"]


def test_a_bold_row_heads_the_rows_whose_ids_begin_with_its_own() -> None:
    plan = (
        "# Plan\n\n| Lot | Tâche | Priorité | Statut |\n|---|---|---|---|\n"
        "| **P0** | **Stabiliser** | **Critique** | **En cours** |\n| P0-1 | Corriger | P0 | À faire |\n"
        "| P0-2 | Nettoyer | P2 | Fait |\n| **P1** | **Publier** | **Haute** | **À faire** |\n"
        "| P1-1 | Documenter | P1 | À faire |\n"
    )
    assert ids(read_text(plan)) == ["P0-1", "P0-2", "P1-1"]


def test_an_overview_of_milestones_fills_in_what_their_headings_leave_out() -> None:
    head = "| # | Milestone | Effort | Depends on |\n|---|---|---|---|\n"
    table = f"{head}| M0 | Base | 2d | — |\n| M1 | Call | 3d | M0 |\n"
    headings = "## M0 — Base\n\n**Effort:** 1d\n\n## M1 — Call\n\n**Goal:** talk\n\n**Risk:** high\n"
    base, call = read_text(f"# Plan\n\n## Map\n\n{table}\n{headings}").tasks
    assert (base.line, base.estimate and base.estimate.low_hours) == (10, 8)
    assert (call.depends_on, call.estimate and call.estimate.low_hours) == (("M0",), 24)
    assert ids(read_text(f"# Plan\n\n{table}")) == ["M0", "M1"]
    boxes = "## Work\n\n- [ ] TS-1: Dig\n- [ ] TS-2: Pour\n"
    assert ids(read_text(f"# Plan\n\n## Map\n\n{table}\n{boxes}")) == ["TS-1", "TS-2"]


def test_a_plan_with_a_table_of_tasks_is_no_task_for_its_front_matter() -> None:
    front = "---\ntitle: Revamp\nstatus: completed\npriority: P2\neffort: 6d\n---\n\n# Revamp\n\n"
    table = (
        "| # | File | Status | Effort | Depends |\n|---|---|---|---|---|\n"
        "| 1 | `phase-1-a.md` | completed | 1d | — |\n| 2 | `phase-2-b.md` | pending | 2d | 1 |\n"
        "| 3 | `phase-3-c.md` | pending | 0.5d | 1–2 |\n"
    )
    first, second, third = read_text(front + table).tasks
    assert (first.id, first.status, second.status) == ("1", "done", "todo")
    assert (second.depends_on, third.depends_on) == (("1",), ("1", "2"))


def test_a_numbered_heading_under_a_sprint_that_says_its_days_is_a_task() -> None:
    plan = (
        "# Plano\n\n## Sprint 3 - Contas\n**Duração:** 10 dias\n\n### 1. Extrato (5 dias)\n\n"
        "**Tarefas Backend:**\n- [ ] Tabela\n- [ ] Rota\n\n"
        "### 2. Recibos (2 dias)\n\n**Tela:**\n- [ ] Lista\n"
    )
    first, second = read_text(plan).tasks
    assert (first.title, len(first.steps), first.estimate and first.estimate.low_hours) == (
        "Extrato (5 dias)",
        2,
        40,
    )
    assert (second.id, second.sprint) == ("2", 3)
    loose = plan.replace("**Tarefas Backend:**\n", "").replace("**Tela:**\n", "")
    assert [task.title for task in read_text(loose).tasks] == ["Tabela", "Rota", "Lista"]


def test_numbered_headings_that_are_done_are_tasks_beside_others_with_fields() -> None:
    plan = (
        "# Uwagi\n\n### 20. Przesuwanie\n- **Priorytet:** Wysoki\n\n"
        "### 21. ~~Gotówka~~ ✅ DONE (2026-04-12)\n- opis\n\n"
        "### 22. ~~Kreator~~ ✅ DONE\n- opis\n\n### 23. Waluta\n- **Priorytet:** Niski\n"
    )
    assert statuses(read_text(plan)) == ["todo", "done", "done", "todo"]


def test_a_numbered_file_with_what_blocks_it_is_a_ticket() -> None:
    ticket = (
        "# 08 — Hats for friends\n\n**What to build:** A row of hats.\n\n**Blocked by:** 07\n\n"
        "**Status:** ready-for-agent\n\n- [ ] Each hat fits\n- [x] Hats stay on\n"
    )
    (task,) = read_text(ticket).tasks
    assert (task.id, task.title, len(task.steps)) == ("08", "Hats for friends", 2)
    plan = ticket.replace("- [ ] Each", "## Sewing\n\n- [ ] Each")
    assert [task.title for task in read_text(plan).tasks] == ["Each hat fits", "Hats stay on"]


def test_a_ticket_may_hold_its_fields_in_its_first_section() -> None:
    with_id = (
        "# TASK-7: Escena\n\n## Información General\n- **Sprint:** Sprint 2\n- **Estado:** Completada\n"
        "- **Estimación:** 12 horas\n- **Prioridad:** Alta\n\n## Objetivo\n\nLuz.\n\n### 1. Focos\n\n- Dos\n"
    )
    (task,) = read_text(with_id).tasks
    assert (task.id, task.status, task.priority) == ("TASK-7", "done", "high")
    assert task.estimate is not None
    assert task.estimate.low_hours == 12
    named = (
        "# 删除笔记\n\n## 基本信息\n\n- **任务ID**: T014\n- **优先级**: 高\n- **预计工时**: 2小时\n"
        "- **任务状态**: 待执行\n\n## 验收标准\n\n- [ ] 可以删除\n"
    )
    (task,) = read_text(named).tasks
    assert (task.id, task.title, task.status, len(task.steps)) == ("T014", "删除笔记", "todo", 1)


def test_a_plan_with_an_overview_of_itself_is_no_ticket() -> None:
    plan = (
        "# PLAN-2026: Move\n\n## Overview\n- **Status:** Active\n- **Priority:** High\n- **Owner:** Ann\n\n"
        "## Phase 1: Pack\n\n- [ ] Boxes\n- [ ] Tape\n"
    )
    assert [task.title for task in read_text(plan).tasks] == ["Boxes", "Tape"]


def test_a_bold_line_may_name_the_sprint_of_the_ids_below_it() -> None:
    tasks = "".join(f"### UX-{n} · Teil {n}\n**Aufwand:** S\n\n" for n in (1, 2, 3))
    order = (
        "**Sprint 1 – „Filter“ (klein)**\nUX-1, UX-3\n→ Räumt auf.\n\n"
        "**Sprint 2 – „Leiste“**\n\n- UX-2 zuerst\n"
    )
    read = read_text(f"# Backlog\n\n## P1\n\n{tasks}\n## Vorschlag\n\n{order}")
    assert [task.sprint for task in read.tasks] == [1, 2, 1]
    assert [sprint.title for sprint in read.sprints] == ["Sprint 1 – „Filter“ (klein)", "Sprint 2 – „Leiste“"]


def test_boxes_below_a_bold_phase_belong_to_it() -> None:
    plan = (
        "# Plan\n\n**Phase 0 – Setup**\n- [ ] Rollen\n- [ ] Ordner\n\n"
        "**Phase 1 – Texte** *(siehe 00)*\n\n- [ ] Quellen\n"
    )
    assert [task.sprint for task in read_text(plan).tasks] == [0, 0, 1]


def test_words_are_known_without_their_accents_too() -> None:
    plan = (
        "# Isler\n\n### IS-1: Cati\n**Oncelik:** Yuksek\n**Tahmini Sure:** 3 saat\n**Bagimliliklar:** Yok\n\n"
        "### IS-2: Techo\n**Prioridad:** Critica\n**Estimacion:** 1h\n**Dependencias:** IS-1\n"
    )
    first, second = read_text(plan).tasks
    assert (first.priority, first.estimate and first.estimate.low_hours) == ("high", 3)
    assert (second.priority, second.depends_on) == ("critical", ("IS-1",))


def test_a_first_column_of_numbers_beside_titles_holds_ids() -> None:
    plan = (
        "# Plans\n\n| Plan | Title | Effort | Depends on | Status |\n|---|---|---|---|---|\n"
        "| 001 | Base | L | — | DONE |\n| 002 | Phase 0 sign | M | 001 | TODO |\n"
        "| 003 | Vim | S | 001, 002 | TODO |\n"
    )
    assert ids(read_text(plan)) == ["001", "002", "003"]
    assert read_text(plan).tasks[2].depends_on == ("001", "002")


def test_what_a_sprint_delivers_and_what_it_needs_first_are_no_tasks() -> None:
    table = "| ID | Task | Status |\n|---|---|---|\n| T1 | Dig | open |\n| T2 | Pour | open |\n"
    checks = "### Sprint 1 Deliverable\n\n- [ ] It stands\n\n## Prerequisites\n\n- [ ] A field\n"
    phase = "## Phase 2: Test plan\n\n- [ ] Write it\n"
    titles = [task.title for task in read_text(f"# P\n\n## Sprint 1\n\n{table}\n{checks}\n{phase}").tasks]
    assert titles == ["Dig", "Pour", "Write it"]


def test_tags_within_the_bold_of_an_id_are_not_the_title() -> None:
    plan = "# P\n\n- [ ] **T007-01** Mock it.\n- [ ] **T007-06 [P]** Break it. Depends on T007-01.\n"
    task = read_text(plan).tasks[1]
    assert (task.id, task.title, task.labels) == ("T007-06", "Break it. Depends on T007-01.", ("P",))
    assert task.depends_on == ("T007-01",)


@pytest.mark.parametrize("indent", [" ", "   "])
def test_numbered_items_with_fields_of_their_own_are_tasks(indent: str) -> None:
    fields = (
        f"{indent}* Estimación de tiempo: 2 días\n{indent}* Dependencias: %s\n{indent}* Prioridad: Alta\n"
    )
    needs = ["Ninguna", "Tarea 1", "Tareas 1 y 2"]
    items = "".join(f"{n}. **Parte {n}**\n{fields % need}" for n, need in enumerate(needs, 1))
    tasks = read_text(f"### Plan\n\n**Tareas**\n\n{items}\n**Notas**\n\n1. Nada\n").tasks
    assert [(task.id, task.title) for task in tasks] == [("1", "Parte 1"), ("2", "Parte 2"), ("3", "Parte 3")]
    assert [task.depends_on for task in tasks] == [(), ("1",), ("1", "2")]
    assert {task.estimate and task.estimate.low_hours for task in tasks} == {16}


def test_the_word_task_may_stand_before_an_id() -> None:
    first = "### Task SEC-001: Rotate\n\n**Priority:** High\n\n"
    plan = f"# P\n\n{first}### Task SEC-002: Lock out\n\n**Depends on:** SEC-001\n"
    tasks = read_text(plan).tasks
    assert [(task.id, task.title) for task in tasks] == [("SEC-001", "Rotate"), ("SEC-002", "Lock out")]
    assert tasks[1].depends_on == ("SEC-001",)


def test_names_in_a_column_of_ids_are_ids() -> None:
    rows = "| pay-cards | Cards | ☑ | |\n| pay-refunds | Refunds | ☐ | pay-cards |\n"
    tasks = read_text("# P\n\n| ID | Task | Status | Depends on |\n|--|--|--|--|\n" + rows).tasks
    assert [(task.id, task.status) for task in tasks] == [("pay-cards", "done"), ("pay-refunds", "todo")]
    assert tasks[1].depends_on == ("pay-cards",)
    settings = "# P\n\n| Key | Description |\n|--|--|\n| DB_URL | The database |\n| DB_NAME | Its name |\n"
    assert read_text(settings).tasks == ()


def test_numbered_rows_with_a_person_are_tasks() -> None:
    plan = (
        "# P\n\n| # | Action requise | Responsable |\n|--|--|--|\n| 1 | Payer | Ana |\n| 2 | Signer | Léo |\n"
    )
    assert [(task.id, task.assignee) for task in read_text(plan).tasks] == [("1", "Ana"), ("2", "Léo")]


def test_a_status_cell_may_say_the_priority_in_brackets() -> None:
    plan = "| ID | Task | Status |\n|--|--|--|\n| A-1 | One | TODO (P1) |\n| A-2 | Two | DONE (P3) |\n"
    assert [(t.status, t.priority) for t in read_text(plan).tasks] == [("todo", "high"), ("done", "low")]


def test_minutes_may_follow_the_hours_without_a_unit() -> None:
    plan = "# P\n\n| Tâche | Effort | Priorité |\n|--|--|--|\n| Un | 1h30 | P3 |\n| Deux | 2h | P3 |\n"
    assert [t.estimate and t.estimate.low_hours for t in read_text(plan).tasks] == [1.5, 2]


def test_lists_of_files_are_no_tasks_and_what_is_recommended_is() -> None:
    rows = "| ID | Task | Status |\n|--|--|--|\n" + "".join(
        f"| A-{n} | Part {n} | todo |\n" for n in range(1, 6)
    )
    files = "## File list\n\n- [x] `a.py`\n\n"
    plan = f"# P\n\n## Work\n\n{rows}\n{files}## Recommended before launch\n\n- [ ] Try it\n"
    assert [task.title for task in read_text(plan).tasks][5:] == ["Try it"]
