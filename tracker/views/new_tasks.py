"""Adding a task: at the foot of a board's first column, or on a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from tracker.actions import new_tasks as actions
from tracker.core.errors import DomainError, IllegalMove
from tracker.forms import NewTaskForm
from tracker.htmx import go_to, render_part, render_parts
from tracker.queries.new_task_page import new_task_page, proposed_id, section_at
from tracker.queries.words import sentence_text
from tracker.views.board_parts import Part
from tracker.views.boards import board_url
from tracker.views.changes import Message, change_text, changed_parts, status_part, undo_url
from tracker.views.doors import MEMBER, opened, plan_or_404, task_or_404

FORM, PAGE = "tracker/board/_new_task.html", "tracker/board/new_task.html"
FIELDS = ("title", "estimate", "priority", "key")


@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what it sends. `?sprint=` is the board for which it is, none for the unscheduled one."""
    plan = plan_or_404(request, slug, at_least=MEMBER)
    if request.method != "POST":
        return render_part(request, PAGE, FORM, form_context(request, plan, request.GET))
    form = NewTaskForm(request.POST, hours_per_day=plan.hours_per_day, days_per_week=len(plan.weekdays))
    try:
        if not form.is_valid():
            raise IllegalMove("{reason}", reason=form.first_error())
        values = form.cleaned_data
        section = section_at(plan, values.pop("section"))
        event = actions.add_task(plan=plan, section=section, by=request.user, **values)
    except DomainError as error:
        return refuse(request, plan, sentence_text(error.sentence))
    return answer(request, plan, event)


def form_context(request: HttpRequest, plan: Any, query: QueryDict, *, error: str = "") -> dict[str, Any]:
    """The form with what was typed; the section that it names is chosen, else one is preset."""
    number = sprint_in(query)
    page = opened(lambda: new_task_page(plan, number, user=request.user, section=query.get("section")))
    typed = {name: query.get(name, "") for name in FIELDS}
    return {
        "page": page, "plan": page.plan, "tab": "board", "typed": typed, "error": error,
        "next_id": page.next_id, "board_url": board_url(plan.slug, number),
    }  # fmt: skip


def sprint_in(query: QueryDict) -> int | None:
    text = query.get("sprint", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def refuse(request: HttpRequest, plan: Any, error: str) -> HttpResponse:
    """The reason beside the field, on the board; the form with what was typed, on its own page."""
    if request.htmx:  # type: ignore[attr-defined]
        return render_parts(request, [error_part(error)], status=422)
    return render(request, PAGE, form_context(request, plan, request.POST, error=error), status=422)


def answer(request: HttpRequest, plan: Any, event: Any) -> HttpResponse:
    """The card and the counts; the form stays for the next one, its proposed id after this one's."""
    message = Message(change_text(event.task, [event]), "success", undo_url(plan.slug, [event]))
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, message.text, extra_tags=message.extra_tags)
        query = urlencode({"sprint": request.POST.get("sprint", "")})
        return go_to(request, f"{reverse('add_task', args=[plan.slug])}?{query}")
    task = task_or_404(request, plan.slug, event.task.key)
    following = proposed_id(plan, request.POST.get("section", ""))
    form: list[Part] = [("tracker/board/_new_task_id.html", {"next_id": following}), error_part("")]
    return render_parts(request, [*changed_parts(request, task, [event]), *form, status_part(message)])


def error_part(text: str) -> Part:
    return "tracker/board/_new_task_error.html", {"error": text}
