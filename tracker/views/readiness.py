"""Readiness: the gates, and a manager's word for what only people can know."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.actions import readiness as actions
from tracker.core.errors import DomainError
from tracker.htmx import go_to, render_parts, wants_part
from tracker.queries.readiness_page import ReadinessPage, readiness_page
from tracker.queries.stored import age_of
from tracker.queries.words import sentence_text
from tracker.views.changes import Message, status_part
from tracker.views.doors import MANAGER, plan_or_404


@require_safe
def readiness(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; for htmx the gates once newer figures are there, or 204 while they are not."""
    plan = plan_or_404(request, slug)
    if not wants_part(request):
        return render(request, "tracker/readiness/readiness.html", context_of(readiness_page(plan)))
    if request.GET.get("since", "") == str(age_of(plan).revision or ""):
        return HttpResponse(status=204)
    return render_parts(request, gate_parts(readiness_page(plan)))


def context_of(page: ReadinessPage) -> dict[str, Any]:
    url = reverse("readiness", args=[page.plan.slug])
    return {
        "plan": page.plan,
        "tab": "readiness",
        "page": page,
        "age": page.age,
        "age_url": f"{url}?since={page.age.revision or ''}",
    }


def gate_parts(page: ReadinessPage) -> list[tuple[str, dict[str, Any]]]:
    context = context_of(page)
    return [("tracker/readiness/_gates.html", context), ("tracker/_age.html", context)]


@require_POST
def confirm_policy(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Vouch for a rule of the plan's notes, or take the word back: the request says which."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    is_given = request.POST.get("confirmed") == "1"
    act = actions.confirm_policy if is_given else actions.withdraw_confirmation
    try:
        act(plan=plan, code=code, by=request.user)
    except DomainError as error:
        return answer(request, plan, Message(sentence_text(error.sentence), "error"), status=422)
    return answer(
        request, plan, Message(_("Confirmed.") if is_given else _("The confirmation is taken back."))
    )


def answer(request: HttpRequest, plan: Any, message: Message, *, status: int = 200) -> HttpResponse:
    if not wants_part(request):
        messages.add_message(request, messages.ERROR if status != 200 else messages.SUCCESS, message.text)
        return go_to(request, reverse("readiness", args=[plan.slug]))
    fresh = plan_or_404(request, plan.slug)  # the count of its changes has gone up
    return render_parts(request, [*gate_parts(readiness_page(fresh)), status_part(message)], status=status)
