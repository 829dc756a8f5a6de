"""Plans, tasks and changes as views reach them: with the person who asks, or not at all.

Whoever comes through a door tells time as the plan does, until the page is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from tracker.core.errors import NotAllowed, NotFound
from tracker.queries import access
from tracker.queries.words import sentence_text
from tracker.queries.working_time import plan_zone

if TYPE_CHECKING:
    from collections.abc import Callable

VIEWER, MEMBER, MANAGER = "viewer", "member", "manager"


def plan_or_404(request: HttpRequest, slug: str, *, at_least: str = VIEWER) -> Any:
    """The plan. `Http404` where the person is not in it, `PermissionDenied` where the role falls short."""
    plan = opened(lambda: access.plan_for(request.user, slug, at_least=at_least))
    timezone.activate(plan_zone(plan))
    return plan


def task_or_404(request: HttpRequest, slug: str, key: str, *, at_least: str = VIEWER) -> Any:
    """The task with its plan, as `plan_or_404`."""
    task = opened(lambda: access.task_for(request.user, slug, key, at_least=at_least))
    timezone.activate(plan_zone(task.plan))
    return task


def event_or_404(request: HttpRequest, slug: str, event_id: int) -> Any:
    """A change of a task, for who may change tasks."""
    event = opened(lambda: access.event_for(request.user, slug, event_id, at_least=MEMBER))
    timezone.activate(plan_zone(event.task.plan))
    return event


def opened(door: Callable[[], Any]) -> Any:
    try:
        return door()
    except NotFound as error:
        raise Http404(sentence_text(error.sentence)) from None
    except NotAllowed as error:
        raise PermissionDenied(sentence_text(error.sentence)) from None
