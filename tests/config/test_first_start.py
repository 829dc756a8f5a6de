"""`make run`, from the moment that its packages are there."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.servers import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
Start = Callable[..., subprocess.Popen[str]]

pytestmark = [pytest.mark.xdist_group("first_start"), pytest.mark.thorough]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """A function that starts the demo on the data of this test."""
    started: list[subprocess.Popen[str]] = []

    def start_demo(*options: str) -> subprocess.Popen[str]:
        environment = {"PATH": os.environ["PATH"], "HAZIR_DEMO": "1", "DATA_FOLDER": str(tmp_path / "var")}
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", *options],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start_demo
    for process in started:
        process.kill()
        process.communicate()


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """What the process prints up to the line with the words."""
    lines: list[str] = []
    assert process.stdout
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return "".join(lines)
    assert process.stderr
    raise AssertionError(f"{''.join(lines)}\n{process.stderr.read()}")


def refusal(process: subprocess.Popen[str]) -> str:
    """The sentence with which the process refuses to start."""
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    return errors


def status_of(link: str) -> int:
    host, _, path = link.removeprefix("http://").partition("/")
    with closing(HTTPConnection(host, timeout=10)) as connection:
        connection.request("GET", f"/{path}")
        return connection.getresponse().status


def test_the_first_start_imports_the_plan_and_prints_a_link_and_the_second_changes_nothing(
    start: Start, tmp_path: Path
) -> None:
    port = str(free_port())
    (tmp_path / "var").mkdir(mode=0o755)
    first = start("--port", port)
    told = read_until(first, "Ctrl-C")
    (link,) = re.findall(r"http://\S+token=\S+", told)
    assert "metropolitan.md" in told
    assert str(tmp_path / "var") in told
    assert status_of(link) in {200, 302}
    for file in (tmp_path / "var").iterdir():
        assert file.stat().st_mode & 0o077 == 0, f"others of this machine can read {file.name}"
    secret = (tmp_path / "var" / "secret").read_text()

    first.send_signal(signal.SIGINT)
    assert first.wait(timeout=10) == 0

    told_again = read_until(start("--port", port), "Ctrl-C")
    assert "Importing" not in told_again
    assert "token=" in told_again
    assert (tmp_path / "var" / "secret").read_text() == secret


def test_a_port_in_use_is_one_sentence(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        sentence = refusal(start("--port", str(port)))
    assert sentence == f"Port {port} is in use. Choose another, as in: make run PORT={port % 65535 + 1}\n"


def test_a_second_process_on_the_same_data_is_one_sentence(start: Start) -> None:
    read_until(start("--port", str(free_port())), "Ctrl-C")
    assert refusal(start("--port", str(free_port()))).startswith("Another process serves these data already.")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--port", "eighty"], "eighty is not a port."),
        (["--port", "65536"], "65536 is not a port."),
        (["--plan", "no/such/plan.md"], "There is no file no/such/plan.md."),
        (["--workers", "2"], "Several web processes need REDIS_URL"),
    ],
)
def test_what_cannot_work_is_one_sentence(start: Start, options: list[str], words: str) -> None:
    sentence = refusal(start("--port", str(free_port()), *options))
    assert sentence.startswith(words)
    assert sentence.count("\n") == 1
