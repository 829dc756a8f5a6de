"""The text beside a live checklist."""

from __future__ import annotations

from tracker.core.plan.bodies import without_boxes


def test_it_takes_the_boxes_out_and_the_label_that_stood_over_nothing_else() -> None:
    body = "- **Checklist:**\n  - [ ] Database provisioned\n  - [X] Redis provisioned\n- **Süre:** 4 saat"
    assert without_boxes(body) == "- **Süre:** 4 saat"


def test_it_keeps_a_label_that_stands_over_more_than_boxes() -> None:
    body = "- **Kontrol:**\n  - [ ] one\n  - Plain words\n"
    assert without_boxes(body).splitlines() == ["- **Kontrol:**", "", "  - Plain words"]


def test_it_leaves_fences_alone() -> None:
    body = "- [ ] a step\n\n```\n- [ ] sample\n```\nafter"
    assert without_boxes(body) == "```\n- [ ] sample\n```\nafter"
