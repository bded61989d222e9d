"""One claim at a time: `verify`, `verify_total`, `implied_prior`, `implied_current`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from reportdiff.arithmetic import (
    Operand,
    Outcome,
    StatedValue,
    Statement,
    agrees,
    evaluate,
    evaluate_total,
    evaluate_turn,
    fails,
    roughly_flat,
    signed_value,
)
from reportdiff.arithmetic import implied_prior as _implied
from reportdiff.arithmetic.formulas import inverse_current
from reportdiff.arithmetic.intervals import intersects
from reportdiff.arithmetic.statements import ratio_of
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import evaluate_sum, scaled_unit, stated_value_of
from reportdiff.checking.policy import Grounds, decide
from reportdiff.errors import AmbiguousFigureError, ArgumentError, UnknownRelationError
from reportdiff.extraction import SingleClaim
from reportdiff.messages import phrase, reason_of
from reportdiff.model import (
    Binding,
    Check,
    CheckName,
    Diagnosis,
    Direction,
    ImpliedPrior,
    Interval,
    RelationKind,
    Severity,
    Verdict,
)
from reportdiff.text.arguments import require_items, require_type, shortened, whole_number
from reportdiff.verification.numbers import (
    Number,
    common_factors,
    figure_of_number,
    in_common_unit,
    mirrored,
    operand_of_number,
    stated_of_number,
    unit_of,
    unlike_units,
)

__all__ = ["RELATION_NAMES", "implied_current", "implied_prior", "verify", "verify_total"]

_ALIASES = {"percent": "growth", "diff": "absolute", "change": "growth"}

RELATION_NAMES = frozenset({*(relation.key for relation in RelationKind), *_ALIASES})
"""The names of relations that `verify` takes."""

_BARE = re.compile(
    r"^[\s大约将接近超过突破不足低于至少达到]*[-+]?[\d.,，]+(?:%|％|‰|倍|\D{0,3})?(?:以上|以下|左右|余|多)?$"
)


_ANY_UNIT = ("", "个")  # what is counted by 个 may have a measure word of its own
_DOWN = Direction.DOWN
_PAIRS = "errors.wanted_shares"
_MAX_YEARS = 200
_NAMED_BY_THE_CALLER = (Binding.CLAUSE, Binding.CLAUSE)


@frozen(kw_only=True)
class _StatedRelation:
    """A stated relation as it was read: the claim, its relation, and its size with its sign."""

    claim: SingleClaim
    relation: RelationKind
    stated: StatedValue
    scale: int = 1

    @property
    def digits(self) -> str:
        return "" if self.claim.figure is None else self.claim.figure.digits

    @property
    def unit(self) -> str:
        figure = self.claim.figure
        return self.relation.traits.unit or ("" if figure is None else scaled_unit(figure))


def verify(
    stated: Number,
    *,
    current: Number | None,
    prior: Number | None,
    relation: str | None = None,
    years: int | None = None,
    metric: str | None = None,
    sentence: str | None = None,
    prior_stated: Number | None = None,
    siblings: Sequence[tuple[Number, Number]] = (),
    totals: Sequence[Number] = (),
) -> Check:
    """Check one stated relation against its two operands.

    `stated` is the claim as printed: "+117.42%", "同比上升117.42%", "1.3个百分点", "增长1.2倍", "是上年的1.2倍",
    "翻一番", "增加155件", "持平". `current` and `prior` are the printed operands (part and whole of a share, outcome
    and plan of a completion); `None` where one is not known. `relation` names the formula where the text leaves it
    open: growth, points, absolute, times, times_more, doubling, share, completion, rate, annual_average (with
    `years`), narrowed_loss, flat, level_to_level. `metric` and `sentence` let a convention be recognised (GDP at
    constant prices, 可比口径); `prior_stated` (what last year's report stated), `siblings` (the operands of the other
    claims of one 分别 list) and `totals` (other totals in scope) serve the diagnoses.

    Raises `UnreadableFigureError` where a figure cannot be read, `AmbiguousFigureError` where the claim can be read in
    two ways ("88.50%" may be a share or a growth) and no relation is named, `UnknownRelationError` for an unknown
    relation.

    >>> check = verify("+117.42%", current="287件", prior="132件")
    >>> check.verdict.value, check.recomputed, [mode.value for mode in check.modes]
    ('consistent', '117.42', ['half_up', 'half_even', 'half_down', 'truncate'])
    >>> verify("+54.01%", current=287, prior=132).diagnoses
    ('wrong_base',)
    >>> verify("88.50%", current="254", prior="287", relation="share").verdict.value
    'consistent'
    """
    require_type(metric, str | None, "metric", "errors.wanted_figure_name")
    require_type(sentence, str | None, "sentence", "errors.wanted_text")
    read = _read_stated(stated, relation)
    years = _whole_years(read, stated, read.claim.years if years is None else years)
    current, prior = _with_printed_levels(read, current, prior)
    now = None if current is None else operand_of_number(current)
    before = None if prior is None else operand_of_number(prior)
    context = _context(read, stated, current, prior, metric)
    units = [unit_of(current), unit_of(prior)]
    if read.relation is RelationKind.ABSOLUTE and read.claim.figure is not None:
        units.append(read.claim.figure.unit)
    if (mixed := len(set(units)) > 1) and (conflict := unlike_units(units)) is not None:
        return _undecided(context, read.stated, "findings.units_differ", units=conflict)
    if now is None or before is None:
        return make_check(_without_operand(read, now), context, read.stated)
    if mixed:
        read, now, before = _in_common_units(read, now, before, common_factors(units))
    if read.claim.loss and read.relation is RelationKind.NARROWED_LOSS:
        read, now, before = _of_losses(read, now, before)
    elif mirrored(read.claim, read.relation, (now, before), (current, prior)):
        now, before = now.negated(), before.negated()
    further = {
        "siblings": tuple(map(_sibling, require_items(siblings, "siblings", _PAIRS))),
        "totals": tuple(map(operand_of_number, require_items(totals, "totals", "errors.wanted_figures"))),
        "last_stated": None if prior_stated is None else operand_of_number(prior_stated).value,
    }
    statement = _statement(read, now, before, years, further)
    grounds = Grounds(
        relation=read.relation,
        stated_text=str(stated),
        metric_name=metric or "",
        sentence=sentence or "",
        bindings=_NAMED_BY_THE_CALLER,
    )
    if (context.scale, context.relation) != (read.scale, read.relation):
        context = evolve(context, scale=read.scale, relation=read.relation)
    return _judged(read, statement, grounds, context)


def _statement(
    read: _StatedRelation, now: Operand, before: Operand, years: int | None, further: Mapping[str, Any]
) -> Statement:
    """Return a claim over its two operands, with `further` figures for the diagnoses."""
    return Statement(
        relation=read.relation,
        stated=roughly_flat(before) if read.claim.roughly else read.stated,
        current=now,
        prior=before,
        digits=read.digits,
        scale=read.scale,
        years=years,
        factor=read.claim.factor,
        **further,
    )


def _judged(read: _StatedRelation, statement: Statement, grounds: Grounds, context: FindingContext) -> Check:
    """Return the check of a statement whose operands are known."""
    claim = read.claim
    outcome = evaluate_turn(statement) if claim.turned else evaluate(statement, decrease=claim.direction is _DOWN)
    if claim.double_sign and any(agrees(each.verdict) for each in (outcome, evaluate(_flipped(statement)))):
        return _undecided(context, read.stated, "findings.double_sign")
    decision = decide(outcome, grounds)
    hints = decision.hints()
    if claim.of_changes and fails(decision.outcome.verdict):  # the caller may have given the levels
        hints += (phrase("findings.of_two_changes"),)
    return make_check(decision.outcome, context, read.stated, severity=decision.severity, hints=hints)


def _flipped(statement: Statement) -> Statement:
    """Return a statement with the sign of its size changed: 减少-5% as a decrease."""
    return evolve(statement, stated=statement.stated.negated())


def _undecided(context: FindingContext, stated: StatedValue, reason: str, *, units: tuple[str, ...] = ()) -> Check:
    """Return an unchecked result that asks for what is wrong with the claim's own words."""
    hints = (phrase(reason, units=units) if units else phrase(reason),)
    return make_check(Outcome(Verdict.UNCHECKED), context, stated, severity=Severity.QUESTION, hints=hints)


