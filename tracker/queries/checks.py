"""What the checks say of a plan as it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.core.errors import NotFound
from tracker.core.plan.check import CheckOptions, check_document, fingerprints
from tracker.core.plan.document import Document, Finding
from tracker.core.text import Sentence
from tracker.models import Plan
from tracker.queries.export import read_as, written_plan


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding with the identity by which it is known again after lines and figures have changed."""

    fingerprint: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """The plan as its file would be exported now, and what is wrong with it.

    `keys` gives the keys for good of its live tasks, by those that the text has for them.
    """

    document: Document
    found: tuple[FoundFinding, ...]
    keys: Mapping[str, str]


def check_plan(plan: Plan) -> CheckedPlan:
    """Every finding of the plan as it is now, ticks and edits included; five queries.

    Raises:
        NotFound: the plan has no file yet.
        PlanError: its text can no longer be read.
    """
    written = written_plan(plan)
    document = read_as(plan, written.text)
    findings = check_document(document, check_options(plan))
    pairs = zip(fingerprints(findings), findings, strict=True)
    return CheckedPlan(document, tuple(FoundFinding(*pair) for pair in pairs), written.live_keys())


def check_options(plan: Plan) -> CheckOptions:
    """What the checks assume of the team, as the plan's settings say it."""
    return CheckOptions(
        hours_per_day=plan.hours_per_day,
        days_per_week=len(plan.weekdays),
        people=plan.people,
        default_estimate_hours=plan.default_estimate_hours,
    )


def find_finding(plan: Plan, fingerprint: str) -> FoundFinding:
    """The finding as it stands now. Raises `NotFound` where it went away."""
    for found in check_plan(plan).found:
        if found.fingerprint == fingerprint:
            return found
    raise NotFound("There is no such finding any more. Load the page again.")


def stored_form(sentence: Sentence) -> list[Any]:
    """The sentence as JSON can hold it."""
    params = {
        name: stored_form(value) if isinstance(value, Sentence) else value
        for name, value in sentence.params.items()
    }
    return [sentence.template, params, sentence.plural]


def restored(stored: list[Any]) -> Sentence:
    """The sentence that was stored so."""
    template, params, plural = stored
    return Sentence(
        template,
        {name: restored(value) if isinstance(value, list) else value for name, value in params.items()},
        plural,
    )
