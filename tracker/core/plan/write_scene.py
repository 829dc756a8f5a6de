"""A document as the writer looks at it: its lines, its habits, its ids."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from tracker.core.plan.document import NO_LIMITS, Document, Field, Limits, PlanTask
from tracker.core.plan.ranges import IdIndex
from tracker.core.plan.source import Source, split
from tracker.core.plan.style import Style
from tracker.core.plan.write import Edit

P = ParamSpec("P")
T = TypeVar("T")


class Item(NamedTuple):
    """What is to be read of a task: `field` is due, assignee, risk, depends_on or sprint."""

    key: str
    field: str
    value: object


class Offer(NamedTuple):
    """Edits after which these items, all of them, ought to be read."""

    items: list[Item]
    edits: list[Edit]


@dataclass(frozen=True, slots=True)
class Scene:
    """One document, as far as it has been written."""

    document: Document
    source: Source
    style: Style
    index: IdIndex
    tasks: dict[str, PlanTask]
    habits: dict[Hashable, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, hours_per_day: float) -> Scene:
        return cls(
            document,
            split(document.text, NO_LIMITS),
            Style.of(document, hours_per_day),
            IdIndex.of((task.id for task in document.tasks if task.id), Limits()),
            {task.key: task for task in document.tasks},
        )

    def line_at(self, place: int) -> int:
        """The number of the line in which a place of the text stands."""
        return bisect_right(self.source.starts, place) or 1

    def indent(self, line: int) -> str:
        """The blanks and quote marks at the head of a line."""
        text = self.source.line(line)
        return text[: len(text) - len(text.lstrip(" \t>"))]

    def is_row(self, line: int) -> bool:
        """Whether the line is a row of a table."""
        return self.source.line(line).lstrip(" \t>").startswith("|")

    def fields(self, task: PlanTask, meaning: str) -> list[Field]:
        return [one for one in task.fields if one.meaning == meaning]

    def stands_alone(self, one: Field) -> bool:
        """Whether a field fills a line by itself, so that the line may go with it."""
        if "\n" in one.value or self.line_at(one.span.start) != one.line or self.is_row(one.line):
            return False
        start, end = self.source.starts[one.line - 1], self.source.ends[one.line - 1]
        head, tail = self.document.text[start : one.span.start], self.document.text[one.span.end : end]
        return one.label in head and not tail.strip(" *_`") and not set(head) & set("|·•")

    def without_lines(self, first: int, last: int) -> Edit:
        """The lines taken out, with their line ends or, at the end of the file, those before them."""
        source = self.source
        if last < source.line_count:
            return Edit(source.starts[first - 1], source.starts[last], "")
        start = source.ends[first - 2] if first > 1 else source.starts[0]
        return Edit(start, source.ends[last - 1], "")

    def below(self, number: int, lines: Iterable[str]) -> Edit:
        """Lines put behind one; a missing line end at the end of the file stays missing."""
        end = self.source.ends[number - 1]
        return Edit(end, end, "".join(self.style.newline + line for line in lines))


def once(find: Callable[Concatenate[Scene, P], T]) -> Callable[Concatenate[Scene, P], T]:
    """Finds a habit of the file once for each scene, however many tasks are written by it."""

    def found(scene: Scene, /, *args: P.args, **kwargs: P.kwargs) -> T:
        name = (find, *args, *sorted(kwargs.items()))
        if name not in scene.habits:
            scene.habits[name] = find(scene, *args, **kwargs)
        habit: T = scene.habits[name]
        return habit

    return wraps(find)(found)
