"""Score how alike two texts are, with rapidfuzz: names, head nouns, contexts, table labels, headings, references.

Every score is a whole number from 0 (nothing in common) to `SCALE` (the same), so that all machines agree. Texts come
normalised (`names.normalize_name`); the functions on two lists return a matrix with a row for each prior text and a
column for each current one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from reportdiff.text.words import cut, dictionary, weight_of

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int16]
    Counts = NDArray[numpy.int64]
    Mask = NDArray[numpy.bool_]

__all__ = ["SCALE", "context_scores", "label_scores", "letter_scores", "most_alike", "name_scores", "sorted_letters"]
__all__ += ["word_parts", "word_score"]

SCALE = 10_000
"""The score of two texts that are the same."""

_WORDS_FROM = 3_000  # names whose letters score less are not the same metric, whatever their words say


def sorted_letters(text: str) -> str:
    """Return the characters of `text` in code point order: reworded names differ in little else than order.

    >>> sorted_letters("案件受理") == sorted_letters("受理案件")
    True
    """
    return "".join(sorted(text))


def label_scores(prior: Sequence[str], current: Sequence[str]) -> Matrix:
    """Return how alike texts are as written: table labels change little, and their order tells (rows before columns).

    The score is twice the longest common subsequence over both lengths (the normalised Indel similarity).
    """
    return _in_common(prior, current)


def most_alike(text: str, others: Sequence[str], *, least: int, limit: int) -> list[str]:
    """Return the texts most like one as written (the score of `label_scores`), the likest first.

    Args:
        text: A normalised text.
        others: The texts to choose from.
        least: The least score, up to `SCALE`.
        limit: How many at most.

    >>> most_alike("行政复议申请", ["行政复议申请数", "执行案件"], least=8_800, limit=3)
    ['行政复议申请数']
    """
    from rapidfuzz import fuzz, process

    found = process.extract(text, others, scorer=fuzz.ratio, score_cutoff=100 * least / SCALE, limit=limit)
    return [other for other, _, _ in found]


def letter_scores(prior: Sequence[str], current: Sequence[str]) -> Matrix:
    """Return how many letters texts share in any order: twice those in common over all that both hold."""
    return _in_common(*([*map(sorted_letters, side)] for side in (prior, current)))


def context_scores(prior: Sequence[str], current: Sequence[str]) -> Matrix:
    """Return how alike the words around figures are: half as `letter_scores`, half over the shorter text alone.

    A clause that was only made longer still holds all of what it said before.
    """
    over_both, over_shorter = _letters_shared(prior, current)
    return _as_scores((over_both + over_shorter) // 2)


def name_scores(prior: Sequence[str], current: Sequence[str], open_cells: Mask) -> Matrix:
    """Return how alike names in prose are: half their letters, half their words (`word_score`).

    Of the letters, three parts count as in `letter_scores` and one part over the shorter name alone. Words are compared
    in open cells only, and only where the letters leave it open: names of the same letters are the same, and names that
    share few letters are not.

    Args:
        prior: Normalised names of one report.
        current: Normalised names of the other.
        open_cells: Which pairs may be the same metric at all.
    """
    import numpy

    over_both, over_shorter = _letters_shared(prior, current)
    scores = _as_scores((3 * over_both + over_shorter) // 4)
    rows, columns = numpy.nonzero(open_cells & (scores >= _WORDS_FROM) & (scores < SCALE))
    words = [
        word_score(prior[row], current[column]) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    scores[rows, columns] = (scores[rows, columns] + numpy.array(words, dtype=numpy.int16)) // 2
    return scores


def word_score(prior: str, current: str) -> int:
    """Return how many words two names share, rare words counting more (`text.words.weight_of`).

    Three parts count over the words of both names, one part over those of the lighter name alone.

    >>> word_score("受理行政复议申请", "行政复议申请受理数") > word_score("受理行政复议申请", "受理执行案件")
    True
    """
    (prior_words, prior_total), (current_words, current_total) = _weighed(prior), _weighed(current)
    shared = sum(prior_words[word] for word in prior_words.keys() & current_words.keys())
    over_both = 2 * SCALE * shared // max(prior_total + current_total, 1)
    return (3 * over_both + SCALE * shared // max(min(prior_total, current_total), 1)) // 4


@lru_cache(maxsize=1 << 13)
def _weighed(name: str) -> tuple[Mapping[str, int], int]:
    """Return the different words of a name with their weights, and the sum of these."""
    words = {part: weight_of(part) for word in cut(name) for part in word_parts(word)}
    return words, sum(words.values())


@lru_cache(maxsize=1 << 13)
def word_parts(word: str) -> tuple[str, ...]:
    """Return the words of two letters that a longer word is made of, then the letters that are in none of them.

    So it matters little whether the dictionary has a compound (粮食产量) or its parts alone.

    >>> word_parts("粮食产量"), word_parts("增加值"), word_parts("受理")
    (('粮食', '产量'), ('增加', '值'), ('受理',))
    """
    known = dictionary()[0]
    starts = [start for start in range(len(word) - 1) if word[start : start + 2] in known] if len(word) > 2 else []
    covered = {place for start in starts for place in (start, start + 1)}
    pairs = (word[start : start + 2] for start in starts)
    return (*pairs, *(letter for place, letter in enumerate(word) if place not in covered)) if starts else (word,)


def _in_common(prior: Sequence[str], current: Sequence[str]) -> Matrix:
    """Return twice the longest common subsequence over both lengths: once for each two texts, which come again."""
    import numpy

    kinds = [{text: place for place, text in enumerate(dict.fromkeys(side))} for side in (prior, current)]
    first, second = map(list, kinds)
    scores = _as_scores(_over_both(_twice_in_common(first, second), _lengths(first), _lengths(second)))
    if (len(first), len(second)) == (len(prior), len(current)):
        return scores
    rows, columns = [kinds[0][text] for text in prior], [kinds[1][text] for text in current]
    return scores[numpy.ix_(rows, columns)]


def _letters_shared(prior: Sequence[str], current: Sequence[str]) -> tuple[Counts, Counts]:
    """Return how many letters texts share in any order, over both texts and over the shorter one."""
    import numpy

    twice_shared = _twice_in_common(*([*map(sorted_letters, side)] for side in (prior, current)))
    lengths = _lengths(prior), _lengths(current)
    shorter = numpy.maximum(numpy.minimum.outer(*lengths), 1)
    return _over_both(twice_shared, *lengths), SCALE * twice_shared // (2 * shorter)


def _twice_in_common(prior: Sequence[str], current: Sequence[str]) -> Counts:
    """Return twice the length of the longest common subsequence of each two texts."""
    import numpy
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    return cdist(prior, current, scorer=Indel.similarity, dtype=numpy.int64)


def _lengths(texts: Sequence[str]) -> Counts:
    import numpy

    return numpy.array([len(text) for text in texts], dtype=numpy.int64)


def _over_both(twice_shared: Counts, prior_lengths: Counts, current_lengths: Counts) -> Counts:
    import numpy

    return SCALE * twice_shared // numpy.maximum(numpy.add.outer(prior_lengths, current_lengths), 1)


def _as_scores(counts: Counts) -> Matrix:
    import numpy

    return counts.astype(numpy.int16)
