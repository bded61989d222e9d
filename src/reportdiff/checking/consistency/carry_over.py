"""The same long figure in both years: a question to the author, since a figure that was copied looks just so."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Outcome, agrees, evaluate
from reportdiff.checking.consistency.prior_year import comparatives_of
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import operand_of
from reportdiff.checking.other_readings import holds_over
from reportdiff.checking.report_index import PairIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.messages import phrase
from reportdiff.model import (
    Check,
    CheckName,
    Claim,
    Direction,
    Figure,
    Kind,
    Metric,
    Phrase,
    RelationKind,
    Severity,
    Status,
    Verdict,
)

__all__ = ["carry_over"]

_DIGITS, _CHANGE_DIGITS = 4, 3  # of a level and of a stated change: fewer are equal by chance
_FORMS = (RelationKind.GROWTH, RelationKind.ABSOLUTE)
_BEFORE = 80  # characters from where the words of a claim begin to its figure
_SIGNIFICANT = 3  # digits before the trailing zeros


def carry_over(index: PairIndex) -> Iterator[Check]:
    """Yield a question for every paired figure or stated change that repeats last year's to the last digit."""
    has_statements = bool(comparatives_of(index))  # whose tables repeat balances that did not move
    for _, before, after in index.matched:
        pair = before, after
        claims = index.current.claims_of.get(after.id, ())
        if (
            before.status is Status.ACTUAL
            and not _comparative(before, after)
            and not (has_statements and after.table is not None)
            and after.status is Status.ACTUAL
            and same_long(before.figure, after.figure)
            and not any(claim.form is RelationKind.FLAT for claim in claims)
            and not _follows_from_operands(index, after)
        ):
            context = index.current.metric_context(after, check=CheckName.CARRY_OVER)
            context = evolve(context, evidence=(*context.evidence, *index.prior.evidence(before)))
            # an area or a length may well stay what it was
            lasting = after.kind is Kind.MEASURE or check_words("seldom changes").search(after.name) is not None
            severity = Severity.NOTE if lasting else Severity.QUESTION
            yield _question(context, phrase("findings.figure_repeated"), severity)
        for claim in claims:
            if claim.figure is None or claim.form not in _FORMS or _borne_out(index, claim, pair):
                continue
            for old in index.prior.claims_of.get(before.id, ()):
                if (
                    old.form is claim.form
                    and old.figure is not None
                    and same_long(old.figure, claim.figure, _CHANGE_DIGITS)
                ):
                    evidence = (*index.current.evidence(claim), *index.prior.evidence(old))
                    context = evolve(index.current.context(claim), evidence=evidence)
                    yield _question(context, phrase("findings.change_repeated"), Severity.QUESTION)


def _comparative(before: Metric, after: Metric) -> bool:
    """Return whether a figure repeats last year's as such, or stands in a table that does not tell whose year it is."""
    unknown = after.table is not None and not any(after.table.column)
    return unknown or (before.period is not None and before.period == after.period)


def _question(context: FindingContext, hint: Phrase, severity: Severity) -> Check:
    outcome = Outcome(Verdict.UNCHECKED)
    return make_check(outcome, context, None, check=CheckName.CARRY_OVER, severity=severity, hints=(hint,))


def _follows_from_operands(index: PairIndex, ratio: Metric) -> bool:
    """Return whether a share or rate is what figures of its own report make, which then was not copied."""
    span = ratio.figure.span
    for claim in index.current.claims_between(span.start - _BEFORE, span.end) if ratio.kind is Kind.RATIO else ():
        part, whole = (index.current.metric(key) for key in (claim.current, claim.prior))
        if claim.figure is None or claim.figure.span != span or part is None or whole is None:
            continue
        if holds_over(claim, operand_of(part.figure), operand_of(whole.figure), index.current):
            return True
    return False


def _borne_out(index: PairIndex, claim: Claim, pair: tuple[Metric, Metric]) -> bool:
    """Return whether the two years' figures change by just the stated change, which then was not copied."""
    before, after = pair
    if before.figure.unit != after.figure.unit:
        return False
    statement = index.current.statement(claim, operand_of(after.figure), operand_of(before.figure))
    return statement is not None and agrees(evaluate(statement, decrease=claim.direction is Direction.DOWN).verdict)


def same_long(one: Figure, other: Figure, digits: int = _DIGITS) -> bool:
    """Return whether two figures are equal, with so many digits, and so many before the zeros, that it is no chance."""
    digits_printed = one.counted_digits
    return (
        one.value == other.value
        and one.unit == other.unit
        and one.has_point_value
        and other.has_point_value
        and digits_printed >= digits
        and one.significant_digits >= min(_SIGNIFICANT, digits)
    )
