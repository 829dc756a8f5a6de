"""What a manager settles for a plan: its working time, its sprints, its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings as site
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tracker.actions import people, plans, sprints
from tracker.core.errors import DomainError
from tracker.core.text import is_storable
from tracker.forms import NewSprintForm, PlanSettingsForm, SprintDatesForm
from tracker.htmx import go_to
from tracker.queries.settings_page import (
    member_of,
    person_called,
    settings_of,
    settings_page,
    sprint_of,
)
from tracker.queries.words import person_name, sentence_text
from tracker.views.doors import MANAGER, opened, plan_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """The settings that schedule, burndown and checks rest on, and the forms for all else."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    if request.method != "POST":
        return show(request, plan)
    form = PlanSettingsForm(request.POST, country=plan.country)
    if not form.is_valid():
        return show(request, plan, form=form, status=422)
    try:
        events = plans.edit_plan(plan=plan, values=form.values(), by=request.user)
    except DomainError as error:
        form.add_error(None, sentence_text(error.sentence))
        return show(request, plan, form=form, status=422)
    return said(request, slug, _("Saved.") if events else _("Nothing changed: it was like that already."))


def show(
    request: HttpRequest, plan: Any, *, form: PlanSettingsForm | None = None, status: int = 200, **extra: Any
) -> HttpResponse:
    page = settings_page(plan)
    context = {
        "plan": page.plan,
        "page": page,
        "tab": "settings",
        "form": form or PlanSettingsForm(initial=settings_of(plan), country=plan.country),
        "time_zones": sorted(available_timezones()),
        "can_invite": request.user.is_superuser,  # type: ignore[union-attr]
        "typed": request.POST,
        **extra,
    }
    return render(request, "tracker/settings/settings.html", context, status=status)


def said(request: HttpRequest, slug: str, text: str, *, page: str = "settings") -> HttpResponse:
    messages.success(request, text)
    return go_to(request, reverse(page, args=[slug]))


def try_to(
    request: HttpRequest,
    plan: Any,
    part: str,
    change: Callable[[], Any],
    text: str,
    *,
    page: str = "settings",
) -> HttpResponse:
    """Make the change, or show the page with why not beside that part of it."""
    try:
        change()
    except DomainError as error:
        return show(request, plan, status=422, refused=part, refusal=sentence_text(error.sentence))
    return said(request, plan.slug, text, page=page)


@require_POST
def move_sprints(request: HttpRequest, slug: str) -> HttpResponse:
    """New dates and titles for the sprints, all in one form: all are kept or none."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    form = SprintDatesForm(request.POST, numbers=[row.number for row in settings_page(plan).sprints])
    if not form.is_valid():
        text = _("Give each sprint a first and a last day, as in 2026-12-24.")
        return show(request, plan, status=422, refused="sprints", refusal=text)

    def change() -> None:
        shifts = form.cleaned_data["shifts_following"]
        sprints.move_sprints(
            plan=plan, dates=form.dates(), titles=form.titles(), shifts_following=shifts, by=request.user
        )

    return try_to(request, plan, "sprints", change, _("The sprints are saved."))


@require_POST
def add_sprint(request: HttpRequest, slug: str) -> HttpResponse:
    """One more sprint after the last."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    form = NewSprintForm(request.POST)
    if not form.is_valid():
        text = _("Give the sprint a first and a last day, as in 2026-12-24.")
        return show(request, plan, status=422, refused="new-sprint", refusal=text)
    values = form.cleaned_data
    dates = values["starts_on"], values["ends_on"]
    try:
        sprint = sprints.add_sprint(plan=plan, title=values["title"], dates=dates, by=request.user)
    except DomainError as error:
        refusal = sentence_text(error.sentence)
        return show(request, plan, status=422, refused="new-sprint", refusal=refusal)
    return said(request, slug, _("Sprint %(number)s is added.") % {"number": sprint.number})


@require_POST
def remove_sprint(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    plan = plan_or_404(request, slug, at_least=MANAGER)
    sprint = opened(lambda: sprint_of(plan, number))
    text = _("Sprint %(number)s is removed.") % {"number": number}
    return try_to(
        request, plan, "sprints", lambda: sprints.remove_sprint(sprint=sprint, by=request.user), text
    )


@require_POST
def close_sprint(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Close the sprint, or with `reopen` let it go on."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    sprint = opened(lambda: sprint_of(plan, number))
    if "reopen" in request.POST:
        sprints.reopen_sprint(sprint=sprint, by=request.user)
        return said(request, slug, _("Sprint %(number)s is open again.") % {"number": number})
    sprints.close_sprint(sprint=sprint, carries_over="carry_over" in request.POST, by=request.user)
    return said(request, slug, _("Sprint %(number)s is closed.") % {"number": number})


@require_POST
def set_role(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the person of that user name into the plan, or change what they may do there."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    username, role = request.POST.get("username", ""), request.POST.get("role", "")

    def change() -> None:
        person = person_called(username if is_storable(username) else "")
        people.set_role(plan=plan, person=person, role=role, by=request.user)

    is_own = username == request.user.get_username() and role != MANAGER
    page = "plan" if is_own and not request.user.is_superuser else "settings"  # type: ignore[union-attr]
    return try_to(request, plan, "people", change, _("Saved."), page=page)


@require_POST
def remove_member(request: HttpRequest, slug: str, person_id: int) -> HttpResponse:
    plan = plan_or_404(request, slug, at_least=MANAGER)
    membership = opened(lambda: member_of(plan, person_id))
    text = _("%(name)s is no longer in the plan.") % {"name": person_name(membership.user)}
    try:
        people.remove_member(membership=membership, by=request.user)
    except DomainError as error:
        return show(request, plan, status=422, refused="people", refusal=sentence_text(error.sentence))
    messages.success(request, text)
    is_out = membership.user_id == request.user.pk and not request.user.is_superuser  # type: ignore[union-attr]
    return go_to(request, reverse("plans") if is_out else reverse("settings", args=[slug]))


@require_POST
def invite_person(request: HttpRequest, slug: str) -> HttpResponse:
    """A new account for the plan, with a link that signs it in: for admins, where no e-mail is sent."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    if not request.user.is_superuser:  # type: ignore[union-attr]
        raise PermissionDenied(_("Only an admin can make accounts."))
    username, role = request.POST.get("username", ""), request.POST.get("role", "")
    valid_for = timedelta(hours=site.SIGN_IN_LINK_HOURS)
    try:
        token = people.invite_person(
            plan=plan, username=username, role=role, valid_for=valid_for, by=request.user
        )
    except DomainError as error:
        return show(request, plan, status=422, refused="people", refusal=sentence_text(error.sentence))
    link = f"{site.BASE_URL}{reverse('sign_in_by_link')}?{urlencode({'token': token})}"
    return show(request, plan, invited=username.strip(), link=link, hours=site.SIGN_IN_LINK_HOURS)


@require_POST
def archive_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the plan away, or with `restore` bring it back."""
    plan = plan_or_404(request, slug, at_least=MANAGER)
    if "restore" in request.POST:
        plans.restore_plan(plan=plan, by=request.user)
        return said(request, slug, _("The plan is back on the list."))
    plans.archive_plan(plan=plan, by=request.user)
    messages.success(request, _("The plan is archived."))
    return go_to(request, reverse("plans"))
