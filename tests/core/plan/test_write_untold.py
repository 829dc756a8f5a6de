"""What a file has no place for is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tracker.core.plan.parse import read_text
from tracker.core.plan.write import TaskChange
from tracker.core.plan.write_back import write_back
from tracker.core.plan.write_untold import untold

TABLE = "# P\n\n| ID | Task | Effort |\n|---|---|---|\n| A-1 | Saw | 2h |\n| A-2 | Oil | 1h |\n"


def told(text: str, key: str, **change: Any) -> list[str]:
    document, changes = read_text(text), {key: TaskChange(**change)}
    return [str(sentence) for sentence in untold(changes, write_back(document, changes), {key: f"MY-{key}"})]


def test_what_the_file_says_is_not_told() -> None:
    values = {"due": date(2026, 12, 24), "assignee": "ada", "depends_on": frozenset({"A-2"})}
    assert told(TABLE, "A-1", title="Cut", said=values) == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"risk": "high"}, "The file has no place to say the new risk of MY-A-1."),
        ({"sprint": 3}, "The file has no place to say that MY-A-1 is in sprint 3."),
    ],
)
def test_what_a_table_has_no_column_for_is_told(said: dict[str, Any], sentence: str) -> None:
    assert told(TABLE, "A-1", said=said) == [sentence]


def test_a_dependency_on_a_task_without_an_id_is_told() -> None:
    text = "# P\n\n- [ ] Saw\n- [ ] Oil\n"
    first, second = read_text(text).tasks
    sentences = told(text, second.key, said={"depends_on": frozenset({first.key})})
    assert sentences == [f"The file has no place to say what MY-{second.key} waits for now: {first.key}."]


def test_a_dependency_in_the_prose_of_a_title_that_cannot_be_taken_out_is_told() -> None:
    text = "# P\n\n- [ ] t001 Sand\n- [ ] t002 Paint (depends on t001)\n"
    assert told(text, "t002", said={"depends_on": frozenset()}) == [
        "The file cannot say that MY-t002 waits for nothing."
    ]


def test_a_review_that_a_box_can_only_mark_as_under_way_is_not_told() -> None:
    assert told("# P\n\n- [ ] A-1: Saw\n- [ ] A-2: Oil\n", "A-1", status="review") == []
