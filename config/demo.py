"""What `make run` needs no settings for."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def secret_file(folder: Path) -> Path:
    """Where the secret of the demo lies."""
    return folder / "secret"


def secret(folder: Path) -> str:
    """The secret in the data folder; before `make run` wrote it, one for this process only."""
    try:
        return secret_file(folder).read_text().strip() or secrets.token_urlsafe(48)
    except FileNotFoundError:
        return secrets.token_urlsafe(48)


def keep_secret(folder: Path, value: str) -> None:
    """Write the secret, readable by its owner only, unless there is one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(secret_file(folder), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.write(value + "\n")


def time_zone() -> str:
    """The zone of this machine by its name, UTC where it cannot be told."""
    name = os.environ.get("TZ") or str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    try:
        return ZoneInfo(name).key if name else "UTC"
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
