"""Where the lines and bars of a chart lie, as text that a template prints into an SVG.

Charts come out the same on screen, on paper and in a download: nothing is measured in the browser. Numbers
are ready to print, in SVG's own writing (a point, at most one decimal), whatever language the page speaks.
Words and dates come in as `label` functions, so that the page says them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor, log10
from typing import Literal

from tracker.core.schedule.burndown import Amount, Chart, IdealPoint
from tracker.core.schedule.forecast import Bin

Unit = Literal["hours", "tasks"]
ONE_DAY = timedelta(days=1)
NICE_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
WIDEST_GROUP = 80.0
WEEKS_BETWEEN_LABELS = (1, 2, 4, 8, 13, 26, 52)
ROOM_OF_A_LABEL = 34.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a picture, and the edges of the plot within it; as text in the properties."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def view_box(self) -> str:
        return f"0 0 {number(self.width)} {number(self.height)}"

    @property
    def left_at(self) -> str:
        return number(self.left)

    @property
    def right_at(self) -> str:
        return number(self.right)

    @property
    def bottom_at(self) -> str:
        return number(self.bottom)

    @property
    def labels_at(self) -> str:
        """Where the labels under the plot stand."""
        return number(self.bottom + 16)


PAGE = Frame(560, 220, left=34, right=552, top=20, bottom=196)
CARD = Frame(230, 86, left=4, right=226, top=8, bottom=70)
HISTOGRAM = Frame(410, 180, left=10, right=400, top=20, bottom=150)


@dataclass(frozen=True, slots=True)
class Tick:
    """A label and the place on its axis that it speaks of."""

    at: str
    label: str


@dataclass(frozen=True, slots=True)
class Fan:
    """The days on which the work may be finished: early, likely and late."""

    early: date
    likely: date
    late: date


@dataclass(frozen=True, slots=True)
class BurndownPlot:
    """Paths of a burndown; an empty one is not drawn.

    `values` are ticks from bottom to top, `days` from the left. `now` is where the line of what is left ends,
    (x, y), for a dot; `forecast_end` the x where the forecast meets the axis.
    """

    frame: Frame
    values: tuple[Tick, ...]
    days: tuple[Tick, ...]
    ideal: str
    scope: str
    area: str
    real: str
    fan: str
    forecast: str
    forecast_end: str
    now: tuple[str, str]


@dataclass(frozen=True, slots=True)
class BurnupPlot:
    """Paths of a burnup: `real` and `area` are what was finished, `scope` all there was to do.

    `now` is where the line of finished work ends, (x, y), for a dot.
    """

    frame: Frame
    values: tuple[Tick, ...]
    days: tuple[Tick, ...]
    scope: str
    real: str
    area: str
    now: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `kind` is what sets it apart from others of its chart, as words for `class`."""

    x: str
    y: str
    width: str
    height: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """An upright line over the plot with a label beside it, `anchor` telling on which side."""

    path: str
    x: str
    y: str
    anchor: Literal["start", "end"]
    label: str


@dataclass(frozen=True, slots=True)
class HistogramPlot:
    """The odds of the finish: bars from the left, those up to `within` of kind "in", and marks over them."""

    frame: Frame
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ColumnsPlot:
    """Columns in groups, each group over its label; the columns of a group are of kind "n0", "n1", ..."""

    frame: Frame
    values: tuple[Tick, ...]
    groups: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def number(value: float) -> str:
    """A number as SVG writes it, to one decimal.

    >>> number(21.04), number(20.0), number(-0.01)
    ('21', '20', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def nice_values(top: float, steps: int = 4) -> list[float]:
    """From 0 to `top` or a little more, in as many steps of a figure that is easy to read.

    >>> nice_values(517)
    [0.0, 150.0, 300.0, 450.0, 600.0]
    """
    least = max(top, steps) / steps
    size = 10.0 ** floor(log10(least))
    step = next(step * size for step in NICE_STEPS if step * size >= least * (1 - 1e-9))
    return [step * n for n in range(steps + 1)]


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and amounts to places in a frame; day 0 is the morning of the first day."""

    frame: Frame
    days: float
    top: float

    def x(self, day: float) -> float:
        return self.frame.left + (self.frame.right - self.frame.left) * day / self.days

    def y(self, amount: float) -> float:
        return self.frame.bottom - (self.frame.bottom - self.frame.top) * amount / self.top

    def line(self, points: Iterable[tuple[float, float]]) -> str:
        """A path through points of (day, amount), those in the middle of a straight run left out."""
        places = [f"{number(self.x(day))} {number(self.y(amount))}" for day, amount in _bends(list(points))]
        return "M" + "L".join(places) if places else ""

    def stairs(self, points: Sequence[tuple[float, float]]) -> str:
        """A path that keeps each amount until the next day that has another one."""
        places = [(number(self.x(day)), number(self.y(amount))) for day, amount in points]
        path, height = f"M{places[0][0]} {places[0][1]}", places[0][1]
        for x, y in places[1:]:
            if y != height:
                path, height = f"{path}H{x}V{y}", y
        return f"{path}H{places[-1][0]}"


