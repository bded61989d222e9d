"""How much of the words of a figure's name stand where it may be meant, by weight.

A figure that is meant in other words shares some with the text that means it. The fewer figures share as much, the less
chance there is that one of them fits by accident: see `rank`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby, pairwise

from attrs import frozen

from reportdiff.checking.report_index import ReportIndex
from reportdiff.model import Metric
from reportdiff.text.scorers import word_parts
from reportdiff.text.words import cut, weight_of

__all__ = ["WHOLE", "Told", "kinship", "rank", "words_before", "words_of_figure", "words_of_text"]

WHOLE = 10_000
"""How much of its words a figure shares where it shares all."""
_AROUND = 40  # characters before a figure that tell what it is of


@frozen(kw_only=True)
class Told:
    """The words by which a figure may be meant: those that name it, and those that stand around."""

    near: frozenset[str]
    far: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str, far: frozenset[str] = frozenset()) -> Told:
        """Return the words of a text that names a figure."""
        return cls(near=words_of_text(text), far=far)


@lru_cache(maxsize=1 << 12)
def words_of_text(text: str) -> frozenset[str]:
    """Return the words of two and more letters of a text, those of 县（区） without any."""
    parts = [part for word in cut(text) for part in word_parts(word)]
    runs = ("".join(run) for single, run in groupby(parts, key=lambda part: len(part) == 1) if single)
    return frozenset(part for part in (*parts, *_joined(runs)) if len(part) > 1) or frozenset(
        filter(str.isalpha, parts)
    )


def _joined(runs: Iterable[str]) -> Iterator[str]:
    """Yield the pairs of letters in runs of single ones: words that the dictionary lacks, 微博 and 拒执."""
    for run in runs:
        if run.isalpha():
            yield from map("".join, pairwise(run))


def words_before(index: ReportIndex, start: int) -> frozenset[str]:
    """Return the words that stand before a place of the text in its line."""
    return words_of_text(index.text[max(0, start - _AROUND) : start].rpartition("\n")[2])


def words_of_figure(index: ReportIndex, metric: Metric) -> frozenset[str]:
    """Return the words of a figure: those of its name or row, those of what stands before it without one."""
    if metric.table is not None and metric.table.row:
        return words_of_text(metric.table.row[-1])
    return words_of_text(metric.name) if metric.name else words_before(index, metric.span.start)


def kinship(words: frozenset[str], told: Told) -> int:
    """Return how much of the weight of a figure's words is told of, and of what is told in them: the mean of both.

    What only stands around counts half of a figure's words. All of it is `WHOLE`.
    """
    if words.isdisjoint(told.near) and words.isdisjoint(told.far):
        return 0
    near, far = _weight(words & told.near), _weight((words & told.far) - told.near)
    covered = WHOLE * (2 * near + far) // (2 * _weight(words) or 1)
    return (covered + WHOLE * near // (_weight(told.near) or 1)) // 2 if told.near else covered


@lru_cache(maxsize=1 << 12)  # the same few words are told of time and again
def _weight(words: frozenset[str]) -> int:
    return sum(map(weight_of, words))


def rank(scores: Mapping[int, int], key: int) -> int:
    """Return how many figures share as many words as one of them, itself included; all of them where it shares none.

    >>> rank({1: WHOLE, 2: WHOLE // 2, 3: 0}, 2)
    2
    """
    own = scores[key]
    return sum(score >= own for score in scores.values()) if own else len(scores)
