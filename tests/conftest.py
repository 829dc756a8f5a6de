"""What every test may ask for."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from django.conf import settings

from tests.plans import ada, bob, plan  # noqa: F401 - fixtures for all

NEEDS = {
    "postgres": (
        "HAZIR_TEST_DATABASE=postgres",
        lambda: "sqlite" not in settings.DATABASES["default"]["ENGINE"],
    ),
    "worker": ("HAZIR_TEST_REDIS=1", lambda: bool(settings.REDIS_URL)),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this run has no server for; `make test` runs all."""
    for item in items:
        for mark, (what, is_there) in NEEDS.items():
            if item.get_closest_marker(mark) and not is_there():
                item.add_marker(pytest.mark.skip(reason=f"needs {what}"))


@pytest.fixture(scope="session")
def live_site(django_db_setup: None) -> Iterator[str]:
    """The address of the site, without a final slash. It stays up, so without jobs: `browser/` has them."""
    from config.asgi import application

    listener = socket.create_server(("127.0.0.1", 0))
    options = uvicorn.Config(
        application,
        http="config.protocol:BoundedProtocol",
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(options)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the site did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
