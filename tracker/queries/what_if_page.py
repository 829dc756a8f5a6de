"""The page that compares a plan with what it would be under other choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from tracker.core.board import CLOSED
from tracker.core.errors import DomainError
from tracker.models import Plan, Task
from tracker.queries.bounds import bound_text
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.stored import Age, age_of, figures_of
from tracker.queries.to_schedule import WorkToSchedule, work_to_schedule
from tracker.queries.what_if import LEAST_AND_MOST_PEOPLE, Question, question_of, schedule_for
from tracker.queries.words import day_text, estimate_text, hours_text, sentence_text

PERCENTS = ("50", "80", "95")
MOST_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of today and as asked; `tone` is go where it got better, hot where worse."""

    label: str
    today: str
    asked: str
    difference: str = ""
    tone: str = ""
    is_awaited: bool = False


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """What so many people need; `share` of the longest, for a bar."""

    people: int
    finish_on: str
    finish_text: str
    last_critical_on: str
    is_proven: bool
    is_asked: bool
    is_today: bool
    share: float


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """`effects` is what applying would change, in words; empty where nothing would."""

    plan: PlanHead
    age: Age
    question: Question
    compared: tuple[Compared, ...]
    bound_text: str
    people: tuple[PeopleRow, ...]
    effects: tuple[str, ...]
    problem: str
    open_tasks: tuple[tuple[str, str], ...]
    is_answered: bool


def what_if_page(
    plan: Plan, question: Question, answer: Mapping[str, Any] | None, *, with_people: bool | None = None
) -> WhatIfPage:
    """The page at a fixed number of queries; `answer` is what the job found, None while it is at it.

    Ten schedules for one to ten people are made where asked for; unless said, where that is quick.
    """
    work = work_to_schedule(plan)
    if with_people is None:
        with_people = len(work.tasks) <= MOST_AT_ONCE
    figures: dict[str, Any] = {"compared": (), "people": (), "bound_text": "", "problem": ""}
    try:
        figures |= _figures(plan, question, work, answer)
        figures["people"] = tuple(_people_rows(plan, question, work)) if with_people else ()
    except DomainError as error:
        figures["problem"] = sentence_text(error.sentence)
    return WhatIfPage(
        plan=head_of(plan),
        age=age_of(plan),
        question=question,
        effects=tuple(effects_of(plan, question)),
        open_tasks=open_tasks(plan),
        is_answered=answer is not None,
        **figures,
    )


