"""What every test may ask for."""

from __future__ import annotations

import os

import pytest
from django.conf import settings

NEEDS = {
    "postgres": (
        "HAZIR_TEST_DATABASE=postgres",
        lambda: "sqlite" not in settings.DATABASES["default"]["ENGINE"],
    ),
    "worker": ("HAZIR_TEST_REDIS=1", lambda: bool(settings.REDIS_URL)),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this run has no server for; `make test` runs all."""
    for item in items:
        for mark, (what, is_there) in NEEDS.items():
            if item.get_closest_marker(mark) and not is_there():
                item.add_marker(pytest.mark.skip(reason=f"needs {what}"))


@pytest.fixture(scope="session", autouse=True)
def no_settings_from_outside() -> None:
    """The environment of whoever runs the tests has no say in them."""
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "tests.settings"
