"""What may be accused of two reports: a claim that fails over last year's figure, unless the two are not of one thing.

The rules are those of docs/verdicts.md, "The burden of proof"; burden.py has those for one report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import agrees, fails
from reportdiff.checking.burden import adjoining, difference_of_rates
from reportdiff.checking.findings import asked, same_cause, with_verdict
from reportdiff.checking.operands import operand_of
from reportdiff.checking.other_readings import holds_over
from reportdiff.checking.policy import PRINTED
from reportdiff.checking.report_index import PairIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.reference_names import facets_fit
from reportdiff.messages import phrase
from reportdiff.model import Check, Claim, Direction, Metric, PeriodKind, RelationKind, Severity, Verdict
from reportdiff.text.words import cut

__all__ = ["weigh_pairs"]

_PAUSE = re.compile("[，,；;。（）]")
_JOINED = re.compile("以及|[、与和及]")
_RESTATED = (phrase("findings.agrees_here"),)
_REVISED = 2  # so many restated figures show that last year's report printed preliminary ones
_NEAR = Fraction(1, 20)  # a final figure is within a twentieth of the preliminary one; a mistake in a rate seldom is


def weigh_pairs(checks: Iterable[Check], own: Iterable[Check], index: PairIndex) -> Iterator[Check]:
    """Yield the checks of two reports, each accusation kept or turned into a question.

    `own` are the current report's own checks. Where its level, absolute change and percentage agree with one another,
    last year's report printed an earlier figure: that is asked once, and no claim is accused of it. Where several do,
    or last year's report calls its figures preliminary, one question names every claim that misses by a little.
    """
    agreeing = {check.claim for check in own if agrees(check.verdict) and check.claim is not None}
    checks = tuple(checks)
    weighed = tuple(_weighed(checks, agreeing, index))
    failing = [check for check in weighed if fails(check.verdict) and _revised(check, index)]
    if failing and not _preliminary(weighed, index):
        failing = [check for check in failing if _noted(check, index)]
    revised = {check.id for check in failing}
    places = tuple(dict.fromkeys(place for check in failing for place in check.evidence))
    for check in weighed:
        if check.id not in revised:
            yield check
        elif check is failing[0]:
            yield asked(evolve(check, evidence=places), phrase("findings.prior_revised", count=str(len(revised))))
        else:
            yield same_cause(check)


def _preliminary(weighed: Iterable[Check], index: PairIndex) -> bool:
    """Return whether last year's report printed figures that changed later: it says so, or several of them did."""
    asked_of = [check.message.source for check in weighed if check.severity is Severity.QUESTION]
    restated = sum(source is not None and source.parameters.get("hints") == _RESTATED for source in asked_of)
    return restated >= _REVISED or check_words("preliminary").search(index.prior.report.document.text) is not None


def _noted(check: Check, index: PairIndex) -> bool:
    """Return whether this year's report says that last year's figure of a claim was revised: 上年人口数据已经修订."""
    claim, year = index.current.claims[check.claim or ""], index.prior.report.own_year
    for note in check_words("revised last year").finditer(index.current.text):
        said = [word for word in cut(note["what"] or "") if len(word) > 1]
        of_year = note["year"] is None or note["year"] == str(year)
        if of_year and (not said or any(word in claim.metric_name for word in said)):
            return True
    return False


def _revised(check: Check, index: PairIndex) -> bool:
    """Return whether the base that a failing claim implies is last year's figure but for a revision."""
    claim = index.current.claims.get(check.claim or "")
    before = _paired(claim, index) if claim is not None else None
    if claim is None or before is None or not before.figure.value:
        return False
    implied = check.implied_prior.interval.low if check.implied_prior is not None else None
    level = index.current.metric(claim.current or claim.metric)
    if claim.form is RelationKind.ABSOLUTE and level is not None and claim.figure is not None:
        change = claim.figure.value if claim.direction is Direction.UP else -claim.figure.value
        implied = level.figure.value - change
    return implied is not None and abs(implied - before.figure.value) <= _NEAR * abs(before.figure.value)


def _weighed(checks: Iterable[Check], agreeing: set[str], index: PairIndex) -> Iterator[Check]:
    restated: set[str | None] = set()
    checks = tuple(checks)
    of_points = _columns_of_points(checks, index)
    for check in checks:
        claim = index.current.claims.get(check.claim or "")
        if not fails(check.verdict) or claim is None:
            yield check
        elif (before := _paired(claim, index)) is not None and not _one_figure(claim, before, index):
            yield asked(check, phrase("findings.same_metric"))
        elif (other := _holds_beside(claim, index)) is not None:
            yield asked(check, phrase("findings.other_operand", figure="".join(other.figure.surface.split())))
        elif claim.id in agreeing or _beside_agreeing(claim, agreeing, index):
            first = claim.metric not in restated
            restated.add(claim.metric)
            yield asked(check, phrase("findings.agrees_here")) if first else same_cause(check)
        elif (other := _level_beside(claim, index)) is not None:
            yield asked(check, phrase("findings.other_operand", figure="".join(other.figure.surface.split())))
        elif difference_of_rates(check, claim, index.current.metric(claim.current or claim.metric), before):
            printed_so = claim.table is not None and (claim.table.id, claim.table.column) in of_points
            yield _as_points(check) if printed_so else evolve(check, severity=Severity.WARNING)
        else:
            yield check


