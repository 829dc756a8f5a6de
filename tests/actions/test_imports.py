"""A plan file comes in whole or not at all, and again without a change."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection

from tracker.actions.imports import import_plan, slug_for
from tracker.actions.tasks import set_status, set_step
from tracker.core.errors import IllegalMove, PlanError
from tracker.models import (
    Agent,
    Category,
    ChecklistItem,
    Dependency,
    Event,
    Figures,
    Membership,
    Plan,
    PlanRevision,
    Section,
    Sprint,
    Task,
    TaskAgent,
)
from tracker.queries.export import plan_text

pytestmark = pytest.mark.django_db

METROPOLITAN = Path(settings.BASE_DIR, "fixtures", "metropolitan.md").read_bytes()
SMALL = """# Small: a plan

## 1. Code (CODE) - HIGH PRIORITY

### 1.1 Basics

- [ ] **AB-1: First**
  - **Süre:** 4 saat
  - [ ] Write it
- [ ] **AB-2: Second**
  - **Bağımlılık:** AB-1
- [ ] **AB-3: Third**

### Sprint 1 (1 hafta): Start

AB-1 → AB-2
""".encode()
MODELS = [Agent, Category, ChecklistItem, Dependency, Event, Figures, Membership, Plan, PlanRevision, Section,
          Sprint, Task, TaskAgent]  # fmt: skip


def snapshot() -> list[Any]:
    """Every row of the tracker."""
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def test_the_readiness_plan_comes_in_whole(ada: User) -> None:
    result = import_plan(data=METROPOLITAN, by=ada)
    plan, tasks = result.plan, Task.objects.filter(plan=result.plan)
    assert result.is_new
    assert plan.slug.startswith("metropolitan")
    assert (plan.categories.count(), plan.sections.count(), tasks.count()) == (9, 34, 80)
    assert ChecklistItem.objects.filter(task__plan=plan).count() == 12
    assert (plan.sprints.count(), tasks.exclude(sprint=None).count(), tasks.filter(sprint=None).count()) == (
        6,
        63,
        17,
    )
    assert plan.sections.filter(is_ongoing=True).count() == 2
    assert Event.objects.filter(plan=plan, field="task", by=ada).count() == 80


def test_the_first_importer_manages_the_plan(ada: User) -> None:
    plan = import_plan(data=SMALL, by=ada).plan
    assert Membership.objects.get(plan=plan).role == "manager"


def test_sprints_are_consecutive_weeks_from_the_start(ada: User) -> None:
    plan = import_plan(data=METROPOLITAN, by=ada, start=date(2026, 11, 30)).plan
    spans = list(plan.sprints.values_list("starts_on", "ends_on"))
    assert spans[0] == (date(2026, 11, 30), date(2026, 12, 4))
    assert all(start.isoweekday() == 1 for start, _end in spans)
    assert all(end < start for (_s, end), (start, _e) in pairwise(spans))


def test_a_plan_begins_and_its_sprints_end_in_a_year_that_can_be(ada: User) -> None:
    sprints = "".join(f"### Sprint {number} (Weeks 1-999)\n\n- A-1\n\n" for number in range(1, 12))
    text = f"# T\n\n- [ ] **A-1: x**\n\n## Sprints\n\n{sprints}"
    with pytest.raises(IllegalMove, match="year 9999"):
        import_plan(data=text.encode(), by=ada, start=date(9999, 12, 31))
    with pytest.raises(PlanError, match=r"Line \d+: sprint 10 would last beyond 2199"):
        import_plan(data=text.encode(), by=ada, start=date(2026, 11, 30))
    assert not Plan.objects.exists()


def test_the_same_file_again_changes_nothing(ada: User, bob: User) -> None:
    plan = import_plan(data=METROPOLITAN, by=ada).plan
    set_status(task=Task.objects.get(plan=plan, key="TS-002"), status="done", seen_version=1, by=ada)
    before = snapshot()
    again = import_plan(data=METROPOLITAN, by=bob)
    assert again.changed_nothing
    assert again.plan == plan
    assert snapshot() == before


def test_an_export_that_is_imported_again_changes_no_task(ada: User) -> None:
    plan = import_plan(data=METROPOLITAN, by=ada).plan
    set_status(task=Task.objects.get(plan=plan, key="TS-002"), status="done", seen_version=1, by=ada)
    plan.refresh_from_db()
    events = Event.objects.count()
    again = import_plan(data=plan_text(plan).encode(), by=ada)
    assert again.changed_nothing
    assert Event.objects.count() == events
    assert Task.objects.get(plan=plan, key="TS-002").status == "done"


def test_the_tasks_fields_and_links_are_data(ada: User) -> None:
    plan = import_plan(data=SMALL, by=ada).plan
    first, second, third = Task.objects.filter(plan=plan).order_by("rank")
    assert (first.key, first.estimate_hours, first.sprint and first.sprint.number) == ("AB-1", 4, 1)
    assert first.section is not None
    assert first.section.title == "Basics"
    assert first.category is not None
    assert (first.category.english_title, first.priority) == ("CODE", "high")
    assert [step.text for step in first.steps.all()] == ["Write it"]
    assert list(second.links_in.values_list("predecessor__key", "source")) == [("AB-1", "file")]
    assert third.sprint is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", None),
        (b"# Nothing here\n\nJust words.\n", "no-tasks"),
        (SMALL.replace(b"AB-2: Second", b"AB-1: Second"), "duplicate-id"),
        (SMALL.replace(b"AB-2: Second", b"ab-1: Second"), "duplicate-id"),
        (SMALL + b"\xff\xfe", None),
        (SMALL.decode().encode("utf-16"), None),
        (SMALL.replace(b"Second", "Görev".encode("latin-1")), None),
        (SMALL.replace(b"Second", b"Sec\0ond"), None),
        (b"- [ ] **X-1: a**\n" + b"x" * (2 * 1024 * 1024), None),
    ],
    ids=[
        "empty",
        "no task",
        "id twice",
        "id twice but for case",
        "not UTF-8",
        "UTF-16",
        "Latin-1",
        "NUL",
        "too large",
    ],
)
def test_a_broken_file_makes_no_plan_and_changes_none(ada: User, data: bytes, code: str | None) -> None:
    import_plan(data=SMALL, by=ada)
    before = snapshot()
    for slug in (None, "small"):
        with pytest.raises(PlanError) as refused:
            import_plan(data=data, by=ada, slug=slug)
        assert code in (None, refused.value.code)
    assert snapshot() == before


def test_the_refusal_of_an_id_that_stands_twice_names_both_lines(ada: User) -> None:
    with pytest.raises(PlanError, match=r"Line 10: AB-1 stands in line 7 too"):
        import_plan(data=SMALL.replace(b"AB-2: Second", b"AB-1: Second"), by=ada)


def test_a_new_task_comes_in_at_its_place_and_a_lost_one_is_archived(ada: User) -> None:
    plan = import_plan(data=SMALL, by=ada).plan
    changed = SMALL.replace(b"- [ ] **AB-3: Third**", b"- [ ] **AB-4: Fourth**").replace(
        b"First", b"The first"
    )
    result = import_plan(data=changed, by=ada)
    assert result.counts["created"] == 1
    assert result.counts["archived"] == 1
    live = Task.objects.filter(plan=plan, archived_at=None).order_by("rank")
    assert [(task.key, task.title) for task in live] == [
        ("AB-1", "The first"),
        ("AB-2", "Second"),
        ("AB-4", "Fourth"),
    ]
    assert Task.objects.get(plan=plan, key="AB-3").archived_at is not None
    assert plan.revisions.count() == 2


def test_a_task_that_comes_back_is_restored_with_its_tick(ada: User) -> None:
    plan = import_plan(data=SMALL, by=ada).plan
    task = Task.objects.get(plan=plan, key="AB-3")
    set_status(task=task, status="done", seen_version=1, by=ada)
    import_plan(data=SMALL.replace(b"- [ ] **AB-3: Third**\n", b""), by=ada)
    result = import_plan(data=SMALL, by=ada)
    assert result.counts["restored"] == 1
    row = Task.objects.get(plan=plan, key="AB-3")
    assert (row.pk, row.status, row.archived_at) == (task.pk, "done", None)


def test_ticks_of_people_survive_a_new_file(ada: User) -> None:
    plan = import_plan(data=SMALL, by=ada).plan
    set_status(task=Task.objects.get(plan=plan, key="AB-2"), status="done", seen_version=1, by=ada)
    set_step(task=Task.objects.get(plan=plan, key="AB-1"), position=0, done=True, by=ada)
    import_plan(data=SMALL.replace(b"Second", b"The second"), by=ada)
    row = Task.objects.get(plan=plan, key="AB-2")
    assert (row.title, row.status) == ("The second", "done")
    assert Task.objects.get(plan=plan, key="AB-1").steps.get().is_done


@pytest.mark.parametrize(
    ("title", "kept"),
    [(": " + "x" * 1500, "x" * 1000), ("", "First"), (":", "First")],
    ids=["long", "none", "empty"],
)
def test_a_title_that_nobody_could_type_does_not_keep_a_new_file_out(
    ada: User, title: str, kept: str
) -> None:
    plan = import_plan(data=SMALL, by=ada).plan
    import_plan(data=SMALL.replace(b": First", title.encode()), by=ada)
    assert plan.tasks.get(key="AB-1").title == kept


def test_a_tick_in_the_file_is_an_event_of_nobody(ada: User) -> None:
    plan = import_plan(data=SMALL, by=ada).plan
    import_plan(data=SMALL.replace(b"- [ ] **AB-2", b"- [x] **AB-2"), by=None)
    event = Event.objects.get(plan=plan, field="status")
    assert (event.task and event.task.key, event.by, event.to_value) == ("AB-2", None, "done")


def test_two_titles_of_one_project_are_one_plan(ada: User) -> None:
    plan = import_plan(data=SMALL, by=ada).plan
    renamed = SMALL.replace(b"# Small: a plan", "# Small – revised".encode())
    assert import_plan(data=renamed, by=ada).plan == plan


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Metropolitan - Production Readiness", "metropolitan"),
        ("Şirket İçi Görevler: 2026", "sirket-ici-gorevler"),
        ("计划", "plan"),
        ("New", "new-plan"),
        ("", "plan"),
        ("x" * 300, "x" * 60),
    ],
)
def test_an_address_is_made_of_the_projects_name(title: str, slug: str) -> None:
    assert slug_for(title) == slug


@pytest.mark.parametrize("slug", ["new", "../x", "a b", "ş", "x" * 61, "\0"])
def test_an_address_that_cannot_be_makes_no_plan(ada: User, slug: str) -> None:
    with pytest.raises(PlanError, match="cannot be in a plan's address"):
        import_plan(data=SMALL, by=ada, slug=slug)
    assert not Plan.objects.exists()


def test_a_file_whose_name_no_database_holds_comes_in_without_it(ada: User) -> None:
    assert import_plan(data=SMALL, by=ada, file_name="\udcff.md").plan.revision.file_name == ""


def test_a_first_import_takes_the_same_queries_whatever_its_size(ada: User) -> None:
    def queries(count: int) -> int:
        tasks = "".join(f"- [ ] **Q-{number}: Title**\n" for number in range(count))
        before = len(connection.queries_log)
        import_plan(data=f"# Size {count}\n\n## Part\n\n{tasks}".encode(), by=ada)
        return len(connection.queries_log) - before

    connection.force_debug_cursor = True
    try:
        one, sixty = queries(1), queries(60)
        assert sixty - one <= 2  # SQLite takes rows in batches
    finally:
        connection.force_debug_cursor = False
