"""Find a task: the list below the field as somebody types, and the same as a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tracker.htmx import render_part
from tracker.queries.find_page import find_page
from tracker.views.doors import plan_or_404

LONGEST_QUERY = 100


@require_safe
def find_task(request: HttpRequest, slug: str) -> HttpResponse:
    plan = plan_or_404(request, slug)
    query = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
    page = find_page(plan, query, user=request.user)
    context = {"plan": page.plan, "tab": "find", "page": page}
    return render_part(request, "tracker/find/find.html", "tracker/find/_found.html", context)
