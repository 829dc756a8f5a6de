"""HTMX: which requests want a part of a page, and every header that answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString, mark_safe

Respond = Callable[[HttpRequest], HttpResponse]


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part. A boosted request or a restored history entry wants the whole page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_part(
    request: HttpRequest, page: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The part for htmx, the page around it for everybody else."""
    return render(request, part if wants_part(request) else page, context, status=status)


def render_parts(
    request: HttpRequest, parts: Iterable[tuple[str, dict[str, Any]]], *, status: int = 200
) -> HttpResponse:
    """Several parts in one answer, each of which replaces its element wherever it stands on the page."""
    rendered = [render_to_string(name, {**context, "oob": True}, request) for name, context in parts]
    return HttpResponse(join_html(rendered), status=status)


def render_inside(request: HttpRequest, parts: Iterable[tuple[str, dict[str, Any]]]) -> SafeString:
    """Several parts as they stand on a page, for one element that holds them all."""
    return join_html(render_to_string(name, context, request) for name, context in parts)


def join_html(rendered: Iterable[str]) -> SafeString:
    return mark_safe("\n".join(rendered))  # noqa: S308 - templates rendered and escaped each of them


def push_url(response: HttpResponse, url: str) -> HttpResponse:
    response.headers["HX-Push-Url"] = url
    return response


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to another page, whoever asked."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponse(status=303, headers={"Location": url})


def load_again(*, status: int) -> HttpResponse:
    """Have htmx load the page again from the server."""
    return HttpResponse(status=status, headers={"HX-Refresh": "true"})


def address_of_page(request: HttpRequest) -> str:
    """Path and query of the page on which the person stands; empty where it is unknown, forged or another
    site's."""
    htmx = request.htmx  # type: ignore[attr-defined]
    whole = (htmx.current_url if htmx else request.headers.get("Referer")) or ""
    if not url_has_allowed_host_and_scheme(whole, {request.get_host()}, require_https=request.is_secure()):
        return ""
    address = urlunsplit(urlsplit(whole)._replace(scheme="", netloc="")) or "/"
    # A path that begins with two slashes would lead to another site.
    return address if url_has_allowed_host_and_scheme(address, None) else ""


def send_to_sign_in(get_response: Respond) -> Respond:
    """Middleware: an expired session sends the whole page to sign in, never a sign-in form into a part of it.

    What stands in the way is that a browser follows redirects before htmx sees them.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        sign_in = resolve_url("sign_in")
        is_htmx = request.headers.get("HX-Request") == "true"
        if is_htmx and response.status_code == 302 and response.headers["Location"].startswith(sign_in):
            back = urlencode({"next": address_of_page(request)})
            return HttpResponse(status=401, headers={"HX-Redirect": f"{sign_in}?{back}"})
        return response

    return respond
