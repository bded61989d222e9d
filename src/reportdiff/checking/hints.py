"""Hints of the report to why a claim failed: a copied clause, another printed value, one wrong digit.

Hints are sentences of the message, with further evidence; the diagnoses are those of the arithmetic.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import WEAK_DIAGNOSES, Outcome, Statement, agrees, evaluate
from reportdiff.arithmetic.digit_edits import as_printed, digit_edits
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.messages import phrase
from reportdiff.model import Claim, Diagnosis, Metric, Phrase, RelationKind, Verdict

__all__ = ["ZERO_AS_100", "clause_copied", "find_hints"]

ZERO_AS_100 = phrase("findings.zero_as_100")
"""The commonest way to fill in a rate that has no meaning."""

_BEHIND = 700  # characters within which a clause may have been copied or a figure mistaken
_LEAST_DIGITS = 3  # fewer digits are equal, or a digit apart, by chance
_LEAST_SHARES = 3


def find_hints(
    index: ReportIndex, claim: Claim, statement: Statement, outcome: Outcome, operands: tuple[Metric, Metric]
) -> tuple[tuple[Phrase, ...], tuple[Metric, ...]]:
    """Return the hints to why a claim over two operands failed, and the metrics that they point to."""
    if outcome.verdict is Verdict.UNDEFINED:
        filled_in = (
            outcome.diagnoses[:1] == (Diagnosis.ZERO_BASE,) and claim.figure is not None and claim.figure.value == 100
        )
        return (ZERO_AS_100,) if filled_in else (), ()
    if outcome.verdict is Verdict.ROUNDING_DIFFERENCE:
        adjusted = claim.form is RelationKind.SHARE and _shares_make_100(index, claim)
        return (phrase("findings.shares_adjusted"),) if adjusted else (), ()
    if outcome.verdict is not Verdict.INCONSISTENT:
        return (), ()
    copied = clause_copied(index, claim)
    other = _fitting_value(index, statement, operands)
    hints = list(copied)
    if other is not None:
        hints.append(phrase("findings.other_value_fits", figure=metric_text(other)))
    if not hints and WEAK_DIAGNOSES.issuperset(outcome.diagnoses):
        digits = _one_digit_off(statement)
        if digits is not None:
            hints.append(phrase("findings.one_digit_off", figure=metric_text(operands[0]), digits=digits))
        elif claim.form is RelationKind.SHARE:
            hints.append(phrase("findings.earlier_draft"))
    return tuple(hints), () if other is None else (other,)


def clause_copied(index: ReportIndex, claim: Claim) -> tuple[Phrase, ...]:
    """Return the hint that the claim repeats the words of one about another metric, printed shortly before."""
    surface = "".join(claim.surface.split())
    if claim.figure is None or len(claim.figure.digits) < _LEAST_DIGITS:
        return ()
    for other in reversed(index.claims_between(claim.span.start - _BEHIND, claim.span.start)):
        if (
            other.form is claim.form
            and other.metric_name != claim.metric_name
            and other.figure is not None
            and other.figure.digits == claim.figure.digits
        ):
            printed = "".join(other.surface.split())
            if printed.endswith(surface) or surface.endswith(printed):
                return (phrase("findings.clause_copied", metric=other.metric_name),)
    return ()


def _fitting_value(index: ReportIndex, statement: Statement, operands: tuple[Metric, Metric]) -> Metric | None:
    """Return another figure of an operand's name and unit, close by, with which the claim holds."""
    for own, side in zip(operands, ("current", "prior"), strict=True):
        named, start = index.by_name[own.name], own.span.start
        ends = (bisect_left(named, place, key=_start) for place in (start - _BEHIND, start + _BEHIND + 1))
        for other in named[slice(*ends)]:
            if (
                other.figure.unit == own.figure.unit
                and other.figure.value != own.figure.value
                and other not in operands
            ):
                operand = operand_of(other.figure)
                changed = evolve(statement, current=operand) if side == "current" else evolve(statement, prior=operand)
                if agrees(evaluate(changed, diagnosed=False).verdict):
                    return other
    return None


def _start(metric: Metric) -> int:
    return metric.span.start


def _one_digit_off(statement: Statement) -> str | None:
    """Return the digits of the current figure with one replaced so that the claim holds, if that is possible once."""
    own, found = statement.current, list[str]()
    if own.value is None or own.value <= 0 or len(own.digits) < _LEAST_DIGITS:
        return None
    for digits in digit_edits(own.digits):
        value = Fraction(digits) * own.scale
        edited = evolve(own, interval=as_printed(own, digits), value=value, digits=digits)
        if evaluate(evolve(statement, current=edited), diagnosed=False).verdict is Verdict.CONSISTENT:
            found.append(digits)
    return found[0] if len(found) == 1 else None


def _shares_make_100(index: ReportIndex, claim: Claim) -> bool:
    """Return whether the shares of one whole, this one among them, add up to exactly 100."""
    count, total = index.shares_of.get((claim.prior, claim.section), (0, Fraction(0)))
    return count >= _LEAST_SHARES and total == 100
