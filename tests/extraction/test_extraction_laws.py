"""Laws of reading: offsets point at what is printed, numerals are read back, figures do not overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_texts import HEAD, read_text

from reportdiff import check, parse
from reportdiff.extraction.figures.scanner import read_figure, scan
from reportdiff.model import Figure
from reportdiff.text.numerals import chinese_value
from strategies import report_texts, torn_tables
from texts import LONG_RUNS

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


@given(report_texts(60))
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


@given(report_texts(40))
def test_figures_do_not_overlap(text: str) -> None:
    """The scanner's figures follow each other, and the interval of each one with a point value holds that value."""
    end = 0
    for found in scan(text):
        assert found.span.start >= end
        end = found.span.end
        if isinstance(found, Figure) and found.has_point_value:
            low, high = found.interval.low, found.interval.high
            assert low is None or low <= found.value
            assert high is None or found.value <= high


@given(torn_tables())
def test_torn_tables_are_read_or_left(text: str) -> None:
    """A table whose rows are torn is read as far as it goes, and nothing of it ends the reading."""
    report = parse(text)
    assert all(metric.span.of(text) == metric.figure.surface for metric in report.metrics)
    assert check(report).result.report.metrics == report.metrics


@pytest.mark.parametrize(
    "text",
    [
        "度\n1 年 3 4 5\n- 年 1 0 1\n- 年 0 5 0\n3- 年 1 -年 0 0% 0",  # two columns get other heads in the first row
        "2024 年度 项目 1年以内 3.82%\n甲 乙 丙 2023年度\n甲 乙 丁 3.82%\n甲 乙 增减 3.82%",  # a change without a level
        "税种 | 2024年 | 占比（%）\n甲 | 148.36 | 38.4\n合计 | 386.42 | 1",  # a share of all that may be 0
        "名  件  率\n甲  1  2%\n|\n乙  3  4%\n丙  5  6%",
    ],
)
def test_rows_run_together_are_read(text: str) -> None:
    """Rows of which an editor lost the end, or two on one line, end no reading and no check."""
    assert check(parse(text)).result.report.metrics


@pytest.mark.parametrize("piece", LONG_RUNS)
def test_long_runs_are_read(piece: str) -> None:
    """A report that repeats one piece for 20,000 characters is read; bench/run.py measures what that costs."""
    text = HEAD + piece * (20_000 // len(piece)) + "件。"
    assert parse(text).document.text == text


@pytest.mark.parametrize("text", ["新增企业4超800家，同比增长3%。", "共3近200人。", "完成12约30户。"])
def test_the_qualifier_of_the_next_figure_is_no_unit(text: str) -> None:
    """A number before the qualifier of the next one carries no unit: it is left unread, and no figures overlap."""
    report = parse(f"某市2023年工作报告\n{text}")
    spans = sorted((metric.span.start, metric.span.end) for metric in report.metrics)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert [item.reason for item in report.unread] == ["a number without a unit"]