def _with_printed_levels(
    read: _StatedRelation, current: Number | None, prior: Number | None
) -> tuple[Number | None, Number | None]:
    """Return the operands, those that are missing as 由A增至B prints them; raise where A or B is another figure."""
    if read.claim.levels is None:
        return current, prior
    before, now = read.claim.levels
    for given, printed in ((current, now), (prior, before)):
        if given is not None and not intersects(operand_of_number(given).interval, printed.interval):
            raise AmbiguousFigureError("errors.other_level", printed=printed.surface, given=str(given))
    return now.surface if current is None else current, before.surface if prior is None else prior


def _of_losses(read: _StatedRelation, now: Operand, before: Operand) -> tuple[_StatedRelation, Operand, Operand]:
    """Return a change of a loss over its size, where both losses are printed without a sign, or where it widens."""
    highest = now.interval.high, before.interval.high
    negative = all(high is not None and high <= 0 for high in highest)
    positive = all((operand.interval.low or 0) >= 0 for operand in (now, before))
    if not positive and not (negative and read.claim.direction is Direction.UP):
        return read, now, before
    growth = RelationKind.GROWTH
    figure = read.claim.figure
    size = None if figure is None else stated_value_of(figure, rounded=True)
    changed = evolve(read, relation=growth, stated=signed_value(growth, size, read.claim.direction))
    return (changed, now.negated(), before.negated()) if negative else (changed, now, before)


