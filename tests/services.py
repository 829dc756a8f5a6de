"""A pytest plugin: what the tests run against, started before Django reads its settings.

HAZIR_TEST_DATABASE is `sqlite` (the default), `postgres` (one is started), or the URL of a server that may
hold test databases. HAZIR_TEST_REDIS=1 gives the worker tests an address for a Redis of their own.
Loaded with `-p tests.services`, because pytest-django sets Django up before any conftest is read.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import servers

_kept: list[servers.Kept] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Set the environment that `config.settings` reads. Workers of xdist inherit it."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    folder = servers.new_folder("tests")
    _kept.append(servers.Kept(folder))
    for name in ("HAZIR_DEMO", "REDIS_URL", "BASE_URL", "STATIC_ROOT"):
        os.environ.pop(name, None)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests-only-for-tests",
        "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
        "BASE_URL": "http://testserver",
        "DATA_FOLDER": str(folder),
        "DATABASE_URL": _database_url(folder),
        "TIME_ZONE": "Europe/Istanbul",
        "LANGUAGE_CODE": "en",
    }
    if os.environ.get("HAZIR_TEST_REDIS") == "1":
        os.environ["REDIS_URL"] = f"redis://127.0.0.1:{servers.free_port()}/0"


def _database_url(folder: Path) -> str:
    choice = os.environ.get("HAZIR_TEST_DATABASE", "sqlite")
    if choice == "sqlite":
        return f"sqlite:///{folder / 'hazir.sqlite3'}"
    if choice != "postgres":
        return choice
    server, url = servers.start_postgres()
    _kept.append(server)
    return url


def pytest_unconfigure() -> None:
    """Stop what was started. What a killed run leaves, the keepers of the servers clear away."""
    while _kept:
        _kept.pop().stop()
