"""How far each part of the plan is, and who works how much when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext

from tracker.core.bar_charts import plot_grid, plot_rows
from tracker.core.schedule.workload import Stretch, workload_by_week
from tracker.models import Category, TaskAgent
from tracker.queries.report_lines import iso_week
from tracker.queries.report_source import LegendItem, ReportChart, Source, legend
from tracker.queries.tables import Column, Table
from tracker.queries.words import day_labels, number_text, short_text

NAME_LENGTH = 25
MOST_AGENTS = 14
STATUSES = ("done", "review", "doing", "todo")
ONE_WEEK = timedelta(days=7)

Loads = Mapping[str, Mapping[date, float]]


def progress(source: Source) -> ReportChart:
    """Each category's work by status, in the order of the plan."""
    rows = category_rows(source)
    return ReportChart(
        code="progress",
        title=gettext("Progress by category"),
        lead=gettext("What is done, under way and to do, in %(unit)s.") % {"unit": source.unit_name},
        rule=gettext(
            "Dropped tasks and duties are left out. A task without an estimate counts what the estimate of"
            " its section leaves over."
        ),
        drawing="rows",
        plot=plot_rows(
            [(short_text(name, NAME_LENGTH), amounts, done_of_all(amounts)) for name, *amounts in rows],
            kinds=STATUSES,
            words_width=84,
        ),
        empty=gettext("The plan holds no work."),
        table=progress_table(rows),
        legend=status_legend(),
    )


def category_rows(source: Source) -> list[tuple[Any, ...]]:
    """The name of each category that holds work, and its amounts by status; one query."""
    stored = source.progress.get("categories", {})
    names = {str(row.position): str(row) for row in Category.objects.filter(plan=source.plan)}
    parts = sorted(stored.items(), key=lambda part: (part[0] == "", int(part[0] or 0)))
    return [
        (
            names.get(place, gettext("Without a category")),
            *(work[source.choice.unit].get(status, 0) for status in STATUSES),
        )
        for place, work in parts
        if work["task_count"]
    ]


def done_of_all(amounts: Sequence[float]) -> str:
    """As in “12 / 40”."""
    return f"{number_text(amounts[0])} / {number_text(sum(amounts))}"


def status_legend() -> tuple[LegendItem, ...]:
    words = (gettext("done"), gettext("in review"), gettext("doing"), gettext("to do"))
    return legend(*zip(STATUSES, words, strict=True))


def progress_table(rows: Sequence[tuple[Any, ...]]) -> Table:
    heads = [gettext("Done"), gettext("In review"), gettext("Doing"), gettext("To do"), gettext("Together")]
    columns = (Column(gettext("Category"), "text"), *map(Column, heads))
    return Table(columns, tuple((*row, sum(row[1:])) for row in rows))


def workload(source: Source) -> ReportChart:
    loads = agent_loads(source)
    names = sorted(loads, key=lambda name: (name == "", -sum(loads[name].values()), name))
    weeks = week_range(loads)
    drawn = [
        (short_text(name, NAME_LENGTH), [hours.get(monday, 0.0) for monday in weeks])
        for name, hours in drawn_loads(loads, names)
    ]
    limits = [week_capacity(source, monday) for monday in weeks]
    return ReportChart(
        code="workload",
        title=gettext("Workload by agent and week"),
        lead=gettext("Hours of the levelled schedule. Framed: more than one alone can do in the week."),
        rule=gettext(
            "The work that is left as the schedule lays it out for the people there are (%(people)s), higher"
            " priority first. A task that names several agents is shared evenly among them."
        )
        % {"people": number_text(source.plan.people)},
        drawing="grid",
        plot=plot_grid(week_labels(weeks), drawn, limits=limits, label_value=number_text),
        empty=gettext("Nothing is left to schedule."),
        table=workload_table(loads, names, weeks),
    )


def agent_loads(source: Source) -> Loads:
    """Hours by agent and Monday; one query."""
    agents: dict[str, list[str]] = defaultdict(list)
    links = TaskAgent.objects.filter(task__plan=source.plan).order_by("task", "position")
    for key, name in links.values_list("task__key", "agent__name"):
        agents[key].append(name)
    stretches = (
        Stretch(row["start_hours"], row["finish_hours"], tuple(agents.get(key, ())))
        for key, row in source.schedule.get("tasks", {}).items()
    )
    start = source.schedule.get("start")
    return workload_by_week(stretches, source.calendar, date.fromisoformat(start)) if start else {}


def week_range(loads: Loads) -> list[date]:
    """The Mondays from the first week with work to the last, weeks without any too."""
    mondays = [monday for weeks in loads.values() for monday in weeks]
    if not mondays:
        return []
    count = (max(mondays) - min(mondays)).days // 7 + 1
    return [min(mondays) + ONE_WEEK * n for n in range(count)]


def week_labels(weeks: Sequence[date]) -> list[str]:
    return list(map(day_labels(weeks[0], weeks[-1]), weeks)) if weeks else []


def week_capacity(source: Source, monday: date) -> float:
    """What one person can do in that week."""
    days = source.calendar.count_working_days(monday, monday + timedelta(days=6))
    return days * source.calendar.hours_per_day


def drawn_loads(loads: Loads, names: Sequence[str]) -> list[tuple[str, Mapping[date, float]]]:
    """Those who have most to do, and the others together where they are more than a chart has room for."""
    shown = names if len(names) <= MOST_AGENTS else names[: MOST_AGENTS - 1]
    others: dict[date, float] = defaultdict(float)
    for name in names[len(shown) :]:
        for monday, hours in loads[name].items():
            others[monday] += hours
    drawn = [(agent_label(name), loads[name]) for name in shown]
    return [*drawn, (gettext("Others together"), others)] if others else drawn


def agent_label(name: str) -> str:
    return name or gettext("No agent named")


def workload_table(loads: Loads, names: Sequence[str], weeks: Sequence[date]) -> Table:
    rows = []
    for monday in weeks:
        hours = [loads[name].get(monday, 0.0) for name in names]
        rows.append((iso_week(monday), monday, *hours, sum(hours)))
    heads = (*(Column(agent_label(name)) for name in names), Column(gettext("Together")))
    return Table((Column(gettext("Week"), "text"), Column(gettext("From"), "day"), *heads), tuple(rows))
