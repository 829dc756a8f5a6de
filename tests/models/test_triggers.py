"""What plain constraints cannot say: a row and its parents are of one plan, events stay and are counted."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.plans import make_plan, task_of
from tracker.models import (
    Agent,
    Category,
    Comment,
    Dependency,
    Event,
    Plan,
    PlanRevision,
    Section,
    Sprint,
    Task,
    TaskAgent,
)

pytestmark = pytest.mark.django_db
migration = import_module("tracker.migrations.0002_triggers")


@pytest.fixture
def other(db: None) -> Plan:
    """Another plan, with one of every part."""
    plan = make_plan("other")
    category = Category.objects.create(plan=plan, position=7, title="Theirs")
    Section.objects.create(plan=plan, category=category, position=7, title="Theirs")
    PlanRevision.objects.create(plan=plan, number=1, text="", sha256="", imported_at=timezone.now())
    return plan


def refuses(write: Any) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return "another plan" in str(error)
    return False


@pytest.mark.parametrize("parent", ["category", "section", "sprint"])
def test_a_task_belongs_to_parts_of_its_own_plan(plan: Plan, other: Plan, parent: str) -> None:
    models = {"category": Category, "section": Section, "sprint": Sprint}
    values = {parent: models[parent].objects.filter(plan=other).first()}
    assert values[parent] is not None
    assert refuses(lambda: Task.objects.filter(pk=task_of(plan, "TS-1").pk).update(**values))
    assert refuses(lambda: Task.objects.create(plan=plan, key="N-1", title="N", rank="zz1", **values))
    assert not refuses(lambda: Task.objects.filter(plan=other).update(**values))


def test_a_section_belongs_to_a_category_of_its_own_plan(plan: Plan, other: Plan) -> None:
    theirs = other.categories.get()
    assert refuses(lambda: Section.objects.create(plan=plan, category=theirs, position=8, title="Ours"))
    ours = Section.objects.create(plan=plan, position=8, title="Ours")
    assert refuses(lambda: Section.objects.filter(pk=ours.pk).update(category=theirs))


@pytest.mark.parametrize(("before", "after"), [("ours", "theirs"), ("theirs", "ours"), ("theirs", "theirs")])
def test_a_dependency_stays_in_its_plan(plan: Plan, other: Plan, before: str, after: str) -> None:
    rows = {"ours": (task_of(plan, "TS-1"), task_of(plan, "TS-3")),
            "theirs": (task_of(other, "TS-1"), task_of(other, "TS-3"))}  # fmt: skip
    values = {"predecessor": rows[before][0], "successor": rows[after][1]}
    assert refuses(lambda: Dependency.objects.create(plan=plan, **values))
    assert refuses(lambda: Dependency.objects.filter(plan=plan).update(**values))


def test_a_comment_and_an_event_are_of_the_plan_of_their_task(plan: Plan, other: Plan, ada: Any) -> None:
    theirs = task_of(other, "TS-1")
    values = {"plan": plan, "task": theirs, "at": timezone.now(), "by": ada}
    assert refuses(lambda: Comment.objects.create(**values, text="Hello"))
    assert refuses(lambda: Event.objects.create(**values, field="status"))


def test_a_plan_has_a_revision_of_its_own(plan: Plan, other: Plan) -> None:
    theirs = other.revisions.get()
    assert refuses(lambda: Plan.objects.filter(pk=plan.pk).update(revision=theirs))
    assert not refuses(lambda: Plan.objects.filter(pk=other.pk).update(revision=theirs))


def test_tasks_and_sections_name_agents_of_their_own_plan(plan: Plan, other: Plan) -> None:
    theirs = Agent.objects.get(plan=other)
    section = Section.objects.create(plan=plan, position=8, title="Ours")
    assert refuses(lambda: TaskAgent.objects.create(task=task_of(plan, "TS-3"), agent=theirs))
    assert refuses(lambda: section.agents.add(theirs))
    assert not refuses(lambda: section.agents.add(Agent.objects.get(plan=plan)))


def test_an_event_never_changes(plan: Plan) -> None:
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        Event.objects.filter(plan=plan).update(to_value="done")


def test_the_database_counts_events_in_their_plan(plan: Plan) -> None:
    other = make_plan("other")
    before = plan.want_rev
    Event.objects.bulk_create(Event(plan=plan, at=timezone.now(), field="plan") for _ in range(5))
    plan.refresh_from_db()
    assert plan.want_rev == before + 5
    assert other.want_rev == Event.objects.filter(plan=other).count()


def test_a_sprint_of_the_right_plan_is_none_of_another(plan: Plan, other: Plan) -> None:
    """The two plans have sprints of the same numbers: only the row tells them apart."""
    ours, theirs = (Sprint.objects.get(plan=row, number=1) for row in (plan, other))
    assert not refuses(lambda: Task.objects.filter(plan=plan).update(sprint=ours))
    assert refuses(lambda: Task.objects.filter(plan=plan).update(sprint=theirs))


def test_every_trigger_is_there_after_all_migrations() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
            wanted = {f"{child}_{column}_plan" for child, column, _parent in migration.PARENTS}
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = {
                f"{child}_{column}_{moment}"
                for child, column, _parent in migration.PARENTS
                for moment in ("insert", "update")
            }
        found = {name for (name,) in cursor.fetchall()}
    assert wanted | {"tracker_event_fixed", "tracker_event_counted"} == found