def _figures(
    plan: Plan, question: Question, work: WorkToSchedule, answer: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Both columns, and what is to be said of the asked one. Raises `DependencyLoop`."""
    today = today_of(plan, work)
    asked = answer["schedule"] if answer else schedule_for(plan, question, work)
    compared = _compared(plan, today, asked, _odds_today(plan), answer and answer["at"])
    return {"compared": tuple(compared), "bound_text": bound_text(asked, asked["aim"])}


def today_of(plan: Plan, work: WorkToSchedule) -> Mapping[str, Any]:
    """The stored schedule; before there is one, what is found at once."""
    figures = figures_of(plan)
    return figures.schedule if figures and figures.schedule else schedule_for(plan, question_of(plan), work)


def _odds_today(plan: Plan) -> Mapping[str, Any]:
    figures = figures_of(plan)
    return figures.forecast.get("at", {}) if figures else {}


def _compared(
    plan: Plan,
    today: Mapping[str, Any],
    asked: Mapping[str, Any],
    odds_today: Mapping[str, Any],
    odds_asked: Mapping[str, Any] | None,
) -> Iterator[Compared]:
    yield _dates(plan, gettext("Everything done"), _finish(today), _finish(asked))
    yield _dates(plan, gettext("Last critical task"), _last_critical(today), _last_critical(asked))
    for percent in PERCENTS:
        label = gettext("%(percent)s%% likely by") % {"percent": percent}
        ours = odds_today.get(percent)
        theirs = odds_asked.get(percent) if odds_asked else None
        before = (ours["hours"], ours["on"]) if ours else None
        after = (theirs["hours"], theirs["on"]) if theirs else None
        yield replace(_dates(plan, label, before, after), is_awaited=odds_asked is None)
    yield _amounts(plan, gettext("Critical path"), today, asked, "critical_path_hours")
    yield _amounts(plan, gettext("Work left"), today, asked, "work_hours")


Moment = tuple[float, str]


def _finish(schedule: Mapping[str, Any]) -> Moment:
    return schedule["finish_hours"], schedule["finish_on"]


def _last_critical(schedule: Mapping[str, Any]) -> Moment | None:
    outcome = schedule["outcomes"][schedule["aim"]]
    hours = outcome["last_critical_hours"]
    return None if hours is None else (hours, outcome["last_critical_on"])


def _dates(plan: Plan, label: str, before: Moment | None, after: Moment | None) -> Compared:
    """Two dates, and how many calendar days lie between them."""
    days = (_day(after[1]) - _day(before[1])).days if before and after else 0
    if days == 0:
        text = gettext("the same day") if before and after else ""
    elif days < 0:
        text = ngettext("%(count)s day sooner", "%(count)s days sooner", -days) % {"count": -days}
    else:
        text = ngettext("%(count)s day later", "%(count)s days later", days) % {"count": days}
    return Compared(label, _moment(before), _moment(after), text, _tone(days))


def _amounts(
    plan: Plan, label: str, today: Mapping[str, Any], asked: Mapping[str, Any], name: str
) -> Compared:
    before, after = today[name], asked[name]
    text = ""
    if after != before:
        amount = _length(plan, abs(after - before))
        text = gettext("%(amount)s less") if after < before else gettext("%(amount)s more")
        text %= {"amount": amount}
    return Compared(label, _length(plan, before), _length(plan, after), text, _tone(after - before))


def _length(plan: Plan, hours: float) -> str:
    hours = round(hours, 1)
    return estimate_text(hours, hours, plan.hours_per_day)


def _tone(difference: float) -> str:
    return "go" if difference < 0 else "hot" if difference > 0 else ""


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _moment(moment: Moment | None) -> str:
    return day_text(_day(moment[1]), year=True) if moment else "–"


def _people_rows(plan: Plan, question: Question, work: WorkToSchedule) -> Iterator[PeopleRow]:
    """The same question for 1 to 10 people, each answered at once, without a search."""
    schedules = {
        people: schedule_for(plan, replace(question, people=people), work) for people in LEAST_AND_MOST_PEOPLE
    }
    longest = max(schedule["finish_hours"] for schedule in schedules.values()) or 1
    for people, schedule in schedules.items():
        critical = _last_critical(schedule)
        yield PeopleRow(
            people=people,
            finish_on=_moment(_finish(schedule)),
            finish_text=hours_text(schedule["finish_hours"]),
            last_critical_on=_moment(critical),
            is_proven=schedule["is_proven"],
            is_asked=people == question.people,
            is_today=people == plan.people,
            share=round(schedule["finish_hours"] / longest, 3),
        )


def effects_of(plan: Plan, question: Question) -> Iterator[str]:
    """What applying the question would change, a line each."""
    if question.people != plan.people:
        yield gettext("People: %(before)s → %(after)s") % {"before": plan.people, "after": question.people}
    if question.sprint_order != plan.sprint_order:
        yield (
            gettext("A sprint waits for the sprint before.")
            if question.sprint_order
            else gettext("A sprint no longer waits for the sprint before.")
        )
    if question.one_task_an_agent != plan.one_task_per_agent:
        yield (
            gettext("Each agent does one thing at a time.")
            if question.one_task_an_agent
            else gettext("An agent may do several things at a time.")
        )
    if question.start != plan.start_date:
        days = {"before": day_text(plan.start_date, year=True), "after": day_text(question.start, year=True)}
        yield gettext("First day: %(before)s → %(after)s") % days
    for change in question.changes:
        if change.is_drop:
            yield gettext("%(key)s is dropped.") % {"key": change.key}
        else:
            estimate = estimate_text(change.low_hours, change.high_hours, plan.hours_per_day)
            yield gettext("%(key)s is estimated at %(estimate)s.") % {"key": change.key, "estimate": estimate}


def open_tasks(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Keys and titles of what can still be dropped or re-estimated, in the order of the plan."""
    rows = Task.objects.live().filter(plan=plan, is_duty=False)
    rows = rows.exclude(status__in=CLOSED).order_by("position", "pk")
    return tuple(rows.values_list("key", "title"))
