"""What is stored. Fields, constraints and QuerySet methods; business rules live in `tracker.core`."""

from tracker.models.change import Comment, Event
from tracker.models.finding import MutedFinding, SeenFinding
from tracker.models.people import Membership, SignInLink
from tracker.models.plan import Agent, Category, Figures, Plan, PlanRevision, Section, Sprint
from tracker.models.task import ChecklistItem, Dependency, Task, TaskAgent

__all__ = [
    "Agent",
    "Category",
    "ChecklistItem",
    "Comment",
    "Dependency",
    "Event",
    "Figures",
    "Membership",
    "MutedFinding",
    "Plan",
    "PlanRevision",
    "Section",
    "SeenFinding",
    "SignInLink",
    "Sprint",
    "Task",
    "TaskAgent",
]
