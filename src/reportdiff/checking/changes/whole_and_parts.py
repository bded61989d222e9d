"""The changes of a whole and of its parts: last year's parts, as the changes imply them, make last year's whole.

进出口总额160亿元，增长6.7%。其中，出口100亿元，增长11.1%；进口60亿元，增长0.2%: where no figure of last year is
printed, each level and its change imply one. If the parts of this year add up to the whole, those of last year did too,
and changes under which they cannot contradict each other. What a change may be, given the others, is told by intervals,
so that coarse figures accuse nobody; a change is only said to hold where the others leave it little room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome, agrees, decimal_text
from reportdiff.arithmetic.intervals import add, intersects, subtract
from reportdiff.checking.changes.two_priors import implied_interval, middle
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import scaled_unit
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.words import words_of
from reportdiff.messages import phrase
from reportdiff.model import PREVIOUS_YEAR, Check, CheckName, Claim, Direction, Metric, RelationKind, Severity, Verdict
from reportdiff.model.figures import Interval

__all__ = ["contradicted", "whole_and_parts"]

_FEW = 3  # places of evidence of other checks of implied priors: a claim, its level and another claim
_SLACK = Fraction(3, 10)  # points by which the rate of a whole, counted otherwise, may leave those of its parts
_LACKING = "findings.parts_lack_an_item"
_ROOM = Fraction(1, 25)  # of last year's figure: a change that the others bind to 4 points of percentage is borne out


@frozen
class _Member:
    """The whole or a part of it: its level, its change, and last year's figure as the two imply it."""

    level: Metric
    claim: Claim
    before: Interval


def whole_and_parts(checks: Iterable[Check], index: ReportIndex) -> Iterator[Check]:
    """Yield the checks of the changes of every whole and its parts, given the sums that `checks` found to hold."""
    by_span = {metric.span: metric for metric in index.report.metrics if metric.table is None}
    for check in checks:
        whole = index.metric(check.metric)
        if check.check is not CheckName.TOTAL or not agrees(check.verdict) or whole is None or whole.table is not None:
            continue
        listed = (by_span.get(place.span) for place in check.evidence)
        parts = [part for part in listed if part is not None and part is not whole]
        members = [_member(index, metric) for metric in (whole, *parts)]
        found = [member for member in members if member is not None]
        if len(parts) > 1 and len(found) == len(members) and len({_times_and_basis(member) for member in found}) == 1:
            yield from _checks(index, found)
        elif len(parts) > 1 and len(found) < len(members):  # at constant prices, or on a comparable basis
            yield from _between(index, [_growth(index, metric) for metric in (whole, *parts)], sure=not found)


def contradicted(check: Check) -> bool:
    """Return whether a check finds that the changes of a whole and of its parts contradict each other."""
    return (
        check.check is CheckName.IMPLIED_PRIOR and check.verdict is Verdict.INCONSISTENT and len(check.evidence) > _FEW
    )


def _member(index: ReportIndex, level: Metric) -> _Member | None:
    for claim in index.claims_at(level.id):
        if claim.form in (RelationKind.GROWTH, RelationKind.ABSOLUTE):
            before = implied_interval(index, claim, level)
            if before is not None and before.low is not None and before.high is not None and before.low > 0:
                return _Member(level, claim, before)
    return None


def _growth(index: ReportIndex, level: Metric) -> tuple[Claim, Fraction] | None:
    """Return the rate at which a level grew since last year, with its sign."""
    for claim in index.claims_at(level.id):
        stated = claim.form is RelationKind.GROWTH and claim.basis == PREVIOUS_YEAR and claim.figure is not None
        if stated and claim.figure is not None and claim.sentence == level.sentence:
            return claim, claim.figure.value * (-1 if claim.direction is Direction.DOWN else 1)
    return None


