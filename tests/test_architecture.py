"""The house rules that a machine can check."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha384
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings
from importlinter.cli import lint_imports

from config.celery import app

ROOT = Path(__file__).resolve().parent.parent
MODULE_LINES = 400
OWN_FILES = {"tests/test_architecture.py"}


def tracked(*patterns: str) -> list[Path]:
    """The project's files by git's patterns, new ones included, ignored ones left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for line in listed.splitlines() if (path := ROOT / line).is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_each_layer_knows_only_those_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    output = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=output)
    assert "No changes detected" in output.getvalue()


def test_no_module_has_grown_past_400_lines() -> None:
    modules = [path for path in tracked("*.py") if "/migrations/" not in name_of(path)]
    assert {name_of(path) for path in modules if len(path.read_text().splitlines()) > MODULE_LINES} == set()


def test_every_job_that_is_asked_for_is_registered() -> None:
    asked = {entry["task"] for entry in app.conf.beat_schedule.values()}
    for path in tracked("tracker/*.py", "config/*.py"):
        asked |= set(re.findall(r'send_task\(\s*"([\w.]+)"', path.read_text()))
    assert asked
    assert asked <= set(app.tasks)


def test_every_job_is_asked_for_by_its_module_and_name() -> None:
    own = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    assert own
    assert {name for name, task in own.items() if name != f"{task.__module__}.{task.__name__}"} == set()


def test_every_setting_is_documented_and_nothing_else() -> None:
    read = {
        name
        for path in tracked("config/*.py")
        for name in re.findall(r'env\.\w+\(\s*"(\w+)"', path.read_text())
    }
    table = (ROOT / "README.md").read_text().partition("## Settings")[2].partition("\n## ")[0]
    assert read
    assert set(re.findall(r"^\| `(\w+)`", table, flags=re.MULTILINE)) == read


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_nothing_starts_without_a_setting_that_must_be_given(name: str) -> None:
    done = run_manage("check", without=name)
    assert done.returncode == 1
    assert done.stderr.startswith(f"The environment variable {name} is not set.")
    assert "Traceback" not in done.stderr


def test_djangos_own_checks_find_nothing_to_warn_of_in_production() -> None:
    done = run_manage("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def run_manage(*arguments: str, without: str = "") -> subprocess.CompletedProcess[str]:
    """`manage.py` with the settings of a production site, less one."""
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "fifty-characters-and-more-of-no-meaning-0123456789-abcdef",
        "ALLOWED_HOSTS": "hazir.example.org",
        "DATABASE_URL": "postgres://hazir@db.example.org/hazir",
        "REDIS_URL": "redis://redis.example.org/0",
    }
    environment.pop(without, None)
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_vendored_files_are_what_their_list_says() -> None:
    folder = ROOT / "static" / "vendor"
    entries = {entry["file"]: entry for entry in json.loads((folder / "VENDOR.json").read_text())}
    scripts = {
        path.relative_to(folder).as_posix() for path in tracked("static/vendor/**/*.js", "static/vendor/*.js")
    }
    assert scripts <= entries.keys()
    for file, entry in entries.items():
        assert entry["name"], entry["version"]
        assert entry["licence"]
        digest = b64encode(sha384((folder / file).read_bytes()).digest()).decode()
        assert entry["sha384"] == f"sha384-{digest}", file


def test_the_lock_files_agree_and_say_nothing_of_where_packages_come_from() -> None:
    run, dev = (locked(ROOT / "requirements" / name) for name in ("run.txt", "dev.txt"))
    assert run.items() <= dev.items()
    for name in ("run.txt", "dev.txt"):
        assert not re.search(r"://|--(index|find-links|extra)", (ROOT / "requirements" / name).read_text())


def locked(file: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.\[\]-]+)==(\S+)", file.read_text(), flags=re.MULTILINE))


def test_no_file_names_the_host_of_a_registry() -> None:
    hosts = re.compile(
        "|".join(("files.pythonhosted" + r"\.org", r"pypi\." + "org", r"registry\.npm" + "js", r"unpkg\.com"))
    )
    guilty = {name_of(path) for path in tracked("*") if is_text(path) and hosts.search(path.read_text())}
    assert guilty - OWN_FILES == set()


def is_text(path: Path) -> bool:
    return b"\0" not in path.read_bytes()[:8000] and path.suffix not in {".png", ".woff2", ".ico"}


def test_every_static_file_that_a_template_names_is_collected(tmp_path: Path) -> None:
    storage = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
               "staticfiles": {"BACKEND": "config.static.HashedStaticFiles"}}  # fmt: skip
    named = {
        file
        for path in tracked("templates/*.html")
        for file in re.findall(r"""{% static ['"]([^'"]+)['"]""", path.read_text())
    }
    with override_settings(STORAGES=storage, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        assert {
            file for file in named if not (tmp_path / staticfiles_storage.stored_name(file)).is_file()
        } == set()


def test_what_is_left_for_later_is_not_left_in_the_code() -> None:
    word = re.compile(r"(#|//|/\*|<!--).*\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
    files = tracked("*.py", "*.html", "*.js", "*.css")
    ours = [path for path in files if "/vendor/" not in name_of(path) and name_of(path) not in OWN_FILES]
    assert {name_of(path) for path in ours if word.search(path.read_text())} == set()
