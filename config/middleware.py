"""One log line a request, the headers that every page carries, and its time zone."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

logger = logging.getLogger("hazir.request")

View = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen",
        "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment",
        "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial", "usb",
        "xr-spatial-tracking",
    )
)  # fmt: skip


def log_request(get_response: View) -> View:
    """Write `request method= path= status= ms= user=`. The query is left out: it may hold a secret.

    That a page asked for changes and there were none, once a second, is told only where DEBUG is logged.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = get_response(request)
        is_idle = request.method == "GET" and response.status_code == 204
        logger.log(
            logging.DEBUG if is_idle else logging.INFO,
            "request method=%s path=%s status=%d ms=%d user=%s",
            quote(request.method or "-", safe=""),
            quote(request.path[:300]),
            response.status_code,
            (time.perf_counter() - start) * 1000,
            _user_id(request),
        )
        return response

    return respond


def _user_id(request: HttpRequest) -> str:
    """The person's id where the page asked for it; looking it up here would cost static files a query."""
    user = getattr(request, "_cached_user", None)
    return str(user.pk or "-") if user else "-"


def begin_in_the_site_zone(get_response: View) -> View:
    """Each page begins in the zone of the settings; those of a plan go over to the plan's (`views.doors`)."""

    def respond(request: HttpRequest) -> HttpResponse:
        with timezone.override(None):
            return get_response(request)

    return respond


def add_headers(get_response: View) -> View:
    """Keep pages of signed-in people out of every cache, and other sites out of our pages."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _user_id(request) != "-" or response.cookies:
            response.headers.setdefault("Cache-Control", "private, no-store")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie", "HX-Request", "HX-History-Restore-Request"))
        return response

    return respond
