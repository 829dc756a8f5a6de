"""The board of a sprint, or of what is in none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from tracker.core.errors import NotFound
from tracker.core.work import Work
from tracker.models import Membership, Plan, Sprint, Task
from tracker.models.choices import Level, Status
from tracker.queries.cards import Card, can_start, card_of
from tracker.queries.plans import PlanHead, current_of, head_of
from tracker.queries.words import days_text, hours_text, number_text, person_name, sprint_text
from tracker.queries.work import PlanWork, plan_work

COLUMNS = (Status.TODO, Status.DOING, Status.REVIEW, Status.DONE)


@dataclass(frozen=True, slots=True)
class StripSprint:
    """A sprint in the strip; `done_share` is 0 to 1."""

    number: int
    title: str
    done_share: float
    is_done: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class SprintHead:
    """`shares`: percents of done, review, doing and todo by hours; by tasks where nothing has hours."""

    number: int | None
    title: str
    eyebrow: str
    tasks_done: str
    tasks_total: str
    hours_done: str
    hours_total: str
    left_text: str
    unestimated_text: str
    capacity_text: str
    is_over_capacity: bool
    shares: tuple[tuple[str, int], ...]
    progress_label: str


@dataclass(frozen=True, slots=True)
class ColumnHead:
    status: str
    label: str
    count: int
    hours_text: str


@dataclass(frozen=True, slots=True)
class Column:
    head: ColumnHead
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the person chose to see: None or empty means everything."""

    mine: bool = False
    priority: str = ""
    agent: str = ""
    blocked: bool = False
    critical: bool = False
    ready: bool = False

    def __bool__(self) -> bool:
        return any((self.mine, self.priority, self.agent, self.blocked, self.critical, self.ready))

    def admits(self, card: Card, *, is_mine: bool, can_start: bool) -> bool:
        return (
            (not self.mine or is_mine)
            and (not self.priority or card.priority == self.priority)
            and (not self.agent or self.agent in card.agents)
            and (not self.blocked or bool(card.blockers or card.blocked_reason))
            and (not self.critical or card.is_critical)
            and (not self.ready or can_start)
        )


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """All that a tick changes beside the card itself."""

    strip: tuple[StripSprint, ...]
    unscheduled_count: int
    head: SprintHead
    columns: tuple[ColumnHead, ...]


@dataclass(frozen=True, slots=True)
class BoardPage:
    plan: PlanHead
    counts: BoardCounts
    columns: tuple[Column, ...]
    dropped: tuple[Card, ...]
    filters: Filters
    hidden_count: int
    agents: tuple[str, ...]
    priorities: tuple[tuple[str, str], ...]
    people: tuple[tuple[int, str], ...]
    sprints: tuple[tuple[int, str], ...]


def board_page(plan: Plan, number: int | None, *, user: Any, filters: Filters = Filters()) -> BoardPage:
    """The board of that sprint (None: the tasks in no sprint), seven queries whatever it holds.

    Raises:
        NotFound: the plan has no such sprint.
    """
    sprints = list(plan.sprints.all())
    counts = board_counts(plan, number, sprints=sprints)
    head = head_of(plan)
    schedule, current = schedule_rows(plan), current_number(sprints)
    tasks = Task.objects.live().filter(plan=plan, sprint__number=number).for_cards().select_related("done_by")
    pairs = [
        (card_of(task, plan, can_change=head.can_change, schedule=schedule), task.assignee_id == user.pk)
        for task in tasks
    ]
    shown = [
        card
        for card, is_mine in pairs
        if filters.admits(card, is_mine=is_mine, can_start=can_start(card, plan, current))
    ]
    return BoardPage(
        plan=head,
        counts=counts,
        columns=tuple(
            Column(column, tuple(c for c in shown if c.status == column.status)) for column in counts.columns
        ),
        dropped=tuple(card for card in shown if card.status == Status.DROPPED),
        filters=filters,
        hidden_count=len(pairs) - len(shown),
        agents=tuple(dict.fromkeys(name for card, _is_mine in pairs for name in card.agents)),
        priorities=priorities_of(card for card, _is_mine in pairs),
        people=people_of(plan),
        sprints=tuple((sprint.number, str(sprint)) for sprint in sprints),
    )


def board_counts(plan: Plan, number: int | None, *, sprints: Sequence[Sprint] | None = None) -> BoardCounts:
    """What stands around the cards of that board: one query, two where the sprints are not at hand."""
    sprints = list(plan.sprints.all()) if sprints is None else sprints
    work = plan_work(plan)
    by_sprint = work.by_sprint()
    sprint = next((sprint for sprint in sprints if sprint.number == number), None)
    if number is not None and sprint is None:
        raise NotFound("This plan has no such sprint.")
    here = by_sprint.get(number, Work())
    return BoardCounts(
        strip=tuple(strip_sprint(row, by_sprint.get(row.number, Work()), number) for row in sprints),
        unscheduled_count=work.unscheduled_count(),
        head=sprint_head(plan, sprint, here, has_sprints=bool(sprints)),
        columns=column_heads(work, number),
    )


def column_heads(work: PlanWork, number: int | None) -> tuple[ColumnHead, ...]:
    """Cards and hours of each column. A duty is a card, but its hours are not work."""
    counts = dict.fromkeys(Status.values, 0)
    for row in work.rows:
        counts[row.status] += row.sprint == number
    hours = work.of_sprint(number).hours
    return tuple(
        ColumnHead(status.value, str(status.label), counts[status], hours_text(hours.get(status, 0)))
        for status in COLUMNS
    )


