"""What arrived on a page, rendered once for all who look at the same.

A change sends every open board of its plan to fetch the same cards and counts within a second. What they show
follows from a few values; who asks for the same ones gets what the first made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from tracker.htmx import join_html
from tracker.queries.board import board_counts, board_page
from tracker.queries.plans import current_sprint
from tracker.queries.since import Mark, Since, changed_tasks, changes_since, open_tasks
from tracker.templatetags.plan_text import TOKEN_SLOT
from tracker.views.board_parts import Part, arrival, count_parts, opens_or_closes, taken_out_parts
from tracker.views.boards import board_context, tasks_url
from tracker.views.document_parts import document_parts
from tracker.views.doors import opened
from tracker.views.standing import Standing

KEPT = 64
# What the filters of a board offer follows from these fields of its tasks.
OFFERED = {"task", "priority", "agents", "archived"}


@dataclass(frozen=True, slots=True)
class Question:
    """All that the answer depends on. What cannot be compared comes along, and says nothing of its own.

    `made` tells plans apart whose rows were deleted and numbered anew. `have_rev` is the age of the figures
    on cards, `today` of words such as “yesterday”; `person` counts where a filter asks for what is theirs.
    """

    plan_id: int
    made: datetime
    want_rev: int
    have_rev: int | None
    today: date
    role: str
    language: str
    seen: Mark
    page: str
    number: int | None
    query: str
    person: int | None
    plan: Any = field(compare=False)
    standing: Standing = field(compare=False)
    user: Any = field(compare=False)


@dataclass(frozen=True, slots=True)
class Arrived:
    """`html` holds cards, counts or boxes, with a slot for the token of forms; `keys` names tasks by id."""

    since: Since
    keys: Mapping[int, str]
    html: str


def question_of(plan: Any, seen: Mark, standing: Standing, user: Any) -> Question:
    query = standing.query.copy()
    query.pop("task", None)
    return Question(
        plan.pk, plan.created_at, plan.want_rev, plan.have_rev, timezone.localdate(),
        plan.role, get_language(), seen, standing.page, standing.number, query.urlencode(),
        user.pk if standing.filters.mine else None, plan, standing, user,
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def arrived(question: Question) -> Arrived:
    """What changed after the mark, and the parts of that page that show it. Raises `Http404` for no board."""
    plan, standing = question.plan, question.standing
    since = changes_since(plan, question.seen)
    freeing = {event.task_id for event in since.events if event.task_id and opens_or_closes([event])}
    tasks = changed_tasks(since.events, freeing if standing.on_board else (), standing.number)
    parts: list[Part] = []
    if standing.on_board and since.mark.figures != question.seen.figures:
        tasks = open_tasks(plan, standing.number) | tasks
    if standing.on_board and (since.events or tasks):
        parts = opened(lambda: changed_board(question, since.events, tasks))
    if standing.page == "document":
        parts = [part for row in tasks.values() for part in document_parts(of_plan(row, plan))]
    html = join_html(render_to_string(name, {**context, "csrf_token": TOKEN_SLOT}) for name, context in parts)
    return Arrived(since, {row.pk: row.key for row in tasks.values()}, html)


def changed_board(question: Question, events: Sequence[Any], tasks: Mapping[int, Any]) -> list[Part]:
    """The cards, all counts, and the filters where they may offer something else now."""
    plan, standing, user = question.plan, question.standing, question.user
    current = current_sprint(plan) if standing.filters.ready else None
    number = current.number if current else None
    cards = [arrival(row, plan, standing, user, current=number) for row in tasks.values()]
    context = {"cards": cards, "tasks_url": tasks_url(plan.slug)}
    parts: list[Part] = [("tracker/board/_arrived.html", context)]
    parts += taken_out_parts(plan, standing, events)
    if not any(changes_filters(event, tasks, standing.number) for event in events):
        return parts + count_parts(plan.slug, board_counts(plan, standing.number))
    page = board_page(plan, standing.number, user=user, filters=standing.filters)
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
