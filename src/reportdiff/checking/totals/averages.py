"""Averages over what they are of: 人均办案120.5件, 每千人拥有医师2.6人.

The amount and the number stand in the sentence of the average, or they are proved: of the figures before it whose names
and units let them be meant, one pair makes it, and hardly another would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import product

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome, Statement, agrees, evaluate
from reportdiff.checking.findings import held_or_asked
from reportdiff.checking.kinship import WHOLE, Told, kinship, rank, words_before, words_of_figure
from reportdiff.checking.operands import operand_of, stated_value_of
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.alignment import one_measure
from reportdiff.lexicon.check_words import check_words
from reportdiff.lexicon.rates import rate_of
from reportdiff.lexicon.units import kind_of_unit
from reportdiff.lexicon.words import words_of
from reportdiff.model import Check, CheckName, Kind, Metric, RelationKind
from reportdiff.text.numerals import chinese_value
from reportdiff.text.words import cut

__all__ = ["averages"]

_EACH = "average of each"
_FAR = 64  # figures before an average among which its two are looked for
_LIKE = WHOLE // 2  # of a number's words that is told of, where one digit of its average is asked about
_SHARP = 100  # last places of an average of which a digit is asked about, at least
_CHANCE = Fraction(1, 50)  # how likely one of the pairs that may be meant fits by chance, at most


@frozen(kw_only=True)
class _Average:
    """An average: its metric, what it is over, of how many at a time, and the words that say what is counted."""

    made: Metric
    each: str
    factor: int
    words: tuple[str, ...]

    def amount(self, metric: Metric) -> bool:
        """Return whether a figure may be what was divided."""
        alike = metric.figure.unit == self.made.figure.unit and metric.status is self.made.status
        large = metric.figure.has_point_value and metric.figure.value * self.factor >= self.made.figure.value
        return alike and large and check_words(_EACH).search(metric.name) is None

    def number(self, metric: Metric) -> bool:
        """Return whether a figure counts what an average is over."""
        unit = metric.figure.unit
        counts = unit.startswith(self.each) or unit.endswith(self.each) or one_measure(unit, self.each)
        counts = counts or (kind_of_unit(unit) == "count" and self.each in cut(metric.name)[-1])  # 案均: 审结案件12件
        return counts and metric.figure.has_point_value and metric.figure.value > 1

    def names(self, metric: Metric) -> bool:
        """Return whether a figure's name has one of the words behind the average, or what stands for it.

        办案 is of cases taken in, 结案 of 审结案件.
        """
        handled = any(word in words_of("handles cases") for word in self.words)
        told = (*self.words, *words_of("taken in")) if handled else self.words
        rates = (found for word in self.words if (found := rate_of(word)) is not None)
        return any(word in metric.name for word in told) or any(row.has_part(rate, metric.name) for rate, row in rates)

    def is_near(self, metric: Metric, named: Callable[[Metric], bool]) -> int:
        """Return how near a figure is to the average: in its sentence, by its name, by both or by neither."""
        return (metric.sentence == self.made.sentence) + named(metric)

    def over(self, amount: Metric, number: Metric) -> Outcome:
        """Return the outcome of the average over two figures."""
        statement = Statement(
            relation=RelationKind.TIMES,
            stated=stated_value_of(self.made.figure, rounded=True),
            current=operand_of(amount.figure).times(Fraction(self.factor)),
            prior=operand_of(number.figure),
            digits=self.made.figure.digits,
            scale=self.made.figure.scale,
        )
        return evaluate(statement)


def averages(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every average whose two figures stand before it."""
    prose = [metric for metric in index.report.metrics if metric.table is None]
    for place, made in enumerate(prose):
        found = check_words(_EACH).search(made.name)
        if found is None or made.kind is Kind.RATIO or not made.figure.has_point_value:
            continue
        if made.name.startswith("每", found.end()):  # 每人每年1500元 is no average
            continue
        said = (found["what"] or "", *(word for word in cut(made.name[found.end() :]) if len(word) > 1))
        words = tuple(word for word in said if word and word not in words_of("counted noun"))
        factor = chinese_value(found["factor"]) if found["factor"] else 1
        average = _Average(made=made, each=found["one"] or found["of"], factor=int(factor or 1), words=words)
        before = [one for one in prose[max(0, place - _FAR) : place] if one.period == made.period]
        yield from _check(index, average, before)


def _check(index: ReportIndex, average: _Average, before: Sequence[Metric]) -> Iterator[Check]:
    """Yield the check over the one amount and the one number of the sentence, else over a pair that proves itself.

    One digit of an average that is another is asked about.
    """
    made = average.made
    own = _of_sentence(average, [one for one in before if one.sentence == made.sentence])
    proved = None if own is not None and agrees(average.over(*own).verdict) else _proved(index, average, before)
    holds = proved is not None and agrees(average.over(*proved).verdict)
    pair = proved if holds or own is None else own
    if pair is None:
        return
    amount, number = pair
    outcome = average.over(amount, number)
    context = index.metric_context(made, amount, number, check=CheckName.TIE_OUT)
    context = evolve(context, current=metric_text(amount), prior=metric_text(number))
    if (check := held_or_asked(outcome, context, stated_value_of(made.figure))) is not None:
        yield check


def _of_sentence(average: _Average, own: Sequence[Metric]) -> tuple[Metric, Metric] | None:
    """Return the only amount and the only number of a sentence."""
    if average.made.figure.unit == average.each:
        return None
    amounts = list(filter(average.amount, own))
    numbers = [one for one in own if average.number(one) and one not in amounts]
    exact = [one for one in numbers if one.figure.unit == average.each]
    numbers = exact if len(exact) == 1 else numbers
    return (amounts[0], numbers[0]) if len(amounts) == len(numbers) == 1 else None


def _proved(index: ReportIndex, average: _Average, before: Sequence[Metric]) -> tuple[Metric, Metric] | None:
    """Return the pair that makes an average, where hardly another pair would that its words allow.

    Figures of its sentence and those whose names bear its words come before the others.
    """
    amounts, numbers = list(filter(average.amount, before)), list(filter(average.number, before))
    sentence = average.made.sentence
    told = Told(near=words_before(index, average.made.span.start), far=frozenset(average.words))
    scores = [
        {id(one): kinship(words_of_figure(index, one), told) + WHOLE * average.is_near(one, how) for one in figures}
        for figures, how in ((amounts, average.names), (numbers, lambda _: False))
    ]
    holding = [
        (rank(scores[0], id(amount)) * rank(scores[1], id(number)), (amount, number))
        for amount, number in product(amounts, numbers)
        if amount is not number
        and (average.names(amount) or (average.factor > 1 and (average.names(number) or amount.sentence == sentence)))
        if agrees(average.over(amount, number).verdict)
    ]
    size = average.made.figure.value / (average.made.figure.last_place or 1)
    found = min(holding, key=lambda pair: pair[0], default=None)
    if found is not None or size < _SHARP:
        return found[1] if found is not None and found[0] <= size * _CHANCE else None
    first = [
        [one for one in figures if rank(score, id(one)) == 1 and score[id(one)] >= least]
        for figures, score, least in ((amounts, scores[0], WHOLE), (numbers, scores[1], _LIKE))
    ]
    return (first[0][0], first[1][0]) if all(first) and average.names(first[0][0]) else None
