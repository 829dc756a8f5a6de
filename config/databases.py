"""DATABASE_URL as Django wants it, with what each database needs to serve many people at once."""

from __future__ import annotations

from typing import Any

import dj_database_url

from config.env import SettingError

# Readers and the one writer do not wait for each other; a writer waits for its turn instead of failing.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 15,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def read(url: str) -> dict[str, Any]:
    """The entry of DATABASES for the URL. Every thread keeps its connection, checked before each use."""
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    except (ValueError, KeyError):
        raise SettingError(
            "DATABASE_URL cannot be read. Set something like postgres://user:password@host/name."
        ) from None
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = database.get("OPTIONS", {}) | SQLITE_OPTIONS
    elif database["ENGINE"] == "django.db.backends.postgresql":
        database["OPTIONS"] = {"connect_timeout": 5} | database.get("OPTIONS", {})
    else:
        raise SettingError(
            "DATABASE_URL names a database that Hazır does not know. Set postgres://… or sqlite:///…."
        )
    return database
