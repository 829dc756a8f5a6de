"""A signed-in admin, and rows of every model."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from tests.core.plan.made import make_document, make_sprint, make_steps, make_task
from tests.plans import FIRST_MONDAY, make_person, make_plan
from tracker.actions.figures import recompute_figures
from tracker.core.plan.document import Category, Document, Section
from tracker.models import Comment, Event, MutedFinding, PlanRevision, SeenFinding, SignInLink, Task


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


@pytest.fixture
def admin(root: User) -> Client:
    client = Client()
    client.force_login(root)
    return client


def fill(count: int) -> None:
    """So many rows at least of every model that the admin lists, with people on them, named `n<count>`."""
    people = [make_person(f"n{count}-{number}") for number in range(count)]
    plans = [
        make_plan(f"n{count}-{number}", small_document(), manager=people[number]) for number in range(count)
    ]
    now = timezone.now()
    PlanRevision.objects.bulk_create(
        PlanRevision(plan=plan, number=1, text="text", sha256="0" * 64, imported_at=now, imported_by=person)
        for plan, person in zip(plans, people, strict=True)
    )
    for plan in plans:
        plan.revision = plan.revisions.get()
        plan.save(update_fields=["revision"])
        recompute_figures(plan_id=plan.pk)
    tasks = list(Task.objects.filter(plan__in=plans).select_related("plan"))
    Task.objects.filter(plan__in=plans).update(assignee=people[0], due=FIRST_MONDAY)
    Comment.objects.bulk_create(
        Comment(plan=task.plan, task=task, by=people[0], at=now, text="Hello") for task in tasks
    )
    Event.objects.bulk_create(
        Event(plan=task.plan, task=task, by=people[0], at=now, field="title", from_value="a", to_value="b")
        for task in tasks
    )
    MutedFinding.objects.bulk_create(
        MutedFinding(
            plan=plan, fingerprint="f", code="c", message="m", reason="r", muted_by=person, muted_at=now
        )
        for plan, person in zip(plans, people, strict=True)
    )
    SeenFinding.objects.bulk_create(
        SeenFinding(
            plan=plan,
            fingerprint="s",
            code="c",
            level="note",
            line=1,
            sentence=["A", {}, None],
            seen_since=now,
        )
        for plan in plans
    )
    SignInLink.objects.bulk_create(
        SignInLink(user=person, digest=f"{count} {person.pk}", expires_at=now + timedelta(hours=1))
        for person in people
    )


def small_document() -> Document:
    """A document with one of everything."""
    return make_document(
        make_task("A-1", hours=4, sprint=1, category=0, section=0, steps=make_steps(write=True, test=False),
                  agents=("auditor",)),
        make_task("A-2", sprint=1, category=0, section=0, depends_on=("A-1",)),
        categories=(Category("1", "Code", "CODE", 1, priority="high"),),
        sections=(Section("1.1", "Basics", 2, 3, category=0, agents=("auditor",)),),
        sprints=(make_sprint(1, "A-1", "A-2"),),
    )  # fmt: skip
