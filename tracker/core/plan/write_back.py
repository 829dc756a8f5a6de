"""Writes what people did back into the text of their plan, and believes only what it reads there again.

What has one way to be written, a tick, a title, `write.render` writes. What a file may say in several ways, a
sprint, a date, a person, a risk, what a task waits for, is tried in one way after the other, the file's own
first: the text is read again, and a way is taken only if every task reads as it should, the others as before.
What no way can say stays out of the text; `write_untold` tells it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tracker.core.errors import PlanError
from tracker.core.plan import parse
from tracker.core.plan.additions import moved_levels
from tracker.core.plan.document import Document, PlanTask, ReadOptions
from tracker.core.plan.write import TaskChange, apply_edits, render_edits
from tracker.core.plan.write_scene import Item, Offer, Scene
from tracker.core.plan.write_ways import MOST_WAYS, offers_of

_MOST_READINGS: Final = 60
_FEWEST_READINGS: Final = 4
_MOST_CHARACTERS: Final = 3_000_000  # that are read in all, so that large plans take no minutes


@dataclass(frozen=True, slots=True)
class Written:
    """The document as written; `keys` gives the present key of tasks whose key changed with their place."""

    document: Document
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.document.text


def write_back(
    document: Document, changes: Mapping[str, TaskChange], options: ReadOptions | None = None
) -> Written:
    """The document with these changes, by task key, read again; with none of them it is the same document.

    Raises: KeyError for a key that the document does not have.
    """
    if not changes:
        return Written(document)
    options = replace(options or ReadOptions(), clock=None)
    writer = _Writer(document, options)
    edits = render_edits(document, changes, hours_per_day=options.hours_per_day)
    if edits:
        writer.take(apply_edits(document.text, edits))
    writer.write(
        [Item(key, name, value) for key, change in changes.items() for name, value in change.said.items()]
    )
    return Written(writer.document, writer.keys)


class _Writer:
    """The document as far as it is written, and how often it has been read."""

    def __init__(self, document: Document, options: ReadOptions) -> None:
        self.document = document
        self.options = options
        self.keys: dict[str, str] = {}
        self.readings = 0
        affordable = _MOST_CHARACTERS // max(1, len(document.text))
        self.most_readings = min(_MOST_READINGS, max(_FEWEST_READINGS, affordable))
        self._scene: Scene | None = None

    def take(self, text: str) -> None:
        """Goes on with that text; a task without an id whose title changed has another key in it."""
        before = [task.key for task in self.document.tasks]
        self._accept(*self._read(text))
        after = [task.key for task in self.document.tasks]
        lost = [key for key in before if key not in set(after)]
        found = [key for key in after if key not in set(before)]
        if len(lost) == len(found):
            self.keys = dict(zip(lost, found, strict=True))

    def _read(self, text: str) -> tuple[Document, ReadOptions]:
        levels = moved_levels(self.options.levels, self.document.text, text)
        options = replace(self.options, levels=levels)
        return parse.read_text(text, options), options

    def _accept(self, document: Document, options: ReadOptions) -> None:
        self.document, self.options, self._scene = document, options, None

    def write(self, items: list[Item]) -> None:
        """Writes what can be written of the items."""
        tasks = {task.key: task for task in self.document.tasks}
        pending = [item for item in items if said(tasks[self._now(item)], item.field) != item.value]
        for number in range(MOST_WAYS):
            pending = self._try(number, pending)

    def _now(self, item: Item) -> str:
        """The present key of the item's task."""
        return self.keys.get(item.key, item.key)

    def _try(self, number: int, items: list[Item]) -> list[Item]:
        """Writes the items in the way of that number, and gives back the rest.

        All at once are tried first, then those that read as they should, else half by half.
        """
        if not items or self.readings >= self.most_readings:
            return items
        offer = self._offer(number, items)
        if not offer.items:
            return items
        failed = self._take_offer(offer)
        if not failed:
            return [item for item in items if item not in offer.items]
        if len(items) == 1:
            return items
        if len(failed) < len(offer.items):
            return [*failed, *self._try(number, [item for item in items if item not in failed])]
        half = len(items) // 2
        return [*self._try(number, items[:half]), *self._try(number, items[half:])]

    def _offer(self, number: int, items: list[Item]) -> Offer:
        if self._scene is None:
            self._scene = Scene.of(self.document, self.options.hours_per_day)
        present = [item._replace(key=self._now(item)) for item in items]
        try:
            offer = offers_of(self._scene, number, present)
        except PlanError:
            return Offer([], [])
        return Offer(
            [item for item, now in zip(items, present, strict=True) if now in offer.items], offer.edits
        )

    def _take_offer(self, offer: Offer) -> list[Item]:
        """Takes the offer where the text, read again, says just these items anew; else gives what failed."""
        self.readings += 1
        try:
            document, options = self._read(apply_edits(self.document.text, offer.edits))
        except PlanError:
            return offer.items
        items = [item._replace(key=self._now(item)) for item in offer.items]
        renamed = _renamed(self.document, document, items)
        if renamed is None or _errors(document) > _errors(self.document):
            return offer.items
        faults = _faults(self.document, document, items, renamed)
        if faults:
            failed = [item for item in offer.items if self._now(item) in faults]
            return failed if faults <= {item.key for item in items} else offer.items
        fresh = renamed.keys() - self.keys.values()
        known = self.keys | {key: key for key in fresh}
        self.keys = {old: renamed.get(now, now) for old, now in known.items()}
        self._accept(document, options)
        return []


