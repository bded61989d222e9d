"""How far one rate of growth is from another that the report prints: 增长8.1%，快于社会消费品零售总额增速3.5个百分点.

The own rate stands before the gap in its sentence, the other one under the name by which the gap calls it. No words
bind the two to the gap, so it is borne out, or asked about where one digit keeps it from what they make.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import Operand, evaluate
from reportdiff.checking.findings import held_or_asked
from reportdiff.checking.operands import operand_of, stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import name_key
from reportdiff.lexicon.words import words_of
from reportdiff.model import Check, Claim, Direction, Figure, RelationKind

__all__ = ["rate_gaps"]

_LEAST = 2  # characters of a name by whose end another is called


def rate_gaps(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every gap in points to the growth of something whose rate the report prints before it."""
    rates = [
        claim
        for claim in index.report.claims
        if claim.form is RelationKind.GROWTH and claim.table is None and claim.figure is not None
    ]
    for claim in index.report.claims if rates else ():
        if claim.form is not RelationKind.POINTS or claim.table is not None or claim.figure is None:
            continue
        said = check_words("gap to another rate").search(claim.surface)
        called = next(filter(None, said.groups()), "") if said is not None else ""
        before = [rate for rate in rates if called and rate.span.end <= claim.span.start]
        own = _own(claim, [rate for rate in before if rate.sentence == claim.sentence])
        other = _other(called, [rate for rate in before if rate is not own]) if own is not None else None
        if own is None or other is None or own.status is not other.status:
            continue
        statement = index.statement(claim, _signed(own), _signed(other))
        if statement is None:
            continue
        context = index.context(claim)
        context = evolve(context, current=_text(own), prior=_text(other), evidence=index.evidence(claim, own, other))
        outcome = evaluate(statement, decrease=claim.direction is Direction.DOWN)
        if (check := held_or_asked(outcome, context, stated_value_of(claim.figure))) is not None:
            yield check


def _own(claim: Claim, rates: Sequence[Claim]) -> Claim | None:
    """Return the rate that a gap measures: that of its level or its name, else the last one before it."""
    name = check_words("noun of a rate").sub("", claim.metric_name)
    of_level = [rate for rate in rates if claim.metric is not None and rate.metric == claim.metric]
    named = [rate for rate in rates if name and name_key(rate.metric_name) == name_key(name)]
    return next(iter([*of_level[-1:], *named[-1:], *(rates[-1:] if not name else ())]), None)


def _other(called: str, rates: Sequence[Claim]) -> Claim | None:
    """Return the last rate of what words call: by its name, without its measure, else by the end of its name."""
    key = name_key(called)
    measures = words_of("measure alone")
    for fits in (
        lambda name: name == key,
        lambda name: any(name == key + measure for measure in measures),
        lambda name: len(key) >= _LEAST and name.endswith(key),
    ):
        found = [rate for rate in rates if fits(name_key(rate.metric_name))]
        if found:
            return found[-1]
    return None


def _signed(rate: Claim) -> Operand:
    """Return a rate as an operand, below 0 where it is a fall."""
    operand = operand_of(_figure(rate))
    return operand.negated() if rate.direction is Direction.DOWN else operand


def _text(rate: Claim) -> str:
    return ("-" if rate.direction is Direction.DOWN else "") + "".join(_figure(rate).surface.split())


def _figure(rate: Claim) -> Figure:
    assert rate.figure is not None
    return rate.figure
