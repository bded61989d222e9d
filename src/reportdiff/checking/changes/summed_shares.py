"""Shares of several figures together: 前三类为A40件、B30件、C20件，占总数的45%; A、B分别为…，二者合占…; 上述三市占….

No figure stands for the sum, so it is made of the last figures of one unit before the share. Where the words count them
out in the share's own sentence, a sum that makes it wrong is asked about; all else only supports the share, as does the
sum of a list that a share without a whole ends: A40件、B30件、C20件，占比45%.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from attrs import evolve

from reportdiff.arithmetic import agrees, fails
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.findings import asked, make_check
from reportdiff.checking.operands import operand_of, summed
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.messages import phrase
from reportdiff.model import Check, Claim, Kind, Metric, RelationKind
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut

__all__ = ["summed_shares"]

_BEFORE = 20  # figures before a share among which its parts and its whole are looked for
_MOST = 6  # figures that are added up
_LEAST_LISTED = 3  # figures that a list without a word for their sum must have
_SURE = 3  # digits of a share that hardly fits a whole by chance that its words do not name


def summed_shares(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every share that its words call one of several figures together."""
    starts: list[int] = []
    for claim in index.report.claims:
        if claim.form is not RelationKind.SHARE or claim.table is not None or claim.figure is None or claim.siblings:
            continue
        words = index.text[claim.sentence.start : claim.figure_span.start]
        named = list(check_words("several together").finditer(words))
        if not named and (claim.prior is not None or claim.current is None):
            continue
        starts = starts or [metric.span.start for metric in index.report.metrics]
        at = bisect_left(starts, claim.span.start)
        before = [metric for metric in index.report.metrics[max(0, at - _BEFORE) : at] if metric.kind is not Kind.RATIO]
        count = next((count for found in reversed(named) for count in found.groups() if count), None)
        first = any(found["first"] for found in named)
        listed = chinese_value(count) if count else None
        if not named and (listed := _listed(index, before)) < _LEAST_LISTED:
            continue
        check = _check(index, claim, before, listed, first=first)
        if check is not None:
            yield check


def _listed(index: ReportIndex, before: Sequence[Metric]) -> int:
    """Return how many of the last figures stand in one list, with 、 between them."""
    gaps = (index.text[one.span.end : two.span.start] for one, two in pairwise(before))
    return 1 + len(list(takewhile(lambda gap: gap[:1] == "、" and "，" not in gap, reversed(list(gaps)))))


def _check(
    index: ReportIndex, claim: Claim, before: Sequence[Metric], count: int | None, *, first: bool
) -> Check | None:
    """Return the check of a share over the first run of figures with which it holds, else the question about it."""
    asks = None
    listed = [metric for metric in before if metric.sentence == claim.sentence] if first else []
    if listed and listed[0].figure.value >= sum(part.figure.value for part in listed[1:]):
        listed = listed[1:]  # the whole that opens the list
    for parts in (*_runs(listed[:count], count), *_runs(before, count)):
        total = sum(part.figure.value for part in parts)
        for whole in dict.fromkeys((index.metric(claim.prior), *reversed(before))):
            if whole is None or whole in parts or whole.figure.unit != parts[0].figure.unit:
                continue
            if whole.id != claim.prior and not _may_be_meant(claim, whole):
                continue
            made = summed(operand_of(part.figure) for part in parts)
            statement, outcome = evaluate_change(index, claim, made, operand_of(whole.figure))
            if statement is None or whole.figure.value < total:
                continue
            context = evolve(
                index.context(claim, parts[-1], whole),
                current="+".join(map(metric_text, parts)),
                evidence=index.evidence(claim, *parts, whole),
            )
            check = make_check(outcome, context, statement.stated)
            if agrees(outcome.verdict):
                return check
            counted_out = count is not None and whole.id == claim.prior and parts[0].sentence == claim.sentence
            if counted_out and asks is None and fails(outcome.verdict):
                asks = asked(check, phrase("findings.inferred_operands"))
    return asks


def _may_be_meant(claim: Claim, whole: Metric) -> bool:
    """Return whether a share's words name a whole, or its digits are so many that it hardly fits another."""
    sure = claim.figure is not None and claim.figure.counted_digits >= _SURE
    return sure or any(len(word) > 1 and word in whole.name for word in cut(claim.surface))


def _runs(before: Sequence[Metric], count: int | None) -> Iterator[tuple[Metric, ...]]:
    """Yield the last figures of one unit that may be meant together: as many as are counted out, else from two on."""
    if not before:
        return
    unit = before[-1].figure.unit
    alike = list(takewhile(lambda metric: metric.figure.unit == unit, reversed(before)))[:_MOST][::-1]
    for number in (count,) if count is not None else range(2, len(alike) + 1):
        if 2 <= number <= len(alike):
            yield tuple(alike[-number:])
