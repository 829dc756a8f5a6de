"""The pages of the tracker."""

from __future__ import annotations

from django.urls import path

from tracker.views import sign_in_links

urlpatterns = [
    path("sign-in/link/", sign_in_links.sign_in_by_link, name="sign_in_by_link"),
]
