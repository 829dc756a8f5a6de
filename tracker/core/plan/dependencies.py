"""What a task waits for: ids, ranges and groups of its dependency fields; what is soft or outside stays as
text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from tracker.core.plan import dialect
from tracker.core.plan.draft import Draft
from tracker.core.plan.ranges import MAX_EXPANDED, IdIndex, Mention, mentions
from tracker.core.plan.sprints import read_names

Groups = Mapping[tuple[str, int], tuple[str, ...]]


@dataclass(slots=True)
class Dependencies:
    """The keys waited for; ids that the file does not declare; soft and outside ones as written; whether
    "none"; the line on which a task names itself.
    """

    keys: dict[str, None] = field(default_factory=dict)
    unresolved: dict[str, None] = field(default_factory=dict)
    soft: dict[str, None] = field(default_factory=dict)
    states_none: bool = False
    own_line: int | None = None


def read_dependencies(
    draft: Draft, index: IdIndex, groups: Groups, values: list[tuple[str, int]]
) -> Dependencies:
    """What these values, each with its line, say that the draft waits for. A file of one task has its like
    elsewhere.
    """
    found = Dependencies()
    for value, line in values:
        if dialect.says_none(value):
            found.states_none = True
        else:
            _read_value(found, value, line, index=index, groups=groups)
    if draft.key in found.keys:
        del found.keys[draft.key]
        found.own_line = _line_naming_itself(draft, index, values)
    found.states_none = found.states_none and not found.keys
    if draft.level == "file":
        found.soft.update(found.unresolved)
        found.unresolved.clear()
    return found


def _line_naming_itself(draft: Draft, index: IdIndex, values: list[tuple[str, int]]) -> int | None:
    """The line on which the task names itself alone; a phase or range that it stands in does not count."""
    for value, line in values:
        if any(tuple(mention.keys) == (draft.key,) for mention in mentions(value, index, line=line)):
            return line
    return None


def _read_value(found: Dependencies, value: str, line: int, *, index: IdIndex, groups: Groups) -> None:
    named = mentions(value, index, line=line)
    begin = 0
    for mention, following in zip_longest(named, named[1:]):
        end = following.start if following else len(value)
        comma = value.find(",", mention.end, end) if following else -1
        end = comma if comma >= 0 else end
        if _is_soft(value[mention.end : end]) or _is_soft(value[begin : mention.start]):
            found.soft.setdefault(value[begin:end].strip(" ,;"))
        elif mention.keys:
            found.keys.update(dict.fromkeys(mention.keys))
        else:
            found.unresolved.setdefault(mention.raw)
        begin = end
    in_groups = [_read_groups(found, part, index, groups) for part in (value, *_parts_without(value, named))]
    if not named and not any(in_groups):
        found.soft.setdefault(value.strip())


def _parts_without(value: str, named: list[Mention]) -> list[str]:
    """The parts between commas that name no id, where the value has several parts; at most fifty of them."""
    cuts = [-1, *(place for place, character in enumerate(value) if character in ",;\n"), len(value)]
    starts = [mention.start for mention in named]
    parts: list[str] = []
    for begin, end in pairwise(cuts if len(cuts) > 2 else ()):
        if bisect_left(starts, begin) == bisect_left(starts, end) and len(parts) < 50:
            parts.append(value[begin + 1 : end].strip())
    return parts


def _read_groups(found: Dependencies, value: str, index: IdIndex, groups: Groups) -> bool:
    """Adds the tasks of the groups that the value names ("Phase 2 + 3"), unless they are too many in all.

    Only tasks with ids can be meant one by one; for others the order of the phases says as much.
    """
    members = (key for name in read_names(value) for key in groups.get(name, ()))
    keys = [key for key in members if index.key(key) == key]
    if not keys or index.expanded + len(keys) > MAX_EXPANDED:
        return False
    index.expanded += len(keys)
    found.keys.update(dict.fromkeys(keys))
    return True


def _is_soft(beside: str) -> bool:
    """Whether the words beside an id make it soft: "TASK-022 (rozważyć)", "TASK-021, optional TASK-022"."""
    return dialect.SOFT_PATTERN.search(dialect.fold(beside)) is not None
