"""How long reading may take. The core has no clock: whoever has one hands it in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tracker.core.errors import PlanError
from tracker.core.plan.document import ReadOptions

Look = Callable[[int | None], None]


def look_at_clock(options: ReadOptions) -> Look:
    """A function that raises PlanError, with the line that reading has come to, once the time is over.

    Without a clock in the options it never does.
    """
    clock, limit = options.clock, options.limits.seconds
    if clock is None:
        return lambda line: None
    end = clock() + limit

    def look(line: int | None) -> None:
        if clock() > end:
            raise PlanError(
                "Reading this file takes longer than {limit} seconds. Split the plan into several files.",
                code="limit-time",
                line=line,
                limit=f"{limit:g}",
            )

    return look


def block_rule(look: Look, offset: int) -> Callable[..., bool]:
    """A block rule for markdown-it-py that takes no block and looks at the clock at the start of each."""

    def rule(state: Any, start: int, end: int, silent: bool) -> bool:
        look(offset + start + 1)
        return False

    return rule
