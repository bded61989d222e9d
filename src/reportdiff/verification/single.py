"""One claim at a time: `verify`, `verify_total`, `implied_prior`, `implied_current`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from reportdiff.arithmetic import (
    FORMULAS,
    Formula,
    Operand,
    Outcome,
    StatedValue,
    Statement,
    agrees,
    evaluate,
    evaluate_total,
    signed_value,
)
from reportdiff.arithmetic import implied_prior as _implied
from reportdiff.arithmetic.formulas import inverse_current
from reportdiff.arithmetic.intervals import scale as times
from reportdiff.checking.findings import FindingContext, make_check
from reportdiff.checking.operands import asserted_of, scaled_unit
from reportdiff.checking.report_index import RELATION_OF
from reportdiff.errors import AmbiguousFigureError, UnknownRelationError
from reportdiff.extraction import SingleClaim
from reportdiff.lexicon.conventions import convention_for
from reportdiff.messages import phrase
from reportdiff.model import Check, Direction, Form, ImpliedPrior, Interval, Severity, Verdict
from reportdiff.verification.numbers import (
    Number,
    common_factors,
    figure_of_number,
    in_common_unit,
    operand_of_number,
    stated_of_number,
    unit_of,
    unlike_units,
)

__all__ = ["ALIASES", "implied_current", "implied_prior", "verify", "verify_total"]

ALIASES = {"percent": "growth", "diff": "absolute", "change": "growth"}
"""Other names of a relation."""

_BARE = re.compile(
    r"^[\s大约将接近超过突破不足低于至少达到]*[-+]?[\d.,，]+(?:%|％|‰|倍|\D{0,3})?(?:以上|以下|左右|余|多)?$"
)
_ROUGHLY = re.compile(r"基本|大致|大体|总体")
_UNITS = {"growth": "%", "share": "%", "completion": "%", "rate": "%", "annual_average": "%", "narrowed_loss": "%"}


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
    said = stated_of_number(stated, relation)
    formula = _formula(said, stated, relation)
    asserted, digits, scale = _asserted(said, formula)
    figure = said.figure
    unit = _UNITS.get(formula.key) or ("" if figure is None else scaled_unit(figure))
    subject = FindingContext(
        relation=formula.key,
        metric_name=metric or "",
        stated_text=stated if isinstance(stated, str) else str(stated),
        current="" if current is None else str(current),
        prior="" if prior is None else str(prior),
        metric=metric,
        digits=digits,
        scale=scale,
        unit=unit,
    )
    now = None if current is None else operand_of_number(current)
    before = None if prior is None else operand_of_number(prior)
    if formula.key == "annual_average" and years is None:
        raise AmbiguousFigureError(f"{stated!r} is an average over several years; say how many: years=5")
    if years is not None and years < 1:
        raise AmbiguousFigureError(f"years={years}: an average covers at least one year")
    units = [unit_of(current), unit_of(prior)]
    if formula.key == "absolute" and figure is not None:
        units.append(figure.unit)
    mixed = len(set(units)) > 1
    if mixed and (conflict := unlike_units(units)) is not None:
        hints = (phrase("findings.units_differ", units=conflict),)
        return make_check(Outcome(Verdict.UNCHECKED), subject, asserted, hints=hints)
    if now is None or before is None:
        return make_check(_without_operand(formula, now, asserted), subject, asserted)
    if mixed and max(factors := common_factors(units)) > 1:
        now, before = in_common_unit(now, factors[0]), in_common_unit(before, factors[1])
        if len(factors) == 3:
            by = factors[2]
            value = None if asserted.value is None else asserted.value * by
            asserted = StatedValue(value, asserted.unit * by, times(asserted.rounding_interval, by))
            scale *= by
            subject = evolve(subject, scale=scale)
    problem = Statement(
        formula,
        asserted,
        now,
        before,
        digits,
        scale,
        years,
        said.factor,
        tuple((operand_of_number(one), operand_of_number(other)) for one, other in siblings) if siblings else (),
        tuple(map(operand_of_number, totals)) if totals else (),
        None if prior_stated is None else operand_of_number(prior_stated).value,
    )
    outcome = evaluate(problem, decrease=said.direction is Direction.DOWN)
    severity = None
    if not agrees(outcome.verdict) and outcome.verdict is not Verdict.UNDEFINED:
        convention = convention_for(formula.key, metric=metric or "", sentence=sentence or "")
        if convention is not None:
            outcome = _set_aside(outcome, convention.diagnosis)
        elif formula.key == "flat" and isinstance(stated, str) and _ROUGHLY.search(stated):
            outcome, severity = _set_aside(outcome), Severity.QUESTION
    return make_check(outcome, subject, asserted, severity=severity)


def verify_total(stated: Number, parts: Sequence[Number], *, metric: str | None = None) -> Check:
    """Check a stated total against the sum of its parts, with the rounding intervals of all of them.

    >>> verify_total("79", parts=["18", "61"]).verdict.value
    'consistent'
    >>> verify_total("97", parts=["18", "61"]).diagnoses
    ('digits_transposed',)
    """
    figure = figure_of_number(stated)
    operands = tuple(map(operand_of_number, parts))
    asserted = asserted_of(figure, "total")
    outcome = evaluate_total(asserted, operands, digits=figure.digits, printed_scale=figure.scale)
    listed = " + ".join(str(part) for part in parts)
    unit = scaled_unit(figure)
    subject = FindingContext(
        relation="total",
        metric_name=metric or "",
        stated_text=str(stated),
        current=listed,
        metric=metric,
        digits=figure.digits,
        scale=figure.scale,
        unit=unit,
    )
    return make_check(outcome, subject, asserted, check="total")


def implied_prior(current: Number, stated: Number, *, relation: str | None = None) -> ImpliedPrior:
    """Which priors could have been printed, given the current figure and the stated change.

    `integers` lists the whole numbers where the current figure is a bare count; `discriminating` is false where some
    whole number always fits. Raises like `verify`.

    >>> implied_prior("287件", "+117.42%").integers
    (132,)
    """
    said = stated_of_number(stated, relation)
    formula = _formula(said, stated, relation)
    asserted, _, _ = _asserted(said, formula)
    now = operand_of_number(current)
    return _implied(_invertible(formula), now.interval, asserted, whole=now.exact)


def implied_current(prior: Number, stated: Number, *, relation: str | None = None) -> Interval:
    """Which current values the prior and the stated change allow: the mirror of `implied_prior`.

    >>> interval = implied_current("132件", "+117.42%")
    >>> float(interval.low) < 287 < float(interval.high)
    True
    """
    said = stated_of_number(stated, relation)
    formula = _formula(said, stated, relation)
    asserted, _, _ = _asserted(said, formula)
    return inverse_current(_invertible(formula), operand_of_number(prior).interval, asserted.rounding_interval)


def _invertible(formula: Formula) -> Formula:
    if formula.key == "annual_average":
        raise UnknownRelationError("annual_average has no implied figure here; give the growth over all years instead")
    return FORMULAS["times"] if formula.key == "doubling" else formula


def _without_operand(formula: Formula, current: Operand | None, asserted: StatedValue) -> Outcome:
    implied = None
    if current is not None and formula.key in ("growth", "times", "times_more", "absolute"):
        implied = _implied(formula, current.interval, asserted, whole=current.exact)
    return Outcome(Verdict.UNCHECKED, implied=implied, diagnoses=("missing_operand",))


def _set_aside(outcome: Outcome, *diagnoses: str) -> Outcome:
    """The outcome of a failed check whose text declares another basis."""
    return Outcome(Verdict.UNCHECKED, outcome.computed, outcome.exact, outcome.modes, outcome.implied, diagnoses)


def _formula(said: SingleClaim, stated: Number, relation: str | None) -> Formula:
    if relation is not None:
        key = ALIASES.get(relation, relation)
        if key not in FORMULAS:
            raise UnknownRelationError(f"relation {relation!r}: known are {', '.join(FORMULAS)}")
        return FORMULAS[key]
    text = str(stated).strip()
    if said.form is Form.SHARE and text[:1] in ("-", "−", "－", "+"):  # -0.0% has no direction, but it is a change
        return FORMULAS["growth"]
    if said.direction is Direction.NONE and _BARE.match(text):
        raise AmbiguousFigureError(
            f"{stated!r} can be read in more than one way; name the relation (growth, share, …) or give it a sign"
        )
    if said.average and said.form is Form.PERCENT:
        return FORMULAS["annual_average"]
    if said.loss and said.form is Form.PERCENT:
        return FORMULAS["narrowed_loss"]
    return FORMULAS[RELATION_OF[said.form]]


def _asserted(said: SingleClaim, formula: Formula) -> tuple[StatedValue, str, int]:
    """What the claim says with its sign, its printed digits and their scale."""
    figure = said.figure
    if formula.key == "narrowed_loss":  # its verb points down, its size is meant as it stands
        said = evolve(said, direction=Direction.UP)
    if figure is None:
        return signed_value(formula, None, said.direction, factor=said.factor), "", 1
    plain = asserted_of(figure, formula.key)
    return signed_value(formula, plain, said.direction, factor=said.factor), figure.digits, figure.scale
