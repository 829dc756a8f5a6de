"""Which rules somebody vouches for."""

from __future__ import annotations

from tracker.models import Event, Plan


def confirmations(plan: Plan) -> dict[str, Event]:
    """The events that confirm a rule and are not undone, by the rule's code; one query."""
    events = plan.events.filter(field="plan", task=None, to_value__has_key="confirmed", undone_by=None)
    return {event.to_value["confirmed"]: event for event in events.select_related("by")}
