"""Choose the best one-to-one pairs among scored ones, with "no partner" as an explicit choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int32] | NDArray[numpy.int64]

__all__ = ["TIEBREAK_FACTOR", "assign", "break_ties_by_position"]

TIEBREAK_FACTOR = 10**8
"""How many times a score is what `break_ties_by_position` makes of it."""


def assign(scores: Matrix, threshold: int) -> list[tuple[int, int]]:
    """Return the pairs `(row, column)` whose scores above `threshold` have the largest sum, each row and column once.

    To stay alone is worth exactly the threshold: each row has a column of its own, which is worth nothing. Scores are
    whole numbers below 2**40, so that scipy's sums of floats are exact. Rows and columns that share no score above the
    threshold with one another, directly or through others, do not change each other's choice.
    """
    import numpy

    rows, columns = numpy.nonzero(scores > threshold)
    alone, row_places = numpy.unique(rows, return_inverse=True)
    if len(alone) < len(rows) or len(numpy.unique(columns)) < len(columns):
        # Not at the top: scipy takes longer to import than all else here, and where no two compete nobody asks it.
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import min_weight_full_bipartite_matching

        height, width = len(alone), scores.shape[1]
        own = numpy.arange(height)
        worth = numpy.concatenate([scores[rows, columns] - threshold + 1, numpy.ones_like(own)]).astype(numpy.float64)
        places = [numpy.concatenate(pair).astype(numpy.int32) for pair in ((row_places, own), (columns, width + own))]
        graph = csr_array((worth, (places[0], places[1])), shape=(height, width + height))
        chosen_places, chosen = min_weight_full_bipartite_matching(graph, maximize=True)
        taken = chosen < width
        rows, columns = alone[chosen_places[taken]], chosen[taken]
    return sorted(zip(rows.tolist(), columns.tolist(), strict=True))


def break_ties_by_position(
    scores: Matrix, prior_places: Sequence[int], current_places: Sequence[int]
) -> NDArray[numpy.int64]:
    """Return `scores`, each times `TIEBREAK_FACTOR` less at most the least difference between two of them.

    Where scores tie, text order then decides: squares make pairs in text order cost less than pairs that cross.

    Args:
        scores: A matrix of whole numbers.
        prior_places: The places of the rows in their text, from 0 to ten thousand.
        current_places: The places of the columns in theirs.
    """
    import numpy

    places = [numpy.array(side, dtype=numpy.int64) for side in (prior_places, current_places)]
    made: NDArray[numpy.int64] = scores.astype(numpy.int64) * TIEBREAK_FACTOR - numpy.subtract.outer(*places) ** 2
    return made