def said(task: PlanTask, name: str) -> object:
    """The value of a field as an item holds it."""
    value = getattr(task, name)
    return frozenset(value) if name == "depends_on" else value


def _renamed(before: Document, after: Document, items: Sequence[Item]) -> dict[str, str] | None:
    """The new keys of tasks that moved and have no id; None where tasks came, went or were mixed up."""
    old, new = {task.key: task for task in before.tasks}, {task.key: task for task in after.tasks}
    lost, found = old.keys() - new.keys(), new.keys() - old.keys()
    moved = {item.key for item in items if item.field == "sprint"}
    if len(old) != len(before.tasks) or len(lost) != len(found) or not lost <= moved:
        return None
    by_title = {new[key].title: key for key in found}
    pairs = {key: by_title.get(old[key].title) for key in lost}
    if None in pairs.values() or len(set(pairs.values())) != len(lost):
        return None
    return {key: now for key, now in pairs.items() if now is not None}


def _faults(before: Document, after: Document, items: Sequence[Item], renamed: Mapping[str, str]) -> set[str]:
    """The tasks that read otherwise than before, but for what the items say."""
    faults = set()
    now = {task.key: task for task in after.tasks}
    wanted: dict[str, dict[str, object]] = {}
    for item in items:
        wanted.setdefault(item.key, {})[item.field] = item.value
    lines = [task.line for task in before.tasks if task.key in wanted]
    for task in before.tasks:
        expected = facts(before, task)
        actual = facts(after, now[renamed.get(task.key, task.key)])
        asked = wanted.get(task.key, {})
        if asked:
            expected.update(asked)
            for name in _follows(asked):
                expected[name] = actual[name]
        if any(task.line < line <= task.end_line for line in lines):
            expected["body"] = actual["body"]  # a task of its own stands within
        if expected != actual:
            faults.add(task.key)
    return faults


def _follows(asked: Mapping[str, object]) -> set[str]:
    """What may change with a field: the text under the task; with a sprint, where the task stands."""
    names = {"body"}
    if "sprint" in asked:
        names.add("place")
    if "depends_on" in asked:
        names.add("open_ends")
    return names


def _errors(document: Document) -> int:
    return sum(finding.level == "error" for finding in document.reading)


def facts(document: Document, task: PlanTask) -> dict[str, Any]:
    """What a task says, apart from lines and places in the text."""
    category = None if task.category is None else document.categories[task.category].title
    section = None if task.section is None else document.sections[task.section].title
    return {
        "id": task.id,
        "title": task.title,
        "status": task.status,
        "steps": [(step.text, step.done) for step in task.steps],
        "estimate": task.estimate,
        "priority": task.priority,
        "risk": task.risk,
        "agents": task.agents,
        "assignee": task.assignee,
        "due": task.due,
        "depends_on": frozenset(task.depends_on),
        "open_ends": (task.unresolved_dependencies, task.soft_dependencies),
        "sprint": task.sprint,
        "place": (category, section),
        "is_duty": task.is_duty,
        "labels": task.labels,
        "body": task.body,
    }
