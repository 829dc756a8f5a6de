"""Which ways there are to write a field, and what the one of a number offers for some items."""

from __future__ import annotations

from functools import partial
from typing import Final

from tracker.core.plan import write_fields, write_needs
from tracker.core.plan.write_fields import Way
from tracker.core.plan.write_move import move_block
from tracker.core.plan.write_scene import Item, Offer, Scene
from tracker.core.plan.write_sprints import (
    add_stated,
    add_stated_below,
    change_stated,
    leave_to_place,
    move_in_lists,
)

# Lists of ids are changed for all items at once: several may stand on one line.
_IN_LISTS: Final = (partial(move_in_lists, titled=True), partial(move_in_lists, titled=False))
_NO_WAYS: Final[tuple[Way, ...]] = (lambda scene, task, item: [],) * len(_IN_LISTS)
_WAYS: Final[dict[str, tuple[Way, ...]]] = {
    "due": write_fields.WAYS,
    "assignee": write_fields.WAYS,
    "risk": write_fields.WAYS,
    "depends_on": write_needs.WAYS,
    "sprint": (*_NO_WAYS, leave_to_place, change_stated, move_block, add_stated, add_stated_below),
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
    if number < len(_IN_LISTS):
        listed = _IN_LISTS[number](scene, [item for item in items if item.field == "sprint"])
        offer.items.extend(listed.items)
        offer.edits.extend(listed.edits)
    return offer
