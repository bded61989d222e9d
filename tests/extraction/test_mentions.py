"""Repeated mentions of one metric in one report know each other."""

from __future__ import annotations

import pytest

from reportdiff import compare, parse


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("全年受理申请1287件。\n二、办理情况\n全年受理申请1287件，办结1200件。", 2),
        ("全年受理申请1287件。其中受理申请500件。", 1),
        ("全年受理申请5件。" + "各项工作有序推进。" * 30 + "全年受理申请5件。", 1),
        ("全市受理申请1287件。市本级受理申请1287件。", 1),
        ("全年计划受理申请1287件。", 1),
    ],
)
def test_repeated_mentions_are_linked(text: str, mentions: int) -> None:
    """A figure with enough digits under the same name is a repeated mention; one of another scope is not."""
    report = parse(text, year=2023)
    first = report.metrics[0]
    assert len(first.places) + 1 == mentions
    for span in first.places:
        again = next(metric for metric in report.metrics if metric.span == span)
        assert first.span in again.places


def test_a_figure_in_text_and_table_is_one_metric() -> None:
    """A table row that prints a figure of the text is the same metric, and only the one in the text is compared."""
    table = "| 项目 | 2023年 |\n| --- | --- |\n| 办结行政复议案件（件） | 1287 |\n| 其他 | 12 |\n"
    report = parse(f"全年办结行政复议案件1287件。\n\n{table}", year=2023)
    prose = next(metric for metric in report.metrics if metric.table is None)
    assert [report.document.text[span.start : span.end] for span in prose.places] == ["1287"]


def test_repeated_mentions_make_one_pair() -> None:
    """Printed twice in both years, the metric is one row of changes."""
    twice = "全年受理申请{}件。\n二、办理情况\n全年受理申请{}件，成效明显。"
    diff = compare(parse(twice.format(1320, 1320), year=2022), parse(twice.format(2870, 2870), year=2023))
    assert len([pair for pair in diff.result.pairs if pair.prior and pair.current]) == 1
    assert len(diff.result.pairs) == 1
