"""The plan as written, its boxes live."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from tracker.markdown import kept_document
from tracker.queries.document_page import document_page
from tracker.views.boards import tasks_url
from tracker.views.doors import opened, plan_or_404
from tracker.views.marks import look_context


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole file; a line's anchor is its number, as in `#L41`."""
    plan = plan_or_404(request, slug)
    look = look_context(plan)
    page = opened(lambda: document_page(plan))
    rendered = kept_document(page.text, frozenset(page.boxes))
    box_template = get_template("tracker/document/_box.html")
    context = {"tasks_url": tasks_url(slug), "can_change": page.plan.can_change}

    def fill(line: int) -> str:
        anchor = format_html('<span class="line" id="L{}"></span>', line)
        box = page.boxes.get(line)
        return (
            anchor if box is None else anchor + box_template.render(context | {"box": box}, request).strip()
        )

    headings = [heading for heading in rendered.headings if heading.level in (2, 3)] or rendered.headings
    return render(
        request,
        "tracker/document/document.html",
        {
            "plan": page.plan,
            "tab": "document",
            "html": rendered.filled(fill),
            "headings": headings,
            "untold": page.untold,
            **context,
            **look,
        },
    )
