"""Moves of shares that make 100 together: 58.8 % (−0.5), 22.6 % (+0.1) and 18.6 % (+0.4) cancel out.

What the three industries add to the growth of an economy, in points, makes its rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from reportdiff.arithmetic import agrees
from reportdiff.checking.findings import asked, make_check
from reportdiff.checking.operands import evaluate_sum, signed_operand, stated_value_of
from reportdiff.checking.report_index import ReportIndex
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.words import words_of
from reportdiff.messages import phrase
from reportdiff.model import DIGIT_SLIPS, BasisKind, Check, Claim, RelationKind, Severity, Verdict

__all__ = ["additions_to_growth", "offsetting_moves"]

_NEAR = 160  # characters between the moves of two shares
_BEFORE = 800  # characters before the points of an industry, among which the growth that it adds to is printed
_INDUSTRIES = 3
_ELSEWHERE = (BasisKind.OTHER_REGION, BasisKind.OTHER_TOTAL)


def offsetting_moves(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every move of a share, where the shares of a whole are printed, each with its move."""
    run, end = dict[str, Claim](), 0
    for claim in index.report.claims:
        if claim.form is not RelationKind.POINTS or claim.figure is None or claim.basis.kind in _ELSEWHERE:
            continue
        run, end = run if claim.span.start - end <= _NEAR else {}, claim.span.end
        if (key := _share(index, claim)) is None:
            continue
        run = {**(run if key not in run else {}), key: claim}
        if listed := _complete(index, run):
            yield from _checks(index, listed)
            run = {}


def additions_to_growth(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for what each of the three industries adds to the growth of an economy, and for its rate."""
    run, end, listed = dict[str, Claim](), 0, tuple[str, ...]()
    for claim in index.report.claims:
        if claim.form is not RelationKind.POINTS or claim.figure is None or claim.table is not None:
            continue
        words = index.text[max(end, claim.sentence.start) : claim.span.end] + claim.metric_name
        run, end = run if claim.span.start - end <= _NEAR else {}, claim.span.end
        industry = check_words("one industry").findall(words)[-1:]
        if not industry or (claim.id not in listed and check_words("adds to growth").search(words) is None):
            continue
        run, listed = {**run, industry[0]: claim}, claim.siblings
        if len(run) == _INDUSTRIES:
            before = reversed(index.claims_between(claim.span.start - _BEFORE, claim.span.start))
            growth = next((each for each in before if _is_growth_of_all(each)), None)
            yield from _checks(index, [growth, *run.values()], growth) if growth is not None else ()
            run = {}


def _is_growth_of_all(claim: Claim) -> bool:
    of_all = check_words("the whole economy").search(claim.metric_name) is not None
    return of_all and claim.form is RelationKind.GROWTH and claim.figure is not None and claim.table is None


def _share(index: ReportIndex, claim: Claim) -> str | None:
    """Return which industry's share has moved, or the id of the share."""
    share = index.metric(claim.current) if claim.table is None else None
    industry = check_words("share of one industry").search(claim.metric_name if share is None else share.name)
    if industry is not None:
        return industry["industry"]
    if share is None or not share.is_rate:
        return None
    called = share.name.endswith(words_of("share noun"))
    stated = called or any(each.form is RelationKind.SHARE for each in index.claims_of.get(share.id, ()))
    return share.id if stated else None


def _complete(index: ReportIndex, run: Mapping[str, Claim]) -> list[Claim]:
    """Return the moves of the three industries, else those of shares that make 100; none where neither are all."""
    industries = [claim for key, claim in run.items() if key not in index.metrics]
    shares = [index.metrics[key].figure for key in run if key in index.metrics]
    off, rounded = sum((share.value for share in shares), Fraction(-100)), sum(share.last_place for share in shares)
    listed = [claim for key, claim in run.items() if key in index.metrics] if 2 * abs(off) <= rounded else []
    return industries if len(industries) == _INDUSTRIES else listed


def _checks(index: ReportIndex, run: Sequence[Claim], growth: Claim | None = None) -> Iterator[Check]:
    """Yield the checks of claims that cancel out, or that add up to the growth of all, which is one of them."""
    made = [_check(index, claim, [other for other in run if other is not claim], growth) for claim in run]
    if all(agrees(check.verdict) for check, _ in made):
        yield from (check for check, _ in made)
    elif all(off > len(run) for _, off in made):  # each share of both years was rounded
        slips = [check for check, _ in made if not DIGIT_SLIPS.isdisjoint(check.diagnoses)]
        told = (Verdict.INCONSISTENT, Severity.WARNING) if growth is None and len(run) >= _INDUSTRIES and slips else ()
        hint = phrase("findings.moves_cancel" if growth is None else "findings.additions_make_growth")
        yield asked(slips[0] if slips else made[0][0], hint, *told)


def _check(index: ReportIndex, claim: Claim, others: Sequence[Claim], growth: Claim | None) -> tuple[Check, Fraction]:
    """Return the check of a move over all others, and by how many units of its last place it is off."""
    assert claim.figure is not None
    added = [
        (other.direction is claim.direction) is (growth in (claim, other) and growth is not None) for other in others
    ]
    figures = [other.figure for other in others if other.figure is not None]
    outcome = evaluate_sum(claim.figure, map(signed_operand, figures, (1 if adds else -1 for adds in added)))
    shown = "".join(("+" if adds else "-") + each.surface for each, adds in zip(figures, added, strict=True))
    context = evolve(index.context(claim, index.metric(claim.current)), current=shown.removeprefix("+"))
    context = evolve(context, prior=f"“{claim.figure.surface}”", evidence=index.evidence(claim, *others))
    off = abs((outcome.exact or Fraction(0)) - claim.figure.value) / (claim.figure.last_place or 1)
    return make_check(outcome, context, stated_value_of(claim.figure)), off
