"""Keeps the folder of a test run, and the server in it: both end with the run, however the run ends.

Started as `python keeper.py FOLDER [USER COMMAND...]`, its standard input a pipe. The pipe's other end is the
test run: when that goes away, killed or not, the server is stopped and the folder removed.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1


def keep(folder: Path, user: str, command: list[str]) -> int:
    """Run the command as the user until standard input ends, then remove the folder. Its exit status."""
    try:
        return run_server(folder, user, command) if command else len(sys.stdin.buffer.read())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run_server(folder: Path, user: str, command: list[str]) -> int:
    """The server's exit status. One that ends by itself has its last words repeated."""
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - no thread runs yet
            **as_user(user),
        )
    (folder / "server.pid").write_text(str(server.pid))
    threading.Thread(target=stop_at_end_of_input, args=(server,), daemon=True).start()
    status = server.wait()
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)  # children that outlived it
    with suppress(BrokenPipeError):
        sys.stderr.write(log.read_text(errors="replace")[-4000:])
    return status


def stop_at_end_of_input(server: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    server.send_signal(signal.SIGQUIT)  # PostgreSQL: at once
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.kill()


def as_user(user: str) -> dict[str, Any]:
    """Options for `subprocess` that make a process the user's own. PostgreSQL refuses to run as root."""
    if not user:
        return {}
    entry = pwd.getpwnam(user)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def die_with_parent() -> Callable[[], None] | None:
    """What a child calls before it becomes the server: Linux then ends it with this process."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL) and os._exit(1)


if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1]), "".join(sys.argv[2:3]), sys.argv[3:]))
