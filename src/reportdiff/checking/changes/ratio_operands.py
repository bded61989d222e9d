"""Part and whole of the shares and rates that no claim holds over: 公开147场，公开比例79.9%.

They are looked for among the figures before the ratio in its sentence, then in its paragraph. Those with which it holds
are meant where hardly any others would fit: the part is the last figure before the ratio or named by its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from attrs import evolve, frozen

from reportdiff.arithmetic import Operand, Outcome, Statement, agrees, evaluate
from reportdiff.arithmetic.intervals import total
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.findings import make_check
from reportdiff.checking.operands import operand_of, stated_value_of
from reportdiff.checking.policy import PRINTED, Reservation, ask
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.changes import change_words
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.rates import rate_of
from reportdiff.lexicon.words import words_of
from reportdiff.model import DIGIT_SLIPS, RATIOS, Check, CheckName, Claim, Kind, Metric, RelationKind, Status, Verdict
from reportdiff.text.words import cut

__all__ = ["RatioOperands", "ratio_operands", "unclaimed_ratios"]

_CHANCE = Fraction(1, 50)  # how likely one of the figures that may be meant fits by chance, at most
_FAR = 24  # figures before a ratio among which its part and its whole are looked for
_COARSE = 6  # units in a ratio's last place within which its figures leave it
_DIGITS = 100  # a ratio of fewer units holds over figures by chance that its words do not name


@frozen(kw_only=True)
class RatioOperands:
    """A ratio with the figures that make its part and its whole."""

    ratio: Metric
    parts: tuple[Metric, ...]
    whole: Metric

    def outcome(self, parts: Sequence[Metric], whole: Metric) -> Outcome:
        """Return the outcome of the ratio over such a part and whole, of this year or of another."""
        operands = [operand_of(part.figure) for part in parts]
        values = [operand.value for operand in operands if operand.value is not None]
        part = Operand(
            interval=total([operand.interval for operand in operands]),
            value=sum(values, Fraction(0)) if len(values) == len(operands) else None,
        )
        statement = Statement(
            relation=RelationKind.SHARE,
            stated=stated_value_of(self.ratio.figure, rounded=True),
            current=part,
            prior=operand_of(whole.figure),
            digits=self.ratio.figure.digits,
        )
        return evaluate(statement)

    def holds(self) -> bool:
        """Return whether the ratio holds, over figures that are printed about as precisely as it is."""
        made, place = self.outcome(self.parts, self.whole), self.ratio.figure.last_place
        low, high = (made.computed.low, made.computed.high) if made.computed is not None else (None, None)
        precise = low is not None and high is not None and high - low <= _COARSE * (place or 0)
        return agrees(made.verdict) and (precise or made.verdict is Verdict.CONSISTENT)


def ratio_operands(index: ReportIndex) -> Mapping[str, RatioOperands]:
    """Return by its id each ratio of the text that holds over figures before it, of its claim or proved."""
    found = dict[str, RatioOperands]()
    for claim in index.report.claims:
        ratio, part, whole = map(index.metric, (claim.metric, claim.current, claim.prior))
        if claim.form in RATIOS and ratio is not None and part is not None and whole is not None:
            made = RatioOperands(ratio=ratio, parts=(part,), whole=whole)
            if made.holds():
                found[ratio.id] = made
    for ratio, before in _ratios(index, found):
        if (proved := _proved(ratio, before)) is not None:
            found[ratio.id] = proved
    return found


def unclaimed_ratios(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every ratio that no claim judges and that figures before it make, or make but for a digit."""
    judged = {claim.metric for claim in index.report.claims if claim.form in RATIOS and _is_judged(index, claim)}
    for ratio, before in _ratios(index, judged):
        found = _proved(ratio, before) or _only(index, ratio, before)
        if found is None:
            continue
        outcome = found.outcome(found.parts, found.whole)
        if not agrees(outcome.verdict) and DIGIT_SLIPS.isdisjoint(outcome.diagnoses):
            continue
        context = index.metric_context(ratio, *found.parts, found.whole, check=CheckName.SHARE)
        parts = "+".join(map(metric_text, found.parts))
        claim = next((each.id for each in index.claims_of.get(ratio.id, ()) if each.form in RATIOS), None)
        context = evolve(context, current=parts, prior=metric_text(found.whole), unit="%", claim=claim)
        decision = None if agrees(outcome.verdict) else ask(outcome, Reservation.INFERRED_OPERANDS)
        if decision is None:
            yield make_check(outcome, context, stated_value_of(ratio.figure))
        else:
            stated = stated_value_of(ratio.figure)
            yield make_check(decision.outcome, context, stated, severity=decision.severity, hints=decision.hints())


