"""Proposals of dependencies: few, each with a reason, and never a loop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.schedule.network import Activity, Link, build_network
from tracker.core.schedule.proposals import MOST_OF_A_KIND, ProposalTask, propose_dependencies


def task(key: str, text: str = "", group: object = None, sprint: int | None = None) -> ProposalTask:
    return ProposalTask(key, text, group or key, sprint)


def pairs(*tasks: ProposalTask, **options: object) -> list[tuple[str, str]]:
    found = propose_dependencies(tasks, **options)  # type: ignore[arg-type]
    return [(each.predecessor, each.successor) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "Do it after TS-001.",
        "Requires `TS-001` and luck.",
        "This depends on ts-001",
        "TS-001'den sonra yapılır.",
        "**TS-001** sonrasında",
        "TS-001 tamamlandıktan sonra başlar",
        "TS-001 bitince",
    ],
)
def test_it_understands_that_a_text_comes_after_another_task(text: str) -> None:
    assert pairs(task("TS-001"), task("AB-9", text)) == [("TS-001", "AB-9")]


@pytest.mark.parametrize("text", ["Ship before TS-001", "TS-001'den önce bitmeli", "blocks the `TS-001`"])
def test_it_understands_that_a_text_comes_before_another_task(text: str) -> None:
    assert pairs(task("TS-001"), task("AB-9", text)) == [("AB-9", "TS-001")]


@pytest.mark.parametrize("text", ["See TS-001.", "after lunch, TS-001", "after TS-0011", "after AB-9"])
def test_it_does_not_guess_from_a_mere_mention(text: str) -> None:
    assert pairs(task("TS-001"), task("AB-9", text)) == []


def test_tasks_on_one_file_are_proposed_in_the_order_of_the_plan_and_the_reason_names_the_file() -> None:
    tasks = task("B-1", "`/src/app/cors.ts:79-89`"), task("A-1", "- `src/app/cors.ts`")

    (proposal,) = propose_dependencies(tasks)

    assert (proposal.kind, proposal.predecessor, proposal.successor) == ("file", "B-1", "A-1")
    assert str(proposal.reason) == "B-1 and A-1 both work on cors.ts; B-1 stands first in the plan."


def test_a_file_of_everybody_and_a_file_name_without_a_folder_order_nothing() -> None:
    everybody = [task(f"{letter}-1", "src/index.ts") for letter in "ABCDE"]
    assert pairs(*everybody) == []
    assert pairs(task("A-1", "index.ts"), task("B-1", "index.ts")) == []


def test_neighbours_of_a_section_follow_their_numbers() -> None:
    section = [task(key, group="1.1") for key in ("TS-001", "TS-002", "TS-004", "AB-005")]
    assert pairs(*section) == [("TS-001", "TS-002")]


def test_between_sprints_nothing_is_proposed_while_sprints_wait_for_one_another() -> None:
    section = task("TS-1", group="1", sprint=1), task("TS-2", group="1", sprint=2)
    assert pairs(*section) == []

    (proposal,) = propose_dependencies(section, sprint_order=False)

    assert proposal.kind == "sprint"
    assert "TS-1 is planned in sprint 1, and TS-2" in str(proposal.reason)


def test_nothing_is_proposed_that_stands_there_already_or_follows_from_what_does() -> None:
    section = [task(key, group="1") for key in ("TS-1", "TS-2")]
    assert pairs(*section, links=[("TS-1", "TS-2")]) == []
    assert pairs(*section, links=[("TS-1", "X"), ("X", "TS-2")]) == []


def test_nothing_is_proposed_that_would_close_a_loop() -> None:
    section = [task(key, group="1") for key in ("TS-1", "TS-2")]
    assert pairs(*section, links=[("TS-2", "TS-1")]) == []
    assert pairs(task("A-1", "after B-1"), task("B-1", "after A-1")) == [("B-1", "A-1")]


def test_a_task_never_waits_for_a_later_sprint() -> None:
    assert pairs(task("A-1", "after B-1", sprint=1), task("B-1", sprint=2), sprint_order=False) == []


def test_there_are_never_more_than_a_dozen_of_a_kind() -> None:
    found = propose_dependencies([task(f"TS-{n}", group="1") for n in range(100)])
    assert len(found) == MOST_OF_A_KIND


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(0, 11), max_size=3),
            st.sampled_from(["after", "before", "önce"]),
            st.integers(0, 2),
            st.sampled_from([None, 1, 2]),
            st.integers(0, 3),
        ),
        min_size=2,
        max_size=12,
    ),
    st.booleans(),
)
def test_all_proposals_together_close_no_loop(
    drawn: list[tuple[list[int], str, int, int | None, int]], sprint_order: bool
) -> None:
    tasks = [
        ProposalTask(
            f"T-{n}", " ".join(f"{word} T-{other}" for other in named) + f" a/f{file}.ts", group, sprint
        )
        for n, (named, word, group, sprint, file) in enumerate(drawn)
    ]
    found = propose_dependencies(tasks, sprint_order=sprint_order)

    links = [Link(each.predecessor, each.successor) for each in found]
    activities = [Activity(task.key, 1, sprint=task.sprint) for task in tasks]
    build_network(activities, links, sprint_order=sprint_order)  # raises where there is a loop
    assert len(set(links)) == len(links)
