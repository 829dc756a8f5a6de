"""From drafts to tasks: second mentions set apart, keys given, values read, what is unsaid taken
from above.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, cast

from tracker.core.plan import dialect
from tracker.core.plan.dates import read_date
from tracker.core.plan.dependencies import read_dependencies
from tracker.core.plan.document import Estimate, Field, Level, PlanTask, Span
from tracker.core.plan.draft import Draft, Reading
from tracker.core.plan.estimates import read_estimate, shift
from tracker.core.plan.fields import Entry
from tracker.core.plan.outline import Heading
from tracker.core.plan.ranges import IdIndex
from tracker.core.plan.sections import (
    Sections,
    agents_of,
    inherited_priority,
    is_ongoing,
    level_value,
    names_in,
    risk_of,
)
from tracker.core.plan.sprint_groups import Sprints
from tracker.core.plan.statuses import column_of, status_of

_LEVEL_BESIDE: Final = re.compile(r"[\[(](?P<level>P[0-5])[\])]")
_FILE: Final = re.compile(r"`([^`\s]*[/.][^`\s]*)`|(?<![\w/])((?:[\w@.-]+/)+[\w.*-]+(?::\d+)?)")


def settle(
    draft: Draft, reading: Reading, *, index: IdIndex, sections: Sections, sprints: Sprints
) -> PlanTask:
    """The task that a draft became, with everything that its own text and the headings above it say."""
    status, place = status_of(draft, reading)
    estimate, estimate_span = _estimate(draft, reading)
    priority = _priority(draft)
    dependencies = read_dependencies(draft, index, sprints.groups, _needs(draft, reading))
    _report_own(draft, reading, dependencies.own_line)
    category, section = sections.place_of(draft.heading)
    inherited = priority or inherited_priority(draft.heading)
    return PlanTask(
        key=draft.key,
        id=draft.id,
        line=draft.line,
        end_line=draft.end_line,
        title=draft.title,
        title_span=draft.title_span,
        status=status,
        status_place=place,
        category=category,
        section=section,
        priority=inherited,
        own_priority=priority is not None,
        risk=_risk(draft),
        estimate=estimate,
        estimate_span=estimate_span,
        agents=_names(draft, "agent") or agents_of(draft.heading),
        assignee=_assignee(draft),
        due=_due(draft),
        depends_on=tuple(dependencies.keys),
        unresolved_dependencies=tuple(dependencies.unresolved),
        soft_dependencies=tuple(dependencies.soft),
        states_no_dependencies=dependencies.states_none,
        sprint=sprints.sprint_of.get(draft.key),
        steps=tuple(draft.steps),
        fields=tuple(_field(entry, reading) for entry in (*draft.entries, *draft.cells)),
        files=_files(draft, reading),
        labels=_labels(draft),
        body=_body(draft, reading),
        is_duty=any(is_ongoing(above) for above in draft.heading.ancestors()),
    )


def _report_own(draft: Draft, reading: Reading, line: int | None) -> None:
    """A finding for a task that names itself among what it waits for, on its own lines."""
    if line is not None and line >= draft.line:
        reading.report(
            "dependency-cycle",
            "error",
            line,
            "Line {line}: {key} waits for itself. Remove that dependency.",
            key=draft.id or draft.key,
        )


def _needs(draft: Draft, reading: Reading) -> list[tuple[str, int]]:
    """The values of its dependency fields with their lines; where it has none, those of the nearest group
    above.
    """
    own = [
        (_field(entry, reading).value, entry.line)
        for entry in entries_of(draft, "depends_on")
        if entry.value or entry.last
    ]
    own += [(need, draft.line) for need in draft.needs]
    for above in () if own else draft.heading.ancestors():
        own = [
            (entry.value, entry.line)
            for entry in above.entries
            if entry.meaning == "depends_on" and entry.value
        ]
        if own:
            break
    return own


def entries_of(draft: Draft, meaning: str) -> list[Entry]:
    """The labelled values of that meaning, the task's own fields before cells of its row."""
    return [entry for entry in (*draft.entries, *draft.cells) if entry.meaning == meaning]


