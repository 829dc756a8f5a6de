"""Chart geometry: where lines and bars lie, and that a template can print it as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.charts import (
    CARD,
    PAGE,
    BurndownPlot,
    Fan,
    Frame,
    nice_values,
    number,
    plot_burndown,
    plot_burnup,
    plot_columns,
    plot_histogram,
)
from tracker.core.schedule.burndown import Amount, Chart, IdealPoint, Point
from tracker.core.schedule.forecast import Bin

MONDAY = date(2025, 10, 20)
SQUARE = Frame(120, 120, left=10, right=110, top=10, bottom=110)


def chart(left: list[float], scope: list[float] | None = None, days: int = 0) -> Chart:
    """A chart of so many hours left (and half as many tasks) at the end of each day, from Monday on."""
    scopes = scope or [left[0]] * len(left)
    points = tuple(
        Point(
            day=MONDAY + timedelta(days=n),
            is_working_day=True,
            committed=Amount(scopes[0], int(scopes[0]) // 2),
            added=Amount(),
            removed=Amount(),
            reestimated_hours=0,
            done=Amount(scopes[n] - hours, int(scopes[n] - hours) // 2),
            left=Amount(hours, int(hours) // 2),
        )
        for n, hours in enumerate(left)
    )
    ideal = tuple(
        IdealPoint(MONDAY + timedelta(days=n), scopes[0] * (1 - (n + 1) / days), 1 - (n + 1) / days)
        for n in range(days)
    )
    return Chart(None, MONDAY, None, points, ideal)


def plot(drawn: Chart, **more: object) -> BurndownPlot:
    settings: dict[str, object] = {
        "unit": "hours",
        "label_value": lambda value: f"{value:g} h",
        "label_day": lambda day: f"{day:%d.%m}",
        "frame": SQUARE,
    }
    plotted = plot_burndown(drawn, **(settings | more))  # type: ignore[arg-type]
    assert plotted is not None
    return plotted


def texts(value: object) -> Iterator[str]:
    """Every text of a plot that is not a label."""
    if is_dataclass(value) and not isinstance(value, Frame):
        for one in fields(value):
            if one.name not in ("label", "kind", "anchor"):
                yield from texts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize(
    ("value", "text"), [(3, "3"), (3.04, "3"), (3.06, "3.1"), (-0.04, "0"), (1e6, "1000000"), (-2.5, "-2.5")]
)
def test_it_writes_numbers_as_svg_does(value: float, text: str) -> None:
    assert number(value) == text


@given(st.floats(0, 1e7))
def test_its_axis_reaches_the_top_in_steps_that_are_easy_to_read(top: float) -> None:
    values = nice_values(top)

    assert values[0] == 0
    assert top <= values[-1] * (1 + 1e-6)
    assert values[-1] <= max(4.0, 1.6 * top)
    assert float(f"{values[1]:.2g}") == pytest.approx(values[1])


def test_it_draws_what_is_left_from_the_commitment_down() -> None:
    drawn = plot(chart([100, 80, 60, 0]))

    assert drawn.real == "M10 10L35 10L85 50L110 110"
    assert drawn.area == "M10 10L35 10L85 50L110 110V110H10Z"
    assert drawn.now == ("110", "110")


def test_it_draws_scope_as_stairs_and_the_ideal_to_its_end() -> None:
    drawn = plot(chart([100, 120, 120], scope=[100, 120, 120], days=5))

    assert drawn.scope == "M10 26.7H50V10H70"
    assert drawn.ideal == "M10 26.7L110 110"


def test_it_counts_tasks_when_asked() -> None:
    drawn = plot(chart([100, 50], days=2), unit="tasks")

    assert [tick.label for tick in drawn.values] == ["0 h", "15 h", "30 h", "45 h", "60 h"]
    assert drawn.ideal == "M10 26.7L60 109.2L110 110"


def test_it_opens_the_fan_from_today_to_the_days_of_the_finish() -> None:
    fan = Fan(early=date(2025, 10, 23), likely=date(2025, 10, 25), late=date(2025, 10, 29))

    drawn = plot(chart([100, 50]), fan=fan)

    assert drawn.fan == "M50 110L30 60L110 110Z"
    assert drawn.forecast == "M30 60L70 110"
    assert drawn.forecast_end == "70"


def test_it_never_bends_the_fan_back_into_the_past() -> None:
    fan = Fan(early=date(2025, 10, 1), likely=date(2025, 10, 20), late=date(2025, 10, 23))

    assert plot(chart([100, 50]), fan=fan).forecast == "M60 60L60 110"


def test_it_forecasts_nothing_when_nothing_is_left() -> None:
    fan = Fan(*[date(2025, 10, 30)] * 3)

    drawn = plot(chart([100, 0]), fan=fan)

    assert (drawn.fan, drawn.forecast, drawn.forecast_end) == ("", "", "")


def test_a_chart_without_points_is_not_drawn() -> None:
    assert plot_burndown(Chart(None, None, None), unit="hours", label_value=str, label_day=str) is None


def test_a_chart_of_no_work_is_flat() -> None:
    assert plot(chart([0, 0])).real == "M10 110L110 110"


@pytest.mark.parametrize("days", [1, 5, 20, 90, 365, 2000])
def test_its_day_labels_keep_apart_and_begin_with_the_first_day(days: int) -> None:
    drawn = plot(chart([float(days - n) for n in range(days)]), frame=PAGE)

    places = [float(tick.at) for tick in drawn.days]
    assert drawn.days[0].label == "20.10"
    assert all(after - before > 35 for before, after in pairwise(places))
    assert places[-1] <= PAGE.right


@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=40), st.sampled_from([PAGE, CARD, SQUARE]))
def test_all_of_its_numbers_are_ready_to_print_and_inside_the_picture(
    left: list[float], frame: Frame
) -> None:
    fan = Fan(*(MONDAY + timedelta(days=len(left) + n) for n in (1, 2, 9)))

    for text in texts(plot(chart(left, [max(left)] * len(left), days=len(left)), fan=fan, frame=frame)):
        assert re.fullmatch(r"[MLHVZ\d. -]*", text)
        for figure in re.findall(r"-?[\d.]+", text):
            assert re.fullmatch(r"\d+(\.[1-9])?", figure)
            assert float(figure) <= frame.width


def test_its_histogram_has_a_bar_a_bin_dark_up_to_the_chosen_mark() -> None:
    bins = [Bin(8 * n, 8 * n + 8, runs) for n, runs in enumerate([1, 4, 2, 1])]

    drawn = plot_histogram(bins, within=20, marks=[(12, "50 %"), (20, "80 %")], frame=SQUARE)

    assert drawn is not None
    assert [bar.kind for bar in drawn.bars] == ["in", "in", "in", ""]
    assert [(bar.x, bar.y, bar.width, bar.height) for bar in drawn.bars[:2]] == [
        ("10", "85", "23", "25"),
        ("35", "10", "23", "100"),
    ]
    assert [(mark.path, mark.x, mark.anchor, mark.label) for mark in drawn.marks] == [
        ("M47.5 4V110", "41.5", "end", "50 %"),
        ("M72.5 18V110", "78.5", "start", "80 %"),
    ]
    assert plot_histogram([], within=1) is None


def test_its_columns_stand_side_by_side_over_their_label() -> None:
    drawn = plot_columns([("S1", [80, 40]), ("S2", [])], label_value=lambda value: f"{value:g}", frame=SQUARE)

    assert drawn is not None
    assert [(bar.x, bar.width, bar.height, bar.kind) for bar in drawn.bars] == [
        ("17.5", "16.5", "100", "n0"),
        ("35", "16.5", "50", "n1"),
    ]
    assert [(tick.at, tick.label) for tick in drawn.groups] == [("35", "S1"), ("85", "S2")]
    assert plot_columns([], label_value=str) is None


def test_a_burnup_ends_at_what_is_done_below_all_there_is_to_do() -> None:
    plot = plot_burnup(
        chart([100, 50], scope=[100, 100]), unit="hours", label_value=str, label_day=str, frame=SQUARE
    )
    assert plot is not None
    assert plot.real == "M10 110L60 110L110 60"
    assert plot.scope == "M10 10H110"
    assert plot.now == ("110", "60")


def test_a_burnup_rises_where_work_was_added() -> None:
    plot = plot_burnup(
        chart([50, 100], scope=[50, 100]), unit="hours", label_value=str, label_day=str, frame=SQUARE
    )
    assert plot is not None
    assert plot.scope == "M10 60H110V10H110"


def test_without_a_day_there_is_no_burnup() -> None:
    nothing = Chart(None, None, None)
    assert plot_burnup(nothing, unit="hours", label_value=str, label_day=str) is None
