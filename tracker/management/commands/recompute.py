"""manage.py recompute [SLUG]: compute the stored figures afresh, of one plan or of all."""

from __future__ import annotations

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.actions.figures import recompute_figures
from tracker.models import Plan


class Command(BaseCommand):
    help = "Compute schedule, forecast and burndown afresh, of the plan or of all that are not archived."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="the plan; all unless given")

    def handle(self, *args: Any, slug: str | None, **options: Any) -> None:
        plans = Plan.objects.filter(archived_at=None).order_by("slug")
        if slug is not None:
            plans = plans.filter(slug=slug)
        found = list(plans.values_list("pk", "slug"))
        if slug is not None and not found:
            raise CommandError(f"There is no plan {slug}, or it is archived.")
        for plan_id, name in found:
            started = perf_counter()
            recompute_figures(plan_id=plan_id, insist=True)
            self.stdout.write(f"{name}: {perf_counter() - started:.2f} s")
