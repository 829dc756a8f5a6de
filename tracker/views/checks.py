"""A plan against itself: what its checks find, and muting what nobody needs to see."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.actions import findings as actions
from tracker.core.errors import DomainError, NotFound
from tracker.htmx import address_of_page, go_to, render_parts
from tracker.queries.checks import find_finding
from tracker.queries.checks_page import ChecksPage, checks_page
from tracker.queries.words import sentence_text
from tracker.views.boards import Chip, switched
from tracker.views.changes import Message, status_part
from tracker.views.doors import MEMBER, opened, plan_or_404
from tracker.views.standing import standing_at


@require_safe
def checks(request: HttpRequest, slug: str) -> HttpResponse:
    """Every finding of the plan as it is now; `?level=` and `?code=` show some of them."""
    plan = plan_or_404(request, slug)
    return render(request, "tracker/checks/checks.html", context_of(plan, request.GET))


def context_of(plan: Any, query: QueryDict) -> dict[str, Any]:
    level, code = query.get("level", "")[:20], query.get("code", "")[:40]
    page = opened(lambda: checks_page(plan, level=level, code=code))
    return {
        "plan": page.plan,
        "page": page,
        "tab": "checks",
        "chips": chips_of(page, query, level, code),
        "is_filtered": bool(level or code),
    }


def chips_of(page: ChecksPage, query: QueryDict, level: str, code: str) -> list[list[Chip]]:
    """Levels and codes to choose from; choosing a level lets go of the code."""
    everything = Chip(_("All"), switched(query, level="", code=""), not level and not code)
    levels = [
        Chip(
            f"{choice.label} {choice.count}",
            switched(query, level="" if choice.value == level else choice.value, code=""),
            choice.value == level,
        )
        for choice in page.levels
    ]
    codes = [
        Chip(
            f"{choice.label} {choice.count}",
            switched(query, code="" if choice.value == code else choice.value),
            choice.value == code,
        )
        for choice in page.codes
    ]
    return [[everything, *levels], codes] if len(page.codes) > 1 or code else [[everything, *levels]]


@require_POST
def mute_finding(request: HttpRequest, slug: str, fingerprint: str) -> HttpResponse:
    plan = plan_or_404(request, slug, at_least=MEMBER)
    try:
        found = find_finding(plan, fingerprint)
        actions.mute_finding(plan=plan, found=found, reason=request.POST.get("reason", ""), by=request.user)
    except DomainError as error:
        return refuse(request, plan, error)
    undo = reverse("unmute_finding", args=[slug, fingerprint])
    return answer(request, plan, Message(_("Muted."), "success", undo))


@require_POST
def unmute_finding(request: HttpRequest, slug: str, fingerprint: str) -> HttpResponse:
    plan = plan_or_404(request, slug, at_least=MEMBER)
    was_muted = actions.unmute_finding(plan=plan, fingerprint=fingerprint, by=request.user)
    return answer(request, plan, Message(_("It is seen again.") if was_muted else _("It was not muted.")))


def answer(request: HttpRequest, plan: Any, message: Message, *, status: int = 200) -> HttpResponse:
    """The list and the count as they are now, or a redirect without htmx."""
    if not request.htmx:  # type: ignore[attr-defined]
        messages.add_message(request, messages.SUCCESS, message.text, extra_tags=message.extra_tags)
        return go_to(request, address_of_page(request) or reverse("checks", args=[plan.slug]))
    standing = standing_at(request)
    query = standing.query if standing.page == "checks" else QueryDict()
    context = context_of(plan, query)
    parts = [("tracker/checks/_findings.html", context), ("tracker/checks/_tab.html", context)]
    return render_parts(request, [*parts, status_part(message)], status=status)


def refuse(request: HttpRequest, plan: Any, error: DomainError) -> HttpResponse:
    """404 for what went away meanwhile, 422 for a reason that will not do. What was typed stays."""
    text, status = sentence_text(error.sentence), 404 if isinstance(error, NotFound) else 422
    if request.htmx:  # type: ignore[attr-defined]
        return render_parts(request, [status_part(Message(text, "error"))], status=status)
    back = address_of_page(request) or reverse("checks", args=[plan.slug])
    context = {"sentence": text, "typed": request.POST.get("reason", ""), "back": back}
    return render(request, "tracker/tasks/refused.html", context, status=status)
