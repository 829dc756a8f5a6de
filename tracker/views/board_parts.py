"""What a board shows of one task: its card, the cards that wait for it, and the counts around them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest

from tracker.core.board import CLOSED
from tracker.queries.beside import held_up_on_board
from tracker.queries.board import BoardCounts, board_card, board_counts, board_page
from tracker.queries.cards import can_start
from tracker.queries.plans import current_sprint
from tracker.queries.taken_out import taken_out
from tracker.views.boards import board_context, tasks_url
from tracker.views.standing import Standing

COUNTED = {"task", "status", "estimate", "archived", "is_duty"}

Part = tuple[str, dict[str, Any]]


def board_parts(request: HttpRequest, standing: Standing, task: Any, events: Sequence[Any]) -> list[Part]:
    """The cards and counts that the events changed on the board where the person stands, and nothing else.

    Without events, after a refusal, everything is sent that somebody else may have changed.
    """
    frees_others = task.holds_up and opens_or_closes(events)
    current = current_sprint(task.plan) if standing.filters.ready else None
    cards = [task, *(held_up_on_board(task, standing.number) if frees_others else ())]
    context = {
        "cards": [
            arrival(card, task.plan, standing, request.user, current=current.number if current else None)
            for card in cards
        ],
        "tasks_url": tasks_url(task.plan.slug),
    }
    parts: list[Part] = [("tracker/board/_arrivals.html", context)]
    parts += taken_out_parts(task.plan, standing, events)
    if any(event.field == "sprint" for event in events):
        page = board_page(task.plan, standing.number, user=request.user, filters=standing.filters)
        parts.append(("tracker/board/_filters.html", board_context(page, standing.query)))
        return parts + count_parts(page.plan.slug, page.counts)
    if not events or any(event.field in COUNTED for event in events):
        parts += changed_counts(standing, task, events)
    return parts


def taken_out_parts(plan: Any, standing: Standing, events: Sequence[Any]) -> list[Part]:
    """The list of what was taken out, which stands below the board of what is in no sprint."""
    if standing.number is not None or not any(event.field == "archived" for event in events):
        return []
    can_change = plan.role != "viewer"
    context = {"taken_out": taken_out(plan), "slug": plan.slug, "can_change": can_change}
    return [("tracker/board/_taken_out.html", context)]


def arrival(task: Any, plan: Any, standing: Standing, user: Any, *, current: int | None) -> dict[str, Any]:
    """The task's card, and whether it stands on this board, behind these filters."""
    task.plan, task.role = plan, plan.role
    card = board_card(task, can_change=plan.role != "viewer")
    is_here = task.archived_at is None and card.sprint == standing.number
    is_admitted = standing.filters.admits(
        card, is_mine=task.assignee_id == user.pk, can_start=can_start(card, plan, current)
    )
    return {"card": card, "is_here": is_here and is_admitted}


def opens_or_closes(events: Sequence[Any]) -> bool:
    """Whether other tasks now wait no longer, or again."""
    return any(
        event.field == "archived"
        or (event.field == "status" and (event.from_value in CLOSED) != (event.to_value in CLOSED))
        for event in events
    )


def changed_counts(standing: Standing, task: Any, events: Sequence[Any]) -> list[Part]:
    """A plain change of status touches two columns and one sprint. Anything else may move hours between tasks
    that share a section's estimate, in any sprint."""
    is_plain = bool(events) and all(event.field == "status" for event in events)
    statuses = (
        {status for event in events for status in (event.from_value, event.to_value)} if is_plain else set()
    )
    sprint = task.sprint
    if is_plain and "dropped" not in statuses and (sprint.number if sprint else None) == standing.number:
        counts = board_counts(task.plan, standing.number, sprints=[sprint] if sprint else [])
        return count_parts(task.plan.slug, counts, statuses)
    return count_parts(task.plan.slug, board_counts(task.plan, standing.number))


def count_parts(slug: str, counts: BoardCounts, statuses: Collection[str] | None = None) -> list[Part]:
    """The head, the sprints of the strip in `counts`, and the heads of those columns (None: of all)."""
    parts: list[Part] = [("tracker/board/_work.html", {"head": counts.head})]
    parts += [("tracker/board/_strip_sprint.html", {"sprint": row, "slug": slug}) for row in counts.strip]
    if statuses is None:
        context = {"slug": slug, "count": counts.unscheduled_count, "number": counts.head.number}
        parts.append(("tracker/board/_strip_unscheduled.html", context))
    parts += [
        ("tracker/board/_column_head.html", {"column": column})
        for column in counts.columns
        if statuses is None or column.status in statuses
    ]
    return parts
