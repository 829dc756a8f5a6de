"""Field by field three values meet: what the file said, what it says now, what people made of it since."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, NamedTuple

from tracker.core.plan.document import TITLE_LENGTH, Estimate, Level, PlanTask, Status
from tracker.core.plan.identity import normal_title
from tracker.core.plan.merge_headings import Place

Side = Literal["ours", "theirs"]
Kind = Literal["file", "both", "conflict"]

_BOX: Final = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)\[[^\]]{1,2}\]", re.MULTILINE)
_OURS_FIRST: Final = frozenset({"status", "sprint"})
# A task in review leaves the file with the mark of one being done, and comes back with it.
_SAME_BY_MARK: Final = frozenset((before, "review", "doing") for before in (None, "todo", "doing"))
# What a label in the text says and a field holds as well: such a line changes with its field, not beside it.
_DATA_MEANINGS: Final = frozenset(
    {"estimate", "depends_on", "blocks", "priority", "risk", "agent", "assignee", "status", "sprint", "due"}
)


class TaskStep(NamedTuple):
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class TaskValues:
    """What a merge compares of a task. `depends_on` holds keys of the plan, `sprint` a sprint's number."""

    status: Status
    title: str
    body: str
    estimate: Estimate | None
    priority: Level | None
    risk: Level | None
    agents: tuple[str, ...]
    sprint: int | None
    place: Place
    due: date | None
    is_duty: bool
    steps: tuple[TaskStep, ...]
    depends_on: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldMerge:
    """What becomes of a field that the file changed. `result` holds unless a person decides otherwise.

    `kind`: `file` taken from it, `both` where both sides' changes go together, `conflict` where they do not.
    `base` is None where the field's former value is unknown. `choice` is the side that `result` is of.
    """

    field: str
    kind: Kind
    base: Any
    ours: Any
    theirs: Any
    result: Any
    choice: Side = "theirs"

    @property
    def is_conflict(self) -> bool:
        return self.kind == "conflict"


PLAIN_FIELDS: Final = (
    "status", "title", "estimate", "priority", "risk", "agents", "sprint", "place", "due", "is_duty",
)  # fmt: skip


def merge_fields(
    base: TaskValues | None, ours: TaskValues, theirs: TaskValues, *, texts: tuple[str, str] | None = None
) -> tuple[FieldMerge, ...]:
    """What the new file changes in the task: `base` is what the file said before, None where it said nothing.

    `texts` are the old and the new body without the lines that only tell a field (`untold_body`); bodies that
    differ in nothing else are equal. What only people changed, and what both changed alike, is not a result.
    """
    merges = [_merge_plain(name, base, ours, theirs) for name in PLAIN_FIELDS]
    merges.append(_merge_body(base, ours, theirs, texts))
    merges.append(merge_steps(base.steps if base else None, ours.steps, theirs.steps))
    merges.append(_merge_dependencies(base, ours, theirs))
    return tuple(merge for merge in merges if merge is not None)


def _merge_plain(
    name: str, base: TaskValues | None, ours: TaskValues, theirs: TaskValues
) -> FieldMerge | None:
    mine, its = getattr(ours, name), getattr(theirs, name)
    before = getattr(base, name) if base else None
    if _comparable(mine) == _comparable(its) or (base and _comparable(before) == _comparable(its)):
        return None
    if (before, mine, its) in _SAME_BY_MARK:
        return None
    if base and _comparable(before) == _comparable(mine):
        return FieldMerge(name, "file", before, mine, its, its)
    if name in _OURS_FIRST:
        return FieldMerge(name, "conflict", before, mine, its, mine, "ours")
    return FieldMerge(name, "conflict", before, mine, its, its)


def _comparable(value: Any) -> Hashable:
    """Texts apart from spacing, names apart from case."""
    if isinstance(value, Place):
        return value
    if isinstance(value, tuple):
        return tuple(str(name).casefold() for name in value)
    return " ".join(value.split())[:TITLE_LENGTH] if isinstance(value, str) else value


def _merge_body(
    base: TaskValues | None, ours: TaskValues, theirs: TaskValues, texts: tuple[str, str] | None
) -> FieldMerge | None:
    mine, its = plain_body(ours.body), plain_body(theirs.body)
    if mine == its:
        return None
    if base is None:
        return FieldMerge("body", "conflict", None, ours.body, theirs.body, theirs.body)
    before, now = texts or (plain_body(base.body), its)
    if before == now:
        return None
    if plain_body(base.body) == mine:
        return FieldMerge("body", "file", base.body, ours.body, theirs.body, theirs.body)
    return FieldMerge("body", "conflict", base.body, ours.body, theirs.body, theirs.body)


