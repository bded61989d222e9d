"""The title of a picture or table ends the paragraph before it and begins none of the next one's names."""

from __future__ import annotations

import pytest

import reportdiff as rd

TEXT = "# 2025年统计公报\n\n农业增加值35.2亿元。\n{caption}\n年末常住人口132.3万人，比上年末增加6.8万人。\n"


@pytest.mark.parametrize(
    "caption",
    ["图 1 2021—2025年粮食产量及其增速", "图2 2020-2024年住户存款", "表3：近五年收案构成", "附图1 营业收入走势"],
)
def test_a_caption_is_no_part_of_a_name(caption: str) -> None:
    """The figures around a caption are named and dated as if it were not there."""
    plain, with_caption = (
        [(metric.name, metric.figure.surface, metric.period) for metric in rd.parse(text).metrics]
        for text in (TEXT.replace("{caption}\n", ""), TEXT.format(caption=caption))
    )
    assert with_caption == plain


def test_a_sentence_that_begins_with_a_table_is_none() -> None:
    """A sentence about a table goes on over the line's end."""
    text = TEXT.format(caption="表3所列事项全年受理申请287件，办结")
    assert "287件" in [metric.figure.surface for metric in rd.parse(text).metrics]
