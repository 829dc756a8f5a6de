"""Taking in a plan file: first what it would do, then, when the person says so, doing it.

Nothing is kept between the two steps: the page carries the file's bytes, and a print of what it promised.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker.actions import imports as actions
from tracker.core.errors import DomainError
from tracker.core.text import is_storable
from tracker.forms import PlanFileForm
from tracker.queries.export import levels_for, plan_text
from tracker.queries.import_preview import LEVELS, preview_file, preview_merge
from tracker.queries.merging import plan_merge
from tracker.queries.plans import free_slug, head_of
from tracker.queries.words import sentence_text
from tracker.views.doors import MANAGER, opened, plan_or_404

EVERY_METHOD_OF_A_FORM = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A plan file, and how the person wants it read."""

    data: bytes
    file_name: str = ""
    start: date | None = None
    country: str = ""
    levels: dict[int, str] | None = None

    @property
    def carried(self) -> str:
        """The bytes as a form can carry them without changing one."""
        return urlsafe_b64encode(self.data).decode()


@require_http_methods(EVERY_METHOD_OF_A_FORM)
def new_plan(request: HttpRequest) -> HttpResponse:
    """A file or a text in, a preview with counts, then a plan of which the person is the manager."""
    form, upload = read_request(request)
    if upload is None:
        return show_form(request, form, {})
    levels = upload.levels or {}
    try:
        document = actions.read_plan(upload.data, levels=levels)
        if "apply" in request.POST:
            slug = free_slug(actions.slug_for(document.title or upload.file_name))
            result = actions.import_plan(
                data=upload.data, by=request.user, slug=slug, start=upload.start, country=upload.country,
                file_name=upload.file_name, levels=levels, only_new=True,
            )  # fmt: skip
            return done(request, result)
    except DomainError as error:
        return show_form(request, form, {}, error)
    context = {"upload": upload, "preview": preview_file(document, levels), "start": upload.start}
    return render(request, "tracker/imports/preview.html", context)


@require_http_methods(EVERY_METHOD_OF_A_FORM)
def import_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """A new version of the plan's file: what would change and what must be decided, then the merge."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    context = {"plan": head_of(plan), "tab": "import"}
    form, upload = read_request(request)
    if "current" in request.POST:
        upload = current_upload(request, plan)
    if upload is None:
        return show_form(request, form, context)
    try:
        levels = upload.levels
        if levels is None:
            levels = levels_for(plan, upload.data.decode(errors="replace"))
        document = actions.read_plan(
            upload.data, levels=levels, hours_per_day=plan.hours_per_day, days_per_week=len(plan.weekdays)
        )
        merge = preview_merge(plan, plan_merge(plan, document))
        is_stale = "apply" in request.POST and request.POST.get("fingerprint") != merge.fingerprint
        if "apply" in request.POST and not is_stale:
            result = actions.import_plan(
                data=upload.data, by=request.user, slug=slug, file_name=upload.file_name, levels=levels,
                decisions=decisions_of(request),
            )  # fmt: skip
            return done(request, result)
    except DomainError as error:
        return show_form(request, form, context, error)
    context |= {
        "upload": upload,
        "preview": preview_file(document, levels),
        "merge": merge,
        "is_stale": is_stale,
    }
    return render(request, "tracker/imports/merge.html", context, status=409 if is_stale else 200)


def read_request(request: HttpRequest) -> tuple[PlanFileForm, Upload | None]:
    """The form, and what was sent, alone or carried along by a preview; None where it is no plan yet."""
    if request.method != "POST":
        return PlanFileForm(), None
    if "carried" in request.POST:
        return PlanFileForm(), carried_upload(request)
    form = PlanFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return form, None
    values = form.cleaned_data
    return form, Upload(form.plan_bytes(), form.file_name(), values["start"], values["country"])


def carried_upload(request: HttpRequest) -> Upload:
    try:
        data = urlsafe_b64decode(request.POST["carried"].encode("ascii"))
        start = date.fromisoformat(request.POST["start"]) if request.POST.get("start") else None
    except ValueError:
        raise Http404(_("This form is incomplete. Choose the file again.")) from None
    file_name, country = request.POST.get("file_name", "")[:200], request.POST.get("country", "")[:6]
    file_name, country = (name if is_storable(name) else "" for name in (file_name, country))
    return Upload(data, file_name, start, country, levels_of(request))


def current_upload(request: HttpRequest, plan: Any) -> Upload:
    """The plan's own file as it would be exported now, to be read with other levels."""
    text = opened(lambda: plan_text(plan))
    return Upload(text.encode("utf-8", "surrogatepass"), plan.revision.file_name, levels=levels_of(request))


def levels_of(request: HttpRequest) -> dict[int, str]:
    """The levels that the person chose, by the first line of each part."""
    pairs = (
        (name.removeprefix("level-"), value)
        for name, value in request.POST.items()
        if name.startswith("level-")
    )
    return {
        int(line): str(level)
        for line, level in pairs
        if level in LEVELS and line.isdecimal() and len(line) < 9
    }


def decisions_of(request: HttpRequest) -> dict[str, str]:
    """“ours” or “theirs” for each conflict, by the name of its field."""
    return {
        name.removeprefix("decide-"): str(side)
        for name, side in request.POST.items()
        if name.startswith("decide-")
    }


def show_form(
    request: HttpRequest, form: PlanFileForm, context: dict[str, Any], error: DomainError | None = None
) -> HttpResponse:
    context = {"form": form, "refusal": sentence_text(error.sentence) if error else "", **context}
    return render(request, "tracker/imports/file.html", context, status=422 if error or form.errors else 200)


def done(request: HttpRequest, result: actions.ImportResult) -> HttpResponse:
    if result.is_new:
        count = len(result.document.tasks)
        text = ngettext("The plan is in: %(count)s task.", "The plan is in: %(count)s tasks.", count)
        messages.success(request, text % {"count": count})
    elif result.changed_nothing:
        messages.success(request, _("The file changed nothing."))
    else:
        text = _("The new version is in: %(created)s new, %(changed)s changed, %(archived)s gone.")
        messages.success(request, text % {"created": 0, "changed": 0, "archived": 0, **result.counts})
    return redirect("plan", result.plan.slug)
