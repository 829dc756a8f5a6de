"""A document as the JSON of `check_plan`; docs/check_plan.md is its contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from tracker.core.plan.document import Document, Finding, PlanSprint, PlanTask

VERSION: Final = 1


def as_json(document: Document, findings: Iterable[Finding]) -> dict[str, Any]:
    """The document and what was found in it, ready for `json.dumps`. Hours are working hours, lines count
    from 1.
    """
    return {
        "version": VERSION,
        "title": document.title,
        "tasks": [_task(task, document) for task in document.tasks],
        "sprints": [_sprint(sprint) for sprint in document.sprints],
        "findings": [_finding(finding) for finding in findings],
        "parts": [
            {
                "title": part.title,
                "line": part.line,
                "level": part.level,
                "tasks": part.task_count,
                "choices": dict(part.choices),
            }
            for part in document.parts
        ],
    }


def _task(task: PlanTask, document: Document) -> dict[str, Any]:
    estimate = task.estimate
    return {
        "id": task.id,
        "key": task.key,
        "line": task.line,
        "title": task.title,
        "status": task.status,
        "category": None if task.category is None else document.categories[task.category].title,
        "section": None if task.section is None else document.sections[task.section].title,
        "priority": task.priority,
        "risk": task.risk,
        "estimate_hours": None if estimate is None else [estimate.low_hours, estimate.high_hours],
        "agents": list(task.agents),
        "assignee": task.assignee,
        "due": None if task.due is None else task.due.isoformat(),
        "depends_on": list(task.depends_on),
        "sprint": task.sprint,
        "is_duty": task.is_duty,
        "checklist": [{"text": step.text, "done": step.done, "line": step.line} for step in task.steps],
    }


def _sprint(sprint: PlanSprint) -> dict[str, Any]:
    return {
        "number": sprint.number,
        "title": sprint.title,
        "line": sprint.line,
        "task_ids": list(sprint.task_keys),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level,
        "line": finding.line,
        "message": finding.message,
        "task": finding.task_key,
    }