def _bends(points: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The ends, and the points where the slope changes."""
    for n, (day, amount) in enumerate(points):
        if 0 < n < len(points) - 1:
            (before, earlier), (after, later) = points[n - 1], points[n + 1]
            if abs((amount - earlier) * (after - day) - (later - amount) * (day - before)) < 1e-9:
                continue
        yield day, amount


def plot_burndown(
    chart: Chart,
    *,
    unit: Unit,
    label_value: Callable[[float], str],
    label_day: Callable[[date], str],
    fan: Fan | None = None,
    frame: Frame = PAGE,
) -> BurndownPlot | None:
    """The lines of a burndown, from the morning of its first day on; None where it has no point yet."""
    if not chart.points:
        return None
    start, end = chart.points[0].day, _last_day(chart, fan)
    begin = _amount(chart.committed, unit)
    left = [(0.0, begin), *((n, _amount(point.left, unit)) for n, point in enumerate(chart.points, 1))]
    scope = [(0.0, begin), *((n, _amount(point.scope, unit)) for n, point in enumerate(chart.points, 1))]
    ideal = [(0.0, begin), *((n, _ideal(point, unit)) for n, point in enumerate(chart.ideal, 1))]
    values = nice_values(max(amount for _, amount in (*left, *scope)))
    scale = _Scale(frame, (end - start).days + 1, values[-1])
    fan_path, forecast, forecast_end = _fan_paths(scale, left[-1], fan, start)
    return BurndownPlot(
        frame=frame,
        values=tuple(Tick(number(scale.y(value)), label_value(value)) for value in values),
        days=tuple(_day_ticks(scale, start, end, label_day)),
        ideal=scale.line(ideal) if chart.ideal else "",
        scope=scale.stairs(scope),
        area=scale.line(left) + f"V{number(frame.bottom)}H{number(frame.left)}Z",
        real=scale.line(left),
        now=(number(scale.x(left[-1][0])), number(scale.y(left[-1][1]))),
        fan=fan_path,
        forecast=forecast,
        forecast_end=forecast_end,
    )


def plot_burnup(
    chart: Chart,
    *,
    unit: Unit,
    label_value: Callable[[float], str],
    label_day: Callable[[date], str],
    frame: Frame = PAGE,
) -> BurnupPlot | None:
    """The lines of a burnup, from the morning of its first day on; None where it has no point yet."""
    if not chart.points:
        return None
    days = (chart.points[0].day, _last_day(chart, None))
    done = _steps(Amount(), (point.done for point in chart.points), unit)
    scope = _steps(chart.committed, (point.scope for point in chart.points), unit)
    values = nice_values(max(amount for _, amount in scope))
    scale = _Scale(frame, (days[1] - days[0]).days + 1, values[-1])
    return BurnupPlot(
        frame=frame,
        values=tuple(Tick(number(scale.y(value)), label_value(value)) for value in values),
        days=tuple(_day_ticks(scale, *days, label_day)),
        scope=scale.stairs(scope),
        real=scale.line(done),
        area=scale.line(done) + f"V{number(frame.bottom)}H{number(frame.left)}Z",
        now=(number(scale.x(done[-1][0])), number(scale.y(done[-1][1]))),
    )


def _steps(first: Amount, rest: Iterable[Amount], unit: Unit) -> list[tuple[float, float]]:
    """An amount for the morning of the first day and one for the evening of each."""
    return [(float(n), _amount(amount, unit)) for n, amount in enumerate([first, *rest])]


def _last_day(chart: Chart, fan: Fan | None) -> date:
    days = [chart.points[-1].day, *(point.day for point in chart.ideal[-1:])]
    return max([*days, fan.late] if fan else days)


def _ideal(point: IdealPoint, unit: Unit) -> float:
    return point.hours if unit == "hours" else point.tasks


def _amount(amount: Amount, unit: Unit) -> float:
    return amount.hours if unit == "hours" else float(amount.tasks)


def _fan_paths(scale: _Scale, now: tuple[float, float], fan: Fan | None, start: date) -> tuple[str, str, str]:
    """The fan from early to late finish, the line to the likely one, and where that meets the axis."""
    if fan is None or now[1] <= 0:
        return "", "", ""
    ends = ((day - start).days + 1 for day in (fan.early, fan.likely, fan.late))
    early, likely, late = (max(float(day), now[0]) for day in ends)
    path = scale.line([(early, 0.0), now, (late, 0.0)]) + "Z"
    return path, scale.line([now, (likely, 0.0)]), number(scale.x(likely))


def _day_ticks(scale: _Scale, start: date, end: date, label: Callable[[date], str]) -> Iterator[Tick]:
    """The first day, and then Mondays, every so many weeks that the labels have room."""
    room = max(2, int((scale.frame.right - scale.frame.left) / 74))
    weeks = (end - start).days / 7
    step = next((step for step in WEEKS_BETWEEN_LABELS if weeks / step <= room), WEEKS_BETWEEN_LABELS[-1])
    yield Tick(number(scale.frame.left), label(start))
    monday = start + timedelta(days=7 * step - start.weekday())
    while monday <= end and scale.x((monday - start).days) <= scale.frame.right - ROOM_OF_A_LABEL:
        yield Tick(number(scale.x((monday - start).days)), label(monday))
        monday += timedelta(days=7 * step)


def plot_histogram(
    bins: Sequence[Bin], *, within: float, marks: Sequence[tuple[float, str]] = (), frame: Frame = HISTOGRAM
) -> HistogramPlot | None:
    """The runs of each bin as a bar; `within` and `marks` are in hours. None where there are no bins."""
    if not bins:
        return None
    most = max(one.runs for one in bins)
    pitch = (frame.right - frame.left) / len(bins)
    gap = min(2.0, pitch / 4)
    bars = []
    for n, one in enumerate(bins):
        height = (frame.bottom - frame.top) * one.runs / most
        kind = "in" if (one.low_hours + one.high_hours) / 2 <= within else ""
        x, y = frame.left + n * pitch, frame.bottom - height
        bars.append(Bar(number(x), number(y), number(pitch - gap), number(height), kind))
    first, last = bins[0].low_hours, bins[-1].high_hours
    places = [frame.left + (frame.right - frame.left) * (at - first) / (last - first) for at, _ in marks]
    drawn = (_mark(n, x, label, frame) for n, (x, (_, label)) in enumerate(zip(places, marks, strict=True)))
    return HistogramPlot(frame, tuple(bars), tuple(drawn))


def _mark(place: int, x: float, label: str, frame: Frame) -> Mark:
    """The first label stands before its line, the others after theirs, each lower than the one before."""
    top = 4 + 14 * place
    anchor: Literal["start", "end"] = "start" if place or x < frame.width / 3 else "end"
    path = f"M{number(x)} {top}V{number(frame.bottom)}"
    return Mark(path, number(x + 6 if anchor == "start" else x - 6), number(top + 10), anchor, label)


def plot_columns(
    groups: Sequence[tuple[str, Sequence[float]]],
    *,
    label_value: Callable[[float], str],
    frame: Frame = PAGE,
) -> ColumnsPlot | None:
    """A few figures a group as columns, such as what each sprint took on and finished; None without any."""
    if not groups:
        return None
    values = nice_values(max((max(amounts, default=0.0) for _, amounts in groups), default=0.0))
    scale = _Scale(frame, len(groups), values[-1])
    bars = []
    for n, (_, amounts) in enumerate(groups):
        together = min(0.7 * (scale.x(1) - scale.x(0)), WIDEST_GROUP)
        width = together / max(1, len(amounts))
        for place, amount in enumerate(amounts):
            y = scale.y(max(amount, 0.0))
            x = scale.x(n + 0.5) - together / 2 + place * width
            bars.append(Bar(number(x), number(y), number(width - 1), number(frame.bottom - y), f"n{place}"))
    return ColumnsPlot(
        frame=frame,
        values=tuple(Tick(number(scale.y(value)), label_value(value)) for value in values),
        groups=tuple(Tick(number(scale.x(n + 0.5)), label) for n, (label, _) in enumerate(groups)),
        bars=tuple(bars),
    )
