"""Titles of plans and sprints, shortened to what people call them."""

import re

SEPARATORS = (" - ", " – ", " — ", ": ")


def short_title(title: str) -> str:
    """The part of a title that names the project: before a dash or a colon, else all of it.

    >>> short_title("Metropolitan E-Commerce - Production Hazırlık Task Listesi")
    'Metropolitan E-Commerce'
    """
    for separator in SEPARATORS:
        head = title.split(separator, maxsplit=1)[0].strip()
        if head and head != title:
            return head
    return title


def sprint_title(title: str, number: int) -> str:
    """A sprint's heading without the words that only count it, where anything else is left.

    >>> sprint_title("Sprint 1 (1 hafta): Critical Security", 1), sprint_title("Faz 2", 2)
    ('Critical Security', 'Faz 2')
    """
    counting = rf"\W*(?:[^\W\d]+\s+)?0*{number}\.?(?:\s+[^\W\d]+)?\s*(?:\([^)]*\))?\s*[:–—-]\s*(?=\w)"
    return re.sub(counting, "", title, count=1) if re.match(counting, title) else title


def only_counts(title: str, number: int) -> bool:
    """Whether a sprint's title says no more than its number.

    >>> only_counts("Sprint 7", 7), only_counts("Sprint 7: Launch", 7), only_counts("", 7)
    (True, False, True)
    """
    return re.fullmatch(rf"\W*(?:(?:[^\W\d]+\W*)?0*{number}\W*)?", title) is not None
