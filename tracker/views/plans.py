"""The list of plans, the way into one, and the way out of it as a file."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.queries.export import plan_text
from tracker.queries.plans import current_sprint, plans_page
from tracker.views.boards import board_url
from tracker.views.doors import opened, plan_or_404


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    return render(request, "tracker/plans/plans.html", {"page": plans_page(request.user)})


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """To the board of the sprint that is under way."""
    found = plan_or_404(request, slug)
    sprint = current_sprint(found)
    return redirect(board_url(slug, sprint.number if sprint else None))


@require_safe
def export_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan's file, to be saved and not shown: nothing in it may ever run as a page of ours."""
    found = plan_or_404(request, slug)
    if is_by_script(request):
        raise PermissionDenied(_("A plan's file can be saved, but not loaded into a page."))
    text = opened(lambda: plan_text(found))
    return HttpResponse(
        text.encode("utf-8", "surrogatepass"),
        content_type="text/markdown; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{found.slug}.md"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )


def is_by_script(request: HttpRequest) -> bool:
    """Whether a script asks, and not a person who follows the link or saves what it leads to."""
    headers = request.headers
    is_to_save = headers.get("Sec-Fetch-Mode") in ("navigate", "no-cors")
    return "HX-Request" in headers or (headers.get("Sec-Fetch-Dest") == "empty" and not is_to_save)
