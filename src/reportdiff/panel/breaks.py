"""Check each year's statements against the report of the year that they count from: last year's, or an earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from reportdiff import checking
from reportdiff.model import Check, CheckName, Diagnosis, Pair, Report, Verdict
from reportdiff.panel.chains import ComparedYears, SeriesRow

__all__ = ["YearCheck", "chained_checks", "is_break"]

_NOMINAL = frozenset({Diagnosis.CONSTANT_PRICE, Diagnosis.COMPARABLE_BASIS})


@frozen(kw_only=True)
class YearCheck:
    """A check of a statement in the report of `year` about a metric, against the report of the year `since`."""

    year: int
    since: int
    metric: str
    check: Check


def chained_checks(compared: ComparedYears, rows: Sequence[SeriesRow]) -> tuple[YearCheck, ...]:
    """Return every check that rests on the reports of two years, in the order of the years.

    A check against last year's report that says "other basis" is left out where the right report decided the claim.
    """
    far = list(_far_apart(compared.reports, rows))
    judged = {(item.year, item.check.claim) for item in far}
    near = [
        item
        for item in _neighbours(compared)
        if Diagnosis.OTHER_BASIS not in item.check.diagnoses or (item.year, item.check.claim) not in judged
    ]
    return tuple(sorted([*near, *far], key=lambda item: (item.year, -item.since)))


def is_break(item: YearCheck) -> bool:
    """Return whether two reports contradict a change, or a prior is printed otherwise than last year."""
    wrong = item.check.verdict is Verdict.INCONSISTENT and _NOMINAL.isdisjoint(item.check.diagnoses)
    return not item.check.accepted and (wrong or item.check.check is CheckName.PRIOR_RESTATED)


def _neighbours(compared: ComparedYears) -> Iterator[YearCheck]:
    """Yield the checks of each year's report that rest on the report of the year before."""
    for (since, year), comparison in zip(pairwise(compared.years), compared.comparisons, strict=True):
        names = {metric.id: metric.name for metric in comparison.current.metrics}
        for check in comparison.result.checks:
            if check.metric is not None and any(evidence.report == "prior" for evidence in check.evidence):
                yield YearCheck(year=year, since=since, metric=names.get(check.metric, ""), check=check)


def _far_apart(reports: Mapping[int, Report], rows: Iterable[SeriesRow]) -> Iterator[YearCheck]:
    """Yield the checks of 五年增长, 年均增长 and 比2019年增长 against the levels at both ends of their years."""
    neighbours = set(pairwise(sorted(reports)))  # compared already
    pairs: dict[tuple[int, int], list[Pair]] = {}
    names: dict[tuple[int, str], str] = {}
    for row in rows:
        for year, metric in row.metrics.items():
            for since, before in row.metrics.items():
                if year - since >= 2 and (since, year) not in neighbours:
                    doubtful = any(since < joined <= year for joined in row.doubtful_years)
                    pair = Pair(prior=before.id, current=metric.id, score=Fraction(1), review=doubtful)
                    pairs.setdefault((since, year), []).append(pair)
                    names[year, metric.id] = metric.name
    for (since, year), of_years in sorted(pairs.items()):
        for check in checking.check_over_years(reports[since], reports[year], tuple(of_years)):
            yield YearCheck(year=year, since=since, metric=names.get((year, str(check.metric)), ""), check=check)
