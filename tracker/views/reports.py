"""Reports: the page, and each chart as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.core.csv_text import write_csv
from tracker.htmx import render_parts, wants_part
from tracker.queries.report_source import Choice
from tracker.queries.reports_page import ReportsPage, report_chart, reports_page
from tracker.queries.stored import age_of
from tracker.views.doors import opened, plan_or_404

# A saved picture brings its own style and nothing else; opened in a browser it is nobody's page.
FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


@require_safe
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; for htmx the parts that newer figures change, or 204 while there are none."""
    plan = plan_or_404(request, slug)
    if wants_part(request) and request.GET.get("since", "") == str(age_of(plan).revision or ""):
        return HttpResponse(status=204)
    page = opened(lambda: reports_page(plan, choice_of(request.GET)))
    context = reports_context(page)
    if not wants_part(request):
        return render(request, "tracker/reports/reports.html", context)
    parts = [("tracker/_age.html", context), ("tracker/reports/_facts.html", context)]
    for chart in page.charts:
        parts.append(("tracker/reports/_drawing.html", context | {"chart": chart}))
        parts.append(("tracker/reports/_figures.html", context | {"chart": chart}))
    return render_parts(request, parts)


def choice_of(query: QueryDict) -> Choice:
    sprint = query.get("sprint", "")
    return Choice(
        unit="tasks" if query.get("unit") == "tasks" else "hours",
        sprint=int(sprint) if sprint.isdecimal() and len(sprint) < 9 else None,
        day=day_of(query.get("date", "")),
    )


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def reports_context(page: ReportsPage) -> dict[str, Any]:
    url, choice = reverse("reports", args=[page.plan.slug]), page.choice
    query = query_of(choice)
    return {
        "plan": page.plan,
        "tab": "reports",
        "page": page,
        "age": page.age,
        "age_url": f"{url}{query_of(choice, since=page.age.revision or '')}",
        "query": query,
        "units": [
            (_("Hours"), query_of(choice, unit=""), choice.unit == "hours"),
            (_("Tasks"), query_of(choice, unit="tasks"), choice.unit == "tasks"),
        ],
        "scopes": [
            (_("Whole plan"), query_of(choice, sprint=""), choice.sprint is None),
            *(
                (name, query_of(choice, sprint=number), choice.sprint == number)
                for number, name in page.sprints
            ),
        ],
    }


def query_of(choice: Choice, **values: Any) -> str:
    """The choice as the query of an address, with those values instead."""
    unit = "tasks" if choice.unit == "tasks" else ""
    day = choice.day.isoformat() if choice.day else ""
    query = {"sprint": choice.sprint, "unit": unit, "date": day} | values
    return "?" + urlencode({name: value for name, value in query.items() if value not in (None, "")})


@require_safe
def report_svg(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A chart as a picture that needs nothing else. The page draws it on a canvas to make a PNG of it."""
    plan = plan_or_404(request, slug)
    chart = opened(lambda: report_chart(plan, code, choice_of(request.GET)))
    context = {"chart": chart, "plan_title": plan.title, "age": age_of(plan)}
    response = render(
        request, "tracker/reports/file.svg", context, content_type="image/svg+xml; charset=utf-8"
    )
    return as_file(request, response, f"{slug}-{code}.svg")


@require_safe
def report_csv(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The figures of a chart, with a byte order mark: without it spreadsheets take the text for another's."""
    plan = plan_or_404(request, slug)
    chart = opened(lambda: report_chart(plan, code, choice_of(request.GET)))
    text = write_csv(chart.table.heads, chart.table.rows, words=(_("no"), _("yes")))
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    return as_file(request, response, f"{slug}-{code}.csv")


def as_file(request: HttpRequest, response: HttpResponse, name: str) -> HttpResponse:
    """To be saved, or shown as a picture, but never loaded into a page as markup."""
    if request.headers.get("HX-Request") or request.headers.get("Sec-Fetch-Dest") == "empty":
        raise PermissionDenied(_("This file can be saved, but not loaded into a page."))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
