"""Workers that die and a Redis that goes away: nothing that people did is lost, and the figures catch up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import transaction

from config.celery import app
from tests.jobs.conftest import RealRedis, wait_for
from tests.plans import make_person, make_plan, task_of
from tests.servers import Kept
from tracker.actions.changes import lock_plan
from tracker.actions.figures import compute_figures, plans_to_recompute
from tracker.actions.tasks import set_status
from tracker.enqueue import pending_key
from tracker.models import Event, Figures, Plan

pytestmark = [pytest.mark.worker, pytest.mark.postgres]

StartWorker = Callable[..., Kept]


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return make_plan(manager=make_person("ada"))


def tick(plan: Plan, key: str) -> None:
    person = plan.members.get()
    set_status(task=task_of(plan, key), status="done", seen_version=None, by=person)


def is_up_to_date(plan: Plan) -> bool:
    """The stored figures are those of the newest event, and equal to a fresh computation."""
    plan.refresh_from_db()
    return (
        plan.have_rev == plan.want_rev
        and Figures.objects.get(plan=plan).progress == compute_figures(plan)["progress"]
    )


def test_a_tick_reaches_the_figures(plan: Plan, start_worker: StartWorker) -> None:
    start_worker()
    tick(plan, "TS-1")
    wait_for(lambda: is_up_to_date(plan))


def test_a_burst_of_ticks_is_a_handful_of_jobs(plan: Plan, start_worker: StartWorker) -> None:
    with app.connection_for_read() as connection:
        for key in ("TS-1", "TS-2", "TS-3"):
            tick(plan, key)
        assert connection.default_channel.client.llen("hazir") == 1
    start_worker()
    wait_for(lambda: is_up_to_date(plan))


def test_ticks_are_saved_while_redis_is_down_and_counted_when_it_is_back(
    plan: Plan, start_worker: StartWorker, redis: RealRedis
) -> None:
    start_worker()
    redis.stop()
    tick(plan, "TS-1")
    assert task_of(plan, "TS-1").status == "done"
    assert Event.objects.filter(plan=plan, field="status").count() == 1

    redis.start()
    app.send_task("tracker.jobs.sweep")
    wait_for(lambda: is_up_to_date(plan), seconds=40)


def test_a_worker_killed_in_the_middle_of_a_job_loses_nothing(plan: Plan, start_worker: StartWorker) -> None:
    worker = start_worker()
    tick(plan, "TS-1")
    with transaction.atomic():
        lock_plan(plan.pk)  # the job now waits for us
        wait_for(waiting_for_a_plan)
        worker.kill()
    assert not is_up_to_date(plan)

    start_worker()
    app.send_task("tracker.jobs.sweep")
    wait_for(lambda: is_up_to_date(plan))


def test_a_plan_that_kills_its_workers_is_given_up_after_three_and_a_change_tries_again(
    plan: Plan, start_worker: StartWorker
) -> None:
    tick(plan, "TS-1")
    with transaction.atomic():
        lock_plan(plan.pk)  # each job waits for us, and dies waiting
        for attempt in (1, 2, 3):  # PostgreSQL keeps the dead waiting, too
            worker = start_worker()
            app.send_task("tracker.jobs.sweep")
            wait_for(lambda: waiting_for_a_plan() == attempt)  # noqa: B023 - called at once
            worker.kill()
            cache.delete(pending_key(plan.pk))
    assert plans_to_recompute() == []

    tick(plan, "TS-2")
    start_worker()
    app.send_task("tracker.jobs.sweep")
    wait_for(lambda: is_up_to_date(plan))


def waiting_for_a_plan() -> int:
    """How many wait for the lock of a plan."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return int(cursor.fetchone()[0])


def test_two_sweeps_and_two_workers_at_once_end_with_the_same_figures(
    plan: Plan, start_worker: StartWorker
) -> None:
    tick(plan, "TS-1")
    app.send_task("tracker.jobs.sweep")
    app.send_task("tracker.jobs.sweep")
    start_worker()
    start_worker()
    wait_for(lambda: is_up_to_date(plan))
    assert Figures.objects.filter(plan=plan).count() == 1
