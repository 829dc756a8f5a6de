"""The three facts about a plan agree with the pages that they lead to."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.core.plan.made import make_document, make_task
from tests.plans import make_plan, task_of
from tracker.actions.figures import recompute_figures
from tracker.actions.tasks import set_status
from tracker.models import Plan
from tracker.queries.facts import Fact, plan_facts, readiness_fact

pytestmark = pytest.mark.django_db


def test_readiness_is_the_share_of_critical_tasks_that_are_done(ada: User) -> None:
    critical = [make_task(f"C-{n}", priority="critical", hours=4) for n in range(4)]
    plan = make_plan(document=make_document(*critical, make_task("BIG-1", hours=400)))
    set_status(task=task_of(plan, "C-0"), status="done", seen_version=None, by=ada)
    assert readiness_fact(plan) == Fact("Readiness", "25%", "1 of 4 critical tasks", "readiness")


def test_readiness_of_a_plan_without_critical_tasks_counts_all(ada: User) -> None:
    plan = make_plan(document=make_document(make_task("A-1"), make_task("A-2", hours=40)))
    assert readiness_fact(plan) == Fact("Readiness", "0%", "0 of 2 tasks", "readiness")
    set_status(task=task_of(plan, "A-1"), status="done", seen_version=None, by=ada)
    assert readiness_fact(plan) == Fact("Readiness", "50%", "1 of 2 tasks", "readiness")


def test_readiness_of_a_plan_without_work_is_not_a_number() -> None:
    plan = make_plan(document=make_document())
    assert readiness_fact(plan) == Fact("Readiness", "–", "0 of 0 tasks", "readiness")


def test_a_plan_that_was_not_computed_yet_is_not_called_finished(ada: User) -> None:
    plan = make_plan(manager=ada)
    assert [fact.note for fact in plan_facts(plan)[:2]] == ["no forecast", "no schedule"]
    recompute_figures(plan_id=plan.pk)
    assert "no schedule" not in [fact.note for fact in plan_facts(Plan.objects.get(pk=plan.pk))]
