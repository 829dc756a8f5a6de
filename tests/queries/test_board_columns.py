"""The columns of a board against the statuses there are."""

from __future__ import annotations

from tracker.core.board import STATUSES
from tracker.queries.board import COLUMNS


def test_every_status_has_a_column_but_what_was_dropped() -> None:
    assert {*COLUMNS, "dropped"} == {*STATUSES}
