"""Undo is a new event that restores the old value."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.plans import task_of
from tracker.actions.dependencies import add_dependency, let_wait, needs_of, remove_dependency
from tracker.actions.tasks import edit_task, move_task, set_status, set_step
from tracker.actions.undo import undo_event, undo_events
from tracker.core.errors import DependencyLoop, IllegalMove
from tracker.models import Dependency, Event, Plan, Task

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "column", "value"),
    [
        ("status", "status", "done"),
        ("sprint", "sprint__number", 2),
        ("estimate", "estimate_high_hours", [1, 2]),
        ("title", "title", "New"),
        ("body", "body", "New"),
        ("priority", "priority", "critical"),
        ("risk", "risk", "high"),
        ("due", "due", "2026-12-24"),
        ("blocked", "blocked_reason", "No key"),
        ("is_duty", "is_duty", True),
        ("archived", "archived_at", True),
    ],
)
def test_every_field_gets_its_old_value_back(
    plan: Plan, ada: User, bob: User, field: str, column: str, value: Any
) -> None:
    def stored() -> Any:
        return Task.objects.filter(plan=plan, key="TS-1").values_list(column, flat=True).get()

    before = stored()
    (event,) = edit_task(task=task_of(plan, "TS-1"), values={field: value}, seen_version=1, by=ada)
    assert stored() != before
    (undone,) = undo_event(event=event, by=bob)
    assert stored() == before
    assert (undone.by, undone.undoes, undone.from_value, undone.to_value) == (
        bob,
        event,
        event.to_value,
        event.from_value,
    )


def test_a_step_gets_its_old_mark_back(plan: Plan, ada: User) -> None:
    (event,) = set_step(task=task_of(plan, "TS-1"), position=1, done=True, by=ada)
    (undone,) = undo_event(event=event, by=ada)
    assert undone.undoes == event
    assert not task_of(plan, "TS-1").steps.filter(is_done=True).exists()


@pytest.mark.parametrize("of_a_step", [False, True])
def test_undoing_twice_is_one_event(plan: Plan, ada: User, of_a_step: bool) -> None:
    task = task_of(plan, "TS-1")
    (event,) = (
        set_step(task=task, position=0, done=True, by=ada)
        if of_a_step
        else set_status(task=task, status="done", seen_version=1, by=ada)
    )
    assert len(undo_event(event=Event.objects.get(pk=event.pk), by=ada)) == 1
    assert undo_event(event=Event.objects.get(pk=event.pk), by=ada) == []


def test_an_undo_can_be_undone(plan: Plan, ada: User) -> None:
    (event,) = set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=ada)
    (undone,) = undo_event(event=event, by=ada)
    undo_event(event=undone, by=ada)
    assert task_of(plan, "TS-1").status == "done"


def test_it_refuses_where_the_same_field_was_changed_later(plan: Plan, ada: User, bob: User) -> None:
    (event,) = set_status(task=task_of(plan, "TS-1"), status="doing", seen_version=1, by=ada)
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=2, by=bob)
    with pytest.raises(IllegalMove, match="changed again since"):
        undo_event(event=event, by=ada)
    assert task_of(plan, "TS-1").status == "done"


def test_a_later_change_of_another_field_or_step_does_not_matter(plan: Plan, ada: User) -> None:
    (ticked,) = set_step(task=task_of(plan, "TS-1"), position=0, done=True, by=ada)
    set_step(task=task_of(plan, "TS-1"), position=1, done=True, by=ada)
    edit_task(task=task_of(plan, "TS-1"), values={"title": "New"}, seen_version=1, by=ada)
    undo_event(event=ticked, by=ada)
    assert list(task_of(plan, "TS-1").steps.values_list("is_done", flat=True)) == [False, True]


def test_it_refuses_to_undo_that_a_task_was_made(plan: Plan, ada: User) -> None:
    made = Event.objects.get(task__key="TS-1", plan=plan, field="task")
    with pytest.raises(IllegalMove, match="cannot be undone"):
        undo_event(event=made, by=ada)


def test_a_move_is_undone_whole(plan: Plan, ada: User) -> None:
    before = Task.objects.filter(plan=plan, key="TS-3").values("status", "sprint", "rank").get()
    events = move_task(
        task=task_of(plan, "TS-3"), status="doing", sprint=2, seen_version=1, by=ada, before="TS-1"
    )
    assert len(undo_events(events=events, by=ada)) == 3
    assert Task.objects.filter(plan=plan, key="TS-3").values("status", "sprint", "rank").get() == before


def test_a_move_of_which_a_part_changed_since_is_not_undone_at_all(plan: Plan, ada: User, bob: User) -> None:
    events = move_task(task=task_of(plan, "TS-3"), status="doing", sprint=2, seen_version=1, by=ada)
    edit_task(task=task_of(plan, "TS-3"), values={"sprint": 1}, seen_version=2, by=bob)
    with pytest.raises(IllegalMove):
        undo_events(events=events, by=ada)
    row = task_of(plan, "TS-3")
    assert (row.status, row.sprint and row.sprint.number) == ("doing", 1)


def test_a_rank_that_somebody_took_meanwhile_is_not_taken_twice(plan: Plan, ada: User) -> None:
    """The old place may hold another card by now: undo puts the card there without two of one rank."""
    old = task_of(plan, "TS-3").rank
    events = move_task(
        task=task_of(plan, "TS-3"), status="todo", sprint=None, seen_version=1, by=ada, before="TS-1"
    )
    Task.objects.filter(plan=plan, key="TS-2").update(rank=old)
    undo_events(events=events, by=ada)
    ranks = list(Task.objects.filter(plan=plan).values_list("rank", flat=True))
    assert len(set(ranks)) == 3
    assert task_of(plan, "TS-3").rank > old


def wait(plan: Plan, before: str, after: str, by: Any, *, lag_hours: float = 0) -> Event:
    predecessor, successor = task_of(plan, before), task_of(plan, after)
    (event,) = let_wait(plan=plan, predecessor=predecessor, successor=successor, lag_hours=lag_hours, by=by)
    return event


def test_a_dependency_is_undone_and_that_too(plan: Plan, ada: User, bob: User) -> None:
    event = wait(plan, "TS-3", "TS-2", ada, lag_hours=8)
    (undone,) = undo_event(event=event, by=bob)
    assert needs_of(task_of(plan, "TS-2")) == ["TS-1"]
    assert (undone.by, undone.undoes, undone.to_value) == (bob, event, ["TS-1"])
    undo_event(event=undone, by=bob)
    assert needs_of(task_of(plan, "TS-2")) == ["TS-1", "TS-3 + 8 h"]


def test_a_dependency_that_was_taken_away_comes_back(plan: Plan, ada: User) -> None:
    (event,) = remove_dependency(dependency=Dependency.objects.get(plan=plan), by=ada)
    undo_event(event=event, by=ada)
    assert needs_of(task_of(plan, "TS-2")) == ["TS-1"]


def test_a_lag_gets_its_old_length_back(plan: Plan, ada: User) -> None:
    event = wait(plan, "TS-1", "TS-2", ada, lag_hours=1.5)
    undo_event(event=event, by=ada)
    assert needs_of(task_of(plan, "TS-2")) == ["TS-1"]


def test_a_dependency_is_not_undone_after_a_later_one_of_the_task(plan: Plan, ada: User, bob: User) -> None:
    event = wait(plan, "TS-1", "TS-3", ada)
    wait(plan, "TS-2", "TS-3", bob)
    with pytest.raises(IllegalMove, match="changed again since"):
        undo_event(event=event, by=ada)
    assert needs_of(task_of(plan, "TS-3")) == ["TS-1", "TS-2"]


def test_a_dependency_does_not_come_back_as_a_loop_or_to_an_archived_task(plan: Plan, ada: User) -> None:
    (event,) = remove_dependency(dependency=Dependency.objects.get(plan=plan), by=ada)
    add_dependency(plan=plan, predecessor=task_of(plan, "TS-2"), successor=task_of(plan, "TS-1"), by=ada)
    with pytest.raises(DependencyLoop):
        undo_event(event=event, by=ada)
    remove_dependency(dependency=Dependency.objects.get(plan=plan), by=ada)
    edit_task(task=task_of(plan, "TS-1"), values={"archived": True}, seen_version=1, by=ada)
    with pytest.raises(IllegalMove, match="archived"):
        undo_event(event=event, by=ada)
    assert not Dependency.objects.filter(plan=plan).exists()
