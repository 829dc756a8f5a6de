"""What the checks found, kept: when each finding came up and went away, and which are muted."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker.actions.changes import check_text, lock_plan
from tracker.core.errors import IllegalMove
from tracker.models import MutedFinding, Plan, SeenFinding
from tracker.queries.checks import FoundFinding, stored_form

logger = logging.getLogger(__name__)

REASON_LENGTH = 500
AS_FOUND = ("code", "level", "line", "sentence", "seen_since", "gone_at")


def observe_findings(plan: Plan, found: Iterable[FoundFinding], *, seen_before: datetime | None) -> None:
    """Keep what is found now, and when what was found before went away. The caller holds the plan's lock.

    `seen_before` is when the plan was looked at last. Looking twice at the same plan changes nothing.
    """
    moment = moment_of_change(plan, seen_before)
    known = {row.fingerprint: row for row in plan.seen_findings.all()}
    standing = {item.fingerprint: item for item in found}
    rows = [_row(plan, item, known.get(print_), moment) for print_, item in standing.items()]
    SeenFinding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["plan", "fingerprint"], update_fields=AS_FOUND
    )
    gone = [row.pk for print_, row in known.items() if row.gone_at is None and print_ not in standing]
    SeenFinding.objects.filter(pk__in=gone).update(gone_at=moment)
    count_open_findings(plan)


def moment_of_change(plan: Plan, seen_before: datetime | None) -> datetime:
    """When the plan became what it is: its last event or import, if that came after the last look, else now.

    The job may look late; what it finds changed, changed no later than this.
    """
    event = plan.events.order_by("-at", "-pk").values_list("at", flat=True).first()
    imported = plan.revision.imported_at if plan.revision else None
    last = max((moment for moment in (event, imported) if moment), default=None)
    return last if last and (seen_before is None or last > seen_before) else timezone.now()


def _row(plan: Plan, item: FoundFinding, known: SeenFinding | None, moment: datetime) -> SeenFinding:
    finding = item.finding
    return SeenFinding(
        plan=plan,
        fingerprint=item.fingerprint,
        code=finding.code,
        level=finding.level,
        line=finding.line,
        sentence=stored_form(finding.sentence),
        seen_since=known.seen_since if known and known.gone_at is None else moment,
        gone_at=None,
    )


def count_open_findings(plan: Plan) -> None:
    """Have the plan know how many errors and warnings stand that nobody muted."""
    plan.open_findings = plan.seen_findings.counted().count()
    Plan.objects.filter(pk=plan.pk).update(open_findings=plan.open_findings)


@transaction.atomic
def mute_finding(*, plan: Plan, found: FoundFinding, reason: str, by: Any) -> MutedFinding:
    """Take the finding off the list, for the reason given. Of two at once the first one's reason stays.

    Raises:
        IllegalMove: there is no reason, or one that is too long.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise IllegalMove("Say why this finding need not be seen again.")
    check_text(reason, limit=REASON_LENGTH)
    lock_plan(plan.pk)
    muted, _is_new = MutedFinding.objects.get_or_create(
        plan=plan,
        fingerprint=found.fingerprint,
        defaults={
            "code": found.finding.code,
            "message": found.finding.message,
            "reason": reason,
            "muted_by": by,
            "muted_at": timezone.now(),
        },
    )
    count_open_findings(plan)
    logger.info("event=finding-muted plan=%s code=%s by=%s", plan.pk, muted.code, getattr(by, "pk", "-"))
    return muted


@transaction.atomic
def unmute_finding(*, plan: Plan, fingerprint: str, by: Any) -> bool:
    """Have the finding seen again; False where nobody had muted it."""
    lock_plan(plan.pk)
    deleted, _by_model = MutedFinding.objects.filter(plan=plan, fingerprint=fingerprint).delete()
    count_open_findings(plan)
    logger.info("event=finding-unmuted plan=%s by=%s", plan.pk, getattr(by, "pk", "-"))
    return bool(deleted)
