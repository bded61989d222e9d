"""A comparison of a year with itself (2024年…与2024年度相比)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportdiff.arithmetic import Outcome
from reportdiff.checking.findings import make_check
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.columns import when_of
from reportdiff.messages import phrase
from reportdiff.model import STATED_CHANGES, BasisKind, Check, CheckName, Claim, PeriodKind, Severity, Status, Verdict
from reportdiff.text.normalize import normalize_years

__all__ = ["self_reference"]

_TIME = 6  # characters behind a year that tell a part of it


def self_reference(index: ReportIndex) -> Iterator[Check]:
    """Yield a question for every change whose basis is the very year that its own figure covers."""
    for claim in index.report.claims:
        if claim.form not in STATED_CHANGES or claim.basis.kind is not BasisKind.YEAR:
            continue
        metric, year = index.metric(claim.current or claim.metric), claim.basis.year
        if metric is not None and (
            metric.period is None
            or metric.period.kind is not PeriodKind.YEAR
            or metric.period.year != year
            or claim.status is not metric.status
        ):
            continue
        sentence = normalize_years(index.sentence(claim))
        if (
            sentence.count(str(year)) < 2
            or check_words("plan version").search(sentence)
            or (claim.status is Status.TARGET and check_words("outcome").search(sentence))
            or not _is_whole_year(sentence[: claim.span.end - claim.sentence.start], claim, year)
        ):
            continue
        yield make_check(
            Outcome(Verdict.UNCHECKED),
            index.context(claim, metric),
            None,
            check=CheckName.SELF_REFERENCE,
            severity=Severity.QUESTION,
            hints=(phrase("findings.itself", year=str(year)),),
        )


def _is_whole_year(before: str, claim: Claim, year: int | None) -> bool:
    """Return whether the last comparison of a sentence is with a year and no part, beginning or plan of it.

    A quarter against the one before, and the end of a year against its beginning, are two times of one year.
    """
    words = next(reversed(re.findall(rf"[比较与同于] ?{year} ?(年.{{0,{_TIME}}})", before)), "")
    time = next(filter(None, (when_of(f"{year}{words[:length]}") for length in range(len(words), 0, -1))), None)
    if time is not None and (time.part or time.year != year):
        return False
    return claim.status is not Status.ACTUAL or check_words("plan").search(words + claim.surface) is None
