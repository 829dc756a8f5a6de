"""manage.py check_plan FILE: hold a plan file against itself, without a database; made for a team's CI."""

from __future__ import annotations

import json
import os
import shutil
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from tracker.core.plan.as_json import as_json
from tracker.core.plan.check import CheckOptions, check_document
from tracker.core.plan.check_report import coloured, plain, report
from tracker.core.plan.document import Document, Finding
from tracker.management.plan_files import people, read_plan_file

HAS_ERRORS = 1


class Command(BaseCommand):
    help = (
        "Check a Markdown plan against itself. Ends with 1 where there are errors, "
        "with 2 where the file cannot be read."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the Markdown file, or - for what comes in by the pipe")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="text unless given")
        parser.add_argument("--people", type=people, metavar="N", help="how many people do the work")
        parser.add_argument(
            "--level",
            type=level,
            action="append",
            default=[],
            metavar="LINE=LEVEL",
            help="read the part that begins on that line at another level, as in 120=heading",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        document = read_plan_file(options["file"], complaints=self.stderr, levels=dict(options["level"]))
        findings = check_document(document, CheckOptions(people=options["people"]))
        if options["format"] == "json":
            self.stdout.write(json.dumps(as_json(document, findings), ensure_ascii=False, indent=2))
        else:
            self.write_text(document, findings, options)
        if any(finding.level == "error" for finding in findings):
            sys.exit(HAS_ERRORS)

    def write_text(self, document: Document, findings: tuple[Finding, ...], options: dict[str, Any]) -> None:
        is_terminal = self.stdout.isatty()
        wants_colour = is_terminal and not options["no_color"] and not os.environ.get("NO_COLOR")
        paint = coloured if wants_colour or options["force_color"] else plain
        width = shutil.get_terminal_size().columns if is_terminal else None
        self.stdout.write(report(document, findings, width=width, paint=paint), ending="")


def level(text: str) -> tuple[int, str]:
    line, _, name = text.partition("=")
    if not line.isascii() or not line.isdigit() or not name:
        raise ArgumentTypeError(f"{text!r} is no line and level. Write them as in 120=heading.")
    return int(line), name
