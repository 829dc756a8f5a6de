"""The words that plans use, as tables by language. Adding a language is adding its row to each table."""

from tracker.core.plan.words.headings import (
    COLUMNS,
    NOT_WORK,
    NOTE_WORDS,
    ONGOING_WORDS,
    ORDER_WORDS,
    RANGE_WORDS,
    RESULT_WORDS,
    SPRINT_WORDS,
    TASK_PLURALS,
    TASK_WORDS,
    TOTAL_WORDS,
)
from tracker.core.plan.words.labels import (
    LABELS,
)
from tracker.core.plan.words.statuses import (
    BOX_MARKS,
    HEADING_MARKS,
    MARK_OF,
    SPECIAL_STATUSES,
    STATUS_MARKS,
    STATUSES,
)
from tracker.core.plan.words.values import (
    HALF_WORDS,
    NONE_WORDS,
    PRIORITIES,
    PRIORITY_MARKS,
    SOFT_WORDS,
    UNASSIGNED_WORDS,
    UNIT_NAMES,
    UNITS,
)

__all__ = [
    "BOX_MARKS",
    "COLUMNS",
    "HALF_WORDS",
    "HEADING_MARKS",
    "LABELS",
    "MARK_OF",
    "NONE_WORDS",
    "NOTE_WORDS",
    "NOT_WORK",
    "ONGOING_WORDS",
    "ORDER_WORDS",
    "PRIORITIES",
    "PRIORITY_MARKS",
    "RANGE_WORDS",
    "RESULT_WORDS",
    "SOFT_WORDS",
    "SPECIAL_STATUSES",
    "SPRINT_WORDS",
    "STATUSES",
    "STATUS_MARKS",
    "TASK_PLURALS",
    "TASK_WORDS",
    "TOTAL_WORDS",
    "UNASSIGNED_WORDS",
    "UNITS",
    "UNIT_NAMES",
]
