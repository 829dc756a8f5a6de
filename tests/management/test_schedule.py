from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
METROPOLITAN = ROOT / "fixtures" / "metropolitan.md"
PLAN = (
    "# Small plan\n\n"
    "- [ ] **AB-1: Write the guide**\n  - **Estimate:** 4 hours\n"
    "- [ ] **AB-2: Review the guide**\n  - **Estimate:** 2 hours\n  - **Depends on:** AB-1\n"
    "- [x] **AB-3: Find a writer**\n  - **Estimate:** 2 hours\n"
    "- [ ] **AB-4: Choose a cover**\n"
)
LOOP = PLAN.replace("4 hours\n", "4 hours\n  - **Depends on:** AB-2\n")
NO_DATABASE = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere",
    "SECRET_KEY": "s" * 50,
    "ALLOWED_HOSTS": "localhost",
}


def schedule(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command where no database can be reached."""
    return subprocess.run(
        [sys.executable, "manage.py", "schedule", *map(str, arguments)],
        cwd=ROOT,
        env=NO_DATABASE,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=50,
    )


def schedule_json(*arguments: str | Path, stdin: str | None = None) -> dict[str, Any]:
    run = schedule(*arguments, "--format", "json", stdin=stdin)
    assert (run.returncode, run.stderr) == (0, "")
    return json.loads(run.stdout)


def test_it_gives_the_figures_of_the_readiness_plan_as_json() -> None:
    found = schedule_json(METROPOLITAN, "--people", "4", "--default-estimate", "0")
    assert found["critical_path_hours"] == 88
    assert found["finish_hours"] == found["lower_bound_hours"] == 130
    assert found["proven_optimal"] is True
    assert "TS-004" in found["critical_task_ids"]
    assert len(found["tasks"]) == 76
    assert found["tasks"]["TS-004"]["total_slack"] == 0
    assert {"start", "finish", "total_slack", "free_slack"} <= found["tasks"]["TS-001"].keys()


def test_it_leaves_sprint_order_out_when_asked() -> None:
    found = schedule_json(METROPOLITAN, "--people", "3", "--no-sprint-order", "--default-estimate", "0")
    assert (found["critical_path_hours"], found["critical_task_ids"]) == (24, ["TS-004"])
    assert (found["finish_hours"], found["proven_optimal"]) == (173, True)


def test_it_gives_the_same_answer_every_time() -> None:
    first, second = (schedule(METROPOLITAN, "--people", "3", "--format", "json").stdout for _ in range(2))
    assert first == second


def test_it_takes_a_plan_by_the_pipe_and_counts_unestimated_tasks_by_the_default() -> None:
    found = schedule_json("-", "--people", "1", "--default-estimate", "1.5", stdin=PLAN)
    assert (found["critical_path_hours"], found["finish_hours"]) == (6, 7.5)
    assert found["tasks"]["AB-2"]["driving"] == "AB-1"
    assert found["tasks"]["AB-4"]["estimated"] is False
    assert "AB-3" not in found["tasks"]


def test_it_tells_a_person_the_critical_path_and_why() -> None:
    run = schedule("-", "--people", "2", stdin=PLAN)
    assert "Critical path: 8 h.\n" in run.stdout
    assert "Waits for AB-1, 2 h of slack." in run.stdout
    assert "finish at 8 h (proven the least)" in run.stdout


def test_it_refuses_a_loop_and_names_it() -> None:
    run = schedule("-", "--people", "2", stdin=LOOP)
    assert (run.returncode, run.stdout) == (1, "")
    assert "AB-1 → AB-2 → AB-1" in run.stderr


def test_it_refuses_a_file_that_is_not_there() -> None:
    run = schedule("nowhere.md", "--people", "2")
    assert run.returncode == 2
    assert "nowhere.md cannot be read" in run.stderr


@pytest.mark.parametrize(
    "arguments", [["--people", "0"], ["--people", "two"], ["--people", "2", "--default-estimate", "-1"], []]
)
def test_it_refuses_what_is_no_number_of_people_or_hours(arguments: list[str]) -> None:
    run = schedule(METROPOLITAN, *arguments)
    assert run.returncode == 2
    assert run.stdout == ""
