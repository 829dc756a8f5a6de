"""Processor time of reading plans, beside markdown-it-py's own full parse of the same text in the same run.

    make bench ONLY=read

Texts are sample plans repeated, with ids of their own in each copy, and no limits. Bars: at most 2 times the
library's parse at every size, and the time for each megabyte does not grow by more than half from 1 to 10 MB.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

from tracker.core.plan.document import Limits, ReadOptions
from tracker.core.plan.parse import read_text

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
MEGABYTES = (0.1, 1, 10)
BAR = 2.0
MOST_GROWTH = 1.5
NO_LIMITS = ReadOptions(
    limits=Limits(
        bytes=1 << 60, lines=1 << 60, line_length=1 << 60, tasks=1 << 60, table_cells=1 << 60, range_size=1000
    )
)
ID = re.compile(r"\b([A-Z][A-Z0-9]*(?:-[A-Z]+)*)-(\d{3})\b")


def make_text(source: str, size: int) -> str:
    """Copies of the plan up to about that many characters; AB-001 becomes AB7-001 in the seventh."""
    copies = max(1, round(size / len(source)))
    return "\n".join(ID.sub(rf"\g<1>{number}-\2", source) for number in range(copies))


def cpu_seconds(call: Callable[[], object], times: int) -> float:
    """The least processor time of a few calls, without garbage of the call before."""
    spent = []
    for _ in range(times):
        gc.collect()
        begin = time.process_time()
        call()
        spent.append(time.process_time() - begin)
    return min(spent)


def main() -> int:
    """Print one line for each size; 1 where a bar is missed."""
    source = (FIXTURES / "metropolitan.md").read_text()
    library = MarkdownIt("js-default")
    each, ratios = {}, []
    for megabytes in MEGABYTES:
        text = make_text(source, int(megabytes * 1_000_000))
        size, times = len(text.encode()) / 1_000_000, 1 if megabytes > 1 else 3
        ours = cpu_seconds(lambda t=text: read_text(t, NO_LIMITS), times)
        theirs = cpu_seconds(lambda t=text: library.parse(t), times)
        each[megabytes] = ours / size
        ratios.append(ours / theirs)
        print(
            f"{size:5.1f} MB: {ours / size:.2f} s/MB, the library alone {theirs / size:.2f} s/MB, "
            f"{ours / theirs:.2f} times"
        )
    growth = each[10] / each[1]
    ok = max(ratios) <= BAR and growth <= MOST_GROWTH
    print(f"bar {BAR} times, growth {MOST_GROWTH}: {'ok' if ok else 'MISSED'} (growth {growth:.2f})")
    return int(not ok)


if __name__ == "__main__":
    sys.exit(main())
