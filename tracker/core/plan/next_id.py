"""The id that a new task gets: the next one of its section's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from tracker.core.plan.document import Document, PlanTask
from tracker.core.plan.ids import family_of, skeleton

_NUMBER: Final = re.compile(r"\d+$")


def next_id(document: Document, section: int | None, taken: Iterable[str]) -> str | None:
    """The next id of the section, as in `TS-015` after `TS-014`; None where its tasks have no ids.

    It is none of `taken`, nor alike to one, and none that the file speaks of without holding it. A section
    whose tasks have no ids of a family goes on with the family of most tasks of the document.
    """
    inside = [task for task in document.tasks if task.section == section]
    model = _model(inside or document.tasks) or (_model(document.tasks) if _have_ids(inside) else None)
    if model is None:
        return None
    used = {skeleton(name) for name in (*taken, *_spoken_of(document))}
    digits = _NUMBER.search(model)
    if digits is None:
        return None
    number = int(digits[0])
    found = model
    while skeleton(found) in used:
        number += 1
        found = f"{model[: digits.start()]}{number:0{len(digits[0])}d}"
    return found


def _model(tasks: Sequence[PlanTask]) -> str | None:
    """The highest id of the family that most of the tasks are of; None where most have no id."""
    if not _have_ids(tasks):
        return None
    families = {task.id: family for task in tasks if task.id and (family := family_of(task.id))}
    numbered = {name: family for name, family in families.items() if name and _NUMBER.search(name)}
    if not numbered:
        return None
    counts = Counter(prefix for prefix, _number in numbered.values())
    prefix = max(counts, key=lambda one: (counts[one], one))
    return max((name for name in numbered if numbered[name][0] == prefix), key=lambda name: numbered[name][1])


def _have_ids(tasks: Sequence[PlanTask]) -> bool:
    return 2 * sum(task.id is not None for task in tasks) > len(tasks)


def _spoken_of(document: Document) -> Iterable[str]:
    """Ids of the tasks, and those that sprints and dependencies name."""
    for task in document.tasks:
        yield task.key
        for words in task.unresolved_dependencies:
            yield from re.findall(r"[^\s,;()]+", words)
    for sprint in document.sprints:
        yield from (name for name, _line in sprint.unknown_ids)
