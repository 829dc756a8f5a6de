"""Which ways there are to write a field, and what the one of a number offers for some items."""

from __future__ import annotations

from typing import Final

from tracker.core.plan import write_fields, write_needs
from tracker.core.plan.write_fields import Way
from tracker.core.plan.write_scene import Item, Offer, Scene

_WAYS: Final[dict[str, tuple[Way, ...]]] = {
    "due": write_fields.WAYS,
    "assignee": write_fields.WAYS,
    "risk": write_fields.WAYS,
    "depends_on": write_needs.WAYS,
}

MOST_WAYS: Final = max(map(len, _WAYS.values()))


def offers_of(scene: Scene, number: int, items: list[Item]) -> Offer:
    """What the way of that number offers: the items that it can write, and the edits for all of them."""
    offer = Offer([], [])
    for item in items:
        ways = _WAYS.get(item.field, ())
        edits = ways[number](scene, scene.tasks[item.key], item) if number < len(ways) else []
        if edits:
            offer.items.append(item)
            offer.edits.extend(edits)
    return offer
