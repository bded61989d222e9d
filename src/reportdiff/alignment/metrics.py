"""`align_metrics`: which metric of last year is which of this year, why, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import evolve

from reportdiff.alignment.assignment import TIEBREAK_FACTOR, assign, break_ties_by_position
from reportdiff.alignment.comparisons import additions, magnitudes, names, not_vetoed, periods, sums, units
from reportdiff.alignment.corrections import Corrections, PairRule
from reportdiff.alignment.metric_profile import MetricProfile, metric_profiles
from reportdiff.alignment.names import normalize_name
from reportdiff.alignment.scorers import ONE, cut, shared
from reportdiff.model import CHANGES, PREVIOUS_YEAR, Metric, Pair, Report, SectionPair, Status

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int32]

__all__ = [
    "CALIBRATION",
    "OTHER_PERIOD",
    "REVIEW_MARGIN",
    "THRESHOLD",
    "WEIGHTS",
    "align_metrics",
    "align_targets",
    "calibrated",
]

WEIGHTS: Mapping[str, int] = {"name": 38, "noun": 10, "context": 17, "section": 11, "magnitude": 19, "unit": 5}
"""How much each reason counts, in hundredths of the score."""

THRESHOLD = 5800
"""Below this score, in ten-thousandths, a metric rather stays without partner."""

OTHER_PERIOD = 1500
"""What it costs that the figures cover other periods, seen from their reports' own years."""

REVIEW_MARGIN = 800
"""A pair this near to the threshold, or to its runner-up, is marked for review."""

_TOGETHER = 250_000  # pairs; up to here all blocks at once, most of them forbidden, cost less than each by itself
_NAMED = 4  # a name of so many characters says what is measured, and two digits are then enough for a repetition
_NEARBY = 160  # a short figure is taken for a repetition at most so many characters on


CALIBRATION = ((0, 0), (5800, 4000), (6600, 6500), (7500, 8000), (8500, 9200), (9000, 9600), (10000, 10000))
"""What a weighed sum of reasons proved to mean on annotated reports: of pairs scored .9 nine in ten are right."""


def align_metrics(
    prior: Report, current: Report, sections: Iterable[SectionPair], *, corrections: Corrections | None = None
) -> tuple[Pair, ...]:
    """Pairs of metrics that measure the same thing, in the current report's order, then what was dropped.

    Every metric stands in one pair at most; one without partner has None on the other side, and a figure that is
    printed again under the same name stands with its first mention and in no pair. A target pairs only
    with a target. A figure that a report quotes as the base of a change (比上年的132件增加155件) stays alone: it
    is last year's figure printed again. Reasons and scores are in [0, 1].

    `corrections` holds what a person decided: a confirmed pair is taken before all others, a forbidden one never, and
    its aliases are read as one word.
    """
    ruled = (corrections or Corrections()).of(current.issuer)
    again = _repeats(prior), _repeats(current)
    left_out = _quoted_bases(prior) | again[0], _quoted_bases(current) | again[1]
    mine = metric_profiles(prior, [metric for metric in prior.metrics if metric.id not in left_out[0]], ruled.words)
    yours = metric_profiles(
        current, [metric for metric in current.metrics if metric.id not in left_out[1]], ruled.words
    )
    found = {str(pair.current): pair for pair in _paired(prior, current, mine, yours, tuple(sections), ruled)}
    paired = {pair.prior for pair in found.values()}
    alone = Fraction(0)
    made = [
        found.get(metric.id) or Pair(prior=None, current=metric.id, score=alone)
        for metric in current.metrics
        if metric.id not in again[1]
    ]
    made += [
        Pair(prior=metric.id, current=None, score=alone)
        for metric in prior.metrics
        if metric.id not in paired and metric.id not in again[0]
    ]
    return tuple(made)


def align_targets(prior: Report, current: Report, sections: Iterable[SectionPair]) -> tuple[Pair, ...]:
    """Last year's targets and the actual figures of this year that answer to them, in the prior report's order.

    A follow-up, never a change: only targets that found their figure stand here. Reasons and scores as in
    `align_metrics`.
    """
    left_out = _repeats(prior), _quoted_bases(current) | _repeats(current)
    planned = [metric for metric in prior.metrics if metric.status is Status.TARGET and metric.id not in left_out[0]]
    reached = [metric for metric in current.metrics if metric.status is Status.ACTUAL and metric.id not in left_out[1]]
    mine = [
        evolve(item, metric=evolve(item.metric, status=Status.ACTUAL)) for item in metric_profiles(prior, planned, {})
    ]
    pairs = {
        str(pair.prior): pair
        for pair in _paired(prior, current, mine, metric_profiles(current, reached, {}), tuple(sections), Corrections())
    }
    return tuple(pairs[metric.id] for metric in planned if metric.id in pairs)


