from __future__ import annotations

from django.utils import translation

from tracker.core.plan.check_words import amounts, hours
from tracker.core.text import Sentence
from tracker.queries.words import sentence_text


def test_a_sentence_within_a_sentence_is_said_too():
    said, summed = amounts([(24, 32), (20, 20)], hours_per_day=8)

    text = sentence_text(Sentence("{said}, not {summed}", {"said": said, "summed": summed}))

    assert text == "3–4 days, not 2.5 days"


def test_figures_are_written_as_the_reader_writes_them():
    with translation.override("tr"):
        text = sentence_text(Sentence("{hours}", {"hours": hours(51.5)}))

    assert text.startswith("51,5 ")
    assert sentence_text(hours(1)) == "1 hour"