def plain_body(body: str) -> str:
    """The body with its boxes emptied and its lines trimmed: ticks are the steps', not the text's."""
    lines = _BOX.sub(r"\1[ ]", body.replace("\r\n", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def without_unsaid(fields: Iterable[FieldMerge], task: PlanTask) -> tuple[FieldMerge, ...]:
    """What a file that never held the task before changes in it: what it leaves open stays as it is here."""
    labels = [field.label for field in task.fields if field.meaning in _DATA_MEANINGS]
    return tuple(
        field
        for field in fields
        if not (field.is_conflict and field.theirs in (None, (), ""))
        and not (field.field == "body" and untold_body(task) == _without_labelled(field.ours, labels))
    )


def _without_labelled(body: str, labels: Sequence[str]) -> str:
    """The plain body without boxes and without the lines of these fields, whatever they say."""
    return "\n".join(
        line
        for line in plain_body(body).split("\n")
        if not _BOX.match(line) and not any(line.lstrip(" \t>-*+_").startswith(label) for label in labels)
    )


def untold_body(task: PlanTask) -> str:
    """The plain body without the lines that say what a field or a step holds as well ("Estimate: 1 day")."""
    told = [field for field in task.fields if field.meaning in _DATA_MEANINGS]
    starts = [(field.label, field.value.split("\n", 1)[0].strip()) for field in told]
    lines = {line.strip() for field in told for line in field.value.split("\n")}
    listed = {line for line in lines if line.startswith(("- ", "* ", "+ "))}  # a list below its label
    return "\n".join(
        line
        for line in plain_body(task.body).split("\n")
        if not _BOX.match(line)
        and line.strip() not in listed
        and not any(label in line and _says_no_more(line, label, value) for label, value in starts)
    )


def _says_no_more(line: str, label: str, value: str) -> bool:
    """Whether a line that holds a field's label holds its value as well, or nothing else."""
    return value in line or not line.replace(label, "").strip(" *_:：#>+-")


def merge_steps(
    base: Sequence[TaskStep] | None, ours: Sequence[TaskStep], theirs: Sequence[TaskStep]
) -> FieldMerge | None:
    """The checklist in the file's order, each tick merged by itself; None where nothing comes from the file.

    In conflict stands only a step that the file took away after somebody had ticked or unticked it: gone if
    the file is followed, kept at the end if not.
    """
    if base is not None and list(base) == list(theirs):
        return None
    pairs = _StepPairs.of(base or (), ours, theirs)
    merged = [pairs.merged(place, step) for place, step in enumerate(theirs)]
    kept = [step for step in merged if step is not None] + pairs.added_here()
    ticked = pairs.gone_but_ticked() if base is not None else []
    if not ticked and kept == list(ours):
        return None
    before = tuple(base) if base is not None else None
    if ticked:
        return FieldMerge("steps", "conflict", before, (*kept, *ticked), tuple(kept), tuple(kept))
    kind: Kind = "file" if tuple(ours) == before else "both"
    return FieldMerge("steps", kind, before, tuple(ours), tuple(kept), tuple(kept))


@dataclass(frozen=True, slots=True)
class _StepPairs:
    """Steps of the three sides that are one, by place: `theirs` and `base` lead to places of the others."""

    base: Sequence[TaskStep]
    ours: Sequence[TaskStep]
    base_of_theirs: dict[int, int]
    ours_of_base: dict[int, int]
    ours_of_theirs: dict[int, int]

    @classmethod
    def of(cls, base: Sequence[TaskStep], ours: Sequence[TaskStep], theirs: Sequence[TaskStep]) -> _StepPairs:
        return cls(base, ours, pair_steps(theirs, base), pair_steps(base, ours), pair_steps(theirs, ours))

    def merged(self, place: int, theirs: TaskStep) -> TaskStep | None:
        """The file's step with its tick decided; None where people had taken an unchanged step away."""
        before_at = self.base_of_theirs.get(place)
        if before_at is None:
            ours_at = self.ours_of_theirs.get(place)
            done = theirs.done or (ours_at is not None and self.ours[ours_at].done)
            return TaskStep(theirs.text, done)
        before, mine_at = self.base[before_at], self.ours_of_base.get(before_at)
        if mine_at is None:
            return theirs if theirs.done != before.done else None
        mine = self.ours[mine_at]
        return TaskStep(theirs.text, theirs.done if theirs.done != before.done else mine.done)

    def added_here(self) -> list[TaskStep]:
        known = {*self.ours_of_base.values(), *self.ours_of_theirs.values()}
        return [step for place, step in enumerate(self.ours) if place not in known]

    def gone_but_ticked(self) -> list[TaskStep]:
        in_file = set(self.base_of_theirs.values())
        return [
            self.ours[mine_at]
            for before_at, mine_at in sorted(self.ours_of_base.items())
            if before_at not in in_file and self.ours[mine_at].done != self.base[before_at].done
        ]


def pair_steps(left: Sequence[TaskStep], right: Sequence[TaskStep]) -> dict[int, int]:
    """Places of equal steps, left to right: by text, then a reworded one right after the same neighbour."""
    waiting: dict[str, list[int]] = {}
    for place, step in enumerate(right):
        waiting.setdefault(normal_title(step.text), []).append(place)
    pairs = {}
    for place, step in enumerate(left):
        queue = waiting.get(normal_title(step.text))
        if queue:
            pairs[place] = queue.pop(0)
    return pairs | dict(_reworded(left, right, pairs))


def _reworded(
    left: Sequence[TaskStep], right: Sequence[TaskStep], pairs: dict[int, int]
) -> Iterable[tuple[int, int]]:
    taken = set(pairs.values())
    for place in range(len(left)):
        if place in pairs:
            continue
        candidate = pairs[place - 1] + 1 if place - 1 in pairs else 0 if place == 0 else None
        if candidate is None or candidate >= len(right) or candidate in taken:
            continue
        if _share_words(left[place].text, right[candidate].text):
            yield place, candidate


def _share_words(one: str, other: str) -> bool:
    """Whether at least half of the words of the longer text stand in the other too."""
    words, others = set(normal_title(one).split()), set(normal_title(other).split())
    return bool(words and others) and 2 * len(words & others) >= max(len(words), len(others))


def _merge_dependencies(base: TaskValues | None, ours: TaskValues, theirs: TaskValues) -> FieldMerge | None:
    """What the file added is added, what it took away is taken away; what people did to others stays."""
    before = base.depends_on if base else frozenset()
    merged = (ours.depends_on | (theirs.depends_on - before)) - (before - theirs.depends_on)
    if merged == ours.depends_on:
        return None
    kind: Kind = "file" if base and ours.depends_on == before else "both"
    return FieldMerge("depends_on", kind, before, ours.depends_on, theirs.depends_on, merged)
