"""Signing in and out, and the password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from tracker.actions.sign_in import withdraw_sign_in_links
from tracker.forms import ChangePasswordForm, FirstPasswordForm, SignInForm


class SignIn(LoginView):
    template_name = "account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


@method_decorator(login_not_required, name="dispatch")
class SignOut(LogoutView):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Signed out, and nothing of the plans left in the browser."""
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class ChangePassword(PasswordChangeView):
    template_name = "account/change_password.html"
    success_url = reverse_lazy("plans")

    def get_form_class(self) -> type[Any]:
        has_one = self.request.user.has_usable_password()  # type: ignore[union-attr]
        return ChangePasswordForm if has_one else FirstPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        withdraw_sign_in_links(user_id=form.user.pk)
        messages.success(self.request, _("Your password is changed. Other browsers are signed out."))
        return response
