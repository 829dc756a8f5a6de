"""Find a task: the list below the field as somebody types, and the same as a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tracker.htmx import render_part
from tracker.queries.find_page import find_page
from tracker.queries.predecessors import predecessor_choices
from tracker.views.doors import plan_or_404

LONGEST_QUERY = 100


@require_safe
def find_task(request: HttpRequest, slug: str) -> HttpResponse:
    """The person's way to a task; where `waits_for` is asked, what the task named by `for` may wait for."""
    plan = plan_or_404(request, slug)
    if "waits_for" in request.GET:
        return choose_predecessor(request, plan)
    query = typed(request, "q")
    page = find_page(plan, query, user=request.user)
    context = {"plan": page.plan, "tab": "find", "page": page}
    return render_part(request, "tracker/find/find.html", "tracker/find/_found.html", context)


def choose_predecessor(request: HttpRequest, plan: Any) -> HttpResponse:
    page = predecessor_choices(plan, request.GET.get("for", ""), typed(request, "waits_for"))
    context = {"plan": page.plan, "tab": "find", "page": page}
    return render_part(request, "tracker/find/find.html", "tracker/tasks/_choices.html", context)


def typed(request: HttpRequest, name: str) -> str:
    return " ".join(request.GET.get(name, "").split())[:LONGEST_QUERY]
