"""Ready to go live? The gates of a plan with what holds each of them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from tracker.core.board import CLOSED
from tracker.core.errors import DomainError
from tracker.core.plan.parse import read_text
from tracker.core.policies import BY_HAND, Policy, names_deployment, names_go_live, read_policies
from tracker.core.readiness import Gate, ReadinessTask, judge_readiness
from tracker.models import ChecklistItem, Dependency, Event, Plan, Task
from tracker.models.choices import Status
from tracker.plan_limits import read_options
from tracker.queries.confirmations import confirmations
from tracker.queries.plans import PlanHead, head_of
from tracker.queries.stored import Age, age_of, figures_of
from tracker.queries.tables import percent_text
from tracker.queries.words import day_text, moment_text, number_text, person_name, sentence_text

COLUMNS = (
    "key", "title", "status", "priority", "risk", "sprint__number", "is_duty", "blocked_reason",
    "category__title", "category__english_title", "section__title", "waits", "steps_total", "steps_done",
)  # fmt: skip
SHOWN_AT_ONCE = 8
TEXTS_KEPT = 16


@dataclass(frozen=True, slots=True)
class HeldUp:
    """A task that holds a gate up."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate in words. `first` and `more` are the tasks that hold it up; `note` is the sentence of the plan.

    `share` is None where the plan has nothing of the kind. `confirmed_text` says who vouched for it and when;
    `is_by_hand`: that is what it takes.
    """

    code: str
    title: str
    is_met: bool
    is_warning: bool
    count_text: str
    share: float | None
    next_step: str
    note: str
    first: tuple[HeldUp, ...]
    more: tuple[HeldUp, ...]
    is_by_hand: bool
    confirmed_text: str


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    plan: PlanHead
    is_go: bool
    verdict: str
    gates: tuple[GateRow, ...]
    warnings: tuple[GateRow, ...]
    done_text: str
    forecast_text: str
    age: Age
    today: str


def readiness_page(plan: Plan) -> ReadinessPage:
    """A fixed number of queries. Gates are judged now; only the days of deployments are stored figures."""
    rows, policies, vouched = task_rows(plan), plan_policies(plan), confirmations(plan)
    titles = {row["key"]: row["title"] for row in rows}
    readiness = judge_readiness(readiness_tasks(plan, rows), policies, vouched)
    notes: dict[str, str] = {policy.code: policy.note for policy in policies}
    gates = [
        gate_row(gate, titles, notes.get(gate.code, ""), vouched.get(gate.code)) for gate in readiness.gates
    ]
    return ReadinessPage(
        plan=head_of(plan),
        is_go=readiness.is_go,
        verdict=sentence_text(readiness.verdict),
        gates=tuple(gate for gate in gates if not gate.is_warning),
        warnings=tuple(gate for gate in gates if gate.is_warning),
        done_text=done_text(rows),
        forecast_text=forecast_text(plan),
        age=age_of(plan),
        today=day_text(timezone.localdate(), year=True),
    )


def task_rows(plan: Plan) -> list[dict[str, Any]]:
    """Every live task as the gates need it, in the order of the plan; one query."""
    waits = Dependency.objects.filter(successor=OuterRef("pk"), predecessor__archived_at=None)
    steps = ChecklistItem.objects.filter(task=OuterRef("pk")).order_by().values("task")
    rows = Task.objects.live().filter(plan=plan).order_by("rank")
    return list(
        rows.annotate(
            waits=Exists(waits.exclude(predecessor__status__in=CLOSED)),
            steps_total=Subquery(steps.annotate(n=Count("pk")).values("n")),
            steps_done=Subquery(steps.annotate(n=Count("pk", filter=Q(is_done=True))).values("n")),
        ).values(*COLUMNS)
    )


def readiness_tasks(plan: Plan, rows: list[dict[str, Any]]) -> list[ReadinessTask]:
    figures = figures_of(plan)
    schedule = figures.schedule.get("tasks", {}) if figures else {}
    return [readiness_task(row, schedule.get(row["key"])) for row in rows]


def readiness_task(row: dict[str, Any], times: dict[str, Any] | None) -> ReadinessTask:
    headings = [
        row["category__title"] or "",
        row["category__english_title"] or "",
        row["section__title"] or "",
    ]
    return ReadinessTask(
        key=row["key"],
        status=row["status"],
        priority=row["priority"] or None,
        risk=row["risk"] or None,
        sprint=row["sprint__number"],
        is_duty=row["is_duty"],
        is_blocked=row["waits"] or bool(row["blocked_reason"]),
        is_go_live=any(map(names_go_live, headings)),
        is_deployment=names_deployment(row["section__title"] or row["title"]),
        steps=row["steps_total"] or 0,
        steps_done=row["steps_done"] or 0,
        starts=day_of(times, "starts_at"),
        ends=day_of(times, "ends_at"),
    )


def day_of(times: dict[str, Any] | None, name: str) -> date | None:
    """The stored moment's day in the plan's zone, in which it is written."""
    return datetime.fromisoformat(times[name]).date() if times else None


def plan_policies(plan: Plan) -> tuple[Policy, ...]:
    """The rules that the notes of the plan's file state; none without a file."""
    if plan.revision is None:
        return ()
    return policies_of(plan.revision.text, tuple(plan.levels.items()))


@lru_cache(maxsize=TEXTS_KEPT)
def policies_of(text: str, levels: tuple[tuple[int, str], ...]) -> tuple[Policy, ...]:
    """Reading a file takes longer than all else here, and a revision's text never changes."""
    try:
        document = read_text(text, read_options(levels=dict(levels), clock=None))
    except DomainError:  # the limits were lowered since it was taken in
        return ()
    return read_policies(note.text for note in document.notes)


def gate_row(gate: Gate, titles: dict[str, str], note: str, given: Event | None) -> GateRow:
    held_up = [HeldUp(key, titles[key]) for key in gate.blocking]
    return GateRow(
        code=gate.code,
        title=sentence_text(gate.title),
        is_met=gate.is_met,
        is_warning=gate.is_warning,
        count_text=f"{number_text(gate.done)} / {number_text(gate.total)}" if gate.total else gettext("none"),
        share=round(gate.done / gate.total, 3) if gate.total else None,
        next_step="" if gate.is_met else sentence_text(gate.next_step),
        note=note,
        first=tuple(held_up[:SHOWN_AT_ONCE]),
        more=tuple(held_up[SHOWN_AT_ONCE:]),
        is_by_hand=gate.code in BY_HAND,
        confirmed_text=confirmed_text(given) if given else "",
    )


def confirmed_text(given: Event) -> str:
    who = person_name(given.by) or gettext("somebody who left")
    return gettext("Confirmed by %(who)s, %(when)s.") % {"who": who, "when": moment_text(given.at)}


def done_text(rows: list[dict[str, Any]]) -> str:
    work = [row for row in rows if not row["is_duty"] and row["status"] != Status.DROPPED]
    done = sum(row["status"] == Status.DONE for row in work)
    return ngettext(
        "%(done)s of %(total)s task is done.", "%(done)s of %(total)s tasks are done.", len(work)
    ) % {
        "done": number_text(done),
        "total": number_text(len(work)),
    }


def forecast_text(plan: Plan) -> str:
    """When it goes live as things are; empty where nothing is left or known."""
    figures = figures_of(plan)
    if figures is None or not figures.forecast.get("bins"):
        return ""
    day = date.fromisoformat(figures.forecast["at"]["80"]["on"])
    return gettext("As things are, the work is finished by %(day)s with a chance of %(percent)s.") % {
        "day": day_text(day, year=True),
        "percent": percent_text(0.8),
    }
