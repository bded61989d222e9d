"""Changes whose base is printed in other words → the figure with which they hold, where hardly another one would.

纳入失信名单1350人次，同比少250人次 after 公布失信被执行人1600人次 in last year's report: of the figures that share as
much of the words, none but this one makes the change hold but by chance. It is asked about where one digit or the
direction of the change keeps it from the likest figure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic import agrees
from reportdiff.arithmetic.formulas import inverse_prior
from reportdiff.arithmetic.intervals import intersects
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.changes.years_covered import named_years
from reportdiff.checking.findings import decided, is_judged, make_check
from reportdiff.checking.kinship import WHOLE, Told, kinship, rank, words_before, words_of_figure, words_of_text
from reportdiff.checking.operands import operand_of
from reportdiff.checking.policy import Reservation, decide
from reportdiff.checking.report_index import PairIndex, ReportIndex, metric_text
from reportdiff.lexicon.alignment import one_measure
from reportdiff.lexicon.reference_names import facets_fit
from reportdiff.lexicon.words import words_of
from reportdiff.model import (
    BasisKind,
    Binding,
    Check,
    Claim,
    Diagnosis,
    Interval,
    Metric,
    RelationKind,
    Severity,
    Status,
    Verdict,
)

__all__ = ["BASES", "Bases", "bases_in_report", "bases_of_last_report"]

BASES = frozenset(
    {RelationKind.GROWTH, RelationKind.ABSOLUTE, RelationKind.TIMES, RelationKind.TIMES_MORE, RelationKind.POINTS}
) | {RelationKind.COMPLETION}
_PLANNED = frozenset({BasisKind.BUDGET, BasisKind.TARGET})
_BASES = _PLANNED | {BasisKind.PREVIOUS_YEAR, BasisKind.YEAR, BasisKind.PREVIOUS_FIVE_YEARS}
_CHANCE = Fraction(1, 50)  # how likely a figure of its rank makes the change hold by chance, at most
_CHANCE_OF_LIKEST = Fraction(1, 8)  # the same, of the figure that bears nearly all words, and alone does
_CHANCE_OF_SLIP = Fraction(1, 25)  # the same, of the likest figure and all the digits that may be others
_LIKE = WHOLE // 2  # of the weight of a figure's words, that a claim bears
_RATES = 20  # points within which the rates of a report lie mostly
_NEAR = 16  # figures before a claim that are looked at
_MOST = 1000  # figures of which the likest is not looked for: there are too many
_LEVELS = 6  # figures before a claim of which its level may be one
_OTHER = 5  # a base that is so many times its level, or the other way about, is another figure's
_SLIPS = (  # what went wrong with a change, how many sizes that makes hold, and how much of the words must be told of
    (frozenset({Diagnosis.SIGN_FLIPPED, Diagnosis.RATIO_AS_CHANGE, Diagnosis.SWAPPED_ORDER}), 4, WHOLE // 5),
    (frozenset({Diagnosis.POINTS_AS_PERCENT, Diagnosis.UNIT_MISMATCH}), 4, WHOLE // 3),
    (frozenset({Diagnosis.DIGITS_TRANSPOSED, Diagnosis.DECIMAL_SHIFT, Diagnosis.WRONG_BASE}), 10, WHOLE // 3),
    (frozenset({Diagnosis.DIGIT_ERROR}), 30, _LIKE),
)


@frozen(kw_only=True)
class _Base:
    """A figure that may be the base of a change: of which report, and the weight of its words."""

    metric: Metric
    index: ReportIndex


@frozen(kw_only=True)
class _Proof:
    """A level and a base over which a change holds, or does but for its direction or a digit."""

    level: Metric
    base: _Base
    chance: Fraction
    score: int
    alone: bool = False
    exchanged: bool = False

    @property
    def limit(self) -> Fraction:
        """The chance of a figure to make the change hold by accident, at most."""
        if self.alone and self.score >= _LIKE:
            return _CHANCE_OF_LIKEST
        return _CHANCE if self.score else Fraction(0)


class Bases:
    """The figures of some reports that may be bases, by what they are measured in and by their words."""

    def __init__(self, reports: Sequence[ReportIndex]) -> None:
        """Index the figures of `reports`, last year's first."""
        self.all: dict[tuple[str, bool], list[_Base]] = defaultdict(list)
        for index in reports:
            for metric in index.report.metrics:
                if metric.figure.has_point_value and metric.figure.value:
                    self.all[metric.figure.unit, metric.is_rate].append(_Base(metric=metric, index=index))
        self._like: dict[tuple[str, bool], Sequence[_Base]] = {}
        self._of_year: dict[tuple[str, bool], dict[int | None, list[_Base]]] = {}

    def of_years(self, level: Metric, years: Collection[int | None]) -> Sequence[_Base]:
        """Return the figures of some years that a level can be measured against, by their size."""
        key = level.figure.unit, level.is_rate
        if key not in self._of_year:
            by_year = self._of_year.setdefault(key, defaultdict(list))
            for base in self.like(level):
                by_year[base.metric.year].append(base)
        found = [base for year in years for base in self._of_year[key].get(year, ())]
        return sorted(found, key=lambda base: base.metric.figure.value)

    def like(self, level: Metric) -> Sequence[_Base]:
        """Return the figures that a level can be measured against, by their size."""
        key = level.figure.unit, level.is_rate
        if key not in self._like:
            found = [
                base
                for (unit, rate), bases in self.all.items()
                if rate is key[1] and (unit == key[0] or one_measure(unit, key[0]))
                for base in bases
            ]
            self._like[key] = sorted(found, key=lambda base: base.metric.figure.value)
        return self._like[key]


