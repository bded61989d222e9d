"""Ratios that name two things, against the two figures before them: 医护比为1:1.50 after 医生1000人、护士1500人.

The letters of what stands before 比 tell the two figures (医, 护). Where hardly another two would make the ratio, they
are meant; it is asked about where one digit keeps it from the only two figures of its sentence that are told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from attrs import frozen

from reportdiff.arithmetic import Outcome, Statement, agrees, evaluate, stated_value
from reportdiff.checking.findings import FindingContext, held_or_asked
from reportdiff.checking.operands import operand_of
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words
from reportdiff.model import Check, CheckName, Kind, Metric, RelationKind, Span

__all__ = ["ratios_in_text"]

_NEAR = 12  # figures before a ratio among which its two are looked for
_CHANCE = Fraction(1, 30)  # how likely two figures of their rank make the ratio by chance, at most
_WHAT = re.compile("[\u4e00-\u9fff、（）]{2,}$")
_LONGEST = 16  # characters that tell what a ratio is of
_STOP = re.compile("[。；;\n]")
_HUNDRED = 50  # from so much on, a ratio is of a hundred: 性别比为104.3


@frozen(kw_only=True)
class _Ratio:
    """A ratio as it is printed: what it is of, its size, the unit of its last place, and its digits."""

    what: str
    digits: str
    span: Span

    @property
    def value(self) -> Fraction:
        """The size."""
        return Fraction(self.digits)

    @property
    def place(self) -> Fraction:
        """The unit of the last printed place."""
        return Fraction(1, 10 ** len(self.digits.partition(".")[2]))

    def letters(self, metric: Metric) -> set[str]:
        """Return the letters before 比 that a figure's name has."""
        return {sign for sign in self.what if sign in metric.name}

    def apart(self, one: Metric, other: Metric) -> bool:
        """Return whether a letter tells one figure from the other, as 城 of 城乡 does 城镇 from 农村."""
        return self.letters(one) != self.letters(other)

    def over(self, one: Metric, other: Metric) -> Outcome:
        """Return the outcome of the ratio over two figures."""
        factor = 100 if self.value >= _HUNDRED and one.figure.value < _HUNDRED * other.figure.value else 1
        statement = Statement(
            relation=RelationKind.TIMES,
            stated=stated_value(self.value, self.place),
            current=operand_of(one.figure).times(Fraction(factor)),
            prior=operand_of(other.figure),
            digits=self.digits,
        )
        return evaluate(statement)


def ratios_in_text(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every ratio of the text that two figures before it make, or make but for a digit."""
    for found in check_words("ratio of two").finditer(index.text):
        digits = found["right"] or found["left"] or found["bare"]
        if (what := _WHAT.search(index.text, max(0, found.start() - _LONGEST), found.start())) is None:
            continue
        ratio = _Ratio(what=what[0], digits=digits, span=Span(what.start(), found.end()))
        near = [
            one
            for one in index.prose_before(what.start(), _NEAR)
            if one.kind is not Kind.RATIO and one.figure.has_point_value and one.figure.value > 0
        ]
        if ratio.value and (check := _check(index, ratio, near)) is not None:
            yield check


def _check(index: ReportIndex, ratio: _Ratio, before: Sequence[Metric]) -> Check | None:
    told = [one for one in before if ratio.letters(one)]
    pairs = [pair for pair in permutations(told, 2) if pair[0].name != pair[1].name]
    pairs.sort(key=lambda pair: (not ratio.apart(*pair), -min(one.span.start for one in pair)))
    holding = [(rank, pair) for rank, pair in enumerate(pairs, 1) if agrees(ratio.over(*pair).verdict)]
    pair = next((pair for rank, pair in holding if rank * ratio.place <= ratio.value * _CHANCE), None)
    if pair is None and not holding:
        pair = _only(index, ratio, pairs)
    if pair is None:
        return None
    context = FindingContext(
        check=CheckName.TIE_OUT,
        relation=RelationKind.TIMES,
        metric_name=ratio.what + "比",
        stated_text="".join(ratio.span.of(index.text).split()),
        current=metric_text(pair[0]),
        prior=metric_text(pair[1]),
        digits=ratio.digits,
        evidence=(index.place(ratio.span), *index.evidence(*pair)),
    )
    return held_or_asked(ratio.over(*pair), context, stated_value(ratio.value, ratio.place))


def _only(index: ReportIndex, ratio: _Ratio, pairs: Sequence[tuple[Metric, Metric]]) -> tuple[Metric, Metric] | None:
    """Return the only two figures of a ratio's sentence that its letters tell apart, in the order of its size."""
    near = [
        pair for pair in pairs if not _STOP.search(index.text[min(one.span.end for one in pair) : ratio.span.start])
    ]
    if len({one.id for pair in near for one in pair}) != len(near) or not near or not ratio.apart(*near[0]):
        return None
    above = ratio.value > 1
    return next((pair for pair in near if (pair[0].figure.value > pair[1].figure.value) is above), None)
