"""A copy of a plan with an invented past, so that charts and boards can be tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil
from random import Random
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from tracker import enqueue
from tracker.actions.demo_copy import copy_plan
from tracker.actions.plan_parts import creation_event
from tracker.actions.plans import archive_plan
from tracker.core.demo_history import DemoChange, DemoTask, invent_history
from tracker.core.errors import IllegalMove
from tracker.core.schedule.calendar import Calendar
from tracker.models import ChecklistItem, Event, Membership, Plan, Sprint, Task
from tracker.models.choices import Role, Status
from tracker.queries.export import row_estimate
from tracker.queries.plans import free_slug
from tracker.queries.to_schedule import sprint_spans
from tracker.queries.work import plan_work
from tracker.queries.working_time import plan_calendar, plan_today

LONGEST_DAYS = 400
BATCH = 200
NAMES = (("Deniz", "Aydın"), ("Elif", "Kaya"), ("Mert", "Şahin"), ("Zeynep", "Arslan"), ("Ozan", "Yıldız"))
TITLE_END = " (demo)"
BEFORE_WORK = timedelta(minutes=30)


@transaction.atomic
def invent_demo(*, plan: Plan, days: int, seed: int, replace: bool = False) -> Plan:
    """A copy of the plan, `<slug>-demo`, on which a team has worked for at least that many days until now.

    The copy keeps the weekdays of its sprints: it begins up to six days before `days` ago. The same seed on
    the same day gives the same past. `replace` puts an earlier copy away, archived under another address.

    Raises:
        IllegalMove: there is such a copy already, the plan is a copy itself, or the days are not legal.
    """
    _check(plan, days)
    slug = f"{plan.slug[:55]}-demo"
    _make_room(slug, replace=replace)
    copy = copy_plan(plan, slug=slug, title=plan.title[: 300 - len(TITLE_END)] + TITLE_END)
    _shift_into_the_past(copy, plan_today(copy) - timedelta(days=days))
    people = _add_people(copy)
    _write_past(copy, people, Random(seed))  # noqa: S311 - a story, not a secret
    enqueue.recompute_plan(copy.pk)
    copy.refresh_from_db()
    return copy


def _check(plan: Plan, days: int) -> None:
    if not 1 <= days <= LONGEST_DAYS:
        raise IllegalMove("A past has from 1 to {limit} days.", limit=LONGEST_DAYS)
    if plan.slug.endswith("-demo"):
        raise IllegalMove("{slug} is such a copy already. Give the plan that it was made of.", slug=plan.slug)


def _make_room(slug: str, *, replace: bool) -> None:
    earlier = Plan.objects.filter(slug=slug).first()
    if earlier is None:
        return
    if not replace:
        raise IllegalMove(
            "There is a plan {slug} already. With --replace it is archived and a new one is made.", slug=slug
        )
    archive_plan(plan=earlier, by=None)
    Plan.objects.filter(pk=earlier.pk).update(slug=free_slug(slug))


def _shift_into_the_past(plan: Plan, latest: date) -> None:
    """Move the plan and its sprints by whole weeks: they begin on that day or up to six days before."""
    sprints = list(plan.sprints.all())
    first = min([plan.start_date, *(sprint.starts_on for sprint in sprints)])
    weeks = timedelta(weeks=ceil((first - latest).days / 7))
    plan.start_date = first - weeks
    plan.save(update_fields=["start_date"])
    for sprint in sprints:
        sprint.starts_on, sprint.ends_on, sprint.closed_at = (
            sprint.starts_on - weeks,
            sprint.ends_on - weeks,
            None,
        )
    Sprint.objects.bulk_update(sprints, ["starts_on", "ends_on", "closed_at"])


def _add_people(plan: Plan) -> list[User]:
    """As many invented members as the plan has people, two to five. None of them can sign in."""
    count = min(max(plan.people, 2), len(NAMES))
    people = [_person(first, last) for first, last in NAMES[:count]]
    Membership.objects.bulk_create(
        (Membership(plan=plan, user=person, role=Role.MEMBER) for person in people), ignore_conflicts=True
    )
    return people


def _person(first: str, last: str) -> User:
    person, is_new = User.objects.get_or_create(
        username=f"demo-{first.lower()}", defaults={"first_name": first, "last_name": last}
    )
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person


def _write_past(plan: Plan, people: Sequence[User], rng: Random) -> None:
    """The tasks' beginnings on the first morning, then what people did until now; rows end as replay does."""
    calendar, now = plan_calendar(plan), timezone.now()
    morning = calendar.opening(plan.start_date) - BEFORE_WORK
    rows = list(Task.objects.live().filter(plan=plan).select_related("sprint").order_by("rank"))
    hours = plan_work(plan).hours
    events = [creation_event(row, hours[row.key], by=None, now=morning) for row in rows]
    changes = _invent(plan, rows, calendar, people, rng)
    story = _Story(plan, rows, {person.username: person for person in people})
    for change in changes:
        if change.at <= now:
            story.tell(change)
    Event.objects.bulk_create([*events, *story.events], batch_size=BATCH)
    story.save()
    Plan.objects.filter(pk=plan.pk).update(created_at=morning)
    plan.revisions.update(imported_at=morning)


