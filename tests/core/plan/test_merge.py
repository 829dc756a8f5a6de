from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.plan.made import make_document, make_sprint, make_steps, make_task
from tracker.core.errors import PlanError
from tracker.core.plan.document import Category, Document, Section
from tracker.core.plan.merge import CurrentTask, Place, current_tasks, decide, merge

SECURITY = Category("1", "SECURITY", None, 1)
TYPES, FORMS = Section("1.1", "Types", 2, 9, category=0), Section("1.2", "Forms", 10, 20, category=0)


def plan(*tasks, **values) -> Document:
    values.setdefault("categories", (SECURITY,))
    values.setdefault("sections", (TYPES, FORMS))
    return make_document(*tasks, **values)


def task(key, **values):
    return make_task(key, **{"category": 0, "section": 0, **values})


BASE = plan(task("A-1", hours=8), task("A-2", depends_on=("A-1",)), task("A-3", section=1))


def with_values(key, rows=None, **values):
    """The rows with that task's values changed, as people do."""
    rows = current_tasks(BASE) if rows is None else rows
    return tuple(
        replace(row, values=replace(row.values, **values)) if row.key == key else row for row in rows
    )


def test_the_same_file_again_changes_nothing():
    result = merge(BASE, BASE, current_tasks(BASE))

    assert result.is_empty
    assert result.counts == {
        "created": 0, "changed": 0, "archived": 0, "restored": 0, "kept": 3, "conflicts": 0,
    }  # fmt: skip


def test_the_same_file_again_leaves_what_people_did():
    rows = with_values("A-1", status="done", title="Mine", place=Place("1. SECURITY", "1.2 Forms"))

    assert merge(BASE, BASE, rows).is_empty


def test_a_task_new_in_the_file_is_added():
    result = merge(BASE, plan(*BASE.tasks, task("A-4")), current_tasks(BASE))

    assert [(added.key, added.task.key) for added in result.added] == [("A-4", "A-4")]
    assert result.counts["created"] == 1


def test_a_task_gone_from_the_file_is_archived_and_tells_whether_people_had_changed_it():
    rows = with_values("A-2", status="doing")

    result = merge(BASE, plan(BASE.tasks[0]), rows)

    assert [(gone.key, gone.is_touched) for gone in result.gone] == [("A-2", True), ("A-3", False)]
    assert result.counts["archived"] == 2


def test_a_task_that_comes_back_is_restored_with_its_tick():
    before = plan(*BASE.tasks[:2])
    rows = [replace(row, is_archived=row.key == "A-3") for row in with_values("A-3", status="done")]

    result = merge(before, plan(*BASE.tasks[:2], task("A-3", section=1, title="New title")), rows)

    (restored,) = result.restored
    assert (restored.key, restored.conflicts, result.added) == ("A-3", (), ())
    assert {field.field: field.result for field in restored.fields} == {
        "status": "done",
        "title": "New title",
    }


def test_a_task_archived_by_hand_stays_archived_while_the_file_still_holds_it():
    rows = [replace(row, is_archived=row.key == "A-3") for row in current_tasks(BASE)]

    result = merge(BASE, plan(*BASE.tasks[:2], task("A-3", title="Other")), rows)

    assert result.is_empty
    assert "A-3" not in {merged.key for merged in result.tasks}


def test_a_task_made_here_stays_and_is_the_same_once_the_file_holds_it():
    made = replace(current_tasks(plan(task("NEW-1")))[0], source_key="")
    rows = (*current_tasks(BASE), made)

    assert merge(BASE, BASE, rows).made_here == ("NEW-1",)
    later = merge(BASE, plan(*BASE.tasks, task("NEW-1")), rows)
    assert (later.added, later.made_here, later.conflicts) == ((), (), ())
    assert "NEW-1" in {merged.key for merged in later.tasks}


