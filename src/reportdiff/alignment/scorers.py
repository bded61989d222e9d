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
    from typing import Any

    import numpy
    from numpy.typing import NDArray

    from reportdiff.model import Span

    Matrix = NDArray[numpy.int32]
    Wide = NDArray[numpy.int64]
    Allowed = NDArray[numpy.bool_]
    Real = NDArray[numpy.floating[Any]]
    Numbers = NDArray[numpy.signedinteger[Any]]

__all__ = ["HEAVIEST", "ONE", "Grams", "common", "cut", "cut_spans", "overlaps", "shared"]

ONE = 10_000  # scores are whole numbers of ten-thousandths, so that every machine computes the same
HEAVIEST = 10  # the weight of a character that no row of weights.toml names

_END, _APART = 0, 10  # marks between two texts, and between two parts of a text that no gram spans
_FIRST, _LAST = 0x4E00, 0x9FFF  # the Chinese characters
_MARK_BITS, _OWNER_BITS = 21, 20
_CODE_BIT = _OWNER_BITS + 1  # of a key: two marks, the text, and one bit for what weighs in full
_PLAIN = 1 << 16  # marks from here on weigh as those that no row names
_NARROW = 100_000  # sums of weights below this stay within 31 bits when they are scaled
_EXACT = 1 << 24  # whole numbers below this are exact in 32 bits of floating point, which multiply fastest
_CELLS = 1 << 22  # of the dense side of a product, at a time


@frozen(eq=False)
class Grams:
    """The grams of `count` texts: their different `codes`, sorted, and for each the texts that hold it.

    Those of code `i` stand in `owner` from `starts[i]` to `starts[i + 1]`, with what the gram weighs there.
    """

    count: int
    codes: Wide
    starts: Wide
    owner: Wide
    weight: Wide
    uneven: bool

    def totals(self) -> Wide:
        """The sum of each text's weights."""
        import numpy

        return numpy.bincount(self.owner, self.weight, minlength=self.count).astype(numpy.int64)

    def only(self, places: Wide) -> Grams:
        """The same texts with the codes at some places only."""
        import numpy

        lengths = numpy.diff(self.starts)
        which = numpy.zeros(len(lengths), dtype=bool)
        which[places] = True
        kept = numpy.repeat(which, lengths)
        starts = numpy.concatenate([[0], numpy.cumsum(lengths[places])])
        return Grams(self.count, self.codes[places], starts, self.owner[kept], self.weight[kept], self.uneven)


@lru_cache(maxsize=1)
def _weights() -> Wide:
    import numpy

    made = numpy.full(_PLAIN, HEAVIEST, dtype=numpy.int64)
    for mark, weight in character_weights().items():
        made[ord(mark)] = weight
    made[_END] = 0
    return made


def _marks(text: str) -> Wide:
    import numpy

    return numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.int64)


def cut(texts: Sequence[str], light: Sequence[int] | None = None) -> Grams:
    """The characters and pairs of neighbours of each text, each once, a pair as heavy as its characters together.

    A line break ends a part: no pair spans it. `light`: how many characters at each text's head count a third.
    """
    import numpy

    marks = _marks("\0".join(texts) + "\0")
    solid = marks > _APART
    owner = numpy.cumsum(marks == _END) << 1 | 1
    uneven = light is not None and any(light)
    if light is not None and uneven:
        start = 0
        for text, count in zip(texts, light, strict=True):
            owner[start : start + count] -= 1
            start += len(text) + 1
    singles = (marks << _CODE_BIT | owner)[solid]
    pairs = (_paired(marks) | owner[:-1])[solid[:-1] & solid[1:]]
    return _sorted(numpy.concatenate([singles, pairs]), len(texts), uneven)


def cut_spans(text: str, spans: Sequence[Span]) -> Grams:
    """The pairs of neighbouring Chinese characters in each of some spans of a text, each once."""
    import numpy

    marks = _marks(text)
    chinese = (marks >= _FIRST) & (marks <= _LAST)
    pairs = numpy.where(chinese[:-1] & chinese[1:], _paired(marks), 0)
    parts = [pairs[span.start : max(span.end - 1, span.start)] for span in spans]
    every = numpy.concatenate(parts)
    owner = numpy.repeat(numpy.arange(len(parts)), [len(part) for part in parts])
    return _sorted((every | owner << 1 | 1)[every > 0], len(spans), uneven=False)


def _paired(marks: Wide) -> Wide:
    return marks[:-1] << _CODE_BIT + _MARK_BITS | marks[1:] << _CODE_BIT


