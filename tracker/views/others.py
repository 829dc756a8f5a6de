"""What others change arrives on pages that stand open: each page asks, and mostly hears that nothing did."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.htmx import address_of_page, render_inside, render_parts
from tracker.queries.since import Mark, comment_count, news_text, plan_changed_by
from tracker.templatetags.plan_text import TOKEN_SLOT
from tracker.views.arrived import Arrived, arrived, question_of
from tracker.views.doors import plan_or_404, task_or_404
from tracker.views.marks import changes_url
from tracker.views.standing import Standing, standing_at
from tracker.views.task_parts import task_parts

Part = tuple[str, dict[str, Any]]


@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts that others changed of the page where the person stands, 204 for none.

    One's own changes come too: another window of the same person may have made them. So do the critical path
    and the slack of newer figures.
    """
    plan = plan_or_404(request, slug)
    standing = standing_at(request)
    if standing.slug != slug:  # a page that shows nothing of this plan
        standing = Standing()
    seen = Mark(*(number_in(request, name) for name in ("since", "newest", "figures")))
    comments = comment_count(plan, standing.open_key) if standing.open_key else 0
    is_talked = comments != number_in(request, "comments")
    if (plan.want_rev, plan.have_rev or 0) == (seen.count, seen.figures) and not is_talked:
        return HttpResponse(status=204)
    news = arrived(question_of(plan, seen, standing, request.user))
    if news.since.is_too_much:
        part = told(_("Much has changed here."), address_of_page(request) or "./")
        return answer(request, render_inside(request, [part]), "")
    is_dated = is_talked or news.since.mark.figures != seen.figures
    parts = personal_parts(request, plan, standing, news, is_dated=is_dated)
    html = format_html("{}\n{}", with_token(request, news.html), render_inside(request, parts))
    return answer(request, html, changes_url(slug, news.since.mark, comments))


def number_in(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def answer(request: HttpRequest, html: SafeString, url: str) -> HttpResponse:
    """The parts in one place, whence the page takes each when nobody is in the way, and what to ask next."""
    look = ("tracker/changes/_look.html", {"changes_url": url})
    return render_parts(request, [look, ("tracker/changes/_others.html", {"html": html})])


def with_token(request: HttpRequest, html: str) -> SafeString:
    return mark_safe(html.replace(TOKEN_SLOT, get_token(request)))  # noqa: S308 - templates escaped it


def personal_parts(
    request: HttpRequest, plan: Any, standing: Standing, news: Arrived, *, is_dated: bool
) -> list[Part]:
    """The task that the person has open, where it changed or `is_dated`, and a line about what others did."""
    parts: list[Part] = []
    open_key = standing.open_key.casefold()
    if open_key and (is_dated or open_key in (key.casefold() for key in news.keys.values())):
        task = task_or_404(request, plan.slug, standing.open_key)
        own = [event for event in news.since.events if event.task_id == task.pk]
        parts = task_parts(request, task, own, in_drawer=standing.on_board)
    if who := plan_changed_by(news.since.events, request.user):
        text = _("%(who)s changed the settings of the plan.") % {"who": who}
        return [*parts, told(text, address_of_page(request))]
    text = news_text(news.since.events, news.keys, plan, request.user)
    return [*parts, told(text)] if text else parts


def told(text: str, address: str = "") -> Part:
    return "tracker/changes/_told.html", {"text": text, "address": address}
