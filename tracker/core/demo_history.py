"""An invented past for a copy of a plan: what a small team might have done, so that charts can be tried.

A little simulation of working hours: people take the next task, hand it in, review each other's work; now and
then something is estimated anew, un-ticked, dropped, pulled in or put off, and what a sprint leaves over
moves on. Nothing happens outside working time. The same state of the generator gives the same past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any

from tracker.core.board import CLOSED
from tracker.core.plan.document import Estimate, Level, Status
from tracker.core.schedule.burndown import SprintSpan
from tracker.core.schedule.calendar import Calendar

PACE = 1.6  # working hours that pass for each estimated one: meetings, questions, waiting
LEVELS: tuple[Level | None, ...] = ("critical", "high", "medium", "low", None)
NICE_HOURS = (1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 40.0)


@dataclass(frozen=True, slots=True)
class DemoTask:
    """A task of the plan that gets a past. Duties are not handed in."""

    key: str
    sprint: Any = None
    estimate: Estimate | None = None
    priority: Level | None = None
    status: Status = "todo"
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoChange:
    """One change that somebody made. `field` is status, sprint or estimate (both ends in hours, or None)."""

    at: datetime
    by: str
    task: str
    field: str
    old: Any
    new: Any


def invent_history(
    tasks: Iterable[DemoTask],
    *,
    calendar: Calendar,
    sprints: Sequence[SprintSpan],
    start: date,
    days: int,
    people: Sequence[str],
    rng: Random,
) -> list[DemoChange]:
    """What `people` did in `days` calendar days from `start` on, in order of time.

    Every change begins where the one before left the field, so they can be applied one by one.
    """
    end = start.toordinal() + days
    hours = calendar.hours_between(start, date.fromordinal(end))
    team = _Team(
        list(tasks), calendar, sorted(sprints, key=lambda span: span.start), start, list(people), rng
    )
    for person in people:
        team.plan(rng.uniform(0.1, 2.0), team.pick, person)
    day = 0.0
    while day < hours:
        team.plan(day + 0.05, team.begin_day, people[0])
        day += calendar.hours_per_day
    team.run(hours)
    return team.changes


@dataclass(slots=True)
class _Card:
    """A task as it stands at the moment of the simulation."""

    task: DemoTask
    status: Status
    sprint: Any
    estimate: Estimate | None

    @property
    def hours(self) -> float:
        return self.estimate.middle_hours if self.estimate else 8.0


Step = Callable[..., None]


@dataclass(slots=True)
class _Team:
    """The team at work. Steps wait in a queue by working hour; each changes cards and plans what follows."""

    tasks: list[DemoTask]
    calendar: Calendar
    sprints: list[SprintSpan]
    start: date
    people: list[str]
    rng: Random
    changes: list[DemoChange] = field(default_factory=list)
    _cards: dict[str, _Card] = field(init=False)
    _queue: list[tuple[float, int, Step, tuple[Any, ...]]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)
    _now: float = 0.0

    def __post_init__(self) -> None:
        self._cards = {task.key: _Card(task, task.status, task.sprint, task.estimate) for task in self.tasks}

    def plan(self, hour: float, step: Step, *arguments: Any) -> None:
        """Let `step` happen at that working hour; of two at the same hour, the one planned first."""
        heappush(self._queue, (hour, next(self._numbers), step, arguments))

    def run(self, hours: float) -> None:
        """Let everything happen that lies before that hour."""
        while self._queue and self._queue[0][0] < hours:
            self._now, _, step, arguments = heappop(self._queue)
            step(*arguments)

    def later(self, least: float, most: float) -> float:
        """A working hour that lies so many hours ahead."""
        return self._now + self.rng.uniform(least, most)

    def happens(self, chance: float) -> bool:
        return self.rng.random() < chance

    def change(self, card: _Card, by: str, name: str, new: Any) -> None:
        """Change a field of a card, and note who did it and when."""
        old = getattr(card, name)
        setattr(card, name, new)
        at = self.calendar.start_at(self._now, self.start)
        values = [[v.low_hours, v.high_hours] if isinstance(v, Estimate) else v for v in (old, new)]
        self.changes.append(DemoChange(at, by, card.task.key, name, *values))

    def pick(self, person: str) -> None:
        """One of the most urgent tasks of the running sprint that can start; at times one of another."""
        card = self.next_card()
        if card is None:
            self.plan(self.later(2, 5), self.pick, person)
            return
        if self.happens(0.12):
            self.estimate_anew(card, person)
        self.change(card, person, "status", "doing")
        self.plan(
            self._now + card.hours * PACE * self.rng.lognormvariate(0, 0.35), self.hand_in, person, card
        )

    def next_card(self) -> _Card | None:
        """One of the most urgent tasks of the running sprint that can start; at times one from outside it."""
        ready = [card for card in self._cards.values() if card.status == "todo" and self.can_start(card)]
        sprint = self.current_sprint()
        inside = [card for card in ready if card.sprint == (sprint.key if sprint else None)]
        if not inside and self.happens(0.3):
            inside = [card for card in ready if card.sprint is None] or ready
        inside.sort(key=lambda card: LEVELS.index(card.task.priority))
        return self.rng.choice(inside[:3]) if inside else None

    def can_start(self, card: _Card) -> bool:
        known = (self._cards.get(key) for key in card.task.depends_on)
        return all(before is None or before.status in CLOSED for before in known)

    def current_sprint(self) -> SprintSpan | None:
        """The last sprint that has begun; before all of them, the first."""
        today = self.calendar.start_at(self._now, self.start).date()
        begun = [span for span in self.sprints if span.start <= today]
        return begun[-1] if begun else next(iter(self.sprints), None)

    def estimate_anew(self, card: _Card, person: str) -> None:
        """Mostly upwards, and to a figure that people would write."""
        aim = card.hours * self.rng.choice([0.5, 1.5, 1.5, 2.0])
        hours = min(NICE_HOURS, key=lambda nice: abs(nice - aim))
        if card.estimate != Estimate(hours, hours):
            self.change(card, person, "estimate", Estimate(hours, hours))

    def hand_in(self, person: str, card: _Card) -> None:
        """Give the work to review, or tick it at once; then take the next."""
        if card.status == "doing":
            if len(self.people) > 1 and self.happens(0.85):
                self.change(card, person, "status", "review")
                reviewer = self.rng.choice([other for other in self.people if other != person])
                self.plan(self.later(0.5, 6), self.tick, reviewer, card, person)
            else:
                self.tick(person, card, person)
        self.plan(self.later(0.1, 0.6), self.pick, person)

    def tick(self, by: str, card: _Card, author: str) -> None:
        if card.status in ("doing", "review"):
            self.change(card, by, "status", "done")
            if self.happens(0.1):
                self.plan(self.later(2, 14), self.untick, author, card)

    def untick(self, person: str, card: _Card) -> None:
        """Something was forgotten: back to work, for a short while."""
        if card.status == "done":
            self.change(card, person, "status", "doing")
            self.plan(self.later(1, 6), self.tick, person, card, person)

    def begin_day(self, lead: str) -> None:
        """Move on what an ended sprint left over, and now and then change what is to be done."""
        sprint = self.current_sprint()
        if sprint is None:
            return
        over = {span.key for span in self.sprints if span.start < sprint.start}
        for card in self._cards.values():
            if card.sprint in over and card.status in ("todo", "doing", "review"):
                self.change(card, lead, "sprint", sprint.key)
        self.change_scope(lead, sprint)

    def change_scope(self, lead: str, sprint: SprintSpan) -> None:
        """Drop something small, pull something in, or put something off."""
        waiting = [card for card in self._cards.values() if card.status == "todo"]
        lesser = [card for card in waiting if card.task.priority not in ("critical", "high")]
        outside = [card for card in waiting if card.sprint is None and card not in lesser]
        following = next((span for span in self.sprints if span.start > sprint.start), None)
        inside = [card for card in waiting if card.sprint == sprint.key]
        if lesser and self.happens(0.1):
            self.change(self.rng.choice(lesser), lead, "status", "dropped")
        elif outside and self.happens(0.2):
            self.change(self.rng.choice(outside), lead, "sprint", sprint.key)
        elif inside and following and self.happens(0.12):
            self.change(inside[-1], lead, "sprint", following.key)
