"""The first cause that a finding names is the one that was planted, kind by kind."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from reportdiff import check, parse
from reportdiff.arithmetic.decimal_text import decimal_text
from reportdiff.model import Diagnosis, Severity

EACH = 24  # planted errors of a kind
RIGHT = Fraction(9, 10)  # of all that are accused
FOUND = Fraction(95, 100)
NAMES = (
    ("受理行政复议申请", "件"), ("新登记经营主体", "户"), ("工业技改投资", "万元"), ("一般公共预算支出", "亿元"),
    ("粮食产量", "万吨"), ("货物周转量", "万吨公里"), ("营业收入", "万元"), ("电子商务销售额", "亿元"),
)  # fmt: skip


Told = tuple[str, str, Fraction, Fraction]


def written(value: Fraction, places: int = 1) -> str:
    """Return a size as it is printed."""
    return decimal_text(abs(value), places)


def change(chosen: Random) -> Told:
    """Return a name, its unit and this and last year's figure, with four digits each and a growth of 3 to 40 %."""
    name, unit = chosen.choice(NAMES)
    before = Fraction(chosen.randint(2_003, 7_997))
    now = Fraction(int(before * chosen.randint(1_031, 1_397) / 1_000))
    places = 100 if unit[0] in "万亿" else 1
    return name, unit, now / places, before / places


def sentence(told: Told, size: str, verb: str = "增长") -> str:
    """Return a sentence with both figures and the change between them."""
    name, unit, now, before = told
    places = 2 if unit[0] in "万亿" else 0
    return f"全市{name}{written(now, places)}{unit}，比上年的{written(before, places)}{unit}{verb}{size}%。"


def slip(size: str, chosen: Random) -> str | None:
    """Return a size with its first digit replaced, far from what rounding explains."""
    digit = chosen.choice([sign for sign in "123456789" if sign != size[0]])
    return digit + size[1:]


def planted(kind: Diagnosis, chosen: Random) -> str | None:
    """Return a sentence with one mistake of a kind; None where these figures cannot show it."""
    name, unit, now, before = told = change(chosen)
    rate = (now - before) / before * 100
    size = written(rate)
    match kind:
        case Diagnosis.WRONG_BASE:
            wrong = written((now - before) / now * 100)
            return sentence(told, wrong) if abs(Fraction(wrong) - rate) > Fraction(3, 10) else None
        case Diagnosis.TRUNCATED:
            cut = written(Fraction(int(rate * 10), 10))
            return sentence(told, cut) if cut != size and unit[0] not in "万亿" else None  # decimals may hide the rest
        case Diagnosis.SIGN_FLIPPED:
            return sentence(told, size, "下降")
        case Diagnosis.UNIT_MISMATCH:
            if unit not in ("万元", "亿元"):
                return None
            right = sentence(told, size)
            return right.replace(unit, "亿元" if unit == "万元" else "万元", 1)
        case Diagnosis.DIGIT_ERROR:
            return sentence(told, slip(size, chosen) or "") if len(size) > 3 else None
        case Diagnosis.DIGITS_TRANSPOSED:
            if len(size) < 4 or abs(int(size[0]) - int(size[1])) < 2 or size[1] == "0":
                return None
            return sentence(told, size[1] + size[0] + size[2:])
        case Diagnosis.SWAPPED_ORDER:
            other, its = Fraction(chosen.randint(300, 900)), Fraction(chosen.randint(901, 1_400))
            one = written((now - before) / before * 100)
            two = written((its - other) / other * 100)
            places = 2 if unit[0] in "万亿" else 0
            return (
                f"全市{name}、办结信访事项由上年的{written(before, places)}{unit}、{other}件"
                f"增至{written(now, places)}{unit}、{its}件，分别增长{two}%、{one}%。"
            )
        case _:
            whole, other = Fraction(chosen.randint(1_210, 2_900)), Fraction(chosen.randint(3_500, 7_900))
            part = Fraction(int(whole * chosen.randint(21, 79) / 100))
            return (
                f"全年处理各类诉求{other}件，其中线下诉求{whole}件。线下诉求中，咨询类{part}件，"
                f"占线下诉求的{written(part / other * 100)}%。"
            )


KINDS = (
    Diagnosis.WRONG_BASE, Diagnosis.TRUNCATED, Diagnosis.SIGN_FLIPPED, Diagnosis.UNIT_MISMATCH, Diagnosis.DIGIT_ERROR,
    Diagnosis.DIGITS_TRANSPOSED, Diagnosis.SWAPPED_ORDER, Diagnosis.WRONG_DENOMINATOR,
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_cause_is_the_planted_one(kind: Diagnosis) -> None:
    """Of each kind nearly all are accused, and of those at least nine in ten first with the cause that was planted."""
    chosen, firsts, texts = Random(kind.value), [], 0
    while texts < EACH:
        text = planted(kind, chosen)
        if text is None:
            continue
        texts += 1
        checks = check(parse(f"澄浦市2025年工作报告\n{text}")).result.checks
        alarms = [item for item in checks if item.severity in (Severity.ERROR, Severity.WARNING)]
        firsts += [item.diagnoses[:1] for item in alarms[:1]]
    assert len(firsts) >= FOUND * EACH
    assert firsts.count((kind,)) >= RIGHT * len(firsts), firsts
