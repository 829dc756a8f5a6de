"""What if: today's figures beside those of a question, and applying it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.plans import make_plan, many_tasks, task_of
from tests.views.conftest import Htmx
from tracker import enqueue
from tracker.actions.figures import recompute_figures
from tracker.jobs import forecast_what_if
from tracker.models import Event, Plan, Task
from tracker.queries.what_if import Question, TaskChange, question_of, token_of

PAGE = "/plans/shop/what-if/"
MONDAY = date(2099, 11, 30)


@pytest.fixture
def plan(ada: Any, bob: Any) -> Plan:
    """Twelve tasks of 4 h in sprint 1, each after the one before; far ahead, so that it begins on its day."""
    plan = make_plan("shop", many_tasks(12), manager=ada, member=bob)
    Plan.objects.filter(pk=plan.pk).update(start_date=MONDAY)
    plan.dependencies.filter(successor__key__in=["T-5", "T-9"]).delete()
    plan.refresh_from_db()
    recompute_figures(plan_id=plan.pk)
    return plan


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def asking(people: int = 3, start: str = "2099-11-30", order: bool = True, **rows: str) -> str:
    """The query of a question; `T_5="drop"` and `T_5="2 h"` are rows."""
    query = f"?people={people}&start={start}" + ("&order=1" if order else "")
    for name, what in rows.items():
        key, is_drop = name.replace("_", "-"), what == "drop"
        query += f"&task={key}&what={'drop' if is_drop else 'estimate'}&estimate={'' if is_drop else what}"
    return query


def row(html: str, label: str) -> str:
    """The row of the comparison with that label."""
    return html.split(f'<th scope="row">{label}</th>')[1].split("</tr>", maxsplit=1)[0]


def test_today_and_the_same_question_differ_in_nothing(member: Client, plan: Plan) -> None:
    html = text_of(member, PAGE)
    assert "<td>1 Dec 2099</td><td><b>1 Dec 2099</b></td>" in row(html, "Everything done")
    assert "the same day" in row(html, "Everything done")
    assert "What applying it would change" not in html


def test_fewer_people_take_longer(member: Client, plan: Plan) -> None:
    html = text_of(member, PAGE + asking(people=1))
    assert "7 Dec 2099" in row(html, "Everything done")
    assert "6 days later" in row(html, "Everything done")
    assert "<li>People: 3 → 1</li>" in html


def test_a_task_dropped_and_one_estimated_anew_change_the_work(member: Client, plan: Plan) -> None:
    html = text_of(member, PAGE + asking(people=1, T_1="drop", t_2="2 h"))
    assert "<td>6 days</td><td><b>42 h</b></td>" in row(html, "Work left")
    assert "6 h less" in row(html, "Work left")
    assert "<li>T-1 is dropped.</li><li>T-2 is estimated at 2 h.</li>" in html


def test_another_first_day_moves_the_dates(member: Client, plan: Plan) -> None:
    html = text_of(member, PAGE + asking(start="2099-12-07"))
    assert "8 Dec 2099" in row(html, "Everything done")
    assert "7 days later" in row(html, "Everything done")


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (asking(NOPE="drop"), "The plan has no open task NOPE."),
        (asking(T_1="a while"), "Write an estimate as in"),
        (asking(people=0), "People are a number from 1 to 100."),
        (asking(people=101), "People are a number from 1 to 100."),
        (asking(start="soon"), "The first day is a date."),
        (asking(start="9999-12-31"), "The first day is a date."),
    ],
)
def test_what_is_not_understood_is_said_beside_it(member: Client, plan: Plan, query: str, error: str) -> None:
    assert error in text_of(member, PAGE + query)


def test_one_to_ten_people_stand_in_a_table_and_each_is_a_question(member: Client, plan: Plan) -> None:
    html = text_of(member, PAGE + asking(T_1="drop"))
    for people in range(1, 11):
        assert f"task=T-1&amp;what=drop&amp;estimate=&amp;people={people}" in html
    assert html.count("no, proven") == 10


def test_the_forecast_comes_from_the_job_and_is_waited_for_until_then(member: Client, plan: Plan) -> None:
    question = Question(1, True, False, MONDAY, (TaskChange("T-1"),))
    path = PAGE + asking(people=1, T_1="drop")
    waiting = text_of(member, path)
    assert 'hx-trigger="load delay:1s"' in waiting
    assert "…" in row(waiting, "80% likely by")

    token = token_of(plan, question)
    forecast_what_if(token, plan.pk, question.as_json())
    part = Htmx(member, path).get(f"{path}&tries=1").content.decode()

    at = cache.get(enqueue.answer_key(token))["at"]
    assert list(at) == ["50", "80", "95"]
    assert "hx-trigger" not in part
    assert "later" in row(part, "80% likely by")
    assert "<main" not in part


def test_the_answer_to_the_plan_as_it_is_equals_the_stored_figures(plan: Plan) -> None:
    question = question_of(plan)
    forecast_what_if("same", plan.pk, question.as_json())
    answer = cache.get(enqueue.answer_key("same"))
    assert answer["at"] == plan.figures.forecast["at"]
    assert answer["schedule"]["outcomes"] == plan.figures.schedule["outcomes"]


def test_a_question_about_a_plan_that_is_gone_has_no_answer(plan: Plan) -> None:
    forecast_what_if("gone", plan.pk + 1, question_of(plan).as_json())
    assert cache.get(enqueue.answer_key("gone")) is None


def test_it_stops_asking_when_no_answer_comes(member: Client, plan: Plan) -> None:
    path = PAGE + asking(people=2)
    part = Htmx(member, path).get(f"{path}&tries=45").content.decode()
    assert "hx-trigger" not in part
    assert "The jobs may not be running" in part


def test_a_new_change_or_another_question_has_another_answer(plan: Plan) -> None:
    question = question_of(plan)
    token = token_of(plan, question)
    assert token_of(plan, question) == token
    assert token_of(plan, Question(9, True, False, MONDAY)) != token
    plan.want_rev += 1
    assert token_of(plan, question) != token


def test_asking_stores_nothing(member: Client, plan: Plan) -> None:
    before = list(Task.objects.order_by("pk").values()), Event.objects.count()
    text_of(member, PAGE + asking(people=1, T_1="drop", T_2="2 h"))
    assert (list(Task.objects.order_by("pk").values()), Event.objects.count()) == before


def fields(sure: str = "1") -> dict[str, Any]:
    return {
        "people": "5",
        "start": "2099-12-07",
        "agents": "1",
        "task": ["T-1", "T-2"],
        "what": ["drop", "estimate"],
        "estimate": ["", "2-3 days"],
        "sure": sure,
    }


def test_a_manager_applies_all_of_it_at_once(manager: Client, ada: Any, plan: Plan) -> None:
    response = manager.post(f"{PAGE}apply/", fields())
    assert response.status_code == 303
    plan.refresh_from_db()
    assert (plan.people, plan.sprint_order, plan.one_task_per_agent) == (5, False, True)
    assert plan.start_date == date(2099, 12, 7)
    assert task_of(plan, "T-1").status == "dropped"
    assert (task_of(plan, "T-2").estimate_low_hours, task_of(plan, "T-2").estimate_high_hours) == (16, 24)
    assert plan.events.filter(by=ada).count() == 6
    assert "6 changes applied" in text_of(manager, PAGE)


def test_nothing_is_applied_without_a_yes(manager: Client, plan: Plan) -> None:
    response = manager.post(f"{PAGE}apply/", fields(sure=""))
    assert response.status_code == 303
    assert "people=5" in response.headers["Location"]
    plan.refresh_from_db()
    assert plan.people == 3
    assert not plan.events.filter(by__isnull=False).exists()


def test_nothing_is_applied_where_one_row_is_not_understood(manager: Client, plan: Plan) -> None:
    manager.post(f"{PAGE}apply/", fields() | {"task": ["T-1", "NOPE"]})
    plan.refresh_from_db()
    assert (plan.people, task_of(plan, "T-1").status) == (3, "todo")


def test_a_member_is_told_that_a_manager_can_apply_it(member: Client, plan: Plan) -> None:
    html = text_of(member, PAGE + asking(people=5))
    assert "A manager of the plan can apply it." in html
    assert "apply/" not in html


def test_a_loop_is_said_and_the_critical_path_shows_how_to_cut_it(member: Client, plan: Plan) -> None:
    first, second = task_of(plan, "T-1"), task_of(plan, "T-2")
    plan.dependencies.create(predecessor=second, successor=first)
    html = text_of(member, PAGE)
    assert "in a circle: T-1 → T-2 → T-1" in html
    assert 'href="/plans/shop/critical-path/"' in html


def test_the_table_of_people_of_a_large_plan_comes_after_the_page(
    client_of: Callable[[Any], Client], ada: Any
) -> None:
    make_plan("big", many_tasks(301), manager=ada)
    client, path = client_of(ada), "/plans/big/what-if/"
    whole = text_of(client, f"{path}?people=2&start=2099-11-30")
    assert 'hx-get="?people=2&amp;start=2099-11-30&part=people"' in whole
    assert 'class="list-table people-table"' not in whole
    part = Htmx(client, path).get(f"{path}?people=2&start=2099-11-30&part=people").content.decode()
    assert part.count("no, proven") == 10
    assert "<main" not in part
    assert text_of(client, f"{path}?people=2&start=2099-11-30&part=people").count("no, proven") == 10


@pytest.mark.parametrize("count", [1, 300])
def test_it_takes_the_same_queries_at_any_size(
    client_of: Callable[[Any], Client], ada: Any, count: int
) -> None:
    make_plan("big", many_tasks(count), manager=ada)
    client = client_of(ada)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/plans/big/what-if/").status_code == 200
    assert len(queries) == 9
