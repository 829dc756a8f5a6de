"""What if: a question in the address, its answer beside today's figures, and making it true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracker import enqueue
from tracker.actions.what_if import apply_what_if as apply
from tracker.core.errors import DomainError
from tracker.core.schedule.calendar import is_plannable
from tracker.forms import EstimateField
from tracker.htmx import go_to, wants_part
from tracker.queries.what_if import Question, TaskChange, question_of, token_of
from tracker.queries.what_if_page import WhatIfPage, open_tasks, what_if_page
from tracker.queries.words import sentence_text
from tracker.views.doors import MANAGER, plan_or_404

MOST_ROWS = 20
MOST_PEOPLE = 100
EMPTY_ROWS = 2
MOST_TRIES = 45


@dataclass(frozen=True, slots=True)
class Row:
    """A task in the form, as typed, and what is wrong with it."""

    key: str = ""
    what: str = "estimate"
    estimate: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the request asks: the question, and the rows of its form."""

    question: Question
    rows: tuple[Row, ...]
    errors: tuple[str, ...] = ()


@require_safe
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; for htmx only the comparison, until the job has answered, or the table of people."""
    plan = plan_or_404(request, slug)
    is_part, wants_people = wants_part(request), request.GET.get("part") == "people"
    asked = asked_of(request.GET, plan)
    token = token_of(plan, asked.question)
    answer = cache.get(enqueue.answer_key(token))
    page = what_if_page(
        plan, asked.question, answer, with_people=wants_people if is_part or wants_people else None
    )
    if answer is None and not page.problem:
        enqueue.forecast_what_if(token, plan.pk, asked.question.as_json())
    context = page_context(page, asked, request.GET)
    if is_part:
        name = "people" if wants_people else "compared"
        return render(request, f"tracker/what_if/_{name}.html", context)
    return render(request, "tracker/what_if/what_if.html", context)


def asked_of(query: QueryDict, plan: Any) -> Asked:
    """The question in the query; the plan as it is where it asks nothing."""
    today = question_of(plan)
    if "people" not in query:
        return Asked(today, (Row(),) * EMPTY_ROWS)
    rows = tuple(read_rows(query, plan))
    errors = []
    people = number_of(query.get("people", ""), 1, MOST_PEOPLE)
    if people is None:
        errors.append(_("People are a number from 1 to %(most)s.") % {"most": MOST_PEOPLE})
    start = day_of(query.get("start", today.start.isoformat()))
    if start is None:
        errors.append(_("The first day is a date."))
    question = Question(
        people=people or today.people,
        sprint_order="order" in query,
        one_task_an_agent="agents" in query,
        start=start or today.start,
        changes=tuple(change for row, change in rows if change),
    )
    return Asked(question, (*(row for row, _change in rows), *(Row(),) * EMPTY_ROWS), tuple(errors))


def number_of(text: str, least: int, most: int) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    return number if least <= number <= most else None


def day_of(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if is_plannable(day) else None


def read_rows(query: QueryDict, plan: Any) -> list[tuple[Row, TaskChange | None]]:
    """The rows that name a task, each with the change it asks for where it can be understood."""
    keys = {key.casefold(): key for key, _title in open_tasks(plan)}
    names, whats, estimates = (query.getlist(name)[:MOST_ROWS] for name in ("task", "what", "estimate"))
    read: dict[str, tuple[Row, TaskChange | None]] = {}
    for name, what, estimate in zip(names, whats, estimates, strict=False):
        typed = " ".join(name.split())[:60]
        if typed:
            key = keys.get(typed.casefold(), "")
            read[key or typed] = read_row(Row(key or typed, what, estimate[:40]), key, plan)
    return list(read.values())


def read_row(row: Row, key: str, plan: Any) -> tuple[Row, TaskChange | None]:
    if not key:
        error = _("The plan has no open task %(key)s.") % {"key": row.key}
        return Row(row.key, row.what, row.estimate, error), None
    if row.what == "drop":
        return Row(key, "drop"), TaskChange(key)
    field = EstimateField(hours_per_day=plan.hours_per_day, days_per_week=len(plan.weekdays))
    try:
        hours = field.clean(row.estimate)
    except ValidationError as error:
        return Row(key, "estimate", row.estimate, " ".join(error.messages)), None
    return Row(key, "estimate", row.estimate), TaskChange(key, *hours) if hours else None


def page_context(page: WhatIfPage, asked: Asked, query: QueryDict) -> dict[str, Any]:
    tries = number_of(query.get("tries", ""), 1, MOST_TRIES) or 0
    query = query.copy()
    for name in ("tries", "part"):
        query.pop(name, None)
    encoded = query.urlencode()
    return {
        "plan": page.plan,
        "tab": "what_if",
        "page": page,
        "age": page.age,
        "asked": asked,
        "query": encoded,
        "poll_url": "" if tries >= MOST_TRIES else f"?{encoded}{'&' if encoded else ''}tries={tries + 1}",
        "is_given_up": tries >= MOST_TRIES,
        "people_url": people_url(query),
    }


def people_url(query: QueryDict) -> str:
    """The query, ready for another number of people; the rest as asked."""
    query = query.copy()
    query.pop("people", None)
    return f"?{query.urlencode()}{'&' if query else ''}people="


@require_POST
def apply_what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the question true, for a manager who has said yes to it."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    asked = asked_of(request.POST, plan)
    page_url = f"{reverse('what_if', args=[slug])}?{asked_query(request.POST)}"
    if asked.errors or any(row.error for row in asked.rows) or request.POST.get("sure") != "1":
        messages.error(request, _("Nothing was applied. Look at what it would change, and say yes to it."))
        return go_to(request, page_url)
    try:
        events = apply(plan=plan, question=asked.question, by=request.user)
    except DomainError as error:
        messages.error(request, sentence_text(error.sentence))
        return go_to(request, page_url)
    text = ngettext(
        "%(count)s change applied to the plan", "%(count)s changes applied to the plan", len(events)
    )
    messages.success(request, text % {"count": len(events)})
    return go_to(request, reverse("what_if", args=[slug]))


def asked_query(post: QueryDict) -> str:
    query = post.copy()
    for name in ("csrfmiddlewaretoken", "sure"):
        query.pop(name, None)
    return query.urlencode()
