"""What the job computes of a plan, in the form in which it is stored. Dates are days of the plan's zone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from random import Random
from typing import Any

from django.conf import settings

from tracker.core.errors import DomainError
from tracker.core.schedule.burndown import RULE, Amount, Chart, compute_burndown
from tracker.core.schedule.calendar import Calendar
from tracker.core.schedule.network import Gate
from tracker.core.schedule.plan_forecast import forecast_plan
from tracker.core.schedule.plan_network import Choices, build_plan_network
from tracker.core.schedule.plan_schedule import Schedule, TaskRow, compute_schedule
from tracker.core.schedule.uncertainty import calibrate
from tracker.core.text import Sentence
from tracker.models import Plan
from tracker.queries.to_schedule import (
    WorkToSchedule,
    choices_of,
    finished_tasks,
    sprint_spans,
    task_events,
    work_to_schedule,
)
from tracker.queries.working_time import plan_calendar, plan_today

PERCENTS = (50, 80, 95)
SEED = 1
MOST_DRIVERS = 12
MOST_SEARCHED_BESIDE_PAGES = 200  # tasks, where jobs share the process with the pages

Prover = Callable[..., Any]


def computed_figures(plan: Plan, *, prove: Prover | None = None) -> dict[str, Any]:
    """Schedule, forecast and burndown; `problem` says why the first two are missing, where they are."""
    calendar = plan_calendar(plan)
    work = work_to_schedule(plan)
    figures: dict[str, Any] = {"burndown": burndown_figures(plan, calendar), "problem": ""}
    try:
        figures["schedule"] = schedule_figures(
            plan, work, calendar, choices_of(plan), prove=prove, search=has_time_to_search(work)
        )
        figures["forecast"] = forecast_figures(plan, work, calendar, choices_of(plan))
        figures["forecast"]["sprints"] = sprint_finish_figures(
            figures["schedule"], figures["forecast"], calendar
        )
    except DomainError as error:
        figures |= {"schedule": {}, "forecast": {}, "problem": str(error)}
    return figures


def has_time_to_search(work: WorkToSchedule) -> bool:
    """Whether a longer search disturbs nobody: in a worker of its own, or where there is little to search."""
    return bool(settings.REDIS_URL) or len(work.tasks) <= MOST_SEARCHED_BESIDE_PAGES


def schedule_start(plan: Plan) -> date:
    """The day from which what is left is scheduled: today, or the plan's first day while that is to come."""
    return max(plan_today(plan), plan.start_date)


def schedule_figures(
    plan: Plan,
    work: WorkToSchedule,
    calendar: Calendar,
    choices: Choices,
    *,
    prove: Prover | None = None,
    search: bool = False,
) -> dict[str, Any]:
    """The schedule of what is left, with dates. `search` takes up to a second for a better one.

    Raises:
        DependencyLoop: tasks wait for one another in a circle.
    """
    start = schedule_start(plan)
    draw = Random(SEED) if search else None  # noqa: S311 - a search, not a secret
    schedule = compute_schedule(work.tasks, choices, draw=draw, prove=prove)
    return {
        "start": start.isoformat(),
        "people": choices.people,
        "sprint_order": choices.sprint_order,
        "aim": schedule.aim,
        "critical_path_hours": schedule.critical_path_hours,
        "critical_keys": list(schedule.critical_keys),
        "critical_paths": [list(path) for path in schedule.critical_paths],
        "critical_links": [[node_name(a), node_name(b)] for a, b in schedule.critical_links],
        "work_hours": schedule.work_hours,
        "finish_hours": schedule.outcome.finish_hours,
        "finish_on": day_of(calendar, schedule.outcome.finish_hours, start),
        "lower_bound_hours": schedule.outcome.lower_bound_hours,
        "is_proven": schedule.outcome.is_proven,
        "outcomes": outcome_figures(schedule, calendar, start),
        "tasks": {row.key: row_figures(row, calendar, start) for row in schedule.tasks},
        "notes": [sentence_figures(note) for note in schedule.notes],
        "dependency_count": work.dependency_count,
    }


def node_name(node: str | Gate) -> str:
    return node if isinstance(node, str) else f"sprint:{node.sprint}"


def day_of(calendar: Calendar, hours: float, start: date) -> str:
    return calendar.finish_at(hours, start).date().isoformat()


def outcome_figures(schedule: Schedule, calendar: Calendar, start: date) -> dict[str, Any]:
    figures = {}
    for aim, outcome in schedule.outcomes.items():
        critical = outcome.last_critical_hours
        figures[aim] = asdict(outcome) | {
            "finish_on": day_of(calendar, outcome.finish_hours, start),
            "last_critical_on": None if critical is None else day_of(calendar, critical, start),
        }
    return figures


