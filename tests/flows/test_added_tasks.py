"""A task added here goes out with the plan's file and comes back as itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.core.plan.test_additions import METROPOLITAN, ONE_TASK_FILES, shaped
from tests.core.plan.test_families import FOLDER, PLANS
from tests.plans import task_of
from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan, read_plan
from tracker.actions.new_tasks import add_task
from tracker.actions.plans import edit_plan
from tracker.actions.tasks import archive_task, edit_task, restore_task, set_status
from tracker.models import Plan, Section, Task
from tracker.queries.access import plan_for
from tracker.queries.document_page import document_page
from tracker.queries.export import plan_text
from tracker.queries.merging import plan_merge
from tracker.queries.new_task_page import section_choices
from tracker.queries.stored import stored_chart

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)

SHAPES = ["as it is", "CRLF", "byte order mark", "no final newline"]
FILES = ["metropolitan.md", *(name for name in PLANS if name not in ONE_TASK_FILES)]
NOTHING = {"created": 0, "changed": 0, "archived": 0, "restored": 0, "conflicts": 0}
TEXT = """# Boat

## Hull
- [ ] **TS-1: Saw**
- [ ] **TS-2: Sand**

## Rig
- [ ] **RG-1: Mast**
"""
WITHOUT_IDS = "# Boat\n\n## Hull\n- [ ] Saw\n- [ ] Sand\n\n## Rig\n- [ ] Mast\n"


def data_of(name: str) -> bytes:
    return METROPOLITAN if name == "metropolitan.md" else (FOLDER / name).read_bytes()


def plan_of(data: bytes, ada: User, slug: str = "plan") -> Plan:
    return import_plan(data=data, by=ada, slug=slug).plan


def exported(plan: Plan) -> bytes:
    return plan_text(Plan.objects.get(pk=plan.pk)).encode()


def open_sections(plan: Plan) -> list[Section | None]:
    """Those that the form offers."""
    return list(section_choices(plan)) or [None]


def sprint_of(section: Section | None) -> int | None:
    """The sprint that the file makes of the section, as of a phase; None where its tasks are of several."""
    numbers = set(section.tasks.values_list("sprint__number", flat=True)) if section else {None}
    return numbers.pop() if len(numbers) == 1 else None


def add(plan: Plan, ada: User, title: str = "Paint", section: Any = "Hull", **values: Any) -> Task:
    where = plan.sections.get(title=section) if isinstance(section, str) else section
    task = add_task(plan=plan, title=title, section=where, by=ada, **values).task
    assert task is not None
    return task


def told(task: Task) -> tuple[Any, ...]:
    """All that the file says of the task."""
    hours = (task.estimate_low_hours, task.estimate_high_hours)
    section = str(task.section) if task.section else ""
    return (task.title, task.status, section, task.priority, task.risk, *hours, task.is_duty)


def counts_of_import(plan: Plan, data: bytes, ada: User) -> dict[str, int]:
    """What importing did, and what its preview said it would, which must agree."""
    fresh = Plan.objects.get(pk=plan.pk)
    preview = plan_merge(fresh, read_plan(data, levels=fresh.levels)).counts
    result = dict(import_plan(data=data, by=ada, slug=plan.slug).counts)
    assert result == preview
    result.pop("kept")
    return result


def lines_lost(before: str, after: str) -> list[str]:
    """Lines of the old text that the new one does not have: where a sprint lists its tasks, it lists more."""
    left = set(after.splitlines())
    return [line for line in before.splitlines() if line not in left]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", FILES)
def test_added_tasks_go_out_with_the_file_and_come_back_changing_nothing(
    ada: User, name: str, shape: str
) -> None:
    data = shaped(data_of(name), shape)
    plan = plan_of(data, ada)
    sections = open_sections(plan)
    sprints = [sprint_of(section) for section in sections]
    first = add(
        plan, ada, "Carve the figurehead", sections[0], sprint=sprints[0], estimate=(4, 4), priority="low"
    )
    last = add(plan, ada, "Oil the mast", sections[-1], sprint=sprints[-1], estimate=(8, 16))
    bare = add(plan, ada, "Tell the owner", sections[0], sprint=sprints[0])
    text = exported(plan)
    assert set(lines_lost(data.decode(), text.decode())) <= {"- TS-001 → TS-004: Any tipi temizliği"}
    assert text.index(b"Carve the figurehead") < text.index(b"Tell the owner")
    again = plan_of(text, ada, "again")
    assert again.tasks.count() == plan.tasks.count()
    for task in (first, last, bare):
        twin = again.tasks.get(title=task.title)
        assert told(twin) == told(task)
        assert twin.key == task.key
    assert counts_of_import(plan, text, ada) == NOTHING
    assert exported(plan) == text
    task = Task.objects.get(pk=first.pk)
    assert task.source_key == again.tasks.get(title=task.title).key
    assert task.line is not None


@pytest.mark.parametrize("name", FILES)
def test_what_is_done_to_an_added_task_is_written_as_for_any_other(ada: User, name: str) -> None:
    plan = plan_of(data_of(name), ada)
    section = open_sections(plan)[0]
    task = add(plan, ada, "Carve the figurehead", section, sprint=sprint_of(section), estimate=(4, 4))
    set_status(task=task, status="done", seen_version=1, by=ada)
    edit_task(task=task, values={"title": "Carve it anew", "estimate": [8, 8]}, seen_version=2, by=ada)
    text = exported(plan)
    twin = plan_of(text, ada, "again").tasks.get(title="Carve it anew")
    assert (twin.status, twin.estimate_hours) == ("done", 8)
    assert counts_of_import(plan, text, ada) == NOTHING
    assert exported(plan) == text


@pytest.mark.parametrize("text", [TEXT, WITHOUT_IDS], ids=["ids", "none"])
def test_an_edited_text_of_an_added_task_goes_out_and_comes_back(ada: User, text: str) -> None:
    plan = plan_of(text.encode(), ada)
    task = add(plan, ada, estimate=(4, 4))
    edit_task(task=task, values={"body": f"{task.body}\n- Ask **Bob** first"}, seen_version=1, by=ada)
    out = exported(plan)
    assert b"\n  - Ask **Bob** first\n\n## Rig" in out
    assert counts_of_import(plan, out, ada) == NOTHING
    assert exported(plan) == out


@pytest.mark.parametrize("text", [TEXT, WITHOUT_IDS], ids=["ids", "none"])
def test_a_new_version_without_the_task_does_not_take_it_away(ada: User, text: str) -> None:
    plan = plan_of(text.encode(), ada)
    task = add(plan, ada)
    counts = counts_of_import(plan, text.replace("Mast", "The mast").encode(), ada)
    assert counts == NOTHING | {"changed": 1}
    assert Task.objects.get(pk=task.pk).archived_at is None
    assert b"Paint" in exported(plan)


def test_a_new_version_with_the_same_id_merges_with_it(ada: User) -> None:
    plan = plan_of(TEXT.encode(), ada)
    task = add(plan, ada, sprint=None, estimate=(4, 4), priority="high")
    set_status(task=task, status="doing", seen_version=1, by=ada)
    theirs = TEXT.replace("\n## Rig", "- [ ] **TS-3: Paint twice**\n\n## Rig")
    counts = counts_of_import(plan, theirs.encode(), ada)
    assert counts == NOTHING | {"changed": 1, "conflicts": 2}
    now = task_of(plan, "TS-3")
    assert (now.pk, now.title, now.status) == (task.pk, "Paint twice", "doing")
    assert (now.estimate_hours, now.priority) == (4, "high")


def test_a_new_version_that_loses_it_after_it_had_it_archives_it(ada: User) -> None:
    plan = plan_of(TEXT.encode(), ada)
    task = add(plan, ada)
    import_plan(data=exported(plan), by=ada, slug="plan")
    counts = counts_of_import(plan, TEXT.encode(), ada)
    assert counts == NOTHING | {"archived": 1}
    assert Task.objects.get(pk=task.pk).archived_at is not None
    assert exported(plan) == TEXT.encode()


@pytest.mark.parametrize("text", [TEXT, WITHOUT_IDS], ids=["ids", "none"])
def test_a_task_that_the_file_lost_and_somebody_brought_back_is_written_again(ada: User, text: str) -> None:
    plan = plan_of(text.encode(), ada)
    lost = plan.tasks.get(title="Saw")
    without = text.replace("- [ ] **TS-1: Saw**\n", "").replace("- [ ] Saw\n", "")
    import_plan(data=without.encode(), by=ada, slug="plan")
    lost.refresh_from_db()
    assert lost.archived_at is not None
    restore_task(task=lost, seen_version=None, by=ada)
    out = exported(plan)
    assert out.decode().count("Saw") == 1
    assert counts_of_import(plan, out, ada) == NOTHING
    assert plan.tasks.get(title="Saw") == lost


def test_an_addition_that_was_taken_out_is_not_written(ada: User) -> None:
    plan = plan_of(TEXT.encode(), ada)
    task = add(plan, ada)
    archive_task(task=task, seen_version=1, by=ada)
    assert exported(plan) == TEXT.encode()
    restore_task(task=task, seen_version=2, by=ada)
    assert b"TS-3: Paint" in exported(plan)


@pytest.mark.parametrize("name", FILES)
def test_a_task_taken_out_is_dropped_in_the_file_and_stays_out_when_that_comes_back(
    ada: User, name: str
) -> None:
    data = data_of(name)
    plan = plan_of(data, ada)
    task = plan.tasks.filter(status="todo").order_by("rank")[0]
    archive_task(task=task, seen_version=None, by=ada)
    text = exported(plan)
    assert text != data
    assert plan_of(text, ada, "again").tasks.get(source_key=task.source_key).status == "dropped"
    assert counts_of_import(plan, text, ada) == NOTHING
    task.refresh_from_db()
    assert task.archived_at is not None
    assert exported(plan) == text
    restore_task(task=task, seen_version=None, by=ada)
    again = plan_of(exported(plan), ada, "restored").tasks.get(title=task.title)
    assert again.status == "todo"


def test_a_task_taken_out_comes_back_where_a_new_version_opens_it_again(ada: User) -> None:
    plan = plan_of(TEXT.encode(), ada)
    archive_task(task=task_of(plan, "TS-1"), seen_version=1, by=ada)
    dropped = exported(plan)
    assert dropped == TEXT.replace("[ ] **TS-1", "[-] **TS-1").encode()
    import_plan(data=dropped, by=ada, slug="plan")
    assert counts_of_import(plan, TEXT.encode(), ada) == NOTHING | {"restored": 1}
    assert (task_of(plan, "TS-1").archived_at, task_of(plan, "TS-1").status) == (None, "todo")


def test_a_task_taken_out_keeps_its_place_in_new_versions(ada: User) -> None:
    plan = plan_of(WITHOUT_IDS.encode(), ada)
    task = plan.tasks.get(title="Saw")
    archive_task(task=task, seen_version=1, by=ada)
    renamed = WITHOUT_IDS.replace("Saw", "Saw well")
    import_plan(data=renamed.encode(), by=ada, slug="plan")
    counts = counts_of_import(plan, renamed.replace("Mast", "The mast").encode(), ada)
    assert counts == NOTHING | {"changed": 1}
    restore_task(task=Task.objects.get(pk=task.pk), seen_version=None, by=ada)
    assert exported(plan).decode().count("Saw") == 1


def test_a_task_of_a_section_that_a_new_version_lost_keeps_its_heading(ada: User) -> None:
    plan = plan_of(TEXT.encode(), ada)
    add(plan, ada)
    counts_of_import(plan, b"# Boat\n\n## Rig\n- [ ] **RG-1: Mast**\n", ada)
    out = exported(plan)
    assert out.endswith(b"- [ ] **RG-1: Mast**\n\n## Hull\n\n- [ ] TS-3: Paint\n")
    assert counts_of_import(plan, out, ada)["created"] == 0
    assert exported(plan) == out


def test_the_document_shows_added_tasks_with_a_live_box(ada: User) -> None:
    plan = plan_of(TEXT.encode(), ada)
    add(plan, ada)
    page = document_page(plan_for(ada, "plan"))
    boxes = {box.key: line for line, box in page.boxes.items()}
    assert page.text.splitlines()[boxes["TS-3"] - 1] == "- [ ] **TS-3: Paint**"
    assert page.text.splitlines()[boxes["RG-1"] - 1] == "- [ ] **RG-1: Mast**"


def test_an_export_takes_the_same_queries_however_much_was_added(ada: User) -> None:
    plan = plan_of(TEXT.encode(), ada)
    counts = []
    for count in range(12):
        add(plan, ada, f"Paint {count}")
        fresh = Plan.objects.select_related("revision").get(pk=plan.pk)
        with CaptureQueriesContext(connection) as queries:
            assert plan_text(fresh).count("Paint") == count + 1
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_the_burndown_counts_what_was_added_and_taken_out_on_its_day(ada: User) -> None:
    with time_machine.travel(MONDAY, tick=False):
        plan = plan_of(TEXT.replace("## Rig", "### Sprint 1\n- TS-1\n\n## Rig").encode(), ada)
        edit_plan(plan=plan, values={"time_zone": "UTC"}, by=ada)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        task = add(plan, ada, sprint=1, estimate=(6, 6))
    with time_machine.travel(MONDAY + timedelta(days=2), tick=False):
        archive_task(task=task, seen_version=1, by=ada)
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        recompute_figures(plan_id=plan.pk)
    stored = Plan.objects.select_related("figures").get(pk=plan.pk)
    assert stored.have_rev == stored.want_rev
    for sprint in (None, 1):
        points = {point.day.day: point for point in stored_chart(stored.figures.burndown, sprint).points}
        assert [points[day].added.hours for day in (30, 1, 2)] == [0, 6, 6]
        assert [points[day].removed.hours for day in (30, 1, 2)] == [0, 0, 6]


def test_parts_read_in_a_way_of_ones_own_are_read_so_after_lines_came_before_them(ada: User) -> None:
    text = "# Boat\n\n## Hull\n- [ ] TS-1: Saw\n- [ ] TS-2: Sand\n\n## Notes\n- [ ] never mind\n"
    plan = import_plan(data=text.encode(), by=ada, slug="plan", levels={7: "none"}).plan
    assert plan.tasks.count() == 2
    add(plan, ada)
    out = exported(plan)
    assert counts_of_levels(plan, out, ada) == NOTHING
    assert Plan.objects.get(pk=plan.pk).levels == {8: "none"}


def counts_of_levels(plan: Plan, data: bytes, ada: User) -> dict[str, int]:
    result = dict(import_plan(data=data, by=ada, slug=plan.slug).counts)
    result.pop("kept")
    return result
