"""Moves, checklists and comments."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.plans import make_plan, many_tasks, task_of
from tracker.actions.tasks import add_comment, edit_task, move_task, set_step
from tracker.core.board import LONGEST_COMFORTABLE_RANK
from tracker.core.errors import IllegalMove, StaleTask
from tracker.models import Event, Plan, Task

pytestmark = pytest.mark.django_db


def order_of(plan: Plan) -> list[str]:
    return list(Task.objects.filter(plan=plan).order_by("rank").values_list("key", flat=True))


def drop(plan: Plan, key: str, by: Any, **where: Any) -> list[Event]:
    """Drop the card somewhere in its own column."""
    task = task_of(plan, key)
    sprint = task.sprint.number if task.sprint else None
    seen = task.version
    return move_task(task=task, status=task.status, sprint=sprint, seen_version=seen, by=by, **where)


def test_a_card_is_put_after_or_before_another(plan: Plan, ada: User) -> None:
    drop(plan, "TS-1", ada, after="TS-2")
    assert order_of(plan) == ["TS-2", "TS-1", "TS-3"]
    drop(plan, "TS-3", ada, before="TS-2")
    assert order_of(plan) == ["TS-3", "TS-2", "TS-1"]


def test_a_move_writes_one_row(plan: Plan, ada: User) -> None:
    before = dict(Task.objects.filter(plan=plan).values_list("key", "rank"))
    (event,) = drop(plan, "TS-3", ada, before="TS-1")
    after = dict(Task.objects.filter(plan=plan).values_list("key", "rank"))
    assert event.field == "rank"
    assert {key for key in after if after[key] != before[key]} == {"TS-3"}


def test_a_card_that_is_put_where_it_stands_does_not_move(plan: Plan, ada: User) -> None:
    assert drop(plan, "TS-2", ada, after="TS-1") == []
    assert drop(plan, "TS-2", ada, before="TS-3") == []


def test_a_card_moves_to_another_column_and_sprint_at_once(plan: Plan, ada: User) -> None:
    events = move_task(
        task=task_of(plan, "TS-3"), status="review", sprint=2, seen_version=1, by=ada, before="TS-1"
    )
    row = task_of(plan, "TS-3")
    assert (row.status, row.sprint and row.sprint.number) == ("review", 2)
    assert {event.field for event in events} == {"status", "sprint", "rank"}
    assert order_of(plan)[0] == "TS-3"


def test_a_card_moves_out_of_every_sprint(plan: Plan, ada: User) -> None:
    move_task(task=task_of(plan, "TS-1"), status="todo", sprint=None, seen_version=1, by=ada)
    assert task_of(plan, "TS-1").sprint is None


def test_it_refuses_a_move_from_a_stale_card(plan: Plan, ada: User, bob: User) -> None:
    move_task(task=task_of(plan, "TS-1"), status="doing", sprint=1, seen_version=1, by=ada)
    with pytest.raises(StaleTask):
        move_task(task=task_of(plan, "TS-1"), status="review", sprint=1, seen_version=1, by=bob, after="TS-2")
    assert (task_of(plan, "TS-1").status, order_of(plan)) == ("doing", ["TS-1", "TS-2", "TS-3"])


@pytest.mark.parametrize("key", ["TS-9", "", "T\0S", "\ud800"])
def test_it_refuses_a_place_beside_a_card_that_is_gone(plan: Plan, ada: User, key: str) -> None:
    if key:
        with pytest.raises(IllegalMove, match="is gone"):
            drop(plan, "TS-1", ada, after=key)
    else:
        assert drop(plan, "TS-1", ada, after=key) == []


def test_it_refuses_a_place_beside_a_card_of_another_plan(plan: Plan, ada: User) -> None:
    make_plan("other", many_tasks(2))
    with pytest.raises(IllegalMove, match="is gone"):
        drop(plan, "TS-1", ada, after="T-1")


def test_two_hundred_drops_into_one_gap_keep_a_strict_order(plan: Plan, ada: User) -> None:
    """The two upper cards change places over and over: each drop goes into a narrower gap."""
    for turn in range(200):
        drop(plan, ("TS-2", "TS-1")[turn % 2], ada, before=("TS-1", "TS-2")[turn % 2])
    assert order_of(plan) == ["TS-1", "TS-2", "TS-3"]
    ranks = list(Task.objects.filter(plan=plan).values_list("rank", flat=True))
    assert len(set(ranks)) == 3
    assert max(map(len, ranks)) < 200


def test_a_gap_that_is_worn_out_is_spread_and_the_order_stays(plan: Plan, ada: User) -> None:
    """After thousands of drops into one gap its ranks are long; no limit of length is ever met."""
    gap = task_of(plan, "TS-1").rank + "V" * LONGEST_COMFORTABLE_RANK
    Task.objects.filter(plan=plan, key="TS-1").update(rank=gap + "A")
    Task.objects.filter(plan=plan, key="TS-2").update(rank=gap + "B")
    (event,) = drop(plan, "TS-3", ada, before="TS-2")
    assert order_of(plan) == ["TS-1", "TS-3", "TS-2"]
    ranks = list(Task.objects.filter(plan=plan).values_list("rank", flat=True))
    assert max(map(len, ranks)) < 8
    assert event.to_value == task_of(plan, "TS-3").rank


def test_random_drops_give_the_order_of_a_list_that_is_changed_alike(ada: User) -> None:
    plan, rng = make_plan("shuffled", many_tasks(8)), random.Random(7)
    expected = order_of(plan)
    for _turn in range(60):
        key, beside = rng.sample(expected, 2)
        after = rng.random() < 0.5
        drop(plan, key, ada, **({"after": beside} if after else {"before": beside}))
        expected.remove(key)
        expected.insert(expected.index(beside) + after, key)
        assert order_of(plan) == expected


def test_a_step_is_ticked_and_unticked(plan: Plan, ada: User) -> None:
    task = task_of(plan, "TS-1")
    (event,) = set_step(task=task, position=1, done=True, by=ada)
    assert (event.from_value, event.to_value) == (
        {"position": 1, "done": False},
        {"position": 1, "done": True},
    )
    assert list(task.steps.values_list("is_done", flat=True)) == [False, True]
    set_step(task=task, position=1, done=False, by=ada)
    assert not task.steps.filter(is_done=True).exists()


def test_ticking_a_step_twice_is_one_event(plan: Plan, ada: User) -> None:
    task = task_of(plan, "TS-1")
    assert len(set_step(task=task, position=0, done=True, by=ada)) == 1
    assert set_step(task=task, position=0, done=True, by=ada) == []


def test_it_refuses_a_step_that_is_not_there(plan: Plan, ada: User) -> None:
    with pytest.raises(IllegalMove, match="no step 3"):
        set_step(task=task_of(plan, "TS-1"), position=2, done=True, by=ada)
    with pytest.raises(IllegalMove, match="no step 1"):
        set_step(task=task_of(plan, "TS-2"), position=0, done=True, by=ada)


def test_a_ticked_step_makes_no_change_of_the_task_stale(plan: Plan, ada: User, bob: User) -> None:
    set_step(task=task_of(plan, "TS-1"), position=0, done=True, by=ada)
    assert len(edit_task(task=task_of(plan, "TS-1"), values={"title": "New"}, seen_version=1, by=bob)) == 1


def test_a_comment_is_kept_as_written_with_line_ends_of_one_kind(plan: Plan, ada: User) -> None:
    comment = add_comment(task=task_of(plan, "TS-1"), text="  One\r\n\r\nTwo  three \n", by=ada)
    comment.refresh_from_db()
    assert (comment.text, comment.by, comment.plan) == ("One\n\nTwo  three", ada, plan)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "is empty"), (" \r\n ", "is empty"), ("x" * 10_001, "at most 10000"), ("a\0b", "cannot be kept"),
     ("a\ud800b", "cannot be kept")],
)  # fmt: skip
def test_it_refuses_a_comment_that_says_nothing_or_too_much(
    plan: Plan, ada: User, text: str, reason: str
) -> None:
    with pytest.raises(IllegalMove, match=reason):
        add_comment(task=task_of(plan, "TS-1"), text=text, by=ada)
    assert not plan.comments.exists()
