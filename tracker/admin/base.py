"""What the pages of the admin share: rows that are only looked at, and rows that only actions change."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Field, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from tracker.core.errors import DomainError
from tracker.core.plan.titles import short_title
from tracker.queries.words import sentence_text


def refusals_as_messages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view of a `ModelAdmin`; what an action refuses is said on the same page, loaded again."""

    @wraps(view)
    def respond(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(self, request, *args, **kwargs)
        except DomainError as error:
            self.message_user(request, sentence_text(error.sentence), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    return respond


class NamesPlan:
    """The column that names a row's plan, briefly."""

    @admin.display(description=_("plan"), ordering="plan__title")
    def plan_name(self, row: Any) -> str:
        return short_title(row.plan.title)


class ReadOnlyAdmin(NamesPlan, admin.ModelAdmin):
    """Rows that are looked at here and written elsewhere."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyInline(admin.TabularInline):
    """Rows of a parent, shown on its page."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ActionForm(forms.ModelForm):
    """Checks the form of what is typed. What it may mean the action decides: the row is not touched."""

    refusal = ""

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            raise forms.ValidationError(self.refusal, code="refused")
        return super().clean() or {}

    def _post_clean(self) -> None:
        """Neither fill the row from the form nor check it: an action writes, and says what is wrong."""

    def changed_values(self) -> dict[str, Any]:
        """What the person changed of what they saw, by the form's names."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}


class ActionAdmin(NamesPlan, admin.ModelAdmin):
    """Rows that only actions change. What an action refuses stands above the form, with what was typed.

    A subclass says in `write` which action a saved form calls, and in `remove` which one deletes a row;
    without them nothing is written.
    """

    form = ActionForm

    def write(self, request: HttpRequest, row: Any, form: Any, *, is_new: bool) -> Model | None:
        """Call the action; the row that it made where `is_new`. Raises `DomainError`."""
        raise PermissionDenied

    def remove(self, request: HttpRequest, row: Any) -> None:
        """Call the action that deletes the row. Raises `DomainError`."""
        raise PermissionDenied

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Remember in the page what it showed: what others changed since is no wish of this person."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield is not None:
            formfield.show_hidden_initial = True
            for shortcut in (
                "can_add_related",
                "can_change_related",
                "can_delete_related",
                "can_view_related",
            ):
                if hasattr(formfield.widget, shortcut):
                    setattr(formfield.widget, shortcut, False)
        return formfield

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", "")
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """As Django's; where the action refuses, nothing is written and the form tells the reason."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DomainError as error:
            request.refusal = sentence_text(error.sentence)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    @refusals_as_messages
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, extra_context)

    @refusals_as_messages
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().delete_view(request, object_id, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        made = self.write(request, obj, form, is_new=not change)
        if made is not None:
            obj.pk = made.pk
            obj.refresh_from_db()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.remove(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """All of them or none."""
        for row in queryset:
            self.remove(request, row)


class ArchivedFilter(admin.SimpleListFilter):
    """What is archived stays out of sight until asked for."""

    title = _("archived")
    parameter_name = "archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Archived")), ("all", _("All"))]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [first | {"display": _("Not archived")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        return queryset.filter(archived_at__isnull=self.value() != "yes")


def count_of(model: type[Model], field: str, **conditions: Any) -> Coalesce:
    """How many rows point at the row with that field, as a subquery: joins would multiply each other."""
    rows = model._default_manager.filter(**{field: OuterRef("pk")}, **conditions)
    return Coalesce(Subquery(rows.order_by().values(field).annotate(n=Count("pk")).values("n")), 0)


def part_text(part: int, whole: int) -> str:
    """As in “3/12”, and nothing where there is nothing to count."""
    return f"{part}/{whole}" if whole else ""


def range_text(low: float | None, high: float | None) -> str:
    """As in “4” or “24–32”, and nothing without an estimate."""
    if low is None or high is None:
        return ""
    ends = [localize(int(hours) if hours == int(hours) else hours) for hours in (low, high)]
    return ends[0] if low == high else "–".join(ends)
