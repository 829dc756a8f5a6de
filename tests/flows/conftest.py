"""The clients of pages, for ways through the whole."""

from tests.views.conftest import client_of, manager  # noqa: F401 - fixtures
