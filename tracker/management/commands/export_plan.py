"""manage.py export_plan SLUG: give the plan file back, with what people did to it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.core.errors import DomainError
from tracker.models import Plan
from tracker.queries.export import written_plan
from tracker.queries.untold import untold_of


class Command(BaseCommand):
    help = (
        "Write a plan's Markdown: the bytes that were imported, but for what changed. "
        "What the file has no place for is told on standard error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the plan's slug, as in its address")
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="the file to write; standard output unless given"
        )

    def handle(self, *args: Any, slug: str, output: Path | None, **options: Any) -> None:
        plan = Plan.objects.filter(slug=slug).first()
        if plan is None:
            known = ", ".join(Plan.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no plan “{slug}”. Plans: {known}.")
        try:
            written = written_plan(plan)
            data = written.text.encode()
            if output:
                output.write_bytes(data)
        except DomainError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from None
        if not output:
            self.stdout._out.buffer.write(data)
        for sentence in untold_of(plan, written):
            self.stderr.write(str(sentence))
