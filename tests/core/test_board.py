from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.board import (
    CLOSED,
    LONGEST_COMFORTABLE_RANK,
    STATUSES,
    is_worn,
    rank_between,
    ranks,
)
from tracker.core.work import OPEN


def test_every_status_is_open_or_closed():
    assert {*OPEN, *CLOSED} == {*STATUSES}


def drop(order, place):
    """Drops a card into the gap of that number, and gives its rank."""
    before = order[place - 1] if place > 0 else None
    after = order[place] if place < len(order) else None
    rank = rank_between(before, after)
    order.insert(place, rank)
    return rank


@given(st.integers(0, 80), st.lists(st.floats(0, 1), max_size=150))
def test_cards_stand_where_they_were_dropped_whatever_the_order_of_drops(count, drops):
    order = ranks(count)

    for share in drops:
        drop(order, round(share * len(order)))

    assert order == sorted(order, key=str.encode)
    assert len(set(order)) == len(order)


@pytest.mark.parametrize("side", ["first", "last", "alternating"])
def test_two_hundred_drops_into_one_gap_stay_short(side):
    low, high = ranks(2)

    for turn in range(200):
        middle = rank_between(low, high)
        assert low < middle < high
        goes_up = side == "last" or (side == "alternating" and turn % 2)
        low, high = (middle, high) if goes_up else (low, middle)

    assert len(middle) <= 42 < LONGEST_COMFORTABLE_RANK


def test_a_rank_worn_by_a_thousand_drops_says_so():
    low, high = ranks(2)
    assert not is_worn(low)

    for _ in range(1000):
        high = rank_between(low, high)

    assert is_worn(high)


@pytest.mark.parametrize(("count", "longest"), [(80, 3), (5_000, 4), (50_000, 4)])
def test_ranks_of_an_import_are_short_distinct_and_in_order(count, longest):
    made = ranks(count)

    assert made == sorted(set(made), key=str.encode)
    assert len(made) == count
    assert max(map(len, made)) <= longest


def test_adding_at_either_end_a_thousand_times_stays_short():
    first = last = rank_between(None, None)

    for _ in range(1000):
        first, last = rank_between(None, first), rank_between(last, None)

    assert max(len(first), len(last)) <= 3


def test_ranks_go_on_after_the_last():
    assert ranks(3, after="a5V") == ["a6", "a7", "a8"]
    assert ranks(0) == []


@pytest.mark.parametrize(
    ("low", "high"),
    [("a", None), ("a10", None), ("", None), (None, "ä0"), ("a1", "a0"), ("a0", "a0"), ("b0", None)],
)
def test_it_refuses_what_are_no_ranks_in_order(low, high):
    with pytest.raises(ValueError, match=r"is not a rank|does not stand before"):
        rank_between(low, high)


def test_even_the_outermost_ranks_have_neighbours():
    lowest, highest = "A" + "0" * 25 + "1", "z" * 27

    assert rank_between(None, lowest) < lowest
    assert rank_between(None, rank_between(None, lowest)) < rank_between(None, lowest)
    assert rank_between(highest, None) > highest
