"""Texts cut into weighted characters and pairs of characters, and what each two of them share: all texts at once.

A slow reference for one pair is `names.similarity`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from reportdiff.lexicon.alignment import character_weights

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Matrix = NDArray[numpy.int32]
    Wide = NDArray[numpy.int64]
    Allowed = NDArray[numpy.bool_]

__all__ = ["HEAVIEST", "ONE", "Grams", "common", "cut", "overlaps", "shared"]

ONE = 10_000  # scores are whole numbers of ten-thousandths, so that every machine computes the same
HEAVIEST = 10  # the weight of a character that no row of weights.toml names

_END, _APART = 0, 10  # marks between two texts, and between two parts of a text that no gram spans
_WEIGHT_BITS, _MARK_BITS = 5, 21
_OWNER_BIT = _WEIGHT_BITS + 2 * _MARK_BITS
_SMALL = 100_000  # sums of weights below this stay within 31 bits when they are scaled


@frozen(eq=False)
class Grams:
    """The grams of `count` texts, sorted by their text: `owner`, `code` and `weight`, one entry a gram and text."""

    count: int
    owner: Wide
    code: Wide
    weight: Wide
    uneven: bool

    def totals(self) -> Wide:
        """The sum of each text's weights."""
        import numpy

        return numpy.bincount(self.owner, self.weight, minlength=self.count).astype(numpy.int64)


@lru_cache(maxsize=1)
def _weights() -> Wide:
    import numpy

    made = numpy.full(1 << 16, HEAVIEST, dtype=numpy.int64)
    for mark, weight in character_weights().items():
        made[ord(mark)] = weight
    return made


def cut(texts: Sequence[str], light: Sequence[int] | None = None) -> Grams:
    """The characters and pairs of neighbours of each text, each once, a pair as heavy as its characters together.

    A line break ends a part: no pair spans it. `light`: how many characters at each text's head count a third.
    """
    import numpy

    joined = "\0".join(texts) + "\0"
    marks = numpy.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.int64)
    owner = numpy.cumsum(marks == _END)
    solid = marks > _APART
    weight = _weights()[numpy.minimum(marks, (1 << 16) - 1)]
    pairs = numpy.flatnonzero(solid[:-1] & solid[1:])
    singles = numpy.flatnonzero(solid)
    code = numpy.concatenate([marks[singles], marks[pairs] << _MARK_BITS | marks[pairs + 1]])
    at = numpy.concatenate([singles, pairs])
    heavy = numpy.concatenate([weight[singles], weight[pairs] + weight[pairs + 1]])
    if light is not None and any(light):
        start, third = 0, numpy.zeros(len(marks), dtype=bool)
        for text, count in zip(texts, light, strict=True):
            third[start : start + count] = True
            start += len(text) + 1
        heavy = numpy.where(third[at], numpy.maximum(heavy // 3, 1), heavy)
    # One number a gram, sorted by text, gram and weight: of equal grams the last, and heaviest, stays.
    keys = numpy.sort(owner[at] << _OWNER_BIT | code << _WEIGHT_BITS | heavy)
    last = numpy.ones(len(keys), dtype=bool)
    last[:-1] = keys[1:] >> _WEIGHT_BITS != keys[:-1] >> _WEIGHT_BITS
    keys = keys[last]
    return Grams(
        len(texts),
        keys >> _OWNER_BIT,
        (keys >> _WEIGHT_BITS) & ((1 << 2 * _MARK_BITS) - 1),
        keys & ((1 << _WEIGHT_BITS) - 1),
        light is not None and any(light),
    )


def overlaps(rows: Grams, columns: Grams) -> Matrix:
    """For each pair of texts twice the weight that they share over what both hold, in ten-thousandths."""
    return shared(rows, columns)[0]


def shared(rows: Grams, columns: Grams) -> tuple[Matrix, Matrix]:
    """For each pair of texts the weight that they share, over both and over the smaller of them.

    Where a gram weighs more in one text than in the other, the lesser weight is what they share.
    """
    import numpy

    known = numpy.unique(rows.code)
    place = numpy.searchsorted(known, columns.code)
    inside = place < len(known)
    inside[inside] = known[place[inside]] == columns.code[inside]
    mine = numpy.searchsorted(known, rows.code)
    sizes = rows.totals(), columns.totals()
    wide = max((int(side.max(initial=0)) for side in sizes), default=0) >= _SMALL
    number = numpy.int64 if wide else numpy.int32

    def matrix(grams: Grams, indices: Wide, chosen: Allowed | None, plain: bool) -> csr_array:
        from scipy import sparse

        owner, weight = (grams.owner, grams.weight) if chosen is None else (grams.owner[chosen], grams.weight[chosen])
        data = numpy.ones(len(owner), dtype=number) if plain else weight.astype(number)
        starts = numpy.searchsorted(owner, numpy.arange(grams.count + 1))
        return sparse.csr_array((data, indices, starts), shape=(grams.count, max(len(known), 1)))

    theirs = place[inside]
    both = (matrix(rows, mine, None, False) @ matrix(columns, theirs, inside, True).T).toarray()
    if rows.uneven or columns.uneven:
        other = (matrix(rows, mine, None, True) @ matrix(columns, theirs, inside, False).T).toarray()
        both = numpy.minimum(both, other)
    whole = numpy.add.outer(sizes[0].astype(number), sizes[1].astype(number))
    smaller = numpy.minimum.outer(sizes[0].astype(number), sizes[1].astype(number))
    over_both = (2 * ONE * both // numpy.maximum(whole, 1)).astype(numpy.int32)
    return over_both, (ONE * both // numpy.maximum(smaller, 1)).astype(numpy.int32)


def common(rows: Sequence[frozenset[str]], columns: Sequence[frozenset[str]]) -> Allowed:
    """Which pairs of sets have something in common, or one that is empty."""
    import numpy

    made = numpy.ones((len(rows), len(columns)), dtype=bool)
    left = [index for index, item in enumerate(rows) if item]
    right = [index for index, item in enumerate(columns) if item]
    if left and right:
        bits: dict[str, int] = {}
        sides = [
            [sum(1 << bits.setdefault(word, len(bits)) for word in sorted(side[at])) for at in some]
            for side, some in ((rows, left), (columns, right))
        ]
        kinds = [sorted(set(side)) for side in sides]  # a few different sets stand for many metrics
        table = numpy.array([[one & other != 0 for other in kinds[1]] for one in kinds[0]], dtype=bool)
        places = [[kind.index(item) for item in side] for kind, side in zip(kinds, sides, strict=True)]
        made[numpy.ix_(left, right)] = table[numpy.ix_(places[0], places[1])]
    return made
