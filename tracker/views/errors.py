"""What a person sees where a request was refused before any view."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.htmx import load_again


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old, or came from elsewhere. htmx loads the page again, with a fresh token."""
    if request.headers.get("HX-Request"):
        return load_again(status=403)
    return render(request, "403_csrf.html", status=403)


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Too many wrong passwords for this account from this address."""
    return render(request, "account/locked.html", status=429)
