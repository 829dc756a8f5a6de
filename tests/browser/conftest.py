"""Chromium, and the real site on a port of its own: pages on threads, jobs in the process."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError

from config.embedded import jobs

# Playwright's event loop runs in the thread of the test, which also makes rows.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

BROWSERS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome")
MAC_BROWSERS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test and needs committed rows."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of this machine, else Playwright's own. Root must do without its sandbox."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    found = found or next(filter(os.path.exists, MAC_BROWSERS), None)
    args = ["--no-sandbox"] if sys.platform != "win32" and os.geteuid() == 0 else []
    return browser_type_launch_args | {"args": args} | ({"executable_path": found} if found else {})


@pytest.fixture(scope="module", autouse=True)
def running_jobs(live_site: str) -> Iterator[None]:
    """Jobs beside the pages; later modules, which count rows and statements, have none behind their back."""
    jobs.start()
    yield
    jobs.stop()


@pytest.fixture(scope="session")
def base_url(live_site: str) -> str:
    """`page.goto("/plans/")` goes to the live site."""
    return live_site


@pytest.fixture
def sign_in(live_site: str) -> Callable[[BrowserContext, User], None]:
    """A function that makes a browser the person's own."""

    def sign_in_as(context: BrowserContext, person: User) -> None:
        client = Client()
        client.force_login(person)
        cookies = [
            {"name": name, "value": morsel.value, "url": live_site} for name, morsel in client.cookies.items()
        ]
        context.add_cookies(cookies)

    return sign_in_as


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A browser in which a script error, or anything the content security policy refuses, fails the test."""
    complaints = listen(context)
    yield context
    assert not complaints


def listen(context: BrowserContext) -> list[str]:
    """The list that fills with what the pages of the context complain about."""
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # Answers such as 409 and 422 are part of the protocol, and Chromium logs each as an error.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def on_error(error: WebError) -> None:
        complaints.append(str(error.error))

    context.on("console", on_console)
    context.on("weberror", on_error)
    return complaints


@pytest.fixture
def admin_page(page: Page, sign_in: Callable[[BrowserContext, User], None]) -> Page:
    """A page of a signed-in admin called `ada`."""
    sign_in(page.context, User.objects.create_superuser("ada"))
    return page
