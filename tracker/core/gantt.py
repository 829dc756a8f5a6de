"""Where the rows, bars and links of a Gantt chart lie: a row for each task, a column for each day.

A day is as wide as it is worked: a bar of half a working day fills half of its column, and days off stay
empty stripes. Numbers are text that a template prints, as in `charts`. A page that has its own header and its
own names beside the chart prints the rows alone: `rows_box` cuts them out of the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.core.charts import WEEKS_BETWEEN_LABELS, Bar, Tick, number
from tracker.core.schedule.calendar import Calendar

ONE_DAY = timedelta(days=1)
DAY_WIDTHS = {"day": 22.0, "week": 8.0, "month": 2.5}
ROW_HEIGHT = 24
HEADER_HEIGHT = 22
FOOTER_HEIGHT = 14
ROWS_TOP = HEADER_HEIGHT + 4
BAR_HEIGHT = 14
LABEL_WIDTH = 190
LEAST_BAR_WIDTH = 2.0
LABEL_ROOM = 48


@dataclass(frozen=True, slots=True)
class GanttTask:
    """A task to draw, in the moments of the schedule.

    `latest` is when it must be finished at the latest, which draws its slack; `driver` the key of the task
    that it waits for on the critical path, which draws the link. A milestone is a moment: its bar is a mark.
    """

    key: str
    title: str
    starts: datetime
    finishes: datetime
    latest: datetime | None = None
    is_critical: bool = False
    is_done: bool = False
    driver: str | None = None
    is_milestone: bool = False


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One task's row: `text_y` for labels, `rule_y` for the line below, and paths that may be empty.

    Of a milestone, `mark` is the path of a diamond; empty elsewhere.
    """

    key: str
    title: str
    text_y: str
    rule_y: str
    bar: Bar
    slack: str
    link: str
    mark: str


@dataclass(frozen=True, slots=True)
class GanttPlot:
    """The whole chart. `days_off` are stripes, `days` labels along the top; `today` is a path or empty.

    `links` are the paths of the links asked for; `rows_box` is the view box of all rows without the header.
    """

    view_box: str
    width: str
    height: str
    left: str
    days_off: tuple[Bar, ...]
    days: tuple[Tick, ...]
    today: str
    today_at: str
    rows: tuple[GanttRow, ...]
    links: tuple[str, ...]

    @property
    def rows_height(self) -> str:
        return str(ROW_HEIGHT * len(self.rows))

    @property
    def rows_box(self) -> str:
        return f"0 {ROWS_TOP} {self.width} {self.rows_height}"


def plot_gantt(
    tasks: Sequence[GanttTask],
    *,
    calendar: Calendar,
    label_day: Callable[[date], str],
    today: date | None = None,
    day_width: float = DAY_WIDTHS["day"],
    left: float = LABEL_WIDTH,
    links: Iterable[tuple[str, str]] = (),
) -> GanttPlot | None:
    """The tasks from top to bottom as given, over the days from the first start on; None without a task.

    `links` are pairs of keys to draw a line between; one that names no task here is passed over.
    """
    if not tasks:
        return None
    axis = _axis(tasks, calendar, today, day_width=day_width, left=left)
    places = _places(tasks, axis)
    bottom = HEADER_HEIGHT + ROW_HEIGHT * len(tasks)
    width, height = number(axis.x(axis.days)), number(bottom + FOOTER_HEIGHT)
    today_at = number(axis.x_of_day(today) + day_width / 2) if today else ""
    return GanttPlot(
        view_box=f"0 0 {width} {height}",
        width=width,
        height=height,
        left=number(left),
        days_off=tuple(axis.days_off(bottom)),
        days=tuple(axis.labels(label_day)),
        today=f"M{today_at} {HEADER_HEIGHT - 4}V{bottom}" if today else "",
        today_at=today_at,
        rows=tuple(_rows(tasks, axis, places)),
        links=tuple(_link(places[a], places[b]) for a, b in links if a in places and b in places),
    )


def _axis(
    tasks: Sequence[GanttTask], calendar: Calendar, today: date | None, *, day_width: float, left: float
) -> _Axis:
    """The days from the first start to the last finish, slack and today included."""
    moments = [task.starts for task in tasks]
    moments += [max(task.finishes, task.latest or task.finishes) for task in tasks]
    days = [calendar.local_day(min(moments)), calendar.local_day(max(moments)), *([today] if today else [])]
    return _Axis(calendar, min(days), (max(days) - min(days)).days + 1, day_width, left)