def _columns_of_points(checks: Iterable[Check], index: PairIndex) -> set[tuple[str, tuple[str, ...]]]:
    """Return the columns of changes whose rows print differences of rates with %, as forms do."""
    found: dict[tuple[str, tuple[str, ...]], list[bool]] = defaultdict(list)
    for check in checks:
        claim = index.current.claims.get(check.claim or "")
        if claim is not None and claim.table is not None and claim.form is RelationKind.GROWTH:
            now = index.current.metric(claim.current or claim.metric)
            points = difference_of_rates(check, claim, now, _paired(claim, index))
            if points or fails(check.verdict) or agrees(check.verdict):
                found[claim.table.id, claim.table.column].append(points)
    return {column for column, rows in found.items() if len(rows) > 1 and all(rows)}


def _as_points(check: Check) -> Check:
    """Return the check of a difference of rates that its column prints with % throughout: it holds, with a note."""
    message = with_verdict(check, Verdict.CONSISTENT)
    return evolve(check, verdict=Verdict.CONSISTENT, severity=Severity.NOTE, message=message)


def _level_beside(claim: Claim, index: PairIndex) -> Metric | None:
    """Return a level listed just before the claim's own with which it holds: 招聘会50场、岗位6000个，同比增长25.0%."""
    own = index.current.metric(claim.current)
    if own is None or claim.siblings or index.current.text[own.span.end : claim.span.start].strip("，, "):
        return None
    for metric in index.current.by_sentence.get(claim.sentence, ()):
        between = index.current.text[metric.span.end : own.span.start]
        if metric.span.end <= own.span.start and metric.id in index.by_current and not _PAUSE.search(between):
            before = index.by_current[metric.id].before
            if holds_over(claim, operand_of(metric.figure), operand_of(before.figure), index.current):
                return metric
    return None


def _holds_beside(claim: Claim, index: PairIndex) -> Metric | None:
    """Return the figure right behind a claim's own with which the claim holds, over its own pair."""
    other = adjoining(claim, index.current)
    pair = index.by_current.get(other.id) if other is not None else None
    if other is None or pair is None or pair.before.figure.unit != other.figure.unit:
        return None
    held = holds_over(claim, operand_of(other.figure), operand_of(pair.before.figure), index.current)
    held = held and not _counts_own(claim, other, index)
    return other if held else None


def _counts_own(claim: Claim, other: Metric, index: PairIndex) -> bool:
    """Return whether words between another figure and a claim call the claim's own one: 件数下降25%."""
    own, said = index.current.metric(claim.current), index.current.text[other.span.end : claim.span.start].strip("，, ")
    counted = said.removesuffix("数")
    return own is not None and said != counted != "" and (counted == own.figure.unit or own.name.endswith(counted))


def _paired(claim: Claim, index: PairIndex) -> Metric | None:
    """Return last year's figure of the metric that a claim is about."""
    return next((before for _, before, after in index.matched if after.id in (claim.current, claim.metric)), None)


def _one_figure(claim: Claim, before: Metric, index: PairIndex) -> bool:
    """Return whether a pair may refute a claim: the level is printed for it, and both are of one thing.

    They are of one area, account and part of a year, and neither takes in more than the other, as 医疗卫生与计划生育
    does.
    """
    after = index.current.metric(claim.current or claim.metric)
    if claim.current_binding not in PRINTED or after is None:
        return False
    wider = len(_JOINED.findall(after.name)) != len(_JOINED.findall(before.name))
    return facets_fit(after.facets, before.facets) and _part(after) == _part(before) and not wider


def _part(metric: Metric) -> str:
    """Return the part of its year that a figure is of (H1), "" for a year, for several and where none is known."""
    of_part = metric.period is not None and metric.period.kind is PeriodKind.PART_OF_YEAR
    return metric.period.label[4:] if of_part and metric.period is not None else ""


def _beside_agreeing(claim: Claim, agreeing: set[str], index: PairIndex) -> bool:
    """Return whether another change of the same level in the same sentence agrees with this one."""
    return any(
        other.id in agreeing
        and other.sentence == claim.sentence
        and other.form in (RelationKind.GROWTH, RelationKind.ABSOLUTE)
        for other in index.current.claims_of.get(claim.metric or "", ())
    )
