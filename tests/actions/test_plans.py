"""Settings of plans and dates of sprints: what figures rest on, so each change is an event."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from tracker.actions.plans import archive_plan, edit_plan, edit_sprint, overlapping_sprints, restore_plan
from tracker.core.errors import DomainError, IllegalMove
from tracker.models import Event, Plan, Sprint

pytestmark = pytest.mark.django_db


def told(plan: Plan) -> list[tuple[Any, Any, Any]]:
    events = Event.objects.filter(plan=plan, field="plan").order_by("pk")
    return list(events.values_list("by__username", "from_value", "to_value"))


def test_each_setting_that_changed_is_told_with_who_changed_it(plan: Plan, ada: User) -> None:
    before = plan.want_rev
    values = {
        "people": 5,
        "weekdays": "54321",
        "start_date": date(2026, 12, 7),
        "title": "  A \n better shop ",
    }
    assert len(edit_plan(plan=plan, values=values, by=ada)) == 3
    assert told(plan) == [
        ("ada", {"people": 3}, {"people": 5}),
        ("ada", {"start_date": "2026-11-30"}, {"start_date": "2026-12-07"}),
        ("ada", {"title": "Shop"}, {"title": "A better shop"}),
    ]
    plan.refresh_from_db()
    assert (plan.people, plan.weekdays, plan.title, plan.want_rev) == (
        5,
        "12345",
        "A better shop",
        before + 3,
    )


def test_the_plan_in_hand_is_brought_up_to_date(plan: Plan, ada: User) -> None:
    edit_plan(plan=plan, values={"weekdays": "6712"}, by=ada)
    assert plan.weekdays == "1267"


def test_what_is_so_already_is_no_event(plan: Plan, ada: User) -> None:
    edit_plan(plan=plan, values={"days_off": ["2026-12-31", "2026-12-25"]}, by=ada)
    values = {"days_off": [date(2026, 12, 25), date(2026, 12, 31)], "people": 3}
    assert edit_plan(plan=plan, values=values, by=ada) == []
    plan.refresh_from_db()
    assert plan.days_off == ["2026-12-25", "2026-12-31"]


@pytest.mark.parametrize(
    "values",
    [
        {"start_date": date(1999, 12, 31)},
        {"start_date": date(2200, 1, 1)},
        {"days_off": [date(9999, 12, 31)]},
        {"people": 0},
        {"people": 101},
        {"hours_per_day": 0},
        {"hours_per_day": 25},
        {"hours_per_day": float("nan")},
        {"default_estimate_hours": -1},
        {"weekdays": ""},
        {"weekdays": "128"},
        {"title": "  "},
        {"title": "x" * 301},
        {"title": "a\0b"},
        {"country": "ATLANTIS"},
        {"days_off": ["tomorrow"]},
        {"days_off": "2026-12-31"},
        {"start_date": "2026-12-31"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "/etc/passwd"},
        {"slug": "other"},
        {"want_rev": 0},
    ],
)
def test_it_refuses_what_a_plan_cannot_be(plan: Plan, ada: User, values: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        edit_plan(plan=plan, values={"sprint_order": False, **values}, by=ada)
    plan.refresh_from_db()
    assert plan.sprint_order
    assert told(plan) == []


@pytest.mark.parametrize(("country", "stored"), [("tr", "TR"), ("DE-by", "DE-BY"), ("", "")])
def test_a_country_is_kept_as_its_code(plan: Plan, ada: User, country: str, stored: str) -> None:
    edit_plan(plan=plan, values={"country": country}, by=ada)
    plan.refresh_from_db()
    assert plan.country == stored


def test_dates_and_title_of_a_sprint_are_changed_in_one_event(plan: Plan, ada: User) -> None:
    sprint = Sprint.objects.get(plan=plan, number=1)
    first, last = sprint.starts_on, sprint.ends_on
    values = {"starts_on": first, "ends_on": last + timedelta(days=7), "title": " Longer \n sprint"}
    edit_sprint(sprint=sprint, values=values, by=ada)
    assert told(plan) == [
        (
            "ada",
            {"sprint": 1, "ends_on": last.isoformat(), "title": "Sprint 1"},
            {"sprint": 1, "ends_on": (last + timedelta(days=7)).isoformat(), "title": "Longer sprint"},
        )
    ]
    assert (sprint.title, sprint.ends_on) == ("Longer sprint", last + timedelta(days=7))


@pytest.mark.parametrize("values", [{"ends_on": -1}, {"starts_on": 60}, {"starts_on": 9, "ends_on": 8}])
def test_it_refuses_a_sprint_that_ends_before_it_starts(
    plan: Plan, ada: User, values: dict[str, int]
) -> None:
    sprint = Sprint.objects.get(plan=plan, number=1)
    days = {name: sprint.starts_on + timedelta(days=offset) for name, offset in values.items()}
    with pytest.raises(IllegalMove, match="ends on or after"):
        edit_sprint(sprint=sprint, values=days, by=ada)
    assert told(plan) == []


def test_it_refuses_a_sprint_that_no_calendar_could_show(plan: Plan, ada: User) -> None:
    sprint = Sprint.objects.get(plan=plan, number=1)
    with pytest.raises(IllegalMove, match="year 9999 is too far away"):
        edit_sprint(sprint=sprint, values={"ends_on": date(9999, 12, 31)}, by=ada)
    assert told(plan) == []


def test_a_sprint_of_one_day_is_legal(plan: Plan, ada: User) -> None:
    sprint = Sprint.objects.get(plan=plan, number=1)
    edit_sprint(sprint=sprint, values={"ends_on": sprint.starts_on}, by=ada)
    sprint.refresh_from_db()
    assert sprint.ends_on == sprint.starts_on


def test_sprints_may_overlap_and_it_is_known_which_do(plan: Plan, ada: User) -> None:
    one, two = Sprint.objects.filter(plan=plan)
    assert overlapping_sprints(one) == []
    edit_sprint(sprint=one, values={"ends_on": two.starts_on}, by=ada)
    assert overlapping_sprints(one) == [two]
    assert overlapping_sprints(two) == [one]


def test_a_sprint_is_closed_and_opened_again(plan: Plan, ada: User) -> None:
    sprint = Sprint.objects.get(plan=plan, number=1)
    edit_sprint(sprint=sprint, values={"is_closed": True}, by=ada)
    assert sprint.closed_at is not None
    assert edit_sprint(sprint=sprint, values={"is_closed": True}, by=ada) == []
    edit_sprint(sprint=sprint, values={"is_closed": False}, by=ada)
    assert sprint.closed_at is None


def test_a_sprints_number_is_the_files(plan: Plan, ada: User) -> None:
    with pytest.raises(IllegalMove, match="cannot be changed here"):
        edit_sprint(sprint=Sprint.objects.get(plan=plan, number=1), values={"number": 9}, by=ada)


def test_a_plan_is_put_away_once_and_brought_back_with_all_it_holds(plan: Plan, ada: User) -> None:
    assert len(archive_plan(plan=plan, by=ada)) == 1
    assert archive_plan(plan=Plan.objects.get(), by=ada) == []
    assert not Plan.objects.behind().exists()
    assert len(restore_plan(plan=plan, by=ada)) == 1
    assert restore_plan(plan=plan, by=ada) == []
    plan.refresh_from_db()
    assert (plan.archived_at, plan.tasks.count()) == (None, 3)
    assert told(plan) == [
        ("ada", {"archived": False}, {"archived": True}),
        ("ada", {"archived": True}, {"archived": False}),
    ]
