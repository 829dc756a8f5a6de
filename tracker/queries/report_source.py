"""What the charts of the reports are made of, and what each of them comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import pgettext

from tracker.core.charts import Tick, Unit, number
from tracker.core.schedule.burndown import Amount, Chart
from tracker.core.schedule.calendar import Calendar
from tracker.core.schedule.forecast import Forecast
from tracker.models import Plan, Sprint
from tracker.queries.stored import stored_chart
from tracker.queries.tables import Table

LETTER = 5.9
SAMPLE = 24.0
LINES = frozenset({"real", "scope", "ideal"})
FILE_HEAD, FILE_LEGEND, FILE_FOOT, FILE_SIDE = 66.0, 24.0, 34.0, 20.0


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the reports a person asked to see; `day` is the one whose chance they ask for."""

    unit: Unit = "hours"
    sprint: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The stored figures of a plan, and what of them is asked for."""

    plan: Plan
    choice: Choice
    sprints: tuple[Sprint, ...]
    calendar: Calendar
    schedule: dict[str, Any]
    forecast: dict[str, Any]
    burndown: dict[str, Any]
    progress: dict[str, Any]

    @property
    def chart(self) -> Chart:
        """The burndown of the chosen sprint, or of the plan."""
        return stored_chart(self.burndown, self.choice.sprint)

    @property
    def is_in_hours(self) -> bool:
        return self.choice.unit == "hours"

    @property
    def unit_name(self) -> str:
        return pgettext("unit", "hours") if self.is_in_hours else pgettext("unit", "tasks")

    def amount(self, amount: Amount) -> float:
        return amount.hours if self.is_in_hours else amount.tasks

    def hours_until(self, day: date) -> float:
        """Working hours from the start of the schedule to the end of that day."""
        days = self.calendar.count_working_days(date.fromisoformat(self.forecast["start"]), day)
        return days * self.calendar.hours_per_day

    def chance(self, odds: Forecast, day: date) -> float:
        """The share of runs that are finished at the end of that day."""
        return odds.chance(self.hours_until(day))


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A sample of a line or bar of that kind, from `x` on, and what it means."""

    x: str
    words_at: str
    kind: str
    words: str

    @property
    def is_line(self) -> bool:
        return self.kind in LINES


def legend(*items: tuple[str, str]) -> tuple[LegendItem, ...]:
    """Kinds and words side by side, for the file, where the widths of words are guessed."""
    placed, x = [], 0.0
    for kind, words in items:
        placed.append(LegendItem(number(x), number(x + SAMPLE), kind, words))
        x += SAMPLE + LETTER * len(words) + 16
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart in words, lines and figures. `plot` is None where there is nothing to draw: `empty` says why.

    `drawing` names the template that prints the plot; the same one for the page and for the file.
    """

    code: str
    title: str
    lead: str
    rule: str
    drawing: str
    plot: Any
    empty: str
    table: Table
    legend: tuple[LegendItem, ...] = ()
    ticks: tuple[Tick, ...] = ()

    @property
    def template(self) -> str:
        return f"tracker/reports/svg/{self.drawing}.svg"

    @property
    def legend_at(self) -> str:
        return number(self.plot.frame.height + FILE_LEGEND - 6)

    @property
    def file_width(self) -> str:
        return number((self.plot.frame.width if self.plot else 560) + 2 * FILE_SIDE)

    @property
    def file_height(self) -> str:
        legend_height = FILE_LEGEND if self.legend else 0.0
        return number((self.plot.frame.height if self.plot else 40) + legend_height + FILE_HEAD + FILE_FOOT)

    @property
    def file_foot(self) -> str:
        return number(float(self.file_height) - 12)
