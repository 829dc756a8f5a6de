"""Quality and processor time of levelling, on instances made here and on PSPLIB's where its folder is given.

    python -m tests.bench.bench_levelling [FOLDER]      (or the environment variable PSPLIB)

The folder holds Kolisch and Sprecher's instances (EJOR 96, 1996) in Patterson's format, `J30_4.txt`, and a
table `best-known.tsv` with the columns instance, critical_path_bound, best_known. Each critical path must be
exactly that of the table; each schedule is checked for dependencies and capacities. Bars, above the best
known makespan on the average of a set: J30 0.45 %, J60 1.15 %, J120 3.75 % with 1,000 schedules, which may
take 0.2 s of processor time an instance on the average; 2.4 %, 2.5 %, 6.5 % at once.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import fmean

from tests.core.schedule.projects import find_fault, random_project
from tracker.core.schedule.bounds import lower_bound
from tracker.core.schedule.critical_path import find_critical_path
from tracker.core.schedule.genetic import level_by_search
from tracker.core.schedule.levelling import level_at_once, unpack
from tracker.core.schedule.network import Activity, Link, build_network
from tracker.core.schedule.objective import make_objective
from tracker.core.schedule.project import Project, make_sides

SCHEDULES = 1000
SECONDS_EACH = 0.2
BARS = {
    "J30": (2.4, 0.45),
    "J60": (2.5, 1.15),
    "J120": (6.5, 3.75),
}  # % above best known, at once and searched
SEARCH_PLACEMENTS = 400_000
PLANS = ((75, 4), (300, 8), (1_000, 8), (1_000, 20), (5_000, 20), (10_000, 20))


@dataclass(frozen=True, slots=True)
class Measured:
    """Length and processor seconds of one instance, at once and searched for."""

    length_at_once: int
    seconds_at_once: float
    length: int
    seconds: float


def read_patterson(path: Path) -> Project:
    numbers = map(int, path.read_text().split())
    count, resources = next(numbers), next(numbers)
    capacities = [next(numbers) for _ in range(resources)]
    durations, demands, successors = [], [], []
    for _ in range(count):
        durations.append(next(numbers))
        demands.append([next(numbers) for _ in range(resources)])
        successors.append([next(numbers) - 1 for _ in range(next(numbers))])
    return Project(durations, demands, capacities, successors)


def critical_path_bound(project: Project) -> float:
    """By the network, as a plan's is computed: an hour a unit."""
    activities = [Activity(str(number), hours) for number, hours in enumerate(project.durations)]
    links = [Link(str(before), str(after)) for before, row in enumerate(project.successors) for after in row]
    return find_critical_path(build_network(activities, links)).length_hours


def measure(project: Project, schedules: int) -> Measured:
    """Both ways of levelling, from the packing of the project on, each from nothing."""
    begin = time.process_time()
    sides = make_sides(project)
    objective = make_objective(sides)
    packed = time.process_time()
    at_once = unpack(sides, level_at_once(sides, objective))
    levelled = time.process_time()
    searched = unpack(sides, level_by_search(sides, objective, draw=Random(1), schedules=schedules))
    end = time.process_time()
    for made in (at_once, searched):
        if fault := find_fault(project, made.starts):
            raise SystemExit(f"not a schedule: {fault}")
    return Measured(at_once.length, levelled - packed, searched.length, end - levelled + packed - begin)


def read_table(folder: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The rows of the table that have a file, set by set."""
    with (folder / "best-known.tsv").open() as table:
        rows = [
            row
            for row in csv.DictReader(table, delimiter="\t")
            if (folder / f"{row['instance']}.txt").exists()
        ]
    for name in dict.fromkeys(row["instance"].split("_")[0] for row in rows):
        yield name, [row for row in rows if row["instance"].startswith(f"{name}_")]


def bench_set(folder: Path, name: str, rows: list[dict[str, str]]) -> bool:
    """One line about a set; whether its bars are kept."""
    found: list[Measured] = []
    for row in rows:
        project = read_patterson(folder / f"{row['instance']}.txt")
        if critical_path_bound(project) != int(row["critical_path_bound"]):
            raise SystemExit(f"{row['instance']}: the critical path is not {row['critical_path_bound']}")
        found.append(measure(project, SCHEDULES))
    best = [int(row["best_known"]) for row in rows]
    at_once = 100 * fmean(one.length_at_once / known - 1 for one, known in zip(found, best, strict=True))
    searched = 100 * fmean(one.length / known - 1 for one, known in zip(found, best, strict=True))
    quick, slow = [1000 * one.seconds_at_once for one in found], [1000 * one.seconds for one in found]
    sys.stdout.write(
        f"{name:<5} {len(rows):>4} {at_once:>10.2f} % {fmean(quick):>6.2f} ({max(quick):.2f}) ms"
        f" {searched:>10.2f} % {fmean(slow):>6.1f} ({max(slow):.1f}) ms\n"
    )
    bar_at_once, bar = BARS.get(name, (100.0, 100.0))
    return at_once <= bar_at_once and searched <= bar and fmean(slow) <= 1000 * SECONDS_EACH


def bench_psplib(folder: Path) -> bool:
    """A line a set; whether all bars are kept."""
    sys.stdout.write(
        "PSPLIB, above best known, mean (most) processor time of each; critical paths as in the table\n"
    )
    sys.stdout.write("set      n      at once                  1,000 schedules\n")
    kept = [bench_set(folder, name, rows) for name, rows in read_table(folder)]
    sys.stdout.write(f"{'Kept' if all(kept) else 'NOT KEPT'}.\n")
    return all(kept)


def bench_plans() -> None:
    """Plans made here: how far from the lower bound, at once and searched."""
    sys.stdout.write("Plans made here, in hours\n")
    sys.stdout.write(" tasks people   bound  at once             searched\n")
    for count, people in PLANS:
        project = random_project(count, seed=1, people=people)
        found = measure(project, min(SCHEDULES, SEARCH_PLACEMENTS // count))
        sys.stdout.write(
            f"{count:>6} {people:>6} {lower_bound(project):>7} {found.length_at_once:>8} "
            f"{1000 * found.seconds_at_once:>8.1f} ms {found.length:>8} {1000 * found.seconds:>8.1f} ms\n"
        )


def main(arguments: list[str]) -> int:
    """0 when all bars are kept, or could not be tried for want of the instances."""
    bench_plans()
    folder = arguments[0] if arguments else os.environ.get("PSPLIB", "")
    if not folder:
        sys.stdout.write("PSPLIB was not tried: give the folder of its instances, as in PSPLIB=folder.\n")
        return 0
    return 0 if bench_psplib(Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
