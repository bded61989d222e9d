"""From an arithmetic outcome to a `Check`: severity, notation, and the message made of a code and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve, frozen

from reportdiff.arithmetic import WEAK_DIAGNOSES, Outcome, StatedValue, agrees, decimal_text, plain_text
from reportdiff.checking.policy import Decision, Reservation, ask, severity_of
from reportdiff.messages import label, message, phrase
from reportdiff.messages.labels import word
from reportdiff.model import (
    DIGIT_SLIPS,
    Check,
    CheckName,
    Diagnosis,
    Evidence,
    Message,
    Phrase,
    RelationKind,
    Severity,
    Verdict,
)
from reportdiff.model.phrases import Parameter

__all__ = ["FindingContext", "asked", "decided", "held_or_asked", "hints_at", "is_judged", "make_check"]
__all__ += ["recomputed_text", "same_cause", "size_text", "with_hint", "with_verdict"]

_WITHOUT_VALUE = (RelationKind.LEVEL_TO_LEVEL, RelationKind.DOUBLING)
_RATIO_UNITS = ("%", "百分点", "个百分点", "倍")
_FEW_PRIORS = 3  # implied priors that a message lists
_FAILED = (Verdict.INCONSISTENT, Verdict.ROUNDING_DIFFERENCE)
_CORRECTED = ("right", "nearly")  # the parameters that say what the statement should have been
_DIRECTED = {RelationKind.GROWTH, RelationKind.ABSOLUTE, RelationKind.POINTS, RelationKind.TIMES_MORE}
_NOT_THE_SIZE = {  # mistakes after which not the stated size is to be corrected, but its unit or an operand
    *(Diagnosis.POINTS_AS_PERCENT, Diagnosis.PERCENT_AS_POINTS, Diagnosis.UNIT_MISMATCH, Diagnosis.OPERANDS_SWAPPED),
    *(Diagnosis.OPERAND_TRANSPOSED, Diagnosis.SWAPPED_ORDER),
}
_OF_THE_STATEMENT = {  # mistakes in what is stated, whose implied base is no year's figure
    *(Diagnosis.DIGIT_ERROR, Diagnosis.DIGITS_TRANSPOSED, Diagnosis.DECIMAL_SHIFT, Diagnosis.WRONG_BASE),
    *(Diagnosis.SIGN_FLIPPED, Diagnosis.RATIO_AS_CHANGE, Diagnosis.ABSOLUTE_AS_PERCENT),
}


@frozen(kw_only=True)
class FindingContext:
    """What a check is about, as its message names it.

    `metric_name` and `stated_text` are printed in the report, `current` and `prior` show the operands; a message
    without both shows no computation. `digits`, `scale` and `unit` are those of the stated figure: the recomputed value
    is shown alike. A statement against `last_year` has last year's figure as its base. `relation` is that of a claim;
    `claim` and `metric` are ids.
    """

    check: CheckName
    relation: RelationKind | None = None
    metric_name: str = ""
    stated_text: str = ""
    current: Parameter = ""
    prior: Parameter = ""
    claim: str | None = None
    metric: str | None = None
    digits: str = ""
    scale: int = 1
    unit: str = ""
    last_year: bool = False
    evidence: tuple[Evidence, ...] = ()


def size_text(stated: StatedValue, digits: str) -> str | None:
    """Return the printed size with its sign ("-5.2"), without one where only a range is stated."""
    if not digits:
        return None
    return f"-{digits}" if stated.value is not None and stated.value < 0 else digits


def recomputed_text(exact: Fraction | None, context: FindingContext) -> str | None:
    """Return the recomputed value at the printed precision and in the printed scale."""
    if exact is None:
        return None
    value = exact / context.scale if context.scale != 1 else exact
    if not context.digits:
        return plain_text(value)
    places = len(context.digits.partition(".")[2])
    if not places and value.denominator != 1 and not context.unit.startswith(_RATIO_UNITS):
        exactly = plain_text(value)  # a whole number of things that comes out broken
        return decimal_text(value, 1) if "/" in exactly else exactly
    return decimal_text(value, places)


def make_check(
    outcome: Outcome,
    context: FindingContext,
    stated: StatedValue | None,
    *,
    check: CheckName | None = None,
    severity: Severity | None = None,
    hints: tuple[Phrase, ...] = (),
) -> Check:
    """Return the check of one claim, metric or pair, with its message.

    Args:
        outcome: The verdict of the arithmetic and what it rests on.
        context: What the check is about.
        stated: The stated size with its sign; None where nothing was computed.
        check: The name of the check, where it is not that of the context.
        severity: By default what the verdict asks for.
        hints: Further sentences of the message.
    """
    recomputed = None if context.relation in _WITHOUT_VALUE else recomputed_text(outcome.exact, context)
    return Check(
        id="k1",  # the registry numbers them
        check=check or context.check,
        claim=context.claim,
        metric=context.metric,
        verdict=outcome.verdict,
        severity=severity if severity is not None else severity_of(outcome),
        message=message(_phrase(outcome, context, recomputed, hints, _corrected(outcome, context, stated))),
        stated=None if stated is None else size_text(stated, context.digits),
        stated_interval=None if stated is None else stated.rounding_interval,
        recomputed=recomputed,
        recomputed_exact=outcome.exact,
        computed_interval=outcome.computed,
        implied_prior=outcome.implied,
        modes=outcome.modes,
        diagnoses=outcome.diagnoses,
        evidence=context.evidence,
    )


def decided(
    decision: Decision, context: FindingContext, stated: StatedValue | None, *, check: CheckName | None = None
) -> Check:
    """Return the check of a statement as it was decided, with the sentence that tells of a reservation."""
    severity, hints = decision.severity, decision.hints()
    return make_check(decision.outcome, context, stated, check=check, severity=severity, hints=hints)


def hints_at(check: Check, code: str) -> Phrase | None:
    """Return the hint of a fresh check's message that has a code of messages/findings.toml, None where it has none."""
    source = check.message.source
    hints = None if source is None else source.parameters.get("hints")
    for hint in hints if isinstance(hints, tuple) else ():
        if isinstance(hint, Phrase) and hint.code == code:
            return hint
    return None


