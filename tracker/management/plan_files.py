"""What the commands share that look at a plan file without a database."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from collections.abc import Mapping
from pathlib import Path

from django.core.management.base import OutputWrapper

from tracker.core.errors import PlanError
from tracker.core.plan import parse
from tracker.core.plan.document import Document
from tracker.plan_limits import read_options

UNREADABLE = 2


def read_plan_file(
    name: str, *, complaints: OutputWrapper, levels: Mapping[int, str] | None = None
) -> Document:
    """The file, or standard input for “-”, read; ends the command with 2 and a sentence where that fails.

    No more of it than the limit, and a byte, is taken into memory.
    """
    reading = read_options(levels=levels)
    most = reading.limits.bytes + 1
    try:
        if name == "-":
            return parse.read_bytes(sys.stdin.buffer.read(most), reading)
        with Path(name).open("rb") as file:
            return parse.read_bytes(file.read(most), reading)
    except OSError as error:
        complaints.write(f"{name} cannot be read: {error.strerror}. Give the path of a Markdown file.")
    except PlanError as error:
        complaints.write(f"{name}: {error}")
    sys.exit(UNREADABLE)


def people(text: str) -> int:
    """An argument: how many people."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1000:
        raise ArgumentTypeError(f"{text!r} is not a number of people. Give one from 1 to 1000.")
    return int(text)
