"""What does not follow from what: each year against the last, and changes over several years against their ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from reportdiff import checking
from reportdiff.model import Check, CheckName, Diagnosis, Pair, Report, Verdict
from reportdiff.panel.chains import Row
from reportdiff.results import Comparison

__all__ = ["YearCheck", "chained_checks", "is_break"]

_NOMINAL = frozenset({Diagnosis.CONSTANT_PRICE, Diagnosis.COMPARABLE_BASIS})


@frozen
class YearCheck:
    """A statement of one year's report about a metric, against the report of the year `since` which it counts."""

    year: int
    since: int
    metric: str
    check: Check


def chained_checks(
    years: Sequence[int], reports: Mapping[int, Report], rows: Sequence[Row], comparisons: Sequence[Comparison]
) -> tuple[YearCheck, ...]:
    """Every check that stands on the reports of two years, in the order of the years.

    That last year's report cannot judge a change over several years is left out where the right report did.
    """
    far = list(_far_apart(reports, rows))
    judged = {(item.year, item.check.claim) for item in far}
    near = [
        item
        for item in _neighbours(years, comparisons)
        if Diagnosis.OTHER_BASIS not in item.check.diagnoses or (item.year, item.check.claim) not in judged
    ]
    return tuple(sorted([*near, *far], key=lambda item: (item.year, -item.since)))


def is_break(item: YearCheck) -> bool:
    """Whether the level does not follow: a change that the two reports contradict, or a prior printed otherwise."""
    wrong = item.check.verdict is Verdict.INCONSISTENT and _NOMINAL.isdisjoint(item.check.diagnoses)
    return wrong or item.check.check is CheckName.PRIOR_RESTATED


def _neighbours(years: Sequence[int], comparisons: Sequence[Comparison]) -> Iterator[YearCheck]:
    for since, year, comparison in zip(years, years[1:], comparisons, strict=False):
        names = {metric.id: metric.name for metric in comparison.current.metrics}
        for check in comparison.result.checks:
            if check.metric is not None and any(evidence.report == "prior" for evidence in check.evidence):
                yield YearCheck(year, since, names.get(check.metric, ""), check)


def _far_apart(reports: Mapping[int, Report], rows: Iterable[Row]) -> Iterator[YearCheck]:
    """五年增长, 年均增长 and 比2019年增长 against the levels at both ends of their years."""
    neighbours = set(pairwise(sorted(reports)))  # these were compared already
    pairs: dict[tuple[int, int], list[Pair]] = {}
    names: dict[tuple[int, str], str] = {}
    for row in rows:
        for year, metric in row.metrics.items():
            for since, before in row.metrics.items():
                if year - since >= 2 and (since, year) not in neighbours:
                    doubtful = any(since < other <= year for other in row.guessed)
                    pair = Pair(prior=before.id, current=metric.id, score=Fraction(1), review=doubtful)
                    pairs.setdefault((since, year), []).append(pair)
                    names[year, metric.id] = metric.name
    for (since, year), found in sorted(pairs.items()):
        for check in checking.check_over_years(reports[since], reports[year], tuple(found)):
            yield YearCheck(year, since, names.get((year, str(check.metric)), ""), check)
