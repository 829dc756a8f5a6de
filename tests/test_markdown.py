"""A plan's Markdown as HTML: what it keeps, and all that it never lets through."""

from __future__ import annotations

import re
import time

import pytest

from tracker.markdown import render_document, render_markdown

ATTACKS = [
    "<script>alert(1)</script>",
    '<b hx-get="/canary" hx-trigger="load">x</b>',
    '<a data-hx-get="/canary" href="https://a.example">x</a>',
    '<div hx-on:click="alert(1)" style="color:red" id="status" name="x" class="card">x</div>',
    '<iframe src="https://a.example"></iframe><form action="/x"><button>x</button></form>',
    '<base href="https://a.example"><meta name="htmx-config" content="{}"><template><b>x</b></template>',
    "<svg onload=alert(1)><math><mi>x</mi></math></svg>",
    "</div></main><div hx-swap-oob=true id=status>x</div>",
    "<!-- comment --><a",
]
LINKS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#x0A;script:alert(1)", "vbscript:x", "file:///etc/x",
    "data:text/html,x", "//evil.example", "/\\evil.example", "\\\\evil.example", "https:\\\\evil.example",
    "/plans/shop/export/", "?x=1",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_markup_of_the_text_becomes_markup_of_the_page(attack: str) -> None:
    tags = re.findall(r"<(/?\w+)([^>]*)>", render_markdown(attack))
    assert {tag.strip("/") for tag, _attributes in tags} <= {"p"}
    assert [attributes for _tag, attributes in tags if attributes] == []


@pytest.mark.parametrize("link", LINKS)
def test_a_link_leads_to_the_web_or_is_none(link: str) -> None:
    assert "href" not in render_markdown(f"[here]({link})")
    assert "href" not in render_markdown(f"![here]({link})")


def test_a_link_to_the_web_tells_it_nothing_of_us() -> None:
    expected = '<p><a href="https://a.example/?x=1&amp;y=2" rel="noopener noreferrer">here</a></p>\n'
    assert render_markdown("[here](https://a.example/?x=1&y=2)") == expected


def test_a_picture_is_a_link_and_loads_nothing() -> None:
    html = render_markdown("![the map](https://a.example/map.png)")
    assert html == '<p><a href="https://a.example/map.png" rel="noopener noreferrer">the map</a></p>\n'


def test_tables_code_and_emphasis_are_kept() -> None:
    html = render_markdown("*a* **b** ~~c~~ `d`\n\n```ts\ne\n```\n\n| f |\n|---|\n| g |\n")
    for part in (
        "<em>a</em>",
        "<strong>b</strong>",
        "<s>c</s>",
        "<code>d</code>",
        "<pre><code>e\n",
        "<td>g</td>",
    ):
        assert part in html


def test_a_line_of_the_text_stays_a_line() -> None:
    assert "<br>" in render_markdown("**Proje:** a\n**Hedef:** b")


@pytest.mark.parametrize(
    "text",
    [
        "![" * 40_000,
        "[" * 50_000,
        "://" * 20_000,
        "*a**" * 20_000,
        "<a " * 8_000,
        ("![" * 900 + "\n\n") * 100,
        "> " * 150 + "a\n" + "b\n" * 25_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    render_markdown(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        "\ue0001\ue001",
        "&#xE000;1&#xE001;",
        "[a](https://a.example '&#xE000;1&#xE001;')",
        "&#57344;" + "9" * 5000,
    ],
)
def test_no_text_can_hold_a_slot(text: str) -> None:
    html = render_document(f"- [ ] {text}\n", {1}).filled("<b>{}</b>".format)
    assert html.startswith("<ul>\n<li><b>1</b>")
    assert html.count("<b>") == 1


def test_each_line_gets_one_slot_and_a_box_gives_way_to_it() -> None:
    text = "# T\n\ntwo\nlines\n\n- [ ] a\n  - [x] b\n- [?] c\n\n```\ncode\n```\n"
    html = render_document(text, {6, 7}).filled("({})".format)
    assert re.findall(r"\((\d+)\)", html) == ["1", "3", "4", "6", "7", "8", "10"]
    assert "(6)a" in html
    assert "(7)b" in html
    assert "(8)[?] c" in html


def test_a_byte_order_mark_does_not_hide_the_title() -> None:
    assert render_document("\ufeff# Title\n", set()).headings[0].title == "Title"


def test_headings_are_listed_with_level_and_line() -> None:
    headings = render_document("# A\n\n## B `c` **d**\n", set()).headings
    assert [(heading.level, heading.title, heading.line) for heading in headings] == [
        (1, "A", 1),
        (2, "B c d", 3),
    ]


def test_a_page_of_long_comments_does_not_take_long() -> None:
    start = time.process_time()
    for _number in range(20):
        render_markdown(("![" * 999 + "\n\n") * 5)
    assert time.process_time() - start < 5


def test_quotes_in_too_many_quotes_lose_no_word() -> None:
    html = render_markdown("> " * 8 + "a\n" + "> " * 5 + "b\nc\n")
    assert html.count("<blockquote>") == 6
    assert re.sub(r"<[^>]+>|\s", "", html) == "&gt;&gt;abc"
