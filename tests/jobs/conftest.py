"""Real Redis and real worker processes, for tests marked `worker`."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from config.cache import SharedCache
from config.celery import app
from tests import servers

READY_SECONDS = 30


class RealRedis:
    """The Redis of this test, which can be stopped and started again on the same port."""

    def __init__(self) -> None:
        self.port = urlsplit(settings.REDIS_URL).port or 6379
        self._server: servers.Server | None = None

    def start(self) -> None:
        self._server = servers.start_redis(self.port)

    def stop(self) -> None:
        """Stop it; what it held is lost."""
        if self._server:
            self._server.stop()
            self._server = None

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """It keeps its connections and answers nothing."""
        assert self._server
        self._server.signal(signal.SIGSTOP)
        yield
        self._server.signal(signal.SIGCONT)


@pytest.fixture
def redis() -> Iterator[RealRedis]:
    """A running, empty Redis at REDIS_URL."""
    server = RealRedis()
    server.start()
    SharedCache._asleep_until = 0
    yield server
    server.stop()


@pytest.fixture
def start_worker(redis: RealRedis, transactional_db: None) -> Iterator[Callable[..., servers.Kept]]:
    """A function that starts `celery worker` on the test's database and returns it once it takes jobs."""
    workers: list[servers.Kept] = []

    def start(*, concurrency: int = 1) -> servers.Kept:
        name = f"test-{len(workers)}@hazir"
        command = [
            sys.executable,
            "-m",
            "celery",
            "--workdir",
            str(settings.BASE_DIR),
            "-A",
            "config",
            "worker",
        ]
        options = ["-n", name, "-c", str(concurrency), "--without-mingle", "--without-gossip"]
        workers.append(servers.Kept(servers.new_folder("worker"), "", *command, *options, env=worker_env()))
        wait_for(lambda: answers(name), seconds=READY_SECONDS)
        return workers[-1]

    yield start
    for worker in workers:
        worker.stop()


def answers(name: str) -> bool:
    """True for a worker that takes jobs. The connection is a new one: an older may be to a Redis before."""
    with app.connection_for_read() as connection:
        return bool(app.control.ping(destination=[name], timeout=0.3, connection=connection))


def worker_env() -> dict[str, str]:
    """The production settings, on the database of the tests."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url}


def wait_for(condition: Callable[[], object], *, seconds: float = 10) -> None:
    """Return as soon as the condition holds; fail when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.05)
