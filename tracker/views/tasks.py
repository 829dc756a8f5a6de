"""A task: its page, and everything that people do to it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.actions import tasks as actions
from tracker.actions.dependencies import let_wait, remove_dependency
from tracker.actions.undo import undo_events
from tracker.core.errors import DomainError, IllegalMove
from tracker.core.plan.document import TITLE_LENGTH
from tracker.core.text import is_storable
from tracker.forms import TaskForm
from tracker.htmx import address_of_page, go_to, push_url, render_part, render_parts, wants_part
from tracker.queries.beside import dependency_between, neighbour_for
from tracker.queries.predecessors import predecessor_named
from tracker.queries.task_page import task_page
from tracker.views.boards import board_url, switched
from tracker.views.changes import Message, answer, perform, refuse, status_part
from tracker.views.doors import MEMBER, event_or_404, task_or_404
from tracker.views.marks import look_context
from tracker.views.standing import Standing, standing_at


@require_safe
def task(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The task's page; for htmx what stands beside a board, whose address then names the task."""
    found = task_or_404(request, slug, key)
    page = task_page(found, request.user)
    context = {"task": page, "plan": page.plan, "tab": "board"}
    if not wants_part(request):
        context |= look_context(found.plan) | {"sprint_url": board_url(slug, page.card.sprint)}
        return render(request, "tracker/tasks/page.html", context)
    context["close_url"], address = addresses(standing_at(request), slug, page.card)
    return push_url(render(request, "tracker/tasks/_task.html", context | {"in_drawer": True}), address)


def addresses(standing: Standing, slug: str, card: Any) -> tuple[str, str]:
    """Of the board without and with the task: where the person stands, else the task's own board."""
    url = board_url(slug, standing.number if standing.on_board else card.sprint)
    query = standing.query.copy() if standing.on_board else QueryDict(mutable=True)
    query["task"] = card.key
    return url + switched(query).rstrip("?"), f"{url}?{query.urlencode()}"


