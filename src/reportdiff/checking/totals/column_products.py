"""Columns that are the product of two others: 单价 | 数量 | 金额, 播种面积 | 亩产 | 总产量.

No head says so for certain; the rows prove it, whatever power of ten lies between their units. A row that deviates is
asked about; where one of the two is the price or measure of a single thing (单价, 亩产), it is an error.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations

from attrs import evolve, frozen

from reportdiff.arithmetic import Outcome, agrees, judge
from reportdiff.arithmetic.intervals import multiply, rounded_to, scale
from reportdiff.checking.findings import decided
from reportdiff.checking.operands import stated_value_of
from reportdiff.checking.policy import Grounds, Reservation, decide
from reportdiff.checking.report_index import ReportIndex, metric_text
from reportdiff.lexicon.check_words import check_words, is_total_label
from reportdiff.lexicon.columns import RATIO_COLUMNS, ColumnRole, column_head
from reportdiff.model import Binding, Check, CheckName, Figure, Interval, Metric, Verdict

__all__ = ["column_products"]

_ROWS = 3  # that must hold, no factor of which is a power of ten, and how many times as many as fail
_COLUMNS = 10  # of amounts, above which no products are looked for
_DIGITS = 12  # of the products that hold, all together, below which they may come out right by chance
_LONG = 3  # digits of a whole number that may hide decimals
_NEAR = Fraction(5, 4)  # a product that is further off is of another power of ten, or none
_NO_FACTORS = RATIO_COLUMNS | {ColumnRole.RANK, ColumnRole.SCORE, ColumnRole.CODE}

_Column = Mapping[int, Metric]
"""The figures of a column by their row."""


@frozen(kw_only=True)
class _Product:
    """A row with two factors and their product; `rounded` tells that the factors may hide decimals."""

    one: Metric
    other: Metric
    total: Metric
    outcome: Outcome
    rounded: Outcome

    @property
    def proves(self) -> bool:
        """Whether the factors make the product, and neither is one, ten or a hundred."""
        factors = (each.figure.digits.replace(".", "").strip("0") for each in (self.one, self.other))
        return agrees(self.outcome.verdict) and "1" not in factors


def column_products(index: ReportIndex) -> Iterator[Check]:
    """Yield a check for every cell of a column that its rows prove to be the product of two others."""
    for metrics in index.by_table.values():
        columns = _columns(metrics)
        if not 3 <= len(columns) <= _COLUMNS:
            continue
        explained = set[int]()
        for one, other, place in permutations(sorted(columns), 3):
            if one < other and place not in explained:
                found = _borne_out(columns[one], columns[other], columns[place])
                explained.update([place] if found else ())
                yield from (_check(index, each) for each in found)


def _columns(metrics: Sequence[Metric]) -> dict[int, _Column]:
    """Return the columns of amounts of a table, without the rows of totals."""
    found: dict[int, dict[int, Metric]] = defaultdict(dict)
    for metric in metrics:
        place = metric.table
        if place is not None and place.at is not None and place.column and metric.figure.value > 0:
            if column_head(place.column, metric.figure.unit).role in _NO_FACTORS or metric.is_rate:
                continue
            if not (place.row and is_total_label(place.row[-1])):
                found[place.at[1]][place.at[0]] = metric
    return {place: column for place, column in found.items() if len(column) >= _ROWS}


def _borne_out(one: _Column, other: _Column, total: _Column) -> list[_Product]:
    """Return the rows of a product, none where they do not bear it out."""
    power = _power((one[row], other[row], total[row]) for row in total if row in one and row in other)
    if power is None:
        return []
    found = [_product(one[row], other[row], total[row], power) for row in total if row in one and row in other]
    proofs = [each for each in found if each.proves]
    if len(proofs) < _ROWS:
        found = [evolve(each, outcome=each.rounded) for each in found]
        proofs = [each for each in found if each.proves]
    failed = sum(each.outcome.verdict is Verdict.INCONSISTENT for each in found)
    digits = sum(len(text.strip("0")) for text in {each.total.figure.digits.replace(".", "") for each in proofs})
    return found if len(proofs) >= _ROWS * max(1, failed) and digits >= _DIGITS else []


def _power(rows: Iterable[tuple[Metric, Metric, Metric]]) -> int | None:
    """Return the power of ten by which most rows are products; None, early, where they are none."""
    powers = Counter[int]()
    for number, row in enumerate(rows, start=1):
        one, other, total = (metric.figure.value for metric in row)
        ratio = total / (one * other)
        power = next((at for at in _nearest(ratio) if 1 / _NEAR < ratio / Fraction(10) ** at < _NEAR), None)
        powers.update(() if power is None else (power,))
        if number >= _ROWS and 2 * max(powers.values(), default=0) < number:
            return None
    best = powers.most_common(1)
    return best[0][0] if best and best[0][1] >= _ROWS else None


def _nearest(ratio: Fraction) -> tuple[int, int]:
    """Return the powers of ten between which a ratio lies."""
    size = len(str(int(ratio))) - 1 if ratio >= 1 else -len(str(int(1 / ratio)))
    return size, size + 1


def _product(one: Metric, other: Metric, total: Metric, power: int) -> _Product:
    exact = _judged(multiply(one.figure.interval, other.figure.interval), one, other, total, power)
    hidden = _judged(multiply(_rounded(one.figure), _rounded(other.figure)), one, other, total, power)
    return _Product(one=one, other=other, total=total, outcome=exact, rounded=hidden)


def _judged(product: Interval, one: Metric, other: Metric, total: Metric, power: int) -> Outcome:
    factor = Fraction(10) ** power
    stated, computed = stated_value_of(total.figure, rounded=True), scale(product, factor)
    point = one.figure.value * other.figure.value * factor
    verdict = judge(stated.rounding_interval, stated.any_mode_interval, computed, point)
    return Outcome(verdict, computed=computed, exact=point)


def _rounded(figure: Figure) -> Interval:
    """Return a whole number of several digits as what was rounded to it."""
    whole = not figure.last_place and len(figure.digits) >= _LONG
    return rounded_to(figure.value, Fraction(figure.scale)) if whole else figure.interval


def _check(index: ReportIndex, row: _Product) -> Check:
    labels = [label for metric in (row.one, row.other) if metric.table is not None for label in metric.table.column]
    certain = any(check_words("for each").search(label) for label in labels)
    reservations = () if certain and not agrees(row.rounded.verdict) else (Reservation.SUM_FAILS_HERE,)
    decision = decide(row.outcome, Grounds(bindings=(Binding.ROW,), reservations=reservations))
    context = index.sum_context(row.total, (row.one, row.other), check=CheckName.TIE_OUT)
    context = evolve(context, current=f"{metric_text(row.one)}×{metric_text(row.other)}")
    stated = stated_value_of(row.total.figure)
    return decided(decision, context, stated)
