"""What people type, checked for form; what it may mean, the actions decide."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from tracker.core.plan.document import ReadOptions
from tracker.core.plan.estimates import read_estimate


class Styled:
    """Gives every control its class, and points it at its own help and errors."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect):
                field.widget.attrs["class"] = "input"


class SignInForm(Styled, AuthenticationForm):
    pass


class ChangePasswordForm(Styled, PasswordChangeForm):
    pass


class PlanFileForm(Styled, forms.Form):
    """A plan, as a file or as text."""

    file = forms.FileField(label=_("File"), required=False)
    text = forms.CharField(
        label=_("or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "data-kind": "markdown", "spellcheck": "false"}),
    )
    start = forms.DateField(
        label=_("First day of the first sprint"),
        required=False,
        help_text=_("The coming Monday, unless you choose another day."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("text", "").strip():
            raise forms.ValidationError(_("Choose a file, or paste the text of a plan."), code="empty")
        return cleaned

    def plan_bytes(self) -> bytes:
        """The file's bytes; of pasted text, its UTF-8 with the line ends that browsers replace put back."""
        file = self.cleaned_data.get("file")
        if file:
            return bytes(file.read())
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").encode("utf-8", "surrogatepass")

    def file_name(self) -> str:
        file = self.cleaned_data.get("file")
        return str(file.name) if file else ""


class EstimateField(forms.CharField):
    """“4”, “4 h”, “2 days” or “3-4 gün” as hours, low and high; None for nothing. A bare number is hours."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "estimate": _("Write an estimate as in “4 h”, “2 days” or “3-4 days”, or leave it empty."),
    }

    def __init__(self, *, hours_per_day: float, days_per_week: int, **kwargs: Any) -> None:
        self.options = ReadOptions(hours_per_day=hours_per_day, days_per_week=days_per_week)
        super().__init__(required=False, max_length=40, **kwargs)

    def clean(self, value: Any) -> tuple[float, float] | None:
        text = super().clean(value)
        if not text:
            return None
        found = read_estimate(text, self.options, label="hours")
        if found is None:
            raise forms.ValidationError(self.error_messages["estimate"], code="estimate")
        return found.estimate.low_hours, found.estimate.high_hours


class TaskForm(Styled, forms.Form):
    """Fields of a task. A request may bring any of them; those that it does not bring are left alone."""

    title = forms.CharField(label=_("Title"), max_length=1000)
    body = forms.CharField(
        label=_("Text, as Markdown"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "data-kind": "markdown"}),
    )
    status = forms.CharField(max_length=20)
    priority = forms.CharField(required=False, max_length=20)
    risk = forms.CharField(required=False, max_length=20)
    sprint = forms.IntegerField(required=False, min_value=0)
    assignee = forms.IntegerField(required=False)
    due = forms.DateField(required=False)
    blocked = forms.CharField(label=_("Blocked because"), required=False, max_length=500)

    def __init__(self, data: Any, *, hours_per_day: float, days_per_week: int) -> None:
        super().__init__(data, auto_id="edit-%s")
        self.fields["estimate"] = EstimateField(hours_per_day=hours_per_day, days_per_week=days_per_week)
        for name in [name for name in self.fields if data is not None and name not in data]:
            del self.fields[name]

    def values(self) -> dict[str, Any]:
        """The values in the form that actions take and events hold."""
        return {
            name: value.isoformat() if name == "due" and value else value
            for name, value in self.cleaned_data.items()
        }