def row_figures(row: TaskRow, calendar: Calendar, start: date) -> dict[str, Any]:
    times = asdict(row.times)
    del times["key"]
    return times | {
        "hours": row.hours,
        "sprint": row.sprint,
        "driving": row.driving,
        "reason": sentence_figures(row.reason),
        "start_hours": row.start_hours,
        "finish_hours": row.finish_hours,
        "starts_at": calendar.start_at(row.start_hours, start).isoformat(),
        "ends_at": calendar.finish_at(row.finish_hours, start).isoformat(),
        "is_estimated": row.is_estimated,
    }


def sentence_figures(sentence: Sentence) -> list[Any]:
    """A sentence in a form that can be stored, and translated when it is shown."""
    return [sentence.template, sentence.params, sentence.plural]


def forecast_figures(
    plan: Plan, work: WorkToSchedule, calendar: Calendar, choices: Choices, *, samples: int = 10_000
) -> dict[str, Any]:
    """The odds of the finish. `quantiles` are the hours at 0, 0.5, 1, … 100 %."""
    start = schedule_start(plan)
    network = build_plan_network(work.tasks, choices)
    odds = forecast_plan(
        network,
        work.doubts,
        people=choices.people,
        one_task_an_agent=choices.one_task_an_agent,
        factor=calibrate(finished_tasks(plan, calendar)),
        samples=samples,
        seed=SEED,
        day_hours=plan.hours_per_day,
    )
    at = {percent: odds.hours_at(percent) for percent in PERCENTS}
    return {
        "start": start.isoformat(),
        "samples": odds.samples,
        "mean_hours": odds.mean_hours,
        "at": {str(p): {"hours": hours, "on": day_of(calendar, hours, start)} for p, hours in at.items()},
        "quantiles": list(odds.quantiles),
        "bins": [
            [part.low_hours, part.high_hours, part.runs, day_of(calendar, part.high_hours, start)]
            for part in odds.bins
        ],
        "drivers": [[task.key, task.criticality, task.sensitivity] for task in odds.tasks[:MOST_DRIVERS]],
        "criticality": {task.key: round(task.criticality, 3) for task in odds.tasks},
        "factor": sentence_figures(odds.factor.explain()),
    }


def sprint_finish_figures(
    schedule: dict[str, Any], forecast: dict[str, Any], calendar: Calendar
) -> dict[str, Any]:
    """By sprint number the days on which it is finished at 50, 80 and 95 %, where it has work left.

    Its last task in the schedule, put off as the forecast puts off the whole: what makes the dates uncertain
    is for the most part one and the same for all tasks.
    """
    start, whole = date.fromisoformat(schedule["start"]), schedule["finish_hours"]
    last: dict[int, float] = {}
    for row in schedule["tasks"].values():
        if row["sprint"] is not None:
            last[row["sprint"]] = max(row["finish_hours"], last.get(row["sprint"], 0.0))
    return {
        str(number): {
            percent: day_of(calendar, hours * odds["hours"] / whole, start)
            for percent, odds in forecast["at"].items()
        }
        for number, hours in sorted(last.items())
        if whole
    }


def burndown_figures(plan: Plan, calendar: Calendar, through: date | None = None) -> dict[str, Any]:
    """Charts of the plan and its sprints through that day (today), and what each week finished."""
    spans = sprint_spans(plan)
    burndown = compute_burndown(
        task_events(plan),
        calendar=calendar,
        through=through or plan_today(plan),
        sprints=spans,
        end=max((span.end for span in spans), default=None),
        default_hours=plan.default_estimate_hours,
    )
    return {
        "plan": chart_figures(burndown.plan),
        "sprints": {str(chart.key): chart_figures(chart) for chart in burndown.sprints},
        "weeks": [
            [week.monday.isoformat(), week.finished.hours, week.finished.tasks] for week in burndown.weeks
        ],
        "rule": sentence_figures(RULE),
    }


def chart_figures(chart: Chart) -> dict[str, Any]:
    """A point is [day, working day?, committed, added, removed, re-estimated hours, done, left]; amounts are
    [hours, tasks]."""
    return {
        "start": chart.start and chart.start.isoformat(),
        "end": chart.end and chart.end.isoformat(),
        "is_over": chart.is_over,
        "points": [
            [
                point.day.isoformat(),
                point.is_working_day,
                pair(point.committed),
                pair(point.added),
                pair(point.removed),
                point.reestimated_hours,
                pair(point.done),
                pair(point.left),
            ]
            for point in chart.points
        ],
        "ideal": [
            [point.day.isoformat(), round(point.hours, 2), round(point.tasks, 2)] for point in chart.ideal
        ],
    }


def pair(amount: Amount) -> list[float]:
    return [amount.hours, amount.tasks]
