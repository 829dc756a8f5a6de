"""Processor time of reading a plan, beside markdown-it-py's own full parse of the same text, in the same run.

    make bench ONLY=read

A plan of boxes with fields, steps and dependencies, at 0.1, 1 and 10 MB, its limits lifted. Bar: twice the
library's own parse at every size, and a time for each MB that does not grow by more than half.
"""

from __future__ import annotations

import sys
import time

from markdown_it import MarkdownIt

from tracker.core.plan.document import Limits, ReadOptions
from tracker.core.plan.parse import read_text

MEGABYTES = (0.1, 1.0, 10.0)
BAR = 2.0
MOST_GROWTH = 1.5
LIFTED = Limits(bytes=1 << 40, lines=1 << 40, line_length=1 << 40, tasks=1 << 40)

SECTION = """
## {n}. Alan {n} - HIGH PRIORITY

### {n}.1 Bölüm
**Priority:** HIGH | **Risk:** LOW | **Estimated:** 2-3 gün
**Agent:** `someone`

"""
TASK = """- [ ] **AB-{n:06d}: Title number {n} with *some* words**
  - **Dosya:** `/src/some/path/file{n}.ts:26`
  - **Süre:** 4 saat
  - **Bağımlılık:** AB-{before:06d}
  - **Aksiyon:**
    - do this with `code`, *emphasis* and [a link](http://example.org/{n})
    - [ ] check that it holds

"""


def make_plan(size: int) -> str:
    """A plan of about so many bytes, twenty tasks a section."""
    parts, length, number = ["# Plan\n"], 0, 0
    while length < size:
        number += 1
        part = TASK.format(n=number, before=max(1, number - 1))
        if number % 20 == 1:
            part = SECTION.format(n=number // 20 + 1) + part
        parts.append(part)
        length += len(part.encode())
    return "".join(parts)


def measure(megabytes: float) -> tuple[float, float]:
    """Processor seconds of the library's full parse, and of ours."""
    text = make_plan(int(megabytes * 1_000_000))
    start = time.process_time()
    MarkdownIt("commonmark").enable("table").parse(text)
    parsed = time.process_time()
    document = read_text(text, ReadOptions(limits=LIFTED))
    read = time.process_time()
    assert len(document.tasks) == text.count("\n- [ ] **")
    return parsed - start, read - parsed


def main() -> int:
    """0 where the bar is met at every size."""
    rates, ratios = [], []
    for megabytes in MEGABYTES:
        library, ours = measure(megabytes)
        rates.append(ours / megabytes)
        ratios.append(ours / library)
        sys.stdout.write(
            f"{megabytes:5} MB: {ours:6.2f} s, {rates[-1]:.2f} s a MB; "
            f"the library alone {library:.2f} s; ratio {ratios[-1]:.2f}\n"
        )
    met = max(ratios) <= BAR and max(rates) <= MOST_GROWTH * min(rates)
    sys.stdout.write(f"bar {BAR} times, growth {MOST_GROWTH}: {'met' if met else 'MISSED'}\n")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
