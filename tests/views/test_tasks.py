"""A task's page and what people do there."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.plans import task_of
from tests.views.conftest import Htmx
from tests.views.test_boards import card_in, html_of
from tracker.models import Comment, Dependency, Plan, Task

MOST_QUERIES_OF_A_TASK = 14


@pytest.fixture
def beside(member: Client, plan: Plan) -> Htmx:
    """Bob's htmx on the board of sprint 1 with TS-1 opened beside it."""
    return Htmx(member, "/plans/shop/sprints/1/?task=TS-1")


def test_it_shows_what_the_task_waits_for_and_holds_up(member: Client, plan: Plan) -> None:
    assert 'href="/plans/shop/tasks/TS-1/"' in html_of(member.get("/plans/shop/tasks/TS-2/"))
    assert 'href="/plans/shop/tasks/TS-2/"' in html_of(member.get("/plans/shop/tasks/TS-1/"))


@pytest.mark.parametrize("count", [1, 60])
def test_a_task_takes_the_same_queries_whatever_it_holds(
    member: Client, bob: Any, plan: Plan, count: int, django_assert_max_num_queries: Any
) -> None:
    row = task_of(plan, "TS-1")
    Comment.objects.bulk_create(
        Comment(plan=plan, task=row, by=bob, at="2026-11-24T08:00:00Z", text="Hello") for _ in range(count)
    )
    with django_assert_max_num_queries(MOST_QUERIES_OF_A_TASK):
        assert html_of(member.get("/plans/shop/tasks/TS-1/")).count("Hello") == count


def test_its_text_is_markdown_that_htmx_never_touches(member: Client, plan: Plan) -> None:
    Task.objects.filter(plan=plan, key="TS-1").update(body='**Bold** <b hx-get="/canary">x</b>')
    html = html_of(member.get("/plans/shop/tasks/TS-1/"))
    assert '<div class="md" hx-disable hx-boost="false"><p><strong>Bold</strong> &lt;b hx-get' in html


def test_its_title_is_shown_without_marks_and_edited_with_them(member: Client, plan: Plan) -> None:
    Task.objects.filter(plan=plan, key="TS-1").update(title="**Cart**: write `schema.sql`")
    page, board = (html_of(member.get(f"/plans/shop/{path}/")) for path in ("tasks/TS-1", "sprints/1"))
    assert ">Cart: write schema.sql</h1>" in page
    assert 'value="**Cart**: write `schema.sql`"' in page
    assert ">Cart: write schema.sql</a>" in board


def test_a_change_beside_the_board_changes_card_and_task(beside: Htmx, plan: Plan) -> None:
    html = html_of(beside.post("/plans/shop/tasks/TS-1/edit/", {"estimate": "2-3 days", "version": 1}))
    assert 'id="card-TS-1"' in html
    assert 'id="task-props"' in html
    assert (task_of(plan, "TS-1").estimate_low_hours, task_of(plan, "TS-1").estimate_high_hours) == (16, 24)


def test_an_estimate_in_turkish_is_understood(beside: Htmx, plan: Plan) -> None:
    beside.post("/plans/shop/tasks/TS-1/edit/", {"estimate": "1 gün", "version": 1})
    assert task_of(plan, "TS-1").estimate_hours == 8


def test_an_estimate_that_is_none_is_refused_in_words(beside: Htmx, plan: Plan) -> None:
    response = beside.post("/plans/shop/tasks/TS-1/edit/", {"estimate": "soon", "version": 1})
    assert response.status_code == 422
    assert "as in “4 h”" in html_of(response)
    assert "You typed: “soon”." in html_of(response)
    assert task_of(plan, "TS-1").estimate_hours == 4


def test_another_field_that_changed_meanwhile_does_not_stand_in_the_way(
    beside: Htmx, manager: Client, plan: Plan
) -> None:
    Htmx(manager, "/plans/shop/sprints/1/").post(
        "/plans/shop/tasks/TS-1/move/", {"status": "done", "version": 1}
    )
    response = beside.post("/plans/shop/tasks/TS-1/edit/", {"priority": "low", "version": 1})
    assert response.status_code == 200
    assert (task_of(plan, "TS-1").priority, task_of(plan, "TS-1").status) == ("low", "done")


