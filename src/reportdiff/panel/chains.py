"""Chains of metrics: each year's figure follows the one that it was paired with, and every gap says what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from reportdiff import alignment
from reportdiff.model import Metric, Pair, Report, Status
from reportdiff.results import Comparison

__all__ = ["Gap", "Row", "rows_of"]


class Gap(StrEnum):
    """Why a year has no figure: not yet or no longer printed, left out between two years that print it, or printed
    under the same name in another unit or scope.
    """

    NOT_YET = "not_yet"
    NOT_PRINTED = "not_printed"
    DROPPED = "dropped"
    DEFINITION_CHANGED = "definition_changed"


@frozen
class Row:
    """One metric over the years: its latest name, its unit, and the metric that each year's report prints.

    `guessed` names the years that were joined by a pair that a person should look at.
    """

    name: str
    unit: str
    metrics: Mapping[int, Metric]
    gaps: Mapping[int, Gap]
    guessed: frozenset[int] = frozenset()

    def value(self, year: int) -> Fraction | None:
        """The level printed for a year, in base units; None in a gap."""
        metric = self.metrics.get(year)
        return metric.figure.value if metric is not None else None


def rows_of(
    years: Sequence[int],
    reports: Mapping[int, Report],
    comparisons: Sequence[Comparison],
    decided: Mapping[int, alignment.Corrections | None],
) -> tuple[Row, ...]:
    """Chains of metrics: each year's figure follows the one that it was paired with."""
    chains: list[dict[int, str]] = []
    guessed: list[set[int]] = []
    at: dict[tuple[int, str], int] = {}  # (year, metric) → chain

    def join(year: int, metric: str, chain: int | None, doubtful: bool) -> None:
        if chain is None:
            chain = len(chains)
            chains.append({})
            guessed.append(set())
        chains[chain][year] = metric
        at[year, metric] = chain
        if doubtful:
            guessed[chain].add(year)

    actual = {year: {m.id: m for m in report.metrics if m.status is Status.ACTUAL} for year, report in reports.items()}
    alone = {pair.prior for pair in comparisons[0].result.pairs}
    for key in actual[years[0]]:
        if key in alone:
            join(years[0], key, None, False)
    for number, comparison in enumerate(comparisons, start=1):
        year = years[number]
        bridged = _bridges(years, number, reports, comparisons, actual, decided) if number > 1 else {}
        for pair in comparison.result.pairs:
            if pair.current is None or pair.current not in actual[year]:
                continue
            if pair.prior is not None:
                join(year, pair.current, at.get((years[number - 1], pair.prior)), pair.review)
            elif (bridge := bridged.get(pair.current)) is not None:
                join(year, pair.current, at.get((years[number - 2], str(bridge.prior))), True)
            else:
                join(year, pair.current, None, False)
    ended, began = _redefined(years, comparisons, at)
    made = []
    for number, (chain, doubtful) in enumerate(zip(chains, guessed, strict=True)):
        metrics = {year: actual[year][key] for year, key in sorted(chain.items())}
        latest = metrics[max(metrics)]
        gaps = _gaps(years, metrics, begun_anew=number in began, ended_so=number in ended)
        made.append(Row(latest.name, latest.figure.unit, metrics, gaps, frozenset(doubtful)))
    return tuple(sorted(made, key=lambda row: (-max(row.metrics), row.metrics[max(row.metrics)].span.start)))


def _bridges(
    years: Sequence[int],
    number: int,
    reports: Mapping[int, Report],
    comparisons: Sequence[Comparison],
    actual: Mapping[int, Mapping[str, Metric]],
    decided: Mapping[int, alignment.Corrections | None],
) -> dict[str, Pair]:
    """Figures new this year that the report before last printed: pairs over a gap of one year, sure ones alone."""
    before, this = reports[years[number - 2]], reports[years[number]]
    dropped = {pair.prior for pair in comparisons[number - 2].result.pairs if pair.current is None}
    added = {pair.current for pair in comparisons[number - 1].result.pairs if pair.prior is None}
    sections = alignment.align_sections(before, this)
    return {
        str(pair.current): pair
        for pair in alignment.align_metrics(before, this, sections, corrections=decided.get(years[number]))
        if not pair.review
        and pair.prior in dropped
        and pair.current in added
        and str(pair.prior) in actual[years[number - 2]]
    }


def _redefined(
    years: Sequence[int], comparisons: Sequence[Comparison], at: Mapping[tuple[int, str], int]
) -> tuple[set[int], set[int]]:
    """The chains that end, and those that begin, because a name measures something else from one year to the next."""
    ended, began = set[int](), set[int]()
    for since, year, comparison in zip(years, years[1:], comparisons, strict=False):
        for before, after in alignment.definition_changed(
            comparison.prior, comparison.current, comparison.result.pairs
        ):
            one, other = at.get((since, before)), at.get((year, after))
            if one is not None and other is not None:
                ended.add(one)
                began.add(other)
    return ended, began


def _gaps(years: Sequence[int], metrics: Mapping[int, Metric], *, begun_anew: bool, ended_so: bool) -> dict[int, Gap]:
    first, last = min(metrics), max(metrics)
    before = Gap.DEFINITION_CHANGED if begun_anew else Gap.NOT_YET
    after = Gap.DEFINITION_CHANGED if ended_so else Gap.DROPPED
    return {
        year: before if year < first else after if year > last else Gap.NOT_PRINTED
        for year in years
        if year not in metrics
    }
