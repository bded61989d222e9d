"""Last year's shares whose part and whole its report prints in other words: 占61.5%，提高3.5个百分点, （上年58.0%）.

This year's part and whole are known. Of last year's figures that share words with each, hardly another two would make
the share that the change implies. Where the likest two make it but for a slip, the change is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from attrs import evolve, frozen

from reportdiff.arithmetic import agrees
from reportdiff.checking.changes.proved_bases import Bases
from reportdiff.checking.changes.ratio_operands import RatioOperands, ratio_operands
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.changes.share_changes import is_last_years, share_made_of
from reportdiff.checking.changes.years_covered import is_last_year
from reportdiff.checking.findings import decided, is_judged, make_check
from reportdiff.checking.kinship import WHOLE, Told, kinship, rank, words_before, words_of_figure
from reportdiff.checking.operands import operand_of, stated_value_of
from reportdiff.checking.other_readings import holds_over
from reportdiff.checking.policy import Reservation, ask
from reportdiff.checking.report_index import PairIndex, metric_text
from reportdiff.lexicon.reference_names import facets_fit
from reportdiff.model import Check, CheckName, Claim, Diagnosis, Metric, RelationKind, Status, Verdict

__all__ = ["proved_share_moves"]

_CHANCE = Fraction(1, 50)  # how likely two figures of their ranks make the change hold by chance, at most
_CHANCE_OF_LIKEST = Fraction(1, 10)  # the same, of the two that bear most words, and alone do
_CHANCE_OF_SLIP = Fraction(1, 10)  # the same, with the sizes of a slip
_LIKE = WHOLE // 2  # of the weight of a figure's words
_OF = "占"
_PARTED = (3, 4)  # the figures of a share, its one part or two, and its whole
_TRIED = 4  # figures that are tried for each part and whole
_MOVED = 20  # points that a share of no matter what differs by, mostly
_FORMS = frozenset({RelationKind.POINTS, RelationKind.GROWTH})
_SLIPS = (
    (frozenset({Diagnosis.SIGN_FLIPPED, Diagnosis.POINTS_AS_PERCENT}), 2),
    (frozenset({Diagnosis.DIGITS_TRANSPOSED}), 4),
)


@frozen(kw_only=True)
class _Move:
    """Last year's parts and, last, their whole, with the chance that such ones fit, and whether they are the likest."""

    befores: tuple[Metric, ...]
    chance: Fraction
    likest: bool


def proved_share_moves(index: PairIndex, made: Iterable[Check]) -> Iterator[Check]:
    """Yield a check for every share of last year, or change since, that none of `made` judged and its figures prove."""
    if index.years_apart not in (None, 1):
        return
    checks = tuple(made)
    judged = {one.claim for one in checks if is_judged(one)}
    open_moves = [
        claim
        for claim in index.current.report.claims
        if claim.form in _FORMS and claim.id not in judged and claim.table is None and claim.prior is None
        if claim.figure is not None and claim.figure.has_point_value and is_last_year(index, claim)
    ]
    spans = {one.evidence[0].span for one in checks if one.evidence and one.verdict is not Verdict.UNCHECKED}
    known, bases = _known(index, checks), Bases([index.prior])
    for claim in open_moves:
        found = known.get(claim.current or "")
        if found is not None and (check := _checked(index, claim, found, bases)) is not None:
            yield check
    for metrics in index.current.by_sentence.values():
        shares = [known[metric.id] for metric in metrics if metric.id in known]
        for metric in metrics if shares else ():
            found = next((each for each in shares[::-1] if is_last_years(index, metric, each.ratio)), None)
            if found is not None and metric.span not in spans:
                yield from _printed(index, metric, found, bases)


def _printed(index: PairIndex, share: Metric, found: RatioOperands, bases: Bases) -> Iterator[Check]:
    """Yield the check of last year's share that stands behind this year's, over last year's part and whole."""
    moves = [
        (move, RatioOperands(ratio=share, parts=move.befores[:-1], whole=move.befores[-1]))
        for move in _moves(index, found, bases)
        if len({one.figure.unit for one in move.befores}) == 1 and move.befores[-1].figure.value > 0
    ]
    held = [(move, made) for move, made in moves if agrees(made.outcome(diagnosed=False).verdict)]
    proved = [(move, made) for move, made in held if move.chance <= (_CHANCE_OF_LIKEST if move.likest else _CHANCE)]
    likest = [(move, made) for move, made in moves[:1] if move.likest and not held]
    for move, made in (*proved[:1], *likest):
        outcome = made.outcome()
        context = index.current.metric_context(share, check=CheckName.SHARE)
        evidence = (*context.evidence, *index.prior.evidence(*move.befores))
        *parts, whole = map(metric_text, move.befores)
        context = evolve(context, current="+".join(parts), prior=whole, unit="%", evidence=evidence)
        if agrees(outcome.verdict):
            yield make_check(outcome, context, stated_value_of(share.figure))
        elif Diagnosis.DIGITS_TRANSPOSED in outcome.diagnoses[:1]:
            yield decided(ask(outcome, Reservation.SAME_METRIC), context, stated_value_of(share.figure))


