"""What if: the figures of a plan under other choices, with nothing stored."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from tracker.core.plan.document import Estimate
from tracker.core.schedule.plan_forecast import Doubt
from tracker.core.schedule.plan_network import Choices
from tracker.models import Plan
from tracker.queries.computed import forecast_figures, schedule_figures
from tracker.queries.to_schedule import WorkToSchedule, choices_of, work_to_schedule
from tracker.queries.working_time import plan_calendar, plan_today

LEAST_AND_MOST_PEOPLE = range(1, 11)


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task that would be dropped, or take other hours: both ends of a new estimate."""

    key: str
    low_hours: float | None = None
    high_hours: float | None = None

    @property
    def is_drop(self) -> bool:
        return self.low_hours is None

    @property
    def estimate(self) -> Estimate | None:
        if self.low_hours is None or self.high_hours is None:
            return None
        return Estimate(self.low_hours, self.high_hours)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks; `start` is the plan's first day."""

    people: int
    sprint_order: bool
    one_task_an_agent: bool
    start: date
    changes: tuple[TaskChange, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"start": self.start.isoformat()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Question:
        changes = tuple(TaskChange(**change) for change in values["changes"])
        return cls(**{**values, "start": date.fromisoformat(values["start"]), "changes": changes})


def question_of(plan: Plan) -> Question:
    """The plan as it is."""
    return Question(plan.people, plan.sprint_order, plan.one_task_per_agent, plan.start_date)


def token_of(plan: Plan, question: Question) -> str:
    """Names the answer to the question, as long as neither the plan nor the day has changed."""
    asked = dumps([plan.pk, plan.want_rev, plan_today(plan).isoformat(), question.as_json()], sort_keys=True)
    return sha256(asked.encode()).hexdigest()[:32]


def choices_for(plan: Plan, question: Question) -> Choices:
    return replace(
        choices_of(plan),
        people=question.people,
        sprint_order=question.sprint_order,
        one_task_an_agent=question.one_task_an_agent,
        dropped=frozenset(change.key for change in question.changes if change.is_drop),
        hours={change.key: change.estimate.middle_hours for change in question.changes if change.estimate},
    )


def schedule_for(
    plan: Plan, question: Question, work: WorkToSchedule, *, search: bool = False
) -> dict[str, Any]:
    """The schedule under these choices, in the form in which figures are stored.

    Raises:
        DependencyLoop: tasks wait for one another in a circle.
    """
    as_asked = starting_on(plan, question.start)
    choices = choices_for(plan, question)
    return schedule_figures(as_asked, work, plan_calendar(as_asked), choices, search=search)


def answer_what_if(plan_id: int, asked: Mapping[str, Any]) -> dict[str, Any] | None:
    """The better schedule and the forecast: what takes a second or more. None where the plan is gone."""
    plan = Plan.objects.filter(pk=plan_id, archived_at=None).first()
    if plan is None:
        return None
    question = Question.from_json(asked)
    work = work_to_schedule(plan)
    as_asked = starting_on(plan, question.start)
    doubts = work.doubts | {  # type: ignore[operator]
        change.key: Doubt(change.estimate, work.doubts[change.key].risk)
        for change in question.changes
        if change.estimate and change.key in work.doubts
    }
    schedule = schedule_for(plan, question, work, search=True)
    calendar, choices = plan_calendar(as_asked), choices_for(plan, question)
    odds = forecast_figures(as_asked, replace(work, doubts=doubts), calendar, choices)
    return {"schedule": without_tasks(schedule), "at": odds["at"]}


def without_tasks(schedule: Mapping[str, Any]) -> dict[str, Any]:
    """The totals of a schedule: what an answer keeps."""
    return {name: value for name, value in schedule.items() if name not in ("tasks", "critical_links")}


def starting_on(plan: Plan, start: date) -> Plan:
    """The plan as it were with another first day; not to be saved."""
    other = copy(plan)
    other.start_date = start
    return other
