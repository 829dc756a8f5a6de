"""What the app publishes, with Redis there, gone and hanging."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from kombu.exceptions import OperationalError

from config.celery import app
from tests.jobs.conftest import RealRedis, wait_for
from tests.servers import Kept

pytestmark = pytest.mark.worker

# From a click's point of view, waiting for the broker is time lost.
PATIENCE_SECONDS = 0.5


def test_a_worker_takes_what_is_published(start_worker: Callable[..., Kept], redis: RealRedis) -> None:
    app.send_task("tracker.jobs.sweep")
    assert queue_length() == 1
    start_worker()
    wait_for(lambda: queue_length() == 0)


def queue_length() -> int:
    with app.connection_for_read() as connection:
        return int(connection.default_channel.client.llen("hazir"))


def test_publishing_to_a_redis_that_went_away_fails_at_once(redis: RealRedis) -> None:
    app.send_task("tracker.jobs.sweep")
    redis.stop()
    for _ in range(3):
        start = time.perf_counter()
        with pytest.raises(OperationalError):
            app.send_task("tracker.jobs.sweep")
        assert time.perf_counter() - start < PATIENCE_SECONDS


def test_publishing_to_a_redis_that_hangs_fails_soon(redis: RealRedis) -> None:
    app.send_task("tracker.jobs.sweep")
    with redis.hanging():
        start = time.perf_counter()
        with pytest.raises(OperationalError):
            app.send_task("tracker.jobs.sweep")
        assert time.perf_counter() - start < PATIENCE_SECONDS


def test_publishing_goes_on_when_redis_is_back(redis: RealRedis) -> None:
    app.send_task("tracker.jobs.sweep")
    redis.stop()
    with pytest.raises(OperationalError):
        app.send_task("tracker.jobs.sweep")
    redis.start()
    app.send_task("tracker.jobs.sweep")
    assert queue_length() == 1


def test_the_cache_forgets_rather_than_fails_when_redis_is_gone(redis: RealRedis) -> None:
    cache.set("key", {"a": [1, "ğ", None]})
    assert cache.get("key") == {"a": [1, "ğ", None]}
    assert cache.add("key", 1) is False
    redis.stop()
    start = time.perf_counter()
    assert cache.get("key", "default") == "default"
    assert cache.add("key", 1) is True
    assert time.perf_counter() - start < PATIENCE_SECONDS


def test_the_cache_reads_nothing_that_could_run(redis: RealRedis) -> None:
    cache.set("key", 1)
    client = cache._cache.get_client("key", write=True)
    client.set(cache.make_key("key"), b"cos\nsystem\n(S'true'\ntR.")
    assert cache.get("key") is None
