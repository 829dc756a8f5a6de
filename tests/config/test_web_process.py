"""What the web process does before Django sees a request, and after."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db(transaction=True)


def ask(live_site: str, method: str, path: str, body: Any = None, **headers: str) -> int:
    """The status of the answer."""
    with closing(HTTPConnection(urlsplit(live_site).netloc, timeout=10)) as connection:
        connection.request(
            method, path, body=body, headers=headers, encode_chunked=isinstance(body, Iterator)
        )
        return connection.getresponse().status


def test_a_body_that_says_it_is_too_long_is_refused_unread(live_site: str) -> None:
    length = str(settings.REQUEST_MAX_BYTES + 1)
    assert ask(live_site, "POST", "/", **{"Content-Length": length}) == 413


def test_a_body_of_the_largest_size_is_read(live_site: str) -> None:
    assert ask(live_site, "POST", "/", b"x" * settings.REQUEST_MAX_BYTES) == 403


def test_a_body_in_chunks_that_grows_too_long_is_refused(live_site: str) -> None:
    chunk = b"x" * (settings.REQUEST_MAX_BYTES // 4)
    body = iter([*[chunk] * 4, b"x"])
    assert ask(live_site, "POST", "/", body, **{"Transfer-Encoding": "chunked"}) == 413


def test_a_request_that_breaks_off_never_reaches_django(
    live_site: str, caplog: pytest.LogCaptureFixture
) -> None:
    address = urlsplit(live_site)
    with caplog.at_level(logging.INFO), socket.create_connection((address.hostname, address.port)) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\nhalf a plan")
    assert ask(live_site, "GET", reverse("sign_in")) == 200
    assert not [record for record in caplog.records if "method=POST" in record.getMessage()]


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"a" * 200_000,
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000,
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 40_000,
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " + b"a" * 200_000,
    ],
    ids=["address", "header", "headers", "trailer"],
)
def test_a_head_that_is_too_long_is_refused_before_it_ends(live_site: str, head: bytes) -> None:
    address = urlsplit(live_site)
    with socket.create_connection((address.hostname, address.port), timeout=10) as client:
        try:
            client.sendall(head)
            answer = client.recv(100)
        except ConnectionError:  # it hung up while we were speaking
            return
        assert answer.startswith(b"HTTP/1.1 400")


def test_a_head_that_does_not_come_is_not_waited_for(live_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.protocol.HEAD_SECONDS", 0.1)
    address = urlsplit(live_site)
    with socket.create_connection((address.hostname, address.port), timeout=10) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHo")
        assert client.recv(100) == b""


def test_a_host_that_is_not_ours_is_refused(live_site: str) -> None:
    assert ask(live_site, "GET", reverse("sign_in"), Host="evil.example") == 400


def test_a_page_forbids_inline_scripts_frames_and_other_sites(client: Client) -> None:
    headers = client.get(reverse("sign_in")).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_pages_of_signed_in_people_stay_out_of_caches(client: Client) -> None:
    client.force_login(User.objects.create_superuser("ada"))
    headers = client.get("/admin/").headers
    assert "no-store" in headers["Cache-Control"]
    assert {"Cookie", "HX-Request"} <= {part.strip() for part in headers["Vary"].split(",")}


def test_a_request_is_one_log_line_without_its_query(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="hazir.request"):
        client.get("/sign-in/link/%0d%0aX/", {"token": "s3cret"})
    (line,) = [record.getMessage() for record in caplog.records if record.name == "hazir.request"]
    assert line.startswith("request method=GET path=/sign-in/link/%0D%0AX/ status=")
    assert "s3cret" not in line
