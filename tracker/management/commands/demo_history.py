"""manage.py demo_history SLUG: a copy of a plan with an invented past, so that charts can be tried."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.actions.demo import invent_demo
from tracker.core.errors import DomainError
from tracker.models import Plan


class Command(BaseCommand):
    help = (
        "Copy a plan to SLUG-demo and give the copy a believable past: ticks, moves, new estimates and "
        "changes of scope by several invented people. The plan itself stays as it is."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the plan to copy")
        parser.add_argument("--days", type=int, default=20, help="how far back work began; 20 unless given")
        parser.add_argument("--seed", type=int, default=1, help="another seed, another past; 1 unless given")
        parser.add_argument("--replace", action="store_true", help="put an earlier copy away, archived")

    def handle(
        self, *args: Any, slug: str, days: int, seed: int, replace: bool, verbosity: int, **options: Any
    ) -> None:
        plan = Plan.objects.filter(slug=slug).first()
        if plan is None:
            raise CommandError(f"There is no plan {slug}.")
        try:
            copy = invent_demo(plan=plan, days=days, seed=seed, replace=replace)
        except DomainError as error:
            raise CommandError(str(error)) from None
        if verbosity:
            self.stdout.write(f"{copy.title}  [{copy.slug}]: {copy.want_rev} changes since {copy.start_date}")
