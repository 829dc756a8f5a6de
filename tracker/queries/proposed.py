"""The dependencies that a plan's tasks suggest, with what a person needs to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from tracker.core.board import CLOSED
from tracker.core.schedule.proposals import Proposal, ProposalTask, propose_dependencies
from tracker.models import Plan, Task
from tracker.queries.words import sentence_text

KINDS = {
    "words": gettext_lazy("Their texts say so"),
    "file": gettext_lazy("They work on the same file"),
    "order": gettext_lazy("They stand in this order in a section"),
    "sprint": gettext_lazy("They are planned in this order"),
}
PRESET = ("words", "file")


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """`value` names both tasks in the form; `is_preset` where the reason is a strong one."""

    value: str
    before: str
    before_title: str
    after: str
    after_title: str
    reason: str
    is_preset: bool


@dataclass(frozen=True, slots=True)
class ProposedKind:
    label: str
    links: tuple[ProposedLink, ...]


def proposed_links(plan: Plan) -> tuple[ProposedKind, ...]:
    """By kind, the more telling first; two queries."""
    rows = (
        Task.objects.live()
        .filter(plan=plan, is_duty=False)
        .exclude(status__in=CLOSED)
        .order_by("position", "pk")
        .values_list("key", "title", "body", "section_id", "sprint__number")
    )
    titles, tasks = {}, []
    for key, title, body, section, sprint in rows:
        titles[key] = title
        tasks.append(ProposalTask(key, f"{title}\n{body}", section, sprint))
    links = plan.dependencies.values_list("predecessor__key", "successor__key")
    proposals = propose_dependencies(tasks, links, sprint_order=plan.sprint_order)
    found = [(each.kind, _proposed(each, titles)) for each in proposals]
    kinds = {kind: tuple(link for of, link in found if of == kind) for kind in KINDS}
    return tuple(ProposedKind(str(KINDS[kind]), links) for kind, links in kinds.items() if links)


def _proposed(proposal: Proposal, titles: Mapping[str, str]) -> ProposedLink:
    before, after = proposal.predecessor, proposal.successor
    return ProposedLink(
        value=f"{before}>{after}",
        before=before,
        before_title=titles[before],
        after=after,
        after_title=titles[after],
        reason=sentence_text(proposal.reason),
        is_preset=proposal.kind in PRESET,
    )
