"""What is changed in the admin goes through the actions: events with who did it, refusals in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.admin.forms import filled
from tests.plans import make_person, make_plan, task_of
from tracker.actions.tasks import edit_task, set_status
from tracker.models import ChecklistItem, Comment, Dependency, Event, Membership, Plan, Sprint, Task

pytestmark = pytest.mark.django_db


def url_of(row: Any, page: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def list_url(name: str) -> str:
    return reverse(f"admin:tracker_{name}_changelist")


def change(admin: Client, row: Any, **typed: Any) -> Any:
    """Open the row's page, type, save."""
    return admin.post(url_of(row), filled(admin.get(url_of(row)), **typed))


def act(admin: Client, name: str, action: str, rows: Any) -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return admin.post(list_url(name), data, follow=True)


def told(plan: Plan, *fields: str) -> list[tuple[Any, ...]]:
    events = Event.objects.filter(plan=plan, field__in=fields).order_by("pk")
    return list(events.values_list("task__key", "field", "from_value", "to_value", "by__username"))


def test_a_status_changed_in_the_form_is_an_event_of_the_admin(admin: Client, plan: Plan) -> None:
    response = change(admin, task_of(plan, "TS-1"), status="done")
    assert response.status_code == 302
    row = task_of(plan, "TS-1")
    assert (row.status, row.version, row.done_by and row.done_by.username) == ("done", 2, "root")
    assert told(plan, "status") == [("TS-1", "status", "todo", "done", "root")]
    assert LogEntry.objects.filter(object_id=str(row.pk)).exists()


def test_every_field_of_the_form_is_an_event(admin: Client, plan: Plan, bob: User) -> None:
    sprint = Sprint.objects.get(plan=plan, number=2)
    response = change(
        admin, task_of(plan, "TS-3"), title="Third", priority="low", risk="high", sprint=str(sprint.pk),
        assignee=str(bob.pk), due="2026-12-24", is_duty="on", blocked_reason="No key", body="Text\r\nmore",
        estimate_low_hours="4", estimate_high_hours="6", is_archived="on",
    )  # fmt: skip
    assert response.status_code == 302
    events = Event.objects.filter(task=task_of(plan, "TS-3")).exclude(field="task")
    assert {event.field: (event.from_value, event.to_value) for event in events} == {
        "title": ("Title of TS-3", "Third"),
        "priority": ("", "low"),
        "risk": ("", "high"),
        "sprint": (None, 2),
        "assignee": (None, bob.pk),
        "due": (None, "2026-12-24"),
        "is_duty": (False, True),
        "blocked": ("", "No key"),
        "body": ("", "Text\nmore"),
        "estimate": (None, [4.0, 6.0]),
        "archived": (False, True),
    }


def test_saving_what_one_sees_is_no_event(admin: Client, plan: Plan, ada: User) -> None:
    edit_task(
        task=task_of(plan, "TS-1"), values={"body": "    code\n\nText <b>\n- x", "due": "2026-12-24"},
        seen_version=1, by=ada,
    )  # fmt: skip
    before = Event.objects.count()
    assert change(admin, task_of(plan, "TS-1")).status_code == 302
    assert Event.objects.count() == before
    assert task_of(plan, "TS-1").body == "    code\n\nText <b>\n- x"


def test_one_end_of_an_estimate_is_both(admin: Client, plan: Plan) -> None:
    change(admin, task_of(plan, "TS-3"), estimate_low_hours="4")
    assert told(plan, "estimate")[0][3] == [4.0, 4.0]


def test_what_others_changed_meanwhile_is_not_put_back(admin: Client, plan: Plan, ada: User) -> None:
    """The page shows a title and a status; the person changes the title, and Ada ticks in between."""
    page = admin.get(url_of(task_of(plan, "TS-1")))
    set_status(task=task_of(plan, "TS-1"), status="done", seen_version=1, by=ada)
    assert admin.post(url_of(task_of(plan, "TS-1")), filled(page, title="New")).status_code == 302
    row = task_of(plan, "TS-1")
    assert (row.title, row.status) == ("New", "done")


