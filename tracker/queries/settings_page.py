"""A plan's settings, its sprints and its people, for those who manage it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext

from tracker.core.board import CLOSED
from tracker.core.errors import NotFound
from tracker.core.schedule.calendar import last_working_day
from tracker.models import Membership, Plan, Sprint
from tracker.models.choices import Role
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.words import moment_text, person_name
from tracker.queries.working_time import start_of_next

SETTINGS = (
    "title", "start_date", "people", "hours_per_day", "default_estimate_hours", "weekdays", "country",
    "time_zone", "days_off", "sprint_order", "one_task_per_agent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SprintRow:
    """A sprint with its dates. `closed_text` is empty while it is open. `task_count`: done ones too."""

    number: int
    name: str
    starts_on: date
    ends_on: date
    open_text: str
    closed_text: str
    title: str
    task_count: int


@dataclass(frozen=True, slots=True)
class NextSprint:
    """What a sprint that is added now is, unless somebody says otherwise."""

    number: int
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`person` is the account, for its sign and name; `note` tells of an account that is not active."""

    pk: int
    person: Any
    name: str
    username: str
    role: str
    note: str


@dataclass(frozen=True, slots=True)
class SettingsPage:
    plan: PlanHead
    sprints: tuple[SprintRow, ...]
    next_sprint: NextSprint
    members: tuple[MemberRow, ...]
    roles: tuple[tuple[str, str], ...]
    archived_text: str


def settings_page(plan: Plan) -> SettingsPage:
    """Three queries, whatever the size of the plan."""
    members = plan.memberships.select_related("user").order_by("user__username")
    sprints = list(plan.sprints.annotate(open_count=count_of_open(), task_count=count_of_live()))
    return SettingsPage(
        plan=head_of(plan),
        sprints=tuple(sprint_row(sprint) for sprint in sprints),
        next_sprint=next_sprint(plan, sprints),
        members=tuple(member_row(membership) for membership in members),
        roles=tuple((value, str(label)) for value, label in Role.choices),
        archived_text=moment_text(plan.archived_at) if plan.archived_at else "",
    )


def count_of_open() -> Count:
    closed = Q(tasks__status__in=CLOSED)
    return Count("tasks", filter=Q(tasks__archived_at=None) & ~closed)


def count_of_live() -> Count:
    return Count("tasks", filter=Q(tasks__archived_at=None))


def next_sprint(plan: Plan, sprints: Sequence[Sprint]) -> NextSprint:
    """The number after the last, and the working week after the latest end, else from the plan's first day.

    A number stays taken that the file gives to a sprint removed here: the next file would take it back.
    """
    removed = plan.events.filter(field="plan", task=None, from_value__has_key="in_file")
    numbers = [told["sprint"] for told in removed.values_list("from_value", flat=True)]
    number = max([*numbers, *(sprint.number for sprint in sprints)], default=0) + 1
    starts_on = start_of_next(plan, (sprint.ends_on for sprint in sprints))
    ends_on = last_working_day(plan.weekdays, starts_on, starts_on + timedelta(days=6))
    return NextSprint(number, f"Sprint {number}", starts_on, ends_on)


def sprint_row(sprint: Any) -> SprintRow:
    count = sprint.open_count
    return SprintRow(
        number=sprint.number,
        name=sprint.name,
        starts_on=sprint.starts_on,
        ends_on=sprint.ends_on,
        open_text=ngettext("%(count)s open task", "%(count)s open tasks", count) % {"count": count},
        closed_text=moment_text(sprint.closed_at) if sprint.closed_at else "",
        title=sprint.title,
        task_count=sprint.task_count,
    )


def member_row(membership: Membership) -> MemberRow:
    person = membership.user
    return MemberRow(
        pk=person.pk,
        person=person,
        name=person_name(person),
        username=person.get_username(),
        role=membership.role,
        note="" if person.is_active else gettext("account is not active"),
    )


def settings_of(plan: Plan) -> dict[str, Any]:
    """The settings as the form shows them, whole numbers without a fraction."""
    values = {name: getattr(plan, name) for name in SETTINGS} | {"weekdays": list(plan.weekdays)}
    return {
        name: int(value) if isinstance(value, float) and value.is_integer() else value
        for name, value in values.items()
    }


def sprint_of(plan: Plan, number: int) -> Sprint:
    """The plan's sprint of that number. Raises `NotFound`."""
    sprint = plan.sprints.filter(number=number).first()
    if sprint is None:
        raise NotFound("This plan has no sprint {number}.", number=number)
    return sprint


def member_of(plan: Plan, person_id: int) -> Membership:
    """The person's membership of the plan. Raises `NotFound`."""
    membership = plan.memberships.filter(user__pk=person_id).select_related("user").first()
    if membership is None:
        raise NotFound("This person is not in the plan.")
    return membership


def person_called(username: str) -> User:
    """The active account of that name. Raises `NotFound`."""
    person = User.objects.filter(username=username.strip(), is_active=True).first()
    if person is None:
        raise NotFound("There is no active account called “{name}”. Ask an admin to make one.", name=username)
    return person
