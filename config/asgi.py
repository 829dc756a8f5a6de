"""The web process: pages on threads, and the jobs beside them where there is no Redis.

Serve it with `manage.py serve`, or with any ASGI server that speaks the lifespan protocol.
"""

from __future__ import annotations

import os
import string
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote_from_bytes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from a2wsgi import WSGIMiddleware
from django.conf import settings

from config.embedded import jobs
from config.wsgi import application as wsgi_application

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

pages = WSGIMiddleware(wsgi_application, workers=settings.WEB_THREADS)


class BodyCutOff(OSError):
    """The request's body ended early or grew too long; Django answers such a request with 400."""


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one connection."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http":
        await page(scope, receive, send)


async def lifespan(receive: Receive, send: Send) -> None:
    """Start the jobs before the first page, and stop them after the last."""
    await receive()
    try:
        jobs.start()
    except RuntimeError as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    await send({"type": "lifespan.startup.complete"})
    await receive()
    jobs.stop()
    await send({"type": "lifespan.shutdown.complete"})


async def page(scope: Message, receive: Receive, send: Send) -> None:
    """Hand the request to Django's threads, unless its body says that it is too long."""
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    length = dict(headers).get(b"content-length", b"0")
    if length.isdigit() and int(length) > settings.REQUEST_MAX_BYTES:
        await refuse(send)
        return
    query = quote_from_bytes(scope["query_string"], safe=string.punctuation)
    scope = {**scope, "headers": headers, "query_string": query.encode()}
    await pages(scope, whole_body(receive), send)  # type: ignore[arg-type]


async def refuse(send: Send) -> None:
    """413 without reading the body."""
    limit = settings.REQUEST_MAX_BYTES // (1024 * 1024)
    body = f"The request is larger than {limit} MiB.\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def whole_body(receive: Receive) -> Receive:
    """`receive` that fails where the body breaks off or has no end: half a plan must not pass for a plan."""
    total = 0
    is_complete = False

    async def receive_whole() -> Message:
        nonlocal total, is_complete
        message = await receive()
        total += len(message.get("body", b""))
        if total > settings.REQUEST_MAX_BYTES:
            raise BodyCutOff("the body is too long")
        if message["type"] == "http.disconnect" and not is_complete:
            raise BodyCutOff("the body broke off")
        is_complete = is_complete or not message.get("more_body", False)
        return message

    return receive_whole
