"""Hostile and odd files, by every way in: refused whole and in words, or taken in with nothing lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from tests.plans import task_of
from tracker.actions.imports import import_plan
from tracker.core.errors import PlanError
from tracker.models import Plan
from tracker.queries.checks import check_plan
from tracker.queries.export import plan_text

pytestmark = pytest.mark.thorough

HEAD = "# Shop\n\n## Work\n\n"
MOST_SECONDS = 5.0  # of CPU time, for a whole import
Refusal = str | None


def by_upload(client: Client, data: bytes, folder: Path) -> Refusal:
    return told(client.post("/plans/new/", {"file": SimpleUploadedFile("plan.md", data)}))


def by_paste(client: Client, data: bytes, folder: Path) -> Refusal:
    return told(client.post("/plans/new/", {"text": data.decode("utf-8", "surrogateescape")}))


def by_new_version(client: Client, data: bytes, folder: Path) -> Refusal:
    if not Plan.objects.filter(slug="standing").exists():
        owner = User.objects.get(username="ada")
        import_plan(data=b"# Standing\n\n- [ ] **ZZ-1: Stand**\n", by=owner)
    return told(client.post("/plans/standing/import/", {"file": SimpleUploadedFile("plan.md", data)}))


def by_command(client: Client, data: bytes, folder: Path) -> Refusal:
    file = folder / "plan.md"
    file.write_bytes(data)
    try:
        call_command("import_plan", str(file), "--dry-run", stdout=StringIO())
    except CommandError as error:
        return str(error)
    return None


def told(response: Any) -> Refusal:
    """Why the file was refused, None where it was not. Anything but a page is a failure."""
    assert response.status_code in (200, 413, 422), response.status_code
    if response.status_code == 200:
        return None
    found = re.search(r'role="alert">(.*?)</p>', response.content.decode(), re.DOTALL)
    return found[1] if found else f"status {response.status_code}"


WAYS = {"upload": by_upload, "paste": by_paste, "new version": by_new_version, "command": by_command}
Way = Callable[[Client, bytes, Path], Refusal]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return WAYS[request.param]


@pytest.fixture
def limits(settings: Any) -> Any:
    """Limits so low that a test can stand on either side of each."""
    settings.PLAN_MAX_BYTES = 4096
    settings.PLAN_MAX_LINES = 60
    settings.PLAN_MAX_LINE_LENGTH = 200
    settings.PLAN_MAX_TASKS = 12
    settings.PLAN_MAX_DEPTH = 10
    settings.PLAN_MAX_TABLE_CELLS = 24
    settings.PLAN_MAX_RANGE = 10
    return settings


def tasks(count: int) -> str:
    return "".join(f"- [ ] **A-{number}: Task**\n" for number in range(1, count + 1))


def of_bytes(count: int) -> str:
    text = HEAD + tasks(1) + "\n"
    lines = "\n".join("x" * 99 for _line in range((count - len(text)) // 100 + 1))
    return (text + lines)[:count]


def of_lines(count: int) -> str:
    return HEAD + tasks(1) + "\n" * (count - HEAD.count("\n") - 1)


def of_line_length(count: int) -> str:
    return HEAD + tasks(1) + "\n" + "x" * count + "\n"


def of_tasks(count: int) -> str:
    return HEAD + tasks(count)


def of_depth(count: int) -> str:
    return HEAD + tasks(1) + "".join(f"{'  ' * level}- x\n" for level in range(count))


def of_table_cells(count: int) -> str:
    """Two columns, header and rows; the line of dashes holds no cells."""
    rows = "".join("| a | b |\n" for _row in range(count // 2))
    odd = "| a |\n" if count % 2 else ""
    return HEAD + tasks(1) + "\n" + rows.replace("\n", "\n|---|---|\n", 1) + odd


def of_range(count: int) -> str:
    return HEAD + tasks(1) + f"\n## Sprints\n\n### Sprint 1\n\nA-1 → A-{count}\n"


LIMITS: dict[str, tuple[str, Callable[[int], str]]] = {
    "bytes": ("PLAN_MAX_BYTES", of_bytes),
    "lines": ("PLAN_MAX_LINES", of_lines),
    "line length": ("PLAN_MAX_LINE_LENGTH", of_line_length),
    "tasks": ("PLAN_MAX_TASKS", of_tasks),
    "depth": ("PLAN_MAX_DEPTH", of_depth),
    "table cells": ("PLAN_MAX_TABLE_CELLS", of_table_cells),
    "range": ("PLAN_MAX_RANGE", of_range),
}


@pytest.mark.parametrize("what", LIMITS)
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_a_limit_is_the_same_by_every_way_in(
    manager: Client, limits: Any, way: Way, what: str, over: int, tmp_path: Path
) -> None:
    setting, make = LIMITS[what]
    limit = getattr(limits, setting)
    refusal = way(manager, make(limit + over).encode(), tmp_path)
    assert (refusal is None) == (over <= 0), refusal
    said = f"{limit // 1024} kB" if what == "bytes" else str(limit)
    assert over <= 0 or said in (refusal or "").replace(",", ""), refusal
    assert not Plan.objects.exclude(slug="standing").exists()


@pytest.mark.parametrize("level", [10, 30, 39])
def test_a_task_deep_in_a_list_is_there(ada: User, level: int) -> None:
    deep = "".join(f"{'  ' * place}- x\n" for place in range(level))
    text = f"{HEAD}{deep}{'  ' * level}- [ ] **A-1: Deep**\n"
    plan = import_plan(data=text.encode(), by=ada).plan
    assert task_of(plan, "A-1").title == "Deep"
    assert plan_text(plan) == text


@pytest.mark.parametrize(
    "deep",
    [
        "".join(f"{'  ' * place}- x\n" for place in range(400)) + f"{'  ' * 400}- [ ] **A-2: Deep**\n",
        f"{'> ' * 100}- [ ] **A-2: Deep**\n",
        f"{'>' * 10_000} - [ ] **A-2: Deep**\n",
        "".join(f"{'   ' * place}1. x\n" for place in range(60)) + f"{'   ' * 60}- [ ] **A-2: Deep**\n",
    ],
    ids=["list", "quote", "quote of ten thousand", "numbered list"],
)
def test_a_task_too_deep_to_be_read_is_refused_with_its_line(
    manager: Client, way: Way, deep: str, tmp_path: Path
) -> None:
    refusal = way(manager, (HEAD + tasks(1) + deep).encode(), tmp_path)
    assert re.search(r"Line \d+ is nested more than 40 levels deep", refusal or ""), refusal


SLOW = {
    "pictures": "![" * 40_000,
    "brackets": "[" * 50_000,
    "addresses": "://" * 20_000,
    "emphasis": "*a**" * 20_000,
    "backticks": " ".join("`" * length for length in range(1, 430)),
    "references": "\n".join(f"[a{number}]: b" for number in range(20_000)),
    "tags": "<a " * 8_000,
    "blanks": " " * 90_000 + "x",
    "blank lines": "\n" * 90_000,
    "bars": "|" * 90_000,
    "bullets": "- " * 15 + "x",
    "numbers in a row": "1" * 90_000,
    "ids in a row": "A-1 → " * 15_000,
    "ranges": ", ".join(["A-1 → A-2"] * 1_000),
}


@pytest.mark.parametrize("what", SLOW)
def test_no_text_takes_long_to_take_in_or_is_lost(ada: User, what: str) -> None:
    text = f"{HEAD}{tasks(2)}\n{SLOW[what]}\n"
    started = time.process_time()
    plan = import_plan(data=text.encode(), by=ada).plan
    assert time.process_time() - started < MOST_SECONDS
    assert plan_text(plan) == text


def test_a_line_of_a_megabyte_is_refused_by_every_way_in(manager: Client, way: Way, tmp_path: Path) -> None:
    refusal = way(manager, (HEAD + tasks(1) + "x" * 1_000_000).encode(), tmp_path)
    assert "Line 6 has 1,000,000 characters" in (refusal or "") or "1000000" in (refusal or ""), refusal


def test_a_table_too_wide_to_show_is_refused_soon(manager: Client, way: Way, tmp_path: Path) -> None:
    table = "|a" * 800 + "|\n" + "|-" * 800 + "|\n" + ("|b" * 800 + "|\n") * 400
    started = time.process_time()
    refusal = way(manager, (HEAD + tasks(1) + "\n" + table).encode(), tmp_path)
    assert "cells" in (refusal or "")
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (HEAD.encode() + b"- [ ] **A-1: \xff**\n", "Line 5: byte 30 is not UTF-8"),
        (HEAD.encode() + "- [ ] **A-1: Çay**\n".encode("latin-1"), "Line 5: byte 30 is not UTF-8"),
        ((HEAD + tasks(1)).encode("utf-16"), "UTF-16"),
        (HEAD.encode() + b"- [ ] **A-1: \xed\xa0\x80**\n", "Line 5: byte 30 is not UTF-8"),
        ((HEAD + "- [ ] **A-1: a\0b**\n").encode(), "NUL"),
    ],
    ids=["stray byte", "Latin-1", "UTF-16", "surrogate", "NUL"],
)
def test_bytes_that_are_no_text_are_refused_with_their_place(
    manager: Client, data: bytes, says: str, tmp_path: Path
) -> None:
    for way in (by_upload, by_new_version, by_command):
        assert says in (way(manager, data, tmp_path) or "")
    assert not Plan.objects.exclude(slug="standing").exists()


def test_a_nul_that_is_pasted_is_refused_in_words(manager: Client) -> None:
    response = manager.post("/plans/new/", {"text": HEAD + "- [ ] **A-1: a\0b**\n"})
    assert response.status_code == 422
    assert not Plan.objects.exists()


NUL_REQUESTS = [
    ("get", "/plans/shop/tasks/A-1%00/", {}),
    ("get", "/plans/shop/checks/?level=%00&code=%00", {}),
    ("get", "/plans/shop/sprints/1/?agent=%00&priority=%00&task=%00", {}),
    ("get", "/plans/shop/reports/?sprint=%00&unit=%00&date=%00", {}),
    ("get", "/plans/shop/critical-path/?sprint=%00&show=%00", {}),
    ("get", "/plans/shop/what-if/?people=%00&key=%00", {}),
    ("get", "/sign-in/link/?token=%00", {}),
    ("post", "/plans/shop/tasks/A-1/edit/", {"version": "1", "title": "a\0b"}),
    ("post", "/plans/shop/tasks/A-1/edit/", {"version": "1", "body": "a\0b"}),
    ("post", "/plans/shop/tasks/A-1/edit/", {"version": "1", "blocked": "a\0b"}),
    ("post", "/plans/shop/tasks/A-1/move/", {"version": "1", "status": "\0", "after": "\0"}),
    ("post", "/plans/shop/tasks/A-1/comments/", {"text": "a\0b"}),
    ("post", "/plans/shop/tasks/A-1/dependencies/", {"waits_for": "\0"}),
    ("post", "/plans/shop/settings/people/", {"username": "a\0b", "role": "\0"}),
    ("post", "/plans/shop/settings/", {"title": "a\0b"}),
    ("post", "/plans/shop/import/", {"text": "a\0b"}),
    ("post", "/plans/shop/import/", {"carried": "IyBT", "file_name": "a\0b", "level-1": "\0"}),
]


@pytest.mark.parametrize(("method", "path", "data"), NUL_REQUESTS)
def test_a_nul_in_a_request_is_never_an_error_of_ours(
    manager: Client, ada: User, method: str, path: str, data: dict[str, str]
) -> None:
    import_plan(data=(HEAD + tasks(2)).encode(), by=ada)
    assert getattr(manager, method)(path, data).status_code < 500


LINE_ENDS = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "no final line end": lambda text: text.rstrip("\n"),
    "tabs": lambda text: text.replace("  - ", "\t- "),
    "trailing blanks": lambda text: text.replace("\n", "  \n"),
}


@pytest.mark.parametrize("what", LINE_ENDS)
def test_line_ends_and_marks_change_neither_tasks_nor_a_byte(ada: User, what: str) -> None:
    text = f"{HEAD}- [ ] **A-1: One**\n  - [x] step\n- [x] **A-2: Two\u2028and\x85more**\n"
    plain = import_plan(data=text.encode(), by=ada, slug="plain").plan
    odd = import_plan(data=LINE_ENDS[what](text).encode(), by=ada, slug="odd").plan
    facts = [
        list(plan.tasks.order_by("position").values_list("key", "status", "steps__text", "steps__is_done"))
        for plan in (plain, odd)
    ]
    assert facts[0] == facts[1]
    assert plan_text(odd) == LINE_ENDS[what](text)


@pytest.mark.parametrize(
    "twin",
    ["A-1", "a-1", "A-01", "А-1", "A\u200b-1", "Ａ-1", "A-１"],
    ids=["same", "case", "zero", "Cyrillic", "zero width", "full width letter", "full width digit"],
)
def test_ids_that_look_like_one_are_refused_with_both_lines_or_flagged(
    manager: Client, way: Way, twin: str, tmp_path: Path
) -> None:
    text = f"{HEAD}- [ ] **A-1: One**\n- [ ] **{twin}: Two**\n"
    refusal = way(manager, text.encode(), tmp_path)
    assert refusal, twin
    assert {"5", "6"} <= set(re.findall(r"\d+", refusal)), refusal


def test_a_circle_in_the_file_is_told_and_not_walked_for_ever(ada: User) -> None:
    rungs = "".join(
        f"- [ ] **{side}-{rung}: Rung**\n  - **Depends on:** L-{rung - 1}, R-{rung - 1}\n"
        for rung in range(2, 42)
        for side in "LR"
    )
    text = f"{HEAD}- [ ] **L-1: Foot**\n- [ ] **R-1: Foot**\n  - **Depends on:** L-41\n{rungs}"
    started = time.process_time()
    plan = import_plan(data=text.encode(), by=ada).plan
    codes = {item.finding.code for item in check_plan(plan).found}
    assert time.process_time() - started < MOST_SECONDS
    assert "dependency-cycle" in codes
    assert plan.dependencies.count() == 161


def test_a_loop_of_two_is_named_on_the_page_of_checks(manager: Client, ada: User) -> None:
    text = (
        HEAD + "- [ ] **A-1: B**\n  - **Depends on:** A-2\n- [ ] **A-2: B**\n  - **Depends on:** A-1, A-9\n"
    )
    import_plan(data=text.encode(), by=ada)
    html = manager.get("/plans/shop/checks/").content.decode()
    assert "A-1 → A-2 → A-1" in html or "A-2 → A-1 → A-2" in html
    assert "A-9" in html


@pytest.mark.parametrize(
    "line",
    ["A-1 → A-999999", "A-2 → A-1", "A-1 → B-2", f"A-1 → A-{'9' * 5000}"],
    ids=["huge", "backwards", "two prefixes", "five thousand digits"],
)
def test_a_range_that_cannot_be_is_refused_or_kept_as_text(ada: User, line: str) -> None:
    text = f"{HEAD}{tasks(2)}\n## Sprints\n\n### Sprint 1\n\n{line}\n"
    started = time.process_time()
    assert taken_in_or_refused(text, by=ada) in (text, "line 12")
    assert time.process_time() - started < MOST_SECONDS


def taken_in_or_refused(text: str, *, by: User) -> str:
    """What an export gives back, or the line that a refusal names."""
    try:
        return plan_text(import_plan(data=text.encode(), by=by).plan)
    except PlanError as error:
        return f"line {error.line}"