def _sibling(pair: object) -> tuple[Operand, Operand]:
    """Return the operands of another claim of the list."""
    items = require_items(pair, "siblings", _PAIRS)
    if len(items) != 2:
        raise ArgumentError("errors.wrong_type", name="siblings", value=shortened(items), wanted=phrase(_PAIRS))
    return operand_of_number(items[0]), operand_of_number(items[1])


def _whole_years(read: _StatedRelation, stated: Number, years: int | None) -> int | None:
    if read.relation is RelationKind.ANNUAL_AVERAGE and years is None:
        raise AmbiguousFigureError("errors.years_needed", claim=shortened(stated))
    try:
        return None if years is None else whole_number(years, "years", 1, _MAX_YEARS, "years=5")
    except ArgumentError as error:
        raise AmbiguousFigureError("errors.no_years", problem=reason_of(error)) from None


def _context(
    read: _StatedRelation, stated: Number, current: Number | None, prior: Number | None, metric: str | None
) -> FindingContext:
    return FindingContext(
        check=read.relation.traits.check,
        relation=read.relation,
        metric_name=metric or "",
        stated_text=str(stated),
        current="" if current is None else str(current),
        prior="" if prior is None else str(prior),
        metric=metric,
        digits=read.digits,
        scale=read.scale,
        unit=read.unit,
    )


def verify_total(stated: Number, parts: Sequence[Number], *, metric: str | None = None) -> Check:
    """Check a stated total against the sum of its parts, with the rounding intervals of all of them.

    >>> verify_total("79", parts=["18", "61"]).verdict.value
    'consistent'
    >>> verify_total("97", parts=["18", "61"]).diagnoses
    ('digits_transposed',)
    >>> verify_total("5件", parts=["2件", "3人"]).verdict.value
    'unchecked'
    """
    parts = require_items(parts, "parts", "errors.wanted_figures")
    figure, operands = figure_of_number(stated), tuple(map(operand_of_number, parts))
    context = FindingContext(
        check=CheckName.TOTAL,
        metric_name=metric or "",
        stated_text=str(stated),
        current=" + ".join(str(part) for part in parts),
        metric=metric,
        digits=figure.digits,
        scale=figure.scale,
        unit=scaled_unit(figure),
    )
    units = [figure.unit, *map(unit_of, parts)]
    size = stated_value_of(figure)
    if (conflict := unlike_units([unit for unit in units if unit not in _ANY_UNIT])) is not None:
        return _undecided(context, size, "findings.units_differ", units=conflict)
    factors = common_factors([unit or figure.unit for unit in units])
    if max(factors) > 1:
        operands = tuple(map(in_common_unit, operands, factors[1:]))
        total, scale = size.times(factors[0]), figure.scale * factors[0]
        outcome = evaluate_total(total, operands, digits=figure.digits, printed_scale=scale)
        return make_check(outcome, evolve(context, scale=scale), total)
    return make_check(evaluate_sum(figure, operands), context, size)


