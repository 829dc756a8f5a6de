"""The estimated work of the readiness plan, read with a few patterns of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from tracker.core.plan.document import Estimate, Level
from tracker.core.schedule.plan_forecast import Doubt
from tracker.core.schedule.plan_network import Choices, PlanNetwork, TaskToSchedule, build_plan_network
from tracker.core.schedule.simulation import ForecastTask

PLAN = Path(__file__).parents[3] / "fixtures" / "metropolitan.md"
HOURS = {"saat": 1, "gün": 8}
LEVELS: dict[str, Level] = {level.upper(): level for level in get_args(Level)}

_SECTION = re.compile(r"\*\*Priority:\*\* (\w+) \| \*\*Risk:\*\* (\w+)")
_TASK = re.compile(r"- \[ \] \*\*(\w[\w-]*-\d+):")
_ESTIMATE = re.compile(r"  - \*\*Süre:\*\* ([\d.]+) (\w+)")
_RANGE = re.compile(r"- ([\w-]+)-(\d{3})(?: → [\w-]+-(\d{3}))?: ")


def read_work() -> list[tuple[ForecastTask, Level]]:
    """The 75 tasks with an estimate and the priority of each, in the order of the file."""
    text = PLAN.read_text(encoding="utf-8")
    sprints = _read_sprints(text)
    work: list[tuple[ForecastTask, Level]] = []
    priority: Level = "medium"
    risk: Level = "medium"
    key = ""
    for line in text.splitlines():
        if section := _SECTION.match(line):
            priority, risk = LEVELS[section[1]], LEVELS[section[2]]
        elif task := _TASK.match(line):
            key = task[1]
        elif stated := _ESTIMATE.match(line):
            hours = float(stated[1]) * HOURS[stated[2]]
            work.append((ForecastTask(key, Estimate(hours, hours), risk, sprint=sprints.get(key)), priority))
    return work


def _read_sprints(text: str) -> dict[str, int]:
    sprints: dict[str, int] = {}
    for number, part in enumerate(re.split(r"^### Sprint \d", text, flags=re.MULTILINE)[1:], start=1):
        for found in _RANGE.finditer(part):
            for n in range(int(found[2]), int(found[3] or found[2]) + 1):
                sprints[f"{found[1]}-{n:03}"] = number
    return sprints


def plan_work() -> tuple[PlanNetwork, dict[str, Doubt]]:
    """That work as a network, sprint after sprint, and what makes it uncertain."""
    work = read_work()
    tasks = [
        TaskToSchedule(task.key, task.estimate.middle_hours, task.sprint, priority) for task, priority in work
    ]
    doubts = {task.key: Doubt(task.estimate, task.risk) for task, _ in work}
    return build_plan_network(tasks, Choices(people=1)), doubts
