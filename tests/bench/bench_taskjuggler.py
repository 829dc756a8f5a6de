"""The readiness plan in TaskJuggler and here, side by side: finish in working hours and processor time.

    python -m tests.bench.bench_taskjuggler

Needs TaskJuggler 3's `tj3` on the path (Debian: `apt install tj3`); says so and ends well where it is not.
Its project is written from the tasks of the plan that have an estimate: slots of an hour on weekdays of
eight, people as alternatives for every task, priorities 900 to 300, and sprints that wait for the one before.
"""

from __future__ import annotations

import csv
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tracker.core.plan import parse
from tracker.core.schedule.plan_network import Choices, TaskToSchedule, tasks_of_document
from tracker.core.schedule.plan_schedule import compute_schedule

PLAN = Path(__file__).parents[2] / "fixtures" / "metropolitan.md"
START = datetime(2025, 10, 20, 9)  # noqa: DTZ001, a Monday; TaskJuggler is told UTC
PRIORITIES = {"critical": 900, "high": 700, "medium": 500, "low": 300, None: 500}
HOURS_A_DAY = 8
HEADER = """project plan "Plan" 2025-10-20 +1y {
  timezone "UTC"
  timingresolution 60min
  workinghours mon - fri 9:00 - 17:00
  workinghours sat, sun off
}
"""


def write_project(tasks: Sequence[TaskToSchedule], people: int, *, sprint_order: bool) -> str:
    """The plan in TaskJuggler's language."""
    names = {task.key: f"t{number}" for number, task in enumerate(tasks)}
    lines = [HEADER, *(f'resource dev{number} "Dev {number}"' for number in range(people))]
    sprints = sorted({task.sprint for task in tasks if task.sprint is not None})
    before = dict(zip(sprints[1:], sprints, strict=False)) if sprint_order else {}
    staff = "allocate dev0 { alternative " + ", ".join(f"dev{n}" for n in range(1, people)) + " persistent }"
    for task in tasks:
        waits = [names[key] for key, _ in task.waits_for if key in names]
        waits += [f"end{before[task.sprint]}"] if task.sprint in before else []
        depends = f" depends {', '.join('!' + name for name in waits)}" if waits else ""
        work = f"effort {task.hours:g}h priority {PRIORITIES[task.priority]} {staff}"
        lines.append(f'task {names[task.key]} "{task.key}" {{ {work}{depends} }}')
    for sprint in sprints:
        members = ", ".join("!" + names[task.key] for task in tasks if task.sprint == sprint)
        lines.append(f'task end{sprint} "End of sprint {sprint}" {{ milestone depends {members} }}')
    lines.append('taskreport plan "plan" { formats csv columns id, end timeformat "%Y-%m-%d-%H:%M" }')
    return "\n".join(lines) + "\n"


def run_taskjuggler(text: str) -> tuple[float, float]:
    """The finish in working hours, and the processor seconds of the run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.tjp"
        path.write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = ["tj3", "--silent", "--no-color", "--output-dir", folder, str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run.returncode:
            raise SystemExit(f"tj3: {run.stderr or run.stdout}")
        with (Path(folder) / "plan.csv").open(encoding="utf-8") as report:
            rows = list(csv.DictReader(report, delimiter=";"))
    end = max(datetime.strptime(row["End"], "%Y-%m-%d-%H:%M") for row in rows)  # noqa: DTZ007
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return working_hours(end), spent


def working_hours(end: datetime) -> float:
    """Hours of work between the start and a moment within working time or at its edge."""
    days = (end.date() - START.date()).days
    full = sum((START + timedelta(days=day)).weekday() < 5 for day in range(days))
    today = min(max((end - end.replace(hour=START.hour, minute=0)).total_seconds() / 3600, 0), HOURS_A_DAY)
    return full * HOURS_A_DAY + today


def main() -> int:
    """0 when ours is nowhere the longer one, or TaskJuggler is not installed."""
    if not shutil.which("tj3"):
        sys.stdout.write("TaskJuggler was not tried: its command tj3 is not on the path.\n")
        return 0
    document = parse.read_bytes(PLAN.read_bytes())
    tasks = [task for task in tasks_of_document(document, 0) if task.hours and not task.is_duty]
    longer = 0
    sys.stdout.write("people  sprint order  TaskJuggler         here           proven\n")
    for sprint_order in (False, True):
        for people in (3, 4):
            theirs, spent = run_taskjuggler(write_project(tasks, people, sprint_order=sprint_order))
            begin = time.process_time()
            choices = Choices(people, sprint_order=sprint_order)
            outcome = compute_schedule(tasks, choices, draw=Random(1)).outcome
            here = time.process_time() - begin
            longer += outcome.finish_hours > theirs
            sys.stdout.write(
                f"{people:>6}  {'yes' if sprint_order else 'no':<12}  {theirs:>5g} h {spent:>6.2f} s"
                f"  {outcome.finish_hours:>5g} h {here:>6.2f} s  {'yes' if outcome.is_proven else 'no'}\n"
            )
    return 1 if longer else 0


if __name__ == "__main__":
    sys.exit(main())
