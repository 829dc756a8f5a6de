"""What the headings beside one tell of it: that it is a task as they are, or that it proves nothing alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Literal

from tracker.core.plan.dialect import is_not_work
from tracker.core.plan.outline import Heading
from tracker.core.plan.sprints import read_name

Strength = Literal["id", "number", "plain"]


def add_siblings(
    headings: list[Heading], chosen: dict[int, Strength], forced: Callable[[Heading], str | None]
) -> None:
    """A numbered heading without fields is a task too where most of its numbered siblings are, those that are
    marked as done counted with them.
    """
    mostly: dict[int, bool] = {}
    found: list[int] = []
    for heading in headings:
        parent = heading.parent
        if heading.line in chosen or heading.facts.number is None or parent is None:
            continue
        if forced(heading) is not None or heading.children or not _could_be_work(heading):
            continue
        if parent.line not in mostly:
            mostly[parent.line] = _are_mostly_tasks(parent, chosen)
        if mostly[parent.line]:
            found.append(heading.line)
    chosen.update(dict.fromkeys(found, "number"))


def _could_be_work(heading: Heading) -> bool:
    return not is_not_work(heading.text) and read_name(heading.text) is None


def _are_mostly_tasks(parent: Heading, chosen: dict[int, Strength]) -> bool:
    numbered = [child for child in parent.children if child.facts.number is not None]
    told = sum(chosen.get(child.line) == "number" for child in numbered)
    marked = sum(child.line not in chosen and child.facts.status is not None for child in numbered)
    return (told + (marked if told >= 2 else 0)) * 3 >= len(numbered) * 2 - 1 > 1


def drop_lone(
    headings: list[Heading], chosen: dict[int, Strength], forced: Callable[[Heading], str | None]
) -> None:
    """A single numbered heading with fields, or a plain one without a sibling like it, proves nothing."""
    numbered = sum(strength == "number" for strength in chosen.values())
    by_line = {heading.line: heading for heading in headings}
    plain = Counter(_parent_line(by_line[line]) for line, strength in chosen.items() if strength == "plain")
    for line, strength in list(chosen.items()):
        if forced(by_line[line]) is not None:
            continue
        lone = strength == "plain" and plain[_parent_line(by_line[line])] < 2
        if lone or (strength == "number" and numbered < 2):
            del chosen[line]


def _parent_line(heading: Heading) -> int:
    return heading.parent.line if heading.parent is not None else 0