def held_or_asked(outcome: Outcome, context: FindingContext, stated: StatedValue | None) -> Check | None:
    """Return the check of a statement over figures that no words bind to it, None where nothing may be said.

    It is asked about where one digit keeps it from what the figures make.
    """
    if agrees(outcome.verdict):
        return make_check(outcome, context, stated)
    if DIGIT_SLIPS.isdisjoint(outcome.diagnoses):
        return None
    return decided(ask(outcome, Reservation.INFERRED_OPERANDS), context, stated)


def is_judged(check: Check) -> bool:
    """Return whether a check judged what it is about, or asks about it."""
    return check.severity is not None or check.verdict is not Verdict.UNCHECKED


def with_verdict(check: Check, verdict: Verdict) -> Message:
    """Return the message of a fresh check under another verdict.

    What is consistent has no cause and no hint to a mistake. The message of a check that was loaded from JSON has lost
    its parameters and stays as it is.
    """
    source = check.message.source
    if source is None:
        return check.message
    dropped = {"cause", "hints", *_CORRECTED} if verdict is Verdict.CONSISTENT else set()
    parameters = {name: value for name, value in source.parameters.items() if name not in dropped}
    return message(evolve(source, parameters={**parameters, "verdict": label("verdict_clause", verdict)}))


def asked(
    check: Check, hint: Phrase, verdict: Verdict = Verdict.UNCHECKED, severity: Severity = Severity.QUESTION
) -> Check:
    """Return a fresh check without a cause and with a hint; by default a question that says why it accuses nobody."""
    source = check.message.source
    made = check.message
    if source is not None:
        parameters = {k: value for k, value in source.parameters.items() if k not in ("cause", *_CORRECTED)}
        if "verdict" in parameters:
            differs = verdict is Verdict.UNCHECKED and "value" in parameters  # it was computed all the same
            parameters["verdict"] = label("phrase", "differs") if differs else label("verdict_clause", verdict)
        made = message(evolve(source, parameters={**parameters, "hints": (hint,)}))
    return evolve(check, verdict=verdict, severity=severity, diagnoses=(), message=made)


