"""The number of years that a change covers, by its sentence and by the years of the reports."""

from __future__ import annotations

import re

from reportdiff.checking.report_index import PairIndex, ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import PREVIOUS_YEAR, Basis, BasisKind, Binding, Claim, Metric, RelationKind
from reportdiff.text.numerals import chinese_value

__all__ = ["covers_the_years", "is_last_year", "named_years", "spans_of_years", "years_between"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?(?:年|[-－—~至])")
_LONGEST = 20  # years


def spans_of_years(text: str) -> list[int]:
    """Return the numbers of years that a change may cover: between the years named, or as many as 五年来 says.

    >>> spans_of_years("2019年至2023年，"), spans_of_years("五年来，"), spans_of_years("“十四五”时期，")
    ([4], [5], [5])
    """
    named = [int(year) for year in _YEAR.findall(text)]
    spans = {later - earlier for earlier in named for later in named}
    spans.update(chinese_value(numeral) or 0 for numeral in check_words("years lasting").findall(text))
    if check_words("five-year plan").search(text):
        spans.add(5)
    return sorted((years for years in spans if 1 < years <= _LONGEST), reverse=True)


def years_between(index: ReportIndex, claim: Claim, current: Metric, prior: Metric) -> int | None:
    """Return the years between two levels that a clause prints with their years: 由2021年的3亿元增至2025年的5亿元.

    Those of a table are the years of its columns.
    """
    if claim.table is not None and current.year is not None and prior.year is not None:
        return current.year - prior.year if 1 < current.year - prior.year <= _LONGEST else None
    if not claim.current_binding is claim.prior_binding is Binding.CLAUSE:
        return None
    named = named_years(index, claim)
    years = [metric.period.year for metric in (prior, current) if metric.period is not None]
    first, last = (years[0] or 0, years[-1] or 0) if len(years) == 2 else (0, 0)
    return last - first if {first, last} <= named and 1 < last - first <= _LONGEST else None


def named_years(index: ReportIndex, claim: Claim) -> set[int]:
    """Return the years that a claim's sentence names up to its end."""
    return {int(year) for year in _YEAR.findall(index.sentence(claim)[: claim.span.end - claim.sentence.start])}


def is_last_year(index: PairIndex, claim: Claim) -> bool:
    """Return whether a claim compares with the year of the prior report, as last year or by its number."""
    year = index.prior.report.own_year
    return claim.basis == PREVIOUS_YEAR or (year is not None and claim.basis == Basis.of_year(year))


def covers_the_years(index: PairIndex, claim: Claim) -> bool:
    """Return whether a change covers exactly the two or more years that lie between the two reports.

    五年增长 between reports five years apart, 比2019年增长 against the report of 2019, 年均 over the years that its
    sentence names.
    """
    year, apart = index.prior.report.own_year, index.years_apart
    if year is None or apart is None or apart < 2:
        return False
    if claim.basis.kind is BasisKind.PREVIOUS_FIVE_YEARS:
        return apart == 5
    if claim.basis.kind is BasisKind.ANNUAL_AVERAGE:
        words = index.current.sentence(claim)[: claim.span.end - claim.sentence.start]
        return claim.form in (RelationKind.GROWTH, RelationKind.ABSOLUTE) and spans_of_years(words) == [apart]
    return claim.basis == Basis.of_year(year)
