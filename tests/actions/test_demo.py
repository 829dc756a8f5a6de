"""A copy of a plan with an invented past: believable, consistent, and apart from the plan itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.core.plan.made import make_document, make_sprint, make_steps, make_task
from tests.plans import make_plan
from tracker.actions.demo import invent_demo
from tracker.actions.figures import compute_figures
from tracker.core.errors import IllegalMove
from tracker.core.plan.document import Document
from tracker.models import Event, Plan, Task
from tracker.queries.working_time import plan_calendar, plan_today

pytestmark = pytest.mark.django_db


def forty_tasks() -> Document:
    """Forty in two sprints, each waiting for the one ten before it; the last is a duty."""
    keys = [f"T-{number}" for number in range(1, 41)]
    tasks = [
        make_task(
            key, hours=(4, 8), sprint=1 if place < 20 else 2, agents=("auditor",),
            steps=make_steps(write=False, test=False), is_duty=place == 39,
            depends_on=(keys[place - 10],) if place >= 10 else (),
        )
        for place, key in enumerate(keys)
    ]  # fmt: skip
    return make_document(*tasks, sprints=(make_sprint(1, *keys[:20]), make_sprint(2, *keys[20:])))


@pytest.fixture
def big_plan(ada: Any) -> Plan:
    return make_plan("big", forty_tasks(), manager=ada)


def state_of(plan: Plan) -> list[tuple[Any, ...]]:
    return list(
        plan.tasks.order_by("rank").values_list("key", "status", "sprint__number", "estimate_low_hours")
    )


def test_it_leaves_the_plan_itself_alone(big_plan: Plan) -> None:
    before = state_of(big_plan), big_plan.events.count()

    copy = invent_demo(plan=big_plan, days=20, seed=1)

    assert (state_of(big_plan), big_plan.events.count()) == before
    assert (copy.slug, copy.title) == ("big-demo", "Big (demo)")
    assert copy.dependencies.count() == big_plan.dependencies.count()
    assert copy.memberships.get(user__username="ada").role == "manager"


def test_its_history_lies_in_the_past_at_working_hours_and_begins_when_the_plan_does(big_plan: Plan) -> None:
    copy = invent_demo(plan=big_plan, days=20, seed=1)
    calendar = plan_calendar(copy)

    assert timedelta(days=20) <= plan_today(copy) - copy.start_date < timedelta(days=27)
    assert copy.start_date.weekday() == big_plan.start_date.weekday()
    assert copy.sprints.get(number=1).starts_on == copy.start_date
    creations, changes = copy.events.filter(field="task"), copy.events.exclude(field="task")
    assert {calendar.local_day(event.at) for event in creations} == {copy.start_date}
    assert changes.count() > 40
    for event in changes:
        assert event.at <= timezone.now()
        assert calendar.is_working_day(calendar.local_day(event.at))
        assert event.by.username.startswith("demo-")
        assert not event.by.has_usable_password()


def test_the_rows_are_what_a_replay_of_its_events_gives(big_plan: Plan) -> None:
    copy = invent_demo(plan=big_plan, days=20, seed=3)

    for task in Task.objects.filter(plan=copy).select_related("sprint"):
        state = {"estimate": None}
        for event in task.events.order_by("at", "pk"):
            state |= event.to_value if event.field == "task" else {event.field: event.to_value}
        assert task.status == state["status"]
        assert (task.sprint.number if task.sprint else None) == state["sprint"]
        assert [task.estimate_low_hours, task.estimate_high_hours] == state["estimate"]
        assert task.assignee_id == state.get("assignee")
        assert (task.done_at is not None) == (task.status == "done")
        assert task.version == max(event.version for event in task.events.all())
    assert copy.want_rev == Event.objects.filter(plan=copy).count()


def test_the_burndown_of_its_past_ends_with_what_is_left_now(big_plan: Plan) -> None:
    copy = invent_demo(plan=big_plan, days=20, seed=1)

    figures = compute_figures(copy)

    left = figures["burndown"]["plan"]["points"][-1][7]
    hours = figures["progress"]["plan"]["hours"]
    assert left[0] == sum(hours.get(status, 0) for status in ("todo", "doing", "review"))
    assert hours["done"] > 0


def test_a_done_task_has_no_open_step(big_plan: Plan) -> None:
    copy = invent_demo(plan=big_plan, days=20, seed=1)

    done = copy.tasks.filter(status="done")
    assert done
    assert not done.filter(steps__is_done=False).exists()


def test_the_same_seed_gives_the_same_past(big_plan: Plan) -> None:
    first = invent_demo(plan=big_plan, days=20, seed=5)
    second = invent_demo(plan=big_plan, days=20, seed=5, replace=True)

    assert state_of(first) == state_of(second)


def test_a_second_copy_is_made_only_where_the_first_may_be_put_away(big_plan: Plan) -> None:
    first = invent_demo(plan=big_plan, days=5, seed=1)
    with pytest.raises(IllegalMove, match="big-demo already"):
        invent_demo(plan=big_plan, days=5, seed=1)

    second = invent_demo(plan=big_plan, days=5, seed=2, replace=True)

    first.refresh_from_db()
    assert second.slug == "big-demo"
    assert first.archived_at is not None
    assert first.slug != second.slug


def test_a_copy_is_not_copied(big_plan: Plan) -> None:
    copy = invent_demo(plan=big_plan, days=5, seed=1)
    with pytest.raises(IllegalMove, match="is such a copy already"):
        invent_demo(plan=copy, days=5, seed=1)


@pytest.mark.parametrize("days", [0, 401])
def test_a_past_of_no_days_or_of_years_is_refused(big_plan: Plan, days: int) -> None:
    with pytest.raises(IllegalMove, match="from 1 to 400 days"):
        invent_demo(plan=big_plan, days=days, seed=1)
