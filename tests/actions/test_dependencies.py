"""Dependencies set by hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.plans import make_plan, many_tasks, task_of
from tracker.actions.dependencies import add_dependency, remove_dependency
from tracker.actions.tasks import edit_task
from tracker.core.errors import DependencyLoop, IllegalMove
from tracker.models import Dependency, Event, Plan

pytestmark = pytest.mark.django_db


def link(plan: Plan, before: str, after: str, by: Any, *, lag_hours: float = 0) -> Dependency:
    predecessor, successor = task_of(plan, before), task_of(plan, after)
    return add_dependency(plan=plan, predecessor=predecessor, successor=successor, lag_hours=lag_hours, by=by)


def told(plan: Plan) -> list[tuple[Any, ...]]:
    events = Event.objects.filter(plan=plan, field="dependency").order_by("pk")
    return list(events.values_list("task__key", "by__username", "from_value", "to_value"))


def test_a_task_waits_for_another_and_its_history_tells(plan: Plan, ada: User) -> None:
    made = link(plan, "TS-1", "TS-3", ada, lag_hours=8)
    assert (made.source, made.lag_hours) == ("hand", 8)
    assert told(plan) == [("TS-3", "ada", [], ["TS-1 + 8 h"])]


def test_doing_it_twice_is_one_event(plan: Plan, ada: User) -> None:
    assert link(plan, "TS-1", "TS-3", ada) == link(plan, "TS-1", "TS-3", ada)
    assert len(told(plan)) == 1


def test_a_lag_is_changed_by_setting_it_anew(plan: Plan, ada: User) -> None:
    link(plan, "TS-1", "TS-3", ada)
    link(plan, "TS-1", "TS-3", ada, lag_hours=1.5)
    assert told(plan)[1] == ("TS-3", "ada", ["TS-1"], ["TS-1 + 1.5 h"])
    assert Dependency.objects.get(plan=plan, successor__key="TS-3").lag_hours == 1.5


def test_it_refuses_a_loop_and_names_it(plan: Plan, ada: User) -> None:
    link(plan, "TS-2", "TS-3", ada)
    with pytest.raises(DependencyLoop, match="TS-3 → TS-1 → TS-2 → TS-3") as refused:
        link(plan, "TS-3", "TS-1", ada)
    assert refused.value.keys == ("TS-3", "TS-1", "TS-2")
    assert Dependency.objects.filter(plan=plan).count() == 2
    assert len(told(plan)) == 1


def test_it_refuses_a_task_that_would_wait_for_itself(plan: Plan, ada: User) -> None:
    with pytest.raises(DependencyLoop):
        link(plan, "TS-1", "TS-1", ada)


def test_a_loop_of_two_hundred_tasks_is_found(ada: User) -> None:
    plan = make_plan("long", many_tasks(200))
    with pytest.raises(DependencyLoop) as refused:
        link(plan, "T-200", "T-1", ada)
    assert len(refused.value.keys) == 200


def test_a_loop_through_an_archived_task_is_refused_too(plan: Plan, ada: User) -> None:
    link(plan, "TS-2", "TS-3", ada)
    edit_task(task=task_of(plan, "TS-2"), values={"archived": True}, seen_version=1, by=ada)
    with pytest.raises(DependencyLoop):
        link(plan, "TS-3", "TS-1", ada)


def test_it_refuses_archived_tasks_and_those_of_other_plans(plan: Plan, ada: User) -> None:
    other = make_plan("other")
    with pytest.raises(IllegalMove, match="another plan"):
        add_dependency(plan=plan, predecessor=task_of(other, "TS-1"), successor=task_of(plan, "TS-3"), by=ada)
    edit_task(task=task_of(plan, "TS-1"), values={"archived": True}, seen_version=1, by=ada)
    with pytest.raises(IllegalMove, match="archived"):
        link(plan, "TS-1", "TS-3", ada)


@pytest.mark.parametrize("lag_hours", [-1, 100_001, float("nan"), float("inf")])
def test_it_refuses_a_lag_that_is_no_number_of_hours(plan: Plan, ada: User, lag_hours: float) -> None:
    with pytest.raises(IllegalMove, match="lag"):
        link(plan, "TS-1", "TS-3", ada, lag_hours=lag_hours)


def test_a_dependency_is_removed_once(plan: Plan, ada: User) -> None:
    dependency = Dependency.objects.get(plan=plan)
    remove_dependency(dependency=dependency, by=ada)
    remove_dependency(dependency=Dependency(pk=dependency.pk, plan=plan), by=ada)
    assert told(plan) == [("TS-2", "ada", ["TS-1"], [])]
    assert not Dependency.objects.filter(plan=plan).exists()
