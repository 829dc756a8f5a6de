"""The job: figures of the newest change, whoever asked and how often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils import timezone

from config.celery import app
from tests.plans import make_plan, many_tasks, task_of
from tracker import enqueue, jobs
from tracker.actions.figures import compute_figures, plans_to_recompute, recompute_figures, store_figures
from tracker.actions.plans import archive_plan, edit_plan
from tracker.actions.tasks import set_status, set_step
from tracker.models import Event, Figures, Plan, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(plan: Plan) -> Iterator[Any]:
    """A function that counts the jobs that wait; none do at first."""
    with app.connection_for_read() as connection:
        channel = connection.default_channel
        name = app.conf.task_default_queue
        channel.queue_declare(name)
        channel.queue_purge(name)
        for row in Plan.objects.all():
            cache.delete(enqueue.pending_key(row.pk))
        yield lambda: channel.queue_declare(name).message_count
        channel.queue_purge(name)
    for row in Plan.objects.all():
        cache.delete(enqueue.pending_key(row.pk))


def stored(plan: Plan) -> dict[str, Any]:
    """The figures but for when they were made."""
    return Figures.objects.filter(plan=plan).values("revision", "progress", "day").get()


def test_a_burst_of_a_hundred_ticks_asks_for_one_job(
    queue: Any, ada: User, django_capture_on_commit_callbacks: Any
) -> None:
    plan = make_plan("busy", many_tasks(100), manager=ada)
    with django_capture_on_commit_callbacks(execute=True):
        for task in Task.objects.filter(plan=plan):
            set_status(task=task, status="done", seen_version=1, by=ada)
    assert queue() == 1


def test_what_happens_while_a_job_runs_asks_for_another(
    queue: Any, plan: Plan, ada: User, django_capture_on_commit_callbacks: Any
) -> None:
    for place, key in enumerate(("TS-1", "TS-2"), start=1):
        with django_capture_on_commit_callbacks(execute=True):
            set_status(task=task_of(plan, key), status="done", seen_version=1, by=ada)
        assert queue() == place
        jobs.recompute_plan(plan.pk)


def test_plans_do_not_wait_for_each_others_jobs(
    queue: Any, plan: Plan, ada: User, django_capture_on_commit_callbacks: Any
) -> None:
    other = make_plan("other", manager=ada)
    with django_capture_on_commit_callbacks(execute=True):
        for row in (plan, other, plan):
            set_status(task=task_of(row, "TS-1"), status="done", seen_version=None, by=ada)
    assert queue() == 2


def test_settings_and_steps_ask_for_a_job_too(
    queue: Any, plan: Plan, ada: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        edit_plan(plan=plan, values={"people": 9}, by=ada)
    assert queue() == 1
    jobs.recompute_plan(plan.pk)
    with django_capture_on_commit_callbacks(execute=True):
        set_step(task=task_of(plan, "TS-1"), position=0, done=True, by=ada)
    assert queue() == 2


def test_a_change_that_was_rolled_back_asks_for_nothing(
    queue: Any, plan: Plan, ada: User, django_capture_on_commit_callbacks: Any
) -> None:
    from django.db import transaction

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=ada)
        transaction.set_rollback(True)
    assert queue() == 0
    assert task_of(plan, "TS-1").status == "todo"


def test_the_job_brings_the_figures_up_to_the_newest_change(plan: Plan, ada: User) -> None:
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=ada)
    jobs.recompute_plan(plan.pk)
    plan.refresh_from_db()
    assert plan.have_rev == plan.want_rev == plan.figures.revision
    assert plan.figures.progress["plan"]["tasks"] == {"done": 1, "todo": 2}
    assert plan.figures.progress["sprints"]["1"]["hours"] == {"done": 4.0, "todo": 12.0}
    assert plan.figures.progress["agents"]["auditor"]["task_count"] == 1


def test_running_twice_stores_the_same(plan: Plan) -> None:
    jobs.recompute_plan(plan.pk)
    before = stored(plan)
    jobs.recompute_plan(plan.pk)
    assert stored(plan) == before


def test_figures_that_were_deleted_come_back_equal(plan: Plan, ada: User) -> None:
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=ada)
    jobs.recompute_plan(plan.pk)
    before = stored(plan)
    Figures.objects.all().delete()
    Plan.objects.update(have_rev=None)
    assert plans_to_recompute() == [plan.pk]
    jobs.recompute_plan(plan.pk)
    assert stored(plan) == before


def test_a_clock_that_was_put_back_leaves_the_last_word_to_what_was_done_last(plan: Plan, ada: User) -> None:
    noon = datetime(2026, 12, 2, 12, tzinfo=UTC)
    for moment, status in ((noon, "done"), (noon - timedelta(hours=1), "todo")):
        with time_machine.travel(moment, tick=False):
            set_status(task=task_of(plan, "TS-1"), status=status, seen_version=None, by=ada)
    with time_machine.travel(noon + timedelta(hours=1), tick=False):
        recompute_figures(plan_id=plan.pk)
    *_others, done, left = Figures.objects.get(plan=plan).burndown["plan"]["points"][-1]
    assert (done[1], left[1]) == (0, 3)


def test_an_older_run_never_wins(plan: Plan, ada: User) -> None:
    """Two runs read the plan before and after a tick; the one that read first ends last."""
    slow = Plan.objects.get(pk=plan.pk)
    slow_values = compute_figures(slow)
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=ada)
    recompute_figures(plan_id=plan.pk)
    newer = stored(plan)
    store_figures(slow, slow_values, found=None, seconds=9)
    assert stored(plan) == newer
    plan.refresh_from_db()
    assert plan.have_rev == plan.want_rev


def test_a_plan_that_is_gone_or_put_away_is_left_quietly(plan: Plan, ada: User) -> None:
    archive_plan(plan=plan, by=ada)
    jobs.recompute_plan(plan.pk)
    jobs.recompute_plan(plan.pk + 1_000)
    assert not Figures.objects.exists()


def test_the_sweep_finds_what_lags(queue: Any, plan: Plan, ada: User) -> None:
    assert plans_to_recompute() == [plan.pk]
    recompute_figures(plan_id=plan.pk)
    assert plans_to_recompute() == []
    Event.objects.create(plan=plan, at=timezone.now(), field="plan", by=ada)
    jobs.sweep()
    jobs.sweep()
    assert queue() == 1  # the second finds that it was asked for


@pytest.mark.parametrize("hours", [-30, 30])
def test_figures_of_another_day_of_the_plan_are_computed_anew(plan: Plan, hours: int) -> None:
    recompute_figures(plan_id=plan.pk)
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
        assert plans_to_recompute() == [plan.pk]
        recompute_figures(plan_id=plan.pk)
        assert plans_to_recompute() == []


@pytest.mark.parametrize(
    ("zone", "is_new_day"), [("Pacific/Kiritimati", True), ("UTC", False), ("Pacific/Pago_Pago", False)]
)
def test_each_plan_has_its_own_midnight(plan: Plan, zone: str, is_new_day: bool) -> None:
    """From 9:30 to 10:30 UTC a day begins at +14:00, and nowhere else."""
    Plan.objects.update(time_zone=zone)
    with time_machine.travel("2026-03-29T09:30:00Z", tick=False):
        recompute_figures(plan_id=plan.pk)
    with time_machine.travel("2026-03-29T10:30:00Z", tick=False):
        assert bool(plans_to_recompute()) == is_new_day
