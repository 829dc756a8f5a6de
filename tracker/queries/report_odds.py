"""When the plan goes live, how sure that is, and which tasks make it uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext

from tracker.core.bar_charts import plot_rows
from tracker.core.charts import Frame, Tick, number, plot_histogram
from tracker.core.csv_text import Value
from tracker.core.schedule.forecast import Forecast
from tracker.models import Task
from tracker.queries.report_source import ReportChart, Source, legend
from tracker.queries.stored import stored_odds, stored_sentence
from tracker.queries.tables import Column, Table, percent_text
from tracker.queries.words import LONG_AXIS_DAYS, day_labels, day_text, number_text, short_text

FRAME = Frame(500, 222, left=6, right=494, top=60, bottom=196)
MOST_DAY_LABELS = 6
ROOM_AT_THE_EDGE = 20.0
MOST_DRIVERS = 8
NAME_LENGTH = 25


def go_live(source: Source) -> ReportChart:
    odds = stored_odds(source.forecast)
    samples = number_text(source.forecast.get("samples", 0))
    lead = gettext(
        "%(samples)s runs of the schedule; days off are left out. Dark: the first 80%% of the runs."
    ) % {"samples": samples}
    return ReportChart(
        code="forecast",
        title=gettext("Go-live forecast"),
        lead=f"{lead} {stored_sentence(source.forecast.get('factor'))}",
        rule=gettext("Each run draws the hours of every task from its estimate, widened by its risk."),
        drawing="histogram",
        plot=odds
        and plot_histogram(odds.bins, within=odds.hours_at(80), marks=marks(source, odds), frame=FRAME),
        empty=gettext("Nothing is left to forecast."),
        table=odds_table(source),
        ticks=day_ticks(source),
    )


def marks(source: Source, odds: Forecast) -> list[tuple[float, str]]:
    """The dates at 50, 80 and 95 %, and the one that the person asks for."""
    found = [
        (entry["hours"], mark_text(int(percent) / 100, date.fromisoformat(entry["on"])))
        for percent, entry in source.forecast["at"].items()
    ]
    day = source.choice.day
    if day is not None and odds.bins[0].low_hours <= source.hours_until(day) <= odds.bins[-1].high_hours:
        found.append((source.hours_until(day), mark_text(source.chance(odds, day), day)))
    return found


def mark_text(share: float, day: date) -> str:
    is_far = (day - timezone.localdate()).days > LONG_AXIS_DAYS
    return f"{percent_text(share)} · {day_text(day, year=is_far)}"


def day_ticks(source: Source) -> tuple[Tick, ...]:
    """Days under the right edges of the bars, a few of them."""
    bins = source.forecast.get("bins", ())
    pitch = (FRAME.right - FRAME.left) / max(1, len(bins))
    step = max(1, -(-len(bins) // MOST_DAY_LABELS))
    days = [date.fromisoformat(day) for *_figures, day in bins]
    label = day_labels(days[0], days[-1]) if days else day_text
    places = [(FRAME.left + pitch * (n + 1), days[n]) for n in range(0, len(bins), step)]
    return tuple(
        Tick(number(x), label(day))
        for x, day in places
        if ROOM_AT_THE_EDGE < x < FRAME.width - ROOM_AT_THE_EDGE
    )


def odds_table(source: Source) -> Table:
    """By which day how many of the runs are finished, each bar for itself and all up to it."""
    samples, rows, together = source.forecast.get("samples", 1), [], 0
    for _low, _high, runs, day in source.forecast.get("bins", ()):
        together += runs
        rows.append((date.fromisoformat(day), runs, together / samples))
    columns = (
        Column(gettext("Finished by"), "day"),
        Column(gettext("Runs")),
        Column(gettext("Chance by then"), "percent"),
    )
    return Table(columns, tuple(rows))


def drivers(source: Source) -> ReportChart:
    """The tasks with the greatest part in the spread of the date; one query, for their titles."""
    found = source.forecast.get("drivers", ())
    named = Task.objects.filter(plan=source.plan, key__in=[key for key, *_ in found])
    titles = dict(named.values_list("key", "title"))
    rows = tuple((key, titles.get(key, ""), criticality, share) for key, criticality, share in found)
    drawn = [
        (short_text(f"{key} {title}", NAME_LENGTH), (share,), percent_text(criticality))
        for key, title, criticality, share in rows[:MOST_DRIVERS]
    ]
    return ReportChart(
        code="drivers",
        title=gettext("What drives the date"),
        lead=gettext("How much of the spread is a task's doing, and in how many runs it decides the finish."),
        rule=gettext(
            "Criticality index: in how many runs the task lies on the chain that decides the finish. Share of"
            " the spread: that index times the task's own spread over the spread of the finish."
        ),
        drawing="rows",
        plot=plot_rows(drawn, kinds=("driver",), words_width=48),
        empty=gettext("Nothing is left to forecast."),
        table=drivers_table(rows),
        legend=legend(("driver", gettext("share of the spread; beside it the runs that it decides"))),
    )


def drivers_table(rows: tuple[Sequence[Value], ...]) -> Table:
    columns = (
        Column(gettext("Task"), "task"),
        Column(gettext("Title"), "text"),
        Column(gettext("Criticality index"), "percent"),
        Column(gettext("Share of the spread"), "percent"),
    )
    return Table(columns, rows)