def _is_judged(index: ReportIndex, claim: Claim) -> bool:
    """Return whether a claim of a ratio has operands that are printed for it, or with which it holds."""
    part, whole = index.metric(claim.current), index.metric(claim.prior)
    if part is None or whole is None:
        return False
    if {claim.current_binding, claim.prior_binding} <= PRINTED:
        return True
    return agrees(evaluate_change(index, claim, operand_of(part.figure), operand_of(whole.figure))[1].verdict)


def _ratios(index: ReportIndex, known: object) -> Iterator[tuple[Metric, list[Metric]]]:
    """Yield the ratios of the text that are not known, with the figures before them in their paragraph."""
    assert isinstance(known, dict | set)
    shares = {claim.metric for claim in index.report.claims if claim.form in RATIOS and claim.table is None}
    line: list[Metric] = []
    number = -1
    for metric in index.report.metrics:
        if metric.table is not None:
            continue
        at = index.line(metric.span.start)
        line, number = (line, number) if at == number else ([], at)
        if metric.kind is not Kind.RATIO and not metric.figure.is_rate:
            line.append(metric)
        elif metric.figure.unit == "%" and metric.id not in known and (metric.id in shares or _root(metric.name)):
            yield metric, [one for one in line[-_FAR:] if _fits(metric, one)]


def _fits(ratio: Metric, metric: Metric) -> bool:
    years = {one.year for one in (ratio, metric)} - {None}
    points = ratio.figure.has_point_value and metric.figure.has_point_value
    return points and len(years) < 2 and metric.figure.value > 0


@lru_cache(maxsize=1 << 10)
def _root(name: str) -> str:
    """Return what stands before the noun of a ratio, "" for a rate of change."""
    noun = check_words("noun of a ratio").search(name)
    if noun is None or name.endswith((*change_words()[1], *words_of("level"))):
        return ""
    return name[: noun.start()]


def _proved(ratio: Metric, before: Sequence[Metric]) -> RatioOperands | None:
    """Return the part and the whole before a ratio with which it holds, where hardly any others would."""
    own = [metric for metric in before if metric.sentence == ratio.sentence]
    for reach in (own, before):
        tries = _tries(ratio, reach)
        holding = [one for one in tries if one.holds()]
        digits = ratio.figure.value / (ratio.figure.last_place or 1)
        different = {(sum(part.figure.value for part in one.parts), one.whole.figure.value) for one in tries}
        if holding and len(different) <= digits * _CHANCE:
            return holding[-1]
    return None


def _tries(ratio: Metric, reach: Sequence[Metric]) -> list[RatioOperands]:
    """Return what may be meant: a part named by the ratio, else the last figure before it, and the wholes before it."""
    root = _root(ratio.name) or ratio.name.partition("占")[0]
    named = [metric for metric in reach if _is_part(root, metric.name)]
    pair = [metric for metric in reach if len(root) > 1 and metric not in named and metric.name[:1] in root]
    sums = [(one, other) for one, other in pairwise(pair) if one.name[:1] != other.name[:1]]  # 调撤率
    found = [made for parts in (*((metric,) for metric in named), *sums) for made in _over_wholes(ratio, parts, reach)]
    telling = ratio.figure.value >= _DIGITS * (ratio.figure.last_place or 1)
    last = reach[-1:] if telling else ()
    return found or [made for metric in last for made in _over_wholes(ratio, (metric,), reach)]


def _over_wholes(ratio: Metric, parts: tuple[Metric, ...], reach: Sequence[Metric]) -> Iterator[RatioOperands]:
    value = sum(part.figure.value for part in parts)
    for whole in reach:
        larger = whole.figure.value > value or whole.status is Status.TARGET
        if whole not in parts and larger and whole.figure.unit == parts[0].figure.unit:
            yield RatioOperands(ratio=ratio, parts=parts, whole=whole)


def _is_part(root: str, name: str) -> bool:
    """Return whether a name counts what was done of which a rate is, or has a word of a share's."""
    known = rate_of(root)
    if known is not None and known[1].has_part(known[0], name):
        return True
    untold = (*words_of("counted noun"), *words_of("tells no count"))
    return any(len(word) > 1 and word in name and word not in untold for word in cut(root))


def _only(index: ReportIndex, ratio: Metric, before: Sequence[Metric]) -> RatioOperands | None:
    """Return the only part and whole that a ratio's own sentence has for it, with no other figure of their unit."""
    own = [metric for metric in before if metric.sentence == ratio.sentence]
    tries = _tries(ratio, own)
    if index.claims_of.get(ratio.id):
        return None  # its own check asks, or its whole is printed nowhere
    if len(tries) != 1 or "；" in index.text[tries[0].whole.span.end : ratio.span.start]:
        return None
    return tries[0]
