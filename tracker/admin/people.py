"""Accounts, what they are in each plan, and links that sign them in."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.actions.people import delete_account, remove_member, set_role
from tracker.actions.sign_in import issue_sign_in_link, withdraw_sign_in_links
from tracker.admin.base import ActionAdmin, ReadOnlyAdmin, ReadOnlyInline, count_of, refusals_as_messages
from tracker.models import Membership, SignInLink


class MembershipInline(ReadOnlyInline):
    model = Membership
    fields = ("plan", "role")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("plan", "user")


@admin.register(Membership)
class MembershipAdmin(ActionAdmin):
    list_display = ("user", "plan_name", "role")
    list_filter = ("role", ("plan", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "plan")
    search_fields = ("user__username", "user__first_name", "user__last_name", "plan__title", "plan__slug")
    autocomplete_fields = ("user", "plan")
    fields = ("plan", "user", "role")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """Somebody else in another plan is another membership."""
        return ("plan", "user") if obj else ()

    def write(self, request: HttpRequest, row: Any, form: Any, *, is_new: bool) -> Membership | None:
        values = form.cleaned_data
        plan, person = (values["plan"], values["user"]) if is_new else (row.plan, row.user)
        membership = set_role(plan=plan, person=person, role=values["role"], by=request.user)
        return membership if is_new else None

    def remove(self, request: HttpRequest, row: Membership) -> None:
        remove_member(membership=row, by=request.user)


@admin.register(SignInLink)
class SignInLinkAdmin(ReadOnlyAdmin):
    """Links as far as they are kept: not the secret in them. Deleting one makes it useless."""

    list_display = ("user", "expires_at", "used_at")
    list_filter = (("used_at", admin.EmptyFieldListFilter), "expires_at")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__email")
    date_hierarchy = "expires_at"
    fields = ("user", "expires_at", "used_at")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("tracker.delete_signinlink")  # type: ignore[union-attr]


admin.site.unregister((User, Group))

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


@admin.register(Group)
class RightsAdmin(GroupAdmin):
    """Whoever gives out rights can have all, so that is for those who do."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission  # type: ignore[assignment]


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Django's, with sign-in links, and deletion only of accounts that have no history.

    Who may change people but not everything gives nobody rights, and leaves accounts that have some alone.
    """

    list_display = (*UserAdmin.list_display, "is_active", "plan_count", "last_login")
    inlines = (MembershipInline,)
    actions = ("make_sign_in_link",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).annotate(plans_total=count_of(Membership, "user"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, *RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_in_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.is_in_reach(request, obj)

    def is_in_reach(self, request: HttpRequest, person: Any) -> bool:
        return bool(
            request.user.is_superuser or person is None or not (person.is_staff or person.is_superuser)
        )

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Django's, for those who may sign in as anybody. Links that were made before are useless then."""
        if not self.has_sign_in_permission(request):
            raise PermissionDenied
        response = super().user_change_password(request, id, form_url)
        if response.status_code == HTTPStatus.FOUND:
            withdraw_sign_in_links(user_id=int(id))
        return response

    @admin.display(description=_("plans"), ordering="plans_total")
    def plan_count(self, person: Any) -> int:
        return person.plans_total

    def has_sign_in_permission(self, request: HttpRequest) -> bool:
        """Whoever can sign in as anybody can do everything, so only those who may do everything can."""
        return bool(request.user.is_superuser and request.user.is_active)

    @admin.action(description=_("Make a sign-in link"), permissions=["sign_in"])
    def make_sign_in_link(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Show the link, on this answer alone: it is kept nowhere."""
        people = list(queryset[:2])
        if len(people) != 1 or not people[0].is_active:
            self.message_user(request, gettext("Choose one person whose account is active."), messages.ERROR)
            return None
        person = people[0]
        token = issue_sign_in_link(user=person, valid_for=timedelta(hours=settings.SIGN_IN_LINK_HOURS))
        self.log_change(request, person, gettext("Made a sign-in link."))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Sign-in link"),
            "person": person,
            "hours": settings.SIGN_IN_LINK_HOURS,
            "link": f"{settings.BASE_URL}{reverse('sign_in_by_link')}?{urlencode({'token': token})}",
        }
        return TemplateResponse(request, "admin/auth/user/sign_in_link.html", context)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        delete_account(person=obj, by=request.user)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in queryset:
            delete_account(person=person, by=request.user)

    @refusals_as_messages
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, extra_context)

    @refusals_as_messages
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().delete_view(request, object_id, extra_context)
