"""Domain errors. Each carries a stable code and a sentence fit to show a person: what, where, what next."""

from __future__ import annotations

from typing import Any

from tracker.core.text import Sentence


class DomainError(Exception):
    """Something a person asked for cannot be done; `sentence` says why and what to do about it."""

    code = "error"

    def __init__(self, template: str, /, **params: Any) -> None:
        self.sentence = Sentence(template, params)
        super().__init__(str(self.sentence))


class PlanError(DomainError):
    """A plan file cannot be read, or breaks a limit. `line` is 1-based, None where no line is to blame."""

    code = "plan"

    def __init__(
        self, template: str, /, *, code: str = "plan", line: int | None = None, **params: Any
    ) -> None:
        self.code = code
        self.line = line
        super().__init__(template, line=line, **params)


class DependencyLoop(DomainError):
    """Tasks that wait for one another in a circle. `keys` is the loop, the first key not repeated."""

    code = "dependency-loop"

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__(
            "These tasks wait for each other in a circle: {loop}. Remove one of the dependencies.",
            loop=" → ".join((*keys, keys[0])),
        )


class IllegalMove(DomainError):
    """A change of status, place or field that the rules of the board do not allow."""

    code = "illegal-move"


class StaleTask(DomainError):
    """The same field was changed by somebody else after the person loaded it."""

    code = "stale"


class NotAllowed(DomainError):
    """The person's role in the plan does not allow the change."""

    code = "not-allowed"


class NotFound(DomainError):
    """No such thing, or none that the person may see: the two look the same from outside."""

    code = "not-found"
