"""Lines of the text that list ids, while ids are taken out of them and put in."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Final

from tracker.core.plan.document import PlanTask, Span
from tracker.core.plan.write import Edit
from tracker.core.plan.write_ids import Habit, appended, mentioned, names, with_key, without
from tracker.core.plan.write_scene import Scene

_ITEM: Final = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_BOX: Final = re.compile(r"\[[^\]\n]{1,2}\](?=\s)")
_NUMBER: Final = re.compile(r"^([ \t>]*)(\d{1,9})(?=[.)])")
_BEHIND: Final = re.compile(r"^(?P<close>[*_`]*)(?P<joint>\s*[:：]\s*|\s+[-–—]\s+|\s*\()(?P<open>[*_`]*)")


@dataclass(slots=True)
class ListLines:
    """`texts` are the lines as they are to be, None for one that goes; `added` the new ones behind a line.

    A line counts as a whole, or from the place that `regions` has for it. `dropped` are lines that went, by
    the id that they were about.
    """

    scene: Scene
    habit: Habit
    texts: dict[int, str | None] = field(default_factory=dict)
    added: dict[int, list[str]] = field(default_factory=dict)
    regions: dict[int, Span] = field(default_factory=dict)
    dropped: dict[str, str] = field(default_factory=dict)

    def region(self, number: int) -> Span:
        source = self.scene.source
        return self.regions.get(number) or Span(source.starts[number - 1], source.ends[number - 1])

    def text(self, number: int) -> str | None:
        """The line as it is by now."""
        if number not in self.texts:
            start, end = self.region(number)
            self.texts[number] = self.scene.document.text[start:end]
        return self.texts[number]

    def names(self, number: int) -> set[str]:
        return names(self.text(number) or "", self.habit.index)

    def remove(self, number: int, key: str) -> None:
        """Takes the id out of a line; an item of a list that names no other goes."""
        text = self.text(number)
        if text is None or key not in names(text, self.habit.index):
            return
        left = without(text, key, self.habit)
        if names(left, self.habit.index) or not self._may_go(number):
            self.texts[number] = left
        else:
            self.texts[number] = None
            self.dropped[key] = text

    def _may_go(self, number: int) -> bool:
        """Whether a line is an item of a list with nothing below it."""
        line = self.scene.source.line(number)
        found = _ITEM.match(line)
        if found is None or number in self.regions:
            return False
        following = self.scene.source.line(number + 1) if number < self.scene.source.line_count else ""
        deeper = len(following) - len(following.lstrip(" \t>")) > len(found.group()) - len(
            found.group().lstrip()
        )
        return not (deeper and following.strip())

    def extend(
        self, numbers: list[int], key: str, *, whole: Container[int] = (), one_by_one: bool = False
    ) -> bool:
        """Puts the id among its family on one of the lines, or behind the last on a line of ids alone.

        `whole` lines hold all the ids that there may be. Where ids stand one by one, each gets a line.
        """
        for number in numbers:
            text = self.text(number)
            if text is None or (one_by_one and number not in whole and not self._is_list(text)):
                continue
            longer = with_key(text, key, self.habit)
            if longer is not None:
                self.texts[number] = longer
                return True
        for number in reversed(numbers):
            text = self.text(number)
            is_open = number in whole or not self.is_item(number)
            if text is not None and (is_open or self._is_bare_list(text, one_by_one=one_by_one)):
                longer = appended(text, key, self.habit)
                if longer is not None:
                    self.texts[number] = longer
                    return True
        return False

    def is_item(self, number: int) -> bool:
        """Whether a line is an item of a list, so that there may be another one like it."""
        return number not in self.regions and _ITEM.match(self.scene.source.line(number)) is not None

    def _is_list(self, text: str) -> bool:
        """Whether the line names several ids, or one without words about it."""
        found = mentioned(text, self.habit.index)
        is_several = sum(len(one.keys) for one in found) > 1
        return is_several or (bool(found) and not re.search(r"\w", text[found[-1].end :]))

    def _is_bare_list(self, text: str, *, one_by_one: bool) -> bool:
        """Whether the line holds several ids, or one that may have company, and no words about them."""
        found = mentioned(text, self.habit.index)
        is_list = len(found) > 1 or (bool(found) and not one_by_one)
        return is_list and not re.search(r"\w", text[found[-1].end :])

    def add_behind(self, number: int, line: str) -> None:
        self.added.setdefault(number, []).append(line)

    def like(self, number: int, task: PlanTask, *, titled: bool) -> str | None:
        """A line for the task like that one; None where it is no line of a list."""
        line = self.scene.source.line(number)
        found = [one for one in mentioned(line, self.habit.index) if one.keys]
        item = _ITEM.match(line)
        if not found or item is None or re.search(r"\w", _BOX.sub("", line[item.end() : found[0].start])):
            return None
        lead = _BOX.sub(f"[{self.scene.style.box_mark(task.status)}]", line[: found[0].start], count=1)
        following = len(self.added.get(number, ())) + 1
        lead = _NUMBER.sub(lambda at: f"{at[1]}{int(at[2]) + following}", lead)
        return f"{lead}{task.key}{self._behind(line[found[-1].end :], task.title if titled else '')}"

    @staticmethod
    def _behind(rest: str, title: str) -> str:
        """What follows the id: the marks that close it, and the title where the model has words there."""
        found = _BEHIND.match(rest)
        close = found["close"] if found else rest[: len(rest) - len(rest.lstrip("*_`"))]
        if found is None or not title:
            return close
        end = rest.rstrip()[-1:] if found["joint"].strip() == "(" and rest.rstrip().endswith(")") else ""
        return f"{close}{found['joint']}{title}{end}" if found["joint"].strip() != "(" or end else close

    def edits(self) -> list[Edit]:
        """The edits that make the text like this."""
        found: list[Edit] = []
        newline, source = self.scene.style.newline, self.scene.source
        for number in sorted(self.texts.keys() | self.added.keys()):
            start, end = self.region(number)
            text, more = self.text(number), self.added.get(number, [])
            if text is None and not more:
                found.append(self.scene.without_lines(number, number))
            elif text is None:
                found.append(Edit(start, end, newline.join(more)))
            elif text != self.scene.document.text[start:end]:
                found.append(Edit(start, end, newline.join([text, *more])))
            elif more:
                end = source.ends[number - 1]
                found.append(Edit(end, end, "".join(newline + line for line in more)))
        return found
