"""What people did in a plan that its file, as exported, does not say."""

from __future__ import annotations

from tracker.core.text import Sentence
from tracker.models import Plan, Task
from tracker.queries.export import WrittenPlan


def untold_of(plan: Plan, written: WrittenPlan) -> list[Sentence]:
    """A sentence for each thing that a reader of the file would miss; two queries."""
    held = {row.pk for row in written.rows.values()}
    live = Task.objects.live().filter(plan=plan).order_by("rank").values_list("pk", "key")
    links = plan.dependencies.filter(
        lag_hours__gt=0, successor__archived_at=None, predecessor__archived_at=None
    )
    lags = links.order_by("successor__rank", "predecessor__rank").values_list(
        "successor__key", "predecessor__key", "lag_hours"
    )
    return [
        *(
            Sentence("The file has no place for {key}, which was added here.", {"key": key})
            for pk, key in live
            if pk not in held
        ),
        *written.untold,
        *(
            Sentence(
                "The file cannot say that {key} waits {hours} hours longer for {needed}.",
                {"key": key, "hours": f"{hours:g}", "needed": needed},
            )
            for key, needed, hours in lags
        ),
    ]
