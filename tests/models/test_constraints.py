"""What must always hold is refused by the database, whoever writes and however."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.plans import make_plan, task_of
from tracker.models import (
    Agent,
    Category,
    ChecklistItem,
    Dependency,
    Event,
    Membership,
    MutedFinding,
    Plan,
    PlanRevision,
    Section,
    SignInLink,
    Sprint,
    Task,
    TaskAgent,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 30)


def refuses(write: Any) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError:
        return True
    return False


def refuses_values(rows: Any, **values: Any) -> bool:
    """Whether an update of those rows is refused; that there is a row to update is checked."""
    assert rows.exists()
    return refuses(lambda: rows.update(**values))


def make_task(plan: Plan, key: str, **values: Any) -> Task:
    return Task.objects.create(plan=plan, key=key, title=key, **{"rank": f"z{key}", **values})


@pytest.mark.parametrize(
    "values",
    [
        {"hours_per_day": 0},
        {"hours_per_day": 24.5},
        {"people": 0},
        {"default_estimate_hours": -1},
    ],
)
def test_a_plan_has_possible_settings(plan: Plan, values: dict[str, Any]) -> None:
    assert refuses_values(Plan.objects.filter(pk=plan.pk), **values)


def test_two_plans_never_have_one_slug(plan: Plan) -> None:
    assert refuses(lambda: Plan.objects.create(slug=plan.slug, title="Other", start_date=MONDAY))


def test_two_revisions_of_a_plan_never_have_one_number(plan: Plan) -> None:
    values = {"number": 1, "text": "", "sha256": "", "imported_at": timezone.now()}
    PlanRevision.objects.create(plan=plan, **values)
    assert refuses(lambda: PlanRevision.objects.create(plan=plan, **values))
    assert not refuses(lambda: PlanRevision.objects.create(plan=make_plan("other"), **values))


@pytest.mark.parametrize("model", [Category, Section])
def test_two_parts_of_a_plan_never_stand_at_one_position(plan: Plan, model: Any) -> None:
    model.objects.create(plan=plan, position=7, title="One")
    assert refuses(lambda: model.objects.create(plan=plan, position=7, title="Two"))
    assert not refuses(lambda: model.objects.create(plan=make_plan("other"), position=7, title="Two"))


@pytest.mark.parametrize(
    ("model", "field"),
    [(Category, "priority"), (Section, "priority"), (Section, "risk"), (Task, "priority"), (Task, "risk")],
)
def test_a_level_is_one_of_four_or_none(plan: Plan, model: Any, field: str) -> None:
    if model is not Task:
        model.objects.create(plan=plan, position=7, title="One")
    rows = model.objects.filter(plan=plan)
    assert refuses_values(rows, **{field: "urgent"})
    for level in ("critical", "high", "medium", "low", ""):
        assert not refuses_values(rows, **{field: level})


@pytest.mark.parametrize("model", [Section, Task])
@pytest.mark.parametrize(("low", "high"), [(-1, 4), (4, 2), (4, None), (None, 4)])
def test_an_estimate_is_a_range_from_low_to_high_or_nothing(
    plan: Plan, model: Any, low: float | None, high: float | None
) -> None:
    Section.objects.create(plan=plan, position=7, title="One")
    rows = model.objects.filter(plan=plan)
    assert refuses_values(rows, estimate_low_hours=low, estimate_high_hours=high)
    assert not refuses_values(rows, estimate_low_hours=0, estimate_high_hours=0)
    assert not refuses_values(rows, estimate_low_hours=None, estimate_high_hours=None)


def test_two_sprints_of_a_plan_never_have_one_number(plan: Plan) -> None:
    assert refuses(lambda: Sprint.objects.create(plan=plan, number=1, starts_on=MONDAY, ends_on=MONDAY))


def test_a_sprint_never_ends_before_it_starts(plan: Plan) -> None:
    sprint = Sprint.objects.filter(plan=plan, number=1)
    assert refuses_values(sprint, starts_on=MONDAY, ends_on=MONDAY - timedelta(days=1))
    assert not refuses_values(sprint, starts_on=MONDAY, ends_on=MONDAY)


def test_two_agents_of_a_plan_never_differ_in_case_alone(plan: Plan) -> None:
    assert refuses(lambda: Agent.objects.create(plan=plan, name="AUDITOR"))
    assert not refuses(lambda: Agent.objects.create(plan=plan, name="Auditor 2"))


def test_two_tasks_of_a_plan_never_have_keys_that_differ_in_case_alone(plan: Plan) -> None:
    assert refuses(lambda: make_task(plan, "ts-1"))
    assert not refuses(lambda: make_task(plan, "ts-10"))


def test_two_tasks_of_a_plan_never_have_one_rank(plan: Plan) -> None:
    assert refuses(lambda: make_task(plan, "NEW-1", rank=task_of(plan, "TS-1").rank))
    assert not refuses(lambda: make_task(plan, "NEW-1", rank=task_of(plan, "TS-1").rank + "V"))


def test_ranks_that_differ_in_case_alone_are_two(plan: Plan) -> None:
    assert not refuses(lambda: [make_task(plan, "NEW-1", rank="b0V"), make_task(plan, "NEW-2", rank="b0v")])


def test_ranks_stand_in_the_order_of_their_bytes(plan: Plan) -> None:
    for rank in ("b0a", "b0Z", "b09", "Zz", "b0"):
        make_task(plan, f"R-{rank}", rank=rank)
    ranks = list(Task.objects.filter(plan=plan).order_by("rank").values_list("rank", flat=True))
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("values", [{"status": "open"}, {"status": ""}, {"rank": ""}])
def test_a_task_has_a_legal_status_and_a_rank(plan: Plan, values: dict[str, str]) -> None:
    assert refuses_values(Task.objects.filter(plan=plan, key="TS-1"), **values)


def test_a_task_names_an_agent_once(plan: Plan) -> None:
    task, agent = task_of(plan, "TS-1"), plan.agents.get()
    assert refuses(lambda: TaskAgent.objects.create(task=task, agent=agent, position=9))


def test_two_steps_of_a_task_never_stand_at_one_position(plan: Plan) -> None:
    assert refuses(lambda: ChecklistItem.objects.create(task=task_of(plan, "TS-1"), position=0, text="Again"))


def test_a_task_never_waits_for_itself(plan: Plan) -> None:
    task = task_of(plan, "TS-1")
    assert refuses(lambda: Dependency.objects.create(plan=plan, predecessor=task, successor=task))


def test_a_task_waits_for_another_once(plan: Plan) -> None:
    one, two = task_of(plan, "TS-1"), task_of(plan, "TS-2")
    assert refuses(lambda: Dependency.objects.create(plan=plan, predecessor=one, successor=two))
    assert not refuses(lambda: Dependency.objects.create(plan=plan, predecessor=two, successor=one))


def test_a_lag_is_never_below_nothing(plan: Plan) -> None:
    assert refuses_values(Dependency.objects.filter(plan=plan), lag_hours=-1)


def test_a_person_is_in_a_plan_once_and_in_a_known_role(plan: Plan, bob: User) -> None:
    assert refuses(lambda: Membership.objects.create(plan=plan, user=bob))
    assert refuses_values(Membership.objects.filter(plan=plan, user=bob), role="owner")


def test_a_finding_is_muted_once(plan: Plan) -> None:
    values = {
        "plan": plan,
        "fingerprint": "f",
        "code": "c",
        "message": "m",
        "reason": "r",
        "muted_at": timezone.now(),
    }
    MutedFinding.objects.create(**values)
    assert refuses(lambda: MutedFinding.objects.create(**values))


def test_two_sign_in_links_never_have_one_secret(ada: User) -> None:
    values = {"user": ada, "digest": "d", "expires_at": timezone.now()}
    SignInLink.objects.create(**values)
    assert refuses(lambda: SignInLink.objects.create(**values))


def test_an_event_is_of_a_known_field_and_undone_once(plan: Plan) -> None:
    event = Event.objects.filter(plan=plan).first()
    values = {"plan": plan, "at": timezone.now(), "field": "status"}
    assert refuses(lambda: Event.objects.create(**{**values, "field": "mood"}))
    Event.objects.create(**values, undoes=event)
    assert refuses(lambda: Event.objects.create(**values, undoes=event))


def test_whoever_did_something_cannot_be_deleted(plan: Plan, ada: User) -> None:
    Event.objects.create(plan=plan, at=timezone.now(), field="plan", by=ada)
    with pytest.raises(Exception, match="protected"):
        ada.delete()
