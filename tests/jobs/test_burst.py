"""A hundred ticks beside a running worker: a handful of jobs, and figures that know of every tick."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.models import User

from tests.flows.at_once import at_once, errors_of
from tests.jobs.conftest import wait_for
from tests.plans import make_person, make_plan, many_tasks, task_of
from tests.servers import Kept
from tracker.actions.figures import compute_figures
from tracker.actions.tasks import set_status
from tracker.models import Figures, Plan

pytestmark = [pytest.mark.worker, pytest.mark.postgres]


def tick_all(plan: Plan, keys: list[str], by: User) -> None:
    for key in keys:
        set_status(task=task_of(plan, key), status="done", seen_version=None, by=by)


def test_a_hundred_ticks_are_a_handful_of_jobs(start_worker: Callable[..., Kept]) -> None:
    ada = make_person("ada")
    plan = make_plan("busy", many_tasks(100), manager=ada)
    worker = start_worker(concurrency=2)
    keys = [f"T-{number}" for number in range(1, 101)]
    assert errors_of(at_once(*(partial(tick_all, plan, keys[place::4], ada) for place in range(4)))) == []

    def is_up_to_date() -> bool:
        plan.refresh_from_db()
        return plan.have_rev == plan.want_rev

    wait_for(is_up_to_date)
    figures = Figures.objects.filter(plan=plan).values().get()
    fresh = compute_figures(plan)
    assert {name: figures[name] for name in fresh} == fresh
    assert figures["progress"]["plan"]["tasks"] == {"done": 100}

    log = (worker.folder / "server.log").read_text()
    assert 1 <= log.count("event=figures-computed") <= 10
