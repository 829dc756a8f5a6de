"""Sprints made, named or removed here, when the plan's file is imported again."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.plans import task_of
from tracker.actions.imports import import_plan
from tracker.actions.sprints import add_sprint, remove_sprint, rename_sprint
from tracker.actions.tasks import edit_task
from tracker.models import Event, Plan
from tracker.queries.export import plan_text, written_plan
from tracker.queries.untold import untold_of

TEXT = """# Shop

## Work

- [ ] **AB-1: First**
- [ ] **AB-2: Second**

## Sprints

### Sprint 1: Start
- AB-1
- AB-2

### Sprint 2: Later
"""
EXTRA = TEXT.replace("**AB-2: Second**", "**AB-2: Second**\n- [ ] **AB-3: Third**")


@pytest.fixture
def shop(ada: User) -> Plan:
    return import_plan(data=TEXT.encode(), by=ada).plan


def again(plan: Plan, text: str, by: User) -> dict[int, str]:
    """The plan's sprints by number after that file."""
    import_plan(data=text.encode(), slug=plan.slug, by=by)
    return dict(plan.sprints.values_list("number", "title"))


def put(plan: Plan, key: str, sprint: int, by: User) -> None:
    edit_task(task=task_of(plan, key), values={"sprint": sprint}, seen_version=None, by=by)


def test_a_sprint_made_here_stays_with_its_tasks_and_without(shop: Plan, ada: User) -> None:
    for title in ("Hardening", "Launch"):
        add_sprint(plan=shop, title=title, dates=None, by=ada)
    put(shop, "AB-1", 3, ada)
    assert again(shop, EXTRA, ada) == {
        1: "Sprint 1: Start",
        2: "Sprint 2: Later",
        3: "Hardening",
        4: "Launch",
    }
    assert task_of(shop, "AB-1").sprint.number == 3


def test_the_files_sprint_of_that_number_is_the_one_made_here(shop: Plan, ada: User) -> None:
    made = add_sprint(plan=shop, title="Hardening", dates=None, by=ada)
    put(shop, "AB-1", 3, ada)
    assert again(shop, EXTRA + "\n### Sprint 3: Harden all\n- AB-3\n", ada)[3] == "Sprint 3: Harden all"
    sprints = {task_of(shop, key).sprint for key in ("AB-1", "AB-3")}
    assert sprints == {made}
    assert made.starts_on == shop.sprints.get(number=3).starts_on


def test_a_title_given_here_stays_until_the_file_changes_its_own(shop: Plan, ada: User) -> None:
    rename_sprint(sprint=shop.sprints.get(number=1), title="Foundations", by=ada)
    assert again(shop, EXTRA, ada)[1] == "Foundations"
    assert again(shop, EXTRA.replace("1: Start", "1: Begin"), ada)[1] == "Sprint 1: Begin"
    told = Event.objects.filter(plan=shop, field="plan").last()
    assert (told.from_value, told.to_value) == (
        {"sprint": 1, "title": "Foundations"},
        {"sprint": 1, "title": "Sprint 1: Begin"},
    )


def test_a_sprint_removed_here_stays_away_until_the_file_puts_a_task_there(shop: Plan, ada: User) -> None:
    remove_sprint(sprint=shop.sprints.get(number=2), by=ada)
    assert list(again(shop, EXTRA, ada)) == [1]
    assert list(again(shop, EXTRA + "- AB-3\n", ada)) == [1, 2]
    assert task_of(shop, "AB-3").sprint.number == 2


def test_what_the_file_says_of_a_sprint_made_here_keeps_its_title(shop: Plan, ada: User) -> None:
    add_sprint(plan=shop, title="Hardening", dates=None, by=ada)
    put(shop, "AB-1", 3, ada)
    assert again(shop, plan_text(shop), ada)[3] == "Hardening"
    assert task_of(shop, "AB-1").sprint.number == 3


def test_the_export_says_that_a_task_is_in_a_sprint_made_here(shop: Plan, ada: User) -> None:
    add_sprint(plan=shop, title="Hardening", dates=None, by=ada)
    put(shop, "AB-1", 3, ada)
    written = written_plan(shop)
    told = [str(sentence) for sentence in untold_of(shop, written)]
    assert "**AB-1: First**\n  - **Sprint:** 3\n" in written.text
    assert told == []
