"""Plan files read again and written again: between two changes every page needs the same.

A second goes for every few thousand tasks that are read, and writing back reads several times over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from tracker.core.plan import parse
from tracker.core.plan.additions import Appended, append_tasks
from tracker.core.plan.document import Document, ReadOptions
from tracker.core.plan.new_lines import NewTask
from tracker.core.plan.write import TaskChange
from tracker.core.plan.write_back import Written, write_back

# A document of a thousand tasks takes two and a half megabytes.
KEPT = 8


def read_kept(text: str, options: ReadOptions) -> Document:
    """As `parse.read_text` without a clock. A document never changes, so it may be shared."""
    return _read(text, _Options.of(options))


def write_kept(document: Document, changes: Mapping[str, TaskChange], options: ReadOptions) -> Written:
    """As `write_back`."""
    return _write(
        _Errand(document.text, repr(sorted(changes.items())), document, changes), _Options.of(options)
    )


def append_kept(document: Document, tasks: Sequence[NewTask], options: ReadOptions) -> Appended:
    """As `append_tasks`."""
    return _append(_Errand(document.text, repr(tasks), document, tasks), _Options.of(options))


@dataclass(frozen=True, slots=True)
class _Options:
    """How to read, known again by its name: options hold a dictionary."""

    name: str
    options: ReadOptions = field(compare=False)

    @classmethod
    def of(cls, options: ReadOptions) -> _Options:
        plain = replace(options, clock=None)
        return cls(repr(plain), plain)


@dataclass(frozen=True, slots=True)
class _Errand:
    """What to write into which text, known again by both; documents of one text are alike."""

    text: str
    name: str
    document: Document = field(compare=False)
    what: Any = field(compare=False)


@lru_cache(maxsize=KEPT)
def _read(text: str, way: _Options) -> Document:
    return parse.read_text(text, way.options)


@lru_cache(maxsize=KEPT)
def _write(errand: _Errand, way: _Options) -> Written:
    return write_back(errand.document, errand.what, way.options)


@lru_cache(maxsize=KEPT)
def _append(errand: _Errand, way: _Options) -> Appended:
    return append_tasks(errand.document, errand.what, way.options)
