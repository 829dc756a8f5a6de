"""What happened and what people said. Nothing here can be changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ReadOnlyAdmin
from tracker.models import Comment, Event
from tracker.queries.history import cell_text, names_of
from tracker.queries.words import short_text


def in_words(event: Any, value: Any) -> str:
    """A value of an event as the pages say it. Lists read the people's names once for all their rows."""
    names = event.names if hasattr(event, "names") else names_of([event])
    return short_text(cell_text(event, value, names), 60)


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "task_key", "field", "before", "after", "by", "plan_name")
    list_filter = ("field", ("plan", admin.RelatedOnlyFieldListFilter), "at")
    list_select_related = ("task", "by", "plan")
    search_fields = ("task__key", "task__title", "plan__title", "by__username")
    search_help_text = _("By task, plan or person.")
    ordering = ("-at", "-pk")
    show_full_result_count = False
    fields = ("at", "by", "plan", "task", "field", "before", "after", "version", "undoes")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        names = names_of(changelist.result_list)
        for event in changelist.result_list:
            event.names = names
        return changelist

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Also the events of one task, which its page links to."""
        return lookup == "task__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("from"))
    def before(self, event: Event) -> str:
        return in_words(event, event.from_value)

    @admin.display(description=_("to"))
    def after(self, event: Event) -> str:
        return in_words(event, event.to_value)

    @admin.display(description=_("task"), ordering="task__key")
    def task_key(self, event: Event) -> str:
        return event.task.key if event.task else ""


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("at", "by", "task", "plan_name", "beginning")
    list_filter = (("plan", admin.RelatedOnlyFieldListFilter), "at")
    list_select_related = ("by", "task", "plan")
    search_fields = ("text", "task__key", "task__title", "by__username", "plan__title")
    ordering = ("-at", "-pk")
    fields = ("at", "by", "plan", "task", "text")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What should not have been written can be taken away; nothing is computed from comments."""
        return request.user.has_perm("tracker.delete_comment")  # type: ignore[union-attr]

    @admin.display(description=_("text"))
    def beginning(self, comment: Comment) -> str:
        return str(comment)
