"""manage.py import_plan FILE: make a plan file a plan, or merge it into the plan that it belongs to."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tracker.actions.imports import ImportResult, import_plan
from tracker.core.errors import DomainError


class Command(BaseCommand):
    help = "Import a Markdown plan. Importing the same file again changes nothing; a changed file is merged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the Markdown file")
        parser.add_argument(
            "--plan", metavar="SLUG", help="the plan to make or merge into; from the title unless given"
        )
        parser.add_argument(
            "--start", type=date.fromisoformat, metavar="DATE", help="first day of sprint 1, as in 2026-11-30"
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would happen, change nothing")

    def handle(
        self, *args: Any, file: Path, plan: str | None, start: date | None, dry_run: bool, **options: Any
    ) -> None:
        try:
            data = file.read_bytes()
            with transaction.atomic():
                result = import_plan(data=data, by=None, slug=plan, start=start, file_name=file.name)
                transaction.set_rollback(dry_run)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except DomainError as error:
            raise CommandError(f"{file}: {error}") from None
        self.report(result, dry_run=dry_run)

    def report(self, result: ImportResult, *, dry_run: bool) -> None:
        document, write = result.document, self.stdout.write
        write(f"{result.plan.title}  [{result.plan.slug}]")
        planned = sum(task.sprint is not None for task in document.tasks)
        steps = sum(len(task.steps) for task in document.tasks)
        write(
            f"  {len(document.categories)} categories, {len(document.sections)} sections, "
            f"{len(document.tasks)} tasks, {steps} checklist items, {len(document.sprints)} sprints "
            f"({planned} tasks), {len(document.tasks) - planned} tasks in no sprint"
        )
        if result.changed_nothing:
            write("  The file is as it was imported last: nothing to change.")
        else:
            write("  " + ", ".join(f"{count} {what}" for what, count in result.counts.items() if count))
        if document.reading:
            write(f"  Not understood, or worth a look ({len(document.reading)}):")
        for finding in document.reading:
            write(f"    line {finding.line}: {finding.message}" if finding.line else f"    {finding.message}")
        if dry_run:
            write("  Dry run: nothing was changed.")
