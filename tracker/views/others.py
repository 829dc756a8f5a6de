"""What others change arrives on pages that stand open: each page asks, and mostly hears that nothing did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.htmx import address_of_page, render_inside, render_parts
from tracker.queries.board import board_counts, board_page
from tracker.queries.plans import current_sprint
from tracker.queries.since import (
    Mark,
    Since,
    changed_tasks,
    changes_since,
    comment_count,
    news_text,
    plan_changed_by,
)
from tracker.views.board_parts import arrival, count_parts, opens_or_closes
from tracker.views.boards import board_context, tasks_url
from tracker.views.document_parts import document_parts
from tracker.views.doors import opened, plan_or_404, task_or_404
from tracker.views.marks import changes_url
from tracker.views.standing import Standing, standing_at
from tracker.views.task_parts import task_parts

# What the filters of a board offer follows from these fields of its tasks.
OFFERED = {"task", "priority", "agents", "archived"}

Part = tuple[str, dict[str, Any]]


@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts that others changed of the page where the person stands, 204 for none.

    One's own changes come too: another window of the same person may have made them.
    """
    plan = plan_or_404(request, slug)
    standing = standing_at(request)
    seen = Mark(number_in(request, "since"), number_in(request, "newest"))
    since = changes_since(plan, seen)
    comments = comment_count(plan, standing.open_key) if standing.open_key else 0
    is_talked = comments != number_in(request, "comments")
    if since.mark == seen and not is_talked:
        return HttpResponse(status=204)
    if since.is_too_much:
        return answer(request, [told(_("Much has changed here."), address_of_page(request) or "./")], "")
    parts = opened(lambda: changed_parts(request, plan, standing, since, is_talked=is_talked))
    return answer(request, parts, changes_url(slug, since.mark, comments))


def answer(request: HttpRequest, parts: Sequence[Part], url: str) -> HttpResponse:
    """The parts in one place, whence the page takes each when nobody is in the way, and what to ask next."""
    return render_parts(
        request,
        [
            ("tracker/changes/_look.html", {"changes_url": url}),
            ("tracker/changes/_others.html", {"html": render_inside(request, parts)}),
        ],
    )


def number_in(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def told(text: str, address: str = "") -> Part:
    return "tracker/changes/_told.html", {"text": text, "address": address}


def changed_parts(
    request: HttpRequest, plan: Any, standing: Standing, since: Since, *, is_talked: bool
) -> list[Part]:
    """Each part once, whatever the number of changes; none of a page that stands elsewhere."""
    if standing.slug != plan.slug:
        return []
    events = since.events
    freeing = {event.task_id for event in events if event.task_id and opens_or_closes([event])}
    tasks = changed_tasks(events, freeing if standing.on_board else (), standing.number)
    parts: list[Part] = []
    if standing.on_board and events:
        parts += changed_board(request, plan, standing, events, tasks)
    if standing.page == "document":
        parts += [part for row in tasks.values() for part in document_parts(request, of_plan(row, plan))]
    is_open = any(row.key.casefold() == standing.open_key.casefold() for row in tasks.values())
    if standing.open_key and (is_open or is_talked):
        task = task_or_404(request, plan.slug, standing.open_key)
        own = [event for event in events if event.task_id == task.pk]
        parts += task_parts(request, task, own, in_drawer=standing.on_board)
    return parts + news(request, plan, events, tasks)


def news(request: HttpRequest, plan: Any, events: Sequence[Any], tasks: Mapping[int, Any]) -> list[Part]:
    """One quiet line about what others did."""
    if who := plan_changed_by(events, request.user):
        text = _("%(who)s changed the settings of the plan.") % {"who": who}
        return [told(text, address_of_page(request))]
    text = news_text(events, tasks, plan, request.user)
    return [told(text)] if text else []


def changed_board(
    request: HttpRequest, plan: Any, standing: Standing, events: Sequence[Any], tasks: Mapping[int, Any]
) -> list[Part]:
    """The cards, all counts, and the filters where they may offer something else now."""
    current = current_sprint(plan) if standing.filters.ready else None
    number = current.number if current else None
    cards = [arrival(row, plan, standing, request.user, current=number) for row in tasks.values()]
    parts: list[Part] = [("tracker/board/_arrived.html", {"cards": cards, "tasks_url": tasks_url(plan.slug)})]
    if not any(changes_filters(event, tasks, standing.number) for event in events):
        return parts + count_parts(plan.slug, board_counts(plan, standing.number))
    page = board_page(plan, standing.number, user=request.user, filters=standing.filters)
    parts.append(("tracker/board/_filters.html", board_context(page, standing.query)))
    return parts + count_parts(plan.slug, page.counts)


def changes_filters(event: Any, tasks: Mapping[int, Any], number: int | None) -> bool:
    if event.field == "sprint":
        return number in (event.from_value, event.to_value)
    sprint = tasks[event.task_id].sprint if event.task_id in tasks else None
    return event.field in OFFERED and (sprint.number if sprint else None) == number


def of_plan(row: Any, plan: Any) -> Any:
    row.plan = plan
    return row
