"""No interval has its low end above its high end, whatever stands between two numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportdiff import parse, verify
from reportdiff.errors import ReportdiffError
from reportdiff.extraction.figures.scanner import read_figure
from reportdiff.model import Figure, Interval

NUMBERS = st.sampled_from(["0", "3", "5", "5.2", "14.8", "1,200", "800", "三", "五", "十二", "３", "4 283", "99.99"])
LINKS = st.sampled_from([*"-−–—‐‑‒―﹣－~～〜至到", "——", "--", " - ", "− ", "到-", "至−", "-+", "、", "±"])
UNITS = st.sampled_from(["", "%", "％", "‰", "万元", "亿元", "件", "个百分点", "倍", "成", "万", "余件", "多个", "℃"])
FRAMES = st.sampled_from(["全年受理{}。", "同比增长{}。", "| 增速 | {} |\n", "由{}增至9件。", "近{}以上，", "{}"])


def holds(figure: Figure) -> bool:
    """Whether a figure's interval is in order and holds its value, where it has one."""
    low, high = figure.interval.low, figure.interval.high
    if low is not None and high is not None and low > high:
        return False
    near = (low is None or low <= figure.value) and (high is None or figure.value <= high)
    return near or not figure.has_point_value


@given(FRAMES, st.tuples(NUMBERS, UNITS, LINKS, NUMBERS, UNITS).map("".join))
@example("同比增长{}。", "14.8%−5.2%")
@example("全年受理{}。", "五至三成")
def test_two_numbers_are_an_interval_in_order(frame: str, tied: str) -> None:
    """Two numbers tied by any sign are a rising range, two figures, or nothing; the text is read and nothing fails."""
    report = parse(f"某市2023年工作报告\n{frame.format(tied)}\n", year=2023)
    figures = [metric.figure for metric in report.metrics]
    figures += [claim.figure for claim in report.claims if claim.figure is not None]
    assert [figure.surface for figure in figures if not holds(figure)] == []
    for text in (tied, f"-{tied}", f"+{tied}"):
        try:
            assert holds(read_figure(text))
            verify(text, current="287件", prior="132件", relation="growth")
        except ReportdiffError:
            continue


def test_an_interval_out_of_order_is_refused() -> None:
    """The class itself refuses a low end above the high end; a point and half-lines are intervals."""
    with pytest.raises(ValueError, match="low end is above"):
        Interval(Fraction(74, 5), Fraction(26, 5))
    assert Interval(Fraction(1), Fraction(1)).low == 1
    assert Interval(None, Fraction(-1), False, False).low is None
