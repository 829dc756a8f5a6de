"""Categories, sections and sprints of a plan that is imported again.

A sprint is known by its number: the file's sprint 7 is the plan's. What the last file did not have was made
here and stays; what it had and the plan lacks was removed here and stays away.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tracker.actions.plan_parts import category_rows, create_sprints, link_section_agents, section_rows
from tracker.core.plan.document import Document, PlanSprint
from tracker.core.plan.titles import only_counts
from tracker.models import Category, Event, Plan, Section, Sprint, Task
from tracker.models.plan import LEFT_OVER
from tracker.queries.export import plan_document
from tracker.queries.working_time import start_of_next


@dataclass(frozen=True, slots=True)
class Headings:
    """Rows of the document's categories and sections by position, of sprints by number, and what is left.

    `count_otherwise`: sections came, went or are estimated anew: figures change though no task does.
    """

    categories: list[Category]
    sections: list[Section]
    sprints: dict[int, Sprint]
    left_over: tuple[Category | Section | Sprint, ...]
    count_otherwise: bool

    def drop_unused(self, plan: Plan) -> None:
        """Delete headings that the file no longer has, unless a task, even an archived one, stands there."""
        used = {
            Section: set(Task.objects.filter(plan=plan).values_list("section_id", flat=True)),
            Category: set(Task.objects.filter(plan=plan).values_list("category_id", flat=True)),
            Sprint: set(Task.objects.filter(plan=plan).values_list("sprint_id", flat=True)),
        }
        for row in self.left_over:
            if isinstance(row, Section) and row.pk not in used[Section]:
                row.delete()
        used[Category] |= set(plan.sections.values_list("category_id", flat=True))
        for row in self.left_over:
            if not isinstance(row, Section) and row.pk not in used[type(row)]:
                row.delete()


def renew_headings(plan: Plan, document: Document, *, into: Collection[int | None], by: Any) -> Headings:
    """The plan's headings as the document has them; rows of the same number and title are kept.

    Sprints keep their dates; new ones follow the last in consecutive weeks. `into` are the sprints into which
    the file puts tasks now: one of those is made again though it was removed here.
    """
    old_categories, old_sections = list(plan.categories.all()), list(plan.sections.all())
    before = [shared_estimate(row) for row in old_sections]
    for rows in (old_categories, old_sections):
        move_out_of_the_way(rows)
    categories, lost_categories = renew(old_categories, category_rows(plan, document))
    sections, lost_sections = renew(old_sections, section_rows(plan, document, categories))
    Section.agents.through.objects.filter(section__plan=plan).delete()
    link_section_agents(plan, document, sections)
    sprints, lost_sprints = renew_sprints(plan, document, into=into, by=by)
    left_over = (*lost_sections, *lost_categories, *lost_sprints)
    return Headings(
        categories, sections, sprints, left_over, before != [shared_estimate(row) for row in sections]
    )


def shared_estimate(section: Section) -> tuple[Any, ...]:
    """What tasks without an estimate share, and in which section."""
    return (section.number, section.title, section.estimate_low_hours, section.estimate_high_hours)


def move_out_of_the_way(rows: Sequence[Any]) -> None:
    """Positions are unique: the old rows step aside before the new order is written."""
    for place, row in enumerate(rows):
        row.position = LEFT_OVER + place
    if rows:
        type(rows[0]).objects.bulk_update(rows, ["position"])


def renew(old: Sequence[Any], new: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The new rows under ids of old ones of their number and title, else title, else number; and the rest."""
    left = list(old)
    for name in (lambda row: (row.number, row.title), lambda row: row.title, lambda row: row.number or None):
        by_name = {name(row): row for row in reversed(left) if name(row)}
        for row in new:
            match = None if row.pk else by_name.pop(name(row), None)
            if match:
                row.pk = match.pk
                left.remove(match)
    for row in new:
        row.save()
    return list(new), left


def renew_sprints(
    plan: Plan, document: Document, *, into: Collection[int | None], by: Any
) -> tuple[dict[int, Sprint], list[Sprint]]:
    """The plan's sprints that the document has, by number, and those that it had and lost."""
    old = {sprint.number: sprint for sprint in plan.sprints.all()}
    known = {sprint.number: sprint.title[:300] for sprint in last_sprints(plan)}
    for sprint in document.sprints:
        if sprint.number in old:
            follow_title(old[sprint.number], sprint, known.get(sprint.number), by=by)
    added = [
        sprint
        for sprint in document.sprints
        if sprint.number not in old and (sprint.number not in known or sprint.number in into)
    ]
    made = create_sprints(plan, added, start_of_next(plan, (sprint.ends_on for sprint in old.values())))
    named = {sprint.number for sprint in document.sprints}
    kept = {number: row for number, row in old.items() if number in named}
    lost = [row for number, row in old.items() if number not in named and row.line is not None]
    return kept | made, lost


def last_sprints(plan: Plan) -> tuple[PlanSprint, ...]:
    return plan_document(plan).sprints if plan.revision else ()


def follow_title(row: Sprint, sprint: PlanSprint, known: str | None, *, by: Any) -> None:
    """The file's line; and its title where the file changed that since it was imported last.

    A sprint that the file only counts, as tasks name it, keeps the title that it was given here.
    """
    before, title, row.line = row.title, sprint.title[:300], sprint.line
    is_news = title != known and not (known is None and before and only_counts(title, row.number))
    row.title = title if is_news else before
    row.save(update_fields=["title", "line"])
    if row.title != before:
        values = [{"sprint": row.number, "title": text} for text in (before, row.title)]
        Event.objects.create(
            plan=row.plan, at=timezone.now(), by=by, field="plan", from_value=values[0], to_value=values[1]
        )
