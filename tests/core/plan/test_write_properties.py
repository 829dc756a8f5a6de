"""What holds of writing back, whatever the plan: a value given is read again, and nothing else changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.plan.plans import plan_texts
from tracker.core.errors import PlanError
from tracker.core.plan.document import Document
from tracker.core.plan.parse import read_text
from tracker.core.plan.write import TaskChange
from tracker.core.plan.write_back import Written, facts, said, write_back
from tracker.core.plan.write_untold import untold

bounded = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
FIXTURES = Path(__file__).parents[3] / "fixtures"
FILES = sorted([FIXTURES / "metropolitan.md", *(FIXTURES / "families").glob("*.md")])
SHAPES = {
    "as it is": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: "\ufeff" + text,
    "trailing spaces": lambda text: text.replace("\n", "  \n"),
    "no final newline": lambda text: text.rstrip("\n"),
}
FIELDS = ("due", "assignee", "risk", "depends_on", "sprint")


def value_for(data: st.DataObject, document: Document, key: str, field: str) -> Any:
    ids = [task.key for task in document.tasks if task.id and task.key != key]
    choices: dict[str, st.SearchStrategy[Any]] = {
        "due": st.sampled_from([None, date(2026, 12, 24), date(2027, 1, 2)]),
        "assignee": st.sampled_from([None, "ada", "o.brien", "kim@shop"]),
        "risk": st.sampled_from([None, "critical", "high", "medium", "low"]),
        "depends_on": st.frozensets(st.sampled_from(ids), max_size=4) if ids else st.just(frozenset()),
        "sprint": st.sampled_from([None, 99, *(sprint.number for sprint in document.sprints)]),
    }
    return data.draw(choices[field], label=field)


def drawn_changes(data: st.DataObject, document: Document) -> dict[str, TaskChange]:
    keys = data.draw(
        st.lists(st.sampled_from([task.key for task in document.tasks]), max_size=3, unique=True)
    )
    fields = st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3, unique=True)
    return {
        key: TaskChange(said={name: value_for(data, document, key, name) for name in data.draw(fields)})
        for key in keys
    }


def check(document: Document, changes: dict[str, TaskChange], done: Written) -> None:
    """Each value is read or told; whatever else a task says is as before."""
    again = read_text(done.text)
    missed = {str(sentence).split(" ")[-1] for sentence in untold(changes, done, {})}
    now = {task.key: task for task in again.tasks}
    assert len(now) == len(document.tasks)
    for task in document.tasks:
        here = now[done.keys.get(task.key, task.key)]
        before, after = facts(document, task), facts(again, here)
        wanted = dict(changes[task.key].said) if task.key in changes else {}
        for name, value in wanted.items():
            assert after[name] in (value, before[name])
            assert after[name] == value or missed
        free = {"body", *wanted}
        free |= {"place"} if "sprint" in wanted else set()
        free |= {"open_ends"} if "depends_on" in wanted else set()
        assert {name: after[name] for name in after if name not in free} == {
            name: before[name] for name in before if name not in free
        }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_values_given_in_the_fixtures_are_read_again_and_nothing_else_changes(
    path: Path, data: st.DataObject
) -> None:
    shape = data.draw(st.sampled_from(sorted(SHAPES)))
    document = read_text(SHAPES[shape](path.read_text("utf-8")))
    changes = drawn_changes(data, document)
    check(document, changes, write_back(document, changes))


@bounded
@given(plan_texts(), st.data())
def test_values_given_in_any_plan_are_read_again_or_told(text: str, data: st.DataObject) -> None:
    try:
        document = read_text(text)
    except PlanError:
        return
    if not document.tasks:
        return
    changes = drawn_changes(data, document)
    check(document, changes, write_back(document, changes))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_values_as_they_are_leave_every_byte(path: Path, shape: str) -> None:
    text = SHAPES[shape](path.read_text("utf-8"))
    document = read_text(text)
    same = {task.key: TaskChange(said={name: said(task, name) for name in FIELDS}) for task in document.tasks}
    assert write_back(document, same).text == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_value_given_and_taken_back_reads_as_before(path: Path, data: st.DataObject) -> None:
    document = read_text(path.read_text("utf-8"))
    key = data.draw(st.sampled_from([task.key for task in document.tasks]))
    name = data.draw(st.sampled_from(FIELDS))
    changed = write_back(document, {key: TaskChange(said={name: value_for(data, document, key, name)})})
    now = changed.keys.get(key, key)
    back = write_back(changed.document, {now: TaskChange(said={name: said(document.task(key), name)})})
    assert said(back.document.task(back.keys.get(now, now)), name) == said(document.task(key), name)
