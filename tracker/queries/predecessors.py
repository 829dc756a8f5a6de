"""Which task a person means who says what another one waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.core.errors import IllegalMove, NotFound
from tracker.core.search import Findable, find_tasks, tasks_named
from tracker.models import Dependency, Plan, Task
from tracker.queries.access import task_for
from tracker.queries.find_page import FindPage, page_of
from tracker.queries.words import short_text

OFFERED = 8
NAMED = 3
LONGEST_TITLE = 40


def predecessor_choices(plan: Plan, key: str, query: str) -> FindPage:
    """Tasks that the one of that key does not wait for yet and whose key or title fits, the closest first."""
    known = Dependency.objects.filter(plan=plan, successor__key=key)
    others = _others(plan, key).exclude(pk__in=known.values("predecessor"))
    return page_of(plan, query, find_tasks(_findable(others), query), most=OFFERED)


def predecessor_named(task: Task, name: str, *, user: Any) -> Task:
    """The task of the same plan whose key or title that is, or the only one that it fits.

    Raises:
        IllegalMove: none fits, or several do; the first few are named.
    """
    slug = task.plan.slug
    try:
        return task_for(user, slug, name)
    except NotFound:
        keys = tasks_named(_findable(_others(task.plan, task.key)), name)
    if not keys:
        raise IllegalMove("This plan has no task “{key}”.", key=name)
    if len(keys) > 1:
        raise IllegalMove(
            "“{name}” fits {count} tasks: {tasks}. Type more of the title, or a key.",
            name=name, count=len(keys), tasks=_naming(task.plan, keys),
        )  # fmt: skip
    return task_for(user, slug, keys[0])


def _others(plan: Plan, key: str) -> Any:
    return Task.objects.live().filter(plan=plan).exclude(key=key).order_by("rank")


def _findable(tasks: Any) -> list[Findable]:
    """By key and title alone: what a task says elsewhere is not its name."""
    return [Findable(*row) for row in tasks.values_list("key", "title")]


def _naming(plan: Plan, keys: Sequence[str]) -> str:
    titles = dict(plan.tasks.filter(key__in=keys[:NAMED]).values_list("key", "title"))
    names = [f"{key} {short_text(titles[key], LONGEST_TITLE)}" for key in keys[:NAMED]]
    return "; ".join(names) + ("; …" if len(keys) > NAMED else "")
