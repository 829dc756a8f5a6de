"""Jobs inside the web process."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings

from config import embedded
from config.celery import app
from config.embedded import EmbeddedJobs

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(bool(settings.REDIS_URL), reason="jobs run elsewhere"),
]

ran = Event()


@pytest.fixture(autouse=True)
def own_lock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The live site of other tests may hold the lock of the database."""
    monkeypatch.setattr(embedded, "_lock_path", lambda: tmp_path / "lock")


@app.task
def ring() -> None:
    ran.set()


def test_a_job_runs_within_a_tenth_of_a_second_of_being_asked_for() -> None:
    jobs = EmbeddedJobs()
    jobs.start()
    try:
        ring.delay()
        assert ran.wait(10)  # the worker is up
        ran.clear()
        asked = time.perf_counter()
        ring.delay()
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


def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("kept")
    (tmp_path / "lock").symlink_to(tmp_path / "letter")
    with pytest.raises(RuntimeError, match="cannot be opened"):
        EmbeddedJobs().claim()
    assert (tmp_path / "letter").read_text() == "kept"