def _estimate(draft: Draft, reading: Reading) -> tuple[Estimate | None, Span | None]:
    for entry in entries_of(draft, "estimate"):
        found = read_estimate(entry.value, reading.options, label=entry.label)
        if found is not None:
            return found.estimate, shift(found, entry.start)
    for flag in draft.flags if draft.estimate is None else ():
        found = read_estimate(flag.text, reading.options)
        if found is not None and (found.start, found.end) == (0, len(flag.text)):
            return found.estimate, None
    return draft.estimate, draft.estimate_span


def _priority(draft: Draft) -> Level | None:
    for entry in entries_of(draft, "priority"):
        level = dialect.priority_of(entry.value)
        if level is not None:
            return level
    for entry in entries_of(draft, "status"):
        beside = _LEVEL_BESIDE.search(entry.value)
        if beside is not None and draft.priority is None:
            return dialect.priority_of(beside["level"])
    unlabelled = (dialect.PRIORITY_INDEX.get(dialect.fold(flag.text).strip("[]() ")) for flag in draft.flags)
    return draft.priority or next((cast(Level, level) for level in unlabelled if level), None)


def _risk(draft: Draft) -> Level | None:
    for entry in entries_of(draft, "risk"):
        level = level_value(entry.value)
        if level is not None:
            return level
    return risk_of(draft.heading)


def _names(draft: Draft, meaning: str) -> tuple[str, ...]:
    for entry in entries_of(draft, meaning):
        return names_in(entry.value)
    return ()


def _assignee(draft: Draft) -> str | None:
    for entry in entries_of(draft, "assignee"):
        value = entry.value.strip(" *_`@")
        if value.strip("-–—") and dialect.fold(value) not in dialect.UNASSIGNED_SET:
            return value[:120]
    return draft.assignee


def _due(draft: Draft) -> date | None:
    for entry in entries_of(draft, "due"):
        found = read_date(entry.value)
        if found is not None:
            return found
    return draft.due


def _field(entry: Entry, reading: Reading) -> Field:
    if not entry.last:
        return Field(entry.label, entry.meaning, entry.value, entry.line, Span(entry.start, entry.end))
    lines = [reading.source.line(number) for number in range(entry.line + 1, entry.last + 1)]
    value = "\n".join([entry.value, *dedent(lines)]).strip()
    end = reading.source.ends[entry.last - 1]
    return Field(entry.label, entry.meaning, value, entry.line, Span(entry.start, end))


def dedent(lines: list[str]) -> list[str]:
    """The lines without the indentation that all of them share, and without blanks at their ends."""
    bare = [line.expandtabs(4) for line in lines]
    depth = min((len(line) - len(line.lstrip()) for line in bare if line.strip()), default=0)
    return [line[depth:].rstrip() for line in bare]


def _files(draft: Draft, reading: Reading) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for entry in entries_of(draft, "files"):
        value = _field(entry, reading).value
        for match in _FILE.finditer(value):
            found.setdefault(match[1] or match[2])
    return tuple(found)


def _labels(draft: Draft) -> tuple[str, ...]:
    found = dict.fromkeys(draft.labels)
    for entry in entries_of(draft, "labels"):
        found.update(dict.fromkeys(name.lstrip("#") for name in names_in(entry.value)))
    return tuple(found)


def _body(draft: Draft, reading: Reading) -> str:
    if draft.body is None:
        return ""
    first, last = draft.body
    lines = dedent([reading.source.line(number) for number in range(first, last + 1)])
    while lines and lines[-1].strip() in ("", "---", "***", "___"):
        lines.pop()
    return "\n".join(lines).strip("\n")


def heading_path(heading: Heading) -> list[str]:
    """The titles above a task, the nearest first; columns are left out, for a card keeps its key when it
    moves.
    """
    return [above.facts.title for above in heading.ancestors() if column_of(above) is None]