def test_a_stale_text_comes_back_as_typed_beside_what_it_says_now(
    beside: Htmx, manager: Client, plan: Plan
) -> None:
    theirs = {"title": "Their title", "body": "Their text", "version": 1}
    manager.post("/plans/shop/tasks/TS-1/edit/", theirs)
    mine = {"title": "My title", "body": "My text", "version": 1}
    response = beside.post("/plans/shop/tasks/TS-1/edit/", mine)
    html = html_of(response)
    assert response.status_code == 409
    for text in ("My title", "My text", "Their title", "Their text"):
        assert text in html
    assert task_of(plan, "TS-1").body == "Their text"


def test_a_stale_text_is_not_lost_without_javascript(member: Client, manager: Client, plan: Plan) -> None:
    manager.post("/plans/shop/tasks/TS-1/edit/", {"title": "Theirs", "body": "Theirs", "version": 1})
    response = member.post("/plans/shop/tasks/TS-1/edit/", {"title": "Mine", "body": "My text", "version": 1})
    assert response.status_code == 409
    assert "My text" in html_of(response)


def test_a_step_is_ticked_and_its_count_comes_with_it(beside: Htmx, plan: Plan) -> None:
    html = html_of(beside.post("/plans/shop/tasks/TS-1/steps/0/", {"done": "1"}))
    assert task_of(plan, "TS-1").steps.get(position=0).is_done
    assert "☑ 1/2" in html
    assert 'id="task-steps"' in html


def test_a_step_that_is_not_there_is_refused(beside: Htmx, plan: Plan) -> None:
    assert beside.post("/plans/shop/tasks/TS-1/steps/7/", {"done": "1"}).status_code == 422


def test_a_comment_appears_and_its_field_is_empty_again(beside: Htmx, plan: Plan) -> None:
    html = html_of(beside.post("/plans/shop/tasks/TS-1/comments/", {"text": "Looks *good*"}))
    assert "<em>good</em>" in html
    assert 'data-draft="comment-TS-1"></textarea>' in html


def test_an_overlong_comment_comes_back_as_typed(beside: Htmx, plan: Plan) -> None:
    typed = "long " * 2_001
    response = beside.post("/plans/shop/tasks/TS-1/comments/", {"text": typed})
    assert response.status_code == 422
    assert typed.strip() in html_of(response)
    assert not Comment.objects.exists()


def test_a_comment_without_javascript_leads_back(member: Client, plan: Plan) -> None:
    response = member.post("/plans/shop/tasks/TS-1/comments/", {"text": "Hello"})
    assert (response.status_code, response.headers["Location"]) == (303, "/plans/shop/tasks/TS-1/")
    assert Comment.objects.get().text == "Hello"


def test_a_change_in_the_history_is_undone_from_there(beside: Htmx, plan: Plan) -> None:
    beside.post("/plans/shop/tasks/TS-1/edit/", {"priority": "low", "version": 1})
    event = task_of(plan, "TS-1").events.get(field="priority")
    html = html_of(beside.get("/plans/shop/tasks/TS-1/"))
    assert f'id="undo-{event.pk}"' in html
    beside.post(f"/plans/shop/undo/?event={event.pk}")
    assert task_of(plan, "TS-1").priority == ""


def test_a_change_with_a_later_one_upon_it_cannot_be_undone(beside: Htmx, plan: Plan) -> None:
    beside.post("/plans/shop/tasks/TS-1/edit/", {"priority": "low", "version": 1})
    first = task_of(plan, "TS-1").events.get(field="priority")
    beside.post("/plans/shop/tasks/TS-1/edit/", {"priority": "high", "version": 2})
    response = beside.post(f"/plans/shop/undo/?event={first.pk}")
    assert response.status_code == 422
    assert task_of(plan, "TS-1").priority == "high"


@pytest.mark.parametrize("query", ["", "?event=", "?event=x", "?event=999999", "?event=" + "9" * 30])
def test_what_never_happened_cannot_be_undone(beside: Htmx, plan: Plan, query: str) -> None:
    assert beside.post(f"/plans/shop/undo/{query}").status_code == 404


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_form_without_the_version_that_was_seen_is_refused(beside: Htmx, plan: Plan, version: str) -> None:
    response = beside.post("/plans/shop/tasks/TS-1/move/", {"status": "done", "version": version})
    assert response.status_code == 404
    assert task_of(plan, "TS-1").status == "todo"


