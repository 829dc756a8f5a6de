"""Finding tasks by what a person types, with or without Turkish letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# Letters that no decomposition brings together: people type “isik” and mean “ışık”.
_ALIKE = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
_FARTHEST = 6


@dataclass(frozen=True, slots=True)
class Findable:
    """A task as it can be found: its key, its title, and the rest of what it says."""

    key: str
    title: str
    text: str = ""


def fold(text: str) -> str:
    """The text without case and marks; folding it again changes nothing.

    >>> fold("Işık GÜVENLİĞİ")
    'isik guvenligi'
    """
    for _twice in range(2):  # “ℙ” is a capital only once it is taken apart
        text = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    return "".join(sign for sign in text if not unicodedata.combining(sign)).translate(_ALIKE)


def find_tasks(tasks: Iterable[Findable], query: str) -> list[str]:
    """Keys of the tasks that hold every word of the query, the closest first, then as given.

    >>> plan = [Findable("A-10", "Test login"), Findable("A-1", "Audit", "of the login")]
    >>> find_tasks(plan, "a-1"), find_tasks(plan, "login")
    (['A-1', 'A-10'], ['A-10', 'A-1'])
    """
    words = fold(query).split()
    if not words:
        return []
    ranked = [(distance, task.key) for task in tasks if (distance := _distance(task, words)) < _FARTHEST]
    return [key for _, key in sorted(ranked, key=lambda found: found[0])]


def tasks_named(tasks: Iterable[Findable], name: str) -> list[str]:
    """Keys of the tasks that a person may mean: the one whose key or title it is, else all that are found.

    >>> tasks_named([Findable("A-1", "Test"), Findable("A-2", "Test login")], "test")
    ['A-1']
    """
    tasks = list(tasks)
    wanted = _folded_words(name)
    for names in ({task.key: task.key for task in tasks}, {task.key: task.title for task in tasks}):
        same = [key for key, text in names.items() if _folded_words(text) == wanted]
        if wanted and len(same) == 1:
            return same
    return find_tasks(tasks, name)


def _folded_words(text: str) -> str:
    return " ".join(fold(text).split())


def _distance(task: Findable, words: list[str]) -> int:
    """From 0, its very key, to 5, somewhere in its text; `_FARTHEST` where a word is missing."""
    query, key, title = " ".join(words), fold(task.key), fold(task.title)
    if query == key:
        return 0
    if key.startswith(query):
        return 1
    if title.startswith(query):
        return 2
    begun = f" {key} {title}"
    if all(f" {word}" in begun for word in words):
        return 3
    if all(word in begun for word in words):
        return 4
    rest = f"{begun} {fold(task.text)}"
    return 5 if all(word in rest for word in words) else _FARTHEST
