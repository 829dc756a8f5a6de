"""The list of plans: with none, with some, with many."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.plans import make_plan
from tests.views.test_boards import html_of
from tracker.actions.figures import recompute_figures
from tracker.actions.tasks import set_status
from tracker.models import Task


def test_who_is_in_no_plan_is_told_what_to_do(outsider: Client) -> None:
    html = html_of(outsider.get("/"))
    assert "You are in no plan yet" in html
    assert 'href="/plans/new/"' in html
    assert "<b>otto</b>" in html


@pytest.mark.parametrize("count", [1, 12])
def test_plans_whose_figures_are_up_to_date_take_the_same_queries_however_many(
    manager: Client, ada: User, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        recompute_figures(plan_id=make_plan(f"plan-{number}", manager=ada).pk)
    manager.get("/")
    with django_assert_num_queries(4):
        html = html_of(manager.get("/"))
    assert html.count('class="plan"') == count


def test_figures_that_lag_are_not_shown(manager: Client, ada: User) -> None:
    plan = make_plan(manager=ada)
    recompute_figures(plan_id=plan.pk)
    assert "0/3" in html_of(manager.get("/"))
    set_status(task=Task.objects.get(plan=plan, key="TS-1"), status="done", seen_version=None, by=ada)
    lagging = html_of(manager.get("/")).partition("<main")[2]
    assert "1/3" in lagging
    recompute_figures(plan_id=plan.pk)
    assert html_of(manager.get("/")).partition("<main")[2] == lagging