def test_a_new_dependency_shows_on_the_open_task(beside: Htmx, plan: Plan) -> None:
    Dependency.objects.create(plan=plan, predecessor=task_of(plan, "TS-1"), successor=task_of(plan, "TS-3"))
    assert ">TS-3</a>" in html_of(beside.get("/plans/shop/tasks/TS-1/"))


def test_a_part_is_never_mistaken_for_the_page(beside: Htmx, plan: Plan) -> None:
    for headers in ({"HX-Boosted": "true"}, {"HX-History-Restore-Request": "true"}):
        response = beside.client.get("/plans/shop/tasks/TS-1/", headers=beside.headers() | headers)
        assert "<html" in html_of(response)
    assert {"HX-Request", "Cookie"} <= {name.strip() for name in response.headers["Vary"].split(",")}


def test_a_dependency_is_set_by_hand_and_blocks_the_card(beside: Htmx, plan: Plan) -> None:
    html = html_of(beside.post("/plans/shop/tasks/TS-1/dependencies/", {"waits_for": "ts-3"}))
    assert "TS-1 waits for TS-3" in html
    assert "↳ TS-3" in card_in(html, "TS-1")
    assert 'id="free-TS-3"' in html


def test_a_dependency_is_taken_away_again(beside: Htmx, plan: Plan) -> None:
    beside.post("/plans/shop/tasks/TS-2/dependencies/", {"waits_for": "TS-1", "remove": "1"})
    assert not Dependency.objects.filter(plan=plan).exists()


@pytest.mark.parametrize(
    ("other", "says"),
    [("TS-2", "in a circle"), ("TS-9", "no task"), ("", "no task"), ("TS-1", "in a circle")],
)
def test_a_dependency_that_cannot_be_is_refused_in_words(
    beside: Htmx, plan: Plan, other: str, says: str
) -> None:
    response = beside.post("/plans/shop/tasks/TS-1/dependencies/", {"waits_for": other})
    assert response.status_code == 422
    assert says in html_of(response)
    assert Dependency.objects.count() == 1


def test_a_dependency_set_by_hand_is_undone_from_the_status_line(beside: Htmx, plan: Plan) -> None:
    html = html_of(beside.post("/plans/shop/tasks/TS-1/dependencies/", {"waits_for": "TS-3"}))
    address = re.search(r'action="(/plans/shop/undo/[^"]+)"', html)
    assert address
    html = html_of(beside.post(address[1]))
    assert 'id="free-TS-3"' not in html
    assert not Dependency.objects.filter(plan=plan, successor__key="TS-1").exists()


def named(plan: Plan, **titles: str) -> None:
    for key, title in titles.items():
        Task.objects.filter(plan=plan, key=key.replace("_", "-")).update(title=title)


@pytest.mark.parametrize("typed", ["IŞIK", "isik  sonunce giris", "rotate", "rotate keys"])
def test_what_a_task_waits_for_is_named_by_title_or_a_part_of_it(
    beside: Htmx, plan: Plan, typed: str
) -> None:
    named(plan, TS_2="Rotate keys", TS_3="Işık sönünce giriş")
    Dependency.objects.all().delete()
    html = html_of(beside.post("/plans/shop/tasks/TS-1/dependencies/", {"waits_for": typed}))
    assert "TS-1 waits for" in html
    key = Dependency.objects.get(successor__key="TS-1").predecessor.key
    assert key == ("TS-2" if typed.startswith("rotate") else "TS-3")


def test_a_name_that_fits_several_tasks_is_refused_with_the_first_few(beside: Htmx, plan: Plan) -> None:
    named(plan, TS_2="Rotate keys", TS_3="Rotate logs")
    response = beside.post("/plans/shop/tasks/TS-1/dependencies/", {"waits_for": "rotate"})
    assert response.status_code == 422
    assert "“rotate” fits 2 tasks: TS-2 Rotate keys; TS-3 Rotate logs." in html_of(response)
    assert Dependency.objects.count() == 1