def implied_prior(current: Number, stated: Number, *, relation: str | None = None) -> ImpliedPrior:
    """Return the priors that could have been printed, given the current figure and the stated change.

    `integers` lists the whole numbers where the current figure is a bare count; `discriminating` is false where some
    whole number always fits. Raises like `verify`.

    >>> implied_prior("287件", "+117.42%").integers
    (132,)
    """
    read = _read_invertible(stated, relation)
    now = operand_of_number(current)
    return _implied(ratio_of(read.relation), now.interval, read.stated.rounding_interval, whole=now.exact)


def implied_current(prior: Number, stated: Number, *, relation: str | None = None) -> Interval:
    """Return the current values that the prior and the stated change allow: the mirror of `implied_prior`.

    >>> interval = implied_current("132件", "+117.42%")
    >>> float(interval.low) < 287 < float(interval.high)
    True
    """
    read = _read_invertible(stated, relation)
    return inverse_current(ratio_of(read.relation), operand_of_number(prior).interval, read.stated.rounding_interval)


def _read_invertible(stated: Number, relation: str | None) -> _StatedRelation:
    read = _read_stated(stated, relation)
    if read.relation is RelationKind.ANNUAL_AVERAGE:
        raise UnknownRelationError("errors.no_inverse")
    return read


def _read_stated(stated: Number, relation: str | None) -> _StatedRelation:
    """Return what a text or number states, as the relation that was named or as its words say."""
    require_type(relation, str | None, "relation", "errors.wanted_relation")
    named = None if relation is None else _named(relation)
    claim = stated_of_number(stated, named)
    if named is RelationKind.DOUBLING and claim.factor is None:
        named = None  # 翻两番多 is a multiple, of which its words leave a range
    kind = named or _relation_of(claim, stated)
    figure = claim.figure
    size = None if figure is None else stated_value_of(figure, rounded=kind.traits.rounded)
    return _StatedRelation(
        claim=claim,
        relation=kind,
        stated=signed_value(kind, size, claim.direction, factor=claim.factor),
        scale=1 if figure is None else figure.scale,
    )


def _named(relation: str) -> RelationKind:
    return RelationKind.named(_ALIASES.get(relation, relation))


def _relation_of(claim: SingleClaim, stated: Number) -> RelationKind:
    """Return the relation that a claim states by its words."""
    text = str(stated).strip()
    if text[:1] in ("-", "−", "－", "+") and claim.form is RelationKind.SHARE:
        return RelationKind.GROWTH  # -0.0% has no direction, but it is a change
    if claim.direction is Direction.NONE and _BARE.match(text):
        raise AmbiguousFigureError("errors.two_readings", claim=shortened(stated))
    if claim.average and claim.form is RelationKind.GROWTH:
        return RelationKind.ANNUAL_AVERAGE
    if claim.loss and claim.form is RelationKind.GROWTH:
        return RelationKind.NARROWED_LOSS
    return claim.form


def _without_operand(read: _StatedRelation, current: Operand | None) -> Outcome:
    """Return the outcome where an operand is not known, with the prior that the other one implies."""
    implied = None
    invertible = read.relation.traits.implies_prior and read.relation is not RelationKind.ANNUAL_AVERAGE
    if current is not None and invertible:
        implied = _implied(read.relation, current.interval, read.stated.rounding_interval, whole=current.exact)
    return Outcome(Verdict.UNCHECKED, implied=implied, diagnoses=(Diagnosis.MISSING_OPERAND,))


def _in_common_units(
    read: _StatedRelation, current: Operand, prior: Operand, factors: Sequence[int]
) -> tuple[_StatedRelation, Operand, Operand]:
    """Convert the operands, and the size of a difference, by whole factors that bring them to one unit."""
    if max(factors) == 1:
        return read, current, prior
    if len(factors) == 3:
        read = evolve(read, stated=read.stated.times(factors[2]), scale=read.scale * factors[2])
    return read, in_common_unit(current, factors[0]), in_common_unit(prior, factors[1])
