"""Tasks without ids keep who they are: by short keys that outlive reordering, by likeness of titles."""

from __future__ import annotations

from tracker.core.plan.identity import KeyMinter, title_likeness
from tracker.core.plan.parse import read_text

PLAN = "# Boat\n\n## Hull\n\n- [ ] Sand the port side\n- [ ] Paint it blue\n\n## Sail\n\n- [ ] Mend the jib\n"


def keys(text: str) -> dict[str, str]:
    return {task.title: task.key for task in read_text(text).tasks}


def test_a_key_is_short_and_not_a_number() -> None:
    assert all(len(key) == 5 and not key.isdigit() for key in keys(PLAN).values())


def test_keys_outlive_reordering_ticking_and_new_neighbours() -> None:
    changed = (
        "# Boat\n\nAn introduction.\n\n## Sail\n\n- [x] Buy thread\n- [x] **Mend the jib**\n\n"
        "## Hull\n\n1. [ ] Paint it blue\n2. [/] Sand the port side\n   - **Time:** 2h\n"
    )
    assert keys(PLAN).items() <= keys(changed).items()


def test_the_same_title_in_another_section_has_another_key() -> None:
    document = read_text("# P\n\n## A\n\n- [ ] test\n\n## B\n\n- [ ] test\n- [ ] test\n")
    assert len({task.key for task in document.tasks}) == 3


def test_a_card_keeps_its_key_in_another_column() -> None:
    before = keys("# P\n\n## To do\n\n- [ ] a card\n- [ ] b\n\n## Done\n\n- [x] c\n")
    after = keys("# P\n\n## To do\n\n- [ ] b\n\n## Done\n\n- [x] c\n- [x] a card\n")
    assert before == after


def test_a_key_never_is_an_id_of_the_file() -> None:
    minter = KeyMinter(set())
    first = minter.mint("a", [])
    assert KeyMinter({first}).mint("a", []) != first


def test_likeness_is_one_for_the_same_words_and_nought_for_none_in_common() -> None:
    assert title_likeness("Mend the jib", "**mend** the JIB") == 1.0
    assert title_likeness("abc", "xyz") == 0.0
