"""Every model is listed, searched and filtered, at a number of queries that does not grow with the rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin.conftest import fill
from tests.plans import task_of
from tracker.actions.tasks import edit_task, set_status, set_step
from tracker.models import Event, Figures, PlanRevision, Task, TaskAgent

pytestmark = pytest.mark.django_db

OURS = [model for model in apps.get_app_config("tracker").get_models() if model is not TaskAgent]
LISTED = [*OURS, User]


def list_url(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def change_url(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def name_of(model: Any) -> str:
    return str(model._meta.model_name)


def everything(model: Any) -> dict[str, str]:
    """The query that shows archived rows too."""
    return {"archived": "all"} if name_of(model) in ("plan", "task") else {}


def test_every_model_is_in_the_admin_and_agents_of_tasks_on_the_page_of_their_task() -> None:
    assert {model for model in LISTED if not django_admin.site.is_registered(model)} == set()


@pytest.mark.parametrize("model", LISTED, ids=name_of)
def test_every_list_can_be_searched_and_filtered(model: Any) -> None:
    model_admin = django_admin.site.get_model_admin(model)
    assert model_admin.search_fields
    assert model_admin.list_filter
    assert len(model_admin.list_display) > 1


def test_no_list_takes_more_queries_for_more_rows(admin: Client) -> None:
    """All lists in one test: sixty rows of everything are made once."""

    def queries_of_lists() -> dict[str, int]:
        counts = {}
        for model in LISTED:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = admin.get(list_url(model), everything(model))
            assert response.status_code == 200, model
            counts[name_of(model)] = len(queries)
        return counts

    fill(1)
    queries_of_lists()
    one = queries_of_lists()
    fill(60)
    assert queries_of_lists() == one
    assert max(one.values()) <= 16


def test_every_search_finds_and_every_filter_opens(admin: Client) -> None:
    fill(1)
    for model in LISTED:
        assert admin.get(list_url(model), {"q": "a'b 1"}).status_code == 200
        page = admin.get(list_url(model), everything(model))
        for spec in page.context["cl"].filter_specs:
            *_others, last = spec.choices(page.context["cl"])
            assert admin.get(list_url(model) + last["query_string"]).status_code == 200


def test_every_row_has_a_page_that_takes_the_same_queries_whatever_hangs_on_it(admin: Client) -> None:
    def queries_of_pages() -> dict[str, int]:
        counts = {}
        for model in LISTED:
            row = model._default_manager.order_by("-pk").first()
            with CaptureQueriesContext(connection) as queries:
                assert admin.get(change_url(row)).status_code == 200, model
            counts[name_of(model)] = len(queries)
        return counts

    fill(1)
    queries_of_pages()
    one = queries_of_pages()
    fill(20)
    assert queries_of_pages() == one


@pytest.mark.parametrize("model", [Event, PlanRevision, Figures], ids=name_of)
def test_what_happened_is_read_and_nothing_else(admin: Client, model: Any) -> None:
    fill(1)
    row = model._default_manager.first()
    before = list(model._default_manager.values())
    assert admin.get(reverse(f"admin:tracker_{name_of(model)}_add")).status_code == 403
    assert admin.post(change_url(row), {"field": "status"}).status_code == 403
    assert admin.post(change_url(row).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    admin.post(list_url(model), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert list(model._default_manager.values()) == before


@pytest.mark.parametrize("name", ["task", "plan", "sprint", "section", "category", "agent", "checklistitem"])
def test_parts_of_a_plan_are_neither_made_nor_deleted_here(admin: Client, name: str) -> None:
    fill(1)
    model = apps.get_model("tracker", name)
    row = model._default_manager.first()
    assert row is not None
    if name != "task":
        assert admin.get(reverse(f"admin:tracker_{name}_add")).status_code == 403
    assert admin.post(change_url(row).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_archived_rows_are_out_of_sight_until_asked_for(admin: Client, plan: Any) -> None:
    for model, values in (
        ("plan", {"archived_at": plan.created_at}),
        ("task", {"archived_at": plan.created_at}),
    ):
        rows = apps.get_model("tracker", model)._default_manager
        rows.filter(pk=rows.first().pk).update(**values)
        url = reverse(f"admin:tracker_{model}_changelist")
        counts = [len(admin.get(url, query).context["cl"].result_list)
                  for query in ({}, {"archived": "yes"}, {"archived": "all"})]  # fmt: skip
        assert counts[0] + counts[1] == counts[2]
        assert counts[1] == 1


def test_the_admin_is_for_staff(plan: Any, bob: User) -> None:
    client = Client()
    assert client.get(reverse("admin:index")).status_code == 302
    client.force_login(bob)
    assert client.get(reverse("admin:index")).status_code == 302
    assert client.get(list_url(OURS[0])).status_code == 302


def test_pages_carry_the_sites_strict_policy_and_nothing_inline(admin: Client) -> None:
    fill(1)
    urls = [reverse("admin:index"), reverse("admin:tracker_plan_import"), reverse("admin:login")]
    for model in LISTED:
        urls += [list_url(model), change_url(model._default_manager.first())]
    for url in urls:
        response = admin.get(url, follow=True)
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        html = response.content.decode()
        assert " style=" not in html, url
        assert " onclick=" not in html, url
        assert "<style" not in html, url
        assert not [part for part in html.split("<script")[1:] if "src=" not in part.split(">")[0]
                    and 'type="application/json"' not in part.split(">")[0]], url  # fmt: skip


def test_events_are_told_in_words(admin: Client, plan: Any, bob: User) -> None:
    User.objects.filter(pk=bob.pk).update(first_name="Bob", last_name="Berk")
    for values in ({"estimate": [4, 4]}, {"assignee": bob.pk}, {"archived": True}):
        edit_task(task=task_of(plan, "TS-3"), values=values, seen_version=None, by=bob)
    set_step(task=task_of(plan, "TS-1"), position=1, done=True, by=bob)
    set_status(task=task_of(plan, "TS-1"), status="doing", seen_version=None, by=bob)
    rows = admin.get(list_url(Event)).context["cl"].result_list
    model_admin = django_admin.site.get_model_admin(Event)
    told = [(event.field, model_admin.before(event), model_admin.after(event)) for event in rows[:5]]
    assert told == [
        ("status", "To do", "Doing"),
        ("step", "2: open", "2: done"),
        ("archived", "no", "yes"),
        ("assignee", "", "Bob Berk"),
        ("estimate", "", "4 h"),
    ]
    page = admin.get(change_url(rows[3])).content.decode()
    assert "Bob Berk" in page


def test_plans_count_what_their_pages_count(admin: Client, plan: Any) -> None:
    Task.objects.filter(plan=plan, key="TS-1").update(status="done")
    Task.objects.filter(plan=plan, key="TS-3").update(status="done", is_duty=True)
    (row,) = admin.get(list_url(type(plan))).context["cl"].result_list
    assert django_admin.site.get_model_admin(type(plan)).progress(row) == "1/2"
    Task.objects.filter(plan=plan, key="TS-2").update(status="dropped")
    (row,) = admin.get(list_url(type(plan))).context["cl"].result_list
    assert django_admin.site.get_model_admin(type(plan)).progress(row) == "1/1"


def test_sign_in_attempts_go_by_a_name_that_says_so(admin: Client) -> None:
    assert "Sign-in attempts" in admin.get(reverse("admin:index")).content.decode()
