"""Keeps one server of a test run: it ends with the run, however the run ends, and leaves nothing behind.

Started as `python keeper.py FOLDER USER COMMAND...`, its standard input a pipe. The pipe's other end is
the test run: when that goes away, killed or not, the server is stopped and its folder removed.
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

PR_SET_PDEATHSIG = 1


def keep(folder: str, user: str, command: list[str]) -> int:
    """Run the command as the user until standard input ends; its exit status."""
    server = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent(),  # noqa: PLW1509 - no thread runs yet
        **as_user(user),
    )
    threading.Thread(target=stop_at_end_of_input, args=(server,), daemon=True).start()
    status = server.wait()
    shutil.rmtree(folder, ignore_errors=True)
    return status


def stop_at_end_of_input(server: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    server.send_signal(signal.SIGQUIT)  # PostgreSQL: at once
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.kill()


def as_user(user: str) -> dict[str, object]:
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
    sys.exit(keep(sys.argv[1], sys.argv[2], sys.argv[3:]))
