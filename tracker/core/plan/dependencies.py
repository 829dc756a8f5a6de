"""What a task waits for: ids and ranges of its dependency fields; what is soft or outside stays as text."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.core.plan import dialect
from tracker.core.plan.draft import Draft
from tracker.core.plan.ranges import IdIndex, mentions

@dataclass(frozen=True, slots=True)
class Dependencies:
    """The keys waited for; ids that the file does not declare; soft and outside ones as written; whether "none"."""

    keys: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    states_none: bool = False


def read_dependencies(draft: Draft, index: IdIndex, values: list[tuple[str, int]]) -> Dependencies:
    """What the dependency fields of the draft say (their values with their lines), and its inline marks."""
    values = values + [(need, draft.line) for need in draft.needs]
    keys: dict[str, None] = {}
    unresolved: dict[str, None] = {}
    soft: dict[str, None] = {}
    states_none = False
    for value, line in values:
        if dialect.says_none(value):
            states_none = True
            continue
        _read_value(value, line, index, keys, unresolved, soft)
    keys.pop(draft.key, None)
    return Dependencies(tuple(keys), tuple(unresolved), tuple(soft), states_none and not keys)


def _read_value(
    value: str, line: int, index: IdIndex, keys: dict[str, None], unresolved: dict[str, None], soft: dict[str, None]
) -> None:
    found = mentions(value, index, line=line)
    for place, mention in enumerate(found):
        end = found[place + 1].start if place + 1 < len(found) else len(value)
        if _is_soft(value[mention.end : end]):
            soft.setdefault(value[mention.start : end].strip(" ,;"))
        elif mention.keys:
            keys.update(dict.fromkeys(mention.keys))
        else:
            unresolved.setdefault(mention.raw)
    if not found:
        soft.setdefault(value.strip())


def _is_soft(behind: str) -> bool:
    """Whether the words right behind an id make it soft, as in "TASK-022 (rozważyć)"."""
    return dialect.SOFT_PATTERN.search(dialect.fold(behind)) is not None

