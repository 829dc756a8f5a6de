"""Getting in."""

from datetime import timedelta

from django.contrib.auth.models import User
from playwright.sync_api import Page

from tracker.actions.sign_in import issue_sign_in_link


def test_the_link_of_the_first_start_signs_in_once(page: Page, live_site: str) -> None:
    ada = User.objects.create_superuser("ada")
    link = f"{live_site}/sign-in/link/?token={issue_sign_in_link(user=ada, valid_for=timedelta(hours=1))}"

    page.goto(link)
    page.goto("/admin/")
    assert "ada" in page.locator("#user-tools").inner_text().lower()

    page.context.clear_cookies()
    page.goto(link)
    page.goto("/admin/")
    assert page.locator("#user-tools").count() == 0


def test_the_admin_works_under_the_content_security_policy(admin_page: Page) -> None:
    admin_page.goto("/admin/auth/user/add/")
    assert admin_page.get_by_role("button", name="Save", exact=True).is_visible()
