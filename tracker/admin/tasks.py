"""Tasks, their checklists and what they wait for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tracker.actions.dependencies import add_dependency, remove_dependency
from tracker.actions.new_tasks import add_task
from tracker.actions.tasks import edit_task, edit_tasks, set_step
from tracker.admin import new_tasks
from tracker.admin.base import (
    ActionAdmin,
    ActionForm,
    ArchivedFilter,
    ReadOnlyAdmin,
    ReadOnlyInline,
    part_text,
    range_text,
)
from tracker.admin.new_tasks import NewTaskForm
from tracker.core.board import CLOSED
from tracker.core.plan.titles import short_title
from tracker.models import ChecklistItem, Dependency, Task, TaskAgent
from tracker.models.choices import Status

# The form's fields that are told to the action one by one, in the form that events hold.
AS_EVENTS_HOLD: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "title": ("title", str),
    "body": ("body", str),
    "status": ("status", str),
    "priority": ("priority", str),
    "risk": ("risk", str),
    "sprint": ("sprint", lambda sprint: sprint and sprint.number),
    "assignee": ("assignee", lambda person: person and person.pk),
    "due": ("due", lambda day: day and day.isoformat()),
    "is_duty": ("is_duty", bool),
    "blocked_reason": ("blocked", str),
    "is_archived": ("archived", bool),
}
ESTIMATE = ("estimate_low_hours", "estimate_high_hours")


class TaskForm(ActionForm):
    """`seen_version` is the task's version that the person has before them."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    is_archived = forms.BooleanField(
        label=_("Archived"),
        required=False,
        show_hidden_initial=True,
        help_text=_(
            "A task is archived rather than deleted: it leaves boards and figures, its history stays."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        task = self.instance
        self.initial |= {"seen_version": task.version, "is_archived": task.archived_at is not None}
        for name, choices in (
            ("sprint", task.plan.sprints.all()),
            ("assignee", task.plan.members.order_by("username")),
        ):
            if name in self.fields:
                self.fields[name].queryset = choices  # type: ignore[attr-defined]

    def event_values(self) -> dict[str, Any]:
        """What the person changed, in the form that events hold."""
        changed = self.changed_values()
        values = {}
        for name, value in changed.items():
            if name in AS_EVENTS_HOLD:
                field, form_of = AS_EVENTS_HOLD[name]
                values[field] = form_of(value)
        if changed.keys() & set(ESTIMATE):
            low, high = (self.cleaned_data[name] for name in ESTIMATE)
            known = [hours for hours in (low, high) if hours is not None]
            values["estimate"] = [known[0], known[-1]] if known else None
        return values


class InSprintFilter(admin.SimpleListFilter):
    title = _("in a sprint")
    parameter_name = "scheduled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("In a sprint")), ("no", _("In none"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(sprint__isnull=self.value() == "no")


class StepInline(ReadOnlyInline):
    model = ChecklistItem
    fields = ("position", "text", "is_done")


class AgentInline(ReadOnlyInline):
    model = TaskAgent
    fields = ("agent",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[TaskAgent]:
        return super().get_queryset(request).select_related("agent")


class DependencyInline(ReadOnlyInline):
    model = Dependency
    fk_name = "successor"
    fields = ("predecessor", "lag_hours", "source")
    verbose_name_plural = _("waits for")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dependency]:
        return super().get_queryset(request).select_related("predecessor", "successor")


@admin.register(Task)
class TaskAdmin(ActionAdmin):
    """The list itself edits nothing: it would write back what it showed, over what others did since."""

    form = TaskForm
    list_display = (
        "key", "title", "status", "priority", "sprint_number", "estimate", "assignee", "due", "steps",
        "waits", "plan_name",
    )  # fmt: skip
    list_display_links = ("key", "title")
    list_filter = (
        ArchivedFilter, "status", "priority", "risk", InSprintFilter, "is_duty",
        ("estimate_low_hours", admin.EmptyFieldListFilter), ("plan", admin.RelatedOnlyFieldListFilter),
        ("assignee", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    list_select_related = ("plan", "sprint", "assignee")
    search_fields = ("key", "title", "body", "plan__title", "assignee__username")
    search_help_text = _("By key, title, text, plan or assignee.")
    ordering = ("plan__title", "plan", "rank")
    actions = ("mark_as_done", "mark_as_to_do", "archive", "restore")
    inlines = (StepInline, DependencyInline, AgentInline)
    readonly_fields = (
        "plan",
        "key",
        "category",
        "section",
        "line",
        "version",
        "done_at",
        "done_by",
        "history",
    )
    fieldsets = (
        (None, {"fields": ("plan", "key", "title", "status", "sprint", "assignee", "due", "blocked_reason")}),
        (_("Weight"), {"fields": ("priority", "risk", ESTIMATE, "is_duty")}),
        (_("Text"), {"fields": ("body",)}),
        (_("Place in the file"), {"fields": ("category", "section", "line")}),
        (
            _("State"),
            {"fields": ("is_archived", "done_at", "done_by", "version", "history", "seen_version")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Task]:
        steps = ChecklistItem.objects.filter(task=OuterRef("pk")).order_by().values("task")
        links = Dependency.objects.filter(successor=OuterRef("pk")).order_by().values("successor")
        is_open = ~Q(predecessor__status__in=CLOSED) & Q(predecessor__archived_at=None)
        return (
            super()
            .get_queryset(request)
            .annotate(
                step_count=Coalesce(Subquery(steps.annotate(n=Count("pk")).values("n")), 0),
                ticked_count=Coalesce(
                    Subquery(steps.annotate(n=Count("pk", filter=Q(is_done=True))).values("n")), 0
                ),
                blocker_count=Coalesce(
                    Subquery(links.annotate(n=Count("pk", filter=is_open)).values("n")), 0
                ),
            )
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, change=change, **kwargs)
        return type("NewTaskForm", (NewTaskForm,), {"refusal": getattr(request, "refusal", "")})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else new_tasks.FIELDSETS

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Task | None = None) -> bool:
        return False

    def write(self, request: HttpRequest, row: Task, form: Any, *, is_new: bool) -> Task | None:
        if is_new:
            return add_task(**form.values(), by=request.user).task
        seen_version = form.cleaned_data["seen_version"]
        edit_task(task=row, values=form.event_values(), seen_version=seen_version, by=request.user)
        return None

    @admin.display(description=_("sprint"), ordering="sprint__number")
    def sprint_number(self, task: Task) -> int | None:
        return task.sprint and task.sprint.number

    @admin.display(description=_("hours"), ordering="estimate_high_hours")
    def estimate(self, task: Task) -> str:
        return range_text(task.estimate_low_hours, task.estimate_high_hours)

    @admin.display(description=_("checklist"), ordering="step_count")
    def steps(self, task: Any) -> str:
        return part_text(task.ticked_count, task.step_count)

    @admin.display(description=_("waits for"), ordering="blocker_count")
    def waits(self, task: Any) -> str:
        return str(task.blocker_count or "")

    @admin.display(description=_("history"))
    def history(self, task: Task) -> str:
        address = reverse("admin:tracker_event_changelist")
        return format_html('<a href="{}?task__id__exact={}">{}</a>', address, task.pk, gettext("All changes"))

    @admin.action(description=_("Mark as done"), permissions=["change"])
    def mark_as_done(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        self._change_all(request, queryset, {"status": Status.DONE.value})

    @admin.action(description=_("Mark as to do"), permissions=["change"])
    def mark_as_to_do(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        self._change_all(request, queryset, {"status": Status.TODO.value})

    @admin.action(description=_("Archive"), permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        self._change_all(request, queryset, {"archived": True})

    @admin.action(description=_("Bring back"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Task]) -> None:
        self._change_all(request, queryset, {"archived": False})

    def _change_all(self, request: HttpRequest, tasks: QuerySet[Task], values: dict[str, Any]) -> None:
        chosen = Task.objects.filter(pk__in=list(tasks.values_list("pk", flat=True)))
        count = len(edit_tasks(tasks=chosen, values=values, by=request.user))
        told = ngettext("%(count)s task changed.", "%(count)s tasks changed.", count) % {"count": count}
        self.message_user(request, told, messages.SUCCESS)


@admin.register(ChecklistItem)
class ChecklistItemAdmin(ReadOnlyAdmin):
    list_display = ("text", "task", "plan_name", "is_done")
    list_filter = ("is_done", ("task__plan", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("task", "task__plan")
    search_fields = ("text", "task__key", "task__title", "task__plan__title")
    ordering = ("task", "position")
    actions = ("tick", "untick")
    fields = ("task", "position", "text", "is_done", "line")

    @admin.display(description=_("plan"), ordering="task__plan__title")
    def plan_name(self, step: ChecklistItem) -> str:
        return short_title(step.task.plan.title)

    def has_tick_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("tracker.change_checklistitem")  # type: ignore[union-attr]

    @admin.action(description=_("Tick"), permissions=["tick"])
    def tick(self, request: HttpRequest, queryset: QuerySet[ChecklistItem]) -> None:
        self._set_all(request, queryset, done=True)

    @admin.action(description=_("Untick"), permissions=["tick"])
    def untick(self, request: HttpRequest, queryset: QuerySet[ChecklistItem]) -> None:
        self._set_all(request, queryset, done=False)

    def _set_all(self, request: HttpRequest, steps: QuerySet[ChecklistItem], *, done: bool) -> None:
        count = sum(
            len(set_step(task=step.task, position=step.position, done=done, by=request.user))
            for step in steps.select_related("task")
        )
        told = ngettext("%(count)s step changed.", "%(count)s steps changed.", count) % {"count": count}
        self.message_user(request, told, messages.SUCCESS)


@admin.register(Dependency)
class DependencyAdmin(ActionAdmin):
    list_display = ("successor_key", "predecessor_key", "plan_name", "lag_hours", "source")
    list_filter = ("source", ("plan", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("plan", "predecessor", "successor")
    search_fields = (
        "predecessor__key", "predecessor__title", "successor__key", "successor__title", "plan__title",
    )  # fmt: skip
    autocomplete_fields = ("predecessor", "successor")
    fields = ("successor", "predecessor", "lag_hours")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Another pair of tasks is another dependency."""
        return ("successor", "predecessor") if obj else ()

    def write(self, request: HttpRequest, row: Any, form: Any, *, is_new: bool) -> Dependency | None:
        values = form.cleaned_data
        before, after = (
            (values["predecessor"], values["successor"]) if is_new else (row.predecessor, row.successor)
        )
        link = add_dependency(
            plan=after.plan,
            predecessor=before,
            successor=after,
            lag_hours=values["lag_hours"],
            by=request.user,
        )
        return link if is_new else None

    def remove(self, request: HttpRequest, row: Dependency) -> None:
        remove_dependency(dependency=row, by=request.user)

    @admin.display(description=_("task"), ordering="successor__key")
    def successor_key(self, link: Dependency) -> str:
        return str(link.successor)

    @admin.display(description=_("waits for"), ordering="predecessor__key")
    def predecessor_key(self, link: Dependency) -> str:
        return str(link.predecessor)
