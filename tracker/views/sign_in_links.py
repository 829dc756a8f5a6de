"""Signing in with a link that works once."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.actions.sign_in import redeem_sign_in_link


@login_not_required
@require_http_methods(["GET"])  # not HEAD: a look at the link must not use it up
def sign_in_by_link(request: HttpRequest) -> HttpResponse:
    """Sign in the person of the link. A dead link leads to the sign-in page and says so."""
    person = redeem_sign_in_link(token=request.GET.get("token", ""))
    if person is None:
        messages.error(request, _("This link has been used or has expired. Ask an admin for a new one."))
        return redirect("sign_in")
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/")
