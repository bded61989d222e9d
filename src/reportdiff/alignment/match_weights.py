"""Hold what was fitted on annotated reports: weights, thresholds, and what a score means.

`bench/fit_alignment.py` fits these figures; docs/alignment.md says on which reports and how well they do. Scores are
whole numbers up to `scorers.SCALE`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from attrs import frozen

from reportdiff.text.scorers import SCALE

__all__ = ["CALIBRATION", "PAIR_WEIGHTS", "SECTION_WEIGHTS", "PairWeights", "SectionWeights", "confidence"]


@frozen(kw_only=True)
class PairWeights:
    """What decides on a pair of metrics.

    Attributes:
        reasons: How much each reason counts, in hundredths of the score.
        other_period: What it costs that the figures cover other periods, seen from their reports' own years.
        threshold: Below this score a metric rather stays without partner.
        review_margin: A pair this near to the threshold, or to its runner-up, is marked for review.
    """

    reasons: Mapping[str, int]
    other_period: int
    threshold: int
    review_margin: int


@frozen(kw_only=True)
class SectionWeights:
    """What decides on a pair of sections.

    Attributes:
        heading: How much the headings count, in hundredths; the bodies count the rest.
        threshold: Below this score a section rather stays without partner.
        further: What a second partner needs, where a section was split or sections were merged.
        further_top: The same for top sections of one role: this year's tasks in one section or in several.
        absorbed: What a section that became part of the text of its parent's partner shares with it at least.
        absorbed_run_in: The same for a section whose heading is only run in, and between sections of other roles.
        same_parents: What it adds that the sections around the two are partners.
        other_parents: What it costs that they are not.
        run_in: What it costs that only one of the two headings is run in.
    """

    heading: int
    threshold: int
    further: int
    further_top: int
    absorbed: int
    absorbed_run_in: int
    same_parents: int
    other_parents: int
    run_in: int


PAIR_WEIGHTS = PairWeights(
    reasons={"name": 36, "noun": 6, "context": 26, "section": 8, "magnitude": 19, "unit": 5},
    other_period=1200,
    threshold=6350,
    review_margin=800,
)

SECTION_WEIGHTS = SectionWeights(
    heading=35,
    threshold=5100,
    further=5100,
    further_top=4600,
    absorbed=1400,
    absorbed_run_in=6900,
    same_parents=1000,
    other_parents=1200,
    run_in=400,
)

CALIBRATION = (
    (0, 0),
    (6350, 5500),
    (6650, 7000),
    (7000, 8200),
    (7600, 9000),
    (8500, 9600),
    (9500, 9800),
    (10000, 10000),
)
"""Scores of pairs of metrics with the share of right pairs among those scored so, both in ten-thousandths.

Shares lie a little below those on the annotated reports, on which the weights were fitted.
"""


@lru_cache(maxsize=SCALE + 1)
def confidence(score: int) -> int:
    """Return a score's chance of being right by `CALIBRATION`, in ten-thousandths; linear between its points.

    >>> confidence(0), confidence(10000)
    (0, 10000)
    """
    for (low, least), (high, most) in pairwise(CALIBRATION):
        if score <= high:
            return least + (score - low) * (most - least) // (high - low)
    return SCALE
