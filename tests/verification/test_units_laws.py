"""A verdict does not depend on the unit, the scale or the spelling in which exact operands are printed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportdiff import verify
from strategies import counts, tenths

UNITS = (("1000", "公里", "米"), ("1000", "吨", "千克"), ("15", "公顷", "亩"))


@settings(max_examples=150)
@given(current=counts, prior=counts, size=tenths, unit=st.sampled_from(UNITS))
def test_a_unit_that_converts_changes_no_verdict(
    current: int, prior: int, size: int, unit: tuple[str, str, str]
) -> None:
    """公里 against 米 says the same as 米 against 米, for right and for wrong claims."""
    factor, large, small = unit
    stated = f"{size / 10:+.1f}%"
    mixed = verify(stated, current=f"{current}{large}", prior=f"{prior}{small}")
    plain = verify(stated, current=f"{current * int(factor)}{small}", prior=f"{prior}{small}")
    assert mixed.verdict is plain.verdict
    assert mixed.recomputed_exact == plain.recomputed_exact


@settings(max_examples=150)
@given(current=counts, prior=counts, size=tenths)
def test_scale_words_and_full_width_change_no_verdict(current: int, prior: int, size: int) -> None:
    """Both operands in 万元 or in 亿元, in full-width digits or with thousands marked, give one verdict."""
    stated = f"{size / 10:+.1f}%"
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    exact = verify(stated, current=current, prior=prior)
    marked = verify(stated, current=f"{current:,}件", prior=f"{prior}件".translate(wide))
    assert (exact.verdict, exact.recomputed_exact) == (marked.verdict, marked.recomputed_exact)
    scaled = [verify(stated, current=f"{current}{unit}", prior=f"{prior}{unit}") for unit in ("万元", "亿元")]
    assert scaled[0].verdict is scaled[1].verdict


@settings(max_examples=150)
@given(current=counts, prior=counts)
def test_exchanging_the_years_exchanges_the_direction(current: int, prior: int) -> None:
    """增加 from p to c is 减少 from c to p."""
    there = verify(f"增加{abs(current - prior)}件", current=f"{current}件", prior=f"{prior}件")
    back = verify(f"减少{abs(current - prior)}件", current=f"{prior}件", prior=f"{current}件")
    assert there.verdict is back.verdict
