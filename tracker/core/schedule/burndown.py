"""Burndown, burnup and velocity: one pass over the events of a plan, a point for each day that is over.

A point of a day is made of the events up to the end of that day and of nothing else. So no later event
changes it, and computing through an earlier day gives the same points again. Days are days of the plan's time
zone, 23 or 25 hours long where the clock changes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from tracker.core.schedule.calendar import SECONDS_PER_HOUR, Calendar
from tracker.core.schedule.ledger import Ledger, TaskState, apply_change, book, post
from tracker.core.text import Sentence

ONE_DAY = timedelta(days=1)
OPEN = frozenset({"todo", "doing", "review"})
RULE = Sentence(
    "The commitment is what stood in the plan or sprint at the end of its first day. A sprint's chart ends"
    " with its last day or when it is closed, whichever is first. Dropped and archived tasks are removed"
    " scope; duties never count."
)


@dataclass(frozen=True, slots=True)
class TaskEvent:
    """One change of one task, at an aware moment.

    Fields that count: `task` (its creation: `new` is a mapping with status, sprint, estimate or
    estimate_hours, and is_duty; None where the creation was undone), `status`, `sprint`, `estimate` (hours,
    both ends of a range, or None), `archived` and `is_duty` (true or false). Any other is passed over.
    """

    at: datetime
    task: Hashable
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class SprintSpan:
    """The days of a sprint, both included. `key` is what events call it; `closed_at` ends it early."""

    key: Hashable
    start: date
    end: date
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Work, in working hours and in tasks."""

    hours: float = 0.0
    tasks: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """How things stood at the end of a day. All but `left` add up from the first day on.

    scope = committed + added - removed + re-estimated, and left = scope - done.
    """

    day: date
    is_working_day: bool
    committed: Amount
    added: Amount
    removed: Amount
    reestimated_hours: float
    done: Amount
    left: Amount

    @property
    def scope(self) -> Amount:
        """What counted at the end of the day, done or not: the upper line of a burnup."""
        return Amount(self.done.hours + self.left.hours, self.done.tasks + self.left.tasks)


