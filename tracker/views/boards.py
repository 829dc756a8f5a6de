"""Boards: of a sprint, and of what is in none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.queries.board import BoardPage, board_page
from tracker.queries.head_figures import HeadFigures, head_figures, known_head_figures
from tracker.queries.taken_out import taken_out
from tracker.queries.task_page import task_page
from tracker.views.doors import opened, plan_or_404, task_or_404
from tracker.views.marks import look_context
from tracker.views.standing import filters_of


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as a link: it switches itself on, or off where it is on."""

    label: str
    query: str
    is_on: bool
    level: str = ""


@require_safe
def board(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The board of the sprint, with the task that `?task=` names opened beside it."""
    plan = plan_or_404(request, slug)
    context = look_context(plan)
    page = opened(lambda: board_page(plan, number, user=request.user, filters=filters_of(request.GET)))
    context |= board_context(page, request.GET) | figures_context(slug, head_figures(plan, number))
    if number is None:
        context["taken_out"] = taken_out(plan)
    if key := request.GET.get("task"):
        task = task_or_404(request, slug, key)
        context |= {"task": task_page(task, request.user), "in_drawer": True}
        context["close_url"] = address_of(page, request.GET)
    return render(request, "tracker/board/board.html", context)


@require_safe
def board_figures(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The small burndown and the facts in the head of the board, which ask for themselves after changes."""
    plan = plan_or_404(request, slug)
    figures = opened(lambda: known_head_figures(plan, number))
    return render(request, "tracker/board/_figures.html", figures_context(slug, figures))


def figures_context(slug: str, figures: HeadFigures) -> dict[str, Any]:
    """Where the part fetches itself, and the reports of the same sprint."""
    name, place = (
        ("unscheduled_figures", []) if figures.number is None else ("board_figures", [figures.number])
    )
    scope = "" if figures.number is None else f"?sprint={figures.number}"
    return {
        "figures": figures,
        "figures_url": reverse(name, args=[slug, *place]),
        "reports_url": f"{reverse('reports', args=[slug])}{scope}",
        "slug": slug,
    }


def board_context(page: BoardPage, query: QueryDict) -> dict[str, Any]:
    number = page.counts.head.number
    return {
        "add_url": f"{reverse('add_task', args=[page.plan.slug])}?{urlencode({'sprint': number or ''})}",
        "plan": page.plan,
        "page": page,
        "counts": page.counts,
        "chips": chips_of(page, query),
        "tasks_url": tasks_url(page.plan.slug),
        "tab": "board",
    }


def tasks_url(slug: str) -> str:
    return f"{reverse('plan', args=[slug])}tasks/"


def board_url(slug: str, number: int | None) -> str:
    return reverse("unscheduled", args=[slug]) if number is None else reverse("board", args=[slug, number])


def address_of(page: BoardPage, query: QueryDict) -> str:
    """The board's address with its filters and no task opened."""
    url = board_url(page.plan.slug, page.counts.head.number)
    rest = switched(query)
    return f"{url}{rest}" if rest != "?" else url


def chips_of(page: BoardPage, query: QueryDict) -> list[list[Chip]]:
    """The filters in groups, as they stand on the page."""
    filters = page.filters
    groups = [
        [
            Chip(_("Everyone"), switched(query, who=""), not filters.mine),
            Chip(_("Mine"), switched(query, who="me"), filters.mine),
        ],
        [
            chip(query, "priority", value, label, filters.priority, level=value)
            for value, label in page.priorities
        ],
        [chip(query, "agent", name, name, filters.agent) for name in page.agents],
        [
            chip(query, "ready", "1", _("Can start now"), "1" if filters.ready else ""),
            chip(query, "blocked", "1", _("Blocked"), "1" if filters.blocked else ""),
        ],
    ]
    if filters.critical or any(card.is_critical for column in page.columns for card in column.cards):
        groups[-1].insert(
            0, chip(query, "critical", "1", _("On the critical path"), "1" if filters.critical else "")
        )
    return [group for group in groups if group]


def chip(query: QueryDict, name: str, value: str, label: str, current: str, *, level: str = "") -> Chip:
    is_on = value == current
    return Chip(label, switched(query, **{name: "" if is_on else value}), is_on, level)


def switched(query: QueryDict, **values: str) -> str:
    """The query with those filters set, or left out where empty; no task opened."""
    changed = query.copy()
    changed.pop("task", None)
    for name, value in values.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return f"?{changed.urlencode()}"
