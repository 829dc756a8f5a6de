"""Why an activity starts when it does, and what it holds up, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.core.schedule.critical_path import CriticalPath
from tracker.core.schedule.network import to_hours
from tracker.core.text import Sentence

MOST_KEYS = 3

# Whole sentences, so that a translator can order them as the language wants: what the activity waits for
# (nothing, activities, a sprint, a date), then what it does to the rest (holds up, ends the plan, has slack).
TEMPLATES = {
    ("nothing", "activities"): "Can start at once, holds up {holds_up}.",
    ("nothing", "sprint"): "Can start at once, holds up the end of sprint {ends_sprint}.",
    ("nothing", "end"): "Can start at once, and the plan ends with it.",
    ("nothing", "slack"): "Can start at once, {slack_hours} h of slack.",
    ("activities", "activities"): "Waits for {waits_for}, holds up {holds_up}.",
    ("activities", "sprint"): "Waits for {waits_for}, holds up the end of sprint {ends_sprint}.",
    ("activities", "end"): "Waits for {waits_for}, and the plan ends with it.",
    ("activities", "slack"): "Waits for {waits_for}, {slack_hours} h of slack.",
    ("sprint", "activities"): "Waits for the end of sprint {sprint} ({waits_for}), holds up {holds_up}.",
    ("sprint", "sprint"): (
        "Waits for the end of sprint {sprint} ({waits_for}), holds up the end of sprint {ends_sprint}."
    ),
    ("sprint", "end"): "Waits for the end of sprint {sprint} ({waits_for}), and the plan ends with it.",
    ("sprint", "slack"): "Waits for the end of sprint {sprint} ({waits_for}), {slack_hours} h of slack.",
    ("date", "activities"): "Waits for its date, holds up {holds_up}.",
    ("date", "sprint"): "Waits for its date, holds up the end of sprint {ends_sprint}.",
    ("date", "end"): "Waits for its date, and the plan ends with it.",
    ("date", "slack"): "Waits for its date, {slack_hours} h of slack.",
}


def tell_reason(path: CriticalPath, key: str) -> Sentence:
    """What the activity waits for, and what it holds up or how much slack it has.

    Of a task and a sprint that both decide, the task is named as waited for, the sprint as held up. Raises
    `KeyError` for an unknown key.
    """
    node = path.network.ids[key]
    start, why = _what_it_waits_for(path, node)
    effect, consequence = _what_it_does(path, node)
    return Sentence(TEMPLATES[start, effect], {**why, **consequence})


def _what_it_waits_for(path: CriticalPath, node: int) -> tuple[str, dict[str, Any]]:
    drivers = path.drivers(node)
    count = path.network.activity_count
    if not path.earliest_starts[node]:
        return "nothing", {}
    if not drivers:
        return "date", {}
    if drivers[0] < count:
        return "activities", {"waits_for": _list_keys(path, drivers)}
    sprint = path.network.gates[drivers[0] - count].sprint
    return "sprint", {"sprint": sprint, "waits_for": _list_keys(path, path.drivers(drivers[0]))}


def _what_it_does(path: CriticalPath, node: int) -> tuple[str, dict[str, Any]]:
    if not path.is_critical(node):
        slack_hours = to_hours(path.latest_starts[node] - path.earliest_starts[node])
        return "slack", {"slack_hours": int(slack_hours) if slack_hours.is_integer() else slack_hours}
    held_up = path.held_up(node)
    count = path.network.activity_count
    if not held_up:
        return "end", {}
    if held_up[-1] >= count:
        return "sprint", {"ends_sprint": path.network.gates[held_up[-1] - count].sprint}
    return "activities", {"holds_up": _list_keys(path, held_up)}


def _list_keys(path: CriticalPath, nodes: Sequence[int]) -> str:
    """The keys of the activities among the nodes, no more than fit in a sentence."""
    activities = path.network.activities
    keys = [activities[node].key for node in nodes if node < len(activities)]
    more = len(keys) - MOST_KEYS
    return ", ".join(keys[:MOST_KEYS]) + (f" (+{more})" if more > 0 else "")
