"""Strategies that make plans, for what must hold of every one of them."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "Write", "the", "guide", "Yedekleri", "dene", "Dach", "neu", "decken", "réviser", "*açık*", "`code`", "[x]",  # noqa: E501
        "|", "(2h)", "~1h", "#tag", "P1", "✅", "→", "—", ":", "a-b", "3.5", "~~x~~", "@ann", "📅", "2026-01-02",  # noqa: E501
    ]
)  # fmt: skip
TITLES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
MARKS = st.sampled_from([" ", "x", "X", "/", "~", "-", "!", ">", "✅", "⏸️"])
VALUES = st.sampled_from(
    ["4 saat", "1-2 days", "Yok", "None", "A-1", "A-1 → A-3", "High", "**KRİTİK**", "Done", "", "—"]
)
LABELS = st.sampled_from(["Süre", "Depends on", "Priority", "Status", "Dosya", "Öncelik", "Notes", "Owner"])
IDS = st.one_of(
    st.just(""),
    st.integers(1, 30).map(lambda n: f"A-{n}: "),
    st.integers(1, 9).map(lambda n: f"TASK-{n:03} "),
)
INDENTS = st.sampled_from(["", "  ", "    ", "\t"])


@st.composite
def boxes(draw: st.DrawFn) -> str:
    lead = draw(st.sampled_from(["- ", "* ", "+ ", "1. "]))
    return (
        f"{draw(INDENTS)}{lead}[{draw(MARKS)}] {draw(st.sampled_from(['', '**']))}{draw(IDS)}{draw(TITLES)}"
    )


@st.composite
def fields(draw: st.DrawFn) -> str:
    return f"{draw(INDENTS)}{draw(st.sampled_from(['- ', '']))}**{draw(LABELS)}:** {draw(VALUES)}"


@st.composite
def headings(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["", "Sprint 1: ", "Phase 2 — ", "1.1 ", "T-7: ", "[x] ", "Done "]))
    return f"{'#' * draw(st.integers(1, 5))} {kind}{draw(TITLES)}"


@st.composite
def rows(draw: st.DrawFn) -> str:
    return f"| {draw(IDS).strip(': ')} | {draw(TITLES).replace('|', '')} | {draw(VALUES)} | {draw(VALUES)} |"


@st.composite
def tables(draw: st.DrawFn) -> str:
    body = draw(st.lists(rows(), max_size=4))
    return "\n".join(["| ID | Task | Status | Effort |", "|---|---|---|---|", *body])


OTHERS = st.sampled_from(
    [
        "",
        "",
        "---",
        "```",
        "> a",
        "<!-- x -->",
        "text",
        "<details>",
        "| a",
        "A-1 → A-5",
        "- plain",
        "***",
        "- [x]word",
    ]
)
LINES = st.one_of(boxes(), boxes(), fields(), headings(), tables(), OTHERS)


@st.composite
def plan_texts(draw: st.DrawFn) -> str:
    """The text of a plan, or of something that is nearly one, with any line ends."""
    end = draw(st.sampled_from(["\n", "\r\n", "\r", "  \n"]))
    mark = draw(st.sampled_from(["", "", "\ufeff"]))
    return mark + end.join(draw(st.lists(LINES, max_size=30))) + draw(st.sampled_from(["", end]))
