"""Taking in a plan file: a new plan, or a merge into the plan that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.core.validators import slug_re
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from tracker import enqueue
from tracker.actions.changes import check_day, lock_plan
from tracker.actions.merges import merge_into
from tracker.actions.plan_parts import create_parts
from tracker.actions.plans import check_country
from tracker.core.errors import PlanError
from tracker.core.plan import parse
from tracker.core.plan.document import Document
from tracker.core.plan.titles import short_title
from tracker.core.text import is_storable
from tracker.models import Membership, Plan, PlanRevision
from tracker.models.choices import Role
from tracker.plan_limits import read_options
from tracker.queries.export import levels_for

SLUG_LENGTH = 60
OUR_ADDRESSES = {"new"}  # pages that stand beside those of plans
TWIN_IDS = ("duplicate-id", "lookalike-id")
PLAIN_LETTERS = str.maketrans("ıİşŞğĞçÇöÖüÜßłŁøØ", "iIsSgGcCoOuUslLoO")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. `counts` speaks of tasks: created, changed, archived, restored, kept."""

    plan: Plan
    document: Document
    is_new: bool
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def changed_nothing(self) -> bool:
        return not self.is_new and not any(
            self.counts.get(what) for what in ("created", "changed", "archived", "restored")
        )


@transaction.atomic
def import_plan(
    *,
    data: bytes,
    by: Any,
    slug: str | None = None,
    start: date | None = None,
    country: str = "",
    file_name: str = "",
    levels: Mapping[int, str] | None = None,
    decisions: Mapping[str, str] | None = None,
    only_new: bool = False,
) -> ImportResult:
    """Read the file and make it a plan, or, unless `only_new`, merge it into the plan of that slug.

    Without a slug it is that of the title.

    `start` is the first day of the first sprint, the coming Monday unless given, and `country` the one whose
    holidays are days off, such as "TR"; a plan that stands has both in its settings. `levels` switches how
    parts of the file are read, by their first line. `decisions` settles conflicts of a merge by `key:field`,
    as "ours" or "theirs".

    Raises:
        PlanError: the file cannot be read, two of its tasks have one id, or somebody made a plan of that slug
            at the same moment; nothing is changed.
        IllegalMove: no plan can start on that day.
        CalendarError: no holidays are known for the country.
    """
    slug = slug or slug_for_bytes(data, levels)
    file_name = file_name if is_storable(file_name) else ""
    plan = Plan.objects.filter(slug=slug if is_storable(slug) else "").first()
    if plan is None or only_new:
        new = Plan(slug=slug, country=check_country(country), start_date=check_day(start or coming_monday()))
        return _create_plan(new, data, by=by, file_name=file_name, levels=levels or {})
    lock_plan(plan.pk)
    plan.refresh_from_db()
    return _import_again(plan, data, by=by, file_name=file_name, levels=levels, decisions=decisions or {})


def read_plan(
    data: bytes, *, levels: Mapping[int, str], hours_per_day: float = 8, days_per_week: int = 5
) -> Document:
    """The file, read, with at least one task and no id twice. Raises `PlanError`."""
    options = read_options(levels=levels, hours_per_day=hours_per_day, days_per_week=days_per_week)
    document = parse.read_bytes(data, options)
    refuse_unusable(document)
    return document


def refuse_unusable(document: Document) -> None:
    """Raises `PlanError` where two tasks have one id, or look as if they had, or there is no task at all."""
    twin = next((finding for finding in document.reading if finding.code in TWIN_IDS), None)
    if twin is not None:
        raise PlanError("{problem}", code=twin.code, line=twin.line, problem=twin.sentence)
    if not document.tasks:
        raise PlanError(
            "No task was found in this file. A task is a line such as “- [ ] **AB-1: Title**”.",
            code="no-tasks",
        )


def slug_for_bytes(data: bytes, levels: Mapping[int, str] | None) -> str:
    return slug_for(parse.read_bytes(data, read_options(levels=levels or {})).title)


def slug_for(title: str) -> str:
    """A slug from the part of the title that names the project: before a dash or a colon."""
    slug = slugify(short_title(title).translate(PLAIN_LETTERS))[:SLUG_LENGTH].strip("-") or "plan"
    return f"{slug}-plan" if slug in OUR_ADDRESSES else slug


def check_slug(slug: str) -> None:
    """Raises `PlanError` for a slug that no address could hold."""
    if slug in OUR_ADDRESSES or len(slug) > SLUG_LENGTH or not slug_re.match(slug):
        raise PlanError(
            "“{slug}” cannot be in a plan's address. Choose up to {limit} letters a to z, digits, - or _.",
            code="slug", slug=slug, limit=SLUG_LENGTH,
        )  # fmt: skip


def coming_monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=-today.weekday() % 7)


def _create_plan(
    plan: Plan, data: bytes, *, by: Any, file_name: str, levels: Mapping[int, str]
) -> ImportResult:
    check_slug(plan.slug)
    document = read_plan(data, levels=levels)
    plan.title = (document.title or file_name or plan.slug)[:300]
    plan.task_levels = {str(line): level for line, level in levels.items()}
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        raise PlanError(
            "Somebody made a plan of the address “{slug}” at the same moment. Look at it, then import again.",
            code="plan-exists",
            slug=plan.slug,
        ) from None
    if by is not None:
        Membership.objects.create(plan=plan, user=by, role=Role.MANAGER)
    create_parts(plan, document, by=by)
    counts = {"created": len(document.tasks)}
    _add_revision(plan, document, number=1, by=by, file_name=file_name, counts=counts)
    enqueue.recompute_plan(plan.pk)
    return ImportResult(plan, document, is_new=True, counts=counts)


def _import_again(
    plan: Plan,
    data: bytes,
    *,
    by: Any,
    file_name: str,
    levels: Mapping[int, str] | None,
    decisions: Mapping[str, str],
) -> ImportResult:
    levels = levels_for(plan, data.decode(errors="replace")) if levels is None else levels
    document = read_plan(
        data, levels=levels, hours_per_day=plan.hours_per_day, days_per_week=len(plan.weekdays)
    )
    revision = plan.revision
    if revision is not None and revision.sha256 == digest(data) and levels == plan.levels:
        return ImportResult(plan, document, is_new=False, counts={"kept": len(document.tasks)})
    counts = merge_into(plan, document, by=by, decisions=decisions)
    plan.task_levels = {str(line): level for line, level in levels.items()}
    number = revision.number + 1 if revision else 1
    _add_revision(plan, document, number=number, by=by, file_name=file_name, counts=counts)
    enqueue.recompute_plan(plan.pk)
    return ImportResult(plan, document, is_new=False, counts=counts)


def _add_revision(
    plan: Plan, document: Document, *, number: int, by: Any, file_name: str, counts: Mapping[str, int]
) -> None:
    plan.revision = PlanRevision.objects.create(
        plan=plan,
        number=number,
        text=document.text,
        sha256=digest(document.text.encode()),
        file_name=file_name[:200],
        imported_by=by,
        imported_at=timezone.now(),
        counts=dict(counts),
    )
    plan.save(update_fields=["revision", "task_levels"])


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()
