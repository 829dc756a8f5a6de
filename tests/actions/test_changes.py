"""The one door: a change of a field is one guarded update and one event."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.plans import make_person, make_plan, task_of
from tracker.actions.changes import change_task
from tracker.actions.tasks import edit_task, edit_tasks, set_status
from tracker.core.errors import IllegalMove, NotFound, StaleTask
from tracker.models import Event, Plan, Task

pytestmark = pytest.mark.django_db


def events_of(task: Task, field: str = "") -> list[Event]:
    """What happened to the task since it was made."""
    events = Event.objects.filter(task=task).exclude(field="task").order_by("pk")
    return list(events.filter(field=field) if field else events)


def test_a_tick_changes_the_task_and_tells_who_and_from_what(plan: Plan, ada: User) -> None:
    task = task_of(plan, "TS-1")
    (event,) = set_status(task=task, status="done", seen_version=1, by=ada)
    assert (event.field, event.from_value, event.to_value, event.by) == ("status", "todo", "done", ada)
    row = task_of(plan, "TS-1")
    assert (row.status, row.done_by, row.version, event.version) == ("done", ada, 2, 2)
    assert row.done_at is not None


def test_unticking_forgets_who_did_it_but_not_that_it_was_done(plan: Plan, ada: User) -> None:
    task = task_of(plan, "TS-1")
    set_status(task=task, status="done", seen_version=1, by=ada)
    set_status(task=task, status="todo", seen_version=2, by=ada)
    row = task_of(plan, "TS-1")
    assert (row.done_at, row.done_by) == (None, None)
    assert [event.to_value for event in events_of(row)] == ["done", "todo"]


def test_doing_it_twice_is_one_event(plan: Plan, ada: User) -> None:
    first, second = task_of(plan, "TS-1"), task_of(plan, "TS-1")
    assert len(set_status(task=first, status="done", seen_version=1, by=ada)) == 1
    assert set_status(task=second, status="done", seen_version=1, by=ada) == []
    assert len(events_of(first)) == 1
    assert (second.status, second.version) == ("done", 2)


def test_what_is_so_already_is_left_alone(plan: Plan, ada: User) -> None:
    task = task_of(plan, "TS-1")
    assert set_status(task=task, status="todo", seen_version=1, by=ada) == []
    assert task_of(plan, "TS-1").version == 1


def test_it_refuses_a_change_of_a_field_that_somebody_changed_meanwhile(
    plan: Plan, ada: User, bob: User
) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"title": "Ada's"}, seen_version=1, by=ada)
    with pytest.raises(StaleTask, match="ada changed this of TS-1"):
        edit_task(task=task_of(plan, "TS-1"), values={"title": "Bob's"}, seen_version=1, by=bob)
    assert task_of(plan, "TS-1").title == "Ada's"
    assert len(events_of(task_of(plan, "TS-1"))) == 1


def test_a_change_of_another_field_meanwhile_does_not_matter(plan: Plan, ada: User, bob: User) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"title": "Ada's"}, seen_version=1, by=ada)
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=bob)
    row = task_of(plan, "TS-1")
    assert (row.title, row.status, row.version) == ("Ada's", "done", 3)


def test_it_refuses_all_fields_when_one_of_them_is_stale(plan: Plan, ada: User, bob: User) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"title": "Ada's"}, seen_version=1, by=ada)
    with pytest.raises(StaleTask):
        edit_task(
            task=task_of(plan, "TS-1"), values={"title": "Bob's", "risk": "high"}, seen_version=1, by=bob
        )
    assert task_of(plan, "TS-1").risk == ""


def test_a_file_or_a_job_saw_no_version_and_is_never_stale(plan: Plan, ada: User) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"title": "Ada's"}, seen_version=1, by=ada)
    edit_task(task=task_of(plan, "TS-1"), values={"title": "The file's"}, seen_version=None, by=None)
    assert task_of(plan, "TS-1").title == "The file's"


def test_the_plan_file_is_named_where_no_person_made_the_change(plan: Plan, bob: User) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"title": "The file's"}, seen_version=None, by=None)
    with pytest.raises(StaleTask, match="The plan file"):
        edit_task(task=task_of(plan, "TS-1"), values={"title": "Bob's"}, seen_version=1, by=bob)


def test_a_lost_race_is_tried_again_on_the_row_as_it_is_now(plan: Plan, ada: User, bob: User) -> None:
    in_hand = task_of(plan, "TS-1")
    edit_task(task=task_of(plan, "TS-1"), values={"title": "Ada's"}, seen_version=1, by=ada)
    (event,) = set_status(task=in_hand, status="doing", seen_version=1, by=bob)
    assert event.version == 3
    assert (in_hand.title, in_hand.status, in_hand.version) == ("Ada's", "doing", 3)


def test_a_lost_race_over_the_same_field_is_refused(plan: Plan, ada: User, bob: User) -> None:
    in_hand = task_of(plan, "TS-1")
    set_status(task=task_of(plan, "TS-1"), status="doing", seen_version=1, by=ada)
    with pytest.raises(StaleTask):
        set_status(task=in_hand, status="done", seen_version=1, by=bob)
    assert task_of(plan, "TS-1").status == "doing"


def test_a_lost_race_to_the_same_value_is_no_second_event(plan: Plan, ada: User, bob: User) -> None:
    in_hand = task_of(plan, "TS-1")
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=ada)
    assert set_status(task=in_hand, status="done", seen_version=1, by=bob) == []
    assert in_hand.status == "done"


def test_a_task_that_is_gone_is_said_to_be_gone(plan: Plan, ada: User) -> None:
    in_hand = task_of(plan, "TS-3")
    Task.objects.filter(pk=in_hand.pk).delete()
    with pytest.raises(NotFound, match="gone"):
        set_status(task=in_hand, status="done", seen_version=1, by=ada)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"status": "finished"}, "is not a status"),
        ({"sprint": 9}, "no sprint 9"),
        ({"estimate": [8, 4]}, "An estimate is"),
        ({"estimate": [-1, 4]}, "An estimate is"),
        ({"estimate": [0, 100_001]}, "An estimate is"),
        ({"estimate": [float("nan"), 4]}, "An estimate is"),
        ({"priority": "urgent"}, "is not a level"),
        ({"risk": "urgent"}, "is not a level"),
        ({"title": " \n "}, "needs a title"),
        ({"title": "x" * 1001}, "at most 1000"),
        ({"body": "x" * 200_001}, "at most 200000"),
        ({"blocked": "x" * 501}, "at most 500"),
        ({"version": 7}, "cannot be changed here"),
        ({"plan": 7}, "cannot be changed here"),
        ({"due": "soon"}, "is not a date"),
    ],
)
def test_it_refuses_what_a_field_cannot_hold(
    plan: Plan, ada: User, values: dict[str, Any], reason: str
) -> None:
    with pytest.raises(IllegalMove, match=reason):
        edit_task(task=task_of(plan, "TS-1"), values=values, seen_version=1, by=ada)
    assert events_of(task_of(plan, "TS-1")) == []


def test_one_refused_field_leaves_the_others_as_they_were(plan: Plan, ada: User) -> None:
    with pytest.raises(IllegalMove):
        edit_task(task=task_of(plan, "TS-1"), values={"title": "New", "sprint": 9}, seen_version=1, by=ada)
    assert task_of(plan, "TS-1").title == "Title of TS-1"


def test_only_members_are_given_tasks(plan: Plan, ada: User, bob: User) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"assignee": bob.pk}, seen_version=1, by=ada)
    assert task_of(plan, "TS-1").assignee == bob
    outsider = make_person("eve")
    with pytest.raises(IllegalMove, match="Only a member"):
        edit_task(task=task_of(plan, "TS-2"), values={"assignee": outsider.pk}, seen_version=1, by=ada)


def test_each_field_that_changed_is_an_event_of_its_own(plan: Plan, ada: User) -> None:
    values = {
        "estimate": [2, 3.5], "priority": "low", "title": "  New \n title ", "due": "2026-12-24",
        "sprint": None, "blocked": "Waits for the bank", "is_duty": True, "risk": "",
    }  # fmt: skip
    edit_task(task=task_of(plan, "TS-1"), values=values, seen_version=1, by=ada)
    told = {event.field: (event.from_value, event.to_value) for event in events_of(task_of(plan, "TS-1"))}
    assert told == {
        "estimate": ([4.0, 4.0], [2.0, 3.5]),
        "priority": ("", "low"),
        "title": ("Title of TS-1", "New title"),
        "due": (None, "2026-12-24"),
        "sprint": (1, None),
        "blocked": ("", "Waits for the bank"),
        "is_duty": (False, True),
    }
    row = task_of(plan, "TS-1")
    assert (row.due, row.sprint, row.version) == (date(2026, 12, 24), None, 2)


def test_line_ends_of_a_text_are_those_of_the_file(plan: Plan, ada: User) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"body": "a\r\nb\r\n"}, seen_version=1, by=ada)
    assert task_of(plan, "TS-1").body == "a\nb"


def test_an_estimate_can_be_taken_away(plan: Plan, ada: User) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"estimate": None}, seen_version=1, by=ada)
    assert task_of(plan, "TS-1").estimate_hours is None


def test_archiving_keeps_the_task_and_can_be_taken_back(plan: Plan, ada: User) -> None:
    edit_task(task=task_of(plan, "TS-1"), values={"archived": True}, seen_version=1, by=ada)
    assert task_of(plan, "TS-1").archived_at is not None
    edit_task(task=task_of(plan, "TS-1"), values={"archived": False}, seen_version=2, by=ada)
    assert task_of(plan, "TS-1").archived_at is None


def test_changes_are_counted_in_the_plan(plan: Plan, ada: User) -> None:
    before = plan.want_rev
    edit_task(task=task_of(plan, "TS-1"), values={"title": "New", "risk": "high"}, seen_version=1, by=ada)
    plan.refresh_from_db()
    assert plan.want_rev == before + 2


def test_several_tasks_change_together_or_not_at_all(plan: Plan, ada: User) -> None:
    other = make_plan("other")
    tasks = Task.objects.filter(plan=plan)
    assert len(edit_tasks(tasks=tasks, values={"status": "done"}, by=ada)) == 3
    with pytest.raises(IllegalMove):
        edit_tasks(tasks=tasks, values={"status": "todo", "sprint": 9}, by=ada)
    assert set(tasks.values_list("status", flat=True)) == {"done"}
    assert set(Task.objects.filter(plan=other).values_list("status", flat=True)) == {"todo"}


def test_a_tick_is_two_queries_beside_its_transaction(
    plan: Plan, ada: User, django_assert_num_queries: Any
) -> None:
    task = task_of(plan, "TS-1")
    with django_assert_num_queries(2):
        change_task(task=task, values={"status": "done"}, seen_version=1, by=ada)
