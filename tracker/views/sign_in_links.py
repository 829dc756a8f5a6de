"""Signing in with a link that works once."""

from __future__ import annotations

import re

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracker.actions.sign_in import redeem_sign_in_link

# What shows a link in a chat or checks it in a mail. A person taken for one presses a button more.
PREVIEWS = re.compile(
    r"(?<!cu)bot\b|preview|whatsapp|facebookexternalhit|skype|crawler|spider|scanner", re.IGNORECASE
)


@login_not_required
@require_http_methods(["GET", "POST"])  # not HEAD: a look at the link must not use it up
def sign_in_by_link(request: HttpRequest) -> HttpResponse:
    """Sign in the person of the link. A dead link leads to the sign-in page and says so.

    What only fetches the page, for a preview or in advance, gets a button that it does not press.
    """
    token = request.POST.get("token", "") or request.GET.get("token", "")
    if request.method == "GET" and is_preview(request):
        return render(request, "account/sign_in_link.html", {"token": token})
    person = redeem_sign_in_link(token=token)
    if person is None:
        messages.error(request, _("This link has been used or has expired. Ask an admin for a new one."))
        return redirect("sign_in")
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/")


def is_preview(request: HttpRequest) -> bool:
    in_advance = {"Sec-Purpose", "Purpose", "X-Moz"} & set(request.headers)
    return bool(in_advance or PREVIEWS.search(request.headers.get("User-Agent", "")))