def strip_sprint(sprint: Sprint, work: Work, current: int | None) -> StripSprint:
    is_done = work.task_count > 0 and work.tasks.get("done", 0) == work.task_count
    return StripSprint(
        sprint.number,
        sprint.name,
        round(work.done_share, 3),
        is_done,
        sprint.number == current,
    )


def sprint_head(plan: Plan, sprint: Sprint | None, work: Work, *, has_sprints: bool) -> SprintHead:
    done, total = work.tasks.get("done", 0), work.task_count
    left_hours = work.hour_count - work.hours.get("done", 0)
    capacity = sprint_capacity_hours(plan, sprint) if sprint else None
    over = capacity is not None and work.hour_count > capacity
    return SprintHead(
        number=sprint.number if sprint else None,
        title=sprint.name if sprint else unscheduled_title(has_sprints),
        eyebrow=sprint_eyebrow(sprint) if sprint else unscheduled_eyebrow(has_sprints),
        tasks_done=number_text(done),
        tasks_total=number_text(total),
        hours_done=number_text(work.hours.get("done", 0)),
        hours_total=number_text(work.hour_count),
        left_text=ngettext("%(count)s task left, %(hours)s", "%(count)s tasks left, %(hours)s", total - done)
        % {"count": number_text(total - done), "hours": hours_text(left_hours)},
        unestimated_text=unestimated_text(work.unestimated),
        capacity_text=capacity_text(work.hour_count, capacity) if over and capacity is not None else "",
        is_over_capacity=over,
        shares=status_shares(work),
        progress_label=gettext("%(done)s of %(total)s tasks done, %(hours_done)s of %(hours_total)s hours")
        % {
            "done": number_text(done),
            "total": number_text(total),
            "hours_done": number_text(work.hours.get("done", 0)),
            "hours_total": number_text(work.hour_count),
        },
    )


def unestimated_text(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s without an estimate", "%(count)s without an estimate", count) % {
        "count": count
    }


def capacity_text(hours: float, capacity: float) -> str:
    return gettext("capacity %(hours)s/%(capacity)s, %(over)s too much") % {
        "hours": number_text(hours),
        "capacity": hours_text(capacity),
        "over": hours_text(hours - capacity),
    }


def sprint_capacity_hours(plan: Plan, sprint: Sprint) -> float:
    """Working days of the sprint times hours a day times people; holidays are left to the schedule."""
    days = ((sprint.ends_on - sprint.starts_on).days + 1) if sprint.ends_on >= sprint.starts_on else 0
    working = sum(
        str((sprint.starts_on + timedelta(days=offset)).isoweekday()) in plan.weekdays
        for offset in range(min(days, 400))
    )
    return working * plan.hours_per_day * plan.people


def sprint_eyebrow(sprint: Sprint) -> str:
    """As in “Sprint 1 · 20–24 October · 3 days left”."""
    today = timezone.localdate()
    if today < sprint.starts_on:
        days = (sprint.starts_on - today).days
        when = ngettext("starts in %(days)s day", "starts in %(days)s days", days) % {"days": days}
    elif today > sprint.ends_on:
        when = gettext("over")
    else:
        days = (sprint.ends_on - today).days + 1
        when = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return " · ".join(
        [
            sprint_text(sprint.number),
            days_text(sprint.starts_on, sprint.ends_on),
            when,
        ]
    )


def unscheduled_title(has_sprints: bool) -> str:
    """Where there are no sprints, what is in none is everything."""
    return gettext("Unscheduled") if has_sprints else gettext("All tasks")


def unscheduled_eyebrow(has_sprints: bool) -> str:
    return gettext("In no sprint yet") if has_sprints else gettext("This plan has no sprints")


def status_shares(work: Work) -> tuple[tuple[str, int], ...]:
    """Percents of done, review, doing and todo for the bar; those of nothing left out."""
    amounts: Mapping[str, float] = work.hours if work.hour_count else work.tasks
    total = sum(amounts.values())
    order = (Status.DONE, Status.REVIEW, Status.DOING, Status.TODO)
    return tuple(
        (s.value, max(1, round(100 * amounts.get(s, 0) / total)))
        for s in order
        if total and amounts.get(s, 0)
    )


def priorities_of(cards: Any) -> tuple[tuple[str, str], ...]:
    present = {card.priority for card in cards}
    return tuple((level.value, str(level.label)) for level in Level if level in present)


def people_of(plan: Plan) -> tuple[tuple[int, str], ...]:
    """Who can be given a task: id and name."""
    memberships = Membership.objects.filter(plan=plan).select_related("user").order_by("user__username")
    return tuple((row.user_id, person_name(row.user)) for row in memberships)


def current_number(sprints: Sequence[Sprint]) -> int | None:
    """Of the sprint under way."""
    current = current_of(sprints)
    return current.number if current else None


def schedule_rows(plan: Plan) -> dict[str, Any]:
    """The stored schedule's rows by key; empty before the first computation."""
    figures = getattr(plan, "figures", None)
    return figures.schedule.get("tasks", {}) if figures else {}


def board_card(task: Task, *, can_change: bool) -> Card:
    """The card of a task that `access.task_for` gave."""
    return card_of(task, task.plan, can_change=can_change, schedule=schedule_rows(task.plan))
