"""Where the person stands who sends a change: which board, behind which filters, with which task beside it.

The answer to a change holds what that page shows of it, and the address of the page says what that is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from tracker.htmx import address_of_page
from tracker.queries.board import Filters


@dataclass(frozen=True, slots=True)
class Standing:
    """`page` is the name of a URL, or empty; `number` is a board's sprint, None for no sprint."""

    page: str = ""
    slug: str = ""
    number: int | None = None
    query: QueryDict = field(default_factory=QueryDict)
    open_key: str = ""

    @property
    def filters(self) -> Filters:
        return filters_of(self.query)

    @property
    def on_board(self) -> bool:
        return self.page in ("board", "unscheduled")


def standing_at(request: HttpRequest) -> Standing:
    address = urlsplit(address_of_page(request))
    try:
        match = resolve(unquote(address.path))
    except Resolver404:
        return Standing()
    query = QueryDict(address.query)
    return Standing(
        page=match.url_name or "",
        slug=match.kwargs.get("slug", ""),
        number=match.kwargs.get("number"),
        query=query,
        open_key=match.kwargs.get("key", "") or query.get("task", ""),
    )


def filters_of(query: QueryDict) -> Filters:
    return Filters(
        mine=query.get("who") == "me",
        priority=query.get("priority", "")[:20],
        agent=query.get("agent", "")[:100],
        blocked=query.get("blocked") == "1",
        critical=query.get("critical") == "1",
        ready=query.get("ready") == "1",
    )
