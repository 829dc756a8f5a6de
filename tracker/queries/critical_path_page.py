"""The critical path page: when the work ends and why not sooner, the chart, and what somebody points at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from tracker.core.errors import DependencyLoop, DomainError
from tracker.core.schedule.plan_network import build_plan_network
from tracker.models import Plan
from tracker.queries.bounds import bound_text
from tracker.queries.chosen_task import Chosen, chosen_of
from tracker.queries.facts import go_live_fact
from tracker.queries.gantt_page import Gantt, View, gantt_of
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.proposed import ProposedKind, proposed_links
from tracker.queries.stored import Age, age_of, figures_of, stored_sentence
from tracker.queries.to_schedule import choices_of, work_to_schedule
from tracker.queries.words import day_text, hours_text, number_text, sentence_text
from tracker.queries.working_time import plan_calendar, plan_today

AIMS = ("priority", "length")


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What one way of levelling comes to; `is_chosen`: it gives the plan its dates."""

    label: str
    finish_on: str
    finish_text: str
    last_critical_on: str
    last_critical_text: str
    bound_text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class LoopLink:
    """A step of a loop: the task of `after` waits for that of `before`."""

    before: str
    after: str

    @property
    def is_of_sprints(self) -> bool:
        """One of the two is a sprint, and no dependency to remove."""
        return any(name.startswith("Sprint ") for name in (self.before, self.after))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no schedule, and the dependencies of which one must go."""

    text: str
    loop: tuple[LoopLink, ...]


@dataclass(frozen=True, slots=True)
class CriticalPathPage:
    plan: PlanHead
    age: Age
    view: View
    facts: tuple[Fact, ...]
    outcomes: tuple[OutcomeRow, ...]
    notes: tuple[str, ...]
    problem: Problem | None
    is_computed: bool
    has_work: bool
    has_dependencies: bool
    sprint_order: bool
    people: int
    gantt: Gantt | None
    chosen: Chosen | None
    proposals: tuple[ProposedKind, ...]


def critical_path_page(plan: Plan, view: View) -> CriticalPathPage:
    """Everything the page shows, at a fixed number of queries."""
    figures = figures_of(plan)
    schedule: Mapping[str, Any] = figures.schedule if figures else {}
    calendar = plan_calendar(plan)
    gantt = gantt_of(plan, schedule, calendar, view=view, today=plan_today(plan)) if schedule else None
    return CriticalPathPage(
        plan=head_of(plan),
        age=age_of(plan),
        view=view,
        facts=_facts(plan, schedule, figures.forecast) if figures and schedule else (),
        outcomes=_outcomes(schedule) if schedule else (),
        notes=tuple(stored_sentence(note) for note in schedule.get("notes", ())),
        problem=_problem(plan) if figures and figures.problem else None,
        is_computed=figures is not None,
        has_work=bool(schedule.get("tasks")),
        has_dependencies=plan.dependencies.exists(),
        sprint_order=plan.sprint_order and _uses_sprints(schedule),
        people=schedule.get("people", plan.people),
        gantt=gantt,
        chosen=chosen_of(plan, schedule, calendar, view.to) if schedule and view.to else None,
        proposals=proposed_links(plan),
    )


def _facts(plan: Plan, schedule: Mapping[str, Any], forecast: dict[str, Any]) -> tuple[Fact, ...]:
    """By the estimates; go-live beside them is by the forecast, which knows what they are worth."""
    if not schedule["tasks"]:
        return ()
    path = schedule["critical_path_hours"]
    keys = number_text(len(schedule["critical_keys"]))
    finish = schedule["outcomes"][schedule["aim"]]
    critical_on, go_live = finish["last_critical_on"], go_live_fact(forecast)
    return (
        Fact(
            gettext("Critical path"),
            _length(plan, path),
            gettext("%(hours)s, %(count)s tasks without slack") % {"hours": hours_text(path), "count": keys},
        ),
        Fact(
            gettext("Everything done"),
            _day(finish["finish_on"]),
            gettext("%(people)s people, %(hours)s")
            % {"people": schedule["people"], "hours": hours_text(finish["finish_hours"])},
        ),
        Fact(
            gettext("Last critical task"),
            _day(critical_on) if critical_on else "–",
            hours_text(finish["last_critical_hours"]) if critical_on else gettext("none is left"),
        ),
        Fact(go_live.label, go_live.value, go_live.note),
    )


def _length(plan: Plan, hours: float) -> str:
    """As the head of the board says it."""
    days = hours / plan.hours_per_day
    return ngettext("%(count)s day", "%(count)s days", 1 if days == 1 else 2) % {"count": number_text(days)}


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text), year=True)


def _outcomes(schedule: Mapping[str, Any]) -> tuple[OutcomeRow, ...]:
    labels = {
        "priority": gettext("Highest priority first"),
        "length": gettext("Earliest end first"),
    }
    aims = AIMS if schedule["tasks"] else ()
    return tuple(_outcome(schedule, aim, labels[aim]) for aim in aims)


def _outcome(schedule: Mapping[str, Any], aim: str, label: str) -> OutcomeRow:
    outcome = schedule["outcomes"][aim]
    critical = outcome["last_critical_hours"]
    return OutcomeRow(
        label=label,
        finish_on=_day(outcome["finish_on"]),
        finish_text=hours_text(outcome["finish_hours"]),
        last_critical_on=_day(outcome["last_critical_on"]) if critical is not None else "",
        last_critical_text=hours_text(critical) if critical is not None else "",
        bound_text=bound_text(schedule, aim),
        is_chosen=aim == schedule["aim"],
    )


def _uses_sprints(schedule: Mapping[str, Any]) -> bool:
    return any(row["sprint"] is not None for row in schedule.get("tasks", {}).values())


def _problem(plan: Plan) -> Problem:
    """What stands in the way, said afresh: stored is only that something does."""
    try:
        build_plan_network(work_to_schedule(plan).tasks, choices_of(plan))
    except DependencyLoop as loop:
        links = zip(loop.keys, (*loop.keys[1:], loop.keys[0]), strict=True)
        return Problem(sentence_text(loop.sentence), tuple(LoopLink(*link) for link in links))
    except DomainError as error:
        return Problem(sentence_text(error.sentence), ())
    return Problem(gettext("What stood in the way is gone; new figures are being computed."), ())
