"""Count what a pair's confidence proved to mean on the open gold: `python tests/calibration.py` prints it, bin by bin.

A pair counts where the gold knows at least one of its figures. Two plans of which the gold knows only what they came to
are set apart: whether this year's plan answers to last year's, one set of the gold says and another leaves open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from alignment_gold import gold_pairs
from reportdiff import compare
from running import SHARED

__all__ = ["BINS", "JudgedPair", "bins_of", "judged_pairs"]

BINS = ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.0))
"""Ranges of confidence; the upper end of the last one belongs to it."""


@frozen(kw_only=True)
class JudgedPair:
    """A found pair: its confidence, whether the gold has it, whether the gold leaves it open, and its mark."""

    confidence: float
    is_right: bool
    is_open: bool
    review: bool


def judged_pairs(shared: Path) -> Iterator[JudgedPair]:
    """Yield every found pair of the open gold's reports of which the gold knows a figure."""
    for gold in gold_pairs(shared):
        in_prose = {metric.id for metric in gold.prior.metrics if metric.table is None}
        for pair in compare(gold.prior, gold.current).result.pairs:
            if pair.prior is None or pair.current is None or pair.prior not in in_prose:
                continue
            ids = pair.prior, pair.current
            if gold.knows(ids):
                yield JudgedPair(
                    confidence=float(pair.score),
                    is_right=ids in gold.same,
                    is_open=gold.leaves_open(ids),
                    review=pair.review,
                )


def bins_of(pairs: Iterable[JudgedPair]) -> list[tuple[int, float, float]]:
    """Return for each of `BINS` the number of pairs, their mean confidence, and the share of them that is right."""
    held = list(pairs)
    made = []
    for low, high in BINS:
        inside = [pair for pair in held if low <= pair.confidence < high or pair.confidence == high == 1.0]
        number = len(inside)
        confidence = sum(pair.confidence for pair in inside) / max(number, 1)
        made.append((number, confidence, sum(pair.is_right for pair in inside) / max(number, 1)))
    return made


if __name__ == "__main__":
    every = list(judged_pairs(SHARED))
    for title, chosen in (("all", every), ("without open plans", [pair for pair in every if not pair.is_open])):
        print(title)
        for (low, high), (number, mean, right) in zip(BINS, bins_of(chosen), strict=True):
            print(f"  {low:.2f} to {high:.2f}: {number:3d} pairs, confidence {mean:.2f}, right {right:.2f}")
    settled = [pair for pair in every if not pair.is_open]
    wrong = [pair for pair in settled if not pair.is_right]
    print(f"marked for review: {sum(pair.review for pair in settled)} of {len(settled)}", end=", ")
    print(f"of the wrong ones {sum(pair.review for pair in wrong)} of {len(wrong)}")
