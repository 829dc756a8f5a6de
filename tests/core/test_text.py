"""A title as people read it, without the marks of Markdown."""

from __future__ import annotations

import pytest

from tracker.core.text import without_marks


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("**Cart**: write `schema.sql`", "Cart: write schema.sql"),
        ("See [the notes](https://example.org/n) and [ADR](docs/adr-1.md#why)", "See the notes and ADR"),
        ("Split [[ADR-012 — Vault]] and [[P0-01|the first]]", "Split ADR-012 — Vault and the first"),
        ("~~Old~~ new, ``a ` b`` kept", "Old new, ``a ` b`` kept"),
        ("Use `**kwargs`, keep __init__.py", "Use **kwargs, keep __init__.py"),
    ],
)
def test_marks_around_words_are_left_out(title: str, shown: str) -> None:
    assert without_marks(title) == shown


@pytest.mark.parametrize(
    "title", ["2 ** 3 and **kwargs", "read `open", "a[0](b) stays", "x**2 + y**2", "<b>bold</b>", "***", "``"]
)
def test_what_is_no_pair_of_marks_stays(title: str) -> None:
    assert without_marks(title) == title


def test_a_long_row_of_marks_takes_no_time() -> None:
    for mark in ("`", "**", "~~", "[", "[["):
        assert without_marks(mark * 100_000) == mark * 100_000