def _paired(
    prior: Report,
    current: Report,
    mine: Sequence[MetricProfile],
    yours: Sequence[MetricProfile],
    sections: Sequence[SectionPair],
    ruled: Corrections,
) -> Iterable[Pair]:
    apart = len(mine) * len(yours) > _TOGETHER
    blocks = _blocks(mine, apart), _blocks(yours, apart)
    for block, rows in blocks[0].items():
        if block in blocks[1]:
            yield from _pairs(prior, current, rows, blocks[1][block], sections, ruled)


def _blocks(items: Sequence[MetricProfile], apart: bool) -> dict[object, list[tuple[int, MetricProfile]]]:
    """The metrics, each with its place in the text (from 0 to ten thousand), `apart` by what no pair ever crosses."""
    made: dict[object, list[tuple[int, MetricProfile]]] = {}
    last = max(len(items) - 1, 1)
    for index, item in enumerate(items):
        place = index * ONE // last
        made.setdefault(_block(item) if apart else None, []).append((place, item))
    return made


def _block(item: MetricProfile) -> tuple[Status, bool]:
    return item.metric.status, item.metric.table is None


def _repeats(report: Report) -> set[str]:
    """The figures that print again what one of the same name printed: they stand with the first, or with the one that
    a change against last year is stated of."""
    first: dict[tuple[object, ...], Metric] = {}
    changed = {claim.current for claim in report.claims if claim.form in CHANGES and claim.basis == PREVIOUS_YEAR}
    made: set[str] = set()
    for metric in report.metrics:
        if metric.table is not None:
            continue
        figure = metric.figure
        value = figure.value.numerator, figure.value.denominator  # a Fraction takes long to hash
        name = normalize_name(metric.name)
        key = (name, value, figure.unit, metric.status, metric.scope, metric.period)
        known = first.setdefault(key, metric)
        if known is metric:
            continue
        digits = figure.digits.replace(".", "").strip("0")
        if len(digits) >= (2 if len(name) >= _NAMED else 3) or (
            digits and metric.span.start - known.span.end <= _NEARBY
        ):
            stays = metric.id in changed and known.id not in changed
            made.add(known.id if stays else metric.id)
            first[key] = metric if stays else evolve(known, figure=evolve(known.figure, span=metric.figure.span))
    return made


def _quoted_bases(report: Report) -> set[str]:
    """Last year's figures printed again beside this year's; a plan's base that stands elsewhere is this year's own."""
    changes = [claim for claim in report.claims if claim.form in CHANGES]
    sentences = {metric.id: metric.sentence for metric in report.metrics}
    quoted = {claim.prior for claim in changes if claim.prior is not None and sentences[claim.prior] == claim.sentence}
    return quoted - {claim.current for claim in changes if claim.current is not None}