@dataclass(frozen=True, slots=True)
class IdealPoint:
    """What an even pace would have left at the end of a day."""

    day: date
    hours: float
    tasks: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The burndown of a plan (`key` None) or of a sprint.

    `points`: one a day, weekends included, from `start` to the last day known. `ideal`: one a day from
    `start` to `end`, flat on days off; empty where there is no end. On the morning of `start`, all is left.
    `is_over`: the last day of a sprint is in.
    """

    key: Hashable
    start: date | None
    end: date | None
    points: tuple[Point, ...] = ()
    ideal: tuple[IdealPoint, ...] = ()
    is_over: bool = False

    @property
    def committed(self) -> Amount:
        return self.points[-1].committed if self.points else Amount()

    @property
    def done(self) -> Amount:
        """What was done when the chart ended, or is by now: the velocity of a sprint that is over."""
        return self.points[-1].done if self.points else Amount()


@dataclass(frozen=True, slots=True)
class Week:
    """What was finished in the week from `monday` on, less what was un-ticked in it."""

    monday: date
    finished: Amount


@dataclass(frozen=True, slots=True)
class Burndown:
    """The chart of the whole plan, those of its sprints in the order given, and the weeks of the plan."""

    plan: Chart
    sprints: tuple[Chart, ...] = ()
    weeks: tuple[Week, ...] = ()


def compute_burndown(
    events: Iterable[TaskEvent],
    *,
    calendar: Calendar,
    through: date,
    sprints: Sequence[SprintSpan] = (),
    start: date | None = None,
    end: date | None = None,
    default_hours: float = 8.0,
) -> Burndown:
    """The charts through the day `through`, from one pass over `events` (of one moment: in the given order).

    The plan's chart begins on `start`, or on the day of the first event; its ideal line falls to 0 on `end`.
    A task without an estimate counts `default_hours`. Events of a task never created are passed over. Sprints
    have different keys, none of them None.

    >>> at = datetime.fromisoformat("2025-10-20T10:00+00:00")
    >>> story = [TaskEvent(at, "WEB-1", "task", None, {"estimate_hours": 6}),
    ...          TaskEvent(at + ONE_DAY, "WEB-1", "status", "todo", "done")]
    >>> chart = compute_burndown(story, calendar=Calendar(), through=date(2025, 10, 22)).plan
    >>> [(point.day.day, point.done.hours, point.left.hours) for point in chart.points]
    [(20, 0.0, 6.0), (21, 6.0, 0.0), (22, 6.0, 0.0)]
    """
    timeline = _Timeline.of(events)
    if start is None and timeline.events:
        start = calendar.local_day(timeline.events[0].at)
    plan = _Scope(None, start or date.max, through, float("inf"))
    parts = [_sprint_scope(sprint, calendar) for sprint in sprints]
    books = _Pass(calendar, plan, parts, round(default_hours * SECONDS_PER_HOUR))
    books.play(timeline, through)
    charts = (_chart(part, calendar, span.start, span.end) for part, span in zip(parts, sprints, strict=True))
    return Burndown(_chart(plan, calendar, start, end), tuple(charts), tuple(books.list_weeks()))


@dataclass(slots=True)
class _Timeline:
    """Events in the order of their moments, kept as seconds: wall times would run backwards in autumn."""

    events: list[TaskEvent]
    stamps: list[float]
    position: int = 0

    @classmethod
    def of(cls, events: Iterable[TaskEvent]) -> _Timeline:
        events = list(events)
        stamps = [event.at.timestamp() for event in events]
        if stamps != sorted(stamps):
            order = sorted(range(len(events)), key=stamps.__getitem__)
            events, stamps = [events[n] for n in order], [stamps[n] for n in order]
        return cls(events, stamps)

    def take_before(self, stamp: float) -> list[TaskEvent]:
        """The events not yet taken that happened before that moment."""
        position, self.position = self.position, bisect_left(self.stamps, stamp, self.position)
        return self.events[position : self.position]


@dataclass(slots=True)
class _Scope:
    """A chart in the making: its points from `start` to `last`, and its books, which are shut at `cut`."""

    key: Hashable
    start: date
    last: date
    cut: float
    ledger: Ledger = field(default_factory=Ledger)
    points: list[Point] = field(default_factory=list)
    is_shut: bool = False

    def close_day(self, day: date, is_working_day: bool) -> None:
        if not self.start <= day <= self.last:
            return
        if day == self.start:
            self.ledger.commit()
        self.points.append(_point(day, is_working_day, self.ledger))


class _Pass:
    """The one pass: plays events in order and lets every chart close each day on the way."""

    def __init__(
        self, calendar: Calendar, plan: _Scope, sprints: Sequence[_Scope], default_seconds: int
    ) -> None:
        self._calendar = calendar
        self._plan = plan
        self._sprints = sprints
        self._open = {sprint.key: sprint.ledger for sprint in sprints}
        self._cuts = sorted(sprints, key=lambda sprint: sprint.cut, reverse=True)
        self._default_seconds = default_seconds
        self._tasks: dict[Hashable, TaskState] = {}
        self._week = [0, 0]
        self._weeks: dict[date, list[int]] = {}

    def play(self, timeline: _Timeline, through: date) -> None:
        """Book all events up to the end of `through`, and close every day."""
        days = [scope.start for scope in (self._plan, *self._sprints)]
        if timeline.events:
            days.append(self._calendar.local_day(timeline.events[0].at))
        day = min(days)
        while day <= through:
            self._week = self._weeks.setdefault(day - timedelta(days=day.weekday()), [0, 0])
            day_end = self._calendar.midnight(day + ONE_DAY).timestamp()
            while self._cuts and self._cuts[-1].cut <= day_end:
                sprint = self._cuts.pop()
                self._book(timeline.take_before(sprint.cut))
                sprint.is_shut = True
                del self._open[sprint.key]
            self._book(timeline.take_before(day_end))
            self._close(day)
            day += ONE_DAY

    def _close(self, day: date) -> None:
        is_working_day = self._calendar.is_working_day(day)
        for scope in (self._plan, *self._sprints):
            scope.close_day(day, is_working_day)

    def _book(self, events: Sequence[TaskEvent]) -> None:
        tasks, plan, sprints, seconds = self._tasks, self._plan.ledger, self._open, self._default_seconds
        for event in events:
            field, new, task = event.field, event.new, tasks.get(event.task)
            if task is None:
                if field != "task":
                    continue
                task = tasks[event.task] = TaskState()
            status = task.status
            if field == "status" and new in OPEN and status in OPEN:
                task.status = new  # moves no work: most events are such steps across the board
                continue
            before, sprint = task.entry, task.sprint
            apply_change(task, field, new, seconds)
            if before == task.entry and sprint == task.sprint:
                continue
            if field == "status":
                self._credit(task, status)
            post(plan, before, task.entry)
            book(task, (before, sprint), sprints)

    def _credit(self, task: TaskState, status: str) -> None:
        """Give the week what is ticked in it, and take back what is un-ticked as it was given."""
        if status != "done" and task.entry is not None and task.status == "done":
            task.credited_seconds = task.seconds
            self._week[0] += task.seconds
            self._week[1] += 1
        elif status == "done" and task.credited_seconds is not None:
            self._week[0] -= task.credited_seconds
            self._week[1] -= 1
            task.credited_seconds = None

    def list_weeks(self) -> Iterator[Week]:
        """The weeks of the plan's chart, those without finished work too."""
        if not self._plan.points:
            return
        first, last = self._plan.points[0].day, self._plan.points[-1].day
        for monday, (seconds, tasks) in sorted(self._weeks.items()):
            if first - ONE_DAY * 7 < monday <= last:
                yield Week(monday, _amount(seconds, tasks))


