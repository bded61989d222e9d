"""One change or share that a report states twice, of one long level: it must agree within what was printed.

A long level is the same figure wherever it stands, in the text or in a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.columns import column_head
from reportdiff.lexicon.reference_names import name_key
from reportdiff.messages import phrase
from reportdiff.model import Binding, Check, CheckName, Claim, Figure, Interval, RelationKind, Severity, Verdict
from reportdiff.text.words import cut

__all__ = ["stated_twice"]

_BESIDE = (Binding.CLAUSE, Binding.ROW)


def stated_twice(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every change or share that another place of the report states of the same level.

    Tables print the shares of many wholes: one of them is held against the text alone.
    """
    for printed in index.claims_of_long_levels.values():
        first, *claims = [claim for claim in printed if claim.current_binding in _BESIDE] or printed[:1]
        for claim in claims:
            if claim.table is not None and first.table is not None:
                apart = claim.form is not RelationKind.SHARE and claim.table.id != first.table.id
            else:
                apart = claim.sentence != first.sentence
            known = None not in (claim.prior, first.prior)  # each is judged over its own operands
            if apart and not known and not _of_other_basis(claim, claims, first) and claim.figure and first.figure:
                yield from _check(index, claim, first, _printed(claim.figure), _printed(first.figure))


def _of_other_basis(claim: Claim, claims: Sequence[Claim], first: Claim) -> bool:
    """Return whether the first statement stands again beside a claim: 同比增长32.1%，比前年增长8.6% are of two."""
    beside = (other for other in claims if other is not claim and other.sentence == claim.sentence)
    return any(_same_size(other, first) for other in beside)


def _same_size(one: Claim, other: Claim) -> bool:
    sizes = (None if each.figure is None else each.figure.value for each in (one, other))
    return one.direction is other.direction and next(sizes) == next(sizes)


def _check(index: ReportIndex, claim: Claim, other: Claim, size: Interval, its: Interval) -> Iterator[Check]:
    """Yield the check of one statement against the other, unless they may be of different bases."""
    holds = claim.direction is other.direction and intersects(size, its)
    if holds or _one_basis(claim, other):
        outcome = Outcome(Verdict.CONSISTENT if holds else Verdict.INCONSISTENT)
        context = index.context(claim)  # of the figure, since it says nothing of what the claim is held against
        context = evolve(context, check=CheckName.AGREEMENT, claim=None, evidence=index.evidence(claim, other))
        hint = phrase("findings.stated_otherwise", figure="".join(other.surface.split()))
        severity, hints = (None, ()) if holds else (Severity.WARNING, (hint,))
        stated = None if claim.figure is None else stated_value_of(claim.figure)
        yield make_check(outcome, context, stated, severity=severity, hints=hints)


def _of_one_name(name: str, other: str) -> bool:
    """Return whether two names have a word in common, as 财力 and the 支出 that comes to as much have not."""
    one, its = ({word for word in cut(name_key(each)) if len(word) > 1} for each in (name, other))
    return not one or not its or not one.isdisjoint(its)


def _printed(figure: Figure) -> Interval:
    """Return what a size stands for: 5.40 may be 5.4 with a 0 behind it."""
    zeros = len(figure.digits) - len(figure.digits.rstrip("0")) if "." in figure.digits else 0
    half = figure.last_place * 10**zeros / 2
    return Interval(figure.value - half, figure.value + half)


def _one_basis(claim: Claim, other: Claim) -> bool:
    """Return whether two statements are over one basis: no restated year, no other whole."""
    units = (None if one.figure is None else one.figure.unit for one in (claim, other))
    if claim.basis != other.basis or next(units) != next(units):
        return False
    if claim.form is RelationKind.SHARE:
        return _whole(claim) == _whole(other) != ""
    if not _of_one_name(claim.metric_name, other.metric_name):
        return False
    heads = [column_head(one.table.column) for one in (claim, other) if one.table is not None]
    return not any(head.version or head.base_version or head.monthly for head in heads)


def _whole(claim: Claim) -> str:
    """Return the words that name the whole of a share, in its head or its clause."""
    words = claim.table.column[-1] if claim.table is not None and claim.table.column else claim.surface
    named = check_words("whole of a share").search("".join(words.split()))
    return named[1] if named is not None else ""
