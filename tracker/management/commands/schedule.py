"""manage.py schedule FILE --people N: critical path and least finish of a plan file, without a database."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from math import isfinite
from random import Random
from typing import Any, get_args

from django.core.management.base import BaseCommand

from tracker.core.errors import DependencyLoop
from tracker.core.plan.document import Document
from tracker.core.schedule.objective import Aim
from tracker.core.schedule.plan_network import Choices, tasks_of_document
from tracker.core.schedule.plan_schedule import Schedule, compute_schedule
from tracker.core.schedule.schedule_report import as_json, report
from tracker.management.plan_files import people, read_plan_file

HAS_LOOP = 1
SEED = 1


class Command(BaseCommand):
    help = (
        "Critical path and levelled schedule of the work that is left in a Markdown plan. Ends with 1 where "
        "tasks wait for each other in a circle, with 2 where the file cannot be read."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the Markdown file, or - for what comes in by the pipe")
        parser.add_argument(
            "--people", type=people, required=True, metavar="N", help="how many people do the work"
        )
        parser.add_argument(
            "--no-sprint-order",
            action="store_true",
            help="let a sprint start before the one before it has ended",
        )
        parser.add_argument(
            "--default-estimate",
            type=hours,
            default=8.0,
            metavar="HOURS",
            help="what a task counts for that has no estimate nor a share of its section's; 8 unless given",
        )
        parser.add_argument(
            "--first", choices=get_args(Aim), default="length", help="what comes first; length unless given"
        )
        parser.add_argument(
            "--agents", action="store_true", help="let each agent named in the plan do one task at a time"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="text unless given")

    def handle(self, *args: Any, **options: Any) -> None:
        document = read_plan_file(options["file"], complaints=self.stderr)
        choices = Choices(
            people=options["people"],
            sprint_order=not options["no_sprint_order"],
            aim=options["first"],
            one_task_an_agent=options["agents"],
        )
        schedule = self.compute(document, choices, options["default_estimate"])
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(schedule, choices), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(report(schedule, choices), ending="")

    def compute(self, document: Document, choices: Choices, default_hours: float) -> Schedule:
        """The schedule, searched with a fixed seed: the same file gives the same answer."""
        try:
            draw = Random(SEED)  # noqa: S311, a search and no secret
            return compute_schedule(tasks_of_document(document, default_hours), choices, draw=draw)
        except DependencyLoop as loop:
            self.stderr.write(str(loop))
        sys.exit(HAS_LOOP)


def hours(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not isfinite(value) or not 0 <= value <= 10_000:
        raise ArgumentTypeError(f"{text!r} is not a number of hours. Give one from 0 to 10000.")
    return value
