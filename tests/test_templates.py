"""What no template may hold: anything that runs or styles inline, or trusts a text as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# The admin's sheet is laid over Django's own, which knows no layers and goes by ids.
STYLES = sorted(set((ROOT / "static" / "css").glob("*.css")) - {ROOT / "static" / "css" / "admin.css"})
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
FORBIDDEN = {
    "an event filter, which fires on every event where eval is off": r'hx-trigger="[^"]*\[',
    "an inline handler": r"\s(?:hx-)?on[\w:-]*=",
    "evaluated values": r"hx-vars|hx-vals=[\"']js:|hx-headers=[\"']js:",
    "a nonce": r"inlineScriptNonce",
    "an inline style": r"<style|\sstyle=",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "a text taken for HTML": r"\|safe\b|autoescape off",
    "a boosted page": r'<body[^>]*hx-boost|hx-boost="true"',
    "an address of another site": r'(?:src|href)="(?:https?:)?//',
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [(path.name, match[0]) for path in TEMPLATES for match in pattern.finditer(path.read_text())]
    assert found == []


def test_each_text_of_a_plan_stands_where_htmx_does_not_look() -> None:
    for path in TEMPLATES:
        text = path.read_text()
        for before in text.split("|markdown }}")[:-1]:
            assert re.search(r'class="md"[^>]*hx-disable hx-boost="false">\{\{ [\w.]+$', before), path.name


def test_styles_stand_in_layers_without_ids_or_force() -> None:
    for path in STYLES:
        css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
        assert "!important" not in css, path.name
        assert not re.search(r"(?:^|[\s,>+~])#[a-zA-Z][\w-]*[^;{}]*\{", css), path.name
        assert css.lstrip().startswith("@layer"), path.name


def test_scripts_are_small_modules_that_listen_on_the_document() -> None:
    for path in SCRIPTS:
        script = path.read_text()
        assert len(script.splitlines()) < 100, path.name
        assert set(re.findall(r"(\w+)\.addEventListener", script)) <= {"document"}, path.name
        assert not re.search(r"\.innerHTML|\.outerHTML|eval\(|new Function", script), path.name