def _sorted(keys: Wide, count: int, uneven: bool) -> Grams:
    """The grams of keys that hold code, text and weight; of the equal ones of a text the last, and heaviest, stays."""
    import numpy

    keys.sort()
    keys = keys[_lasts(keys >> 1)]
    code = keys >> _CODE_BIT
    ends = numpy.flatnonzero(_lasts(code)) + 1
    codes = code[ends - 1]
    starts = numpy.concatenate([[0], ends])
    marks = numpy.minimum(codes >> _MARK_BITS, _PLAIN - 1), numpy.minimum(codes & ((1 << _MARK_BITS) - 1), _PLAIN - 1)
    weight = numpy.repeat(_weights()[marks[0]] + _weights()[marks[1]], numpy.diff(starts))
    if uneven:
        weight = numpy.where(keys & 1, weight, numpy.maximum(weight // 3, 1))
    return Grams(count, codes, starts, (keys >> 1) & ((1 << _OWNER_BITS) - 1), weight, uneven)


def _lasts(values: Wide) -> Allowed:
    """Which of sorted values are the last of their kind."""
    import numpy

    made = numpy.ones(len(values), dtype=bool)
    numpy.not_equal(values[1:], values[:-1], out=made[:-1])
    return made


def overlaps(rows: Grams, columns: Grams) -> Matrix:
    """For each pair of texts twice the weight that they share over what both hold, in ten-thousandths."""
    both, mine, yours = _weighed(rows, columns)
    return _over_both(both, mine, yours)


def shared(rows: Grams, columns: Grams) -> tuple[Matrix, Matrix]:
    """For each pair of texts the weight that they share, over both (as `overlaps`) and over the smaller of them.

    Where what they share weighs more in one text than in the other, the lesser weight counts.
    """
    import numpy

    both, mine, yours = _weighed(rows, columns)
    return _over_both(both, mine, yours), _scaled(ONE, both, numpy.minimum.outer(mine, yours))


def _over_both(both: Numbers, mine: Numbers, yours: Numbers) -> Matrix:
    import numpy

    return _scaled(2 * ONE, both, numpy.add.outer(mine, yours))


def _scaled(by: int, above: Numbers, below: Numbers) -> Matrix:
    """`by` times the one over the other, rounded down."""
    import numpy

    made = above * by
    made //= numpy.maximum(below, 1, out=below)
    return made.astype(numpy.int32, copy=False)


def _weighed(rows: Grams, columns: Grams) -> tuple[Numbers, Numbers, Numbers]:
    """What each pair of texts shares, and what each text of either side holds."""
    import numpy

    sizes = rows.totals(), columns.totals()
    largest = max((int(side.max(initial=0)) for side in sizes), default=0)
    mine, yours = _in_both(rows, columns)
    both = _product(mine, mine.weight, yours, None, largest)
    if rows.uneven or columns.uneven:
        numpy.minimum(both, _product(mine, None, yours, yours.weight, largest), out=both)
    return both, sizes[0].astype(both.dtype), sizes[1].astype(both.dtype)


def _in_both(rows: Grams, columns: Grams) -> tuple[Grams, Grams]:
    """Both sides with the codes only that stand in both."""
    import numpy

    every = numpy.concatenate([rows.codes << 1, columns.codes << 1 | 1])
    every.sort()
    twins = numpy.flatnonzero(every[1:] ^ every[:-1] == 1)  # a code of the rows before the same of the columns
    behind = numpy.cumsum(every & 1)[twins]  # how many codes of the columns stand before it
    return rows.only(twins - behind), columns.only(behind)


def _product(rows: Grams, left: Wide | None, columns: Grams, right: Wide | None, largest: int) -> Numbers:
    """For each pair of texts the sum, at most `largest`, over the codes that both hold of one side's weights."""
    import numpy
    from scipy import sparse

    made = numpy.zeros((rows.count, columns.count), dtype=numpy.int32 if largest < _NARROW else numpy.int64)
    kinds = len(rows.codes)
    if not kinds:
        return made
    exact = numpy.float32 if largest < _EXACT else numpy.float64
    data: Real = numpy.ones(len(rows.owner), dtype=exact) if left is None else left.astype(exact)
    side = sparse.csc_array((data, rows.owner, rows.starts), shape=(rows.count, kinds))
    code = numpy.repeat(numpy.arange(kinds), numpy.diff(columns.starts))
    step = max(_CELLS // kinds, 1)
    for first in range(0, columns.count, step):
        part = made[:, first : first + step]
        here = (columns.owner >= first) & (columns.owner < first + step) if step < columns.count else slice(None)
        dense: Real = numpy.zeros((kinds, part.shape[1]), dtype=exact)
        dense[code[here], columns.owner[here] - first] = 1 if right is None else right[here]
        part[:] = side @ dense
    return made


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
