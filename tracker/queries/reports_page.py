"""The reports of a plan: its charts, the dates of its forecast and how sure a date is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from tracker.core.errors import NotFound
from tracker.models import Plan
from tracker.queries.facts import Fact, plan_facts
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.report_lines import burndown, burnup, velocity_of_sprints, velocity_of_weeks
from tracker.queries.report_odds import drivers, go_live
from tracker.queries.report_rows import progress, workload
from tracker.queries.report_source import Choice, ReportChart, Source
from tracker.queries.stored import Age, age_of, figures_of, stored_odds
from tracker.queries.tables import percent_text
from tracker.queries.words import day_text
from tracker.queries.working_time import plan_calendar

# By the name in the address of its files, in the order of the page.
CHARTS: dict[str, Callable[[Source], ReportChart]] = {
    "burndown": burndown,
    "forecast": go_live,
    "burnup": burnup,
    "velocity-sprints": velocity_of_sprints,
    "velocity-weeks": velocity_of_weeks,
    "drivers": drivers,
    "workload": workload,
    "progress": progress,
}


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """`sprints` are numbers and names, for the switch; `dates` pairs of percent and day."""

    plan: PlanHead
    age: Age
    choice: Choice
    sprints: tuple[tuple[int, str], ...]
    scope_name: str
    facts: tuple[Fact, ...]
    dates: tuple[tuple[str, str], ...]
    chance_text: str
    charts: tuple[ReportChart, ...]


def reports_page(plan: Plan, choice: Choice) -> ReportsPage:
    """All charts, at a fixed number of queries.

    Raises:
        NotFound: the plan has no such sprint.
    """
    source = source_of(plan, choice)
    return ReportsPage(
        plan=head_of(plan),
        age=age_of(plan),
        choice=choice,
        sprints=tuple((sprint.number, str(sprint)) for sprint in source.sprints),
        scope_name=scope_name(source),
        facts=plan_facts(plan),
        dates=finish_dates(source),
        chance_text=chance_text(source),
        charts=tuple(build(source) for build in CHARTS.values()),
    )


def report_chart(plan: Plan, code: str, choice: Choice) -> ReportChart:
    """One chart. Raises `NotFound` where there is none of that name, or no such sprint."""
    if code not in CHARTS:
        raise NotFound("There is no such chart.")
    return CHARTS[code](source_of(plan, choice))


def source_of(plan: Plan, choice: Choice) -> Source:
    figures, sprints = figures_of(plan), tuple(plan.sprints.all())
    if choice.sprint is not None and choice.sprint not in {sprint.number for sprint in sprints}:
        raise NotFound("This plan has no such sprint.")
    return Source(
        plan=plan,
        choice=choice,
        sprints=sprints,
        calendar=plan_calendar(plan),
        schedule=figures.schedule if figures else {},
        forecast=figures.forecast if figures else {},
        burndown=figures.burndown if figures else {},
        progress=figures.progress if figures else {},
    )


def scope_name(source: Source) -> str:
    """What burndown and burnup are of."""
    chosen = next((s for s in source.sprints if s.number == source.choice.sprint), None)
    return gettext("Sprint %(name)s") % {"name": chosen} if chosen else gettext("Whole plan")


def finish_dates(source: Source) -> tuple[tuple[str, str], ...]:
    if not source.forecast.get("bins"):
        return ()
    return tuple(
        (percent_text(int(percent) / 100), day_text(date.fromisoformat(entry["on"]), year=True))
        for percent, entry in source.forecast["at"].items()
    )


def chance_text(source: Source) -> str:
    """The chance of the day that the person asks for; empty where none is asked for or nothing is known."""
    odds, day = stored_odds(source.forecast), source.choice.day
    if day is None or odds is None:
        return ""
    return gettext("The chance to be finished by %(day)s is %(percent)s.") % {
        "day": day_text(day, year=True),
        "percent": percent_text(source.chance(odds, day)),
    }