def _pairs(
    prior: Report,
    current: Report,
    rows: Sequence[tuple[int, MetricProfile]],
    columns: Sequence[tuple[int, MetricProfile]],
    sections: Sequence[SectionPair],
    ruled: Corrections,
) -> Iterable[Pair]:
    import numpy

    mine, yours = [item for _, item in rows], [item for _, item in columns]
    around, within = shared(*(cut([item.context for item in side]) for side in (mine, yours)))
    name, noun = names(mine, yours)
    reasons: dict[str, Matrix] = {
        "name": name,
        "noun": noun,
        "context": (around + within) // 2,
        "section": _sections(prior, current, mine, yours, sections),
        "magnitude": magnitudes(mine, yours),
        "unit": units(mine, yours),
    }
    score = sum(reasons[reason] * weight for reason, weight in WEIGHTS.items()) // 100
    reasons["period"] = periods(mine, yours, reasons["magnitude"])
    score = numpy.maximum(score - (ONE - reasons["period"]) * OTHER_PERIOD // ONE, 0)
    fits = (reasons["unit"] > 0) & not_vetoed(mine, yours) & ~sums(mine, yours, reasons["magnitude"])
    fits &= ~additions(mine, yours)
    score = numpy.where(fits, score, 0)
    confirmed = _decided(ruled.confirm, mine, yours)
    for row, column in _decided(ruled.forbid, mine, yours):
        score[row, column] = 0
    for row, column in confirmed:
        score[row, :], score[:, column] = 0, 0
        score[row, column] = ONE
    ordered = break_ties_by_position(score, [place for place, _ in rows], [place for place, _ in columns])
    two_best = _two_best(score), _two_best(score.T)
    for row, column in assign(ordered, THRESHOLD * TIEBREAK_FACTOR):
        beside = two_best[0][row], two_best[1][column]
        value = int(score[row, column])
        runner_up = max(second if first == value else first for first, second in beside)
        margin = value - max(runner_up, THRESHOLD)
        said = {reason: _part(int(matrix[row, column])) for reason, matrix in reasons.items()}
        said["runner_up"] = _part(calibrated(runner_up))
        if (row, column) in confirmed:
            said["confirmed"] = Fraction(1)
        meaning = _part(calibrated(value))
        yield Pair(
            prior=mine[row].metric.id,
            current=yours[column].metric.id,
            score=meaning,
            reasons=said,
            review=margin < REVIEW_MARGIN,
        )


def _decided(
    rules: Sequence[PairRule], mine: Sequence[MetricProfile], yours: Sequence[MetricProfile]
) -> list[tuple[int, int]]:
    """The places of the pairs that the rules name; of several metrics of one name the first that is left."""
    made: list[tuple[int, int]] = []
    for rule in rules:
        rows = [at for at, item in enumerate(mine) if item.metric.name == rule.prior]
        columns = [to for to, item in enumerate(yours) if item.metric.name == rule.current]
        for block in {_block(mine[at]): None for at in rows}:
            left = [at for at in rows if _block(mine[at]) == block]
            right = [to for to in columns if _block(yours[to]) == block]
            made += zip(left, right, strict=False)
    return made


@lru_cache(maxsize=ONE + 1)
def _part(score: int) -> Fraction:
    return Fraction(score, ONE)


@lru_cache(maxsize=ONE + 1)
def calibrated(score: int) -> int:
    """What a weighed sum means as a chance of being right, in ten-thousandths; between the points of the table linear.

    >>> calibrated(5800), calibrated(10000)
    (4000, 10000)
    """
    for (low, least), (high, most) in pairwise(CALIBRATION):
        if score <= high:
            return least + (score - low) * (most - least) // (high - low)
    return ONE


def _two_best(scores: Matrix) -> list[list[int]]:
    """The best and the second best score of each row; 0 where there is no second."""
    import numpy

    if scores.shape[1] < 2:
        return [[int(row[0]), 0] for row in scores]
    best: list[list[int]] = numpy.partition(scores, scores.shape[1] - 2, axis=1)[:, :-3:-1].tolist()
    return best


def _sections(
    prior: Report,
    current: Report,
    mine: Sequence[MetricProfile],
    yours: Sequence[MetricProfile],
    pairs: Sequence[SectionPair],
) -> Matrix:
    """For each pair of metrics how near their sections are: partners all, their parents partners half."""
    import numpy

    joined = {(pair.prior, pair.current) for pair in pairs if pair.prior is not None and pair.current is not None}
    parents = (
        {section.id: section.parent for section in prior.sections},
        {section.id: section.parent for section in current.sections},
    )

    def score(one: str | None, other: str | None) -> int:
        if one is None and other is None:
            return ONE
        up, down = _chain(one, parents[0]), _chain(other, parents[1])
        for steps, place in enumerate(up):
            for more, there in enumerate(down):
                if (place, there) in joined:
                    return int(ONE * 7 ** (steps + more) // 10 ** (steps + more))
        return 0

    homes = [item.metric.section for item in mine], [item.metric.section for item in yours]
    names = [list(dict.fromkeys(home)) for home in homes]
    table = numpy.array([[score(one, other) for other in names[1]] for one in names[0]], dtype=numpy.int32)
    places = [{name: index for index, name in enumerate(known)} for known in names]
    indices = [[place[name] for name in home] for home, place in zip(homes, places, strict=True)]
    return table[numpy.ix_(indices[0], indices[1])]


def _chain(section: str | None, parents: Mapping[str, str | None]) -> list[str]:
    made: list[str] = []
    while section is not None:
        made.append(section)
        section = parents.get(section)
    return made
