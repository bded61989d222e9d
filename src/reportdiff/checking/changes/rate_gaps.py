"""How far one rate of growth is from another that the report prints: 增长8.1%，快于社会消费品零售总额增速2.0个百分点.

The own rate stands before the gap in its sentence, the other one under the name by which the gap calls it. No words
bind the two to the gap, so it is borne out, or asked about where one digit keeps it from what they make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import evaluate
from reportdiff.checking.findings import held_or_asked
from reportdiff.checking.implied_values import change_of
from reportdiff.checking.operands import stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import name_key
from reportdiff.lexicon.words import words_of
from reportdiff.model import Check, Claim, Direction, RelationKind

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
        other = _other(called, [rate for rate in before if rate is not own], own) if own is not None else None
        if own is None or other is None or own.status is not other.status:
            continue
        rate, than = change_of(own), change_of(other)
        statement = index.statement(claim, rate, than) if rate is not None and than is not None else None
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


def _other(called: str, rates: Sequence[Claim], own: Claim) -> Claim | None:
    """Return the last rate of what words call: by its name, without its measure, by its beginning or its end.

    By its beginning where the rest is that of the own name: 农村居民收入增长6.0%，快于城镇居民1.5个百分点.
    """
    key, named = name_key(called), name_key(own.metric_name)
    measures = words_of("measure alone")
    told = len(key) >= _LEAST
    ways: tuple[Callable[[str], bool], ...] = (
        lambda name: name == key,
        lambda name: any(name == key + measure for measure in measures),
        lambda name: told and name.startswith(key) and named.endswith(name[len(key) :]),
        lambda name: told and name.endswith(key),
    )
    for fits in ways:
        if found := [rate for rate in rates if fits(name_key(rate.metric_name))]:
            return found[-1]
    return None


def _text(rate: Claim) -> str:
    surface = "".join(rate.figure.surface.split()) if rate.figure is not None else ""
    return ("-" if rate.direction is Direction.DOWN else "") + surface
