"""Plans, tasks and changes as views reach them: with the person who asks, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from tracker.core.errors import NotAllowed, NotFound
from tracker.queries import access
from tracker.queries.words import sentence_text

if TYPE_CHECKING:
    from collections.abc import Callable

VIEWER, MEMBER, MANAGER = "viewer", "member", "manager"


def plan_or_404(request: HttpRequest, slug: str, *, at_least: str = VIEWER) -> Any:
    """The plan. `Http404` where the person is not in it, `PermissionDenied` where the role falls short."""
    return opened(lambda: access.plan_for(request.user, slug, at_least=at_least))


def task_or_404(request: HttpRequest, slug: str, key: str, *, at_least: str = VIEWER) -> Any:
    """The task with its plan, as `plan_or_404`."""
    return opened(lambda: access.task_for(request.user, slug, key, at_least=at_least))


def event_or_404(request: HttpRequest, slug: str, event_id: int) -> Any:
    """A change of a task, for who may change tasks."""
    return opened(lambda: access.event_for(request.user, slug, event_id, at_least=MEMBER))


def opened(door: Callable[[], Any]) -> Any:
    try:
        return door()
    except NotFound as error:
        raise Http404(sentence_text(error.sentence)) from None
    except NotAllowed as error:
        raise PermissionDenied(sentence_text(error.sentence)) from None
