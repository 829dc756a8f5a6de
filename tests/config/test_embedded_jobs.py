"""Jobs inside the web process."""

from __future__ import annotations

import time
from threading import Event

import pytest
from celery import shared_task
from django.conf import settings

from config.celery import app
from config.embedded import EmbeddedJobs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(bool(settings.REDIS_URL), reason="jobs run elsewhere"),
]

ran = Event()


@shared_task(name="tests.ring", shared=False)
def ring() -> None:
    ran.set()


def test_a_job_runs_within_a_tenth_of_a_second_of_being_asked_for() -> None:
    app.register_task(ring)
    jobs = EmbeddedJobs()
    jobs.start()
    try:
        app.send_task("tests.ring")
        assert ran.wait(10)  # the worker is up
        ran.clear()
        asked = time.perf_counter()
        app.send_task("tests.ring")
        assert ran.wait(5)
        assert time.perf_counter() - asked < 1
    finally:
        jobs.stop()


def test_a_second_process_may_not_run_them_too() -> None:
    first, second = EmbeddedJobs(), EmbeddedJobs()
    first.claim()
    with pytest.raises(RuntimeError, match="Another process"):
        second.claim()
    first.stop()
