"""A task added by hand begins to do on its board, with an id of its section and an event that tells."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.plans import task_of
from tracker.actions.imports import import_plan
from tracker.actions.new_tasks import add_task
from tracker.actions.tasks import archive_task, edit_task, restore_task
from tracker.actions.undo import undo_event
from tracker.core.errors import IllegalMove
from tracker.models import Event, Plan, Section, Task
from tracker.queries.since import mark_of
from tracker.queries.work import plan_work

pytestmark = pytest.mark.django_db

TEXT = """# Boat

## 1. Hull
**Priority:** HIGH | **Risk:** LOW | **Estimated:** 3 days
**Agent:** `carpenter`

- [ ] **TS-013: Saw**
  - **Estimate:** 1 day
- [ ] **TS-014: Sand**
  - **Depends on:** TS-020

## 2. Rig
- [ ] **RG-1: Mast** ~4h

## Sprints
### Sprint 1 (1 week)
- TS-013
### Sprint 2 (1 week)
- RG-1
"""
WITHOUT_IDS = "# Boat\n\n## Hull\n- [ ] Saw\n- [ ] Sand\n"


@pytest.fixture
def boat(ada: User) -> Plan:
    return import_plan(data=TEXT.encode(), by=ada, slug="boat").plan


def section_of(plan: Plan, title: str) -> Section:
    return plan.sections.get(title=title)


def add(plan: Plan, by: User, title: str = "Paint", section: str | None = "Hull", **values: Any) -> Task:
    where = section_of(plan, section) if section else None
    task = add_task(plan=plan, title=title, section=where, by=by, **values).task
    assert task is not None
    return Task.objects.get(pk=task.pk)


def test_it_gets_the_next_id_of_its_section_and_what_the_section_says(boat: Plan, ada: User) -> None:
    task = add(boat, ada, sprint=2, estimate=(8, 16))
    assert (task.key, task.title, task.status) == ("TS-015", "Paint", "todo")
    assert (task.priority, task.risk, task.estimate_hours, task.is_duty) == ("high", "low", 12, False)
    assert (task.sprint and task.sprint.number, task.category and task.category.title) == (2, "Hull")
    assert [agent.name for agent in task.agents.all()] == ["carpenter"]
    assert task.rank == max(boat.tasks.values_list("rank", flat=True))
    assert (task.version, task.line) == (1, None)


def test_its_event_holds_what_it_began_with(boat: Plan, ada: User) -> None:
    event = add_task(plan=boat, title="Paint", section=section_of(boat, "Hull"), sprint=1, by=ada)
    assert (event.field, event.by, event.version) == ("task", ada, 1)
    assert event.to_value == {
        "status": "todo", "sprint": 1, "estimate": None, "is_duty": False, "by_hand": True,
        "estimate_hours": 8.0,
    }  # fmt: skip
    assert event.to_value["estimate_hours"] == plan_work(boat).hours["TS-015"]


def test_the_plan_counts_it_and_computes_anew(boat: Plan, ada: User) -> None:
    before = Plan.objects.get(pk=boat.pk)
    add(boat, ada)
    after = Plan.objects.get(pk=boat.pk)
    assert after.want_rev == before.want_rev + 1
    assert mark_of(after).newest == Event.objects.latest("pk").pk


def test_ids_go_on_behind_those_that_were_taken_out(boat: Plan, ada: User) -> None:
    gone = add(boat, ada)
    archive_task(task=gone, seen_version=1, by=ada)
    assert add(boat, ada).key == "TS-016"


def test_an_own_id_and_priority_are_kept(boat: Plan, ada: User) -> None:
    task = add(boat, ada, key=" PAINT-1 ", priority="critical")
    assert (task.key, task.priority) == ("PAINT-1", "critical")


def test_what_the_title_says_in_the_files_way_is_read(boat: Plan, ada: User) -> None:
    task = add(boat, ada, "Oil the mast ~2h", "Rig")
    assert (task.key, task.title, task.estimate_hours) == ("RG-2", "Oil the mast", 2)
    assert add(boat, ada, "Oil it ~2h", "Rig", estimate=(1, 1)).estimate_hours == 1


def test_a_plan_without_ids_gives_a_short_key_and_writes_none(ada: User) -> None:
    plan = import_plan(data=WITHOUT_IDS.encode(), by=ada, slug="boat").plan
    first, second = add(plan, ada), add(plan, ada)
    assert len(first.key) == len(second.key) == 5
    assert first.key != second.key
    assert (first.source_key, second.source_key) == ("", "")


def test_who_waited_for_an_id_that_nobody_had_waits_for_the_task(boat: Plan, ada: User) -> None:
    task = add(boat, ada, key="TS-020")
    assert [link.successor.key for link in task.links_out.select_related("successor")] == ["TS-014"]
    told = Event.objects.get(plan=boat, field="dependency")
    assert (told.task and told.task.key, told.to_value) == ("TS-014", ["TS-020"])


def test_a_plan_without_a_file_takes_tasks_too(plan: Plan, ada: User) -> None:
    task = add(plan, ada, section=None, key="TS-4", estimate=(2, 2))
    assert (task.key, task.source_key, task.estimate_hours) == ("TS-4", "TS-4", 2)
    assert len(add(plan, ada, section=None).key) == 5


REFUSALS: dict[str, tuple[dict[str, Any], str]] = {
    "no title": ({"title": " \n "}, "needs a title"),
    "a title that is too long": ({"title": "x" * 1001}, "1001 characters long; at most 1000 fit"),
    "a character that cannot be kept": ({"title": "a\0b"}, "cannot be kept"),
    "a taken id": ({"key": "ts-014"}, "There is TS-014 already: “Sand”"),
    "an id that looks like a taken one": ({"key": "TS-14"}, "There is TS-014 already"),
    "an id that is none": ({"key": "not an id"}, "“not an id” would not be read as an id"),
    "an id that is too long": ({"key": "TS-" + "1" * 60}, "at most 60 characters"),
    "no such sprint": ({"sprint": 7}, "no sprint 7"),
    "no such priority": ({"priority": "huge"}, "“huge” is not a level"),
    "an estimate that is none": ({"estimate": (9, 3)}, "from low to high"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(boat: Plan, ada: User, case: str) -> None:
    values, words = REFUSALS[case]
    before = (Task.objects.count(), Event.objects.count())
    with pytest.raises(IllegalMove, match=words):
        add(boat, ada, **values)
    assert (Task.objects.count(), Event.objects.count()) == before


def test_an_id_that_was_taken_out_says_so(boat: Plan, ada: User) -> None:
    archive_task(task=task_of(boat, "TS-014"), seen_version=1, by=ada)
    with pytest.raises(IllegalMove, match="TS-014 was taken out of the plan: “Sand”"):
        add(boat, ada, key="TS-014")


def test_a_section_of_another_plan_is_refused(boat: Plan, ada: User) -> None:
    other = import_plan(data=TEXT.encode(), by=ada, slug="other").plan
    with pytest.raises(IllegalMove, match="no such section"):
        add_task(plan=boat, title="Paint", section=section_of(other, "Hull"), by=ada)


def test_a_full_plan_takes_no_more(boat: Plan, ada: User, settings: Any) -> None:
    settings.PLAN_MAX_TASKS = 3
    with pytest.raises(IllegalMove, match="The plan holds 3 tasks"):
        add(boat, ada)


def test_a_file_that_is_one_task_has_no_place_for_another(ada: User) -> None:
    text = "---\nid: BEE-17\nstatus: open\npriority: high\n---\n\n# Move the hives\n"
    plan = import_plan(data=text.encode(), by=ada, slug="bees").plan
    with pytest.raises(IllegalMove, match="has no place where this task"):
        add(plan, ada, section=None)


def test_undo_takes_it_out_and_redo_brings_it_back(boat: Plan, ada: User, bob: User) -> None:
    event = add_task(plan=boat, title="Paint", section=section_of(boat, "Hull"), by=ada)
    (undone,) = undo_event(event=event, by=bob)
    assert (undone.field, undone.by, undone.undoes) == ("archived", bob, event)
    assert task_of(boat, "TS-015").archived_at is not None
    assert undo_event(event=event, by=bob) == []
    undo_event(event=undone, by=ada)
    assert task_of(boat, "TS-015").archived_at is None


def test_an_addition_is_not_undone_over_a_later_change_of_the_same(boat: Plan, ada: User) -> None:
    event = add_task(plan=boat, title="Paint", section=section_of(boat, "Hull"), by=ada)
    archive_task(task=task_of(boat, "TS-015"), seen_version=None, by=ada)
    restore_task(task=task_of(boat, "TS-015"), seen_version=None, by=ada)
    with pytest.raises(IllegalMove, match="changed again since"):
        undo_event(event=event, by=ada)


def test_a_task_of_the_file_cannot_be_undone(boat: Plan, ada: User) -> None:
    with pytest.raises(IllegalMove, match="cannot be undone"):
        undo_event(event=Event.objects.filter(plan=boat, field="task")[0], by=ada)


def test_taking_out_twice_is_one_event_and_a_stale_one_is_refused(plan: Plan, ada: User) -> None:
    (event,) = archive_task(task=task_of(plan, "TS-1"), seen_version=1, by=ada)
    assert (event.field, event.from_value, event.to_value) == ("archived", False, True)
    assert archive_task(task=task_of(plan, "TS-1"), seen_version=2, by=ada) == []
    edit_task(task=task_of(plan, "TS-1"), values={"title": "New"}, seen_version=2, by=ada)
    assert len(restore_task(task=task_of(plan, "TS-1"), seen_version=2, by=ada)) == 1


@pytest.mark.parametrize("count", [1, 60])
def test_adding_takes_the_same_queries_whatever_the_plan_holds(
    ada: User, count: int, django_assert_max_num_queries: Any
) -> None:
    lines = "".join(f"- [ ] **A-{number}: Task**\n  - [ ] step\n" for number in range(1, count + 1))
    plan = import_plan(data=f"# P{count}\n\n## Part\n{lines}".encode(), by=ada).plan
    for _ in range(min(count, 5)):
        add(plan, ada, section="Part")
    section = section_of(plan, "Part")
    with django_assert_max_num_queries(20):
        add_task(plan=plan, title="Paint", section=section, by=ada)
