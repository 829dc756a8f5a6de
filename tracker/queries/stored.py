"""The figures that the job stored, read back: how old they are, and charts and odds that can be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from tracker.core.charts import Fan
from tracker.core.schedule.burndown import Amount, Chart, IdealPoint, Point
from tracker.core.schedule.forecast import Bin, Forecast
from tracker.core.schedule.uncertainty import ProjectFactor
from tracker.core.text import Sentence
from tracker.models import Figures, Plan
from tracker.queries.words import kept_moment_text, moment_text, number_text, sentence_text

NO_CHART = Chart(None, None, None)


@dataclass(frozen=True, slots=True)
class Age:
    """When the figures of a page were computed and from what. `is_behind`: newer ones are being computed.

    `revision` is the change up to which they know, None before the first ones are there. `kept_text` is for
    paper and files, where “today” would not stay true.
    """

    text: str
    kept_text: str
    is_behind: bool
    revision: int | None
    problem: str


def figures_of(plan: Plan) -> Figures | None:
    """The stored figures, None before the first computation; one query, the first time."""
    return getattr(plan, "figures", None)


def age_of(plan: Plan) -> Age:
    figures = figures_of(plan)
    if plan.is_given_up:
        text = gettext(
            "New figures could not be computed, several times. The log of the jobs says why; "
            "the next change, or tomorrow, tries again."
        )
        return Age(
            text, text, False, figures.revision if figures else None, figures.problem if figures else ""
        )
    if figures is None:
        text = gettext("The first figures are being computed.")
        return Age(text, text, True, None, "")
    shown, kept = (
        gettext("Computed %(when)s, from change %(number)s.")
        % {"when": when, "number": number_text(figures.revision)}
        for when in (moment_text(figures.computed_at), kept_moment_text(figures.computed_at))
    )
    return Age(shown, kept, plan.want_rev > figures.revision, figures.revision, figures.problem)


def stored_sentence(stored: Sequence[Any] | None) -> str:
    """A stored sentence in the reader's language; empty for none."""
    return sentence_text(Sentence(*stored)) if stored else ""


def stored_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def stored_chart(burndown: dict[str, Any], sprint: int | None = None) -> Chart:
    """The burndown of the sprint, of the plan for None; one without points where nothing is stored."""
    stored = burndown.get("plan") if sprint is None else burndown.get("sprints", {}).get(str(sprint))
    if not stored:
        return NO_CHART
    return Chart(
        key=sprint,
        start=stored_day(stored["start"]),
        end=stored_day(stored["end"]),
        points=tuple(_point(*values) for values in stored["points"]),
        ideal=tuple(IdealPoint(date.fromisoformat(day), *left) for day, *left in stored["ideal"]),
        is_over=stored["is_over"],
    )


def _point(day: str, is_working_day: bool, *amounts: Any) -> Point:
    committed, added, removed, reestimated, done, left = amounts
    return Point(
        day=date.fromisoformat(day),
        is_working_day=is_working_day,
        committed=Amount(*committed),
        added=Amount(*added),
        removed=Amount(*removed),
        reestimated_hours=reestimated,
        done=Amount(*done),
        left=Amount(*left),
    )


def stored_odds(forecast: dict[str, Any]) -> Forecast | None:
    """The odds of the finish, the influence of tasks left out; None where nothing is left to forecast."""
    if not forecast.get("bins"):
        return None
    return Forecast(
        samples=forecast["samples"],
        mean_hours=forecast["mean_hours"],
        quantiles=tuple(forecast["quantiles"]),
        bins=tuple(Bin(low, high, runs) for low, high, runs, _day in forecast["bins"]),
        tasks=(),
        factor=ProjectFactor(),
    )


def stored_fan(forecast: dict[str, Any], sprint: int | None = None) -> Fan | None:
    """The days of the finish at 50, 80 and 95 %, of the sprint or the plan; None where none are stored."""
    if sprint is None:
        days = [entry["on"] for entry in forecast.get("at", {}).values()] if forecast.get("bins") else []
    else:
        days = list(forecast.get("sprints", {}).get(str(sprint), {}).values())
    return Fan(*map(date.fromisoformat, days)) if len(days) == 3 else None
