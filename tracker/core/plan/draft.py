"""A task on its way: what a family found in the text, before ids, references and inheritance are settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tracker.core.plan.document import (
    Estimate,
    Finding,
    FindingLevel,
    Level,
    ReadOptions,
    Span,
    Status,
    StatusPlace,
    Step,
)
from tracker.core.plan.fields import Entry, Flag
from tracker.core.plan.ids import Families
from tracker.core.plan.outline import Heading
from tracker.core.plan.source import Source
from tracker.core.text import Sentence


@dataclass(slots=True, eq=False)
class Draft:
    """A task candidate. `level` is where it stands: box, heading, table, list or file.

    `heading` is the heading that it stands under. `own_status` comes from a mark of its own, `mark` is the
    text of one that is not known. `entries` are its labelled values, table cells among them. `body` is the
    lines of its body. `is_overview` marks a row of a table of milestones, which is a task only for want of
    others.
    """

    level: str
    line: int
    end_line: int
    heading: Heading
    title: str
    title_span: Span
    key: str = ""
    id: str | None = None
    raw_id: str = ""
    own_status: tuple[Status, StatusPlace] | None = None
    mark: str = ""
    struck: bool = False
    entries: list[Entry] = field(default_factory=list)
    cells: list[Entry] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    priority: Level | None = None
    estimate: Estimate | None = None
    estimate_span: Span | None = None
    due: date | None = None
    assignee: str | None = None
    body: tuple[int, int] | None = None
    is_overview: bool = False
    references: list[Reference] = field(default_factory=list)

    @property
    def has_fields(self) -> bool:
        return any(entry.meaning for entry in self.entries)


@dataclass(slots=True, eq=False)
class Reference:
    """A line that names a task which stands elsewhere: a box in a sprint plan, a row of an overview."""

    line: int
    id: str
    heading: Heading
    status: tuple[Status, StatusPlace] | None = None
    draft: Draft | None = None


@dataclass(slots=True)
class Reading:
    """What the passes over one text share: the text, its outline, and what was found so far."""

    source: Source
    options: ReadOptions
    root: Heading
    families: Families
    legend: dict[str, Status] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    named_lines: set[int] = field(default_factory=set)
    filter_tag: str = ""
    covered: set[int] = field(default_factory=set)

    def report(
        self, code: str, level: FindingLevel, line: int | None, template: str, **params: object
    ) -> None:
        """Adds a finding of the reading."""
        self.findings.append(Finding(code, level, line, Sentence(template, {"line": line, **params})))
        if line is not None:
            self.named_lines.add(line)
