"""Reasons and moves of ranks against the figures beside them: 决算数大于预算数的原因, 从第37位上升到第64位."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.intervals import contains, intersects
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.messages import phrase
from reportdiff.model import (
    STATED_CHANGES,
    BasisKind,
    Binding,
    Check,
    CheckName,
    Claim,
    Diagnosis,
    Direction,
    Evidence,
    Phrase,
    RelationKind,
    Severity,
    Span,
    Verdict,
)
from reportdiff.text.numerals import chinese_value

__all__ = ["rank_moves", "stated_reasons"]

_PLAN_REASONS = {
    Direction.UP: "outcome above plan",
    Direction.DOWN: "outcome below plan",
    Direction.FLAT: "outcome equals plan",
}
_WHOLE = 100  # percent
_CHANGE_REASONS = {Direction.UP: "reason of a rise", Direction.DOWN: "reason of a fall"}
_RANK_MOVES = {Direction.UP: "rank rises", Direction.DOWN: "rank falls"}


def stated_reasons(index: ReportIndex) -> Iterator[Check]:
    """Yield a finding for every reason of a relation that the figures before it, in its paragraph, do not have."""
    against_plans = any(_against_plan(claim) for claim in index.report.claims)
    for stated, part in _PLAN_REASONS.items() if against_plans else ():
        for match in check_words(part).finditer(index.text):
            claims = [claim for claim in _before(index, match) if _against_plan(claim)]
            found = _relation(index, claims[-1]) if claims else None
            if found is not None and found is not stated:
                yield _of_plan(index, match, claims[-1])
    for stated, part in _CHANGE_REASONS.items():
        for match in check_words(part).finditer(index.text):
            moves = [claim for claim in _before(index, match) if claim.form in STATED_CHANGES]
            moves = [claim for claim in moves if claim.sentence == moves[-1].sentence]
            if moves and {claim.direction for claim in moves} == {_opposite(stated)}:
                hint = phrase("findings.opposite_direction", change="".join(moves[-1].surface.split()))
                yield _finding(index, match, index.evidence(*moves), hint, Severity.QUESTION)


def _against_plan(claim: Claim) -> bool:
    """Return whether a claim holds an outcome against its plan: 完成预算的91%, 比预算数减少3.6万元."""
    changed = claim.form in STATED_CHANGES and claim.basis.kind is BasisKind.BUDGET
    return changed or claim.form is RelationKind.COMPLETION


def _before(index: ReportIndex, match: re.Match[str]) -> Sequence[Claim]:
    """Return the claims of running text that stand before a match in its paragraph, in text order."""
    start = index.text.rfind("\n", 0, match.start()) + 1
    return [claim for claim in index.claims_between(start, match.start()) if claim.table is None]


def _relation(index: ReportIndex, claim: Claim) -> Direction | None:
    """Return how a claim's outcome stands to its plan; None where neither they nor their ratio is printed finely."""
    outcome, plan = index.metric(claim.current), index.metric(claim.prior)
    if plan is None and claim.form is not RelationKind.COMPLETION:
        return claim.direction if claim.direction in (Direction.UP, Direction.DOWN) else None
    if plan is None and claim.figure is not None and not contains(claim.figure.interval, _WHOLE):
        return Direction.UP if claim.figure.value > _WHOLE else Direction.DOWN
    if outcome is None or plan is None or outcome.figure.unit != plan.figure.unit:
        return None
    if outcome.figure.value == plan.figure.value:
        return Direction.FLAT
    if intersects(outcome.figure.interval, plan.figure.interval):
        return None
    return Direction.UP if outcome.figure.value > plan.figure.value else Direction.DOWN


def _of_plan(index: ReportIndex, match: re.Match[str], claim: Claim) -> Check:
    outcome, plan = index.metric(claim.current), index.metric(claim.prior)
    if outcome is None or plan is None:
        said = "".join(claim.surface.split())
        completed = claim.form is RelationKind.COMPLETION
        told = phrase("findings.reason_against_completion", completion=said)
        told = told if completed else phrase("findings.opposite_direction", change=said)
        return _finding(index, match, index.evidence(claim), told, Severity.QUESTION)
    hint = phrase("findings.reason_against_figures", outcome=metric_text(outcome), plan=metric_text(plan))
    printed = claim.current_binding is Binding.CLAUSE and claim.prior_binding is Binding.CLAUSE
    severity = Severity.WARNING if printed else Severity.QUESTION
    return _finding(index, match, index.evidence(claim, outcome, plan), hint, severity)


def _opposite(direction: Direction) -> Direction:
    return Direction.DOWN if direction is Direction.UP else Direction.UP


def rank_moves(index: ReportIndex) -> Iterator[Check]:
    """Yield an error for every rank that rises to a larger number, or falls to a smaller one: 从第37位上升到第64位."""
    for stated, part in _RANK_MOVES.items():
        for match in check_words(part).finditer(index.text):
            before, after = (
                int(number) if number.isdecimal() else chinese_value(number) for number in filter(None, match.groups())
            )
            if before is not None and after is not None and before != after:
                yield from _rank_step(index, match, abs(before - after))
                risen = Direction.UP if after < before else Direction.DOWN
                if risen is not stated:
                    outcome = Outcome(Verdict.INCONSISTENT, diagnoses=(Diagnosis.SIGN_FLIPPED,))
                    yield make_check(outcome, _context(index, match), None)


def _rank_step(index: ReportIndex, match: re.Match[str], places: int) -> Iterator[Check]:
    """Yield the check of how many places a rank moved, where that is printed behind it: a warning where it is wrong."""
    step = check_words("rank step").match(index.text, match.end())
    if step is None:
        return
    evidence = (index.place(Span(*step.span())),)
    if int(step[1]) != places:
        yield _finding(index, match, evidence, phrase("findings.rank_step", places=str(places)), Severity.WARNING)
        return
    context = _context(index, match)
    yield make_check(Outcome(Verdict.CONSISTENT), evolve(context, evidence=(*context.evidence, *evidence)), None)


def _finding(
    index: ReportIndex, match: re.Match[str], evidence: tuple[Evidence, ...], hint: Phrase, severity: Severity
) -> Check:
    context = _context(index, match)
    context = evolve(context, evidence=(*context.evidence, *evidence))
    return make_check(Outcome(Verdict.UNCHECKED), context, None, severity=severity, hints=(hint,))


def _context(index: ReportIndex, match: re.Match[str]) -> FindingContext:
    return FindingContext(
        check=CheckName.DIRECTION,
        stated_text="".join(match[0].split()),
        evidence=(index.place(Span(match.start(), match.end())),),
    )