def bases_in_report(index: ReportIndex, made: Iterable[Check]) -> Iterator[Check]:
    """Yield a check for every change that none of `made` judged and whose base in its own report proves itself."""
    return _proved(index, Bases([index]), made)


def bases_of_last_report(index: PairIndex, made: Iterable[Check]) -> Iterator[Check]:
    """Yield a check for every change that none of `made` judged and whose base in either report proves itself."""
    return _proved(index.current, Bases([index.prior, index.current]), made)


def _proved(index: ReportIndex, bases: Bases, made: Iterable[Check]) -> Iterator[Check]:
    judged = {check.claim for check in made if is_judged(check)}
    for claim in index.report.claims:
        if claim.form not in BASES or claim.basis.kind not in _BASES or claim.id in judged or claim.table is not None:
            continue
        if claim.figure is None or not claim.figure.has_point_value or not claim.figure.value:
            continue
        if claim.status is not Status.ACTUAL:
            continue
        if (proof := _proof(index, claim, bases)) is not None and (check := _check(index, claim, proof)) is not None:
            yield check


def _check(index: ReportIndex, claim: Claim, proof: _Proof) -> Check | None:
    level, base = proof.level, proof.base.metric
    statement, outcome = evaluate_change(index, claim, operand_of(level.figure), operand_of(base.figure))
    if statement is None:
        return None
    context = index.context(claim, level)
    evidence = (*context.evidence, proof.base.index.place(base.span))
    context = evolve(context, prior=metric_text(base), evidence=evidence)
    if agrees(outcome.verdict):
        return make_check(outcome, context, statement.stated)
    if proof.base.index is index and any(
        other.form in BASES and other.id != claim.id and (other.current == base.id or other.current != level.id)
        for other in index.claims_between(base.sentence.start, base.sentence.end)
        if base.id in (other.current, other.prior)
    ):
        return None  # 受理120件，审结110件，分别增长7.1%、8.9%: what changed itself is of this year, or another's base
    if proof.exchanged and outcome.verdict is Verdict.INCONSISTENT:
        outcome = evolve(outcome, diagnoses=(Diagnosis.SWAPPED_ORDER,))
    tries = ((tried, least) for slips, tried, least in _SLIPS if not slips.isdisjoint(outcome.diagnoses[:1]))
    tried, least = next(tries, (0, _LIKE))
    if not tried or tried * proof.chance > _CHANCE_OF_SLIP or proof.score < least:
        return None
    sizes = sorted((abs(level.figure.value), abs(base.figure.value)))
    if sizes[0] * _OTHER < sizes[1] and Diagnosis.UNIT_MISMATCH not in outcome.diagnoses:
        return None
    here = proof.base.index is index
    reservations = (Reservation.INFERRED_OPERANDS if here else Reservation.SAME_METRIC,)
    bindings = (Binding.CLAUSE, Binding.INFERRED)
    decision = decide(outcome, evolve(index.grounds(claim), bindings=bindings, reservations=reservations))
    return decided(decision, context, statement.stated) if decision.severity is Severity.QUESTION else None


