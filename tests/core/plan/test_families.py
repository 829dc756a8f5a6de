"""A sample plan of each family, in several languages, against what a person reads in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracker.core.plan.document import Document, PlanTask, ReadOptions
from tracker.core.plan.parse import read_bytes
from tracker.core.plan.write import TaskChange, render

FOLDER = Path(__file__).parents[3] / "fixtures" / "families"
PLANS = sorted(path.name for path in FOLDER.glob("*.md"))


def read(name: str, **options: Any) -> Document:
    return read_bytes((FOLDER / name).read_bytes(), ReadOptions(**options))


def as_truth(task: PlanTask) -> dict[str, Any]:
    estimate = task.estimate
    return {
        "line": task.line,
        "id": task.id,
        "title": task.title,
        "status": task.status,
        "priority": task.priority,
        "hours": estimate and [round(estimate.low_hours, 2), round(estimate.high_hours, 2)],
        "deps": list(task.depends_on),
        "sprint": task.sprint,
        "steps": len(task.steps),
    }


def test_there_are_plans_in_all_eight_languages() -> None:
    assert {name.split(".")[-2] for name in PLANS} == {"tr", "en", "de", "fr", "es", "pt", "pl", "zh"}


@pytest.mark.parametrize("name", PLANS)
def test_it_reads_what_a_person_reads(name: str) -> None:
    truth = json.loads((FOLDER / name.replace(".md", ".truth.json")).read_text())
    assert [as_truth(task) for task in read(name).tasks] == truth["tasks"]


@pytest.mark.parametrize("name", PLANS)
def test_an_untouched_plan_is_written_as_it_was(name: str) -> None:
    assert render(read(name), {}).encode() == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", PLANS)
def test_every_box_is_a_task_or_a_step_or_named(name: str) -> None:
    document = read(name)
    told = {task.line for task in document.tasks} | {found.line for found in document.reading}
    told |= {step.line for task in document.tasks for step in task.steps}
    boxes = [
        number
        for number, line in enumerate(document.text.splitlines(), start=1)
        if line.lstrip(" \t>").startswith(
            ("- [ ]", "- [x]", "- [X]", "* [", "+ [", "- [~]", "- [-]", "- [?]")
        )
    ]
    assert [line for line in boxes if line not in told] == []


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("status", ["todo", "doing", "review", "done", "dropped"])
def test_a_status_that_is_written_is_read_again(name: str, status: Any) -> None:
    document = read(name)
    for task in document.tasks:
        again = read_bytes(render(document, {task.key: TaskChange(status=status)}).encode())
        wanted = {status} if status != "review" else {"review", "doing"}
        assert again.task(task.key).status in wanted, task.title
        assert len(again.tasks) == len(document.tasks)


def test_a_card_of_an_open_box_moves_to_its_column_and_keeps_its_key() -> None:
    document = read("tableau.fr.md")
    card = next(task for task in document.tasks if task.status == "doing")
    text = render(document, {card.key: TaskChange(status="todo")})
    assert text.index("Construire la serre") < text.index("## En cours")
    assert text.index("Monter le cadre") < text.index("## En cours")
    assert [task.key for task in read_bytes(text.encode()).tasks if task.title == card.title] == [card.key]


def test_a_part_tells_what_other_levels_would_give() -> None:
    part = next(part for part in read("remanescentes.pt.md").parts if part.line == 3)
    assert (part.level, part.task_count) == ("heading", 2)
    assert dict(part.choices) == {"box": 2}


def test_a_person_can_switch_the_level_of_a_part() -> None:
    switched = read("remanescentes.pt.md", levels={3: "box"})
    inside = [task.title for task in switched.tasks if task.line < 24]
    assert inside == ["Reservar por hora", "Confirmar por e-mail (90 dias)"]


def test_a_part_without_tasks_can_be_asked_for() -> None:
    assert [task.line for task in read("lista.pl.md", levels={3: "none"}).tasks] == [19, 20]
