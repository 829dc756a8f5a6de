"""Where tasks stand in two versions of a plan: which heading became which, what is new and what is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeVar

from tracker.core.plan.document import Category, Document, PlanSprint, PlanTask, Section
from tracker.core.plan.identity import normal_title

T = TypeVar("T")


class Place(NamedTuple):
    """Where a task stands: its category and section as their headings name them, None where it has none."""

    category: str | None
    section: str | None


def heading_name(number: str | None, title: str) -> str:
    """The name of a category or section: what `Place` holds. Cut where the database cuts titles."""
    return f"{number or ''} {title[:300]}".strip()


def place_of(document: Document, task: PlanTask) -> Place:
    category = document.categories[task.category] if task.category is not None else None
    section = document.sections[task.section] if task.section is not None else None
    return Place(
        heading_name(category.number, category.title) if category else None,
        heading_name(section.number, section.title) if section else None,
    )


def match_headings(base: Sequence[Category | Section], new: Sequence[Category | Section]) -> dict[str, str]:
    """The name of each old heading and its name now: equal ones first, then by title, then by number."""
    pairs = pair_by(base, new, lambda heading: (heading.number, heading.title))
    for key in (_title_of, _number_of):
        taken = {id(old) for old, _ in pairs}, {id(new) for _, new in pairs}
        pairs += pair_by(
            [heading for heading in base if id(heading) not in taken[0]],
            [heading for heading in new if id(heading) not in taken[1]],
            key,
        )
    return {heading_name(old.number, old.title): heading_name(now.number, now.title) for old, now in pairs}


def _title_of(heading: Category | Section) -> Hashable:
    return normal_title(heading.title)


def _number_of(heading: Category | Section) -> Hashable:
    return heading.number


def pair_by(base: Iterable[T], new: Iterable[T], key: Callable[[T], Hashable]) -> list[tuple[T, T]]:
    """Pairs of the same key, in order where several have it; a key of None pairs with nothing."""
    waiting: dict[Hashable, list[T]] = defaultdict(list)
    for item in new:
        waiting[key(item)].append(item)
    pairs = []
    for item in base:
        queue = waiting.get(key(item))
        if queue and key(item) is not None:
            pairs.append((item, queue.pop(0)))
    return pairs


@dataclass(frozen=True, slots=True)
class Places:
    """Where the tasks of both files stand, by key, all as the headings of the new file name it."""

    base: Mapping[str, Place]
    new: Mapping[str, Place]
    categories: Mapping[str, str]
    sections: Mapping[str, str]

    def now(self, place: Place) -> Place:
        """An old place under its new name; as it was where the new file has no such heading."""
        category = place.category and self.categories.get(place.category, place.category)
        section = place.section and self.sections.get(place.section, place.section)
        return Place(category, section)


def places_in_new_terms(base: Document, new: Document) -> Places:
    categories = match_headings(base.categories, new.categories)
    sections = match_headings(base.sections, new.sections)
    here = {task.key: place_of(new, task) for task in new.tasks}
    places = Places({}, here, categories, sections)
    return replace(places, base={task.key: places.now(place_of(base, task)) for task in base.tasks})


@dataclass(frozen=True, slots=True)
class HeadingChange:
    """A category, section or sprint that is new (`before` None), gone (`after` None), or renamed."""

    kind: Literal["category", "section", "sprint"]
    before: str | None
    after: str | None


def heading_changes(base: Document, new: Document, places: Places) -> Iterator[HeadingChange]:
    """What became of the headings, first what was renamed or went, then what came."""
    for before, after in _changed(_names(base.categories), _names(new.categories), places.categories):
        yield HeadingChange("category", before, after)
    for before, after in _changed(_names(base.sections), _names(new.sections), places.sections):
        yield HeadingChange("section", before, after)
    old, now = _sprint_names(base.sprints), _sprint_names(new.sprints)
    renamed = {old[number]: now[number] for number in old if number in now}
    for before, after in _changed(list(old.values()), list(now.values()), renamed):
        yield HeadingChange("sprint", before, after)


def _names(headings: Iterable[Category | Section]) -> list[str]:
    return [heading_name(heading.number, heading.title) for heading in headings]


def _sprint_names(sprints: Iterable[PlanSprint]) -> dict[int, str]:
    return {sprint.number: heading_name(str(sprint.number), sprint.title) for sprint in sprints}


def _changed(
    before: Iterable[str], after: Iterable[str], now: Mapping[str, str]
) -> Iterator[tuple[str | None, str | None]]:
    for name in dict.fromkeys(before):
        if now.get(name) != name:
            yield name, now.get(name)
    came = set(now.values())
    for name in dict.fromkeys(after):
        if name not in came:
            yield None, name