def _known(index: PairIndex, made: Iterable[Check]) -> Mapping[str, RatioOperands]:
    """Return the parts and the whole of this year's shares by the id of the share."""
    by_span = {metric.span: metric for metric in index.current.report.metrics}
    found = dict(ratio_operands(index.current))
    for check in made:
        of = [by_span.get(one.span) for one in check.evidence if one.report == index.current.side]
        metrics = [one for one in of if one is not None]
        if check.check is CheckName.SHARE and agrees(check.verdict) and len(metrics) == len(of) in _PARTED:
            ratio, *parts, whole = metrics
            if ratio.is_rate and not whole.is_rate:
                found.setdefault(ratio.id, RatioOperands(ratio=ratio, parts=tuple(parts), whole=whole))
    return found


def _checked(index: PairIndex, claim: Claim, found: RatioOperands, bases: Bases) -> Check | None:
    moves = _moves(index, found, bases)
    held = [move for move in moves if _holds(index, claim, found, move)]
    proved = [move for move in held if move.chance <= (_CHANCE_OF_LIKEST if move.likest else _CHANCE)]
    likest = next((move for move in moves if move.likest), None)
    move = min(proved, key=lambda move: move.chance) if proved else None if held else likest
    share = None if move is None else share_made_of(found, move.befores)
    if move is None or share is None:
        return None
    statement, outcome = evaluate_change(index.current, claim, operand_of(found.ratio.figure), share)
    if statement is None:
        return None
    *parts, whole = map(metric_text, move.befores)
    context = index.current.context(claim, found.ratio)
    evidence = (*context.evidence, *index.prior.evidence(*move.befores))
    context = evolve(context, prior=f"{'+'.join(parts)}÷{whole}", evidence=evidence)
    if agrees(outcome.verdict):
        return make_check(outcome, context, statement.stated)
    tried = next((tries for slips, tries in _SLIPS if not slips.isdisjoint(outcome.diagnoses[:1])), 0)
    if outcome.verdict is not Verdict.INCONSISTENT or not tried or tried * move.chance > _CHANCE_OF_SLIP:
        return None
    return decided(ask(outcome, Reservation.SAME_METRIC), context, statement.stated)


def _holds(index: PairIndex, claim: Claim, found: RatioOperands, move: _Move) -> bool:
    share = share_made_of(found, move.befores)
    return share is not None and holds_over(claim, operand_of(found.ratio.figure), share, index.current)


def _moves(index: PairIndex, found: RatioOperands, bases: Bases) -> list[_Move]:
    """Return last year's figures that may be the parts and the whole of a share, the likest first."""
    place = found.ratio.figure.last_place or found.ratio.figure.scale
    part, _, whole = found.ratio.name.partition(_OF)
    likely = [_likely(index, metric, part, bases) for metric in found.parts]
    likely.append(_likely(index, found.whole, whole, bases))
    moves = list[_Move]()
    for choice in product(*likely):
        befores, ranks, scores = zip(*choice, strict=True)
        chance = Fraction(2 * place) / _MOVED
        for nth in ranks:
            chance *= nth
        amount = sum(one.figure.value for one in befores[:-1])
        if len(set(befores)) == len(befores) and amount <= befores[-1].figure.value:
            moves.append(_Move(befores=befores, chance=chance, likest=set(ranks) == {1} and min(scores) >= _LIKE))
    return sorted(moves, key=lambda move: move.chance)


def _likely(index: PairIndex, metric: Metric, called: str, bases: Bases) -> Sequence[tuple[Metric, int, int]]:
    """Return last year's figures that share words with one of this year, with their ranks; its pair alone if sure.

    `called` is what the share itself calls it.
    """
    pair = index.by_current.get(metric.id)
    if pair is not None and not pair.pair.review:
        return [(pair.before, 1, WHOLE)]
    told = Told(near=words_of_figure(index.current, metric), far=words_before(index.current, metric.span.start))
    own, short = index.prior.report.own_year, Told.of(called)
    like = bases.like(metric)
    scores = {
        id(base.metric): max(kinship(words_of_figure(base.index, base.metric), by) for by in (told, short))
        for base in like
        if base.metric.status is Status.ACTUAL and base.metric.year in (own, None)
        if facets_fit(base.metric.facets, metric.facets)
    }
    kin = [base.metric for base in like if scores.get(id(base.metric))]
    kin.sort(key=lambda one: -scores[id(one)])
    return [(one, rank(scores, id(one)), scores[id(one)]) for one in kin[:_TRIED]]
