"""The Celery application.

Three ways to run it, one configuration: `celery -A config worker` and `celery -A config beat` where REDIS_URL
is set, `config.embedded` inside the web process where it is not.
"""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from kombu import Connection
from kombu.transport import redis as kombu_redis
from redis.backoff import NoBackoff
from redis.retry import Retry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

PUBLISH_TIMEOUT_SECONDS = 0.2


class ImpatientChannel(kombu_redis.Channel):
    """Redis, tried once. redis-py's ten tries would hold a person's click for seconds while Redis is down."""

    def _connparams(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super()._connparams(*args, **kwargs) | {"retry": Retry(NoBackoff(), 0)}


class ImpatientTransport(kombu_redis.Transport):
    """The transport on which messages leave a web request."""

    Channel = ImpatientChannel


class HazirCelery(Celery):
    """Celery whose messages leave at once or not at all: a sweep sends again what was lost."""

    def connection_for_write(self, url: str | None = None, **kwargs: Any) -> Connection:
        """A connection to publish on; with Redis it gives up after a fraction of a second."""
        if (url or self.conf.broker_write_url or "").startswith(("redis://", "rediss://")):
            kwargs["transport"] = f"{__name__}:{ImpatientTransport.__name__}"
            kwargs["transport_options"] = (kwargs.get("transport_options") or {}) | {
                "socket_timeout": PUBLISH_TIMEOUT_SECONDS,
                "socket_connect_timeout": PUBLISH_TIMEOUT_SECONDS,
                "max_retries": 0,
            }
        return super().connection_for_write(url, **kwargs)


app = HazirCelery("hazir")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")


@setup_logging.connect
def leave_logging_to_django(**_options: Any) -> None:
    """That somebody listens keeps Celery from raising the level: the lines of jobs are written."""
