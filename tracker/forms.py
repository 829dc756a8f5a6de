"""What people type, checked for form; what it may mean, the actions decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from tracker.core.plan.document import TITLE_LENGTH, ReadOptions
from tracker.core.plan.estimates import read_estimate
from tracker.queries.working_time import known_countries

LARGEST_ID = 2**63 - 1  # that a column can hold


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


class FirstPasswordForm(Styled, SetPasswordForm):
    """For an account that a link signed in and that has no password to prove."""


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
    country = forms.ChoiceField(
        label=_("Public holidays of"),
        required=False,
        help_text=_("Nothing is planned on them. The plan's settings take more days off."),
        choices=lambda: [("", _("no country")), *known_countries()],
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


class DaysField(forms.CharField):
    """Dates as in 2026-12-31, one a line."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "day": _("“%(text)s” is not a date. Write one a line, as in 2026-12-31."),
    }
    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})

    def clean(self, value: Any) -> list[date]:
        days = []
        for text in super().clean(value).replace(",", " ").split():
            try:
                days.append(date.fromisoformat(text))
            except ValueError:
                raise forms.ValidationError(
                    self.error_messages["day"], code="day", params={"text": text}
                ) from None
        return days

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class PlanSettingsForm(Styled, forms.Form):
    """What the schedule of a plan rests on. Names are those of the settings."""

    title = forms.CharField(label=_("Title"), max_length=300)
    start_date = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    people = forms.IntegerField(label=_("People who work on it"), min_value=1, max_value=100)
    hours_per_day = forms.FloatField(label=_("Hours a day"), min_value=0.5, max_value=24)
    default_estimate_hours = forms.FloatField(
        label=_("Hours of a task without an estimate"), min_value=0, max_value=10_000
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Working days"),
        choices=[(str(day + 1), name) for day, name in WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    country = forms.ChoiceField(label=_("Public holidays of"), required=False)
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=60, widget=forms.TextInput(attrs={"list": "time-zones"})
    )
    days_off = DaysField(label=_("More days off, one a line"), required=False, max_length=20_000)
    sprint_order = forms.BooleanField(label=_("A sprint waits for the sprint before"), required=False)
    one_task_per_agent = forms.BooleanField(label=_("Each agent does one thing at a time"), required=False)

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = known_countries()
        own = [(country, country)] if country and country not in dict(known) else []
        self.fields["country"].choices = [("", _("no country")), *own, *known]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The values in the form that the action takes."""
        return self.cleaned_data | {"weekdays": "".join(self.cleaned_data["weekdays"])}


class NewSprintForm(forms.Form):
    title = forms.CharField(required=False)
    starts_on = forms.DateField()
    ends_on = forms.DateField()


class SprintDatesForm(forms.Form):
    """First and last day of each sprint, by its number, and the titles that were sent."""

    shifts_following = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, numbers: Iterable[int]) -> None:
        super().__init__(data)
        self.numbers = tuple(numbers)
        for number in self.numbers:
            for end in ("starts", "ends"):
                self.fields[f"{end}-{number}"] = forms.DateField()
            if f"title-{number}" in data:
                self.fields[f"title-{number}"] = forms.CharField(required=False)

    def dates(self) -> dict[int, tuple[date, date]]:
        values = self.cleaned_data
        return {number: (values[f"starts-{number}"], values[f"ends-{number}"]) for number in self.numbers}

    def titles(self) -> dict[int, str]:
        names = {number: f"title-{number}" for number in self.numbers}
        return {number: self.cleaned_data[name] for number, name in names.items() if name in self.fields}


class NewTaskForm(forms.Form):
    """A task to add. What is missing or too long the action says, in words."""

    title = forms.CharField(required=False)
    section = forms.CharField(required=False, max_length=9)
    sprint = forms.IntegerField(required=False, min_value=0)
    priority = forms.CharField(required=False, max_length=20)
    key = forms.CharField(required=False)

    def __init__(self, data: Any, *, hours_per_day: float, days_per_week: int) -> None:
        super().__init__(data)
        self.fields["estimate"] = EstimateField(hours_per_day=hours_per_day, days_per_week=days_per_week)

    def first_error(self) -> str:
        return str(next(error for errors in self.errors.values() for error in errors))


class TaskForm(Styled, forms.Form):
    """Fields of a task. A request may bring any of them; those that it does not bring are left alone."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)
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
    assignee = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
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