def _between(index: ReportIndex, rates: Sequence[tuple[Claim, Fraction] | None], *, sure: bool) -> Iterator[Check]:
    """Yield the check of the rate of a whole, which is a mean of those of its parts; `sure`: all on one basis."""
    known = [rate for rate in rates if rate is not None]
    if len(known) < len(rates):
        return
    (claim, rate), *parts = known
    low, high = (bound(size for _, size in parts) for bound in (min, max))
    apart = not low - _SLACK <= rate <= high + _SLACK
    if apart or high - low <= 100 * _ROOM:
        code = "findings.outside_of_parts" if apart else "findings.among_parts"
        told = phrase(code, low=f"{decimal_text(low, 1)}%", high=f"{decimal_text(high, 1)}%")
        context = evolve(index.context(claim), evidence=index.evidence(claim, *(part for part, _ in parts)))
        failed = Verdict.INCONSISTENT if sure else Verdict.UNCHECKED
        outcome = Outcome(failed if apart else Verdict.CONSISTENT)
        severity = None if not apart else Severity.WARNING if sure else Severity.QUESTION
        yield make_check(outcome, context, None, check=CheckName.IMPLIED_PRIOR, severity=severity, hints=(told,))


def _times_and_basis(member: _Member) -> object:
    """Return what the changes of a whole and its parts must share to be of the same two times."""
    opening = check_words("opening basis").search(member.claim.surface) is not None
    period = member.level.period.label if member.level.period is not None else ""
    return member.level.status, member.claim.status, opening, period


def _checks(index: ReportIndex, members: Sequence[_Member]) -> Iterator[Check]:
    whole, *parts = members
    others = reduce(add, (part.before for part in parts))
    if not intersects(whole.before, others):
        lacking = _may_lack_item(whole, others)
        yield _check(index, whole, others, members, _LACKING if lacking else "findings.parts_contradict")
        return
    for member in members:
        rest = [part.before for part in parts if part is not member]
        given = others if member is whole else reduce(subtract, rest, whole.before)
        if _leaves_little_room(given, member.before):
            code = "findings.parts_agree" if member is whole else "findings.whole_agrees"
            yield _check(index, member, given, members, code)


def _may_lack_item(whole: _Member, parts: Interval) -> bool:
    """Return whether a total of sources was larger than this year's sources were together: it may have had one more."""
    larger = whole.before.low is not None and parts.high is not None and whole.before.low > parts.high
    return larger and whole.level.name.endswith(words_of("total of sources"))


def _leaves_little_room(given: Interval, own: Interval) -> bool:
    """Return whether the others bind last year's figure to so little that a wrong change would be told."""
    if given.low is None or given.high is None or own.low is None:
        return False
    return given.high - given.low <= own.low * _ROOM


def _check(index: ReportIndex, member: _Member, given: Interval, members: Sequence[_Member], code: str) -> Check:
    scale, unit = member.level.figure.scale, scaled_unit(member.level.figure)
    told = phrase(code, own=middle(member.before, scale) + unit, other=middle(given, scale) + unit)
    holds = code not in (_LACKING, "findings.parts_contradict")
    asks = code == _LACKING or _listed_by_kind(index, members)  # by kind, parts may be counted otherwise than the whole
    context = index.context(member.claim, member.level)
    rest = (thing for other in members if other is not member for thing in (other.level, other.claim))
    context = evolve(context, current="", evidence=(*context.evidence, *index.evidence(*rest)))
    failed = Verdict.UNCHECKED if asks else Verdict.INCONSISTENT
    outcome = Outcome(Verdict.CONSISTENT if holds else failed)
    severity = None if holds else Severity.QUESTION if asks else Severity.WARNING
    return make_check(outcome, context, None, check=CheckName.IMPLIED_PRIOR, severity=severity, hints=(told,))


def _listed_by_kind(index: ReportIndex, members: Sequence[_Member]) -> bool:
    """Return whether words such as 分用途看 stand between a whole and the first of its parts."""
    whole, part = (member.level.span for member in members[:2])
    return check_words("parts by kind").search(index.text, whole.end, max(whole.end, part.start)) is not None
