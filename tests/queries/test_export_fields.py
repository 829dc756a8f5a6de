"""What people set here, sprint, day, person, risk and order, goes out with the file and comes back in."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from tests.plans import task_of
from tracker.actions.dependencies import add_dependency, remove_dependency
from tracker.actions.imports import import_plan
from tracker.actions.new_tasks import add_task
from tracker.actions.people import set_role
from tracker.actions.tasks import edit_task
from tracker.core.plan.document import PlanTask
from tracker.core.plan.parse import read_text
from tracker.models import Plan
from tracker.queries.export import plan_text, written_plan
from tracker.queries.merging import plan_merge
from tracker.queries.untold import untold_of

pytestmark = pytest.mark.django_db

METROPOLITAN = Path(settings.BASE_DIR, "fixtures", "metropolitan.md").read_bytes()
TABLE = b"# P\n\n| ID | Task | Effort |\n|---|---|---|\n| A-1 | Saw | 2h |\n| A-2 | Oil | 1h |\n"
OWNERS = b"# P\n\n### A-1: Saw\n**Owner:** Elif\n\n### A-2: Oil\n**Owner:** -\n"


@pytest.fixture
def metropolitan(ada: User) -> Plan:
    return imported(METROPOLITAN, ada)


def imported(data: bytes, by: User) -> Plan:
    return import_plan(data=data, by=by, slug="plan").plan


def fresh(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def exported(plan: Plan, key: str) -> PlanTask:
    return read_text(plan_text(fresh(plan))).task(key)


def set_values(plan: Plan, key: str, **values: Any) -> None:
    edit_task(task=task_of(plan, key), values=values, seen_version=None, by=None)


def came_back(plan: Plan, by: User) -> dict[str, int]:
    """What importing the exported file into its own plan does, as counts; there is nothing to decide."""
    data = plan_text(fresh(plan)).encode()
    merge = plan_merge(fresh(plan), read_text(data.decode()))
    assert [field for task in merge.tasks for field in task.fields if field.is_conflict] == []
    counts = import_plan(data=data, by=by, slug="plan").counts
    assert plan_text(fresh(plan)).encode() == data
    return {what: count for what, count in counts.items() if count and what != "kept"}


def test_everything_set_here_is_in_the_file_and_changes_nothing_when_it_comes_back(
    metropolitan: Plan, ada: User
) -> None:
    set_values(metropolitan, "TS-003", sprint=2, due="2026-12-24", assignee=ada.pk, risk="low")
    set_values(metropolitan, "DEPLOY-001", sprint=6)
    set_values(metropolitan, "LOG-001", sprint=None)
    add_dependency(
        plan=metropolitan,
        predecessor=task_of(metropolitan, "TS-001"),
        successor=task_of(metropolitan, "TS-003"),
        by=ada,
    )
    task = exported(metropolitan, "TS-003")
    assert (task.sprint, task.due, task.assignee, task.risk) == (2, date(2026, 12, 24), ada.username, "low")
    assert task.depends_on == ("TS-001",)
    assert exported(metropolitan, "DEPLOY-001").sprint == 6
    assert exported(metropolitan, "LOG-001").sprint is None
    assert untold_of(fresh(metropolitan), written_plan(fresh(metropolitan))) == []
    assert came_back(metropolitan, ada) == {}
    link = metropolitan.dependencies.get()
    assert (link.successor.key, link.source) == ("TS-003", "hand")


def test_what_is_taken_back_leaves_no_trace(metropolitan: Plan, ada: User) -> None:
    set_values(metropolitan, "TS-003", sprint=2, due="2026-12-24", assignee=ada.pk, risk="low")
    set_values(metropolitan, "TS-003", sprint=1, due=None, assignee=None, risk="high")
    assert plan_text(fresh(metropolitan)).encode() == METROPOLITAN


def test_after_it_came_back_it_can_still_be_taken_back(metropolitan: Plan, ada: User) -> None:
    set_values(metropolitan, "TS-003", sprint=2, due="2026-12-24", assignee=ada.pk, risk="low")
    assert came_back(metropolitan, ada) == {}
    set_values(metropolitan, "TS-003", sprint=1, due=None, assignee=None, risk="high")
    assert plan_text(fresh(metropolitan)).encode() == METROPOLITAN


def test_a_dependency_taken_away_by_hand_leaves_the_file(ada: User) -> None:
    text = b"# P\n\n- [ ] **A-1: Saw**\n- [ ] **A-2: Oil**\n  - **Needs:** A-1\n"
    plan = imported(text, ada)
    remove_dependency(dependency=plan.dependencies.get(), by=ada)
    assert plan_text(fresh(plan)).encode() == text.replace(b"**Needs:** A-1", b"**Needs:** None")
    assert came_back(plan, ada) == {}


def test_a_list_of_dependencies_in_lines_changes_nothing_when_it_comes_back(ada: User) -> None:
    text = b"# P\n\n### A-1: Saw\n### A-2: Oil\n### A-3: Hull\n**Dependencies:**\n- A-1: Saw\n\nText.\n"
    plan = imported(text, ada)
    add_dependency(plan=plan, predecessor=task_of(plan, "A-2"), successor=task_of(plan, "A-3"), by=ada)
    assert b"- A-1: Saw\n- A-2: Oil\n" in plan_text(fresh(plan)).encode()
    assert came_back(plan, ada) == {}
    for link in plan.dependencies.all():
        remove_dependency(dependency=link, by=ada)
    assert b"**Dependencies:** None\n\nText.\n" in plan_text(fresh(plan)).encode()
    assert came_back(plan, ada) == {}


def test_a_name_in_the_file_stays_until_somebody_else_has_the_task(ada: User, bob: User) -> None:
    plan = imported(OWNERS, ada)
    elif_ = add_person(plan, "elif", first_name="Elif")
    set_role(plan=plan, person=bob, role="member", by=ada)
    assert plan_text(fresh(plan)).encode() == OWNERS
    set_values(plan, "A-1", assignee=elif_.pk)
    assert plan_text(fresh(plan)).encode() == OWNERS
    set_values(plan, "A-1", assignee=bob.pk)
    assert exported(plan, "A-1").assignee == bob.username
    assert came_back(plan, ada) == {}
    set_values(plan, "A-1", assignee=None)
    assert exported(plan, "A-1").assignee is None


def add_person(plan: Plan, name: str, **values: Any) -> User:
    person = User.objects.create_user(name, **values)
    plan.members.through.objects.create(plan=plan, user=person, role="member")
    return person


def test_a_date_typed_into_the_text_of_a_task_stays(ada: User) -> None:
    plan = imported(b"# P\n\n### A-1: Saw\n**Effort:** 2h\n\n### A-2: Oil\n**Effort:** 1h\n", ada)
    set_values(plan, "A-1", body="**Effort:** 2h\n**Due:** 2026-12-24")
    assert exported(plan, "A-1").due == date(2026, 12, 24)
    assert exported(plan, "A-2").due is None


def test_a_task_whose_place_says_its_sprint_stands_elsewhere_when_it_comes_back(ada: User) -> None:
    text = b"# P\n\n## Phase 1\n\n- [ ] Saw\n- [ ] Sand\n\n## Phase 2\n\n- [x] Oil\n"
    plan = imported(text, ada)
    row = plan.tasks.get(title="Saw")
    set_values(plan, row.key, sprint=2)
    assert plan_text(fresh(plan)) == "# P\n\n## Phase 1\n\n- [ ] Sand\n\n## Phase 2\n\n- [x] Oil\n- [ ] Saw\n"
    import_plan(data=plan_text(fresh(plan)).encode(), by=ada, slug="plan")
    assert plan.tasks.count() == 3
    row.refresh_from_db()
    assert (row.sprint.number, row.section.title) == (2, "Phase 2")


def test_what_the_file_has_no_place_for_is_told(ada: User) -> None:
    plan = imported(TABLE, ada)
    set_values(plan, "A-1", risk="high")
    add_dependency(
        plan=plan, predecessor=task_of(plan, "A-1"), successor=task_of(plan, "A-2"), lag_hours=16, by=ada
    )
    sentences = [str(one) for one in untold_of(fresh(plan), written_plan(fresh(plan)))]
    assert sentences == [
        "The file has no place to say the new risk of A-1.",
        "The file cannot say that A-2 waits 16 hours longer for A-1.",
    ]


def test_the_command_tells_on_standard_error_what_the_file_leaves_out(ada: User, tmp_path: Path) -> None:
    plan = imported(TABLE, ada)
    errors = io.StringIO()
    call_command("export_plan", "plan", output=tmp_path / "plan.md", stderr=errors)
    assert errors.getvalue() == ""
    set_values(plan, "A-1", risk="high")
    call_command("export_plan", "plan", output=tmp_path / "plan.md", stderr=errors)
    assert errors.getvalue() == "The file has no place to say the new risk of A-1.\n"
    assert (tmp_path / "plan.md").read_bytes() == TABLE


def test_the_document_page_tells_it_and_says_nothing_where_there_is_nothing(
    ada: User, client: Client
) -> None:
    plan = imported(TABLE, ada)
    client.force_login(ada)
    assert "leaves out" not in client.get("/plans/plan/document/").content.decode()
    set_values(plan, "A-1", risk="high")
    page = client.get("/plans/plan/document/").content.decode()
    assert "The file leaves out 1 thing that was done here" in page
    assert "The file has no place to say the new risk of A-1." in page


def test_a_task_added_here_goes_out_with_its_sprint_and_day(metropolitan: Plan, ada: User) -> None:
    section = metropolitan.sections.get(title__startswith="Type Safety")
    event = add_task(plan=metropolitan, title="Strict mode", section=section, sprint=2, by=ada)
    set_values(metropolitan, event.task.key, due="2026-12-24")
    task = exported(metropolitan, event.task.key)
    assert (task.title, task.sprint, task.due) == ("Strict mode", 2, date(2026, 12, 24))
    assert came_back(metropolitan, ada) == {}
