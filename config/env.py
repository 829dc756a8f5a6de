"""Settings from the environment: one function a type, each naming the variable it could not read.

Every name read here stands in the table of README.md; `tests/test_architecture.py` compares the two.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


class SettingError(ImproperlyConfigured):
    """A variable is missing or unreadable. The message names it and says what to set."""


def text(name: str, default: str | None = None) -> str:
    """The variable's text without surrounding blanks; the default where it is unset or empty.

    Raises SettingError where there is neither.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingError(
            f"The environment variable {name} is not set. README.md, Settings, says what it holds."
        )
    return default


def number(name: str, default: int, *, least: int = 0) -> int:
    """The variable as a whole number of at least `least`."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SettingError(
            f"The environment variable {name} is {value!r}. Set a whole number from {least} up."
        )
    return int(value)


def flag(name: str) -> bool:
    """True for 1, true, yes and on; False for 0, false, no, off and nothing at all."""
    value = text(name, "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"The environment variable {name} is {value!r}. Set 1 or 0.")


def words(name: str, default: str | None = None) -> list[str]:
    """The comma-separated parts of the variable, blanks and empty parts left out."""
    return [word for part in text(name, default).split(",") if (word := part.strip())]


def origin(name: str, default: str) -> str:
    """The variable as scheme and host without a final slash, such as `https://hazir.example.org`."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise SettingError(
            f"The environment variable {name} is {value!r}. Set something like https://hazir.example.org."
        )
    return value
