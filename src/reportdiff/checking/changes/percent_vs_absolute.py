"""A percentage against the absolute change of the same metric: base = current ∓ change.

增加1062.85万元，增长12.08%: with the current figure printed, the two imply the same base or contradict each other. A
contradiction belongs to the percent claim; where they agree, the absolute change is borne out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from reportdiff.arithmetic import Operand, Outcome, agrees, evaluate
from reportdiff.arithmetic.intervals import contains, subtract
from reportdiff.checking.findings import make_check
from reportdiff.checking.hints import ZERO_AS_100
from reportdiff.checking.operands import operand_of
from reportdiff.checking.policy import Reservation, decide
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.conventions import convention_for
from reportdiff.model import BasisKind, Check, CheckName, Claim, Diagnosis, Direction, Metric, RelationKind, Verdict

__all__ = ["against_absolute", "declares_basis", "of_other_time", "opposite", "partner_of"]

_NEAR = 120  # characters
_PARTS = 4  # figures before a level among which its whole is looked for
_FORMS = (RelationKind.GROWTH, RelationKind.TIMES_MORE)
_NO_BASE = (BasisKind.OTHER_REGION, BasisKind.OTHER_TOTAL, BasisKind.ANNUAL_AVERAGE)
_CLAUSE, _DIGIT = re.compile("[，,；;]"), re.compile("[0-9]")


def against_absolute(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every percent claim that stands beside an absolute change of its metric."""
    for claim in index.report.claims:
        completes = claim.form is RelationKind.COMPLETION and claim.prior is None  # 为预算的108.7%，超收1.17亿元
        if not (completes or claim.form in _FORMS) or claim.figure is None:
            continue
        change = partner_of(index, claim)
        current = index.metric(claim.current if completes else claim.metric) or index.metric(claim.current)
        if change is None or current is None or opposite(claim.direction, change.direction):
            continue
        if change.figure is not None and change.figure.unit == current.figure.unit:
            check = _check(index, claim, change, current)
            yield check
            if agrees(check.verdict) and change.prior is None:
                yield _of_change(index, change, check, current)


def partner_of(index: ReportIndex, claim: Claim) -> Claim | None:
    """Return the nearest absolute change beside a percent claim, of the same metric, basis and status.

    An average change and an average rate imply no base.
    """
    if claim.basis.kind is BasisKind.ANNUAL_AVERAGE:
        return None
    level = claim.current if claim.form is RelationKind.COMPLETION else claim.metric
    beside = [
        other
        for other in index.claims_between(claim.span.start - _NEAR, claim.span.start + _NEAR + 1)
        if other.form is RelationKind.ABSOLUTE
        and other.basis.kind not in _NO_BASE
        and other.figure is not None
        and (other.metric == level if level is not None else other.metric_name == claim.metric_name)
        and other.status == claim.status
        and (other.basis == claim.basis or _shares_base(other, claim) or other.prior == claim.prior is not None)
        and not of_other_time(other, claim)
        and not _of_one_year_alone(index, other, claim)
        and not any(declares_basis(index, side) for side in (claim, other))
    ]
    return min(beside, key=lambda other: _distance(index, other, claim), default=None)


def _of_one_year_alone(index: ReportIndex, change: Claim, claim: Claim) -> bool:
    """Return whether a percentage names its year behind a change over several: 两年累计增加36万元，2024年增幅为8%."""
    several = check_words("several years").search(change.surface) is not None
    return several and "年" in index.text[change.span.end : claim.figure_span.start]


def _distance(index: ReportIndex, change: Claim, claim: Claim) -> tuple[bool, int]:
    """Return how far a change is from a percentage: what a semicolon or a full stop parts is further than all else."""
    first, last = sorted((change, claim), key=lambda side: side.span.start)
    between = index.text[first.span.end : last.span.start]
    return any(mark in between for mark in "；;。"), abs(change.span.start - claim.span.start)


def of_other_time(one: Claim, other: Claim) -> bool:
    """Return whether one of two claims is measured against the year's beginning, the other against a year before.

    3月末余额…，比年初增加5亿元，同比增长31%.
    """
    opening, same = (
        [check_words(part).search(claim.surface) is not None for claim in (one, other)]
        for part in ("opening basis", "same period basis")
    )
    return (opening[0] and same[1]) or (opening[1] and same[0])


