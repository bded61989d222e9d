"""Whether one slip of the keyboard explains why the parts of a whole do not make it.

A list after 其中 need not be complete, so that a sum that falls short says little. It says much where one digit of a
figure, or two exchanged, would make it right to the last place, and what is missing has places enough that chance
seldom does the same: 97万 of 12,345.67万 may be anything, 400.00万 hardly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reportdiff.arithmetic import Outcome
from reportdiff.arithmetic.intervals import contains, subtract
from reportdiff.model import Diagnosis, Figure

__all__ = ["TRANSPOSED", "slipped"]

TRANSPOSED = frozenset({Diagnosis.DIGITS_TRANSPOSED, Diagnosis.OPERAND_TRANSPOSED})
"""The diagnoses of two exchanged digits."""

_LEAST_DIGITS, _MOST_PARTS = 3, 4  # of a sum that exchanged digits explain: otherwise they do so by chance
_APART = 9  # last places that a slip moves a sum by, at least: the last of them may be of a part that is left out
_SLIP = 4  # digits of a total that chance seldom leaves one digit from the sum of its parts
_MOVED = 100  # last places that a wrong digit moves a sum by, at least
_SHARP = {True: 40, False: 5}  # times what rounding leaves open: of a sum that falls short, and of one that exceeds


def slipped(whole: Figure, parts: Sequence[Figure], outcome: Outcome) -> bool:
    """Return whether one wrong digit, or two exchanged, explain a failing sum better than a part that is not listed.

    `outcome` is what the sum of the parts gave.
    """
    digits = whole.counted_digits
    if outcome.computed is None or outcome.exact is None:
        return False
    places = [_last_place(figure) for figure in (whole, *parts) if figure.value]  # 经营支出0万元 hides no decimals
    apart = abs(whole.value - outcome.exact) >= _APART * max(places, default=0)
    if not TRANSPOSED.isdisjoint(outcome.diagnoses) and digits >= _LEAST_DIGITS and len(parts) <= _MOST_PARTS:
        return apart
    misprinted = apart and Diagnosis.DIGIT_ERROR in outcome.diagnoses
    return digits >= _SLIP and (misprinted or _digit_of_part(whole, parts, outcome))


def _digit_of_part(whole: Figure, parts: Sequence[Figure], outcome: Outcome) -> bool:
    """Return whether one digit of a part, were it another, would make the total."""
    assert outcome.computed is not None
    assert outcome.exact is not None
    missing, gap = whole.value - outcome.exact, subtract(whole.interval, outcome.computed)
    if gap.low is None or gap.high is None:
        return False
    place = max(_last_place(figure) for figure in (whole, *parts))
    while all(figure.value % (place * 10) == 0 for figure in (whole, *parts)):
        place *= 10  # round figures are as good as rounded: 1,600 of 1,300 and 900
    open_to_rounding = (gap.high - gap.low) * _SHARP[missing > 0]
    moved = place * _MOVED
    while moved <= abs(missing) + place:
        digit = round(missing / moved)
        fits = digit * moved == missing or (contains(gap, digit * moved) and open_to_rounding <= moved)
        if 0 < abs(digit) < 10 and fits and any(_holds(part, moved, digit) for part in parts):
            return True
        moved *= 10
    return False


def _last_place(figure: Figure) -> Fraction:
    """Return one unit in the last printed place of a figure."""
    return figure.last_place or Fraction(figure.scale, 10 ** len(figure.digits.partition(".")[2]))


def _holds(part: Figure, moved: Fraction, digit: int) -> bool:
    """Return whether a part has a digit at a place to which so much can be added without a carry."""
    own = abs(part.value) // moved % 10
    printed = moved >= _last_place(part) and abs(part.value) >= moved
    return printed and 0 <= own + digit <= 9
