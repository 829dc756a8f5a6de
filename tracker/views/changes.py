"""The answer to a change of a task: the parts of the page that show it, or a redirect without htmx."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.core.errors import DomainError, NotFound, StaleTask
from tracker.htmx import address_of_page, go_to, render_parts
from tracker.queries.history import event_title
from tracker.queries.words import sentence_text
from tracker.views.board_parts import board_parts
from tracker.views.document_parts import document_parts
from tracker.views.doors import task_or_404
from tracker.views.standing import standing_at
from tracker.views.task_parts import task_parts

Part = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Message:
    """What the status line says. The names are those of Django's messages: the same template prints both."""

    text: str
    level_tag: str = "success"
    extra_tags: str = ""

    def __str__(self) -> str:
        return self.text


def perform(request: HttpRequest, task: Any, change: Callable[[], Sequence[Any]]) -> HttpResponse:
    """Make the change and answer with what it changed; refuse with the task as it is now."""
    plan = task.plan
    try:
        events = change()
    except DomainError as error:
        return refuse(request, task, error)
    task.plan = plan  # an action that reads the task again forgets the person's role
    return answer(request, task, events)


def answer(request: HttpRequest, task: Any, events: Sequence[Any], *, text: str = "") -> HttpResponse:
    """What the events changed; without events, all of the task. `text` says it otherwise than they do."""
    slug = task.plan.slug
    message = Message(text or change_text(task, events), "success", undo_url(slug, events))
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, message.text, extra_tags=message.extra_tags)
        return go_to(request, address_of_page(request) or reverse("task", args=[slug, task.key]))
    if not events or any(event.field != "status" for event in events):
        task = task_or_404(request, slug, task.key)
    return render_parts(request, [*changed_parts(request, task, events), status_part(message)])


def refuse(
    request: HttpRequest, task: Any, error: DomainError, extra: Sequence[Part] = (), *, typed: str = ""
) -> HttpResponse:
    """409 for what somebody else changed meanwhile, 422 for what cannot be, with the task as it is now.

    `typed` comes back too: in the parts of `extra` where there are some, else in the sentence.
    """
    text = sentence_text(error.sentence)
    status = {StaleTask: 409, NotFound: 404}.get(type(error), 422)
    if not request.htmx:  # type: ignore[attr-defined]
        context = {"sentence": text, "typed": typed, "back": address_of_page(request)}
        return render(request, "tracker/tasks/refused.html", context, status=status)
    if typed and not extra:
        text = " ".join([text, _("You typed: “%(typed)s”.") % {"typed": typed}])
    parts = (
        [] if status == 404 else changed_parts(request, task_or_404(request, task.plan.slug, task.key), ())
    )
    return render_parts(request, [*parts, *extra, status_part(Message(text, "error"))], status=status)


def changed_parts(request: HttpRequest, task: Any, events: Sequence[Any]) -> list[Part]:
    """Every part of the page where the person stands that shows the task."""
    standing = standing_at(request)
    parts: list[Part] = []
    if standing.slug != task.plan.slug:
        return parts
    if standing.on_board:
        with suppress(NotFound):  # a sprint that a new file took away while its board stood open
            parts += board_parts(request, standing, task, events)
    if standing.page == "document":
        parts += document_parts(task)
    if standing.open_key.casefold() == task.key.casefold():
        parts += task_parts(request, task, events, in_drawer=standing.on_board)
    return parts


def status_part(message: Message) -> Part:
    return "_status.html", {"messages": [message]}


def change_text(task: Any, events: Sequence[Any]) -> str:
    if not events:
        return _("Nothing changed: %(key)s was like that already.") % {"key": task.key}
    return f"{task.key}: {event_title(events[0])}"


def undo_url(slug: str, events: Sequence[Any]) -> str:
    """Where to undo the change; empty where it cannot be undone."""
    if not events or not all(event.can_be_undone for event in events):
        return ""
    query = "&".join(f"event={event.pk}" for event in events)
    return f"{reverse('undo', args=[slug])}?{query}"
