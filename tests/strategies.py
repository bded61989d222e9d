"""Hypothesis strategies for numbers, intervals and texts, in one module for all property tests."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from reportdiff.model import Interval, RoundingMode

__all__ = [
    "PROSE",
    "bracketed_texts",
    "counts",
    "decimals",
    "intervals",
    "members",
    "multiples",
    "offsets",
    "report_lines",
    "report_texts",
    "rounding_modes",
    "row_texts",
    "seeds",
    "small_fractions",
    "tenths",
    "units",
]

# Numbers
counts = st.integers(min_value=1, max_value=10**6)
tenths = st.integers(-999, 9999)  # of a per cent: -99.9% to 999.9%
decimals = st.integers(0, 3)  # places behind the point
seeds = st.integers(0, 10**6)  # of a made pair of reports
small_fractions = st.fractions(min_value=-20, max_value=20, max_denominator=6)
units = st.sampled_from([Fraction(1), Fraction(1, 10), Fraction(1, 100), Fraction(10000)])
multiples = st.integers(-60, 60)  # of a unit
offsets = st.fractions(min_value=-2, max_value=2, max_denominator=4)  # in units: ties and edges are met often
rounding_modes = st.sampled_from(list(RoundingMode))


@st.composite
def intervals(draw: st.DrawFn, *, bounded: bool = False) -> Interval:
    """Draw an interval that is not empty: a point, open and closed ends, and half-lines unless `bounded`."""
    one, other = draw(small_fractions), draw(small_fractions)
    low, high = min(one, other), max(one, other)
    if low == high:
        return Interval(low, high)
    if not bounded:
        kind = draw(st.integers(0, 9))
        if kind == 0:
            return Interval(None, high, False, draw(st.booleans()))
        if kind == 1:
            return Interval(low, None, draw(st.booleans()), False)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


def members(interval: Interval) -> list[Fraction]:
    """Return values of an interval: its closed ends, values near its open ends, a middle, far ones of a half-line."""
    tiny, far = Fraction(1, 10**9), Fraction(10**9)
    low = interval.low if interval.low is not None else (interval.high or Fraction(0)) - far
    high = interval.high if interval.high is not None else (interval.low or Fraction(0)) + far
    if low == high:
        return [low]
    first = low if interval.low is not None and interval.low_closed else low + tiny
    last = high if interval.high is not None and interval.high_closed else high - tiny
    found = [first, last, (first + last) / 2]
    found.extend(value for value in (Fraction(0), tiny, -tiny) if first < value < last)
    return found


# Texts
bracketed_texts = st.text(alphabet="件年1,，。！？!；：、（）“”《》()[]‘’ \n\u3000", max_size=80)
row_texts = st.text(alphabet="注：说明备，。; |项1234567890,. ", max_size=40)

_FRAGMENTS = (
    *("受理", "办结", "287", "1,234", "12.", "件", "万", "亿元", "%", "个百分点", "同比"),
    *("上升", "下降", "占", "的", "、", "，", "。", "：", "（", "）", "“", "”", "其中"),
    *("分别", "由", "至", "从", "百分之", "三", "十", "余", "近", "2023年", "第", "号"),
    *("一、", "（一）", "和", "比上年", "全市", "率", "成", "倍", "翻番", "持平", "-"),
    *("～", "×", "１２", "％", "上年同期", "个", "1.2", "级", "度", "人"),
)
PROSE = "全年受理行政复议申请287件，办结254件，群众满意度稳步提高，各项任务按期完成。"
_LINES = (
    "一、工作回顾",
    "二、工作安排",
    "（一）加强领导",
    f"（二）优化服务。{PROSE}",
    "1.一网通办",
    PROSE,
    "",
    "名词解释",
    "行政许可 157",
    "项目 本年数",
    "单位：万元",
    f"一是健全机制。{PROSE}",
    "收入预算总表",
    "目录",
    "# 标题",
    "| 甲 | 1 |",
    f"——{PROSE}",
)
report_lines = st.lists(st.sampled_from(_LINES), max_size=25)


def report_texts(most: int) -> st.SearchStrategy[str]:
    """Return texts of up to `most` fragments of reports: words, figures, units, punctuation, in any order."""
    return st.lists(st.sampled_from([*_FRAGMENTS, "\n"]), max_size=most).map("".join)


_CELLS = (
    "项目",
    "1年以内",
    "1-2年",
    "合计",
    "2023年度",
    "2024 年度",
    "增减",
    "占比",
    "3.82%",
    "-1.5",
    "100",
    "1,200.5",
    "",
    "-",
    "|",
)
_GAPS = (" ", "  ", "   ", "\t", "|", " | ", "\u3000")


@st.composite
def torn_tables(draw: st.DrawFn) -> str:
    """Return the lines of a table as editors and printers leave them: cells lost, rows run together, bars alone."""
    gap, width = draw(st.sampled_from(_GAPS)), draw(st.integers(2, 5))
    rows = draw(st.lists(st.lists(st.sampled_from(_CELLS), min_size=width, max_size=width), min_size=3, max_size=8))
    text = "\n".join(gap.join(row) for row in rows)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from(("\n", "|", "\n|\n", "年", "  ", "单位：万元\n", "")))
        text = text[:place] + piece + text[place + draw(st.integers(0, 2)) :]
    return text