def test_a_renamed_id_keeps_its_key_and_its_dependencies():
    new = plan(task("B-1", title="Title of A-1", hours=8), task("A-2", depends_on=("B-1",)), BASE.tasks[2])

    result = merge(BASE, new, with_values("A-1", status="done"))

    (renamed,) = result.shown_matches
    assert (renamed.key, renamed.task.key, renamed.how, renamed.is_renamed) == ("A-1", "B-1", "title", True)
    assert [(merged.key, merged.fields) for merged in result.changed] == [("A-1", ())]
    assert (result.added, result.gone) == ((), ())


def test_a_new_task_whose_id_another_one_had_gets_a_key_of_its_own():
    rows = [replace(row, key="OLD-1" if row.key == "A-1" else row.key) for row in current_tasks(BASE)]
    new = plan(*BASE.tasks, task("OLD-1", title="Quite another"), task("A-9", depends_on=("OLD-1",)))

    result = merge(BASE, new, rows)

    assert [added.key for added in result.added] == ["OLD-1-2", "A-9"]


def test_a_conflict_can_be_decided_either_way():
    new = plan(task("A-1", hours=8, status="doing", title="File"), *BASE.tasks[1:])
    result = merge(BASE, new, with_values("A-1", status="done", title="Mine"))

    assert {field.field: field.result for _task, field in result.conflicts} == {
        "status": "done",
        "title": "File",
    }
    assert result.counts["conflicts"] == 2
    decided = decide(result, {"A-1:status": "theirs", "A-1:title": "ours", "A-9:title": "ours"})
    assert {field.field: field.result for _task, field in decided.conflicts} == {
        "status": "doing",
        "title": "Mine",
    }


def test_a_decision_for_neither_side_is_refused():
    with pytest.raises(PlanError, match="“both” decides nothing about A-1:title"):
        decide(merge(BASE, BASE, current_tasks(BASE)), {"A-1:title": "both"})


def test_a_body_decided_for_us_is_the_one_to_store():
    new = plan(task("A-1", hours=8, body="file"), *BASE.tasks[1:])
    result = merge(BASE, new, with_values("A-1", body="mine"))

    assert result.tasks[0].body == "file"
    assert decide(result, {"A-1:body": "ours"}).tasks[0].body == "mine"


def test_the_stored_body_follows_the_ticks_of_the_file_quietly():
    base = plan(task("A-1", body="- [ ] step"))

    result = merge(base, plan(task("A-1", body="- [x] step")), current_tasks(base))

    assert result.is_empty
    assert result.tasks[0].body == "- [x] step"


def test_a_renamed_section_moves_none_of_its_tasks():
    new = plan(*BASE.tasks, sections=(replace(TYPES, title="Types and more"), FORMS))

    result = merge(BASE, new, current_tasks(BASE))

    assert result.changed == ()
    assert [(h.kind, h.before, h.after) for h in result.headings] == [
        ("section", "1.1 Types", "1.1 Types and more")
    ]


def test_a_task_moved_to_another_section_in_the_file_moves():
    new = plan(replace(BASE.tasks[0], section=1), *BASE.tasks[1:])

    (changed,) = merge(BASE, new, current_tasks(BASE)).changed

    assert [(f.field, f.result) for f in changed.fields] == [("place", Place("1 SECURITY", "1.2 Forms"))]


def test_sprints_that_come_go_or_are_renamed_are_told():
    base = plan(task("A-1"), sprints=(make_sprint(1, title="Start"), make_sprint(2, title="Middle")))
    new = plan(task("A-1"), sprints=(make_sprint(1, title="Begin"), make_sprint(3, title="End")))

    headings = merge(base, new, current_tasks(base)).headings

    assert [(h.before, h.after) for h in headings] == [
        ("1 Start", "1 Begin"),
        ("2 Middle", None),
        (None, "3 End"),
    ]


def test_dependencies_that_make_a_circle_together_are_told():
    rows = with_values("A-1", depends_on=frozenset({"A-3"}))
    new = plan(*BASE.tasks[:2], task("A-3", section=1, depends_on=("A-2",)))

    assert merge(BASE, new, rows).loops == (("A-1", "A-3", "A-2"),)


