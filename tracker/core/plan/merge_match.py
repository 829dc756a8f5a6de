"""Which task of a new file is which of the old one: by id, else by title and place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from tracker.core.plan.document import Document, PlanTask
from tracker.core.plan.merge_headings import Place, Places, pair_by, places_in_new_terms, plain_text

How = Literal["id", "title", "place"]

_SAME_TITLE = 0.6  # of tasks without ids: share of letters in common
_SAME_TITLE_OTHER_ID = 0.9
_SAME_PLACE = 0.4
_PAIRS_COMPARED = 10_000  # letter by letter is quadratic: beyond that many pairs only equal titles match

_Pairs = Iterable[tuple[PlanTask, PlanTask]]


@dataclass(frozen=True, slots=True)
class Match:
    """Two tasks that are one, and how that was told: anything but `id` is for a person to look at."""

    base_key: str
    new_key: str
    how: How


def match_tasks(base: Document, new: Document) -> tuple[Match, ...]:
    """Pairs of tasks that are one, in the order of the old file; no task stands in two.

    Ids decide first. What is left over pairs by equal title in the same section, then by equal title anywhere
    if only one task has it, then by a similar title in the same section, at last by standing alone between
    the same neighbours with a title or text not quite unlike. Titles of tasks with different ids must be all
    but equal, digits and all: "Phase 1 review" gone and "Phase 2 review" added is not one task renamed.
    """
    places = places_in_new_terms(base, new)
    search = _Search(list(base.tasks), list(new.tasks))
    search.take("id", pair_by(search.left, search.right, lambda task: task.key.casefold()))
    search.take("title", _same_title_and_place(search.left, search.right, places))
    search.take("title", _same_title_once(search.left, search.right))
    search.take("title", _similar_title(search.left, search.right, places))
    search.take("place", _alone_between(search, base, new, places))
    return tuple(search.matches[task.key] for task in base.tasks if task.key in search.matches)


@dataclass(slots=True)
class _Search:
    """What has been found, by old key, and what is still left on both sides."""

    left: list[PlanTask]
    right: list[PlanTask]
    matches: dict[str, Match] = field(default_factory=dict)

    def take(self, how: How, pairs: _Pairs) -> None:
        found = {old.key: Match(old.key, now.key, how) for old, now in pairs}
        taken = {match.new_key for match in found.values()}
        self.matches |= found
        self.left = [task for task in self.left if task.key not in found]
        self.right = [task for task in self.right if task.key not in taken]


def _same_title_and_place(left: list[PlanTask], right: list[PlanTask], places: Places) -> _Pairs:
    waiting: dict[Hashable, list[PlanTask]] = defaultdict(list)
    for task in right:
        waiting[plain_text(task.title), places.new[task.key]].append(task)
    for task in left:
        queue = waiting.get((plain_text(task.title), places.base[task.key]))
        if queue and plain_text(task.title):
            yield task, queue.pop(0)


def _same_title_once(left: list[PlanTask], right: list[PlanTask]) -> _Pairs:
    counts = [Counter(plain_text(task.title) for task in side) for side in (left, right)]
    once = {title for title, count in counts[0].items() if title and count == counts[1][title] == 1}
    return pair_by(
        (task for task in left if plain_text(task.title) in once),
        (task for task in right if plain_text(task.title) in once),
        lambda task: plain_text(task.title),
    )


def _similar_title(left: list[PlanTask], right: list[PlanTask], places: Places) -> _Pairs:
    """Titles with the same numbers in the same place, the likest pairs first."""
    waiting: dict[Hashable, list[PlanTask]] = defaultdict(list)
    for task in right:
        waiting[places.new[task.key], _numbers(task)].append(task)
    pairs = [(old, now) for old in left for now in waiting[places.base[old.key], _numbers(old)]]
    if len(pairs) > _PAIRS_COMPARED:
        return
    shares = [(_likeness(old, now), old, now) for old, now in pairs]
    taken: set[tuple[str, str]] = set()
    for share, old, now in sorted(shares, key=lambda row: (-row[0], row[1].line, row[2].line)):
        needed = _SAME_TITLE_OTHER_ID if old.id and now.id else _SAME_TITLE
        if share >= needed and not taken & {("old", old.key), ("new", now.key)}:
            taken |= {("old", old.key), ("new", now.key)}
            yield old, now


def _numbers(task: PlanTask) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", plain_text(task.title)))


def _likeness(old: PlanTask, now: PlanTask) -> float:
    """The share of letters that the titles have in common, in order; 0 where a glance says "too few"."""
    before, after = plain_text(old.title)[:200], plain_text(now.title)[:200]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if not before or matcher.real_quick_ratio() < _SAME_PLACE or matcher.quick_ratio() < _SAME_PLACE:
        return 0.0
    return matcher.ratio()


def _alone_between(search: _Search, base: Document, new: Document, places: Places) -> _Pairs:
    """Tasks without ids, each the only one left between two matched neighbours."""
    new_keys = {match.base_key: match.new_key for match in search.matches.values()}
    old_alone = _only_ones(search.left, _gaps(base, new_keys), places.base)
    new_alone = _only_ones(search.right, _gaps(new, {key: key for key in new_keys.values()}), places.new)
    for gap, old in old_alone.items():
        now = new_alone.get(gap)
        if now is None or (old.id and now.id):
            continue
        has_its_text = old.body.strip() and old.body == now.body
        if has_its_text or (_numbers(old) == _numbers(now) and _likeness(old, now) >= _SAME_PLACE):
            yield old, now


def _gaps(document: Document, matched: Mapping[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """For each unmatched task the matched ones before and after it, by their new keys."""
    before: dict[str, str | None] = {}
    after: dict[str, str | None] = {}
    for tasks, found in ((document.tasks, before), (reversed(document.tasks), after)):
        last: str | None = None
        for task in tasks:
            last = matched.get(task.key, last)
            found[task.key] = last
    return {
        task.key: (before[task.key], after[task.key]) for task in document.tasks if task.key not in matched
    }


def _only_ones(
    tasks: list[PlanTask], gaps: Mapping[str, Hashable], places: Mapping[str, Place]
) -> dict[Hashable, PlanTask]:
    groups: dict[Hashable, list[PlanTask]] = defaultdict(list)
    for task in tasks:
        groups[gaps[task.key], places[task.key]].append(task)
    return {gap: group[0] for gap, group in groups.items() if len(group) == 1}
