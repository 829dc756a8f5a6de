"""Rows of bars and grids of weeks: to one scale, within their frames, and only what is there is drawn."""

from __future__ import annotations

from itertools import pairwise

from tracker.core.bar_charts import NAMES, WIDTH, plot_grid, plot_rows


def hours(value: float) -> str:
    return f"{value:g}"


def test_bars_are_as_long_as_their_amounts_to_one_scale() -> None:
    plot = plot_rows([("A", (30.0,), ""), ("B", (15.0,), "")], kinds=("done",))
    assert plot is not None
    long, short = (float(row.bars[0].width) + 1 for row in plot.rows)
    assert abs(long - 2 * short) < 0.2


def test_the_pieces_of_a_bar_stand_one_after_the_other_in_the_order_of_their_kinds() -> None:
    plot = plot_rows([("A", (4.0, 0.0, 12.0), "4 / 16")], kinds=("done", "doing", "todo"))
    assert plot is not None
    [row] = plot.rows
    assert [bar.kind for bar in row.bars] == ["done", "todo"]
    assert float(row.bars[0].x) == NAMES
    assert abs(float(row.bars[1].x) - float(row.bars[0].x) - float(row.bars[0].width) - 1) < 0.2


def test_the_words_of_the_longest_bar_have_their_room() -> None:
    plot = plot_rows([("A", (4.0,), "100%")], kinds=("driver",), words_width=84)
    assert plot is not None
    assert float(plot.rows[0].words_at) <= WIDTH - 84 + 8


def test_rows_without_any_amount_are_named_and_have_no_bar() -> None:
    plot = plot_rows([("A", (0.0,), "0 / 0")], kinds=("done",))
    assert plot is not None
    assert (plot.rows[0].name, plot.rows[0].bars) == ("A", ())


def test_without_rows_there_is_no_chart() -> None:
    assert plot_rows([], kinds=()) is None
    assert plot_grid([], [], limits=[], label_value=hours) is None
    assert plot_grid(["30 Nov"], [("A", [0.0])], limits=[40], label_value=hours) is None


def test_what_is_more_than_the_limit_of_its_week_is_told_apart() -> None:
    rows = [("A", [40.0, 41.0]), ("B", [33.0, 0.0])]
    plot = plot_grid(["30 Nov", "7 Dec"], rows, limits=[40, 40], label_value=hours)
    assert plot is not None
    assert [bar.kind for bar in plot.bars] == ["", "over", ""]
    assert [text for _x, _y, text in plot.figures] == ["40", "41", "33"]


def test_columns_stand_on_the_line_of_their_row() -> None:
    plot = plot_grid(["30 Nov"], [("A", [8.0]), ("B", [40.0])], limits=[40], label_value=hours)
    assert plot is not None
    for bar, row in zip(plot.bars, plot.rows, strict=True):
        assert abs(float(bar.y) + float(bar.height) - float(row.rule.split()[1].split("H")[0])) < 0.2


def test_many_weeks_have_fewer_labels_and_no_figures() -> None:
    weeks = [f"w{n}" for n in range(60)]
    plot = plot_grid(weeks, [("A", [8.0] * 60)], limits=[40] * 60, label_value=hours)
    assert plot is not None
    assert plot.figures == ()
    assert len(plot.bars) == 60
    places = [float(tick.at) for tick in plot.columns]
    assert all(after - before >= 50 for before, after in pairwise(places))
