"""Many people and an import at the same moment: nothing is lost or doubled, nobody waits for ever."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.flows.at_once import SECONDS, at_once, errors_of
from tests.plans import make_person, make_plan, many_tasks, task_of
from tracker.actions.dependencies import add_dependency
from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan
from tracker.actions.new_tasks import add_task
from tracker.actions.people import remove_member
from tracker.actions.plans import edit_plan
from tracker.actions.tasks import add_comment, edit_task, edit_tasks, move_task, set_status, set_step
from tracker.actions.undo import undo_events
from tracker.core.errors import DependencyLoop, IllegalMove, PlanError, StaleTask
from tracker.models import Dependency, Event, Membership, Plan, Task
from tracker.queries.export import plan_text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.thorough]


def tick(plan: Plan, key: str, by: Any, status: str = "done") -> list[Event]:
    return set_status(task=task_of(plan, key), status=status, seen_version=None, by=by)


def status_events(plan: Plan) -> int:
    return Event.objects.filter(plan=plan, field="status").count()


def plan_file(count: int, title: str = "Title") -> bytes:
    tasks = "".join(
        f"- [ ] **T-{number}: {title} {number}**\n  - [ ] One\n  - [ ] Two\n"
        for number in range(1, count + 1)
    )
    return f"# Busy\n\n## Part\n\n{tasks}".encode()


def test_fifty_people_tick_fifty_tasks(ada: User) -> None:
    plan = make_plan("busy", many_tasks(50), manager=ada)
    results = at_once(*(partial(tick, plan, f"T-{number}", ada) for number in range(1, 51)))
    assert errors_of(results) == []
    plan.refresh_from_db()
    assert Task.objects.filter(plan=plan, status="done").count() == 50
    assert status_events(plan) == 50
    assert plan.want_rev == Event.objects.filter(plan=plan).count() == 100


def test_eight_people_add_tasks_to_one_section(ada: User) -> None:
    plan = import_plan(data=plan_file(3), by=ada, slug="busy").plan
    section = plan.sections.get()
    fresh = [Plan.objects.get(pk=plan.pk) for _ in range(8)]
    new = partial(add_task, section=section, by=ada)
    results = at_once(*(partial(new, plan=row, title=f"New {at}") for at, row in enumerate(fresh)))
    assert errors_of(results) == []
    keys = set(Task.objects.filter(plan=plan).values_list("key", flat=True))
    assert keys == {f"T-{number}" for number in range(1, 12)}
    assert plan_text(Plan.objects.get(pk=plan.pk)).count("New ") == 8


def test_a_task_is_added_while_a_new_file_comes_in(ada: User) -> None:
    plan = import_plan(data=plan_file(3), by=ada, slug="busy").plan
    section = plan.sections.get()
    new_file = plan_file(3, "Renamed") + b"".join(b"- [ ] **U-%d: More**\n" % number for number in range(9))
    results = at_once(
        partial(add_task, plan=Plan.objects.get(pk=plan.pk), title="New", section=section, by=ada),
        partial(import_plan, data=new_file, by=ada, slug="busy"),
    )
    assert errors_of(results) == []
    rows = Task.objects.filter(plan=plan, archived_at=None)
    assert rows.filter(title="New").exists()
    assert len(set(rows.values_list("key", flat=True))) == rows.count()
    text = plan_text(Plan.objects.get(pk=plan.pk))
    assert text.count("- [ ] **") == rows.count() == 13


def test_two_people_tick_one_task_and_both_see_it_done(plan: Plan, ada: User, bob: User) -> None:
    in_hand = [task_of(plan, "TS-1"), task_of(plan, "TS-1")]
    results = at_once(
        *(
            partial(set_status, task=task, status="done", seen_version=1, by=by)
            for task, by in zip(in_hand, (ada, bob), strict=True)
        )
    )
    assert errors_of(results) == []
    assert sorted(map(len, results)) == [0, 1]
    assert [task.status for task in in_hand] == ["done", "done"]
    assert status_events(plan) == 1


def test_two_browsers_tick_two_tasks_of_one_plan(plan: Plan, ada: User, bob: User) -> None:
    def send(person: User, key: str) -> int:
        client = Client()
        client.force_login(person)
        return client.post(
            reverse("move_task", args=["shop", key]), {"status": "done", "version": 1}
        ).status_code

    results = at_once(partial(send, ada, "TS-1"), partial(send, bob, "TS-2"))
    assert set(results) <= {200, 302, 303}
    assert set(Task.objects.filter(plan=plan, status="done").values_list("key", flat=True)) == {
        "TS-1",
        "TS-2",
    }
    assert status_events(plan) == 2


def test_a_title_and_a_tick_at_once_are_both_kept(plan: Plan, ada: User, bob: User) -> None:
    results = at_once(
        partial(edit_task, task=task_of(plan, "TS-1"), values={"title": "New"}, seen_version=1, by=ada),
        partial(set_status, task=task_of(plan, "TS-1"), status="done", seen_version=1, by=bob),
    )
    assert errors_of(results) == []
    row = task_of(plan, "TS-1")
    assert (row.title, row.status, row.version) == ("New", "done", 3)


def test_of_two_titles_at_once_one_is_kept_and_the_other_is_told(plan: Plan, ada: User, bob: User) -> None:
    results = at_once(
        *(
            partial(edit_task, task=task_of(plan, "TS-1"), values={"title": name}, seen_version=1, by=person)
            for name, person in (("Ada's", ada), ("Bob's", bob))
        )
    )
    assert [type(error) for error in errors_of(results)] == [StaleTask]
    (kept,) = (events[0].to_value for events in results if isinstance(events, list))
    assert task_of(plan, "TS-1").title == kept


def test_twenty_drops_onto_one_slot_give_twenty_places(ada: User) -> None:
    plan = make_plan("busy", many_tasks(21), manager=ada)

    def drop(key: str) -> list[Event]:
        task = task_of(plan, key)
        return move_task(task=task, status="todo", sprint=1, seen_version=1, by=ada, after="T-1")

    assert errors_of(at_once(*(partial(drop, f"T-{number}") for number in range(2, 22)))) == []
    order = list(Task.objects.filter(plan=plan).order_by("rank").values_list("key", flat=True))
    assert order[0] == "T-1"
    assert len(set(Task.objects.filter(plan=plan).values_list("rank", flat=True))) == 21


def test_bulk_ticks_in_opposite_orders_never_block_each_other(ada: User) -> None:
    plan = make_plan("busy", many_tasks(20), manager=ada)
    keys = [f"T-{number}" for number in range(1, 21)]

    def all_of_them(status: str) -> None:
        for _round in range(25):
            edit_tasks(tasks=Task.objects.filter(plan=plan), values={"status": status}, by=ada)

    def one_by_one(order: list[str]) -> None:
        for key in order * 5:
            tick(plan, key, ada, "review")

    results = at_once(
        partial(all_of_them, "done"), partial(all_of_them, "todo"), partial(one_by_one, keys),
        partial(one_by_one, keys[::-1]),
    )  # fmt: skip
    assert errors_of(results) == []
    plan.refresh_from_db()
    assert plan.want_rev == Event.objects.filter(plan=plan).count()


def test_an_undo_at_once_by_two_is_one_event(plan: Plan, ada: User, bob: User) -> None:
    events = move_task(
        task=task_of(plan, "TS-3"), status="doing", sprint=2, seen_version=1, by=ada, before="TS-1"
    )

    def undo(by: User) -> list[Event]:
        return undo_events(events=list(Event.objects.filter(pk__in=[event.pk for event in events])), by=by)

    results = at_once(partial(undo, ada), partial(undo, bob))
    assert sorted(len(result) for result in results if isinstance(result, list))[-1] == 3
    assert {type(error) for error in errors_of(results)} <= {IllegalMove}
    assert Event.objects.filter(plan=plan).exclude(undoes=None).count() == 3


def test_an_undo_never_takes_back_what_somebody_else_is_just_doing(plan: Plan, ada: User, bob: User) -> None:
    (event,) = tick(plan, "TS-1", ada)
    is_changed = threading.Event()

    def change() -> None:
        with transaction.atomic():
            tick(plan, "TS-1", bob, "review")
            is_changed.set()
            time.sleep(0.3)

    def undo() -> list[Event]:
        is_changed.wait(SECONDS)
        return undo_events(events=[Event.objects.get(pk=event.pk)], by=ada)

    (error,) = errors_of(at_once(change, undo))
    assert isinstance(error, StaleTask | IllegalMove)
    assert task_of(plan, "TS-1").status == "review"


def test_of_two_managers_who_leave_at_once_one_stays(plan: Plan, ada: User, bob: User) -> None:
    Membership.objects.filter(plan=plan, user=bob).update(role="manager")
    leaving = (partial(remove_member, membership=row, by=row.user) for row in plan.memberships.all())
    assert [type(error) for error in errors_of(at_once(*leaving))] == [IllegalMove]
    assert Membership.objects.get(plan=plan).role == "manager"


def test_of_two_links_that_would_close_a_loop_one_is_made(plan: Plan, ada: User) -> None:
    one, three = task_of(plan, "TS-1"), task_of(plan, "TS-3")
    results = at_once(
        partial(add_dependency, plan=plan, predecessor=one, successor=three, by=ada),
        partial(add_dependency, plan=plan, predecessor=three, successor=one, by=ada),
    )
    assert [type(error) for error in errors_of(results)] == [DependencyLoop]
    assert Dependency.objects.filter(plan=plan).count() == 2


def test_a_first_import_twice_at_once_is_one_plan(ada: User, bob: User) -> None:
    results = at_once(*(partial(import_plan, data=plan_file(20), by=person) for person in (ada, bob)))
    assert {type(error) for error in errors_of(results)} <= {PlanError}
    plan = Plan.objects.get()
    assert (plan.tasks.count(), plan.revisions.count()) == (20, 1)
    assert plan.want_rev == 20


def test_a_new_version_twice_at_once_is_one_revision(ada: User) -> None:
    plan = import_plan(data=plan_file(20), by=ada).plan
    results = at_once(*[partial(import_plan, data=plan_file(20, "New"), by=ada)] * 2)
    assert errors_of(results) == []
    assert sorted(result.changed_nothing for result in results) == [False, True]
    assert plan.revisions.count() == 2
    assert Event.objects.filter(plan=plan, field="title").count() == 20


def test_ticks_during_an_import_survive_it(ada: User, bob: User) -> None:
    plan = import_plan(data=plan_file(30), by=ada).plan
    ticks = (partial(tick, plan, f"T-{number}", bob) for number in range(1, 31))
    results = at_once(partial(import_plan, data=plan_file(30, "New"), by=ada), *ticks)
    assert errors_of(results) == []
    assert Task.objects.filter(plan=plan, status="done", title__startswith="New").count() == 30
    assert status_events(plan) == 30


def test_everybody_and_an_import_at_work_never_block_each_other(ada: User, bob: User) -> None:
    """Ticks, steps, moves, undos, comments, bulk edits, settings, the job and imports, over and over."""
    plan = import_plan(data=plan_file(12), by=ada).plan
    results = at_once(*(partial(repeat, work(plan, ada, bob)[name], 12) for name in work(plan, ada, bob)))
    unexpected = [error for error in errors_of(results) if not isinstance(error, IllegalMove | StaleTask)]
    assert unexpected == []
    plan.refresh_from_db()
    assert plan.want_rev == Event.objects.filter(plan=plan).count()
    assert len(set(Task.objects.filter(plan=plan).values_list("rank", flat=True))) == plan.tasks.count()


def repeat(call: Callable[[int], Any], times: int) -> None:
    """Do it so often; what the rules refuse is skipped."""
    for turn in range(times):
        try:
            call(turn)
        except (IllegalMove, StaleTask):
            continue


def work(plan: Plan, ada: User, bob: User) -> dict[str, Callable[[int], Any]]:
    keys = [f"T-{number}" for number in range(1, 13)]
    rng = random.Random(11)

    def any_task() -> Task:
        return task_of(plan, rng.choice(keys))

    def move(turn: int) -> None:
        events = move_task(
            task=any_task(), status="doing", sprint=None, seen_version=None, by=bob, after=rng.choice(keys)
        )
        undo_events(events=events, by=bob)

    return {
        "import": lambda turn: import_plan(data=plan_file(12 - turn % 2, f"Title {turn}"), by=ada),
        "tick": lambda turn: tick(plan, rng.choice(keys), bob, ("done", "todo")[turn % 2]),
        "tick too": lambda turn: tick(plan, rng.choice(keys), ada, ("todo", "done")[turn % 2]),
        "step": lambda turn: set_step(task=any_task(), position=turn % 2, done=turn % 3 == 0, by=bob),
        "comment": lambda turn: add_comment(task=any_task(), text=f"Turn {turn}", by=bob),
        "move": move,
        "bulk": lambda turn: edit_tasks(
            tasks=Task.objects.filter(plan=plan), values={"priority": ("low", "high")[turn % 2]}, by=ada
        ),
        "settings": lambda turn: edit_plan(
            plan=Plan.objects.get(pk=plan.pk), values={"people": 2 + turn}, by=ada
        ),
        "job": lambda turn: recompute_figures(plan_id=plan.pk),
    }


def test_two_jobs_at_once_store_the_newer_figures(plan: Plan, ada: User) -> None:
    make_person("eve")
    results = at_once(
        *[partial(recompute_figures, plan_id=plan.pk)] * 4,
        partial(tick, plan, "TS-1", ada),
        partial(tick, plan, "TS-2", ada),
    )
    assert errors_of(results) == []
    recompute_figures(plan_id=plan.pk)
    plan.refresh_from_db()
    assert plan.have_rev == plan.want_rev == plan.figures.revision
