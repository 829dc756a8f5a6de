"""A cache in Redis that nobody waits for and that holds no code."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger("config.cache")

REST_SECONDS = 5.0


class JsonSerializer:
    """JSON instead of pickle: whoever can write to Redis cannot run anything here."""

    def dumps(self, value: Any) -> bytes:
        """The value as JSON; numbers stay such that Redis can count with them."""
        return json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        """The value again; None where somebody else wrote something that is not JSON."""
        try:
            return json.loads(data)
        except ValueError:
            return None


class ImpatientClient(RedisCacheClient):
    """Redis, tried once."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, retry=Retry(NoBackoff(), 0), **options)


class SharedCache(RedisCache):
    """Redis as a cache. While it cannot be reached every key is missing, and it is left alone for seconds."""

    # Django makes a cache for each thread; what one has found out is for all.
    _asleep_until: ClassVar[float] = 0.0

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ImpatientClient

    def _ask(self, call: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < self._asleep_until:
            return otherwise
        try:
            return call()
        except RedisError as error:
            SharedCache._asleep_until = time.monotonic() + REST_SECONDS
            logger.warning("cache-unreachable error=%s", type(error).__name__)
            return otherwise

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """True where the key was not there, and where Redis is not: the caller then does the work itself."""
        return bool(self._ask(lambda: super(SharedCache, self).add(*args, **kwargs), True))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(lambda: super(SharedCache, self).get(key, default, version), default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask(lambda: super(SharedCache, self).set(*args, **kwargs), None)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask(lambda: super(SharedCache, self).touch(*args, **kwargs), False))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask(lambda: super(SharedCache, self).delete(*args, **kwargs), False))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return dict(self._ask(lambda: super(SharedCache, self).get_many(*args, **kwargs), {}))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask(lambda: super(SharedCache, self).has_key(*args, **kwargs), False))

    def clear(self) -> None:
        """Refused: it would empty the whole database of Redis, jobs included."""
        raise RuntimeError("The cache shares its Redis with the jobs. Delete keys by name.")