def same_cause(check: Check) -> Check:
    """Return a fresh check that fails for a reason which another one reports: unchecked, and silent."""
    return evolve(asked(check, phrase("findings.same_cause")), severity=None, confidence=None)


def with_hint(check: Check, *hints: Phrase) -> Check:
    """Return a fresh check with these sentences in the place of the hints of its message.

    A hint at one figure that reconciles all others stands in the place of what the statement should have said.
    """
    source = check.message.source
    if source is None or not hints:
        return check
    dropped = _CORRECTED if hints[0].code == "findings.single_figure" else ()
    parameters = {name: value for name, value in source.parameters.items() if name not in dropped}
    return evolve(check, message=message(evolve(source, parameters={**parameters, "hints": hints})))


def _corrected(outcome: Outcome, context: FindingContext, stated: StatedValue | None) -> dict[str, Parameter]:
    """Return what a failed statement should have said, at the precision that it prints: {"right": 同比下降65.8%}.

    The words stay and the size is exchanged; where the direction is another, and where the size is printed in other
    characters (1/3), direction, size and unit stand alone. Operands that leave its last digit open: "nearly".
    """
    exact, computed, directed = outcome.exact, outcome.computed, context.relation in _DIRECTED
    if outcome.verdict not in _FAILED or exact is None or computed is None or stated is None or stated.value is None:
        return {}
    if context.relation is None or context.relation in _WITHOUT_VALUE or not (context.digits and context.prior):
        return {}
    size = (recomputed_text(exact, context) or "").removeprefix("-")
    if _NOT_THE_SIZE.intersection(outcome.diagnoses[:1]) or "/" in size or (exact < 0 and not directed):
        return {}
    plain = context.stated_text.count(context.digits) == 1 and f"{context.digits}/" not in context.stated_text  # 1/3
    if plain and not (directed and exact * stated.value <= 0):
        said = context.stated_text.replace(context.digits, size)
    else:
        way = word("direction", "up" if exact > 0 else "down" if exact else "flat", "zh") if directed else ""
        said = way + (size + context.unit if exact else "")
    ends = {recomputed_text(end, context) for end in (computed.low, computed.high)}
    return {"right" if len(ends) == 1 else "nearly": said}


def _phrase(
    outcome: Outcome,
    context: FindingContext,
    recomputed: str | None,
    hints: tuple[Phrase, ...],
    corrected: Mapping[str, Parameter],
) -> Phrase:
    parameters: dict[str, Parameter] = {"metric": context.metric_name, "stated": context.stated_text, "hints": hints}
    nothing_computed = outcome.computed is None
    if hints and nothing_computed and outcome.verdict is Verdict.UNCHECKED and not outcome.diagnoses:
        return phrase("findings.question", **parameters)
    parameters["verdict"] = label("verdict_clause", outcome.verdict)
    if context.current and context.prior:
        parameters |= {"current": context.current, "prior": context.prior}
        if recomputed is not None:
            if outcome.verdict is Verdict.UNCHECKED:  # it was computed, and fails, but may not accuse
                parameters["verdict"] = label("phrase", "differs")
            parameters |= {"value": recomputed, "unit": label("unit", context.unit) if context.unit else ""}
            parameters |= corrected
    if outcome.diagnoses and not (hints and outcome.diagnoses[0] in WEAK_DIAGNOSES):
        parameters["cause"] = label("cause", outcome.diagnoses[0])
    elif outcome.verdict is Verdict.INCONSISTENT and not hints:
        parameters["cause"] = phrase("findings.no_usual_cause")
    implied = outcome.implied.integers if outcome.implied is not None else None
    tells = not agrees(outcome.verdict) and not _OF_THE_STATEMENT.intersection(outcome.diagnoses[:1])
    if implied and len(implied) <= _FEW_PRIORS and tells and not (hints and nothing_computed):
        parameters["implied_last_year" if context.last_year else "implied"] = implied
    return phrase("findings.claim", **parameters)
