"""The one-to-one assignment equals a slow reference that tries every choice."""

from __future__ import annotations

from itertools import permutations
from random import Random

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff.alignment.assignment import assign

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


@given(table=TABLES, threshold=st.integers(0, 12))
@settings(max_examples=300)
def test_the_assignment_has_the_largest_sum(table: list[list[int]], threshold: int) -> None:
    """The choice is one to one, above the threshold, and no other has a larger sum, in small and large tables."""
    chosen = assign(numpy.array(table, dtype=numpy.int64), threshold)
    assert len({row for row, _ in chosen}) == len(chosen) == len({column for _, column in chosen})
    assert all(table[row][column] > threshold for row, column in chosen)
    assert sum(table[row][column] - threshold for row, column in chosen) == best_sum(table, threshold)


@given(st.lists(TABLES, min_size=2, max_size=3), st.randoms())
@settings(max_examples=200)
def test_groups_do_not_change_each_other(tables: list[list[list[int]]], dice: Random) -> None:
    """Tables whose rows and columns stand mixed in a larger one are chosen as each by itself, ties and all."""
    places = [
        mixed([(number, place) for number, table in enumerate(tables) for place in range(size(table))], dice)
        for size in (len, lambda table: len(table[0]))
    ]
    whole = numpy.zeros((len(places[0]), len(places[1])), dtype=numpy.int64)
    for row, (number, at) in enumerate(places[0]):
        for column, (other, to) in enumerate(places[1]):
            whole[row, column] = tables[number][at][to] if number == other else 0
    together = {(places[0][row], places[1][column]) for row, column in assign(whole, 0)}
    apart = {
        ((number, at), (number, to))
        for number, table in enumerate(tables)
        for at, to in assign(numpy.array(table, dtype=numpy.int64), 0)
    }
    assert together == apart


def mixed(places: list[tuple[int, int]], dice: Random) -> list[tuple[int, int]]:
    """Return the places of several tables mixed, each table's in their order."""
    left = {number: [place for place in places if place[0] == number] for number, _ in places}
    order = [number for number, _ in places]
    dice.shuffle(order)
    return [left[number].pop(0) for number in order]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=5, unique=True).map(sorted))
def test_ties_are_decided_by_text_order(places: list[int]) -> None:
    """Rows and columns that all score alike are paired from the first to the last."""
    scores = numpy.full((len(places), len(places)), 7, dtype=numpy.int32)
    assert assign(scores, 0, (places, places)) == [(at, at) for at in range(len(places))]


def test_below_the_threshold_nothing_is_paired() -> None:
    """Where no score exceeds the threshold, nothing is paired."""
    assert assign(numpy.zeros((2, 3), dtype=numpy.int64), 0) == []
