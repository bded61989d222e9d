"""Measure what each part of a name's score brings: `python bench/name_parts.py`; docs/alignment.md has the table.

Each line scores the words of names in another way. F1 on the annotated reports is the mean around the best threshold
for that way, with the weights as they are; on the table of reworded names it is that of five folds.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from unittest.mock import patch

from attrs import evolve
from rapidfuzz import fuzz

from alignment_gold import SETS, name_pairs_f1
from fit_alignment import compared, count_pairs, smoothed
from reportdiff.alignment.match_weights import PAIR_WEIGHTS
from reportdiff.text import scorers
from reportdiff.text.scorers import SCALE, word_parts
from reportdiff.text.words import cut, weight_of
from running import SHARED

THRESHOLDS = range(5600, 7400, 100)


def shared_weight(prior: Mapping[str, int], current: Mapping[str, int]) -> int:
    """Return what two bags of weighed words share, three parts over both and one part over the lighter one."""
    shared = sum(min(weight, current[word]) for word, weight in prior.items() if word in current)
    totals = sum(prior.values()), sum(current.values())
    return (6 * SCALE * shared // max(sum(totals), 1) + SCALE * shared // max(min(totals), 1)) // 4


def letters(prior: str, current: str) -> int:
    """Return the score of the letters again: words count for nothing."""
    return shared_weight(Counter(prior), Counter(current))


def words(weigh: Callable[[str], int], split: Callable[[str], Iterable[str]]) -> Callable[[str, str], int]:
    """Return the scorer of words as cut and then split, each weighed."""

    def score(prior: str, current: str) -> int:
        sides = ({part: weigh(part) for word in cut(name) for part in split(word)} for name in (prior, current))
        return shared_weight(*sides)

    return score


def token_set(prior: str, current: str) -> int:
    """Return rapidfuzz's token_set_ratio of the words."""
    return round(fuzz.token_set_ratio(" ".join(cut(prior)), " ".join(cut(current)))) * SCALE // 100


WAYS = {
    "letters alone": letters,
    "words, all alike": words(lambda word: 1, lambda word: (word,)),
    "words, rare ones heavier": words(weight_of, lambda word: (word,)),
    "parts of words, rare ones heavier": words(weight_of, word_parts),
    "token_set_ratio of words": token_set,
}


def main() -> int:
    """Print a line for each way to score words."""
    for name, way in WAYS.items():
        with patch.object(scorers, "word_score", way):
            compared.cache_clear()
            value, threshold = max((around(threshold), threshold) for threshold in THRESHOLDS)
            print(f"{name}: F1 {value:.3f} at {threshold}, reworded names {name_pairs_f1(SHARED):.3f}", flush=True)
    return 0


def around(threshold: int) -> float:
    """Return the mean F1 around a threshold."""
    weights = evolve(PAIR_WEIGHTS, threshold=threshold)
    return smoothed(weights, ("threshold",), lambda near: count_pairs(near, SETS))


if __name__ == "__main__":
    sys.exit(main())
