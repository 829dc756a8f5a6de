"""Whether one more link would close a loop, against a library that lists all cycles."""

from __future__ import annotations

import networkx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.core.schedule.loops import find_loop

KEYS = st.sampled_from("ABCDEFG")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(st.lists(st.tuples(KEYS, KEYS), max_size=14), st.tuples(KEYS, KEYS))
def test_it_finds_a_loop_exactly_where_there_is_one(
    links: list[tuple[str, str]], new_link: tuple[str, str]
) -> None:
    graph = networkx.DiGraph(links)
    graph.add_nodes_from(new_link)
    loop = find_loop(links, new_link)
    assert bool(loop) == networkx.has_path(graph, new_link[1], new_link[0])
    if loop:
        assert (loop[0], loop[1 % len(loop)]) == new_link
        steps = list(zip(loop, (*loop[1:], loop[0]), strict=True))
        assert all(step in links for step in steps[1:])
        assert len(loop) == networkx.shortest_path_length(graph, new_link[1], new_link[0]) + 1


def test_forty_rungs_of_a_ladder_take_no_time() -> None:
    """2^40 paths lead up; each task is looked at once."""
    links = []
    for rung in range(40):
        links += [(f"{rung}", f"{rung}a"), (f"{rung}", f"{rung}b")]
        links += [(f"{rung}a", f"{rung + 1}"), (f"{rung}b", f"{rung + 1}")]
    assert find_loop(links, ("0", "40")) == ()
    assert len(find_loop(links, ("40", "0"))) == 81
