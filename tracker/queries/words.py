"""Figures in words, in the reader's language: hours, days, dates, people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zlib import crc32

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext, pgettext

from tracker.core.text import Sentence

AVATAR_COLOURS = "abcdef"
LONG_AXIS_DAYS = 300


def sentence_text(sentence: Sentence) -> str:
    """The core's sentence in the reader's language."""
    if sentence.plural is None:
        template = gettext(sentence.template)
    else:
        count = sentence.params["count"]
        # Languages know plurals of whole numbers only; a fraction takes the form of many.
        template = ngettext(sentence.template, sentence.plural, count if count == int(count) else 2)
    return template.format(**{name: _said(value) for name, value in sentence.params.items()})


def _said(value: object) -> str:
    """A parameter of a sentence: it may be a sentence itself, as in “2.5 days”."""
    if isinstance(value, Sentence):
        return sentence_text(value)
    return number_format(value, use_l10n=True) if isinstance(value, float) else str(value)


def number_text(value: float, *, grouped: bool = True) -> str:
    """A number with at most one decimal, none where it is whole."""
    rounded = round(value, 1)
    return number_format(
        int(rounded) if rounded == int(rounded) else rounded, use_l10n=True, force_grouping=grouped
    )


def hours_text(hours: float) -> str:
    """As in “12 h”."""
    return pgettext("hours", "%(count)s h") % {"count": number_text(hours)}


def estimate_text(low: float | None, high: float | None, hours_per_day: float) -> str:
    """As in “4 h”, “1 day”, “3–4 days”; empty without an estimate."""
    if low is None or high is None:
        return ""
    in_days = (
        high >= hours_per_day
        and (2 * low / hours_per_day).is_integer()
        and (2 * high / hours_per_day).is_integer()
    )
    unit = hours_per_day if in_days else 1.0
    # Not grouped: it also stands in the field in which it is changed, where “1.500” is one and a half.
    least, most = number_text(low / unit, grouped=False), number_text(high / unit, grouped=False)
    span = least if low == high else f"{least}–{most}"
    if not in_days:
        return pgettext("hours", "%(count)s h") % {"count": span}
    return ngettext("%(count)s day", "%(count)s days", 1 if span == "1" else 2) % {"count": span}


def sprint_text(number: int | None) -> str:
    """As in “Sprint 2”, or “Unscheduled”."""
    return gettext("Unscheduled") if number is None else gettext("Sprint %(number)s") % {"number": number}


def day_text(day: date, *, year: bool = False) -> str:
    """As in “24 Nov”, or “24 Nov 2026”."""
    return date_format(day, "j M Y" if year else "j M")


def day_labels(first: date, last: date) -> Callable[[date], str]:
    """How an axis from the first day to the last names its days: by month and year where it is long."""
    if (last - first).days <= LONG_AXIS_DAYS:
        return day_text
    return lambda day: date_format(day, "M Y")


def days_text(first: date, last: date) -> str:
    """As in “20–24 Nov” or “30 Nov – 4 Dec”."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_format(last, 'j F')}"
    return f"{date_format(first, 'j F')} – {date_format(last, 'j F')}"


def moment_text(moment: datetime, now: datetime | None = None) -> str:
    """As in “today 09:12”, “yesterday 16:40”, “20 Nov”, “20 Nov 2025”, in the current time zone."""
    local, today = timezone.localtime(moment), timezone.localdate(now)
    clock = local.strftime("%H:%M")
    if local.date() == today:
        return gettext("today %(clock)s") % {"clock": clock}
    if local.date() == today - timedelta(days=1):
        return gettext("yesterday %(clock)s") % {"clock": clock}
    return date_format(local, "j M" if local.year == today.year else "j M Y")


def kept_moment_text(moment: datetime) -> str:
    """As in “24 Nov 2026 09:12”: true on paper and in files, whenever they are read."""
    local = timezone.localtime(moment)
    return f"{day_text(local.date(), year=True)} {local:%H:%M}"


def person_name(user: Any) -> str:
    return user.get_full_name() or user.get_username() if user else ""


def initials(user: Any) -> str:
    """One or two letters for a person's round sign."""
    words = person_name(user).replace(".", " ").replace("_", " ").replace("-", " ").split()
    letters = [word[0] for word in words if word[0].isalnum()]
    if len(letters) == 1:
        return (words[0][:1] + "".join(c for c in words[0][1:] if c.isdigit())[:1]).upper()
    return "".join(letters[:2]).upper()


def avatar_colour(user: Any) -> str:
    """One of six, the same for a person everywhere."""
    return AVATAR_COLOURS[crc32(str(user.pk).encode()) % len(AVATAR_COLOURS)]


def short_text(text: str, length: int) -> str:
    """The text, cut after so many characters."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
