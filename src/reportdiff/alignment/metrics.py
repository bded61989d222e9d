"""Find which metric of last year is which of this year, why, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from reportdiff.alignment.across_tables import pairs_across_tables
from reportdiff.alignment.assignment import assign, two_best
from reportdiff.alignment.comparisons import (
    magnitude_scores,
    period_scores,
    section_scores,
    unit_scores,
    wording_scores,
)
from reportdiff.alignment.corrections import Corrections, PairRule
from reportdiff.alignment.known_names import one_name
from reportdiff.alignment.match_weights import PAIR_WEIGHTS, PairWeights, confidence
from reportdiff.alignment.metric_profile import MetricProfile, full_name, metric_profiles
from reportdiff.alignment.selection import quoted_bases, repetitions
from reportdiff.alignment.unlike_rows import without_unlike_rows
from reportdiff.alignment.vetoes import not_vetoed, sets_part_against_list, unsure_area
from reportdiff.model import Kind, Pair, Report, SectionPair, Status
from reportdiff.text.scorers import SCALE

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Matrix = NDArray[numpy.int16]
    Mask = NDArray[numpy.bool_]

__all__ = ["Block", "align_metrics", "align_targets", "best_pairs", "compared_blocks", "total_scores"]

_LARGE = 2_000_000  # pairs of metrics that may be scored in one go
_NO_PARTNER = Fraction(0)
_NO_CORRECTIONS = Corrections()


@frozen(kw_only=True, eq=False)
class Block:
    """Metrics of two reports that may pair with one another: of one status, all in tables or all in prose.

    Attributes:
        prior: The prior metrics, in text order.
        current: The current metrics, in text order.
        prior_places: The place of each prior metric among all of its report, from 0 to `SCALE`.
        current_places: The place of each current metric likewise.
        scores: For each reason how much it speaks for each pair; "period" costs where it is low.
        open_cells: Which pairs may be the same metric at all.
    """

    prior: Sequence[MetricProfile]
    current: Sequence[MetricProfile]
    prior_places: Sequence[int]
    current_places: Sequence[int]
    scores: dict[str, Matrix]
    open_cells: Mask


def align_metrics(
    prior: Report, current: Report, sections: Iterable[SectionPair], *, corrections: Corrections | None = None
) -> tuple[Pair, ...]:
    """Return pairs of metrics that measure the same thing, in the current report's order, then what was dropped.

    Every metric stands in one pair at most; one without partner has None on the other side, and a figure that is
    printed again under the same name stands with its first mention and in no pair. A target pairs only with a target. A
    figure that a report quotes as the base of a change (比上年的132件增加155件) stays alone: it is last year's figure
    printed again. Reasons and scores are in [0, 1].

    Args:
        prior: Last year's report.
        current: This year's report.
        sections: Which section became which (`align_sections`).
        corrections: What a person decided: a confirmed pair is taken before all others, a forbidden one never, and
            aliases are read as one word.
    """
    rules = (corrections or _NO_CORRECTIONS).of(current.issuer)
    repeated = repetitions(prior), repetitions(current)
    blocks = compared_blocks(prior, current, sections, repeated=repeated, rules=rules)
    best = [pair for block in blocks for pair in best_pairs(block, rules)]
    found = {str(pair.current): pair for pair in without_unlike_rows(best, prior, current)}
    _join_confirmed(rules.confirm, prior, current, repeated, found)
    taken = {str(pair.prior) for pair in found.values()} | repeated[0] | quoted_bases(prior)
    for pair in pairs_across_tables(prior, current, taken, found.keys() | repeated[1] | quoted_bases(current)):
        found[str(pair.current)] = pair
    paired = {pair.prior for pair in found.values()}
    pairs = [
        found.get(metric.id) or Pair(prior=None, current=metric.id, score=_NO_PARTNER)
        for metric in current.metrics
        if metric.id not in repeated[1]
    ]
    dropped = (metric for metric in prior.metrics if metric.id not in paired and metric.id not in repeated[0])
    return (*pairs, *(Pair(prior=metric.id, current=None, score=_NO_PARTNER) for metric in dropped))


def _join_confirmed(
    rules: Iterable[PairRule],
    prior: Report,
    current: Report,
    repeated: tuple[Set[str], Set[str]],
    found: dict[str, Pair],
) -> None:
    """Pair the confirmed metrics that no block has together: a cell of a table with prose, a figure quoted as a base.

    A target stays apart from what was reached: `align_targets` follows it up.
    """
    sides = [
        [metric for metric in report.metrics if metric.id not in its_repetitions]
        for report, its_repetitions in zip((prior, current), repeated, strict=True)
    ]
    for rule in rules:
        before, after = (
            [metric for metric in side if metric.name == name]
            for side, name in zip(sides, (rule.prior, rule.current), strict=True)
        )
        ids = {metric.id for metric in before}
        if any(metric.id in found and found[metric.id].prior in ids for metric in after):
            continue
        both = ((one, other) for other in after for one in before if one.status is other.status)
        for one, other in islice(both, 1):
            for taken in [key for key, pair in found.items() if pair.prior == one.id]:
                del found[taken]
            reasons = {"confirmed": Fraction(1)}
            found[other.id] = Pair(prior=one.id, current=other.id, score=Fraction(1), reasons=reasons)


def align_targets(prior: Report, current: Report, sections: Iterable[SectionPair]) -> tuple[Pair, ...]:
    """Return last year's targets with the actual figures of this year that answer to them, in the prior report's order.

    A follow-up, never a change: only targets that found their figure stand here. Reasons and scores as in
    `align_metrics`.
    """
    left_out = repetitions(prior), quoted_bases(current) | repetitions(current)
    planned = [metric for metric in prior.metrics if metric.status is Status.TARGET and metric.id not in left_out[0]]
    reached = [metric for metric in current.metrics if metric.status is Status.ACTUAL and metric.id not in left_out[1]]
    targets = [
        evolve(item, metric=evolve(item.metric, status=Status.ACTUAL)) for item in metric_profiles(prior, planned)
    ]
    blocks = _blocks((prior, current), (targets, metric_profiles(current, reached)), tuple(sections))
    found = {str(pair.prior): pair for block in blocks for pair in best_pairs(block)}
    return tuple(found[metric.id] for metric in planned if metric.id in found)


def compared_blocks(
    prior: Report,
    current: Report,
    sections: Iterable[SectionPair],
    *,
    repeated: tuple[Set[str], Set[str]] | None = None,
    rules: Corrections = _NO_CORRECTIONS,
) -> Iterator[Block]:
    """Yield the metrics of two reports that take part, in blocks that no pair crosses, each compared.

    Args:
        prior: Last year's report.
        current: This year's report.
        sections: Which section became which.
        repeated: The `repetitions` of both reports, where they are known.
        rules: Words that are read as others, besides those of aliases.toml, and names that mean one metric.
    """
    reports, taking_part = (prior, current), []
    for report, its_repetitions in zip(reports, repeated or (None, None), strict=True):
        left_out = quoted_bases(report).union(repetitions(report) if its_repetitions is None else its_repetitions)
        taking_part.append([metric for metric in report.metrics if metric.id not in left_out])
    known = rules.known_names
    renamed = one_name(known, *({full_name(m) for m in metrics} for metrics in taking_part)) if known else {}
    read_as = _reader(renamed, rules.words)
    profiles = [metric_profiles(report, part, read_as) for report, part in zip(reports, taking_part, strict=True)]
    yield from _blocks((prior, current), (profiles[0], profiles[1]), tuple(sections))


def _reader(renamed: Mapping[str, str], aliases: Mapping[str, str]) -> Callable[[str], str]:
    """Return what a name is read as: another name that is known to mean the same, and words for words."""
    words = [(word, aliases[word]) for word in sorted(aliases, key=lambda word: (-len(word), word))]

    def read(name: str) -> str:
        name = renamed.get(name, name)
        for word, other in words:
            name = name.replace(word, other)
        return name

    return read if renamed or words else str


def _blocks(
    reports: tuple[Report, Report],
    profiles: tuple[Sequence[MetricProfile], Sequence[MetricProfile]],
    sections: Sequence[SectionPair],
) -> Iterator[Block]:
    finer = len(profiles[0]) * len(profiles[1]) > _LARGE
    prior_blocks, current_blocks = (_by_block(items, finer=finer) for items in profiles)
    for key in [key for key in prior_blocks if key in current_blocks]:
        prior_places, prior = zip(*prior_blocks[key], strict=True)
        current_places, current = zip(*current_blocks[key], strict=True)
        magnitudes, units = magnitude_scores(prior, current), unit_scores(prior, current)
        open_cells = not_vetoed(prior, current, magnitudes) & (units > 0)
        scores = wording_scores(prior, current, open_cells)
        scores["section"] = section_scores(reports, prior, current, sections)
        scores |= {"magnitude": magnitudes, "unit": units, "period": period_scores(prior, current, magnitudes)}
        yield Block(
            prior=prior,
            current=current,
            prior_places=prior_places,
            current_places=current_places,
            scores=scores,
            open_cells=open_cells,
        )


def _by_block(items: Sequence[MetricProfile], *, finer: bool) -> dict[object, list[tuple[int, MetricProfile]]]:
    made: dict[object, list[tuple[int, MetricProfile]]] = {}
    last = max(len(items) - 1, 1)
    for index, item in enumerate(items):
        made.setdefault(_block_key(item, finer=finer), []).append((index * SCALE // last, item))
    return made


def _block_key(item: MetricProfile, *, finer: bool) -> object:
    """Return the block of a metric; in reports with thousands of cells those of another sort or year are apart too."""
    metric = item.metric
    if metric.table is None or not finer:
        return metric.status, metric.table is None
    sort = metric.kind if metric.kind in (Kind.MONEY, Kind.RATIO) else None
    return metric.status, False, sort, item.year_offset


def total_scores(block: Block, weights: PairWeights = PAIR_WEIGHTS) -> Matrix:
    """Return the weighed sum of each pair's reasons, less what another period costs; 0 for pairs that are forbidden."""
    import numpy

    total = numpy.zeros(block.open_cells.shape, dtype=numpy.int32)
    for reason, weight in weights.reasons.items():
        total += numpy.multiply(block.scores[reason], weight, dtype=numpy.int32)
    total //= 100
    lost = numpy.multiply(SCALE - block.scores["period"], weights.other_period, dtype=numpy.int32)
    total -= lost // SCALE
    total[~block.open_cells] = 0
    return numpy.maximum(total, 0).astype(numpy.int16)


