"""Measure how much of their wording long texts share: the bodies of sections, by pairs of neighbouring characters.

Whole bodies are too long, and too often moved about inside, for the edit distances that compare names (`scorers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.model import Span
from reportdiff.text.scorers import SCALE

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int32]
    Counts = NDArray[numpy.int64]

__all__ = ["Overlap", "bigram_overlap", "bigram_places"]

_FIRST_CHINESE, _CHINESE = 0x4E00, 0x9FFF - 0x4E00 + 1
_TABLE_SIDE = 2_000  # different characters whose bigrams are marked in a table, of 20 MB at most
_AT_A_TIME = 1 << 12  # bigrams in a product, so that long reports need little more memory than short ones


@frozen(eq=False)
class Overlap:
    """How many different bigrams each prior and current span share, and how many each holds."""

    shared: Counts
    prior_sizes: Counts
    current_sizes: Counts

    def dice(self) -> Matrix:
        """Return twice what each two spans share over the size of both, from 0 to `SCALE`."""
        import numpy

        both = numpy.maximum(numpy.add.outer(self.prior_sizes, self.current_sizes), 1)
        return (2 * SCALE * self.shared // both).astype(numpy.int32)

    def containment(self) -> Matrix:
        """Return what each two spans share over the size of the smaller one, from 0 to `SCALE`."""
        import numpy

        smaller = numpy.maximum(numpy.minimum.outer(self.prior_sizes, self.current_sizes), 1)
        return (SCALE * self.shared // smaller).astype(numpy.int32)


def bigram_overlap(prior: tuple[str, Sequence[Span]], current: tuple[str, Sequence[Span]]) -> Overlap:
    """Return what spans of two texts share of their pairs of neighbouring Chinese characters.

    Args:
        prior: A text and spans of it, which may overlap.
        current: Another text with spans of it.
    """
    import numpy

    (prior_text, prior_spans), (current_text, current_spans) = prior, current
    places, count = bigram_places(f"{prior_text}\n{current_text}\n")

    def held(spans: Sequence[Span], offset: int) -> NDArray[numpy.bool_]:
        made = numpy.zeros((len(spans), count), dtype=bool)
        for row, span in enumerate(spans):
            made[row, places[offset + span.start : offset + max(span.end - 1, span.start)]] = True
        made[:, 0] = False  # the pairs that are no bigrams
        return made

    rows, columns = held(prior_spans, 0), held(current_spans, len(prior_text) + 1)
    in_both = numpy.flatnonzero(rows.any(axis=0) & columns.any(axis=0))
    shared = numpy.zeros((len(rows), len(columns)), dtype=numpy.int64)
    for start in range(0, len(in_both), _AT_A_TIME):
        # As floats, which multiply fastest: whole numbers of this size are exact.
        part = in_both[start : start + _AT_A_TIME]
        shared += (rows[:, part].astype(numpy.float32) @ columns[:, part].T.astype(numpy.float32)).astype(numpy.int64)
    return Overlap(shared, rows.sum(axis=1), columns.sum(axis=1))


def bigram_places(text: str, *, table_side: int = _TABLE_SIDE) -> tuple[Counts, int]:
    """Return for each character of `text` but the last the number of its bigram with the next, and how many there are.

    Bigrams are numbered from 1 on in the order of their characters; 0 is where not both are Chinese. Those of the few
    different characters that a text has are marked in a table of `table_side` rows and columns at most, which is faster
    than sorting all places of the text.
    """
    import numpy

    codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.int64)
    codes -= _FIRST_CHINESE
    chinese = (codes >= 0) & (codes < _CHINESE)
    known = numpy.zeros(_CHINESE, dtype=bool)
    known[codes[chinese]] = True
    ranks, size = numpy.cumsum(known) - 1, int(known.sum())
    of_signs = ranks[numpy.where(chinese, codes, 0)]
    pairs = numpy.where(chinese[:-1] & chinese[1:], of_signs[:-1] * size + of_signs[1:] + 1, 0)
    if size > table_side:
        different, places = numpy.unique(numpy.append(pairs, 0), return_inverse=True)
        return places[:-1], len(different)
    seen = numpy.zeros(size * size + 1, dtype=bool)
    seen[pairs] = True
    seen[0] = True
    different = numpy.flatnonzero(seen)
    numbers = numpy.zeros(len(seen), dtype=numpy.int32)
    numbers[different] = numpy.arange(len(different))
    return numbers[pairs].astype(numpy.int64), len(different)
