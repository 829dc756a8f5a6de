"""Celery's settings and the shared cache: through Redis where there is one, in this process where not."""

from __future__ import annotations

from typing import Any

PREFIX = "hazir"

# The sweep finds plans whose figures lag or are of another day than today in the plan's own zone. It looks at
# rows, so a message or a night that was missed, doubled or late changes nothing.
BEAT_SCHEDULE = {
    "sweep": {"task": "tracker.jobs.sweep", "schedule": 60.0, "options": {"expires": 55}},
}


def celery_settings(redis_url: str, *, time_zone: str) -> dict[str, Any]:
    """What `config_from_object(namespace="CELERY")` reads."""
    return {f"CELERY_{name}": value for name, value in _celery(redis_url, time_zone).items()}


def _celery(redis_url: str, time_zone: str) -> dict[str, Any]:
    return {
        "BROKER_URL": redis_url or "memory://localhost/",
        "BROKER_TRANSPORT_OPTIONS": _redis_options() if redis_url else {"polling_interval": 0.02},
        "BROKER_CONNECTION_RETRY_ON_STARTUP": True,
        "BROKER_POOL_LIMIT": 10,
        "BROKER_POOL_ACQUIRE_TIMEOUT": 0.2,
        "TASK_DEFAULT_QUEUE": PREFIX,
        "TASK_SERIALIZER": "json",
        "ACCEPT_CONTENT": ["json"],
        "RESULT_ACCEPT_CONTENT": ["json"],
        "TASK_IGNORE_RESULT": True,
        "TASK_PUBLISH_RETRY": False,
        # Acknowledging late alone loses the job of a killed child: both are needed.
        "TASK_ACKS_LATE": True,
        "TASK_REJECT_ON_WORKER_LOST": True,
        "WORKER_PREFETCH_MULTIPLIER": 1,
        "TASK_SOFT_TIME_LIMIT": 100,
        "TASK_TIME_LIMIT": 120,
        "WORKER_MAX_TASKS_PER_CHILD": 500,
        "WORKER_HIJACK_ROOT_LOGGER": False,
        "WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS": True,
        "TIMEZONE": time_zone,
        "BEAT_SCHEDULE": BEAT_SCHEDULE,
        # In memory: the schedule is fixed and its jobs may run at any time, so no file need remember it.
        "BEAT_SCHEDULER": "celery.beat:Scheduler",
    }


def _redis_options() -> dict[str, Any]:
    return {"global_keyprefix": f"{PREFIX}:", "visibility_timeout": 600, "socket_keepalive": True}


def cache(redis_url: str) -> dict[str, Any]:
    """The entry of CACHES: shared by all processes through Redis, or in this one where it is alone."""
    if not redis_url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": PREFIX}
    return {
        "BACKEND": "config.cache.SharedCache",
        "LOCATION": redis_url,
        "KEY_PREFIX": PREFIX,
        "OPTIONS": {
            "serializer": "config.cache.JsonSerializer",
            "socket_timeout": 0.2,
            "socket_connect_timeout": 0.2,
        },
    }