@dataclass(frozen=True, slots=True)
class _Axis:
    """From moments to places: a column of `day_width` for each of `days` days from `first` on."""

    calendar: Calendar
    first: date
    days: int
    day_width: float
    left: float

    def x(self, day: float) -> float:
        return self.left + day * self.day_width

    def x_of_day(self, day: date) -> float:
        return self.x((day - self.first).days)

    def x_of(self, moment: datetime) -> float:
        """Within its day's column, by the share of the working day that is over."""
        day = self.calendar.local_day(moment)
        share = self.calendar.hours_between(day, moment) / self.calendar.hours_per_day
        return self.x((day - self.first).days + share)

    def days_off(self, bottom: float) -> Iterator[Bar]:
        """One stripe for each run of days off."""
        begin: int | None = None
        for n in range(self.days + 1):
            is_off = n < self.days and not self.calendar.is_working_day(self.first + ONE_DAY * n)
            if is_off and begin is None:
                begin = n
            elif not is_off and begin is not None:
                width = (n - begin) * self.day_width
                height = number(bottom - HEADER_HEIGHT)
                yield Bar(number(self.x(begin)), str(HEADER_HEIGHT), number(width), height)
                begin = None

    def labels(self, label: Callable[[date], str]) -> Iterator[Tick]:
        """Mondays, every so many weeks that the labels have room; at the left edge the first day."""
        least = LABEL_ROOM / (7 * self.day_width)
        step = next((weeks for weeks in WEEKS_BETWEEN_LABELS if weeks >= least), WEEKS_BETWEEN_LABELS[-1])
        monday = self.first - ONE_DAY * self.first.weekday()
        last = self.first + ONE_DAY * (self.days - 1)
        while monday <= last:
            shown = max(monday, self.first)
            monday += timedelta(weeks=step)
            if (monday - shown).days * self.day_width >= LABEL_ROOM:
                yield Tick(number(self.x_of_day(shown)), label(shown))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a bar lies: its ends, and its middle from the top."""

    begin: float
    end: float
    middle: float


def _places(tasks: Sequence[GanttTask], axis: _Axis) -> dict[str, _Place]:
    middles = (HEADER_HEIGHT + ROW_HEIGHT * n + 16 for n in range(len(tasks)))
    return {
        task.key: _Place(axis.x_of(task.starts), axis.x_of(task.finishes), middle)
        for task, middle in zip(tasks, middles, strict=True)
    }


def _rows(tasks: Sequence[GanttTask], axis: _Axis, places: Mapping[str, _Place]) -> Iterator[GanttRow]:
    """Each task with the link from its driver, wherever that stands."""
    for task in tasks:
        place = places[task.key]
        yield GanttRow(
            key=task.key,
            title=task.title,
            text_y=number(place.middle + 4),
            rule_y=number(place.middle + 12),
            bar=_bar(task, place),
            slack=_slack(task, axis, place.middle),
            link=_link(places[task.driver], place) if task.driver and task.driver in places else "",
            mark=_diamond(place) if task.is_milestone else "",
        )


def _bar(task: GanttTask, place: _Place) -> Bar:
    width = max(place.end - place.begin - 2, LEAST_BAR_WIDTH)
    kinds = ("crit" if task.is_critical else "", "done" if task.is_done else "")
    kind = " ".join(filter(None, kinds))
    top = number(place.middle - BAR_HEIGHT / 2)
    return Bar(number(place.begin + 1), top, number(width), str(BAR_HEIGHT), kind)


def _diamond(place: _Place) -> str:
    half = BAR_HEIGHT // 2
    return f"M{number(place.end)} {number(place.middle - half)}l{half} {half}l-{half} {half}l-{half}-{half}z"


def _slack(task: GanttTask, axis: _Axis, middle: float) -> str:
    """A line from the end of the bar to where the task must be finished."""
    if task.latest is None or task.latest <= task.finishes:
        return ""
    return f"M{number(axis.x_of(task.finishes) + 4)} {number(middle)}H{number(axis.x_of(task.latest) - 2)}"


def _link(end: _Place, begin: _Place) -> str:
    """A curve from the end of one bar to the upper left corner of another."""
    x, y, to_x, to_y = end.end, end.middle, begin.begin, begin.middle - BAR_HEIGHT / 2
    curve = (x + 14, y, to_x - 10, to_y - 7, to_x + 5, to_y - 1)
    return f"M{number(x)} {number(y)}C" + " ".join(number(part) for part in curve)
