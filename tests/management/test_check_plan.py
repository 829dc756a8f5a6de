from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
METROPOLITAN = ROOT / "fixtures" / "metropolitan.md"
GOOD = (
    "# Small plan\n\n"
    "- [ ] **AB-1: Write the guide**\n  - **Estimate:** 4 hours\n"
    "- [x] **AB-2: Review the guide**\n  - **Estimate:** 2 hours\n  - **Depends on:** AB-1\n"
)
LOOP = GOOD.replace("4 hours\n", "4 hours\n  - **Depends on:** AB-2\n")
NO_DATABASE = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere",
    "SECRET_KEY": "s" * 50,
    "ALLOWED_HOSTS": "localhost",
}


def check_plan(*arguments, stdin=None, **environment):
    """Runs the command where no database can be reached; gives its exit code, output and errors."""
    run = subprocess.run(
        [sys.executable, "manage.py", "check_plan", *map(str, arguments)],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "HAZIR_DATA": os.environ.get("HAZIR_DATA", ""),
            **NO_DATABASE,
            **environment,
        },
        input=stdin,
        capture_output=True,
        check=False,
        timeout=50,
    )
    return run.returncode, run.stdout.decode(), run.stderr.decode()


@pytest.fixture
def plan_file(tmp_path):
    def write(text):
        path = tmp_path / "plan.md"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def test_it_needs_no_database_and_ends_well_where_there_are_no_errors():
    code, output, errors = check_plan(METROPOLITAN)

    assert (code, errors) == (0, "")
    assert output.startswith(
        "Metropolitan E-Commerce - Production Hazırlık Task Listesi\n80 tasks (75 estimated"
    )
    assert "\x1b" not in output
    assert "  809  warning  count-mismatch" in output
    assert output.endswith("32 warnings, 17 notes\n")


def test_it_ends_with_1_where_there_is_an_error(plan_file):
    code, output, _errors = check_plan(plan_file(LOOP))

    assert code == 1
    assert "AB-1 → AB-2 → AB-1" in output


def test_it_gives_json_as_its_contract_says(plan_file):
    code, output, _errors = check_plan(plan_file(LOOP), "--format", "json")

    assert code == 1
    told = json.loads(output)
    assert [task["id"] for task in told["tasks"]] == ["AB-1", "AB-2"]
    assert {"title", "tasks", "sprints", "findings"} <= told.keys()
    assert {"code", "level", "line", "message"} <= told["findings"][0].keys()
    assert "dependency-cycle" in {finding["code"] for finding in told["findings"]}


def test_it_reads_what_comes_in_by_the_pipe():
    code, output, _errors = check_plan("-", stdin=GOOD.encode())

    assert code == 0
    assert output.startswith("Small plan\n2 tasks")


@pytest.mark.parametrize(
    ("data", "words"), [(b"# Plan\n\n- [ ] \xff\xfe one\n", "UTF-8"), (b"# Plan\n\n- [ ] one\0\n", "NUL")]
)
def test_it_ends_with_2_and_one_sentence_where_the_file_cannot_be_read(plan_file, data, words):
    path = plan_file(data)

    code, output, errors = check_plan(path)

    assert (code, output) == (2, "")
    assert errors.startswith(f"{path}: ")
    assert words in errors
    assert errors.count("\n") == 1


def test_it_ends_with_2_where_there_is_no_such_file(tmp_path):
    missing = tmp_path / "none.md"

    assert check_plan(missing) == (
        2,
        "",
        f"{missing} cannot be read: No such file or directory. Give the path of a Markdown file.\n",
    )
    assert check_plan(tmp_path)[0] == 2


def test_people_and_levels_reach_the_checks():
    _code, output, _errors = check_plan(METROPOLITAN, "--people", "2")

    assert "Sprint 1 holds 103 hours of work and 1 task without an estimate; 2 people have 80 hours" in output


@pytest.mark.parametrize("wrong", [["--people", "0"], ["--people", "many"], ["--level", "heading"]])
def test_it_refuses_options_that_mean_nothing(wrong):
    code, _output, errors = check_plan(METROPOLITAN, *wrong)

    assert code == 2
    assert "argument --" in errors


def on_a_terminal(path, **environment):
    """What the command prints where its output is a terminal of eighty columns."""
    above, below = pty.openpty()
    try:
        run = subprocess.Popen(
            [sys.executable, "manage.py", "check_plan", str(path)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "COLUMNS": "80", "TERM": "xterm", **NO_DATABASE, **environment},
            stdout=below,
            stdin=subprocess.DEVNULL,
        )
        os.close(below)
        output = b""
        while chunk := read_or_end(above):
            output += chunk
        run.wait(timeout=50)
    finally:
        os.close(above)
    return output.decode().replace("\r\n", "\n")


def read_or_end(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux says so when the other side has closed
        return b""


def test_a_terminal_gets_colours_and_wrapped_lines_unless_it_wants_none(plan_file):
    path = plan_file(LOOP)

    coloured, bare = on_a_terminal(path), on_a_terminal(path, NO_COLOR="1")

    assert "\x1b[1;31merror" in coloured
    assert "\x1b" not in bare
    assert max(map(len, bare.splitlines())) <= 80
