"""Chain metrics over the years: each year's figure follows the one that it is paired with; a gap says what it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from attrs import define, field, frozen

from reportdiff import alignment
from reportdiff.model import Metric, Report, Status
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
    """One metric over the years: its latest name and unit, each year's metric, and the gaps between them.

    The figures of `doubtful_years` are joined to earlier ones by a pair that a person should look at.
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


@define(eq=False, kw_only=True)
class _Chain:
    """One metric over the years, under construction."""

    metrics: dict[int, Metric] = field(factory=dict)
    doubtful_years: set[int] = field(factory=set)
    gap_before: Gap = Gap.NOT_YET
    gap_after: Gap = Gap.DROPPED

    def row(self, years: Sequence[int]) -> SeriesRow:
        first, last = min(self.metrics), max(self.metrics)
        return SeriesRow(
            name=self.metrics[last].name,
            unit=self.metrics[last].figure.unit,
            metrics=dict(sorted(self.metrics.items())),
            gaps={
                year: self.gap_before if year < first else self.gap_after if year > last else Gap.NOT_PRINTED
                for year in years
                if year not in self.metrics
            },
            doubtful_years=frozenset(self.doubtful_years),
        )


Chains = dict[tuple[int, str | None], _Chain]  # by year and metric


def rows_of(compared: ComparedYears) -> tuple[SeriesRow, ...]:
    """Return the rows of a series, those of the latest report first, in the order of its text."""
    chains = _chained(compared)
    for (since, year), comparison in zip(pairwise(compared.years), compared.comparisons, strict=True):
        pairs = comparison.result.pairs
        for before, after in alignment.definition_changed(comparison.prior, comparison.current, pairs):
            ended, begun = chains.get((since, before)), chains.get((year, after))
            if ended is not None and begun is not None:
                ended.gap_after = begun.gap_before = Gap.DEFINITION_CHANGED
    rows = [chain.row(compared.years) for chain in dict.fromkeys(chains.values())]
    return tuple(sorted(rows, key=lambda row: (-max(row.metrics), row.metrics[max(row.metrics)].span.start)))


def _chained(compared: ComparedYears) -> Chains:
    """Return the chain of each actual metric."""
    chains: Chains = {}
    years = compared.years
    actual = {
        year: {metric.id: metric for metric in report.metrics if metric.status is Status.ACTUAL}
        for year, report in compared.reports.items()
    }

    def add(year: int, metric: str, chain: _Chain | None = None, *, review: bool = False) -> None:
        chain = chain if chain is not None else _Chain()
        chain.metrics[year] = actual[year][metric]
        chains[year, metric] = chain
        if review:
            chain.doubtful_years.add(year)

    paired = {pair.prior for pair in compared.comparisons[0].result.pairs}
    for metric in actual[years[0]]:
        if metric in paired:
            add(years[0], metric)
    for number, comparison in enumerate(compared.comparisons, start=1):
        bridges = _bridges(compared, number) if number > 1 else {}
        for pair in comparison.result.pairs:
            if pair.current not in actual[years[number]]:
                continue
            bridge = chains.get((years[number - 2], bridges.get(pair.current)))
            if pair.prior is not None:
                add(years[number], pair.current, chains.get((years[number - 1], pair.prior)), review=pair.review)
            else:
                add(years[number], pair.current, bridge, review=bridge is not None)
    return chains


def _bridges(compared: ComparedYears, number: int) -> dict[str | None, str | None]:
    """Return, by new metric, the metric that the report before last printed and the last left out; sure pairs alone."""
    year, last_but_one = compared.years[number], compared.years[number - 2]
    before, current = compared.reports[last_but_one], compared.reports[year]
    dropped = {pair.prior for pair in compared.comparisons[number - 2].result.pairs if pair.current is None}
    added = {pair.current for pair in compared.comparisons[number - 1].result.pairs if pair.prior is None}
    sections = alignment.align_sections(before, current)
    pairs = alignment.align_metrics(before, current, sections, corrections=compared.corrections_of(year))
    return {
        pair.current: pair.prior
        for pair in pairs
        if not pair.review and pair.prior in dropped and pair.current in added
    }
