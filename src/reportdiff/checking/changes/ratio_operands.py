"""Part and whole of the shares and rates that no claim holds over: 公开60场，公开比例80%.

They are looked for among the figures before the ratio in its sentence, then in its paragraph. Those with which it holds
are meant where hardly any others would fit: the part is the last figure before the ratio or named by its words.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from weakref import WeakKeyDictionary

from attrs import evolve, frozen

from reportdiff.arithmetic import Operand, Outcome, Statement, agrees, evaluate
from reportdiff.checking.changes.same_report import evaluate_change
from reportdiff.checking.findings import held_or_asked
from reportdiff.checking.operands import operand_of, signed_operand, stated_value_of, summed
from reportdiff.checking.policy import PRINTED
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.changes import change_words
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.rates import rate_of
from reportdiff.lexicon.reference_names import DENIALS, calls_one_whole, of_other_version
from reportdiff.lexicon.words import word_at_head, words_of
from reportdiff.model import RATIOS, Check, CheckName, Claim, Kind, Metric, PeriodKind, RelationKind, Status, Verdict
from reportdiff.text.words import cut

__all__ = ["RatioOperands", "rates_of_days", "rates_of_the_rest", "ratio_operands", "unclaimed_ratios"]

_CHANCE = Fraction(1, 50)  # how likely one of the figures that may be meant fits by chance, at most
_FAR = 24  # figures before a ratio among which its part and its whole are looked for
_COARSE = 6  # units in a ratio's last place within which its figures leave it
_RATE, _DAYS = "率", "天数"
_UNMEASURED = 20  # days of a year, at most, on which nothing was measured
_DIGITS = 100  # a ratio of fewer units holds over figures by chance that its words do not name


_FOUND: WeakKeyDictionary[ReportIndex, Mapping[str, RatioOperands]] = WeakKeyDictionary()
"""What was found of each report, which two rules ask for."""


@frozen(kw_only=True)
class RatioOperands:
    """A ratio with the figures that make its part and its whole."""

    ratio: Metric
    parts: tuple[Metric, ...]
    whole: Metric

    def outcome(self, *, diagnosed: bool = True) -> Outcome:
        """Return the outcome of the ratio over its figures."""
        parts = summed(operand_of(part.figure) for part in self.parts)
        return _evaluated(self.ratio, parts, self.whole, diagnosed=diagnosed)

    def _is_near(self) -> bool:
        """Return whether the figures as printed make the ratio nearly, without which it cannot hold."""
        ratio, whole = self.ratio.figure, self.whole.figure.value
        made = 100 * sum(part.figure.value for part in self.parts)
        return abs(made - ratio.value * whole) <= (_COARSE + 2) * (ratio.last_place or ratio.scale) * whole

    def holds(self) -> bool:
        """Return whether the ratio holds, over figures that are printed about as precisely as it is."""
        if not self._is_near():
            return False
        made, place = self.outcome(diagnosed=False), self.ratio.figure.last_place or 0
        low, high = (made.computed.low, made.computed.high) if made.computed is not None else (None, None)
        precise = low is not None and high is not None and high - low <= _COARSE * place
        return agrees(made.verdict) and (precise or made.verdict is Verdict.CONSISTENT)


def ratio_operands(index: ReportIndex) -> Mapping[str, RatioOperands]:
    """Return by its id each ratio of the text that holds over figures before it, of its claim or proved."""
    if (known := _FOUND.get(index)) is not None:
        return known
    _FOUND[index] = found = dict[str, RatioOperands]()
    for claim in index.report.claims:
        ratio, part, whole = map(index.metric, (claim.metric, claim.current, claim.prior))
        if claim.form in RATIOS and ratio is not None and part is not None and whole is not None:
            made = RatioOperands(ratio=ratio, parts=(part,), whole=whole)
            found |= {ratio.id: made} if made.holds() else {}
    for ratio, before in _ratios(index, found):
        if (proved := _proved(ratio, before)) is not None:
            found[ratio.id] = proved
    return found


def unclaimed_ratios(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every ratio that no claim judges and that figures before it make, or make but for a digit."""
    of_claims = [claim for claim in index.report.claims if claim.form in RATIOS and _is_judged(index, claim)]
    used = {(claim.current, claim.prior): claim.span.end for claim in of_claims}
    called: dict[str, set[str | None]] = {}
    for judged in of_claims:
        called.setdefault(index.words_to_figure(judged), set()).add(judged.prior)
    called = {words: wholes for words, wholes in called.items() if calls_one_whole(words)}
    for ratio, before in _ratios(index, {claim.metric for claim in of_claims}):
        if check_words("rate of contribution").search(ratio.name) is not None:
            continue  # of growth, and not of levels
        found = _proved(ratio, before) or _only(index, ratio, before)
        if found is None or before[-1].span.start > used.get((found.parts[0].id, found.whole.id), len(index.text)):
            continue  # 支出率95%；…，支出率95%: the figures of the first one do not prove the second
        several = sum(other.span == ratio.span for other in index.by_sentence[ratio.sentence]) > 1
        own = {each.current for each in index.claims_of.get(ratio.id, ()) if each.current_binding in PRINTED}
        if several and own and own.isdisjoint(part.id for part in found.parts):
            continue  # 新建36所、改造48所，均完成计划的90%: each of its own plan
        stated = next((each for each in index.claims_of.get(ratio.id, ()) if each.form in RATIOS), None)
        if stated is not None and of_other_version(stated.surface, found.whole.name):
            continue  # 完成年初预算的120%, which is that of the revised plan
        if stated is not None and found.whole.id not in called.get(index.words_to_figure(stated), {found.whole.id}):
            continue  # 占毕业生总数的58%; 占毕业生总数的24%: of the same whole
        outcome, claim = found.outcome(), None if stated is None else stated.id
        context = index.metric_context(ratio, *found.parts, found.whole, check=CheckName.SHARE)
        parts = "+".join(map(metric_text, found.parts))
        context = evolve(context, current=parts, prior=metric_text(found.whole), unit="%", claim=claim)
        if (check := held_or_asked(outcome, context, stated_value_of(ratio.figure))) is not None:
            yield check


