"""Logging: the standard library, one line an event, written as `event key=value`."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def configuration(*, level: str, folder: Path | None) -> dict[str, Any]:
    """To standard error; with a folder, to a file in it, so that a terminal shows only what went wrong."""
    handlers: dict[str, Any] = {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "level": "WARNING" if folder else "NOTSET",
        }
    }
    if folder:
        handlers["file"] = {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": folder / "hazir.log",
            "maxBytes": 2_000_000,
            "backupCount": 2,
            "delay": True,
            "encoding": "utf-8",
            "formatter": "line",
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": level},
        "loggers": {
            # Django's own handlers mail to nobody and print only while debugging.
            "django": {"handlers": [], "level": level, "propagate": True},
            # The request's own line says these already.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "propagate": True},
            "axes": {"level": "WARNING"},
            # A line for each message received and done; the jobs write their own.
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
        },
    }