def test_a_field_that_somebody_changed_meanwhile_is_refused_with_what_was_typed(
    admin: Client, plan: Plan, ada: User
) -> None:
    page = admin.get(url_of(task_of(plan, "TS-1")))
    edit_task(task=task_of(plan, "TS-1"), values={"title": "Ada's"}, seen_version=1, by=ada)
    response = admin.post(url_of(task_of(plan, "TS-1")), filled(page, title="The admin's", risk="high"))
    assert response.status_code == 200
    assert "ada changed this of TS-1" in response.content.decode()
    assert "The admin&#x27;s" in response.content.decode()
    row = task_of(plan, "TS-1")
    assert (row.title, row.risk) == ("Ada's", "")
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"estimate_low_hours": "9", "estimate_high_hours": "4"}, "An estimate is"),
        ({"title": "x" * 1001}, "at most 1000"),
        ({"status": "finished"}, "not one of the available choices"),
        ({"due": "soon"}, "valid date"),
    ],
)
def test_what_cannot_be_is_said_above_the_form(
    admin: Client, plan: Plan, typed: dict[str, str], reason: str
) -> None:
    response = change(admin, task_of(plan, "TS-1"), **typed)
    assert response.status_code == 200
    assert reason in response.content.decode()
    assert task_of(plan, "TS-1").version == 1


def test_only_sprints_and_people_of_the_plan_can_be_chosen(admin: Client, plan: Plan) -> None:
    other = make_plan("other", manager=make_person("eve"))
    sprint, eve = Sprint.objects.filter(plan=other)[0], other.members.get()
    for typed in ({"sprint": str(sprint.pk)}, {"assignee": str(eve.pk)}):
        assert "Select a valid choice" in change(admin, task_of(plan, "TS-1"), **typed).content.decode()


def test_many_tasks_are_marked_as_done_at_once(admin: Client, plan: Plan) -> None:
    response = act(admin, "task", "mark_as_done", Task.objects.filter(plan=plan))
    assert "3 tasks changed." in response.content.decode()
    assert [key for key, *_rest in told(plan, "status")] == ["TS-1", "TS-2", "TS-3"]
    assert {by for *_rest, by in told(plan, "status")} == {"root"}
    again = act(admin, "task", "mark_as_done", Task.objects.filter(plan=plan))
    assert "0 tasks changed." in again.content.decode()
    act(admin, "task", "mark_as_to_do", Task.objects.filter(plan=plan))
    assert len(told(plan, "status")) == 6


def test_tasks_are_archived_and_brought_back_rather_than_deleted(admin: Client, plan: Plan) -> None:
    act(admin, "task", "archive", [task_of(plan, "TS-1")])
    assert task_of(plan, "TS-1").archived_at is not None
    admin.post(list_url("task") + "?archived=yes",
               {"action": "restore", "_selected_action": [task_of(plan, "TS-1").pk]})  # fmt: skip
    assert [row[2:4] for row in told(plan, "archived")] == [(False, True), (True, False)]


def test_steps_are_ticked_by_events(admin: Client, plan: Plan) -> None:
    act(admin, "checklistitem", "tick", ChecklistItem.objects.filter(task__plan=plan))
    assert not ChecklistItem.objects.filter(task__plan=plan, is_done=False).exists()
    act(admin, "checklistitem", "untick", ChecklistItem.objects.filter(task__plan=plan, position=0))
    assert len(told(plan, "step")) == 3


def test_settings_of_a_plan_are_events(admin: Client, plan: Plan) -> None:
    response = change(admin, plan, people="5", days_off="2026-12-31\r\n2026-12-25", country="tr")
    assert response.status_code == 302
    events = Event.objects.filter(plan=plan, field="plan", by__username="root")
    changed = {
        name: (event.from_value[name], event.to_value[name]) for event in events for name in event.to_value
    }
    assert changed == {
        "people": (3, 5),
        "country": ("", "TR"),
        "days_off": ([], ["2026-12-25", "2026-12-31"]),
    }
    plan.refresh_from_db()
    assert (plan.people, plan.country, plan.days_off) == (5, "TR", ["2026-12-25", "2026-12-31"])
    assert change(admin, plan).status_code == 302
    assert len(told(plan, "plan")) == 3


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"country": "XQ"}, "No holidays are known"),
        ({"weekdays": "9"}, "Working days"),
        ({"days_off": "tomorrow"}, "Write dates as in"),
        ({"time_zone": "Mars"}, "not a time zone"),
    ],
)
def test_settings_that_cannot_be_are_refused_in_words(
    admin: Client, plan: Plan, typed: dict[str, str], reason: str
) -> None:
    assert reason in change(admin, plan, **typed).content.decode()
    assert told(plan, "plan") == []


def test_plans_are_archived_and_brought_back(admin: Client, plan: Plan) -> None:
    act(admin, "plan", "archive", [plan])
    plan.refresh_from_db()
    assert plan.archived_at is not None
    admin.post(list_url("plan") + "?archived=yes", {"action": "restore", "_selected_action": [plan.pk]})
    plan.refresh_from_db()
    assert plan.archived_at is None
    assert len(told(plan, "plan")) == 2


