"""The Gantt chart of a plan: a line for each task and for the end of each sprint, ready to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from django.db.models import Min
from django.utils.translation import gettext

from tracker.core.gantt import DAY_WIDTHS, GanttPlot, GanttRow, GanttTask, plot_gantt
from tracker.core.schedule.calendar import Calendar
from tracker.models import Plan, Task
from tracker.models.choices import Status
from tracker.queries.words import day_text, estimate_text

Dates = Literal["path", "people"]
Zoom = Literal["day", "week", "month"]

# No key of a task begins with this, so milestones and tasks share one name space in addresses.
MARK = "~"
END = f"{MARK}end"
PAGE_WIDTH = 1000.0
WIDEST_DAY = 44.0
ENDS: dict[Dates, tuple[str, str]] = {
    "path": ("earliest_start_hours", "earliest_finish_hours"),
    "people": ("start_hours", "finish_hours"),
}
MOST_DAYS = {"day": 75, "week": 300}


@dataclass(frozen=True, slots=True)
class View:
    """What the person chose to see."""

    dates: Dates = "path"
    zoom: Zoom | None = None
    to: str = ""
    only_critical: bool = False


@dataclass(frozen=True, slots=True)
class GanttLine:
    """A row: `to` names the task or milestone in addresses, `before` and `after` are numbers of other rows.

    `state` is todo, doing, review, done or milestone. `when_text` says in words what the bar shows.
    """

    number: int
    to: str
    key: str
    title: str
    state: str
    is_critical: bool
    when_text: str
    row: GanttRow
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Gantt:
    """`chain` draws the critical path. `undated` tasks were done in the file, nobody knows when."""

    plot: GanttPlot
    lines: tuple[GanttLine, ...]
    chain: str
    undated: int
    zoom: Zoom


@dataclass(frozen=True, slots=True)
class _Span:
    """A line in the making."""

    task: GanttTask
    state: str
    to: str
    slack_hours: float | None = None


def gantt_of(
    plan: Plan, schedule: Mapping[str, Any], calendar: Calendar, *, view: View, today: date
) -> Gantt | None:
    """The chart, by the dates of the critical path or of the people; None where nothing has a date.

    Three queries, whatever the number of tasks. Without a zoom the one in which the chart is not too wide.
    """
    names = _names(plan)
    past = list(_past(plan, names, calendar))
    coming = [*_coming(schedule, names, calendar, view.dates), *_milestones(schedule, calendar, view.dates)]
    spans = past + sorted(coming, key=lambda span: (span.task.starts, span.task.finishes, span.to))
    if view.only_critical:
        spans = [span for span in spans if span.task.is_critical or span.task.is_milestone]
    if not spans:
        return None
    zoom = view.zoom or _fitting_zoom(spans, today)
    plot = plot_gantt(
        [span.task for span in spans],
        calendar=calendar,
        label_day=day_text,
        today=today,
        day_width=_day_width(spans, zoom, today),
        left=0,
        links=[(_name(before), _name(after)) for before, after in schedule.get("critical_links", ())],
    )
    undated = sum(name.status == Status.DONE for name in names.values()) - len(past)
    return plot and Gantt(plot, tuple(_lines(plan, plot, spans)), "".join(plot.links), undated, zoom)


class _Task(NamedTuple):
    title: str
    status: str
    done_at: datetime | None


def _names(plan: Plan) -> dict[str, _Task]:
    """What counts as work, by key."""
    tasks = Task.objects.live().filter(plan=plan, is_duty=False).exclude(status=Status.DROPPED)
    return {key: _Task(*rest) for key, *rest in tasks.values_list("key", "title", "status", "done_at")}


def _past(plan: Plan, names: Mapping[str, _Task], calendar: Calendar) -> Iterator[_Span]:
    """What is done, from when it was begun (an hour before, where nobody saw it) to when it was done."""
    events = plan.events.filter(field="status", to_value=Status.DOING, task__isnull=False)
    begun = dict(events.values("task__key").annotate(first=Min("at")).values_list("task__key", "first"))
    done = sorted(
        (task.done_at, key) for key, task in names.items() if task.status == "done" and task.done_at
    )
    for done_at, key in done:
        starts = min(begun.get(key, done_at - timedelta(hours=1)), done_at)
        ends = [moment.astimezone(calendar.time_zone) for moment in (starts, done_at)]
        yield _Span(GanttTask(key, names[key].title, *ends, is_done=True), Status.DONE, key)


def _coming(
    schedule: Mapping[str, Any], names: Mapping[str, _Task], calendar: Calendar, dates: Dates
) -> Iterator[_Span]:
    """What is left, with its slack where the dates are those of the critical path."""
    begin, end = ENDS[dates]
    for key, row in schedule.get("tasks", {}).items():
        if key not in names or names[key].status == Status.DONE:
            continue
        start = date.fromisoformat(schedule["start"])
        latest = calendar.finish_at(row["latest_finish_hours"], start) if dates == "path" else None
        task = GanttTask(
            key,
            names[key].title,
            calendar.start_at(row[begin], start),
            calendar.finish_at(row[end], start),
            latest=latest,
            is_critical=row["is_critical"],
        )
        yield _Span(task, names[key].status, key, row["total_slack_hours"])


def _milestones(schedule: Mapping[str, Any], calendar: Calendar, dates: Dates) -> Iterator[_Span]:
    critical = {_name(node) for link in schedule.get("critical_links", ()) for node in link} | {END}
    for to, hours in milestone_hours(schedule, dates).items():
        at = calendar.finish_at(hours, date.fromisoformat(schedule["start"]))
        task = GanttTask(to, milestone_title(to), at, at, is_critical=to in critical, is_milestone=True)
        yield _Span(task, "milestone", to)


def milestone_hours(schedule: Mapping[str, Any], dates: Dates) -> dict[str, float]:
    """When each sprint but the last ends, where sprints wait for one another, and when everything does."""
    end = ENDS[dates][1]
    ends: dict[int, float] = {}
    for row in schedule.get("tasks", {}).values():
        if row["sprint"] is not None and schedule["sprint_order"]:
            ends[row["sprint"]] = max(ends.get(row["sprint"], 0.0), row[end])
    gates = {f"{MARK}sprint-{number}": ends[number] for number in sorted(ends)[:-1]}
    last = max((row[end] for row in schedule.get("tasks", {}).values()), default=None)
    return gates if last is None else gates | {END: last}


def milestone_title(to: str) -> str:
    if to == END:
        return gettext("Everything done")
    return gettext("End of sprint %(number)s") % {"number": to.removeprefix(f"{MARK}sprint-")}


def _name(node: str) -> str:
    """The stored name of a node of the network as the name of a row."""
    return f"{MARK}sprint-{node.removeprefix('sprint:')}" if node.startswith("sprint:") else node


def _days(spans: Sequence[_Span], today: date) -> int:
    ends = [span.task.latest or span.task.finishes for span in spans]
    days = [*(span.task.starts.date() for span in spans), *(end.date() for end in ends), today]
    return (max(days) - min(days)).days + 1


def _fitting_zoom(spans: Sequence[_Span], today: date) -> Zoom:
    days = _days(spans, today)
    return "day" if days <= MOST_DAYS["day"] else "week" if days <= MOST_DAYS["week"] else "month"


def _day_width(spans: Sequence[_Span], zoom: Zoom, today: date) -> float:
    """As the zoom says; by day a short chart is stretched to fill the page."""
    width = DAY_WIDTHS[zoom]
    return width if zoom != "day" else max(width, min(WIDEST_DAY, PAGE_WIDTH / _days(spans, today)))


def _lines(plan: Plan, plot: GanttPlot, spans: Sequence[_Span]) -> Iterator[GanttLine]:
    numbers = {span.to: number for number, span in enumerate(spans)}
    before: dict[str, list[int]] = {to: [] for to in numbers}
    after: dict[str, list[int]] = {to: [] for to in numbers}
    links = plan.dependencies.order_by("pk").values_list("predecessor__key", "successor__key")
    for predecessor, successor in links:
        if predecessor in numbers and successor in numbers:
            before[successor].append(numbers[predecessor])
            after[predecessor].append(numbers[successor])
    for span, row in zip(spans, plot.rows, strict=True):
        yield GanttLine(
            number=numbers[span.to],
            to=span.to,
            key="" if span.state == "milestone" else span.to,
            title=span.task.title,
            state=span.state,
            is_critical=span.task.is_critical,
            when_text=_when_text(plan, span),
            row=row,
            before=" ".join(map(str, before[span.to])),
            after=" ".join(map(str, after[span.to])),
        )


def _when_text(plan: Plan, span: _Span) -> str:
    """As in “30 Nov – 2 Dec, critical” or “30 Nov, 2 days of slack”."""
    parts = [span_text(span.task.starts, span.task.finishes)]
    if span.state in Status.values:
        parts.append(str(Status(span.state).label))
    if span.task.is_critical:
        parts.append(gettext("critical"))
    elif span.slack_hours:
        slack = estimate_text(span.slack_hours, span.slack_hours, plan.hours_per_day)
        parts.append(gettext("%(time)s of slack") % {"time": slack})
    return ", ".join(parts)


def span_text(starts: datetime, finishes: datetime) -> str:
    """As in “30 Nov” or “30 Nov – 2 Dec”."""
    first, last = day_text(starts.date()), day_text(finishes.date())
    return first if first == last else f"{first} – {last}"