def test_a_plan_that_had_no_file_takes_one_in():
    made = [
        replace(row, source_key="") for row in current_tasks(plan(task("A-1", title="Mine"), task("X-1")))
    ]

    result = merge(None, BASE, made)

    assert [added.key for added in result.added] == ["A-2", "A-3"]
    assert result.made_here == ("X-1",)
    assert {field.field for _task, field in result.conflicts} == {"title", "estimate"}


def keys_of(result):
    """Keys in the plan by key in the new file."""
    return {merged.task.key: merged.key for merged in result.tasks} | {
        a.task.key: a.key for a in result.added
    }


def in_plan_terms(new, result):
    """The tasks of the new file, untouched, their keys and dependencies as the plan calls them."""
    keys = keys_of(result)
    return {
        keys[row.key]: replace(row.values, depends_on=frozenset(keys[key] for key in row.values.depends_on))
        for row in current_tasks(new)
    }


def applied(result, new, rows):
    """What the tasks are after the merge, by their keys in the plan."""
    here, fresh = {row.key: row.values for row in rows}, in_plan_terms(new, result)
    after = {added.key: fresh[added.key] for added in result.added}
    for merged in result.tasks:
        values = {field.field: field.result for field in merged.fields} | {"body": merged.body}
        after[merged.key] = replace(here[merged.key], **values)
    return after


KEYS = ["A-1", "A-2", "A-3", "B-1"]
TASKS = st.builds(
    task,
    st.sampled_from(KEYS),
    title=st.sampled_from(["Rotate keys", "Rotate the keys", "Write docs", "Deploy"]),
    status=st.sampled_from(["todo", "doing", "done"]),
    section=st.sampled_from([0, 1, None]),
    hours=st.sampled_from([None, 4, (4, 8)]),
    body=st.sampled_from(["", "one", "two"]),
    agents=st.sampled_from([(), ("auditor",), ("auditor", "coder")]),
    sprint=st.sampled_from([None, 1, 2]),
    steps=st.sampled_from(
        [(), make_steps(dns=False), make_steps(dns=True, backups=False), make_steps(keys=True)]
    ),
    depends_on=st.lists(st.sampled_from(KEYS), max_size=2, unique=True).map(tuple),
)
PLANS = st.lists(TASKS, max_size=4, unique_by=lambda task: task.key).map(lambda tasks: plan(*tasks))


@given(PLANS, PLANS)
def test_a_merge_into_what_nobody_touched_gives_the_new_file(base, new):
    rows = current_tasks(base)

    result = merge(base, new, rows)

    assert result.conflicts == ()
    assert applied(result, new, rows) == in_plan_terms(new, result)


@given(PLANS, PLANS)
def test_what_has_been_merged_is_not_merged_again(base, new):
    rows = current_tasks(base)
    result = merge(base, new, rows)
    source_keys = {key: source_key for source_key, key in keys_of(result).items()}

    after = [CurrentTask(key, source_keys[key], v) for key, v in applied(result, new, rows).items()]

    assert merge(new, new, after).is_empty


@given(PLANS, PLANS, PLANS)
def test_whatever_people_did_no_task_is_lost(base, new, elsewhere):
    """People turned the tasks into those of a third plan, as far as they have the same keys."""
    theirs = {row.key: row.values for row in current_tasks(elsewhere)}
    rows = [replace(row, values=theirs.get(row.key, row.values)) for row in current_tasks(base)]

    result = merge(base, new, rows)

    told = [merged.key for merged in result.tasks] + [gone.key for gone in result.gone]
    assert sorted(told) == sorted(row.key for row in rows)
    assert len(result.tasks) + len(result.added) == len(new.tasks)
    for merged, field in result.conflicts:
        assert field.ours != field.theirs, merged.key
