"""Gantt geometry: bars in the columns of their days, stripes for days off, slack and links."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from tracker.core.gantt import DAY_WIDTHS, GanttPlot, GanttTask, plot_gantt
from tracker.core.schedule.calendar import Calendar

MONDAY = date(2025, 10, 20)
ISTANBUL = ZoneInfo("Europe/Istanbul")
CALENDAR = Calendar(holidays={date(2025, 10, 29): "Republic Day"}, time_zone=ISTANBUL)


def task(key: str, start_hours: float, hours: float, **more: object) -> GanttTask:
    starts = CALENDAR.start_at(start_hours, MONDAY)
    return GanttTask(key, key.title(), starts, CALENDAR.finish_at(hours, starts), **more)  # type: ignore[arg-type]


def plot(*tasks: GanttTask, **settings: object) -> GanttPlot:
    options: dict[str, object] = {"day_width": 10.0, "left": 100.0}
    drawn = plot_gantt(tasks, calendar=CALENDAR, label_day=str, **(options | settings))  # type: ignore[arg-type]
    assert drawn is not None
    return drawn


def test_a_bar_fills_as_much_of_its_days_as_is_worked() -> None:
    rows = plot(task("a", 0, 8), task("b", 4, 8), task("c", 40, 16)).rows

    assert [(row.bar.x, row.bar.width) for row in rows] == [("101", "8"), ("106", "8"), ("171", "18")]
    assert [(row.bar.y, row.text_y, row.rule_y) for row in rows[:2]] == [
        ("31", "42", "50"),
        ("55", "66", "74"),
    ]


def test_a_bar_of_no_work_can_still_be_seen() -> None:
    assert plot(task("a", 0, 0)).rows[0].bar.width == "2"


def test_days_off_are_one_stripe_a_run() -> None:
    stripes = plot(task("a", 0, 80)).days_off

    assert [(stripe.x, stripe.width) for stripe in stripes] == [("150", "20"), ("190", "10"), ("220", "20")]


def test_a_bar_says_whether_it_is_critical_and_done() -> None:
    rows = plot(task("a", 0, 8, is_critical=True, is_done=True), task("b", 0, 8)).rows

    assert [row.bar.kind for row in rows] == ["crit done", ""]


def test_slack_reaches_to_the_latest_finish_and_is_not_drawn_where_there_is_none() -> None:
    latest = CALENDAR.finish_at(24, MONDAY)

    rows = plot(task("a", 0, 8, latest=latest), task("b", 0, 24, latest=latest), task("c", 0, 8)).rows

    assert [row.slack for row in rows] == ["M114 38H128", "", ""]


def test_a_link_runs_from_the_driver_to_the_bar_that_waits_for_it() -> None:
    rows = plot(task("a", 0, 8), task("b", 8, 8, driver="a"), task("c", 8, 8, driver="elsewhere")).rows

    assert [row.link for row in rows] == ["", "M110 38C124 38 100 48 115 54", ""]


def test_today_lies_in_the_middle_of_its_column_and_inside_the_chart() -> None:
    drawn = plot(task("a", 0, 8), today=MONDAY + timedelta(days=9))

    assert (drawn.today, drawn.width) == ("M195 18V46", "200")
    assert plot(task("a", 0, 8)).today == ""


def test_it_labels_mondays_with_room_between_at_every_zoom() -> None:
    for width in DAY_WIDTHS.values():
        drawn = plot(task("a", 0, 2000), day_width=width)
        places = [float(tick.at) for tick in drawn.days]

        assert drawn.days[0].label == "2025-10-20"
        assert {date.fromisoformat(tick.label).weekday() for tick in drawn.days} == {0}
        assert all(after - before >= 48 for before, after in pairwise(places))


def test_it_labels_the_first_day_of_a_chart_that_begins_in_the_middle_of_a_week_where_there_is_room() -> None:
    wednesday = task("a", 16, 40)

    wide, narrow = (plot(wednesday, day_width=width).days for width in (22, 8))

    assert [tick.label for tick in wide] == ["2025-10-22", "2025-10-27"]
    assert [tick.label for tick in narrow] == ["2025-10-27"]


def test_it_draws_across_a_clock_change() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    calendar = Calendar(time_zone=warsaw)
    starts = datetime(2025, 10, 24, 9, tzinfo=warsaw)
    over = GanttTask("a", "A", starts, calendar.finish_at(16, starts))

    drawn = plot_gantt([over], calendar=calendar, label_day=str, day_width=10, left=0)

    assert drawn is not None
    assert (drawn.rows[0].bar.x, drawn.rows[0].bar.width) == ("1", "38")


def test_a_chart_without_tasks_is_not_drawn() -> None:
    assert plot_gantt([], calendar=CALENDAR, label_day=str) is None


def test_a_milestone_is_a_diamond_at_its_moment() -> None:
    (row,) = plot(task("gate", 8, 0, is_milestone=True)).rows
    assert row.mark == "M100 31l7 7l-7 7l-7-7z"
    assert plot(task("a", 0, 8)).rows[0].mark == ""


def test_links_are_drawn_between_bars_that_are_there() -> None:
    drawn = plot(task("a", 0, 8), task("b", 8, 8), links=[("a", "b"), ("a", "elsewhere")])
    assert drawn.links == ("M110 38C124 38 100 48 115 54",)


def test_the_rows_can_be_cut_out_of_the_whole_without_the_header() -> None:
    drawn = plot(task("a", 0, 8), task("b", 0, 8))
    assert (drawn.rows_box, drawn.rows_height) == ("0 26 110 48", "48")