@require_safe
def move_menu(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Where the card can go: as a menu on the board, as a page without JavaScript."""
    page = task_page(task_or_404(request, slug, key, at_least=MEMBER), request.user)
    context = {"task": page, "plan": page.plan, "tab": "board"}
    return render_part(request, "tracker/board/move.html", "tracker/board/_move.html", context)


@require_POST
def move_task(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """To another status, sprint or place. The request names what it changes and says nothing of the rest."""
    found = task_or_404(request, slug, key, at_least=MEMBER)
    form = task_form(request, found)
    if not form.is_valid():
        return refuse(request, found, IllegalMove("This move was not understood. Load the board again."))
    values, beside = form.values(), place_of(request, found)
    common = {"task": found, "seen_version": seen_version(request), "by": request.user}
    if set(values) == {"status"} and not beside:
        return perform(request, found, partial(actions.set_status, status=values["status"], **common))
    target = {
        "status": values.get("status", found.status),
        "sprint": values.get("sprint", found.sprint.number if found.sprint else None),
    }
    return perform(request, found, partial(actions.move_task, **target, **beside, **common))


def task_form(request: HttpRequest, task: Any) -> TaskForm:
    plan = task.plan
    return TaskForm(request.POST, hours_per_day=plan.hours_per_day, days_per_week=len(plan.weekdays))


def place_of(request: HttpRequest, task: Any) -> dict[str, Any]:
    """Beside which card, as the request says: by its key, or by a direction in the column."""
    if where := request.POST.get("place"):
        return neighbour_for(task, where)
    keys = {side: key for side in ("after", "before") if (key := request.POST.get(side))}
    if not all(map(is_storable, keys.values())):
        raise Http404(_("There is no such task."))
    return keys


def seen_version(request: HttpRequest) -> int:
    """The version that the person saw. Raises `Http404` for a request that no page of ours made."""
    version = request.POST.get("version") or request.GET.get("version") or ""
    if not version.isdecimal() or len(version) > 9:
        raise Http404(_("This form is incomplete. Load the page again."))
    return int(version)


@require_POST
def edit_task(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Fields of the task, any of them. What a person typed comes back with what stood in the way."""
    found = task_or_404(request, slug, key, at_least=MEMBER)
    form = task_form(request, found)
    if not form.is_valid():
        reason = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return refuse_edit(request, found, IllegalMove("{reason}", reason=reason))
    try:
        events = actions.edit_task(
            task=found, values=form.values(), seen_version=seen_version(request), by=request.user
        )
    except DomainError as error:
        return refuse_edit(request, found, error)
    return answer(request, found, events)


def refuse_edit(request: HttpRequest, task: Any, error: DomainError) -> HttpResponse:
    """The refusal, with what was typed: a text in its form, beside what the task says now."""
    if "body" not in request.POST:
        typed = request.POST.get("estimate") or request.POST.get("blocked") or ""
        return refuse(request, task, error, typed=typed[:200])
    now = task_or_404(request, task.plan.slug, task.key)
    typed = {"title": request.POST.get("title", ""), "body": request.POST["body"]}
    context = {"task": task_page(now, request.user), "typed": typed, "error": error.sentence}
    return refuse(request, task, error, [("tracker/tasks/_edit.html", context)], typed=typed["body"])


@require_POST
def archive_task(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Take the task out of the plan, or bring it back: the request says which."""
    found = task_or_404(request, slug, key, at_least=MEMBER)
    change = actions.restore_task if request.POST.get("restore") == "1" else actions.archive_task
    common = {"task": found, "seen_version": seen_version(request), "by": request.user}
    return perform(request, found, partial(change, **common))


@require_POST
def set_step(request: HttpRequest, slug: str, key: str, position: int) -> HttpResponse:
    """A checklist item, done or not: the request says which."""
    found = task_or_404(request, slug, key, at_least=MEMBER)
    done = request.POST.get("done") == "1"
    change = partial(actions.set_step, task=found, position=position, done=done, by=request.user)
    return perform(request, found, change)


@require_POST
def set_dependency(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Let the task wait for another, or wait no longer for it: one chosen, or named as people type."""
    found = task_or_404(request, slug, key, at_least=MEMBER)
    typed = request.POST.get("chosen") or request.POST.get("waits_for", "")
    name = " ".join(typed.split())[:TITLE_LENGTH]
    try:
        other = predecessor_named(found, name, user=request.user)
    except DomainError as error:
        return refuse(request, found, error)
    try:
        events, text = change_waiting(request, found, other)
    except DomainError as error:
        return refuse(request, found, error, typed=name)
    return answer(request, found, events, text=text % {"key": found.key, "other": other.key})


def change_waiting(request: HttpRequest, task: Any, other: Any) -> tuple[list[Any], str]:
    """What changed, and how to say it. Raises `DomainError`."""
    if request.POST.get("remove") != "1":
        events = let_wait(plan=task.plan, predecessor=other, successor=task, by=request.user)
        return events, _("%(key)s waits for %(other)s")
    link = dependency_between(other, task)
    events = remove_dependency(dependency=link, by=request.user) if link else []
    return events, _("%(key)s no longer waits for %(other)s")


@require_POST
def add_comment(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    found = task_or_404(request, slug, key, at_least=MEMBER)
    text = request.POST.get("text", "")
    try:
        actions.add_comment(task=found, text=text, by=request.user)
    except DomainError as error:
        context = {"task": task_page(found, request.user), "typed": text}
        return refuse(request, found, error, [("tracker/tasks/_comment.html", context)], typed=text)
    if not wants_part(request):
        return go_to(request, address_of_page(request) or reverse("task", args=[slug, key]))
    context = {"task": task_page(found, request.user)}
    parts = [(f"tracker/tasks/_{name}.html", context) for name in ("history", "comment")]
    said = Message(_("%(key)s: comment added") % {"key": found.key})
    return render_parts(request, [*parts, status_part(said)])


@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back the changes that the address names; together they were one."""
    ids = [int(text) for text in request.GET.getlist("event")[:20] if text.isdecimal() and len(text) < 19]
    if not ids:
        raise Http404(_("There is no such change."))
    events = [event_or_404(request, slug, event_id) for event_id in ids]
    return perform(request, events[0].task, partial(undo_events, events=events, by=request.user))
