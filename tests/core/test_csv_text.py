"""CSV: what a spreadsheet would compute stays text, and figures stay figures."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.csv_text import safe_text, write_csv

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "  =1", "＝1", "＋1", "－1", "＠A1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text: str) -> None:
    assert safe_text(text).startswith("'")


@given(st.text())
def test_whatever_the_text_its_cell_begins_with_no_formula_sign(text: str) -> None:
    [[cell], *_rest] = csv.reader(StringIO(write_csv(["x" + text], [])))
    assert cell.startswith(("x", "'x"))
    assert not safe_text(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_harmless_text_is_left_alone() -> None:
    assert safe_text("TS-001: a = b") == "TS-001: a = b"


def test_figures_are_written_with_a_point_and_days_as_iso() -> None:
    row = [date(2026, 11, 30), 2.5, 12.0, -3.0, 7, None, True, 'say "hi", then go']
    text = write_csv(["a"] * 8, [row])
    assert text.splitlines()[1] == '2026-11-30,2.5,12,-3,7,,yes,"say ""hi"", then go"'
