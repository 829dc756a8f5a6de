"""Findings in words: what their levels and codes are called, and what each says beside its line."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from tracker.core.text import Sentence
from tracker.queries.words import sentence_text

LEVELS = {"error": _("Errors"), "warning": _("Warnings"), "note": _("Notes")}
# What each code is about, in the order in which its findings stand on the page.
CODES = {
    "no-tasks": _("No task at all"),
    "duplicate-id": _("One id twice"),
    "lookalike-id": _("Ids that look alike"),
    "unknown-reference": _("Names something that is not there"),
    "dependency-cycle": _("Tasks that wait for each other in a circle"),
    "dependency-order": _("Waits for a later sprint"),
    "priority-inversion": _("Waits for less important work"),
    "done-before-dependency": _("Done before what it waits for"),
    "done-with-open-steps": _("Done with open steps"),
    "status-conflict": _("Two statuses at once"),
    "unscheduled-task": _("In no sprint"),
    "scheduled-twice": _("In two sprints"),
    "sprint-overload": _("More work than fits into a sprint"),
    "missing-estimate": _("Without an estimate"),
    "estimate-mismatch": _("Sections against their tasks"),
    "count-mismatch": _("Counts that do not add up"),
    "total-mismatch": _("Totals that do not add up"),
    "priority-mismatch": _("Two priorities at once"),
    "no-dependencies": _("No dependencies"),
    "unknown-mark": _("Marks that are not known"),
    "broken-box": _("Tick boxes that are broken"),
    "not-a-task": _("Read as text and not as a task"),
    "odd-id": _("Odd ids"),
    "hidden-characters": _("Characters that cannot be seen"),
    "limit-range": _("Ranges that are too long"),
}


def code_title(code: str) -> str:
    """What the code is about; the code itself where it is not known."""
    return str(CODES.get(code, code))


def code_rank(code: str) -> int:
    """The place of the code's findings on the page; what is not known comes last."""
    return list(CODES).index(code) if code in CODES else len(CODES)


def finding_text(sentence: Sentence, line: int | None) -> str:
    """What the finding says, without “Line 41: ” in front: the line stands beside it already."""
    text = sentence_text(sentence)
    if line is None or not sentence.template.startswith("Line {line}: "):
        return text
    return re.sub(rf"^\D{{0,12}}{line}\D{{0,12}}?: ", "", text, count=1)
