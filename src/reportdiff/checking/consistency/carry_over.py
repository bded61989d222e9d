"""The same long figure in both years: a question to the author, since a copied figure looks exactly so."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Outcome, agrees, evaluate
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import PairIndex, metric_text
from reportdiff.model import Check, Claim, Direction, Figure, Kind, Metric, RelationKind, Severity, Status, Verdict

__all__ = ["carry_over"]

_DIGITS = 4
_SIGNIFICANT = 3


def carry_over(view: PairIndex) -> Iterator[Check]:
    """Every paired figure, and every stated change of a pair, that repeats last year's to the last digit."""
    for _, before, after in view.matched:
        pair = before, after
        claims = view.current.claims_of.get(after.id, ())
        if (
            before.status is Status.ACTUAL
            and after.status is Status.ACTUAL
            and same_long(before.figure, after.figure)
            and not any(claim.form is RelationKind.FLAT for claim in claims)
        ):
            # an area or a length may well stay what it was
            severity = Severity.NOTE if after.kind is Kind.MEASURE else Severity.QUESTION
            text = metric_text(after)
            yield make_check(
                Outcome(Verdict.UNCHECKED),
                FindingContext(
                    "absolute",
                    after.name,
                    text,
                    metric=after.id,
                    evidence=(*view.current.evidence(after), *view.prior.evidence(before)),
                ),
                None,
                check="carry_over",
                severity=severity,
                extra=(
                    "与上年报告的数字完全相同，是否沿用了旧数？",
                    "The same figure as last year's: was it left over?",
                ),
            )
        for claim in claims:
            if (
                claim.figure is None
                or claim.form not in (RelationKind.GROWTH, RelationKind.ABSOLUTE)
                or _borne_out(view, claim, pair)
            ):
                continue
            for old in view.prior.claims_of.get(before.id, ()):
                if old.form is claim.form and old.figure is not None and same_long(old.figure, claim.figure, 3):
                    yield make_check(
                        Outcome(Verdict.UNCHECKED),
                        evolve(
                            view.current.subject(claim),
                            evidence=(*view.current.evidence(claim), *view.prior.evidence(old)),
                        ),
                        None,
                        check="carry_over",
                        severity=Severity.QUESTION,
                        extra=("与上年报告所称变化完全相同，是否沿用？", "The same change as last year's: left over?"),
                    )


def _borne_out(view: PairIndex, claim: Claim, pair: tuple[Metric, Metric]) -> bool:
    """Whether the two years' figures change by just what is stated: then it was not left over."""
    before, after = pair
    if before.figure.unit != after.figure.unit:
        return False
    problem = view.current.problem(claim, operand_of(after.figure), operand_of(before.figure))
    return problem is not None and agrees(evaluate(problem, decrease=claim.direction is Direction.DOWN).verdict)


def same_long(one: Figure, other: Figure, digits: int = _DIGITS) -> bool:
    """Whether two figures are equal and long enough for that to be no accident: digits, and digits that are not 0."""
    plain = one.digits.replace(".", "").lstrip("0")
    return (
        one.value == other.value
        and one.unit == other.unit
        and one.has_point_value
        and other.has_point_value
        and len(plain) >= digits
        and len(plain.rstrip("0")) >= min(_SIGNIFICANT, digits)
    )
