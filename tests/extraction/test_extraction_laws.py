"""Laws of reading: offsets, numerals, repeatability, and time that grows with the length and no faster."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_texts import HEAD, read_text

from reportdiff import parse
from reportdiff.extraction.figures.scanner import read_figure, scan
from reportdiff.model import Figure
from reportdiff.text.numerals import chinese_value

PIECES = st.sampled_from(
    [
        *(
            "受理",
            "办结",
            "287",
            "1,234",
            "12.",
            "件",
            "万",
            "亿元",
            "%",
            "个百分点",
            "同比",
            "上升",
            "下降",
            "占",
            "的",
        ),
        *(
            "、",
            "，",
            "。",
            "：",
            "（",
            "）",
            "“",
            "”",
            "其中",
            "分别",
            "由",
            "至",
            "从",
            "百分之",
            "三",
            "十",
            "余",
            "近",
        ),
        *(
            "2023年",
            "第",
            "号",
            "\n",
            "一、",
            "（一）",
            "和",
            "比上年",
            "全市",
            "率",
            "成",
            "倍",
            "翻番",
            "持平",
            "-",
            "～",
        ),
        *("×", "１２", "％", "上年同期", "个", "1.2", "级", "度", "人"),
    ]
)
DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """A number below 100,000,000 in Chinese numerals, as it is read aloud."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return in_words(high) + "万" + (gap + in_words(low) if low else "")
    text, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return text or "零"


@given(st.integers(1, 99_999_999))
def test_numerals_read_back(number: int) -> None:
    """A number written in Chinese numerals is read as itself."""
    assert chinese_value(in_words(number)) == number


@given(st.integers(0, 10**12), st.sampled_from(["", "{:,}"]))
def test_integers_read_back(number: int, shape: str) -> None:
    """An integer with or without thousands commas is read as itself, exactly."""
    figure = read_figure(f"{shape.format(number) if shape else number}件")
    assert figure.value == number
    assert figure.interval.low == figure.interval.high == number


@given(st.lists(PIECES, max_size=60).map("".join))
def test_offsets_point_at_what_is_printed(text: str) -> None:
    """Every figure, claim and unread number names the place where its surface stands, in order and inside the text."""
    report = read_text(text)
    whole = report.document.text
    for metric in report.metrics:
        span = metric.figure.span
        assert whole[span.start : span.end] == metric.figure.surface
    for claim in report.claims:
        assert whole[claim.span.start : claim.span.end] == claim.surface
        if claim.figure is not None:
            assert claim.span.start <= claim.figure.span.start
            assert claim.figure.span.end <= claim.span.end
    ids = {metric.id for metric in report.metrics}
    assert {key for claim in report.claims for key in (claim.metric, claim.current, claim.prior) if key} <= ids
    starts = [metric.figure.span.start for metric in report.metrics]
    assert starts == sorted(starts)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_figures_do_not_overlap(text: str) -> None:
    """The scanner's figures follow each other, and each interval holds its value where the figure keeps its face."""
    end = 0
    for found in scan(text):
        assert found.span.start >= end
        end = found.span.end
        if isinstance(found, Figure) and found.has_point_value:
            low, high = found.interval.low, found.interval.high
            assert low is None or low <= found.value
            assert high is None or found.value <= high


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "（",
        "的",
        "占",
        "12、",
        "由1至",
        "分别",
        "万",
        "一二三",
        "“",
        "，",
        "增长5%，",
        "1.2个和",
        "：1",
        "中，",
        "百分之",
        "1件",
    ],
)
def test_long_runs_take_no_long_time(piece: str) -> None:
    """No pattern backtracks badly on long runs of one thing."""
    start = time.perf_counter()
    parse(HEAD + piece * (20_000 // len(piece)) + "件。")
    assert time.perf_counter() - start < 10


def test_time_grows_with_the_length() -> None:
    """A report repeated 50 times costs at most 60 times as much (and a little for the clock)."""
    body = (
        "全年共受理信访287件，同比上升117.42%，办结254件，其中，城东区31件、城西区28件。"
        "全市生产总值由1200.5亿元增加到1310.2亿元，税收收入131.47亿元，占一般公共预算收入的70.5%。\n"
    ) * 10

    def cost(times: int) -> float:
        best = float("inf")
        for _ in range(3):  # the processor's time, so that a busy machine counts for nothing
            start = time.process_time()
            parse(HEAD + body * times)
            best = min(best, time.process_time() - start)
        return best

    cost(2)
    assert cost(100) <= 60 * cost(2) + 0.1


@pytest.mark.parametrize("text", ["新增企业4超800家，同比增长3%。", "共3近200人。", "完成12约30户。"])
def test_a_qualifier_is_no_unit(text: str) -> None:
    """A number before the qualifier of the next one carries no unit: it is left unread, and no figures overlap."""
    report = parse(f"某市2023年工作报告\n{text}")
    spans = sorted((metric.span.start, metric.span.end) for metric in report.metrics)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert [item.reason for item in report.unread] == ["a number without a unit"]
