"""The web process: pages on threads, and the jobs beside them where there is no Redis.

Serve it with `manage.py serve`, or with any ASGI server that speaks the lifespan protocol.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from a2wsgi import WSGIMiddleware
from django.conf import settings

from config.embedded import jobs
from config.wsgi import application as wsgi_application

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

pages = WSGIMiddleware(wsgi_application, workers=settings.WEB_THREADS)


class BodyTooLong(Exception):
    """The request's body is larger than any that Hazır takes."""


class BodyCutOff(Exception):
    """The client went away before the end of its request."""


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
        await asyncio.to_thread(jobs.start)
    except RuntimeError as error:
        await send({"type": "lifespan.startup.failed", "message": str(error)})
        return
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await asyncio.to_thread(jobs.stop)
    await send({"type": "lifespan.shutdown.complete"})


async def page(scope: Message, receive: Receive, send: Send) -> None:
    """Hand the request to Django's threads once it is whole.

    A slow upload occupies no thread, and half a plan never passes for a plan.
    """
    headers = dict(scope["headers"])
    try:
        refuse_long_body(headers.get(b"content-length", b"0"))
        body = await read_body(receive)
    except BodyTooLong:
        await answer_too_long(send)
    except BodyCutOff:
        return
    else:
        whole = {**scope, "headers": whole_headers(scope["headers"], len(body))}
        await pages(whole, replay(body, receive), send)  # type: ignore[arg-type]


def refuse_long_body(length: bytes) -> None:
    """Raise BodyTooLong where the request itself says so."""
    if length.isdigit() and int(length) > settings.REQUEST_MAX_BYTES:
        raise BodyTooLong


async def read_body(receive: Receive) -> bytes:
    """The whole body. Raises BodyTooLong and BodyCutOff."""
    chunks: list[bytes] = []
    total = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BodyCutOff
        chunks.append(message.get("body", b""))
        total += len(chunks[-1])
        if total > settings.REQUEST_MAX_BYTES:
            raise BodyTooLong
        if not message.get("more_body", False):
            return b"".join(chunks)


def whole_headers(headers: list[tuple[bytes, bytes]], length: int) -> list[tuple[bytes, bytes]]:
    """The headers of a request whose body has that length, sent in chunks or not.

    Names with an underscore are dropped: WSGI cannot tell `X_Forwarded_For` from the header that proxies set.
    """
    kept = [(name, value) for name, value in headers if b"_" not in name and name != b"content-length"]
    return [*kept, (b"content-length", str(length).encode())]


def replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that hands over the body in one piece, and then what really comes."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again


async def answer_too_long(send: Send) -> None:
    limit = settings.REQUEST_MAX_BYTES // (1024 * 1024)
    body = f"The request is larger than {limit} MiB.\n".encode()
    headers = {b"content-type": b"text/plain; charset=utf-8", b"content-length": str(len(body)).encode()}
    start = {"type": "http.response.start", "status": 413}
    await send({**start, "headers": [*headers.items(), (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": body})
