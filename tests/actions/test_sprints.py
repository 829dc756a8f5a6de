"""Moving sprints, and ending them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.core.plan.made import make_document, make_sprint, make_task
from tests.plans import FIRST_MONDAY, make_plan, task_of
from tracker.actions.sprints import (
    add_sprint,
    close_sprint,
    move_sprints,
    remove_sprint,
    rename_sprint,
    reopen_sprint,
)
from tracker.actions.tasks import archive_task, set_status
from tracker.core.errors import IllegalMove, NotFound
from tracker.models import Event, Plan
from tracker.queries.computed import computed_figures

WEEK = timedelta(days=7)


@pytest.fixture
def three(ada: User) -> Plan:
    """Three sprints of a week each, a task in the first two."""
    return make_plan(
        document=make_document(
            make_task("A-1", hours=4, sprint=1),
            make_task("A-2", hours=4, sprint=1),
            make_task("A-3", hours=4, sprint=2),
            sprints=(make_sprint(1, "A-1", "A-2"), make_sprint(2, "A-3"), make_sprint(3)),
        ),
        manager=ada,
    )


def starts_of(plan: Plan) -> list[date]:
    return [sprint.starts_on for sprint in plan.sprints.order_by("number")]


def dates_of(plan: Plan, **moved: int) -> dict[int, Any]:
    """The sprints' dates, those named moved by so many days."""
    return {
        sprint.number: (
            sprint.starts_on + timedelta(days=moved.get(f"s{sprint.number}", 0)),
            sprint.ends_on + timedelta(days=moved.get(f"s{sprint.number}", 0)),
        )
        for sprint in plan.sprints.all()
    }


def test_sprints_after_a_moved_one_follow_by_as_many_days(three: Plan, ada: User) -> None:
    move_sprints(plan=three, dates=dates_of(three, s2=7), shifts_following=True, by=ada)
    assert starts_of(three) == [FIRST_MONDAY, FIRST_MONDAY + 2 * WEEK, FIRST_MONDAY + 3 * WEEK]


def test_they_stay_where_that_was_not_asked_for(three: Plan, ada: User) -> None:
    events = move_sprints(plan=three, dates=dates_of(three, s2=7), shifts_following=False, by=ada)
    assert starts_of(three) == [FIRST_MONDAY, FIRST_MONDAY + 2 * WEEK, FIRST_MONDAY + 2 * WEEK]
    assert [event.to_value["sprint"] for event in events] == [2]


def test_a_longer_sprint_pushes_those_after_it(three: Plan, ada: User) -> None:
    dates = dates_of(three)
    dates[1] = (dates[1][0], dates[1][1] + WEEK)
    move_sprints(plan=three, dates=dates, shifts_following=True, by=ada)
    assert starts_of(three) == [FIRST_MONDAY, FIRST_MONDAY + 2 * WEEK, FIRST_MONDAY + 3 * WEEK]


def test_one_that_was_moved_too_keeps_the_dates_that_it_was_given(three: Plan, ada: User) -> None:
    move_sprints(plan=three, dates=dates_of(three, s1=7, s2=21), shifts_following=True, by=ada)
    assert starts_of(three) == [FIRST_MONDAY + WEEK, FIRST_MONDAY + 4 * WEEK, FIRST_MONDAY + 5 * WEEK]


def test_a_closed_sprint_does_not_follow(three: Plan, ada: User) -> None:
    close_sprint(sprint=three.sprints.get(number=2), carries_over=False, by=ada)
    move_sprints(plan=three, dates=dates_of(three, s1=7), shifts_following=True, by=ada)
    assert starts_of(three) == [FIRST_MONDAY + WEEK, FIRST_MONDAY + WEEK, FIRST_MONDAY + 3 * WEEK]


def test_the_same_dates_are_no_change(three: Plan, ada: User) -> None:
    before = Event.objects.count()
    assert move_sprints(plan=three, dates=dates_of(three), shifts_following=True, by=ada) == []
    assert Event.objects.count() == before


def test_dates_the_wrong_way_round_change_no_sprint_at_all(three: Plan, ada: User) -> None:
    before = starts_of(three)
    dates = dates_of(three, s1=7)
    dates[2] = dates[2][::-1]
    with pytest.raises(IllegalMove):
        move_sprints(plan=three, dates=dates, shifts_following=False, by=ada)
    assert starts_of(three) == before


def test_a_sprint_that_the_plan_lacks_is_refused(three: Plan, ada: User) -> None:
    with pytest.raises(IllegalMove, match="no sprint 9"):
        move_sprints(plan=three, dates={9: (FIRST_MONDAY, FIRST_MONDAY)}, shifts_following=False, by=ada)


def test_closing_carries_what_is_open_into_the_next_open_sprint(three: Plan, ada: User) -> None:
    set_status(task=task_of(three, "A-1"), status="done", seen_version=None, by=ada)
    close_sprint(sprint=three.sprints.get(number=2), carries_over=False, by=ada)
    close_sprint(sprint=three.sprints.get(number=1), carries_over=True, by=ada)
    assert task_of(three, "A-1").sprint.number == 1
    assert task_of(three, "A-2").sprint.number == 3
    assert task_of(three, "A-3").sprint.number == 2


def test_what_the_last_sprint_leaves_over_is_in_none(three: Plan, ada: User) -> None:
    for number in (1, 2, 3):
        close_sprint(sprint=three.sprints.get(number=number), carries_over=True, by=ada)
    assert task_of(three, "A-3").sprint is None