def _shares_base(change: Claim, claim: Claim) -> bool:
    """Return whether a percentage right behind an absolute change has its base: 比预算执行数增加2.8万元，增长5.6%."""
    behind = 0 <= claim.span.start - change.span.end <= 1
    return behind and check_words("bare change").search(claim.surface) is not None


def declares_basis(index: ReportIndex, later: Claim) -> bool:
    """Return whether a claim is made on a basis of its own: …，剔除一次性因素，同口径增长5.6%; 实际下降0.4%.

    What it leaves out may have a clause of its own, before the one that states it.
    """
    before = index.text[later.sentence.start : later.span.start]
    clauses = _CLAUSE.split(before)
    number = next((n for n, clause in enumerate(reversed(clauses)) if _DIGIT.search(clause)), len(clauses))
    clauses = clauses[len(clauses) - number :]
    own = "，".join(clauses) + later.surface
    return convention_for(later.form, sentence=own, own=later.metric_name) is not None


def _outcome(index: ReportIndex, claim: Claim, change: Claim, level: Operand) -> Outcome:
    """Return the outcome of a percentage over the base that a level and the absolute change beside it make."""
    assert change.figure is not None
    moved = operand_of(change.figure)
    if change.direction is Direction.DOWN:
        moved = moved.negated()
    base = Operand(
        interval=subtract(level.interval, moved.interval),
        value=None if level.value is None or moved.value is None else level.value - moved.value,
        scale=level.scale,
    )
    if base.value == 0 or (base.value is None and contains(base.interval, 0)):
        return Outcome(Verdict.UNDEFINED, diagnoses=(Diagnosis.ZERO_BASE,))
    statement = index.statement(claim, level, base)
    assert statement is not None
    return evaluate(evolve(statement, change=moved), decrease=claim.direction is Direction.DOWN)


def _is_of_whole(index: ReportIndex, claim: Claim, change: Claim, part: Metric) -> bool:
    """Return whether a percentage holds over a greater figure of the sentence, of which a level may be the last part.

    其他支出121万元，用于公益37万元，其他84万元，比上年增加20万元，增长20%.
    """
    return any(
        whole.sentence == part.sentence
        and whole.figure.unit == part.figure.unit
        and whole.figure.value > part.figure.value
        and whole.status is part.status
        and agrees(_outcome(index, claim, change, operand_of(whole.figure)).verdict)
        for whole in index.prose_before(part.span.start, _PARTS)
    )


def _check(index: ReportIndex, claim: Claim, change: Claim, current: Metric) -> Check:
    assert claim.figure is not None
    level, grounds = operand_of(current.figure), index.grounds(claim)
    outcome, statement = _outcome(index, claim, change, level), index.statement(claim, level, level)
    assert statement is not None
    if outcome.verdict is Verdict.INCONSISTENT and _is_of_whole(index, claim, change, current):
        grounds = evolve(grounds, reservations=(Reservation.INFERRED_OPERANDS,))
    decision = decide(outcome, grounds)
    context = evolve(
        index.context(claim, current),
        prior=f"“{''.join(change.surface.split())}”",
        current=metric_text(current),
        evidence=index.evidence(claim, change, current),
    )
    filled_in = outcome.diagnoses == (Diagnosis.ZERO_BASE,) and claim.figure.value == 100
    hints = (ZERO_AS_100,) if filled_in else decision.hints()
    return make_check(decision.outcome, context, statement.stated, severity=decision.severity, hints=hints)


def _of_change(index: ReportIndex, change: Claim, check: Check, current: Metric) -> Check:
    """Return that an absolute change implies the base of the percentage beside it; `check` is that of the two."""
    context = evolve(index.context(change, current), evidence=check.evidence)
    return make_check(Outcome(check.verdict), context, None, check=CheckName.IMPLIED_PRIOR)


def opposite(one: Direction, other: Direction) -> bool:
    """Return whether one claim goes up and the other down."""
    return {one, other} == {Direction.UP, Direction.DOWN}
