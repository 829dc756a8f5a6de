"""A file that is read or written again is so once, and never as something else."""

from __future__ import annotations

from tracker.core.plan.document import Limits, ReadOptions
from tracker.core.plan.parse import read_text
from tracker.core.plan.write import TaskChange
from tracker.queries.reading import read_kept, write_kept

TEXT = "# Plan\n\n## Part\n\n- [ ] **A-1: One**\n  - Estimate: 1 day\n"


def test_the_same_text_read_the_same_way_is_the_same_document() -> None:
    assert read_kept(TEXT, ReadOptions()) is read_kept(str(TEXT.encode(), "utf-8"), ReadOptions())
    assert read_kept(TEXT, ReadOptions()) == read_text(TEXT)


def test_what_it_depends_on_tells_documents_apart() -> None:
    ways = [
        ReadOptions(hours_per_day=6),
        ReadOptions(days_per_week=4),
        ReadOptions(levels={3: "none"}),
        ReadOptions(limits=Limits(tasks=7)),
    ]
    for options in ways:
        assert read_kept(TEXT, options) == read_text(TEXT, options)
        assert read_kept(TEXT, options) is not read_kept(TEXT, ReadOptions())


def test_what_was_written_is_written_once_and_each_change_anew() -> None:
    document = read_kept(TEXT, ReadOptions())
    ticked = write_kept(document, {"A-1": TaskChange(status="done")}, ReadOptions())
    assert "- [x] **A-1" in ticked.text
    assert write_kept(document, {"A-1": TaskChange(status="done")}, ReadOptions()) is ticked
    assert "- [/] **A-1" in write_kept(document, {"A-1": TaskChange(status="doing")}, ReadOptions()).text
    assert write_kept(document, {}, ReadOptions()).text == TEXT
