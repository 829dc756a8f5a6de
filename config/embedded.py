"""The jobs inside the web process, where there is no Redis: one worker thread and one clock.

The messages go through the queue in memory, so there must be exactly one such process for the data; a lock on a
file beside them makes sure.
"""

from __future__ import annotations

import fcntl
import logging
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import IO, Any

from celery.beat import Scheduler, Service
from celery.worker import WorkController
from django.conf import settings
from django.db import connection

from config.celery import app

logger = logging.getLogger("hazir.jobs")


@dataclass(slots=True)
class Jobs:
    """What runs beside the pages."""

    worker: Any
    beat: Any


_lock: IO[str] | None = None
_running: Jobs | None = None


def claim() -> None:
    """Make this the one process that serves the data. Nothing happens with Redis, or a second time.

    Raises RuntimeError where another process has claimed the same data; its end, however it ends, frees them.
    """
    global _lock
    if settings.REDIS_URL or _lock:
        return
    file = _lock_path().open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise RuntimeError(
            "Another process serves these data already. Stop it, or set REDIS_URL to run several."
        ) from None
    _lock = file


def start() -> None:
    """Start worker and clock, and sweep once for what an earlier process left. Nothing happens with Redis.

    Raises RuntimeError where another process already runs the jobs of the same data.
    """
    global _running
    if settings.REDIS_URL or _running:
        return
    claim()
    worker = WorkController(
        app=app,
        pool_cls="threads",
        concurrency=1,
        without_mingle=True,
        without_gossip=True,
        without_heartbeat=True,
        quiet=True,
    )
    beat = Service(app, scheduler_cls=Scheduler)
    for part in (worker, beat):
        Thread(target=part.start, name=type(part).__name__, daemon=True).start()
    _running = Jobs(worker, beat)
    app.send_task("tracker.jobs.sweep")


def stop() -> None:
    """Let the job at hand finish for a moment, then stop. What is left undone the next start sweeps up."""
    global _running
    if not _running:
        return
    jobs, _running = _running, None
    jobs.beat.stop()
    stopping = Thread(target=jobs.worker.stop, daemon=True)
    stopping.start()
    stopping.join(timeout=3)


def _lock_path() -> Path:
    """Beside the file of SQLite; for a server, one path on this machine for each database."""
    database = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return Path(f"{database['NAME']}.lock")
    identity = "\0".join(str(database.get(part, "")) for part in ("HOST", "PORT", "NAME"))
    return Path(tempfile.gettempdir()) / f"hazir-{sha256(identity.encode()).hexdigest()[:16]}.lock"
