"""The head of a board: a small burndown of its sprint, and the facts of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from tracker.core.charts import CARD, BurndownPlot, plot_burndown
from tracker.core.errors import NotFound
from tracker.core.schedule.burndown import Chart
from tracker.models import Plan
from tracker.queries.facts import Fact, plan_facts
from tracker.queries.stored import Age, age_of, figures_of, stored_chart, stored_fan
from tracker.queries.tables import percent_text
from tracker.queries.words import day_text, hours_text


@dataclass(frozen=True, slots=True)
class HeadFigures:
    """`plot` is None before the sprint's first day is over.

    `finish_text` is when it is likely finished; of a sprint that is over, what it left.
    """

    number: int | None
    plot: BurndownPlot | None
    label: str
    finish_text: str
    facts: tuple[Fact, ...]
    age: Age


def known_head_figures(plan: Plan, number: int | None) -> HeadFigures:
    """As `head_figures`. Raises `NotFound` where the plan has no such sprint."""
    if number is not None and not plan.sprints.filter(number=number).exists():
        raise NotFound("This plan has no such sprint.")
    return head_figures(plan, number)


def head_figures(plan: Plan, number: int | None) -> HeadFigures:
    """Of that sprint, which the plan has, of the whole plan for None; two queries."""
    figures = figures_of(plan)
    chart = stored_chart(figures.burndown if figures else {}, number)
    fan = stored_fan(figures.forecast, number) if figures and not chart.is_over else None
    plot = plot_burndown(chart, unit="hours", label_value=hours_text, label_day=day_text, fan=fan, frame=CARD)
    likely = fan.likely if fan and plot and plot.forecast else None
    return HeadFigures(
        number=number,
        plot=plot,
        label=burndown_label(chart),
        finish_text=f"{percent_text(0.8)} · {day_text(likely)}" if likely else left_over_text(chart),
        facts=plan_facts(plan),
        age=age_of(plan),
    )


def left_over_text(chart: Chart) -> str:
    """What was not done when the sprint ended: its board shows no longer what moved on since."""
    if not chart.is_over or not chart.points or not chart.points[-1].left.tasks:
        return ""
    return gettext("%(hours)s left at its end") % {"hours": hours_text(chart.points[-1].left.hours)}


def burndown_label(chart: Chart) -> str:
    """The chart in one sentence, for who cannot see it."""
    if not chart.points:
        return ""
    last = chart.points[-1]
    return gettext("Burndown: %(left)s left of %(scope)s on %(day)s") % {
        "left": hours_text(last.left.hours),
        "scope": hours_text(last.scope.hours),
        "day": day_text(last.day),
    }