def test_the_chart_of_a_closed_sprint_shows_what_was_left(three: Plan, ada: User) -> None:
    three.sprints.filter(number=1).update(starts_on=date.today() - WEEK, ends_on=date.today() + WEEK)  # noqa: DTZ011
    three.start_date = date.today() - WEEK  # noqa: DTZ011
    close_sprint(sprint=three.sprints.get(number=1), carries_over=True, by=ada)
    last = computed_figures(three)["burndown"]["sprints"]["1"]["points"][-1]
    assert last[-1] == [8.0, 2]


def test_closing_twice_is_one_event_and_moves_nothing_more(three: Plan, ada: User) -> None:
    sprint = three.sprints.get(number=1)
    assert len(close_sprint(sprint=sprint, carries_over=False, by=ada)) == 1
    assert close_sprint(sprint=sprint, carries_over=True, by=ada) == []
    assert task_of(three, "A-1").sprint.number == 1


def test_a_closed_sprint_can_go_on(three: Plan, ada: User) -> None:
    sprint = three.sprints.get(number=1)
    close_sprint(sprint=sprint, carries_over=False, by=ada)
    assert len(reopen_sprint(sprint=sprint, by=ada)) == 1
    assert three.sprints.get(number=1).closed_at is None
    assert reopen_sprint(sprint=sprint, by=ada) == []


def test_a_sprint_is_added_after_the_last_in_the_working_week_that_follows(three: Plan, ada: User) -> None:
    made = add_sprint(plan=three, title=" Hard \n ening", dates=None, by=ada)
    assert (made.number, made.title) == (4, "Hard ening")
    assert (made.starts_on, made.ends_on) == (
        FIRST_MONDAY + 3 * WEEK,
        FIRST_MONDAY + 3 * WEEK + timedelta(days=4),
    )
    event = Event.objects.get(plan=three, field="plan")
    assert (event.from_value, event.to_value["sprint"], event.by) == (None, 4, ada)
    assert "4" in computed_figures(Plan.objects.get(pk=three.pk))["burndown"]["sprints"]


def test_the_first_sprint_of_a_plan_starts_with_it(ada: User) -> None:
    bare = make_plan(document=make_document(make_task("A-1")), manager=ada)
    made = add_sprint(plan=bare, title="", dates=None, by=ada)
    assert (made.number, made.title, made.starts_on) == (1, "Sprint 1", FIRST_MONDAY)


@pytest.mark.parametrize(
    ("title", "days"),
    [("x" * 301, 0), ("a\0b", 0), ("x", -1), ("x", 365 * 500)],
    ids=["long", "nul", "back", "far"],
)
def test_no_sprint_is_added_that_cannot_be(three: Plan, ada: User, title: str, days: int) -> None:
    with pytest.raises(IllegalMove):
        add_sprint(plan=three, title=title, dates=(FIRST_MONDAY, FIRST_MONDAY + timedelta(days=days)), by=ada)
    assert three.sprints.count() == 3


def test_a_sprint_is_renamed_once(three: Plan, ada: User) -> None:
    sprint = three.sprints.get(number=2)
    assert len(rename_sprint(sprint=sprint, title=" Launch ", by=ada)) == 1
    assert rename_sprint(sprint=sprint, title="Launch", by=ada) == []
    with pytest.raises(IllegalMove, match="needs a title"):
        rename_sprint(sprint=sprint, title=" ", by=ada)
    assert three.sprints.get(number=2).title == "Launch"


def test_titles_and_dates_are_saved_together_or_not_at_all(three: Plan, ada: User) -> None:
    dates = dates_of(three, s1=7)
    with pytest.raises(IllegalMove):
        move_sprints(plan=three, dates=dates, titles={1: "One", 2: ""}, shifts_following=False, by=ada)
    assert three.sprints.get(number=1).title == "Sprint 1"
    move_sprints(plan=three, dates=dates, titles={1: "One"}, shifts_following=False, by=ada)
    assert three.sprints.get(number=1).title == "One"


def test_an_empty_sprint_is_removed_and_one_with_tasks_is_not(three: Plan, ada: User) -> None:
    events = remove_sprint(sprint=three.sprints.get(number=3), by=ada)
    assert [(event.from_value["sprint"], event.to_value) for event in events] == [(3, None)]
    with pytest.raises(IllegalMove, match="Tasks stand in sprint 2"):
        remove_sprint(sprint=three.sprints.get(number=2), by=ada)
    assert set(three.sprints.values_list("number", flat=True)) == {1, 2}


def test_tasks_that_were_taken_out_do_not_hold_a_sprint(three: Plan, ada: User) -> None:
    archive_task(task=task_of(three, "A-3"), seen_version=None, by=ada)
    sprint = three.sprints.get(number=2)
    remove_sprint(sprint=sprint, by=ada)
    assert task_of(three, "A-3").sprint is None
    with pytest.raises(NotFound):
        remove_sprint(sprint=sprint, by=ada)


def test_a_number_that_the_file_gives_stays_taken_and_one_given_here_is_free(three: Plan, ada: User) -> None:
    remove_sprint(sprint=three.sprints.get(number=3), by=ada)
    made = add_sprint(plan=three, title="", dates=None, by=ada)
    assert made.number == 4
    remove_sprint(sprint=made, by=ada)
    assert add_sprint(plan=three, title="", dates=None, by=ada).number == 4
