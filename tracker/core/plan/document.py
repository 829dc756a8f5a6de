"""What a plan file says, as values: the reader makes them, checks and the importer read them, the writer uses
their places.

Lines are 1-based. A `Span` counts characters of `Document.text`, its end excluded. Hours are working hours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, NamedTuple

from tracker.core.text import Sentence

Status = Literal["todo", "doing", "review", "done", "dropped"]
Level = Literal["critical", "high", "medium", "low"]  # of priority, and of risk
FindingLevel = Literal["error", "warning", "note"]

TITLE_LENGTH: Final = 1000  # characters of a title that a plan keeps


class Span(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Where and how the text says a status, so that the writer can change just that.

    `box`: the one character between brackets. `word`: the value after a status label, as a word or emoji.
    `cell`: a table cell. `heading`: a mark in a heading. `strike`: the struck-through text. `column`: the
    heading that the task stands under (a kanban file). `none`: the text does not say it anywhere.
    """

    kind: Literal["box", "word", "cell", "heading", "strike", "column", "none"]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """Working hours, both ends of the range as stated; equal where one figure is stated."""

    low_hours: float
    high_hours: float

    @property
    def middle_hours(self) -> float:
        return (self.low_hours + self.high_hours) / 2


@dataclass(frozen=True, slots=True)
class Step:
    """A checklist item of a task. `mark` is the one character between its brackets."""

    text: str
    done: bool
    line: int
    mark: Span


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value of a task, section or document. `meaning` is None where the label is not understood.

    Meanings: estimate, depends_on, blocks, priority, risk, agent, assignee, status, sprint, due, files,
    action, problem, acceptance. `value` is Markdown, dedented; `span` covers the value in the text.
    """

    label: str
    meaning: str | None
    value: str
    line: int
    span: Span


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task as the file states it, with what it takes from its section and category.

    `key` is unique in the document: the id as written (`id`), or a short minted one where the text has none.
    `category` and `section` are positions in `Document.categories` and `.sections`; `sprint` is a sprint's
    number. `body` is the nested Markdown, dedented, without the title line. `own_priority` is False where
    inherited. `depends_on` holds keys as the document declares them; what could not be resolved stays in
    `unresolved_dependencies`, soft and outside ones in `soft_dependencies`, both as written.
    """

    key: str
    id: str | None
    line: int
    end_line: int
    title: str
    title_span: Span
    status: Status = "todo"
    status_place: StatusPlace = StatusPlace("none")
    category: int | None = None
    section: int | None = None
    priority: Level | None = None
    own_priority: bool = False
    risk: Level | None = None
    estimate: Estimate | None = None
    estimate_span: Span | None = None
    agents: tuple[str, ...] = ()
    assignee: str | None = None
    due: date | None = None
    depends_on: tuple[str, ...] = ()
    unresolved_dependencies: tuple[str, ...] = ()
    soft_dependencies: tuple[str, ...] = ()
    states_no_dependencies: bool = False
    sprint: int | None = None
    steps: tuple[Step, ...] = ()
    fields: tuple[Field, ...] = ()
    files: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    body: str = ""
    is_duty: bool = False


@dataclass(frozen=True, slots=True)
class Category:
    number: str | None
    title: str
    english_title: str | None
    line: int
    priority: Level | None = None
    is_ongoing: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    number: str | None
    title: str
    line: int
    end_line: int
    category: int | None = None
    priority: Level | None = None
    risk: Level | None = None
    estimate: Estimate | None = None
    agents: tuple[str, ...] = ()
    is_ongoing: bool = False


@dataclass(frozen=True, slots=True)
class PlanSprint:
    """A sprint, phase, week or milestone. `task_keys` in the order listed, ranges expanded; `number` is
    unique.

    `lines_of` pairs each task key with the line that names it first, `listings` with every line that lists
    it. `weeks` is the stated length, None where unsaid.
    """

    number: int
    title: str
    line: int
    weeks: float | None = None
    task_keys: tuple[str, ...] = ()
    lines_of: tuple[tuple[str, int], ...] = ()
    listings: tuple[tuple[str, int], ...] = ()
    unknown_ids: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of a summary table: what the plan claims of a category. `category` is a position, None where
    unclear.
    """

    label: str
    line: int
    category: int | None = None
    priority: Level | None = None
    risk: Level | None = None
    task_count: int | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A total that the plan states in words: `kind` is tasks or hours."""

    kind: Literal["tasks", "hours"]
    value: float
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    number: int | None
    title: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class CodeBlock:
    language: str
    line: int
    end_line: int
    task_key: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document and the level at which its tasks stand: box, heading, table, file, list or none.

    `choices` are the other levels that would give tasks, with how many, so that a person can switch.
    """

    title: str
    line: int
    end_line: int
    level: str
    task_count: int
    choices: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `code` is stable; `sentence` says what, where, what next."""

    code: str
    level: FindingLevel
    line: int | None
    sentence: Sentence
    task_key: str | None = None

    @property
    def message(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold. Each breach is refused with its own code and sentence."""

    bytes: int = 2 * 1024 * 1024
    lines: int = 60_000
    line_length: int = 100_000
    tasks: int = 5_000
    depth: int = 40
    table_cells: int = 40_000
    range_size: int = 1_000
    seconds: float = 5.0


NO_LIMITS: Final = Limits(bytes=1 << 62, lines=1 << 62, line_length=1 << 62)
"""For a text that was read before."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read. `levels` switches the task level of parts by their first line.

    `hours_per_day` is as the plan has it. `clock` tells seconds; without one, time is not limited.
    """

    hours_per_day: float = 8.0
    days_per_week: float = 5.0
    levels: dict[int, str] = field(default_factory=dict)
    limits: Limits = Limits()
    clock: Callable[[], float] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A plan file, read. `text` is the whole text, byte order mark and line ends included: encoding it gives
    the file.

    `reading` holds findings of the reading itself: unknown marks, what was skipped, guessed or contradictory.
    """

    text: str
    title: str
    fields: tuple[Field, ...] = ()
    introduction: str = ""
    categories: tuple[Category, ...] = ()
    sections: tuple[Section, ...] = ()
    tasks: tuple[PlanTask, ...] = ()
    sprints: tuple[PlanSprint, ...] = ()
    summary: tuple[SummaryRow, ...] = ()
    totals: tuple[Total, ...] = ()
    notes: tuple[Note, ...] = ()
    code_blocks: tuple[CodeBlock, ...] = ()
    parts: tuple[Part, ...] = ()
    reading: tuple[Finding, ...] = ()

    def task(self, key: str) -> PlanTask:
        """The task of that key. Raises `KeyError` where there is none."""
        for task in self.tasks:
            if task.key == key:
                return task
        raise KeyError(key)
