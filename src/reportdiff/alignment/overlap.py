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

__all__ = ["Overlap", "bigram_overlap"]

_FIRST_CHINESE, _LAST_CHINESE = 0x4E00, 0x9FFF


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
    bigrams, places = numpy.unique(_bigrams(f"{prior_text}\n{current_text}\n"), return_inverse=True)

    def held(spans: Sequence[Span], offset: int) -> NDArray[numpy.bool_]:
        made = numpy.zeros((len(spans), len(bigrams)), dtype=bool)
        for row, span in enumerate(spans):
            made[row, places[offset + span.start : offset + max(span.end - 1, span.start)]] = True
        made[:, 0] = False  # the pairs that are no bigrams
        return made

    rows, columns = held(prior_spans, 0), held(current_spans, len(prior_text) + 1)
    in_both = rows.any(axis=0) & columns.any(axis=0)
    # As bits of whole numbers: a product of matrices would start a thread on every core, for longer than it takes.
    packed = (numpy.packbits(side[:, in_both], axis=1) for side in (rows, columns))
    prior_bits, current_bits = ([int.from_bytes(row.tobytes()) for row in side] for side in packed)
    counts = [(one & other).bit_count() for one in prior_bits for other in current_bits]
    shared = numpy.array(counts, dtype=numpy.int64).reshape(len(rows), len(columns))
    return Overlap(shared, rows.sum(axis=1), columns.sum(axis=1))


def _bigrams(text: str) -> Counts:
    """Return a number for each character of `text` but the last with its neighbour, -1 where not both are Chinese."""
    import numpy

    codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.int64)
    chinese = (codes >= _FIRST_CHINESE) & (codes <= _LAST_CHINESE)
    return numpy.where(chinese[:-1] & chinese[1:], codes[:-1] << 16 | codes[1:], -1)
