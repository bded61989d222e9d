"""Claims that their current figure alone refutes or leaves without meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.intervals import subtract
from reportdiff.checking.findings import make_check
from reportdiff.checking.hints import copied_from
from reportdiff.checking.operands import asserted_of, operand_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.model import Check, Direction, Kind, RelationKind, Severity, Verdict

__all__ = ["increase_above_level", "nothing_of_a_plan"]

_MAY_BE_NEGATIVE = re.compile(r"利润|盈|亏|结余|差额|净|余额|收益|顺差|逆差|损益")


def increase_above_level(view: ReportIndex) -> Iterator[Check]:
    """An increase larger than what it led to: the prior would have to be negative."""
    for claim in view.report.claims:
        metric = view.metric(claim.current or claim.metric)
        if (
            claim.form is not RelationKind.ABSOLUTE
            or claim.direction is not Direction.UP
            or claim.figure is None
            or claim.prior is not None
            or metric is None
            or metric.kind is Kind.RATIO
            or metric.figure.unit != claim.figure.unit
            or metric.sentence != claim.sentence
            or metric.status is not claim.status
            or metric.span.end > claim.span.start
            or _MAY_BE_NEGATIVE.search(metric.name)
        ):
            continue
        level, change = operand_of(metric.figure), asserted_of(claim.figure, "absolute")
        before = subtract(level.interval, change.rounding_interval)
        if before.high is None or before.high >= 0:
            continue
        source = copied_from(view, claim)
        extra = ("增量大于现数，上期不可能为负。", "The increase exceeds the level: the prior would be negative.")
        if source is not None:
            extra = (
                f"{extra[0]}与前文“{source.metric_name}”的表述完全相同，疑为复制未改。",
                f"{extra[1]} The clause repeats that of “{source.metric_name}”: probably copied.",
            )
        yield make_check(Outcome(Verdict.INCONSISTENT), view.subject(claim, metric), change, extra=extra)


def nothing_of_a_plan(view: ReportIndex) -> Iterator[Check]:
    """完成预算的0% of a figure of 0 whose plan is not printed: without a plan the rate has no meaning."""
    for claim in view.report.claims:
        metric = view.metric(claim.current or claim.metric)
        if (
            claim.form is RelationKind.COMPLETION
            and claim.figure is not None
            and claim.prior is None
            and metric is not None
            and metric.figure.value == 0
            and claim.figure.value == 0
            and metric.figure.unit != "%"
        ):
            yield make_check(
                Outcome(Verdict.UNCHECKED, diagnoses=("missing_operand",)),
                view.subject(claim, metric),
                None,
                severity=Severity.QUESTION,
                extra=("若预算也为0，完成率没有意义（0/0）。", "If the plan is 0 too, the rate has no meaning (0/0)."),
            )
