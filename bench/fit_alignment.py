"""Fit the weights and thresholds of alignment on the annotated reports: `python bench/fit_alignment.py`, some minutes.

Weights of pairs of metrics and of sections are moved step by step as long as F1 rises; the same figures come out on
every machine. F1 is the mean over neighbouring thresholds, as that of a single one jumps with every pair. What is
printed is written into `alignment/match_weights.py` by hand. With `--held-out` each set is also judged by weights that
were fitted on the other sets: how far the weights hold elsewhere.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, permutations
from pathlib import Path
from typing import TypeVar

from attrs import evolve, fields_dict, frozen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from alignment_gold import SETS, GoldPair, SectionGold, gold_pairs, section_gold  # noqa: E402
from reportdiff.alignment import align_sections  # noqa: E402
from reportdiff.alignment.assignment import assign  # noqa: E402
from reportdiff.alignment.match_weights import (  # noqa: E402
    CALIBRATION,
    PAIR_WEIGHTS,
    SECTION_WEIGHTS,
    PairWeights,
    SectionWeights,
)
from reportdiff.alignment.metrics import Block, best_pairs, compared_blocks, total_scores  # noqa: E402
from reportdiff.text.scorers import SCALE  # noqa: E402
from running import SHARED  # noqa: E402

STEPS = (4, 2)  # hundredths that go from one reason to another
COSTS = (300, 100)  # ten-thousandths that thresholds and costs are moved by
LEAST_GAIN = 5e-4  # a step that gains less chases single pairs
FIXED = frozenset({"unit"})  # units that do not agree forbid a pair; how well others agree, the gold hardly says
NEARBY = {-300: 1, -150: 2, 0: 3, 150: 2, 300: 1}  # thresholds around the one in question, and how much each counts
MARGINS = (400, 600, 800, 1000, 1200)  # of scores, within which a pair is marked for review

Weights = TypeVar("Weights", PairWeights, SectionWeights)


@frozen(kw_only=True)
class Counts:
    """How many pairs are right, how many were found, how many there are, and how many traps were taken."""

    right: int
    found: int
    gold: int
    traps: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            right=self.right + other.right,
            found=self.found + other.found,
            gold=self.gold + other.gold,
            traps=self.traps + other.traps,
        )

    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / max(self.found + self.gold, 1)


@frozen(kw_only=True)
class Compared:
    """An annotated pair of reports with its metrics in prose, compared once: weights change none of that."""

    gold: GoldPair
    blocks: Sequence[Block]


def main() -> int:
    """Fit what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--held-out", action="store_true", help="also fit on all sets but one, and judge that one")
    chosen = parser.parse_args()
    fitted = fit_and_show("pairs", fit_pairs, count_pairs, PAIR_WEIGHTS, held_out=chosen.held_out)
    fit_and_show("sections", fit_sections, count_sections, SECTION_WEIGHTS, held_out=chosen.held_out)
    print(*calibration(fitted), *reviews(fitted), sep="\n")
    return 0


def fit_and_show(
    title: str,
    fit: Callable[[Weights, Sequence[str]], Weights],
    count: Callable[[Weights, Sequence[str]], Mapping[str, Counts]],
    start: Weights,
    *,
    held_out: bool,
) -> Weights:
    """Fit weights from `start` on, print how well both do, and return them."""
    print(f"{title}, as it is: {summary(count(start, SETS))}")
    fitted = fit(start, SETS)
    print(f"{title}, fitted:   {summary(count(fitted, SETS))}\n  {fitted}")
    for name in SETS if held_out else ():
        others = tuple(other for other in SETS if other != name)
        print(f"  {name} by the other sets: {count(fit(start, others), (name,))[name].f1():.3f}")
    return fitted


def summary(counts: Mapping[str, Counts]) -> str:
    """Return the F1 of all sets together, then of each with the traps taken."""
    total = sum(counts.values(), Counts(right=0, found=0, gold=0))
    return f"F1 {total.f1():.4f}; " + ", ".join(f"{name} {c.f1():.3f} ({c.traps})" for name, c in counts.items())


@cache
def compared() -> tuple[Compared, ...]:
    """Return the annotated pairs of reports, each compared."""
    made = []
    for gold in gold_pairs(SHARED):
        blocks = compared_blocks(gold.prior, gold.current, align_sections(gold.prior, gold.current))
        made.append(Compared(gold=gold, blocks=[b for b in blocks if b.prior[0].metric.table is None]))
    return tuple(made)


@cache
def sections() -> tuple[SectionGold, ...]:
    """Return the annotated pairs of reports with their sections."""
    return tuple(section_gold(SHARED))


def pairs_found(blocks: Iterable[Block], weights: PairWeights) -> Iterator[tuple[str, str, int]]:
    """Yield the pairs that fit best together, by ids, with their scores."""
    for block in blocks:
        total = total_scores(block, weights)
        for row, column in assign(total, weights.threshold, (block.prior_places, block.current_places)):
            yield block.prior[row].metric.id, block.current[column].metric.id, int(total[row, column])


