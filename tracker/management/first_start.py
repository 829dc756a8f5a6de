"""What `make run` finds or makes before it serves: tables, static files, a plan, a first person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command

from tracker.actions.imports import import_plan as import_file
from tracker.actions.imports import slug_for_bytes
from tracker.actions.sign_in import issue_sign_in_link
from tracker.core.errors import DomainError
from tracker.models import Plan, PlanRevision

SAMPLE_PLAN = settings.BASE_DIR / "fixtures" / "metropolitan.md"

Say = Callable[[str], None]


def prepare(*, plan: Path | None, with_history: bool, say: Say) -> None:
    """Bring data and files up to this version. What is there already stays as it is."""
    call_command("migrate", interactive=False, verbosity=0)
    collect_static()
    import_plan(plan, say=say)
    if with_history:
        invent_history(plan, say=say)


def collect_static() -> None:
    """Collect, hash and compress the static files, unless none has changed since the last time."""
    stamp = settings.STATIC_ROOT / ".stamp"
    fingerprint = _static_fingerprint()
    if stamp.is_file() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def _static_fingerprint() -> str:
    """A digest over path, size and time of every static file."""
    digest = sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{storage.path(name)}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def import_plan(plan: Path | None, *, say: Say) -> None:
    """Import the plan asked for, or the sample into an empty database. A plan that is there stays."""
    if plan is None and Plan.objects.exists():
        return
    file = plan or SAMPLE_PLAN
    if imported_from(file):
        return
    slug = slug_for_bytes(file.read_bytes(), None)
    if Plan.objects.filter(slug=slug).exists():
        say(
            f"The plan {slug} is there already. To take in {file}: manage.py import_plan {file} --plan {slug}"
        )
        return
    say(f"Importing {file} ...")
    try:
        import_file(data=file.read_bytes(), by=first_person(), file_name=file.name)
    except DomainError as error:
        raise CommandError(f"{file}: {error}") from None


def imported_from(file: Path) -> Plan | None:
    """The plan that has taken in exactly this file, now or before."""
    digest = sha256(file.read_bytes()).hexdigest()
    revision = PlanRevision.objects.filter(sha256=digest).select_related("plan").first()
    return revision.plan if revision else None


def invent_history(plan: Path | None, *, say: Say) -> None:
    """Give a copy of the plan asked for, or of the first one, a believable past, once."""
    shown = imported_from(plan) if plan else Plan.objects.filter(archived_at=None).order_by("pk").first()
    if shown is None or Plan.objects.filter(slug=f"{shown.slug}-demo").exists():
        return
    say("Inventing twenty days of work on a copy of the plan ...")
    call_command("demo_history", shown.slug, days=20, seed=1, verbosity=0)


def sign_in_token() -> str:
    """The token of a fresh link for the first admin, who is made where there is none."""
    return issue_sign_in_link(user=first_person(), valid_for=timedelta(hours=settings.SIGN_IN_LINK_HOURS))


def first_person() -> User:
    admins = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    return admins.first() or make_first_person()


def make_first_person() -> User:
    """An admin without a password, whose only way in is the link until a password is set."""
    names = ("admin", *(f"admin-{number}" for number in range(2, 100)))
    taken = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    return User.objects.create_superuser(username=next(name for name in names if name not in taken))
