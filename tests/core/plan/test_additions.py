"""Tasks that a file lacks: written in its own style at the end of their section, nothing else changed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.plan.plans import plan_texts
from tests.core.plan.test_families import FOLDER, PLANS
from tracker.core.errors import PlanError
from tracker.core.plan.additions import append_task, append_tasks, moved_levels
from tracker.core.plan.document import Document, Estimate, Level, PlanTask, ReadOptions
from tracker.core.plan.merge_headings import Place, place_of
from tracker.core.plan.new_lines import NewTask
from tracker.core.plan.next_id import next_id
from tracker.core.plan.parse import read_bytes, read_text

METROPOLITAN = (FOLDER.parent / "metropolitan.md").read_bytes()
# Files that are one task themselves: no second one has a place in them.
ONE_TASK_FILES = ("key-lines.en.md", "one-task.en.md")
WITH_ROOM = [name for name in PLANS if name not in ONE_TASK_FILES]
OPTIONS = ReadOptions()


def new_task(document: Document, section: int | None = 0, **values: Any) -> NewTask:
    """A task for that section, with the next id there."""
    model = next(task for task in document.tasks if task.section == section)
    values.setdefault("title", "Write the guide")
    values.setdefault("id", next_id(document, section, ()))
    return NewTask(place=place_of(document, model), position=section, **values)


def added(text: str, section: int | None = 0, **values: Any) -> str:
    """The text with one task more."""
    document = read_text(text)
    found = append_task(document, new_task(document, section, **values), OPTIONS)
    assert found is not None
    return found.document.text


def sections_of(document: Document) -> list[int | None]:
    """Those in which a new task is to do: the columns of a kanban file say otherwise."""
    found = dict.fromkeys(task.section for task in document.tasks)
    return [section for section in found if "revue" not in name_of(document, section)]


def name_of(document: Document, section: int | None) -> str:
    return "" if section is None else document.sections[section].title.replace("En cours", "revue")


def says(task: PlanTask | None) -> tuple[Any, ...]:
    assert task is not None
    return (task.id, task.title, task.estimate, task.status, task.section)


CASES = {
    "bare": (None, None),
    "estimated": (Estimate(4, 4), None),
    "a range and a priority": (Estimate(8, 16), "high"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", WITH_ROOM)
@pytest.mark.parametrize("shape", ["as it is", "CRLF", "byte order mark", "no final newline"])
def test_every_section_of_every_family_takes_a_task(name: str, case: str, shape: str) -> None:
    document = read_bytes(shaped((FOLDER / name).read_bytes(), shape))
    estimate, priority = CASES[case]
    for section in sections_of(document):
        task = new_task(document, section, estimate=estimate, priority=priority)
        found = append_task(document, task, OPTIONS)
        assert found is not None
        assert says(found.tasks[0]) == (task.id, task.title, estimate, "todo", section)
        assert found.tasks[0] is not None
        assert priority in (None, found.tasks[0].priority)
        assert only_grew(document.text, found.document.text)
        assert ("\r\n" in found.document.text) == (shape == "CRLF")
        assert found.document.text.endswith("\n") == document.text.endswith("\n")
        assert found.document.text.startswith("\ufeff") == (shape == "byte order mark")


def shaped(data: bytes, shape: str) -> bytes:
    match shape:
        case "CRLF":
            return data.replace(b"\n", b"\r\n")
        case "byte order mark":
            return b"\xef\xbb\xbf" + data
        case "no final newline":
            return data.rstrip(b"\n")
    return data


def only_grew(before: str, after: str) -> bool:
    """Whether all lines of the old text stand in the new one, in their order, with lines put between."""
    left = iter(after.splitlines())
    return all(any(line == other for other in left) for line in before.splitlines())


def test_every_section_of_the_readiness_plan_takes_a_task() -> None:
    document = read_bytes(METROPOLITAN)
    tasks: list[NewTask] = []
    for at in range(len(document.sections)):
        name = next_id(document, at, [task.id or "" for task in tasks])
        tasks.append(new_task(document, at, id=name, estimate=Estimate(8, 16), priority="low"))
    found = append_tasks(document, tasks, OPTIONS)
    assert len(found.document.tasks) == len(document.tasks) + len(document.sections)
    for at, task in enumerate(found.tasks):
        assert says(task) == (tasks[at].id, "Write the guide", Estimate(8, 16), "todo", at)
        assert task is not None
        assert task.priority == "low"


@pytest.mark.parametrize("name", ONE_TASK_FILES)
def test_a_file_that_is_one_task_has_no_place_for_another(name: str) -> None:
    document = read_bytes((FOLDER / name).read_bytes())
    assert append_task(document, NewTask("Write the guide"), OPTIONS) is None
    assert append_tasks(document, [NewTask("Write the guide")], OPTIONS).tasks == (None,)


STYLES = {
    "bold ids with fields": (
        "# P\n\n## A\n- [x] **T-1: One**\n  - **Süre:** 2 saat\n- [ ] **T-2: Two**\n\n## B\ntext\n",
        "- [ ] **T-2: Two**\n- [ ] **T-3: Write the guide**\n  - **Süre:** 4 saat\n",
    ),
    "a blank line between tasks": (
        "# P\n\n## A\n- [ ] T-1: One ~2h\n\n- [ ] T-2: Two\n\n---\n\n## B\n",
        "- [ ] T-2: Two\n\n- [ ] T-3: Write the guide ~4h\n\n---\n",
    ),
    "headings": (
        "# P\n\n## A\n\n### T-1: One ✅\n**Effort:** 1h\n\n### ~~T-2: Two~~\n",
        "### ~~T-2: Two~~\n\n### T-3: Write the guide\n**Effort:** 4h\n",
    ),
    "numbered headings": (
        "# P\n\n## A\n\n### 1. One\n\n**Effort:** 1h\n\n### 2. Two\n\n**Effort:** 2h\n",
        "**Effort:** 2h\n\n### 3. Write the guide\n\n**Effort:** 4h\n",
    ),
    "a table": (
        "# P\n\n## A\n\n| ID | Task | Effort | Status |\n|--|--|--|--|\n| T-1 | One | 1h | Done |\n\nEnd\n",
        "| T-1 | One | 1h | Done |\n| T-2 | Write the guide | 4h | To do |\n\nEnd\n",
    ),
    "a numbered list": (
        "# P\n\n## A\n\n1. [x] One\n2. [ ] Two\n",
        "2. [ ] Two\n3. [ ] Write the guide\n   - **Estimated:** 4h\n",
    ),
    "steps below the last task": (
        "# P\n\n## A\n- [ ] T-1: One\n- [ ] T-2: Two\n  - [ ] step\n    - deep\n",
        "    - deep\n- [ ] T-3: Write the guide\n  - **Estimated:** 4h\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_it_is_written_as_the_tasks_beside_it_are(style: str) -> None:
    text, ending = STYLES[style]
    assert ending in added(text, estimate=Estimate(4, 4))


def test_tasks_added_one_after_the_other_stand_in_that_order() -> None:
    document = read_text("# P\n\n## A\n- [ ] T-1: One\n\n## B\n- [ ] T-2: Two\n")
    titles = ["First", "Second", "Third"]
    news = [new_task(document, 0, title=title, id=f"T-{at}") for at, title in enumerate(titles, start=3)]
    found = append_tasks(document, news, OPTIONS)
    assert [task.title for task in found.document.tasks] == ["One", *titles, "Two"]
    assert [task and task.title for task in found.tasks] == titles


def test_what_waited_for_an_id_that_nobody_had_finds_it() -> None:
    document = read_text("# P\n\n## A\n- [ ] T-1: One\n  - Depends on: T-9\n- [ ] T-2: Two\n")
    found = append_task(document, new_task(document, id="T-9"), OPTIONS)
    assert found is not None
    assert found.document.task("T-1").depends_on == ("T-9",)


@pytest.mark.parametrize("name", ["not an id", "T 1", "**", "1"])
def test_an_id_that_would_not_be_read_as_one_has_no_place(name: str) -> None:
    document = read_text("# P\n\n## A\n- [ ] T-1: One\n- [ ] T-2: Two\n")
    assert append_task(document, new_task(document, id=name), OPTIONS) is None


def test_a_task_of_a_section_that_the_file_lost_gets_its_heading_back() -> None:
    document = read_text("# P\n\n## 1. A\n\n### 1.1 B\n- [ ] T-1: One\n")
    task = NewTask("Write the guide", "T-2", place=Place("1. A", "1.2 C"), position=4)
    found = append_task(document, task, OPTIONS)
    assert found is not None
    assert found.document.text.endswith("- [ ] T-1: One\n\n### 1.2 C\n\n- [ ] T-2: Write the guide\n")


def test_the_levels_of_parts_go_with_their_first_lines() -> None:
    before = "# P\n\n## A\n- [ ] T-1: One\n\n## B\n### x\n\n## B\n### y\n"
    after = added(before)
    assert moved_levels({6: "heading", 9: "box", 0: "none"}, before, after) == {
        7: "heading",
        10: "box",
        0: "none",
    }


@pytest.mark.parametrize(
    ("ids", "taken", "proposed"),
    [
        (["TS-013", "TS-014"], [], "TS-015"),
        (["TS-014", "TS-002"], ["ts-015", "TS-16"], "TS-017"),
        (["T099", "T100"], [], "T101"),
        (["Task 2.1", "Task 2.2"], [], "Task 2.3"),
        (["A-1", "B-7", "B-8"], [], "B-9"),
    ],
)
def test_the_next_id_follows_those_of_the_section(ids: list[str], taken: list[str], proposed: str) -> None:
    lines = "".join(f"- [ ] **{name}: Title of {name}**\n" for name in ids)
    document = read_text(f"# P\n\n## A\n{lines}\n## B\n- [ ] **ZZ-1: Other**\n- [ ] **ZZ-2: Other**\n")
    assert next_id(document, 0, taken) == proposed


def test_tasks_without_ids_propose_none() -> None:
    assert next_id(read_text("# P\n\n- [ ] One\n- [ ] Two\n"), None, ()) is None


def test_an_id_that_the_file_only_speaks_of_is_not_proposed() -> None:
    text = "# P\n\n## A\n- [ ] T-1: One\n  - Depends on: T-3\n- [ ] T-2: Two\n\n## Sprint 1\n- T-1\n- T-4\n"
    assert next_id(read_text(text), 0, ()) == "T-5"


WORDS = st.lists(
    st.sampled_from(["write", "the", "guide", "yedekleri", "neu", "décrire"]), min_size=1, max_size=5
)
ESTIMATES = st.sampled_from([None, Estimate(4, 4), Estimate(8, 16), Estimate(0.5, 0.5)])
LEVELS: st.SearchStrategy[Level | None] = st.sampled_from([None, "critical", "low"])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan_texts(), WORDS, ESTIMATES, LEVELS, st.integers(0, 50))
def test_a_task_added_to_any_plan_is_read_back_and_the_others_are_as_they_were(
    text: str, words: list[str], estimate: Estimate | None, priority: Level | None, place: int
) -> None:
    try:
        document = read_text(text)
    except PlanError:
        return
    if not document.tasks:
        return
    model = document.tasks[place % len(document.tasks)]
    name = next_id(document, model.section, ())
    task = NewTask(" ".join(words), name, estimate, priority, place_of(document, model), model.section)
    found = append_task(document, task, OPTIONS)
    if found is None:
        return
    new, again = found.tasks[0], read_text(found.document.text)
    assert new is not None
    assert again.task(new.key) == new
    assert (new.id, new.section) == (name, model.section)
    others = [(one.key, one.title, one.status, one.estimate) for one in again.tasks if one.key != new.key]
    assert others == [(one.key, one.title, one.status, one.estimate) for one in document.tasks]
    assert only_grew(text.replace("\r", "\n"), found.document.text.replace("\r", "\n"))


BOXES = st.lists(
    st.sampled_from(["- [ ] {}", "- [x] {}", "- [ ] **{}**", "* [ ] {}"]), min_size=1, max_size=6
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(BOXES, st.booleans(), WORDS, ESTIMATES, LEVELS)
def test_a_plan_of_boxes_always_has_a_place_and_keeps_title_estimate_and_priority(
    boxes: list[str], has_ids: bool, words: list[str], estimate: Estimate | None, priority: Level | None
) -> None:
    lines = [box.format(f"AB-{at}: Task {at}" if has_ids else f"Task {at}") for at, box in enumerate(boxes)]
    document = read_text("\n".join(["# Plan", "", "## Part", *lines, "", "## Other", "text"]))
    task = new_task(document, 0, title=" ".join(words), estimate=estimate, priority=priority)
    found = append_task(document, task, OPTIONS)
    assert found is not None
    assert says(found.tasks[0]) == (task.id, task.title, estimate, "todo", 0)
    assert found.tasks[0] is not None
    assert priority in (None, found.tasks[0].priority)
