"""Networks for the tests: random ones as strategies, and the checks that no schedule may fail."""

from __future__ import annotations

import networkx as nx
from hypothesis import strategies as st

from tracker.core.schedule.network import Activity, Link

AGENTS = ("ada", "brook", "cem")


@st.composite
def activities_and_links(draw: st.DrawFn, most: int = 12) -> tuple[list[Activity], list[Link]]:
    """Up to `most` activities with sprints, dates and agents, shuffled, and links that close no loop.

    A link never leads from a later sprint to an earlier one, so that sprint order closes no loop either.
    """
    count = draw(st.integers(1, most))
    quarters = st.integers(0, 40).map(lambda quarter: quarter / 4)
    activities = [
        Activity(
            key=f"T{number:02}",
            duration_hours=draw(quarters),
            sprint=draw(st.sampled_from([None, number // 4])),
            not_before_hours=draw(st.sampled_from([0.0, 0.0, 0.0, 3.25, 12.0])),
            agents=tuple(sorted(draw(st.sets(st.sampled_from(AGENTS), max_size=2)))),
            priority_rank=draw(st.integers(0, 2)),
        )
        for number in range(count)
    ]
    pairs = [(before, after) for after in range(count) for before in range(after)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2 * count)) if pairs else []
    lags = st.sampled_from([0.0, 0.0, 0.0, 1.5, 8.0])
    links = [Link(f"T{before:02}", f"T{after:02}", draw(lags)) for before, after in chosen]
    return draw(st.permutations(activities)), links


def plain_graph(activities: list[Activity], links: list[Link], *, sprint_order: bool) -> nx.DiGraph:
    """The same network with every pair of sprints linked task by task; edges carry their lag in hours."""
    graph = nx.DiGraph()
    graph.add_nodes_from(activity.key for activity in activities)
    for link in links:
        graph.add_edge(link.predecessor, link.successor, lag=link.lag_hours)
    for before in activities if sprint_order else ():
        for after in activities:
            if before.sprint is not None and after.sprint is not None and before.sprint < after.sprint:
                known = graph.get_edge_data(before.key, after.key, {"lag": 0.0})["lag"]
                graph.add_edge(before.key, after.key, lag=max(0.0, known))
    return graph
