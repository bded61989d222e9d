"""Chain metrics over the years: each year's figure follows the one that it is paired with; a gap says what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from attrs import define, field, frozen

from reportdiff import alignment
from reportdiff.model import Metric, Pair, Report, Status
from reportdiff.results import Comparison

__all__ = ["ComparedYears", "Gap", "SeriesRow", "rows_of"]


class Gap(StrEnum):
    """Why a year has no figure."""

    NOT_YET = "not_yet"  # a later report is the first to print it
    NOT_PRINTED = "not_printed"  # reports before and after print it
    DROPPED = "dropped"  # no later report prints it
    DEFINITION_CHANGED = "definition_changed"  # printed under the same name in another unit or scope


@frozen(kw_only=True)
class SeriesRow:
    """One metric over the years.

    Attributes:
        name: Its latest name.
        unit: The unit of its latest figure.
        metrics: The metric that each year's report prints.
        gaps: Why each other year has none.
        doubtful_years: The years whose figure was joined to an earlier one by a pair that a person should look at.
    """

    name: str
    unit: str
    metrics: Mapping[int, Metric]
    gaps: Mapping[int, Gap]
    doubtful_years: frozenset[int] = frozenset()

    def value(self, year: int) -> Fraction | None:
        """Return the level printed for a year, in base units; None in a gap."""
        metric = self.metrics.get(year)
        return metric.figure.value if metric is not None else None


@frozen
class ComparedYears:
    """The reports of one issuer by year, in order, and the comparison of each year with the one before.

    `corrections_of` returns those of a year's report, for pairs over a gap of one year.
    """

    reports: Mapping[int, Report]
    comparisons: Sequence[Comparison]
    corrections_of: Callable[[int], alignment.Corrections | None]

    @property
    def years(self) -> tuple[int, ...]:
        """The years, in order."""
        return tuple(self.reports)


@define
class _Chains:
    """Chains under construction: the metric of each year by chain, and the chain of each (year, metric)."""

    metrics: list[dict[int, str]] = field(factory=list)
    doubtful: list[set[int]] = field(factory=list)
    chain_of: dict[tuple[int, str], int] = field(factory=dict)

    def add(self, year: int, metric: str, *, after: tuple[int, str] | None = None, review: bool = False) -> None:
        """Add a year's metric to the chain of the metric `after` of an earlier year, else begin a chain with it."""
        chain = self.chain_of.get(after) if after is not None else None
        if chain is None:
            chain = len(self.metrics)
            self.metrics.append({})
            self.doubtful.append(set())
        self.metrics[chain][year] = metric
        self.chain_of[year, metric] = chain
        if review:
            self.doubtful[chain].add(year)


def rows_of(compared: ComparedYears) -> tuple[SeriesRow, ...]:
    """Return the rows of a series, those of the latest report first, in the order of its text."""
    years = compared.years
    actual = {
        year: {metric.id: metric for metric in report.metrics if metric.status is Status.ACTUAL}
        for year, report in compared.reports.items()
    }
    chains = _chained(compared, actual)
    ended, began = _redefined(compared, chains.chain_of)
    rows = []
    for number, (chain, doubtful) in enumerate(zip(chains.metrics, chains.doubtful, strict=True)):
        metrics = {year: actual[year][metric] for year, metric in sorted(chain.items())}
        first, last = min(metrics), max(metrics)
        before = Gap.DEFINITION_CHANGED if number in began else Gap.NOT_YET
        after = Gap.DEFINITION_CHANGED if number in ended else Gap.DROPPED
        gaps = {
            year: before if year < first else after if year > last else Gap.NOT_PRINTED
            for year in years
            if year not in metrics
        }
        latest = metrics[last]
        row = SeriesRow(
            name=latest.name,
            unit=latest.figure.unit,
            metrics=metrics,
            gaps=gaps,
            doubtful_years=frozenset(doubtful),
        )
        rows.append(row)
    return tuple(sorted(rows, key=lambda row: (-max(row.metrics), row.metrics[max(row.metrics)].span.start)))


def _chained(compared: ComparedYears, actual: Mapping[int, Mapping[str, Metric]]) -> _Chains:
    """Return the chains of the actual metrics of all years."""
    chains, years = _Chains(), compared.years
    paired = {pair.prior for pair in compared.comparisons[0].result.pairs}
    for metric in actual[years[0]]:
        if metric in paired:
            chains.add(years[0], metric)
    for number, comparison in enumerate(compared.comparisons, start=1):
        year = years[number]
        bridges = _bridges(compared, number, actual) if number > 1 else {}
        for pair in comparison.result.pairs:
            if pair.current is None or pair.current not in actual[year]:
                continue
            bridge = bridges.get(pair.current)
            if pair.prior is not None:
                chains.add(year, pair.current, after=(years[number - 1], pair.prior), review=pair.review)
            elif bridge is not None:
                chains.add(year, pair.current, after=(years[number - 2], str(bridge.prior)), review=True)
            else:
                chains.add(year, pair.current)
    return chains


def _bridges(compared: ComparedYears, number: int, actual: Mapping[int, Mapping[str, Metric]]) -> dict[str, Pair]:
    """Return the pairs of new metrics with those that the report before last printed and the last one did not.

    Only pairs that need no review count; the keys are the current metrics.
    """
    years = compared.years
    year, last_but_one = years[number], years[number - 2]
    before, current = compared.reports[last_but_one], compared.reports[year]
    dropped = {pair.prior for pair in compared.comparisons[number - 2].result.pairs if pair.current is None}
    added = {pair.current for pair in compared.comparisons[number - 1].result.pairs if pair.prior is None}
    sections = alignment.align_sections(before, current)
    pairs = alignment.align_metrics(before, current, sections, corrections=compared.corrections_of(year))
    return {
        str(pair.current): pair
        for pair in pairs
        if not pair.review
        and pair.prior in dropped
        and pair.current in added
        and str(pair.prior) in actual[last_but_one]
    }


def _redefined(compared: ComparedYears, chain_of: Mapping[tuple[int, str], int]) -> tuple[set[int], set[int]]:
    """Return the chains that end and those that begin because a name measures something else from a year on."""
    ended, began = set[int](), set[int]()
    for (since, year), comparison in zip(pairwise(compared.years), compared.comparisons, strict=True):
        for before, after in alignment.definition_changed(
            comparison.prior, comparison.current, comparison.result.pairs
        ):
            ending, beginning = chain_of.get((since, before)), chain_of.get((year, after))
            if ending is not None and beginning is not None:
                ended.add(ending)
                began.add(beginning)
    return ended, began