def count_pairs(weights: PairWeights, sets: Sequence[str]) -> dict[str, Counts]:
    """Return how the metrics of each set are paired."""
    made = dict.fromkeys(sets, Counts(right=0, found=0, gold=0))
    for item in compared():
        if item.gold.set_name in made:
            found = [(prior, current) for prior, current, _ in pairs_found(item.blocks, weights)]
            made[item.gold.set_name] += Counts(
                right=len({item.gold.same[pair] for pair in found if pair in item.gold.same}),
                found=len(found),
                gold=item.gold.rows,
                traps=sum(pair in item.gold.traps for pair in found),
            )
    return made


def count_sections(weights: SectionWeights, sets: Sequence[str]) -> dict[str, Counts]:
    """Return how the sections of each set are paired."""
    made = dict.fromkeys(sets, Counts(right=0, found=0, gold=0))
    for gold in sections():
        if gold.set_name in made:
            right, found = gold.judge(align_sections(gold.prior, gold.current, weights))
            made[gold.set_name] += Counts(right=right, found=found, gold=len(gold.same))
    return made


def fit_pairs(start: PairWeights, sets: Sequence[str]) -> PairWeights:
    """Return the weights of pairs of metrics from which no step raises F1."""

    def steps(weights: PairWeights) -> Iterator[PairWeights]:
        for given, taken in permutations([reason for reason in weights.reasons if reason not in FIXED], 2):
            for step in STEPS:
                if weights.reasons[taken] >= step:
                    moved = {given: weights.reasons[given] + step, taken: weights.reasons[taken] - step}
                    yield evolve(weights, reasons={**weights.reasons, **moved})
        yield from moved_costs(weights, ("threshold", "other_period"))

    def value(weights: PairWeights) -> float:
        return smoothed(weights, ("threshold",), lambda near: count_pairs(near, sets))

    return climb(start, steps, value)


def fit_sections(start: SectionWeights, sets: Sequence[str]) -> SectionWeights:
    """Return the weights of pairs of sections from which no step raises F1."""
    thresholds = ("threshold", "further", "further_top", "absorbed_run_in")

    def steps(weights: SectionWeights) -> Iterator[SectionWeights]:
        for step in (5, -5):
            yield evolve(weights, heading=weights.heading + step)
        yield from moved_costs(weights, tuple(name for name in fields_dict(SectionWeights) if name != "heading"))

    def value(weights: SectionWeights) -> float:
        return smoothed(weights, thresholds, lambda near: count_sections(near, sets))

    return climb(start, steps, value)


def moved_costs(weights: Weights, names: Sequence[str]) -> Iterator[Weights]:
    """Yield the weights with one of the named thresholds and costs a step higher or lower."""
    for name in names:
        for cost in COSTS:
            for moved in (cost, -cost):
                if getattr(weights, name) + moved >= 0:
                    yield evolve(weights, **{name: getattr(weights, name) + moved})


def smoothed(weights: Weights, names: Sequence[str], count: Callable[[Weights], Mapping[str, Counts]]) -> float:
    """Return the mean F1 over thresholds near the named ones."""
    mean = 0.0
    for moved, share in NEARBY.items():
        near = evolve(weights, **{name: getattr(weights, name) + moved for name in names})
        mean += share * sum(count(near).values(), Counts(right=0, found=0, gold=0)).f1()
    return mean / sum(NEARBY.values())


def climb(start: Weights, steps: Callable[[Weights], Iterable[Weights]], value: Callable[[Weights], float]) -> Weights:
    """Return the weights that are reached by taking the best step as long as one raises the value."""
    best, highest = start, value(start)
    while True:
        reached, step = max(((value(item), place), item) for place, item in enumerate(steps(best)))
        if reached[0] < highest + LEAST_GAIN:
            return best
        best, highest = step, reached[0]


def calibration(weights: PairWeights) -> Iterator[str]:
    """Yield for each stretch of `CALIBRATION` how many of its pairs are right, of those that the gold decides."""
    judged = [
        (score, (prior, current) in item.gold.same)
        for item in compared()
        for prior, current, score in pairs_found(item.blocks, weights)
        if item.gold.decides((prior, current))
    ]
    for (low, least), (high, most) in pairwise(CALIBRATION):
        inside = [is_right for score, is_right in judged if low <= score < high or score == high == SCALE]
        yield f"score {low} to {high}, stated {least / SCALE:.2f} to {most / SCALE:.2f}: {sum(inside)} of {len(inside)}"


def reviews(weights: PairWeights) -> Iterator[str]:
    """Yield for some margins how many pairs they mark for review, and how many of the wrong ones."""
    for margin in MARGINS:
        marked = [
            (pair.review, (pair.prior, pair.current) in item.gold.same)
            for item in compared()
            for block in item.blocks
            for pair in best_pairs(block, weights=evolve(weights, review_margin=margin))
            if item.gold.decides((str(pair.prior), str(pair.current)))
        ]
        wrong = [review for review, is_right in marked if not is_right]
        count = sum(review for review, _ in marked)
        yield f"margin {margin}: {count} of {len(marked)}, wrong ones {sum(wrong)} of {len(wrong)}"


if __name__ == "__main__":
    sys.exit(main())
