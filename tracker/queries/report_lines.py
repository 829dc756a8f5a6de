"""Burndown, burnup and velocity, from the same pass over the events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext

from tracker.core.charts import ColumnsPlot, Fan, Frame, Unit, plot_burndown, plot_burnup, plot_columns
from tracker.core.schedule.burndown import Chart, IdealPoint
from tracker.queries.report_source import LegendItem, ReportChart, Source, legend
from tracker.queries.stored import stored_chart, stored_fan, stored_sentence
from tracker.queries.tables import Column, Table
from tracker.queries.words import day_labels, day_text, number_text

WIDE = Frame(640, 222, left=44, right=632, top=12, bottom=196)
SMALL = Frame(400, 190, left=44, right=392, top=12, bottom=164)
MOST_WEEK_LABELS = 7


def burndown(source: Source) -> ReportChart:
    chart, sprint = source.chart, source.choice.sprint
    fan = None if chart.is_over else stored_fan(source.forecast, sprint)
    plot = plot_burndown(
        chart,
        unit=source.choice.unit,
        label_value=number_text,
        label_day=axis_labels(chart, fan),
        fan=fan,
        frame=WIDE,
    )
    has_fan = plot is not None and bool(plot.fan)
    return ReportChart(
        code="burndown",
        title=gettext("Burndown"),
        lead=gettext("What is left at the end of each day, in %(unit)s.") % {"unit": source.unit_name},
        rule=burndown_rule(source, has_fan=has_fan),
        drawing="burndown",
        plot=plot,
        empty=no_points(source),
        table=burndown_table(source),
        legend=burndown_legend(has_fan=has_fan),
    )


def burndown_legend(*, has_fan: bool) -> tuple[LegendItem, ...]:
    items = [("real", gettext("left")), ("scope", gettext("scope")), ("ideal", gettext("even pace"))]
    if has_fan:
        items.append(("fan", gettext("finish, 50 to 95% likely; line: 80%")))
    return legend(*items)


def axis_labels(chart: Chart, fan: Fan | None = None) -> Callable[[date], str]:
    days = [day for day in (chart.start, chart.end, fan and fan.late) if day]
    return day_labels(min(days), max(days)) if days else day_text


def burndown_rule(source: Source, *, has_fan: bool) -> str:
    rule = stored_sentence(source.burndown.get("rule"))
    if source.choice.sprint is None or not has_fan:
        return rule
    more = gettext("The end of a sprint is put off in the same proportion as that of the plan.")
    return f"{rule} {more}"


def no_points(source: Source) -> str:
    """Why there is no line yet: the sprint is to come, or nothing has happened."""
    start = source.chart.start
    if source.choice.sprint is None or start is None:
        return gettext("There is no day to draw yet.")
    text = gettext("This sprint begins on %(day)s: its first point is made at the end of that day.")
    return text % {"day": day_text(start, year=True)}


def burndown_table(source: Source) -> Table:
    """One row a day that is over. Re-estimates move hours and no tasks."""
    ideal, amount = {point.day: point for point in source.chart.ideal}, source.amount
    rows = [
        (
            point.day,
            point.is_working_day,
            amount(point.committed),
            amount(point.added),
            amount(point.removed),
            *([point.reestimated_hours] if source.is_in_hours else []),
            amount(point.done),
            amount(point.left),
            ideal_amount(ideal.get(point.day), source.choice.unit),
        )
        for point in source.chart.points
    ]
    heads = [gettext("Committed"), gettext("Added"), gettext("Removed")]
    heads += [gettext("Re-estimated")] if source.is_in_hours else []
    heads += [gettext("Done"), gettext("Left"), gettext("Even pace")]
    columns = (Column(gettext("Day"), "day"), Column(gettext("Working day"), "text"), *map(Column, heads))
    return Table(columns, tuple(rows))


def ideal_amount(point: IdealPoint | None, unit: Unit) -> float | None:
    if point is None:
        return None
    return point.hours if unit == "hours" else point.tasks


def burnup(source: Source) -> ReportChart:
    chart = source.chart
    rows = tuple((p.day, source.amount(p.done), source.amount(p.scope)) for p in chart.points)
    columns = (Column(gettext("Day"), "day"), Column(gettext("Done")), Column(gettext("Scope")))
    return ReportChart(
        code="burnup",
        title=gettext("Burnup"),
        lead=gettext("What is done of all there is to do, in %(unit)s.") % {"unit": source.unit_name},
        rule=gettext(
            "Scope is what counts at the end of the day, done or not: where it rises, work was added."
        ),
        drawing="burnup",
        plot=plot_burnup(
            chart, unit=source.choice.unit, label_value=number_text, label_day=axis_labels(chart), frame=SMALL
        ),
        empty=no_points(source),
        table=Table(columns, rows),
        legend=legend(("real", gettext("done")), ("scope", gettext("scope"))),
    )


def velocity_of_sprints(source: Source) -> ReportChart:
    """What each sprint that has begun took on and finished."""
    amount = source.amount
    charts = [(sprint, stored_chart(source.burndown, sprint.number)) for sprint in source.sprints]
    begun = [(sprint, chart.points[-1], chart.is_over) for sprint, chart in charts if chart.points]
    groups = [(str(sprint.number), (amount(last.committed), amount(last.done))) for sprint, last, _ in begun]
    rows = tuple(
        (str(sprint), *map(amount, (last.committed, last.added, last.removed, last.done)), is_over)
        for sprint, last, is_over in begun
    )
    heads = [gettext("Committed"), gettext("Added"), gettext("Removed"), gettext("Done")]
    columns = (Column(gettext("Sprint"), "text"), *map(Column, heads), Column(gettext("Over"), "text"))
    return ReportChart(
        code="velocity-sprints",
        title=gettext("Velocity by sprint"),
        lead=gettext("What each sprint took on and finished, in %(unit)s.") % {"unit": source.unit_name},
        rule=gettext("What was done when the sprint ended or was closed; of the sprint under way, so far."),
        drawing="columns",
        plot=plot_columns(groups, label_value=number_text, frame=SMALL),
        empty=gettext("No sprint has begun yet."),
        table=Table(columns, rows),
        legend=legend(("n0", gettext("committed")), ("n1", gettext("done"))),
    )


def velocity_of_weeks(source: Source) -> ReportChart:
    place = 1 if source.is_in_hours else 2
    weeks = [(date.fromisoformat(week[0]), week[place]) for week in source.burndown.get("weeks", ())]
    drawn = labelled(weeks) if any(amount for _monday, amount in weeks) else []
    columns = (Column(gettext("Week"), "text"), Column(gettext("From"), "day"), Column(gettext("Done")))
    return ReportChart(
        code="velocity-weeks",
        title=gettext("Velocity by week"),
        lead=gettext("What was finished in each week, in %(unit)s.") % {"unit": source.unit_name},
        rule=gettext("What was ticked in the week, less what was un-ticked in it. Weeks begin on Monday."),
        drawing="columns",
        plot=solid(plot_columns(drawn, label_value=number_text, frame=SMALL)),
        empty=gettext("Nothing has been finished yet."),
        table=Table(columns, tuple((iso_week(monday), monday, amount) for monday, amount in weeks)),
        legend=legend(("n1", gettext("done"))),
    )


def labelled(weeks: Sequence[tuple[date, float]]) -> list[tuple[str, tuple[float]]]:
    """The weeks with a label every so many, so that labels do not run into each other."""
    step = max(1, -(-len(weeks) // MOST_WEEK_LABELS))
    return [
        ("" if n % step else day_text(monday), (max(amount, 0.0),))
        for n, (monday, amount) in enumerate(weeks)
    ]


def solid(plot: ColumnsPlot | None) -> ColumnsPlot | None:
    """Columns that stand alone in their groups look like finished work."""
    return plot and replace(plot, bars=tuple(replace(bar, kind="n1") for bar in plot.bars))


def iso_week(monday: date) -> str:
    """As in “2026-W49”."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02}"
