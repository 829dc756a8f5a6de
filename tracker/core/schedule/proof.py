"""A proof that a schedule is the shortest, or a shorter one: by OR-Tools, where it is installed.

The constraint model of Google's CP-SAT solver, with the schedule known so far as a hint and the bound as
a constraint: without that it does not see that people bound the work, and proves nothing in a minute.
OR-Tools is large and slow to load: it is loaded on the first call, and only workers call.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from tracker.core.schedule.levelling import Levelled
from tracker.core.schedule.project import Project


def can_prove() -> bool:
    """Whether OR-Tools is installed."""
    return find_spec("ortools") is not None


def prove_shortest(project: Project, known: Levelled, *, seconds: float = 10.0, workers: int = 1) -> Levelled:
    """The known schedule or a shorter one, with the best lower bound met in that time.

    Raises:
        ImportError: OR-Tools is not installed; ask `can_prove` first.
    """
    from ortools.sat.python import cp_model  # type: ignore[import-not-found,import-untyped,unused-ignore]

    model = cp_model.CpModel()
    starts, end = _model(model, project, known)
    model.minimize(end)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return known
    bound = max(known.lower_bound, round(solver.best_objective_bound))
    length = round(solver.objective_value)
    if length >= known.length:
        return replace(known, lower_bound=bound)
    return Levelled(tuple(solver.value(start) for start in starts), length, bound)


def _model(model: Any, project: Project, known: Levelled) -> tuple[list[Any], Any]:
    """The start variables and the end, all dependencies and capacities between them."""
    end = model.new_int_var(known.lower_bound, known.length, "end")
    starts, intervals = [], []
    for number, duration in enumerate(project.durations):
        start = model.new_int_var(0, known.length - duration, f"start {number}")
        model.add_hint(start, known.starts[number])
        model.add(start + duration <= end)
        starts.append(start)
        intervals.append(model.new_fixed_size_interval_var(start, duration, f"activity {number}"))
    for number, following in enumerate(project.successors):
        for after in following:
            model.add(starts[after] >= starts[number] + project.durations[number])
    for resource, capacity in enumerate(project.capacities):
        users = [number for number, demand in enumerate(project.demands) if demand[resource]]
        needs = [project.demands[number][resource] for number in users]
        model.add_cumulative([intervals[number] for number in users], needs, capacity)
    return starts, end