def _invent(
    plan: Plan, rows: Sequence[Task], calendar: Calendar, people: Sequence[User], rng: Random
) -> list[DemoChange]:
    waits_for: dict[int, list[str]] = defaultdict(list)
    for successor, key in plan.dependencies.values_list("successor_id", "predecessor__key"):
        waits_for[successor].append(key)
    return invent_history(
        [_demo_task(row, waits_for[row.pk]) for row in rows if not row.is_duty],
        calendar=calendar,
        sprints=sprint_spans(plan),
        start=plan.start_date,
        days=(plan_today(plan) - plan.start_date).days + 1,
        people=[person.username for person in people],
        rng=rng,
    )


def _demo_task(row: Task, waits_for: Sequence[str]) -> DemoTask:
    return DemoTask(
        key=row.key,
        sprint=row.sprint.number if row.sprint else None,
        estimate=row_estimate(row),
        priority=row.priority or None,
        status=row.status,
        depends_on=tuple(waits_for),
    )


class _Story:
    """Events of the changes, and the rows that they leave behind."""

    def __init__(self, plan: Plan, rows: Sequence[Task], people: Mapping[str, User]) -> None:
        self.plan = plan
        self.people = people
        self.events: list[Event] = []
        self.tasks = {row.key: row for row in rows}
        self.sprints = {sprint.number: sprint for sprint in plan.sprints.all()}
        self.open_steps: dict[int, list[ChecklistItem]] = {}
        steps = ChecklistItem.objects.filter(task__plan=plan, is_done=False).order_by("position")
        for step in steps:
            self.open_steps.setdefault(step.task_id, []).append(step)
        self.ticked: list[ChecklistItem] = []
        self.changed: dict[int, Task] = {}

    def tell(self, change: DemoChange) -> None:
        """What somebody did; whoever begins a task is its assignee, whoever ends it has ticked its steps."""
        task, person = self.tasks[change.task], self.people[change.by]
        if change.new == Status.DONE:
            self.tick_steps(task, person, change.at)
        task.version += 1
        self.changed[task.pk] = task
        self.event(task, person, change.at, change.field, change.old, change.new)
        if change.field == "status":
            task.status = change.new
            is_done = change.new == Status.DONE
            task.done_at, task.done_by = (change.at, person) if is_done else (None, None)
            if change.new == Status.DOING and task.assignee_id != person.pk:
                self.event(task, person, change.at, "assignee", task.assignee_id, person.pk)
                task.assignee = person
        elif change.field == "sprint":
            task.sprint = self.sprints.get(change.new)
        else:
            task.estimate_low_hours, task.estimate_high_hours = change.new or (None, None)

    def tick_steps(self, task: Task, person: User, at: datetime) -> None:
        for step in self.open_steps.pop(task.pk, ()):
            step.is_done = True
            self.ticked.append(step)
            values = [{"position": step.position, "done": done} for done in (False, True)]
            self.event(task, person, at, "step", *values)

    def event(self, task: Task, person: User, at: datetime, field: str, old: Any, new: Any) -> None:
        self.events.append(
            Event(
                plan_id=self.plan.pk, task=task, at=at, by=person, field=field,
                from_value=old, to_value=new, version=task.version,
            )
        )  # fmt: skip

    def save(self) -> None:
        columns = [
            "status", "sprint", "estimate_low_hours", "estimate_high_hours", "assignee", "done_at",
            "done_by", "version",
        ]  # fmt: skip
        Task.objects.bulk_update(self.changed.values(), columns, batch_size=BATCH)
        ChecklistItem.objects.bulk_update(self.ticked, ["is_done"], batch_size=BATCH)
