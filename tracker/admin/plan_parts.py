"""The parts of plans: categories, sections, sprints, agents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.actions.plans import edit_sprint, overlapping_sprints
from tracker.admin.base import ActionAdmin, ActionForm, ReadOnlyAdmin, count_of, part_text, range_text
from tracker.models import Agent, Category, Section, Sprint, Task, TaskAgent

LIVE = {"archived_at": None}
DONE = {"archived_at": None, "status": "done"}


@admin.register(Category)
class CategoryAdmin(ReadOnlyAdmin):
    list_display = ("title", "number", "plan_name", "priority", "is_ongoing", "progress")
    list_filter = (("plan", admin.RelatedOnlyFieldListFilter), "priority", "is_ongoing")
    list_select_related = ("plan",)
    search_fields = ("title", "english_title", "number", "plan__title")
    fields = ("plan", "number", "title", "english_title", "priority", "is_ongoing", "line")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        rows = super().get_queryset(request)
        return rows.annotate(
            task_count=count_of(Task, "category", **LIVE), done_count=count_of(Task, "category", **DONE)
        )

    @admin.display(description=_("tasks done"), ordering="task_count")
    def progress(self, category: Any) -> str:
        return part_text(category.done_count, category.task_count)


@admin.register(Section)
class SectionAdmin(ReadOnlyAdmin):
    list_display = (
        "title",
        "number",
        "plan_name",
        "category",
        "priority",
        "risk",
        "estimate",
        "is_ongoing",
        "progress",
    )
    list_filter = (("plan", admin.RelatedOnlyFieldListFilter), "priority", "risk", "is_ongoing")
    list_select_related = ("plan", "category")
    search_fields = ("title", "number", "plan__title", "category__title")
    fields = (
        "plan", "category", "number", "title", "priority", "risk", "estimate", "agents", "is_ongoing", "line",
    )  # fmt: skip
    readonly_fields = ("estimate",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        rows = super().get_queryset(request)
        return rows.annotate(
            task_count=count_of(Task, "section", **LIVE), done_count=count_of(Task, "section", **DONE)
        )

    @admin.display(description=_("tasks done"), ordering="task_count")
    def progress(self, section: Any) -> str:
        return part_text(section.done_count, section.task_count)

    @admin.display(description=_("estimate in hours"), ordering="estimate_high_hours")
    def estimate(self, section: Section) -> str:
        return range_text(section.estimate_low_hours, section.estimate_high_hours)


class SprintForm(ActionForm):
    is_closed = forms.BooleanField(
        label=_("Closed"), required=False, help_text=_("A closed sprint's chart has ended for good.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_closed"] = self.instance.closed_at is not None


@admin.register(Sprint)
class SprintAdmin(ActionAdmin):
    form = SprintForm
    list_display = ("__str__", "plan_name", "starts_on", "ends_on", "closed_at", "progress")
    list_filter = (
        ("plan", admin.RelatedOnlyFieldListFilter),
        ("closed_at", admin.EmptyFieldListFilter),
        "starts_on",
    )
    list_select_related = ("plan",)
    search_fields = ("title", "=number", "plan__title")
    date_hierarchy = "starts_on"
    fields = ("plan", "number", "title", "starts_on", "ends_on", "is_closed")
    readonly_fields = ("plan", "number")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sprint]:
        rows = super().get_queryset(request)
        return rows.annotate(
            task_count=count_of(Task, "sprint", **LIVE), done_count=count_of(Task, "sprint", **DONE)
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Sprint | None = None) -> bool:
        return False

    def write(self, request: HttpRequest, row: Sprint, form: Any, *, is_new: bool) -> None:
        edit_sprint(sprint=row, values=form.changed_values(), by=request.user)
        others = overlapping_sprints(row)
        if others:
            told = gettext("It shares days with: %(sprints)s.") % {
                "sprints": ", ".join(str(s) for s in others)
            }
            self.message_user(request, told, messages.WARNING)

    @admin.display(description=_("tasks done"), ordering="task_count")
    def progress(self, sprint: Any) -> str:
        return part_text(sprint.done_count, sprint.task_count)


@admin.register(Agent)
class AgentAdmin(ReadOnlyAdmin):
    list_display = ("name", "plan_name", "tasks_total")
    list_filter = (("plan", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("plan",)
    search_fields = ("name", "plan__title")
    fields = ("plan", "name")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agent]:
        return super().get_queryset(request).annotate(task_count=count_of(TaskAgent, "agent"))

    @admin.display(description=_("tasks"), ordering="task_count")
    def tasks_total(self, agent: Any) -> int:
        return agent.task_count
