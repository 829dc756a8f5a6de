"""The form with which a task is added: an action decides, as everywhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.admin.base import ActionForm
from tracker.core.errors import IllegalMove
from tracker.core.plan.titles import short_title
from tracker.models import Plan, Section, Sprint, Task
from tracker.models.plan import LEFT_OVER

ESTIMATE = ("estimate_low_hours", "estimate_high_hours")
FIELDSETS = (
    (None, {"fields": ("plan", "title", "section", "sprint", "key")}),
    (_("Weight"), {"fields": ("priority", ESTIMATE)}),
)


class OfPlanField(forms.ModelChoiceField):
    """Parts of several plans in one list, each under the name of its plan."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{short_title(obj.plan.title)} · {obj}"


class NewTaskForm(ActionForm):
    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("Plan"))
    section = OfPlanField(Section.objects.none(), label=_("Section"), required=False)
    sprint = OfPlanField(Sprint.objects.none(), label=_("Sprint"), required=False)
    key = forms.CharField(
        label=_("Id"),
        required=False,
        help_text=_("Empty: the next one of its section, or none where its tasks have none."),
    )

    class Meta:
        model = Task
        fields = ("plan", "title", "section", "sprint", "key", "priority", *ESTIMATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        live = Plan.objects.filter(archived_at=None).order_by("title", "pk")
        of_live: dict[str, QuerySet[Any]] = {
            "plan": live,
            "section": Section.objects.filter(plan__in=live, position__lt=LEFT_OVER).select_related("plan"),
            "sprint": Sprint.objects.filter(plan__in=live).select_related("plan"),
        }
        for name, rows in of_live.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action takes. Raises `IllegalMove` for a sprint of another plan."""
        values = self.cleaned_data
        sprint = values["sprint"]
        if sprint is not None and sprint.plan_id != values["plan"].pk:
            raise IllegalMove("This plan has no sprint {number}.", number=sprint.number)
        known = [hours for hours in (values[name] for name in ESTIMATE) if hours is not None]
        kept = {name: values[name] for name in ("plan", "title", "section", "priority", "key")}
        return kept | {
            "sprint": sprint and sprint.number,
            "estimate": (known[0], known[-1]) if known else None,
        }
