"""What a person types finds the task that is meant, the closest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.search import Findable, find_tasks, fold

PLAN = [
    Findable("TS-001", "Auth Guard Any Tipi Temizliği", "`guards/auth.guard.ts:26`"),
    Findable("TS-0010", "Işık sönünce giriş"),
    Findable("VAL-001", "XSS Protection", "see TS-001"),
    Findable("AUTH-001", "JWT Token Refresh"),
]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("ts-001", ["TS-001", "TS-0010", "VAL-001"]),
        ("auth", ["AUTH-001", "TS-001"]),
        ("temizligi auth", ["TS-001"]),
        ("TEMİZLİĞİ", ["TS-001"]),
        ("isik", ["TS-0010"]),
        ("IŞIK", ["TS-0010"]),
        ("guard.ts", ["TS-001"]),
        ("otection", ["VAL-001"]),
        ("auth sönünce", []),
        ("  ", []),
        ("", []),
    ],
)
def test_it_finds(query: str, keys: list[str]) -> None:
    assert find_tasks(PLAN, query) == keys


@given(st.text(), st.text())
def test_a_task_is_found_by_its_title_with_and_without_marks(title: str, text: str) -> None:
    task = Findable("K-1", title, text)
    found = ["K-1"] if fold(title).split() else []
    assert find_tasks([task], title) == found
    assert find_tasks([task], fold(title)) == found


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