def _proof(index: ReportIndex, claim: Claim, bases: Bases) -> _Proof | None:
    """Return the likeliest level and base of a change, None where too many others might make it hold."""
    if claim.form is RelationKind.TIMES and (known := _printed(index, claim)) is not None:
        return known
    levels = _levels(index, claim)
    likely = [_candidates(index, claim, level, bases) for level in levels]
    if not any(likely):  # before the words are looked at, which takes longest
        return None
    told = Told(near=words_of_text(claim.metric_name), far=words_before(index, claim.span.start))
    own = [evolve(told, near=told.near | words_of_text(level.name)) for level in levels]
    found: list[_Proof] = []
    for nth, (level, words, candidates) in enumerate(zip(levels, own, likely, strict=True), 1):
        proof = _holding(index, claim, level, words, candidates)
        if proof is not None and nth * proof.chance <= proof.limit:
            found.append(evolve(proof, chance=nth * proof.chance))
    if found:
        return min(found, key=lambda proof: proof.chance)
    if levels[0].id != claim.current or claim.current_binding is not Binding.CLAUSE:
        return None
    first = levels[0], own[0], likely[0]
    return _exchanged(index, claim, *first) or _likest(index, claim, *first)


def _printed(index: ReportIndex, claim: Claim) -> _Proof | None:
    """Return the base that a multiple prints (是2020年320件的3.5倍) and the only level of the year before it."""
    own = [one for one in index.prose_before(claim.span.end, _NEAR) if one.sentence == claim.sentence]
    base = next((one for one in own if claim.span.start <= one.span.start < claim.span.end), None)
    if base is None or base.year in (None, index.report.own_year):
        return None
    levels = [
        one
        for one in own
        if one.span.end <= claim.span.start and one.figure.unit == base.figure.unit and one.status is claim.status
        if one.year == index.report.own_year and one.figure.has_point_value and one.figure.value
    ]
    if len(levels) != 1:
        return None
    return _Proof(level=levels[0], base=_Base(metric=base, index=index), chance=Fraction(0), score=WHOLE)


def _holding(index: ReportIndex, claim: Claim, level: Metric, told: Told, bases: Sequence[_Base]) -> _Proof | None:
    """Return the base over which a change of a level holds, None where several do."""
    implied = _implied(index, claim, level)
    fitting = [] if implied is None else _within(bases, implied)
    if implied is None or len({base.metric.figure.value for base in fitting}) != 1:
        return None
    scored = _scored(index, claim, told, bases)
    base = max(fitting, key=lambda base: scored[id(base)])
    rivals, chance = rank(scored, id(base)), _width(claim, level, implied)
    return _Proof(level=level, base=base, chance=rivals * chance, score=scored[id(base)], alone=rivals == 1)


def _exchanged(index: ReportIndex, claim: Claim, level: Metric, told: Told, bases: Sequence[_Base]) -> _Proof | None:
    """Return the base over which the size of another change of its list holds for a change's level."""
    others = [other for id in claim.siblings if (other := index.claims[id]).id != claim.id]
    for nth, other in enumerate(others, 1):
        as_other = evolve(claim, figure=other.figure, direction=other.direction)
        proof = _holding(index, as_other, level, told, bases)
        if proof is not None and 2 * nth * proof.chance <= proof.limit:
            return evolve(proof, exchanged=True)
    return None


def _likest(index: ReportIndex, claim: Claim, level: Metric, told: Told, bases: Sequence[_Base]) -> _Proof | None:
    """Return the likest base of a change that holds over none: it may be asked about."""
    implied = _implied(index, claim, level)
    if implied is None or len(bases) > _MOST:
        return None
    told = Told(near=told.near - set(words_of("counted noun")), far=told.far)  # 报废车辆 is not 租赁车辆
    scored = _scored(index, claim, told, bases)
    best = max(scored.values(), default=0)
    first = [base for base in bases if scored[id(base)] == best]
    if not best or len({base.metric.figure.value for base in first}) > 1:
        return None
    if not facets_fit(first[0].metric.facets, level.facets):
        return None
    return _Proof(level=level, base=first[0], chance=_width(claim, level, implied), score=best)