def test_the_one_chosen_counts_whatever_was_typed(beside: Htmx, plan: Plan) -> None:
    beside.post("/plans/shop/tasks/TS-1/dependencies/", {"waits_for": "ts", "chosen": "TS-3"})
    assert Dependency.objects.get(successor__key="TS-1").predecessor.key == "TS-3"


def test_typing_offers_what_the_task_does_not_wait_for_yet(beside: Htmx, plan: Plan) -> None:
    named(plan, TS_3="Rotate keys")
    find = "/plans/shop/find/?for=TS-2&waits_for="
    html = html_of(beside.get(f"{find}ts"))
    assert re.findall('name="chosen" value="([^"]+)"', html) == ["TS-3"]
    assert 'value="TS-3"' in html_of(beside.get(f"{find}keys"))
    assert "No task holds “xyz”." in html_of(beside.get(f"{find}xyz"))
    assert html_of(beside.get(find)).strip() == ""
    assert "<html" in html_of(beside.client.get(f"{find}ts"))


def test_an_archived_task_says_that_it_is(member: Client, plan: Plan) -> None:
    Task.objects.filter(plan=plan, key="TS-1").update(archived_at="2026-11-24T08:00:00Z")
    assert "Taken out of the plan." in html_of(member.get("/plans/shop/tasks/TS-1/"))


def test_a_change_on_the_tasks_own_page_brings_the_task_and_no_card(member: Client, plan: Plan) -> None:
    htmx = Htmx(member, "/plans/shop/tasks/TS-2/")
    html = html_of(htmx.post("/plans/shop/tasks/TS-2/edit/", {"priority": "low", "version": 1}))
    assert 'id="task-props"' in html
    assert "arrivals" not in html
    assert 'hx-target="#drawer"' not in html


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("move", {"after": "\0", "version": 1}),
        ("move", {"status": "\0", "version": 1}),
        ("edit", {"title": "a\0b", "version": 1}),
        ("comments", {"text": "a\0b"}),
        ("dependencies", {"waits_for": "\0"}),
    ],
)
def test_a_character_that_no_database_holds_is_refused(
    beside: Htmx, plan: Plan, page: str, data: dict[str, Any]
) -> None:
    assert beside.post(f"/plans/shop/tasks/TS-1/{page}/", data).status_code in (404, 422)
    assert member_sees_nothing_new(plan)


def member_sees_nothing_new(plan: Plan) -> bool:
    row = task_of(plan, "TS-1")
    return row.version == 1 and not row.comments.exists()


def test_a_plan_tells_time_in_its_own_zone(member: Client, bob: Any, plan: Plan) -> None:
    row = task_of(plan, "TS-1")
    Plan.objects.filter(pk=plan.pk).update(time_zone="Asia/Tokyo")
    with time_machine.travel("2026-11-24T16:30:00Z", tick=False):
        Comment.objects.create(plan=plan, task=row, by=bob, at="2026-11-24T15:10:00Z", text="Late")
        assert "today 00:10" in html_of(member.get("/plans/shop/tasks/TS-1/"))
        assert timezone.get_current_timezone_name() == timezone.get_default_timezone_name()


def test_a_stale_estimate_comes_back_as_typed(beside: Htmx, manager: Client, plan: Plan) -> None:
    manager.post("/plans/shop/tasks/TS-1/edit/", {"estimate": "5 h", "version": 1})
    response = beside.post("/plans/shop/tasks/TS-1/edit/", {"estimate": "7 h", "version": 1})
    assert response.status_code == 409
    assert "You typed: “7 h”." in html_of(response)
    assert task_of(plan, "TS-1").estimate_hours == 5


def test_a_risk_is_set_and_stands_in_the_head(beside: Htmx, plan: Plan) -> None:
    assert 'id="prop-risk"' in html_of(beside.client.get("/plans/shop/tasks/TS-1/"))
    html = html_of(beside.post("/plans/shop/tasks/TS-1/edit/", {"risk": "high", "version": 1}))
    assert "Risk: High" in html
    assert task_of(plan, "TS-1").risk == "high"
