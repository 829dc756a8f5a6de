"""Plans, the texts they were read from, and their parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tracker.actions.plans import archive_plan, edit_plan, restore_plan
from tracker.admin.base import ActionAdmin, ActionForm, ArchivedFilter, ReadOnlyAdmin, count_of, part_text
from tracker.admin.imports import import_view
from tracker.core.work import OPEN
from tracker.models import (
    Figures,
    Membership,
    MutedFinding,
    Plan,
    PlanRevision,
    SeenFinding,
    Sprint,
    Task,
)

# What the pages count: neither duties nor what was dropped.
WORK = {"archived_at": None, "is_duty": False, "status__in": (*OPEN, "done")}
DONE = {"archived_at": None, "is_duty": False, "status": "done"}


class DaysField(forms.CharField):
    """Dates, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        words = value if isinstance(value, list) else str(value or "").replace(",", " ").split()
        try:
            return sorted({date.fromisoformat(word).isoformat() for word in words})
        except ValueError:
            raise forms.ValidationError(_("Write dates as in 2026-12-31, one a line."), code="days") from None


class PlanForm(ActionForm):
    days_off = DaysField(
        label=_("Days off"),
        required=False,
        show_hidden_initial=True,
        help_text=_("Dates, one a line, as in 2026-12-31."),
    )


@admin.register(Plan)
class PlanAdmin(ActionAdmin):
    form = PlanForm
    list_display = (
        "title",
        "progress",
        "sprints_total",
        "people_total",
        "start_date",
        "figures_state",
        "archived_at",
    )
    list_filter = (ArchivedFilter, "start_date", "sprint_order")
    search_fields = ("title", "slug")
    ordering = ("title", "pk")
    date_hierarchy = "created_at"
    actions = ("archive", "restore")
    readonly_fields = ("slug", "created_at", "archived_at", "file_as_read", "want_rev", "figures_state")
    fieldsets = (
        (None, {"fields": ("title", "slug", "start_date")}),
        (
            _("Working time"),
            {"fields": ("hours_per_day", "weekdays", "country", "days_off", "time_zone")},
        ),
        (
            _("Schedule"),
            {"fields": ("people", "sprint_order", "one_task_per_agent", "default_estimate_hours")},
        ),
        (
            _("State"),
            {
                "description": _(
                    "A plan is archived rather than deleted, by an action of the list. All it holds stays."
                ),
                "fields": ("file_as_read", "want_rev", "figures_state", "created_at", "archived_at"),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        return (
            super()
            .get_queryset(request)
            .select_related("revision")
            .annotate(
                task_count=count_of(Task, "plan", **WORK),
                done_count=count_of(Task, "plan", **DONE),
                sprint_count=count_of(Sprint, "plan"),
                member_count=count_of(Membership, "plan"),
            )
        )

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(lambda request: import_view(request, self))
        return [path("import/", view, name="tracker_plan_import"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A plan begins as a file: see `has_import_permission`."""
        return False

    def has_import_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("tracker.add_plan")  # type: ignore[union-attr]

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        extra = {"has_import_permission": self.has_import_permission(request)}
        return super().changelist_view(request, {**extra, **(extra_context or {})})

    def write(self, request: HttpRequest, row: Plan, form: Any, *, is_new: bool) -> None:
        edit_plan(plan=row, values=form.changed_values(), by=request.user)

    @admin.display(description=_("tasks done"), ordering="task_count")
    def progress(self, plan: Any) -> str:
        return part_text(plan.done_count, plan.task_count)

    @admin.display(description=_("sprints"), ordering="sprint_count")
    def sprints_total(self, plan: Any) -> int:
        return plan.sprint_count

    @admin.display(description=_("members"), ordering="member_count")
    def people_total(self, plan: Any) -> int:
        return plan.member_count

    @admin.display(description=_("figures"))
    def figures_state(self, plan: Plan) -> str:
        """How far the stored figures are behind."""
        if plan.have_rev is None:
            return gettext("not computed yet")
        lag = plan.want_rev - plan.have_rev
        if lag <= 0:
            return gettext("up to date")
        return ngettext("%(count)s change behind", "%(count)s changes behind", lag) % {"count": lag}

    @admin.display(description=_("file"))
    def file_as_read(self, plan: Plan) -> str:
        revision = plan.revision
        return f"{revision.file_name or '–'} · {revision.number}" if revision else ""

    @admin.action(description=_("Archive the selected plans"), permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Plan]) -> None:
        count = sum(bool(archive_plan(plan=plan, by=request.user)) for plan in queryset)
        told = ngettext("%(count)s plan archived.", "%(count)s plans archived.", count) % {"count": count}
        self.message_user(request, told, messages.SUCCESS)

    @admin.action(description=_("Bring the selected plans back"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Plan]) -> None:
        count = sum(bool(restore_plan(plan=plan, by=request.user)) for plan in queryset)
        told = ngettext("%(count)s plan is back.", "%(count)s plans are back.", count) % {"count": count}
        self.message_user(request, told, messages.SUCCESS)


@admin.register(PlanRevision)
class PlanRevisionAdmin(ReadOnlyAdmin):
    list_display = ("plan_name", "number", "file_name", "imported_at", "imported_by", "short_hash")
    list_filter = (("plan", admin.RelatedOnlyFieldListFilter), "imported_at")
    list_select_related = ("plan", "imported_by")
    search_fields = ("plan__title", "plan__slug", "file_name", "sha256")
    date_hierarchy = "imported_at"
    fields = ("plan", "number", "file_name", "imported_at", "imported_by", "sha256", "counts", "whole_text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PlanRevision]:
        """Without the texts, which may be megabytes; the page of one revision fetches its own."""
        return super().get_queryset(request).defer("text")

    @admin.display(description=_("SHA-256"))
    def short_hash(self, revision: PlanRevision) -> str:
        return revision.sha256[:12]

    @admin.display(description=_("text"))
    def whole_text(self, revision: PlanRevision) -> str:
        return format_html('<pre class="plan-text">{}</pre>', revision.text)


@admin.register(Figures)
class FiguresAdmin(ReadOnlyAdmin):
    list_display = ("plan_name", "revision", "computed_at", "day", "seconds", "problem")
    list_filter = ("day",)
    list_select_related = ("plan",)
    search_fields = ("plan__title", "plan__slug", "problem")
    date_hierarchy = "computed_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Figures]:
        """The list needs none of the figures themselves."""
        return super().get_queryset(request).defer("progress", "schedule", "forecast", "burndown")


@admin.register(SeenFinding)
class SeenFindingAdmin(ReadOnlyAdmin):
    list_display = ("code", "plan_name", "level", "line", "seen_since", "gone_at")
    list_filter = (
        ("plan", admin.RelatedOnlyFieldListFilter),
        "level",
        ("gone_at", admin.EmptyFieldListFilter),
        "code",
    )
    list_select_related = ("plan",)
    search_fields = ("code", "plan__title", "plan__slug")
    date_hierarchy = "seen_since"
    fields = ("plan", "code", "level", "line", "sentence", "seen_since", "gone_at")


@admin.register(MutedFinding)
class MutedFindingAdmin(ReadOnlyAdmin):
    list_display = ("code", "plan_name", "message", "reason", "muted_by", "muted_at")
    list_filter = (("plan", admin.RelatedOnlyFieldListFilter), "code")
    list_select_related = ("plan", "muted_by")
    search_fields = ("code", "message", "reason", "plan__title")
    date_hierarchy = "muted_at"
