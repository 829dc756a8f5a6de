"""The Turkish catalogue: complete, compiled, with the places of its texts, and all that the core says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.catalogue import CATALOGUE, load, update
from tracker.core.errors import DependencyLoop
from tracker.core.plan.check import check_document
from tracker.core.plan.document import Document
from tracker.core.plan.parse import read_bytes
from tracker.core.policies import Policy
from tracker.core.readiness import ReadinessTask, judge_readiness
from tracker.core.schedule.bound_reasons import tell_bound
from tracker.core.schedule.plan_network import Choices, tasks_of_document
from tracker.core.schedule.plan_schedule import Schedule, compute_schedule
from tracker.core.schedule.proposals import ProposalTask, propose_dependencies
from tracker.core.text import Sentence

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
FILES = [FIXTURES / "metropolitan.md", *sorted((FIXTURES / "families").glob("*.md"))]
PLACE = re.compile(r"\{\w*\}|%\(\w+\)s|%%|</?\w+>")
POLICIES = (
    Policy("no-friday-deployment", ""),
    Policy("critical-first", ""),
    Policy("reviewers", "", 2),
    Policy("regression-test", ""),
)


def test_every_text_is_translated_and_none_is_left_over() -> None:
    """`make messages` brings the catalogue up to the code."""
    now = update()
    assert [entry.msgid for entry in now if not entry.translated()] == []
    assert [identity(entry) for entry in load()] == [identity(entry) for entry in now]


def identity(entry: polib.POEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def test_what_is_compiled_is_what_is_written() -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    assert {identity(entry): said_by(entry) for entry in compiled} == {
        identity(entry): said_by(entry) for entry in translated()
    }


def translated() -> list[polib.POEntry]:
    """What is not yet translated is one failure, not four."""
    return [entry for entry in load() if entry.translated()]


def said_by(entry: polib.POEntry) -> list[str]:
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def test_each_translation_has_the_places_of_its_text() -> None:
    """Of two forms, that of many: of one, a text may name the task instead of the number."""
    wrong = [
        entry.msgid
        for entry in translated()
        for said in said_by(entry)
        if not set(PLACE.findall(said)) <= set(PLACE.findall(f"{entry.msgid} {entry.msgid_plural}"))
        or not set(PLACE.findall(entry.msgid)) <= set(PLACE.findall(said)) | {"{count}"}
    ]
    assert wrong == []


def test_each_translation_begins_and_ends_like_its_text() -> None:
    """Sentences stay sentences, and texts that are put together keep the space between them."""
    wrong = [
        (entry.msgid, said)
        for entry in translated()
        for said in said_by(entry)
        if any(entry.msgid.endswith(mark) != said.endswith(mark) for mark in (".", "?", " "))
        or entry.msgid.startswith(" ") != said.startswith(" ")
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_core_says_of_a_plan_is_known(path: Path) -> None:
    known = {identity(entry)[1:]: said_by(entry) for entry in translated() if entry.msgctxt is None}
    said = {
        (each.template, each.plural or "")
        for sentence in sentences_about(read_bytes(path.read_bytes()))
        for each in (sentence, *nested(sentence))
    }
    assert said
    assert said - known.keys() == set()


def sentences_about(document: Document) -> Iterator[Sentence]:
    yield from (finding.sentence for finding in (*document.reading, *check_document(document)))
    yield from sentences_of_readiness(document)
    texts = [
        ProposalTask(task.key, f"{task.title}\n{task.body}", task.section, task.sprint)
        for task in document.tasks
    ]
    yield from (proposal.reason for proposal in propose_dependencies(texts, sprint_order=False))
    try:
        schedule = compute_schedule(tasks_of_document(document, 8), Choices(people=3))
    except DependencyLoop as loop:
        yield loop.sentence
    else:
        yield from sentences_of_schedule(schedule)


def sentences_of_readiness(document: Document) -> Iterator[Sentence]:
    tasks = [
        ReadinessTask(
            task.key, task.status, task.priority, task.risk, task.sprint, task.is_duty,
            is_blocked=bool(task.depends_on), is_go_live=True, is_deployment=True,
            steps=len(task.steps), steps_done=sum(step.done for step in task.steps),
        )
        for task in document.tasks
    ]  # fmt: skip
    readiness = judge_readiness(tasks, POLICIES)
    yield readiness.verdict
    for gate in readiness.gates:
        yield from (gate.title, gate.next_step)


def sentences_of_schedule(schedule: Schedule) -> Iterator[Sentence]:
    yield from schedule.notes
    yield from (row.reason for row in schedule.tasks)
    yield tell_bound(
        schedule.outcome.lower_bound_hours,
        work_hours=schedule.work_hours,
        people=3,
        critical_path_hours=schedule.critical_path_hours,
        is_proven=schedule.outcome.is_proven,
    )


def nested(sentence: Sentence) -> Iterator[Sentence]:
    for value in sentence.params.values():
        if isinstance(value, Sentence):
            yield value
            yield from nested(value)
