"""What the job stored comes back as it was computed, and the ends of sprints keep their order."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st

from tests.plans import make_plan
from tracker.actions.figures import recompute_figures
from tracker.core.charts import Fan
from tracker.core.schedule.burndown import SprintSpan, TaskEvent, compute_burndown
from tracker.core.schedule.calendar import Calendar
from tracker.models import Plan
from tracker.queries.computed import chart_figures
from tracker.queries.stored import age_of, stored_chart, stored_fan, stored_odds

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
STATUSES = st.sampled_from(["todo", "doing", "done", "dropped"])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 200), STATUSES), max_size=30))
def test_a_chart_is_read_back_as_it_was_stored(changes: list[tuple[int, int, str]]) -> None:
    events = [TaskEvent(MONDAY, n, "task", None, {"estimate_hours": 4 + n, "sprint": 1}) for n in range(4)]
    events += [
        TaskEvent(MONDAY + timedelta(hours=hour), task, "status", "todo", status)
        for task, hour, status in sorted(changes, key=lambda change: change[1])
    ]
    sprint = SprintSpan(1, MONDAY.date(), MONDAY.date() + timedelta(days=4))
    made = compute_burndown(
        events, calendar=Calendar(), through=date(2026, 12, 8), sprints=[sprint], end=date(2026, 12, 11)
    )
    figures = {"plan": chart_figures(made.plan), "sprints": {"1": chart_figures(made.sprints[0])}}
    stored = json.loads(json.dumps(figures))
    for chart, key in ((made.plan, None), (made.sprints[0], 1)):
        back = stored_chart(stored, key)
        assert (back.points, back.start, back.end, back.is_over) == (
            chart.points,
            chart.start,
            chart.end,
            chart.is_over,
        )
        assert [point.day for point in back.ideal] == [point.day for point in chart.ideal]


def test_nothing_stored_is_an_empty_chart_and_no_odds() -> None:
    assert stored_chart({}).points == ()
    assert stored_chart({}, 3).points == ()
    assert stored_odds({}) is None
    assert stored_fan({}) is None
    assert stored_fan({}, 3) is None


@pytest.mark.django_db
def test_sprints_end_one_after_the_other_and_none_after_the_plan(ada: User) -> None:
    with time_machine.travel("2026-11-30T09:00:00Z", tick=False):
        plan = make_plan(manager=ada)
        later = plan.sprints.get(number=2)
        plan.tasks.filter(key="TS-3").update(sprint=later)
        recompute_figures(plan_id=plan.pk)
    forecast = Plan.objects.get(pk=plan.pk).figures.forecast
    first, second, whole = stored_fan(forecast, 1), stored_fan(forecast, 2), stored_fan(forecast)
    for fan in (first, second, whole):
        assert isinstance(fan, Fan)
        assert fan.early <= fan.likely <= fan.late
    assert first is not None
    assert second is not None
    assert first.likely < second.likely
    assert second == whole


@pytest.mark.django_db
def test_the_age_tells_when_newer_figures_are_to_come(plan: Plan) -> None:
    assert age_of(plan).revision is None
    recompute_figures(plan_id=plan.pk)
    fresh = Plan.objects.get(pk=plan.pk)
    assert (age_of(fresh).is_behind, age_of(fresh).revision) == (False, fresh.want_rev)
    fresh.events.create(field="plan", at=MONDAY, to_value={"people": 2})
    assert age_of(Plan.objects.get(pk=plan.pk)).is_behind