def _scored(index: ReportIndex, claim: Claim, told: Told, bases: Sequence[_Base]) -> Mapping[int, int]:
    """Return how much of its words each figure shares with what is told of a change.

    Around a change stand the words of its own report's figures, which then tell nothing. A figure of its sentence may
    be told of by its year alone: 与2018年的42.6亿元相比.
    """
    found = dict[int, int]()
    for base in bases:
        own, metric = base.index is index, base.metric
        score = kinship(words_of_figure(base.index, metric), Told(near=told.near) if own else told)
        by_year = own and metric.sentence == claim.sentence and metric.year == claim.basis.year is not None
        found[id(base)] = max(score, _LIKE) if by_year else score
    return found


def _levels(index: ReportIndex, claim: Claim) -> list[Metric]:
    """Return the figures that may be the level of a change: its own, then those before it, its sentence's first."""
    own, rate = index.metric(claim.current), claim.form is RelationKind.POINTS
    if own is not None and claim.siblings:
        return [own]
    if own is not None and rate and not own.is_rate:
        own = None
    before = [one for one in index.prose_before(claim.span.start, _NEAR) if one.sentence == claim.sentence]
    if own is None and (ahead := index.prose_before(claim.sentence.start, _LEVELS)):
        name = words_of_text(claim.metric_name)
        before = [*(one for one in ahead if name and name <= words_of_text(one.name)), *before]
    near = [
        metric
        for metric in before[::-1]
        if metric is not own and metric.is_rate is rate and metric.status is claim.status and metric.figure.value
    ]
    return [*([own] if own is not None else []), *near][:_LEVELS]


def _candidates(index: ReportIndex, claim: Claim, level: Metric, bases: Bases) -> Sequence[_Base]:
    """Return the figures of the time and the place of a base, by their size."""
    own, planned = level.year or index.report.own_year, claim.basis.kind in _PLANNED
    status = Status.TARGET if planned else Status.ACTUAL
    known = own is not None and not planned
    wanted: set[int | None] = {own}
    if own is not None and known:
        wanted = {year for year in (claim.basis.year or own - 1, *named_years(index, claim)) if year < own}
    return [
        base
        for base in bases.of_years(level, wanted | {None})
        if base.metric.status is status
        and not (base.index is index and base.metric.table is not None)
        and (base.metric.year in wanted or (base.metric.year is None and not (known and base.index is index)))
        and base.metric is not level
        and (facets_fit(base.metric.facets, level.facets) or (level.name and base.metric.name == level.name))
    ]


def _within(bases: Sequence[_Base], wanted: Interval) -> list[_Base]:
    """Return the figures of a sequence in the order of their sizes that may be of a value wanted."""
    if wanted.low is None or wanted.high is None:
        return []
    slack = (wanted.high - wanted.low) + abs(wanted.high) / 100
    first = bisect_left(bases, wanted.low - slack, key=lambda base: base.metric.figure.value)
    last = bisect_right(bases, wanted.high + slack, key=lambda base: base.metric.figure.value)
    return [base for base in bases[first:last] if intersects(base.metric.figure.interval, wanted)]


def _width(claim: Claim, level: Metric, implied: Interval) -> Fraction:
    """Return how likely a figure of no matter what fits, from the spread of the values that do."""
    assert implied.low is not None
    assert implied.high is not None
    spread = implied.high - implied.low + (level.figure.last_place or level.figure.scale)
    size = Fraction(_RATES) if level.is_rate else max(abs(implied.low), abs(implied.high))
    return spread / size if size else Fraction(1)


def _implied(index: ReportIndex, claim: Claim, level: Metric) -> Interval | None:
    now = operand_of(level.figure)
    statement = index.statement(claim, now, now)
    of_unit = claim.form is not RelationKind.ABSOLUTE or (
        claim.figure is not None and one_measure(claim.figure.unit, level.figure.unit)
    )
    if statement is None or not of_unit:
        return None
    implied = inverse_prior(statement.relation, now.interval, statement.stated.rounding_interval)
    return None if implied is None or implied.low is None or implied.high is None else implied