def best_pairs(
    block: Block, rules: Corrections = _NO_CORRECTIONS, weights: PairWeights = PAIR_WEIGHTS
) -> Iterator[Pair]:
    """Yield the pairs of a block that fit best together, with their reasons.

    Args:
        block: Metrics that may pair with one another.
        rules: What a person decided.
        weights: What decides on a pair otherwise.
    """
    total = total_scores(block, weights)
    confirmed = _places_named(rules.confirm, block)
    for row, column in _places_named(rules.forbid, block):
        total[row, column] = 0
    for row, column in confirmed:
        total[row, :], total[:, column] = 0, 0
        total[row, column] = SCALE
    named = [{item.area for item in side} - {None} for side in (block.prior, block.current)]
    best_of_rows, best_of_columns = two_best(total).tolist(), two_best(total.T).tolist()
    for row, column in assign(total, weights.threshold, (block.prior_places, block.current_places)):
        score = int(total[row, column])
        rivals = best_of_rows[row], best_of_columns[column]
        runner_up = max(second if first == score else first for first, second in rivals)
        rival = _rival(total, row, column) if runner_up else None
        reasons = {reason: _share(int(matrix[row, column])) for reason, matrix in block.scores.items()}
        reasons["runner_up"] = _share(confidence(runner_up))
        if (row, column) in confirmed:
            reasons["confirmed"] = Fraction(1)
        yield Pair(
            prior=block.prior[row].metric.id,
            current=block.current[column].metric.id,
            score=_share(confidence(score)),
            reasons=reasons,
            review=score - max(runner_up, weights.threshold) < weights.review_margin
            or unsure_area(block.prior[row], block.current[column], named)
            or sets_part_against_list(block.prior[row], block.current[column]),
            rival_prior=None if rival is None or rival[0] == row else block.prior[rival[0]].metric.id,
            rival_current=None if rival is None or rival[1] == column else block.current[rival[1]].metric.id,
        )


def _rival(total: Matrix, row: int, column: int) -> tuple[int, int] | None:
    """Return the place of the best other pair of this row or column, None where nothing else could be paired."""
    best: tuple[int, tuple[int, int]] | None = None
    for number, scores in enumerate((total[row], total[:, column])):
        others = scores.copy()
        others[row if number else column] = 0
        place = int(others.argmax())
        if others[place] and (best is None or others[place] > best[0]):
            best = int(others[place]), (place, column) if number else (row, place)
    return None if best is None else best[1]


def _places_named(rules: Iterable[PairRule], block: Block) -> list[tuple[int, int]]:
    """Return the places of the pairs that the rules name; several metrics of one name in their order."""
    made: list[tuple[int, int]] = []
    for rule in rules:
        rows = [row for row, item in enumerate(block.prior) if item.metric.name == rule.prior]
        columns = [column for column, item in enumerate(block.current) if item.metric.name == rule.current]
        made += zip(rows, columns, strict=False)
    return made


@lru_cache(maxsize=SCALE + 1)
def _share(score: int) -> Fraction:
    return Fraction(score, SCALE)
