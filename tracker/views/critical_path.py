"""The critical path: the page, the task that somebody points at, and dependencies that are accepted."""

from __future__ import annotations

from typing import Any, get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracker.actions.dependencies import accept_dependencies
from tracker.core.errors import DomainError
from tracker.htmx import go_to, render_parts, wants_part
from tracker.queries.critical_path_page import CriticalPathPage, critical_path_page
from tracker.queries.gantt_page import View, Zoom
from tracker.queries.stored import age_of
from tracker.queries.words import sentence_text
from tracker.views.boards import switched
from tracker.views.doors import MEMBER, opened, plan_or_404

MOST_ACCEPTED = 100
PARTS = ("facts", "outcomes", "chart")


@require_safe
def critical_path(request: HttpRequest, slug: str) -> HttpResponse:
    """The page. For htmx: what newer figures change (`since`), the chosen task (`to`), or the table."""
    plan = plan_or_404(request, slug)
    is_part = wants_part(request)
    since = request.GET.get("since")
    if is_part and since is not None and since == str(age_of(plan).revision or "0"):
        return HttpResponse(status=204)
    page = opened(lambda: critical_path_page(plan, view_of(request.GET)))
    context = page_context(page, request.GET)
    if not is_part:
        return render(request, "tracker/critical_path/critical_path.html", context)
    if since is not None:
        names = ["tracker/_age.html", *(f"tracker/critical_path/_{name}.html" for name in PARTS)]
        return render_parts(request, [(name, context) for name in names])
    if request.GET.get("part") == "table":
        return render(request, "tracker/critical_path/_table.html", context)
    return render(request, "tracker/critical_path/_chosen.html", context)


def view_of(query: QueryDict) -> View:
    zoom = query.get("zoom", "")
    return View(
        dates="people" if query.get("dates") == "people" else "path",
        zoom=zoom if zoom in get_args(Zoom) else None,  # type: ignore[arg-type]
        to=query.get("to", "").strip()[:60],
        only_critical=query.get("only") == "critical",
    )


def page_context(page: CriticalPathPage, query: QueryDict) -> dict[str, Any]:
    shows_table = "part" in query
    query = query.copy()
    for name in ("since", "part"):
        query.pop(name, None)
    url = reverse("critical_path", args=[page.plan.slug])
    return {
        "plan": page.plan,
        "tab": "critical_path",
        "page": page,
        "age": page.age,
        "age_url": url + switched(query, since=str(page.age.revision or "0")),
        "to_url": url + joined(switched(query, to="")),
        "table_url": url + switched(query, to="", part="table"),
        "shows_table": shows_table,
        "close_url": url + switched(query, to="").rstrip("?"),
        **switches(page, query),
    }


def switches(page: CriticalPathPage, query: QueryDict) -> dict[str, Any]:
    """What the chart can be switched to, as (label, query, is on)."""
    zoom = page.gantt.zoom if page.gantt else ""
    zooms = {"day": _("Days"), "week": _("Weeks"), "month": _("Months")}
    dates = {"": _("No limit on people"), "people": people_text(page.people)}
    shown = page.view.dates if page.view.dates != "path" else ""
    return {
        "dates": [(label, switched(query, dates=name), name == shown) for name, label in dates.items()],
        "only": switched(query, only="" if page.view.only_critical else "critical"),
        "zooms": [(label, switched(query, zoom=name), name == zoom) for name, label in zooms.items()],
    }


def joined(query: str) -> str:
    """The query, ready for one more parameter."""
    return query if query.endswith("?") else f"{query}&"


def people_text(count: int) -> str:
    return ngettext("With %(count)s person", "With %(count)s people", count) % {"count": count}


@require_POST
def accept_proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the ticked proposals dependencies, all or none."""
    plan = plan_or_404(request, slug, at_least=MEMBER)
    values = request.POST.getlist("link")[:MOST_ACCEPTED]
    pairs = [(before, after) for before, mark, after in (value.partition(">") for value in values) if mark]
    try:
        made = accept_dependencies(plan=plan, pairs=pairs, by=request.user)
    except DomainError as error:
        messages.error(request, sentence_text(error.sentence))
    else:
        text = ngettext("%(count)s dependency added", "%(count)s dependencies added", len(made))
        messages.success(request, text % {"count": len(made)})
    return go_to(request, reverse("critical_path", args=[slug]))