def rates_of_the_rest(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every rate whose sentence prints the whole and what is left: 抽检50件，不合格1件，合格率98%."""
    for rate in index.report.metrics:
        if rate.table is None and rate.kind is Kind.RATIO and rate.figure.has_point_value and rate.name.endswith(_RATE):
            yield from _of_rest(index, rate, rate.name.removesuffix(_RATE))


def _of_rest(index: ReportIndex, rate: Metric, verb: str) -> Iterator[Check]:
    known = rate_of(verb)
    if known is None or index.claims_of.get(rate.id):
        return
    word, row = known
    before = [one for one in index.by_sentence[rate.sentence] if one.span.end <= rate.span.start]
    denied = [*row.left, *(sign + part for sign in DENIALS for part in row.part or (word,))]
    left = [one for one in before if any(part in one.name for part in denied)]
    like = [one for one in before if one not in left and left and one.figure.unit == left[0].figure.unit]
    if len(left) != 1 or len(like) != 1 or not row.has_whole(word, like[0].name):
        return
    done = summed((signed_operand(like[0].figure, 1), signed_operand(left[0].figure, -1)))
    context = index.metric_context(rate, like[0], left[0], check=CheckName.SHARE)
    context = evolve(context, current=f"{metric_text(like[0])}-{metric_text(left[0])}", prior=metric_text(like[0]))
    stated = stated_value_of(rate.figure, rounded=True)
    if (check := held_or_asked(_evaluated(rate, done, like[0]), context, stated)) is not None:
        yield check


def rates_of_days(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every rate of the days of a year: 优良天数322天，优良天数比例88.2%, of 365."""
    for rate in index.report.metrics:
        own = rate.table is None and rate.figure.unit == "%" and rate.figure.has_point_value and bool(_root(rate.name))
        if not own or any(claim.form in RATIOS for claim in index.claims_of.get(rate.id, ())):
            continue
        for days in index.by_sentence[rate.sentence]:
            kind = days.name.removesuffix(_DAYS)[-2:] if days.figure.unit == "天" and days.name.endswith(_DAYS) else ""
            if kind and kind in rate.name and days.span.end <= rate.span.start:
                yield from _of_year(index, rate, days)


def _of_year(index: ReportIndex, rate: Metric, days: Metric) -> Iterator[Check]:
    """Yield the check of a rate over the days of its year; where some were not measured, it may be a little more."""
    year = rate.year or index.report.own_year
    if year is None or (rate.period is not None and rate.period.kind is not PeriodKind.YEAR):
        return
    stated, part, length = stated_value_of(rate.figure, rounded=True), operand_of(days.figure), 365 + isleap(year)
    asked = [_share(rate, part, Operand.of(count)) for count in range(length - _UNMEASURED, length + 1)]
    if agrees(asked[-1].verdict) or not any(agrees(outcome.verdict) for outcome in asked):
        context = index.metric_context(rate, days, check=CheckName.SHARE)
        context = evolve(context, current=metric_text(days), prior=f"{length}天")
        if (check := held_or_asked(asked[-1], context, stated)) is not None:
            yield check


def _evaluated(ratio: Metric, part: Operand, whole: Metric, *, diagnosed: bool = True) -> Outcome:
    """Return the outcome of a ratio over its part and its whole."""
    return _share(ratio, part, operand_of(whole.figure), diagnosed=diagnosed)


def _share(ratio: Metric, part: Operand, whole: Operand, *, diagnosed: bool = True) -> Outcome:
    statement = Statement(
        relation=RelationKind.SHARE,
        stated=stated_value_of(ratio.figure, rounded=True),
        current=part,
        prior=whole,
        digits=ratio.figure.digits,
    )
    return evaluate(statement, diagnosed=diagnosed)


def _is_judged(index: ReportIndex, claim: Claim) -> bool:
    """Return whether a claim of a ratio has operands that are printed for it, or with which it holds."""
    part, whole = index.metric(claim.current), index.metric(claim.prior)
    if part is None or whole is None or {claim.current_binding, claim.prior_binding} <= PRINTED:
        return part is not None and whole is not None
    return agrees(evaluate_change(index, claim, operand_of(part.figure), operand_of(whole.figure))[1].verdict)


def _ratios(index: ReportIndex, known: Container[str | None]) -> Iterator[tuple[Metric, list[Metric]]]:
    """Yield the ratios of the text that are not known, with the figures before them in their paragraph."""
    shares = {claim.metric for claim in index.report.claims if claim.form in RATIOS and claim.table is None}
    line: list[Metric] = []
    number = -1
    for metric in index.report.metrics:
        if metric.table is not None or not metric.figure.has_point_value:
            continue
        line, number = (line, at) if (at := index.line(metric.span.start)) == number else ([], at)
        if metric.kind is not Kind.RATIO and not metric.figure.is_rate:
            line += [metric] * (metric.figure.value > 0)
        elif metric.figure.unit == "%" and metric.id not in known and (metric.id in shares or _root(metric.name)):
            yield metric, [one for one in line[-_FAR:] if len({one.year, metric.year} - {None}) < 2]


@lru_cache(maxsize=1 << 10)
def _root(name: str) -> str:
    """Return what stands before the noun of a ratio, "" for a rate of change."""
    noun = check_words("noun of a ratio").search(name)
    return "" if noun is None or name.endswith((*change_words()[1], *words_of("level"))) else name[: noun.start()]


def _proved(ratio: Metric, before: Sequence[Metric]) -> RatioOperands | None:
    """Return the part and the whole before a ratio with which it holds, where hardly any others would."""
    own = [metric for metric in before if metric.sentence == ratio.sentence]
    for reach in (own, before):
        tries = _tries(ratio, reach)
        holding = [one for one in tries if one.holds()]
        different = {(sum(part.figure.value for part in one.parts), one.whole.figure.value) for one in tries}
        if holding and len(different) * (ratio.figure.last_place or 1) <= ratio.figure.value * _CHANCE:
            return holding[-1]
    return None


def _tries(ratio: Metric, reach: Sequence[Metric]) -> list[RatioOperands]:
    """Return what may be meant: a part named by the ratio, else the last figure before it, and the wholes before it."""
    root = _root(ratio.name) or ratio.name.partition("占")[0]
    if (known := rate_of(root)) is not None and any(word in one.name for word in known[1].left for one in reach):
        return []  # 上诉 is what 服判息诉率 leaves out
    is_part = _part_of(root)
    named = [metric for metric in reach if is_part(metric.name)]
    pair = [metric for metric in reach if len(root) > 1 and metric not in named and metric.name[:1] in root]
    sums = [(one, other) for one, other in pairwise(pair) if one.name[:1] != other.name[:1]]  # 调撤率
    telling = ratio.figure.value >= _DIGITS * (ratio.figure.last_place or 1)
    for made in ([*((metric,) for metric in named), *sums], [(metric,) for metric in reach[-1:] if telling]):
        tries = [
            RatioOperands(ratio=ratio, parts=parts, whole=whole)
            for parts in made
            for whole in reach
            if whole not in parts and whole.figure.unit == parts[0].figure.unit
            if whole.status is Status.TARGET or whole.figure.value > sum(part.figure.value for part in parts)
        ]
        if tries:
            if known is not None:
                tries = [one for one in tries if known[1].has_whole(known[0], one.whole.name)] or tries
            act = word_at_head("action", ratio.name.partition("占")[2])
            return [one for one in tries if act in one.whole.name] or tries  # 占受理案件, beside 收到申请
    return []


def _part_of(root: str) -> Callable[[str], bool]:
    """Return what tells whether a name counts what was done of which a rate is, or has a word of a share's."""
    known = rate_of(root)
    untold = (*words_of("counted noun"), *words_of("tells no count"))
    words = [word for word in cut(root) if len(word) > 1 and word not in untold]

    def is_part(name: str) -> bool:
        return any(word in name for word in words) or (known is not None and known[1].has_part(known[0], name))

    return is_part


def _only(index: ReportIndex, ratio: Metric, before: Sequence[Metric]) -> RatioOperands | None:
    """Return the only part and whole that a ratio's own sentence has for it; None for what its own claim asks about."""
    tries = _tries(ratio, [metric for metric in before if metric.sentence == ratio.sentence])
    if len(tries) != 1 or index.claims_of.get(ratio.id):
        return None
    root = _root(ratio.name) or ratio.name.partition("占")[0]
    is_part = _part_of(root)
    if not any(is_part(part.name) or {*root} <= {*part.name} for part in tries[0].parts):  # 初次信访: 初访比
        return None  # 草场12万亩，绿化率45.0%: nothing says that the figure before the ratio is its part
    word, row = rate_of(root) or ("", None)
    called = row is not None and row.has_whole(word, tries[0].whole.name) and not row.early
    return None if not called and "；" in index.text[tries[0].whole.span.end : ratio.span.start] else tries[0]