def test_dates_of_a_sprint_are_an_event_and_overlaps_are_said(admin: Client, plan: Plan) -> None:
    one, two = Sprint.objects.filter(plan=plan)
    data = filled(admin.get(url_of(one)), ends_on=str(two.starts_on + timedelta(days=1)), is_closed="on")
    page = admin.post(url_of(one), data, follow=True).content.decode()
    assert f"It shares days with: {two}" in page
    one.refresh_from_db()
    assert one.closed_at is not None
    assert len(told(plan, "plan")) == 1


def test_a_sprint_that_ends_before_it_starts_is_refused(admin: Client, plan: Plan) -> None:
    sprint = Sprint.objects.filter(plan=plan)[0]
    response = change(admin, sprint, ends_on=str(sprint.starts_on - timedelta(days=1)))
    assert "A sprint ends on or after" in response.content.decode()


def test_a_dependency_is_set_changed_and_removed_by_events(admin: Client, plan: Plan) -> None:
    add = reverse("admin:tracker_dependency_add")
    one, three = task_of(plan, "TS-1"), task_of(plan, "TS-3")
    data = filled(admin.get(add), predecessor=one.pk, successor=three.pk, lag_hours="8")
    assert admin.post(add, data).status_code == 302
    link = Dependency.objects.get(successor=three)
    assert (link.plan, link.source, link.lag_hours) == (plan, "hand", 8)
    change(admin, link, lag_hours="4")
    admin.post(url_of(link, "delete"), {"post": "yes"})
    assert [row[2:4] for row in told(plan, "dependency")] == [
        ([], ["TS-1 + 8 h"]),
        (["TS-1 + 8 h"], ["TS-1 + 4 h"]),
        (["TS-1 + 4 h"], []),
    ]


def test_dependencies_are_removed_in_bulk_by_events(admin: Client, plan: Plan) -> None:
    link = Dependency.objects.get(plan=plan)
    admin.post(
        list_url("dependency"), {"action": "delete_selected", "_selected_action": [link.pk], "post": "yes"}
    )
    assert not Dependency.objects.filter(plan=plan).exists()
    assert len(told(plan, "dependency")) == 1


def test_a_loop_is_refused_and_shown(admin: Client, plan: Plan) -> None:
    add = reverse("admin:tracker_dependency_add")
    data = filled(admin.get(add), predecessor=task_of(plan, "TS-2").pk, successor=task_of(plan, "TS-1").pk)
    page = admin.post(add, data).content.decode()
    assert "TS-2 → TS-1 → TS-2" in page
    assert Dependency.objects.filter(plan=plan).count() == 1


def test_a_person_comes_into_a_plan_and_the_last_manager_stays(admin: Client, plan: Plan, ada: User) -> None:
    add = reverse("admin:tracker_membership_add")
    eve = make_person("eve")
    admin.post(add, filled(admin.get(add), plan=plan.pk, user=eve.pk, role="viewer"))
    membership = Membership.objects.get(plan=plan, user=eve)
    change(admin, membership, role="member")
    membership.refresh_from_db()
    assert membership.role == "member"
    managers = Membership.objects.get(plan=plan, user=ada)
    assert "needs a manager" in change(admin, managers, role="viewer").content.decode()
    page = admin.post(url_of(managers, "delete"), {"post": "yes"}, follow=True)
    assert "needs a manager" in page.content.decode()
    bulk = {"action": "delete_selected", "post": "yes", "_selected_action": [membership.pk, managers.pk]}
    assert "needs a manager" in admin.post(list_url("membership"), bulk, follow=True).content.decode()
    assert Membership.objects.filter(plan=plan, user__in=[ada, eve]).count() == 2


def test_a_comment_that_should_not_have_been_written_can_be_taken_away(
    admin: Client, plan: Plan, ada: User
) -> None:
    comment = Comment.objects.create(
        plan=plan, task=task_of(plan, "TS-1"), by=ada, at=plan.created_at, text="Oops"
    )
    assert admin.post(url_of(comment), {"text": "Other"}).status_code == 403
    admin.post(url_of(comment, "delete"), {"post": "yes"})
    assert not Comment.objects.exists()


def test_a_staff_account_without_the_right_changes_nothing(plan: Plan) -> None:
    client = Client()
    client.force_login(make_person("clerk", is_staff=True))
    task = task_of(plan, "TS-1")
    assert client.post(url_of(task), {"status": "done"}).status_code == 403
    assert act(client, "task", "mark_as_done", [task]).status_code == 403
    assert client.get(reverse("admin:tracker_plan_import")).status_code == 403
    assert task_of(plan, "TS-1").status == "todo"
