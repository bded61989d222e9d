"""A comparison of a year with itself (2024年…与2024年度相比)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportdiff.arithmetic import Outcome
from reportdiff.checking.findings import make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.columns import when_of
from reportdiff.messages import phrase
from reportdiff.model import (
    STATED_CHANGES,
    Basis,
    BasisKind,
    Check,
    CheckName,
    Claim,
    Metric,
    PeriodKind,
    Severity,
    Span,
    Status,
    Verdict,
)
from reportdiff.text.normalize import normalize_years

__all__ = ["self_reference"]

_BOTH = 2  # times that a year is printed: of the figure, and of its base
_DAY = re.compile(r"((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_OWN_YEAR = re.compile(r"((?:19|20)\d\d) ?年[^，,。；;：:\d]{0,16}$")


def self_reference(index: ReportIndex) -> Iterator[Check]:
    """Yield a question for each figure with a change whose basis is the very year that the figure covers."""
    asked = set[str]()
    for claim in index.report.claims:
        metric = index.metric(claim.current or claim.metric)
        if (
            metric is None
            or metric.id in asked  # an amount and a rate: one slip
            or metric.period is None
            or claim.form not in STATED_CHANGES
            or claim.status is not metric.status
            or check_words("plan version").search(index.sentence(claim))
            or (claim.status is Status.TARGET and check_words("outcome").search(index.sentence(claim)))
            or (claim.status is Status.ACTUAL and _of_own_plan(claim, metric))
            or (metric.period.kind is not PeriodKind.YEAR and not _of_one_day(claim, metric))
            or claim.basis != Basis(BasisKind.YEAR, metric.period.year)
            or (
                metric.period.kind is PeriodKind.YEAR
                and _told(metric.period.label, index, {metric.sentence, claim.sentence}) < _BOTH
            )
            or _of_part(index.sentence(claim)[: claim.span.end - claim.sentence.start], claim, metric)
            or _of_another_year(index.text[claim.sentence.start : claim.span.start], claim)
        ):
            continue
        asked.add(metric.id)
        yield make_check(
            Outcome(Verdict.UNCHECKED),
            index.context(claim, metric),
            None,
            check=CheckName.SELF_REFERENCE,
            severity=Severity.QUESTION,
            hints=(phrase("findings.itself", year=str(metric.period.year)),),
        )


def _of_own_plan(claim: Claim, metric: Metric) -> bool:
    """Return whether an outcome is compared with the plan of its year, and no plan with itself."""
    plan = check_words("plan")
    return plan.search(claim.surface) is not None and plan.search(metric.name) is None


def _of_one_day(claim: Claim, metric: Metric) -> bool:
    """Return whether a change names the very day of its balance: 截至2023年12月31日…，较2023年12月31日增加."""
    day = _DAY.search(claim.surface)
    label = f"as_of:{day[1]}-{int(day[2]):02}-{int(day[3]):02}" if day is not None else ""
    return metric.period is not None and metric.period.label == label


def _told(year: str, index: ReportIndex, sentences: Iterable[Span]) -> int:
    return sum(normalize_years(sentence.of(index.text)).count(year) for sentence in sentences)


def _of_part(before: str, claim: Claim, metric: Metric) -> bool:
    """Return whether the last comparison of some words is with a part, the beginning or the plan of a year."""
    if _of_one_day(claim, metric):
        return False
    year, planned = claim.basis.year, claim.status is Status.ACTUAL and _of_own_plan(claim, metric)
    words = next(reversed(re.findall(rf"[比较与同于] ?{year} ?(年.{{0,6}})", before)), "")
    times = filter(None, (when_of(f"{year}{words[:length]}") for length in range(len(words), 0, -1)))
    return any(time.part or time.year != year for time in times) or planned


def _of_another_year(before: str, claim: Claim) -> bool:
    """Return whether the words right before a change tell of another year than that of its basis: 2023年|较2022年."""
    own = _OWN_YEAR.search(before)
    return own is not None and int(own[1]) != claim.basis.year
