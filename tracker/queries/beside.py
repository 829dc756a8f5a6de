"""The cards around a card: those that a change of it touches, and those between which it stands."""

from __future__ import annotations

from typing import Any

from tracker.models import Dependency, Task


def held_up_on_board(task: Task, number: int | None) -> list[Task]:
    """The tasks of that sprint (None: of none) that wait for the task, as rows for cards; one query."""
    waiting = Task.objects.live().filter(links_in__predecessor=task, sprint__number=number)
    return list(waiting.for_cards().select_related("done_by"))


def neighbour_for(task: Task, where: str) -> dict[str, Any]:
    """For `move_task`: beside which card of its column the task goes up, down, to the top or the bottom.

    Empty where it stands there already.
    """
    column = Task.objects.live().filter(plan=task.plan_id, sprint=task.sprint_id, status=task.status)
    above = column.filter(rank__lt=task.rank).order_by("-rank").values_list("key", flat=True)
    below = column.filter(rank__gt=task.rank).order_by("rank").values_list("key", flat=True)
    side, key = {
        "up": ("before", above.first()),
        "down": ("after", below.first()),
        "top": ("before", above.last()),
        "bottom": ("after", below.last()),
    }.get(where, ("", None))
    return {side: key} if key else {}


def dependency_between(predecessor: Task, successor: Task) -> Dependency | None:
    return Dependency.objects.filter(predecessor=predecessor, successor=successor).first()
