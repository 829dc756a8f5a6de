"""Small documents made by hand, so that a check is tried apart from the reader."""

from __future__ import annotations

from typing import Any

from tracker.core.plan.document import Document, Estimate, Field, PlanSprint, PlanTask, Span, Step

NOWHERE = Span(0, 0)


def make_task(key: str, **values: Any) -> PlanTask:
    """A task whose id is its key and whose line is the number in it unless given; `hours`: its estimate."""
    hours = values.pop("hours", None)
    if hours is not None:
        low, high = hours if isinstance(hours, tuple) else (hours, hours)
        values["estimate"] = Estimate(low, high)
    digits = "".join(c for c in key if c.isascii() and c.isdigit())
    line = values.pop("line", int(digits or 1))
    values.setdefault("id", key)
    values.setdefault("title", f"Title of {key}")
    return PlanTask(key=key, line=line, end_line=line, title_span=NOWHERE, **values)


def make_sprint(number: int, *keys: str, **values: Any) -> PlanSprint:
    """A sprint on line 100 times its number, that lists each key on a line of its own below."""
    line = 100 * number
    values.setdefault("title", f"Sprint {number}")
    lines = tuple((key, line + n) for n, key in enumerate(keys, start=1))
    return PlanSprint(number, line=line, task_keys=keys, lines_of=lines, **values)


def make_document(*tasks: PlanTask, **values: Any) -> Document:
    values.setdefault("text", "")
    values.setdefault("title", "Plan")
    return Document(tasks=tasks, **values)


def make_steps(**done_by_text: bool) -> tuple[Step, ...]:
    return tuple(
        Step(text, done, line, NOWHERE) for line, (text, done) in enumerate(done_by_text.items(), start=50)
    )


def make_field(meaning: str, value: str, *, line: int) -> Field:
    return Field(meaning.title(), meaning, value, line, NOWHERE)
