"""One change or share that a report states twice: of one long level, over one basis, in the text and in its tables.

前五名应收账款汇总金额37,035,978.24元，占合计数的71.02%, and a table that prints 37,035,978.24 beside its share: a long
level is the same figure wherever it stands, and what is stated of it must agree within what was printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.columns import column_head
from reportdiff.messages import phrase
from reportdiff.model import Binding, Check, CheckName, Claim, Interval, RelationKind, Severity, Verdict

__all__ = ["stated_twice"]


_BESIDE = (Binding.CLAUSE, Binding.ROW)


def stated_twice(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every change or share that another place of the report states of the same level.

    Tables print the shares of many wholes: one of them is held against the text alone.
    """
    for printed in index.claims_of_long_levels.values():
        claims = [claim for claim in printed if claim.current_binding in _BESIDE and claim.figure is not None]
        for claim in claims[1:]:
            first = claims[0]
            tables = None not in (claim.table, first.table)
            known = None not in (claim.prior, first.prior)  # each is judged over its own operands
            if claim.sentence != first.sentence and not known and not (tables and _of_one_table(claim, first)):
                check = _check(index, claim, first)
                if check is not None:
                    yield check


def _of_one_table(claim: Claim, other: Claim) -> bool:
    if claim.table is None or other.table is None:
        return False
    return claim.form is RelationKind.SHARE or claim.table.id == other.table.id


def _check(index: ReportIndex, claim: Claim, other: Claim) -> Check | None:
    """Return the check of one statement against the other; None where they may be of different bases."""
    assert claim.figure is not None
    holds = claim.direction is other.direction and intersects(_printed(claim), _printed(other))
    if not holds and not _one_basis(claim, other):
        return None
    context = evolve(index.context(claim), check=CheckName.AGREEMENT, evidence=index.evidence(claim, other))
    stated = stated_value_of(claim.figure)
    if holds:
        return make_check(Outcome(Verdict.CONSISTENT), context, stated)
    hint = phrase("findings.stated_otherwise", figure="".join(other.surface.split()))
    return make_check(Outcome(Verdict.INCONSISTENT), context, stated, severity=Severity.WARNING, hints=(hint,))


def _printed(claim: Claim) -> Interval:
    """Return what a size stands for: 5.40 may be 5.4 with a 0 behind it."""
    assert claim.figure is not None
    figure = claim.figure
    zeros = len(figure.digits) - len(figure.digits.rstrip("0")) if "." in figure.digits else 0
    half = figure.last_place * 10**zeros / 2
    return Interval(figure.value - half, figure.value + half)


def _one_basis(claim: Claim, other: Claim) -> bool:
    """Return whether two statements are over one basis: no restated year, no other whole."""
    if claim.basis != other.basis or claim.figure is None or other.figure is None:
        return False
    if claim.figure.unit != other.figure.unit:
        return False
    if claim.form is RelationKind.SHARE:
        return _whole(claim) == _whole(other) != ""
    heads = [column_head(one.table.column) for one in (claim, other) if one.table is not None]
    return not any(head.version or head.base_version or head.monthly for head in heads)


def _whole(claim: Claim) -> str:
    """Return the words that name the whole of a share: those behind 占, of its head or its clause."""
    words = claim.table.column[-1] if claim.table is not None and claim.table.column else claim.surface
    named = check_words("whole of a share").search("".join(words.split()))
    return named[1] if named is not None else ""
