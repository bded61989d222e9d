"""The one-to-one assignment equals a slow reference that tries every choice."""

from __future__ import annotations

from itertools import permutations

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff.alignment import assignment
from reportdiff.alignment.assignment import assign, break_ties_by_position

TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 20), min_size=width, max_size=width), min_size=1, max_size=4)
)


def best_sum(table: list[list[int]], threshold: int) -> int:
    """The largest sum of what the scores exceed the threshold by, over every one-to-one choice."""
    height, width = len(table), len(table[0])
    gain = [[max(score - threshold, 0) for score in row] for row in table]
    if height > width:
        gain = [list(column) for column in zip(*gain, strict=True)]
        height, width = width, height
    return max(
        sum(gain[row][column] for row, column in enumerate(choice)) for choice in permutations(range(width), height)
    )


@pytest.mark.parametrize("few", [0, 4_000])
@given(table=TABLES, threshold=st.integers(0, 12))
@settings(max_examples=200)
def test_the_assignment_has_the_largest_sum(few: int, table: list[list[int]], threshold: int) -> None:
    """The choice is one to one, above the threshold, and no other has a larger sum, in small and large tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assignment, "_FEW", few)
        chosen = assign(numpy.array(table, dtype=numpy.int64), threshold)
    assert len({row for row, _ in chosen}) == len(chosen) == len({column for _, column in chosen})
    assert all(table[row][column] > threshold for row, column in chosen)
    assert sum(table[row][column] - threshold for row, column in chosen) == best_sum(table, threshold)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=5, unique=True).map(sorted))
def test_ties_are_decided_by_text_order(places: list[int]) -> None:
    """Rows and columns that all score alike are paired from the first to the last."""
    scores = numpy.full((len(places), len(places)), 7, dtype=numpy.int32)
    ordered = break_ties_by_position(scores, places, places)
    assert assign(ordered, 0) == [(at, at) for at in range(len(places))]


def test_below_the_threshold_nothing_is_paired() -> None:
    """Where no score exceeds the threshold, nothing is paired."""
    assert assign(numpy.zeros((2, 3), dtype=numpy.int64), 0) == []
