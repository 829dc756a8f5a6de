#!/usr/bin/env python
"""Django's command line for Hazır."""

import os
import sys
from pathlib import Path

COMMANDS = Path(__file__).resolve().parent / "tracker" / "management" / "commands"


def main() -> None:
    """Run a command; a missing setting or database is one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if is_plan_command(sys.argv[1:2]) and not {"SECRET_KEY", "DATABASE_URL"} & os.environ.keys():
        os.environ.setdefault("HAZIR_DEMO", "1")

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(
            f"The database cannot be used: {error}. `make run` makes one; elsewhere `manage.py migrate` does."
        )


def is_plan_command(arguments: list[str]) -> bool:
    """True for our own commands that serve nothing: without settings they work on the data of `make run`."""
    return any((COMMANDS / f"{name}.py").is_file() for name in arguments if name != "serve")


if __name__ == "__main__":
    main()
