"""Which task of a new file is which of the old one: by id, else by title and place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tracker.core.plan.document import Document, PlanTask
from tracker.core.plan.identity import normal_title, title_likeness
from tracker.core.plan.merge_headings import Place, Places, pair_by, places_in_new_terms

How = Literal["id", "title", "place"]

_SAME_TITLE = 0.6  # of tasks without ids, as `title_likeness` counts
_SAME_TITLE_OTHER_ID = 0.9
_SAME_PLACE = 0.4
_COMPARED = 20  # new tasks that an old one is compared with letter by letter, at most
_NUMBER = re.compile(r"[#\d.]+")

_Pairs = Iterable[tuple[PlanTask, PlanTask]]


@dataclass(frozen=True, slots=True)
class Match:
    """Two tasks that are one, and how that was told: anything but `id` is for a person to look at."""

    base_key: str
    new_key: str
    how: How


def match_tasks(base: Document, new: Document) -> tuple[Match, ...]:
    """Pairs of tasks that are one, in the order of the old file; no task stands in two.

    Keys decide first. What is left over pairs by equal title in the same section, then by equal title
    anywhere if only one task has it, then by a similar title in the same section, at last by standing alone
    between the same neighbours with a title or text not quite unlike. Titles of tasks with different ids must
    be all but equal, digits and all: "Phase 1 review" gone and "Phase 2 review" added is no rename.
    """
    places = places_in_new_terms(base, new)
    search = _Search(list(base.tasks), list(new.tasks))
    search.take("id", _same_key(search.left, search.right))
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


def _same_key(left: list[PlanTask], right: list[PlanTask]) -> _Pairs:
    """By key; an id that is a mere number tells a place, not a task, and needs a like title."""
    for old, now in pair_by(left, right, lambda task: task.key.casefold()):
        if not _NUMBER.fullmatch(old.id or "") or title_likeness(old.title, now.title) >= _SAME_PLACE:
            yield old, now


def _same_title_and_place(left: list[PlanTask], right: list[PlanTask], places: Places) -> _Pairs:
    waiting: dict[Hashable, list[PlanTask]] = defaultdict(list)
    for task in right:
        waiting[normal_title(task.title), places.new[task.key]].append(task)
    for task in left:
        queue = waiting.get((normal_title(task.title), places.base[task.key]))
        if queue and normal_title(task.title):
            yield task, queue.pop(0)


def _same_title_once(left: list[PlanTask], right: list[PlanTask]) -> _Pairs:
    counts = [Counter(normal_title(task.title) for task in side) for side in (left, right)]
    once = {title for title, count in counts[0].items() if title and count == counts[1][title] == 1}
    return pair_by(
        (task for task in left if normal_title(task.title) in once),
        (task for task in right if normal_title(task.title) in once),
        lambda task: normal_title(task.title),
    )


def _similar_title(left: list[PlanTask], right: list[PlanTask], places: Places) -> _Pairs:
    """Titles with the same numbers in the same place, the likest pairs first."""
    pairs = _pairs_with_a_word_in_common(left, right, places)
    shares = [(title_likeness(old.title, now.title), old, now) for old, now in pairs]
    taken: set[tuple[str, str]] = set()
    for share, old, now in sorted(shares, key=lambda row: (-row[0], row[1].line, row[2].line)):
        needed = _SAME_TITLE_OTHER_ID if old.id and now.id else _SAME_TITLE
        if share >= needed and not taken & {("old", old.key), ("new", now.key)}:
            taken |= {("old", old.key), ("new", now.key)}
            yield old, now


def _pairs_with_a_word_in_common(left: list[PlanTask], right: list[PlanTask], places: Places) -> _Pairs:
    """For each old task a few new ones that share its rarest words: comparing all with all is quadratic."""
    by_word: dict[Hashable, list[PlanTask]] = defaultdict(list)
    for now in right:
        for word in set(normal_title(now.title).split()):
            by_word[places.new[now.key], _numbers(now), word].append(now)
    for old in left:
        place, numbers = places.base[old.key], _numbers(old)
        words = dict.fromkeys(normal_title(old.title).split())
        groups = [by_word[key] for word in words if (key := (place, numbers, word)) in by_word]
        found = {now.key: now for group in sorted(groups, key=len) for now in group[:_COMPARED]}
        yield from ((old, now) for now in list(found.values())[:_COMPARED])


def _numbers(task: PlanTask) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", normal_title(task.title)))


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
        is_reworded = title_likeness(old.title, now.title) >= _SAME_PLACE and normal_title(old.title)
        if has_its_text or (is_reworded and _numbers(old) == _numbers(now)):
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