def _sprint_scope(sprint: SprintSpan, calendar: Calendar) -> _Scope:
    last, cut = sprint.end, calendar.midnight(sprint.end + ONE_DAY)
    if sprint.closed_at is not None and sprint.closed_at < cut:
        last, cut = calendar.local_day(sprint.closed_at), sprint.closed_at
    return _Scope(sprint.key, sprint.start, last, cut.timestamp())


def _point(day: date, is_working_day: bool, books: Ledger) -> Point:
    return Point(
        day=day,
        is_working_day=is_working_day,
        committed=_amount(books.committed_seconds, books.committed_tasks),
        added=_amount(books.added_seconds, books.added_tasks),
        removed=_amount(books.removed_seconds, books.removed_tasks),
        reestimated_hours=books.reestimated_seconds / SECONDS_PER_HOUR,
        done=_amount(books.done_seconds, books.done_tasks),
        left=_amount(books.scope_seconds - books.done_seconds, books.scope_tasks - books.done_tasks),
    )


def _amount(seconds: int, tasks: int) -> Amount:
    return Amount(seconds / SECONDS_PER_HOUR, tasks)


def _chart(scope: _Scope, calendar: Calendar, start: date | None, end: date | None) -> Chart:
    points = tuple(scope.points)
    ideal = tuple(_ideal(points, end, calendar)) if points and end is not None else ()
    return Chart(scope.key, start, end, points, ideal, scope.is_shut)


def _ideal(points: Sequence[Point], end: date, calendar: Calendar) -> Iterator[IdealPoint]:
    """An even pace over the working days; level at the commitment where there is no working day at all."""
    start, committed = points[0].day, points[0].committed
    days = calendar.count_working_days(start, end)
    worked = 0
    for n in range((end - start).days + 1):
        worked += calendar.is_working_day(start + ONE_DAY * n)
        share = 1 - worked / days if days else 1.0
        yield IdealPoint(start + ONE_DAY * n, committed.hours * share, committed.tasks * share)
