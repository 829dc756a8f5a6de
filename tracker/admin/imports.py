"""Importing a plan file from the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.core.errors import DomainError
from tracker.forms import PlanFileForm
from tracker.models import Plan
from tracker.queries.words import sentence_text

if TYPE_CHECKING:
    from tracker.actions.imports import ImportResult

MOST_FINDINGS = 200


class ImportForm(PlanFileForm):
    plan = forms.ModelChoiceField(
        label=_("Merge into"),
        queryset=Plan.objects.filter(archived_at=None),
        required=False,
        to_field_name="slug",
        empty_label=_("by the file's title"),
        help_text=_("By its title a file finds the plan that it belongs to, or begins a new one."),
    )
    only_look = forms.BooleanField(
        label=_("Only look"), required=False, help_text=_("Show what would happen and change nothing.")
    )


def import_view(request: HttpRequest, plan_admin: Any) -> HttpResponse:
    """The form; after it what the file holds, what the import did, and what was not understood."""
    if not plan_admin.has_import_permission(request):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        try:
            result = run_import(form, by=request.user)
        except DomainError as error:
            form.add_error(None, sentence_text(error.sentence))
    context = {
        **plan_admin.admin_site.each_context(request),
        "opts": plan_admin.opts,
        "title": gettext("Import a plan file"),
        "form": form,
        "result": result,
        "only_looked": bool(result) and form.cleaned_data["only_look"],
        "rows": count_rows(result) if result else (),
        "findings": finding_rows(result) if result else (),
        "more_findings": max(0, len(result.document.reading) - MOST_FINDINGS) if result else 0,
    }
    return TemplateResponse(request, "admin/tracker/plan/import.html", context)


@transaction.atomic
def run_import(form: ImportForm, *, by: Any) -> ImportResult:
    """Import what the form holds, or go through the motions and take everything back."""
    from tracker.actions.imports import import_plan  # loads the reader: only where somebody imports

    plan = form.cleaned_data["plan"]
    result = import_plan(
        data=form.plan_bytes(),
        by=by,
        slug=plan.slug if plan else None,
        start=form.cleaned_data["start"],
        file_name=form.file_name(),
    )
    transaction.set_rollback(form.cleaned_data["only_look"])
    return result


def count_rows(result: ImportResult) -> list[tuple[str, int]]:
    """What the file holds, then what became of its tasks."""
    document = result.document
    planned = sum(task.sprint is not None for task in document.tasks)
    labels = {
        "created": gettext("tasks created"),
        "changed": gettext("tasks changed"),
        "archived": gettext("tasks archived"),
        "restored": gettext("tasks restored"),
        "kept": gettext("tasks kept as they are"),
    }
    return [
        (gettext("categories"), len(document.categories)),
        (gettext("sections"), len(document.sections)),
        (gettext("tasks"), len(document.tasks)),
        (gettext("checklist items"), sum(len(task.steps) for task in document.tasks)),
        (gettext("sprints"), len(document.sprints)),
        (gettext("tasks in sprints"), planned),
        (gettext("tasks in no sprint"), len(document.tasks) - planned),
        *((labels.get(what, what), count) for what, count in result.counts.items() if count),
    ]


def finding_rows(result: ImportResult) -> list[tuple[int | None, str]]:
    """Line and sentence of what was not understood or is worth a look."""
    return [(found.line, sentence_text(found.sentence)) for found in result.document.reading[:MOST_FINDINGS]]
