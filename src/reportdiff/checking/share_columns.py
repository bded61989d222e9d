"""Columns and lists of shares that agree on one whole: 13.5 at 2.00 % and 6.75 at 1.00 % are both of 675.

The whole may be printed or not.

Holders of shares, customers, suppliers, assets, lines of business: each row's amount and share imply the whole. Where
most rows imply one, a row that implies another is a misprint, and so is the share of 合计 that contradicts all others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from reportdiff.arithmetic.intervals import contains, divide, intersection, intersects, scale
from reportdiff.model import Claim, Figure, Interval, Metric
from reportdiff.text.scales import SCALES

__all__ = ["ShareColumn", "agreed_columns"]

_LEAST = 3  # rows that must agree on a whole
_MOST = 4  # times as many as speak against it
_PROOFS = 2  # the same, where the whole is printed above the table, or is the sum of its rows
_ABOVE = 200  # characters above the first share of a table, among which its caption stands
_COARSE = Fraction(1, 10)  # of the whole: a row that leaves it more room proves nothing
_FINE = Fraction(1, 50)  # the same, of two shares of one list that alone agree
_OTHER = 2  # a whole that is so many times another is of another thing
_ROUNDED = 2  # units of the last place by which shares are moved so that they make 100

_Find = Callable[[str | None], Metric | None]
_NUMBER = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{3,})(\.\d+)?([万亿]?)")


@frozen(kw_only=True, eq=False)
class ShareColumn:
    """A column of shares, the whole that most of its rows agree on, and how many do.

    `failing` are the ids of the shares that speak against it. `total` is the share of 合计 where it contradicts the
    whole: the rows are not held against that one then.
    """

    claims: tuple[Claim, ...]
    whole: Interval
    held: int
    failing: frozenset[str] = frozenset()
    total: Claim | None = None


@frozen(kw_only=True)
class _Row:
    claim: Claim
    part: Figure
    share: Figure
    whole: Interval

    def narrow(self, room: Fraction = _COARSE) -> bool:
        """Return whether the row says what the whole is, and not only its size."""
        low, high = self.whole.low, self.whole.high
        return low is not None and high is not None and high - low <= room * max(abs(low), abs(high))

    @property
    def of_own_group(self) -> bool:
        """Whether a row of a table is all there is of its own group, as 100 % can be no part of what others are of."""
        return self.claim.table is not None and self.share.value == 100

    def near(self, whole: Interval, units: Fraction | int = _ROUNDED) -> bool:
        """Return whether the row agrees with a whole within some units of its last place."""
        implied = _implied(self.part, self.share, units)
        return implied is None or intersects(implied, whole)


def agreed_columns(columns: Iterable[Sequence[Claim]], find: _Find, text: str) -> list[ShareColumn]:
    """Return the columns whose rows agree on a whole, of the shares of each column of a table.

    `find` returns the metric with an id. The caption of the table, in the report's `text`, may print the whole.
    """
    by_place: dict[object, list[Claim]] = defaultdict(list)
    for number, printed in enumerate(columns):
        for claim in printed:
            at = claim.table.at if claim.table is not None else None
            by_place[number, None if at is None else at[1]].append(claim)
    return [column for claims in by_place.values() if (column := _agreed(claims, find, text)) is not None]


def _agreed(claims: Sequence[Claim], find: _Find, text: str) -> ShareColumn | None:
    wholes = {claim.prior for claim in claims}
    rows = [row for claim in claims if (row := _row(claim, find(claim.current))) is not None]
    total = next((row for row in rows if row.claim.current in wholes and row.claim.table is not None), None)
    rows = [row for row in rows if row is not total]
    if (apart := _pair_apart(rows)) is not None:
        return apart
    whole, held = _whole_of_most([row for row in rows if row.narrow()])
    if whole is None:
        return None
    apart_from = [row for row in rows if not row.near(whole)]
    failing = frozenset(row.claim.id for row in apart_from if not row.of_own_group)
    against = sum(row.narrow() for row in apart_from)
    summed = _ROUNDED + Fraction(len(rows), 2)  # 合计 may add up the rounded shares
    if total is not None and total.share.value != 100 and not total.near(whole, summed):  # a whole is 100 % of itself
        copied = any(row.part.value == total.part.value for row in rows)
        if held >= 2 * against and (held > 1 or copied):
            return ShareColumn(claims=tuple(claims), whole=whole, held=held, total=total.claim)
    listed = claims[0].table is None
    if held < max(_LEAST, (_LEAST if listed else _MOST) * against):
        told = contains(whole, sum(row.part.value for row in rows))
        above = text[max(0, claims[0].span.start - _ABOVE) : claims[0].span.start].rpartition("。")[2]
        told = told or _prints(above, whole, rows[0].part.scale)
        told = told or (listed and not failing and all(row.narrow(_FINE) for row in rows))
        if held < _PROOFS * max(1, against) or not told:
            return None
    return ShareColumn(claims=tuple(claims), whole=whole, held=held, failing=failing)


def _pair_apart(rows: Sequence[_Row]) -> ShareColumn | None:
    """Return two shares that one list states of one whole (分别占…的) where each tells another whole; else None."""
    if len(rows) != 2 or rows[1].claim.id not in rows[0].claim.siblings or rows[0].claim.table is not None:
        return None
    if not all(row.narrow(_FINE) for row in rows):
        return None
    one, other = rows
    parts = {row.claim.metric_name.partition("占")[0] for row in rows}
    sizes = sorted((one.part.value / one.share.value, other.part.value / other.share.value))
    if len(parts) < len(rows) or sizes[0] * _OTHER < sizes[1]:
        return None  # of two years, each of its own whole; or one is of another figure
    failing = frozenset((other.claim.id,)) if not other.near(one.whole) else frozenset()
    return ShareColumn(claims=(one.claim, other.claim), whole=one.whole, held=1, failing=failing) if failing else None


def _prints(words: str, whole: Interval, scale: int) -> bool:
    """Return whether some words print a figure that is the whole, in the scale of its parts if they print none."""
    figures = (
        Fraction(number.replace(",", "") + decimals) * (SCALES.get(word, 1) if word else scale)
        for number, decimals, word in _NUMBER.findall(words)
    )
    return any(contains(whole, figure) for figure in figures)


def _row(claim: Claim, part: Metric | None) -> _Row | None:
    """Return a row with the whole that it implies; None where its share is 0 or not known."""
    if claim.figure is None or part is None or not part.figure.value:
        return None
    whole = _implied(part.figure, claim.figure, Fraction(1, 2))
    return None if whole is None else _Row(claim=claim, part=part.figure, share=claim.figure, whole=whole)


def _implied(part: Figure, share: Figure, units: Fraction | int) -> Interval | None:
    """Return the whole that a part and its share imply, give or take some units of the share's last place."""
    room = units * (share.last_place or 1)
    printed = Interval(share.value - room, share.value + room)
    return None if contains(printed, 0) else divide(scale(part.interval, 100), printed)


def _whole_of_most(rows: Sequence[_Row]) -> tuple[Interval | None, int]:
    """Return the whole that most rows agree on, and how many rows with figures of their own do."""
    best: tuple[Interval | None, int] = None, 0
    for first in rows:
        whole, values = first.whole, set[Fraction]()
        for row in rows:
            if (common := intersection(whole, row.whole)) is not None or row is first:
                whole = common or whole
                values.add(row.part.value)
        if len(values) > best[1]:
            best = whole, len(values)
    return best
