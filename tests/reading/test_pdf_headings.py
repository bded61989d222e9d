"""A heading of a PDF in larger type than what follows stays a line of its own."""

from __future__ import annotations

import pytest

from reportdiff.reading.pdf.columns import PagePart
from reportdiff.reading.pdf.page_lines import PageColumn, PageLine
from reportdiff.reading.pdf.paragraphs import join_paragraphs


def line(words: str, size: float, top: float) -> PageLine:
    """Return a line that fills its column."""
    return PageLine(words=words, left=50, right=500, top=top, bottom=top + size, size=size, first=size)


@pytest.mark.parametrize(("size", "lines"), [(24.0, 2), (16.0, 2), (13.0, 1), (12.0, 1)])
def test_a_title_that_fills_its_line(size: float, lines: int) -> None:
    """Larger type ends the paragraph; type that is hardly larger does not."""
    printed = (line("海棠县水务局2023年度工作报告", size, 50), line("现将有关情况报告如下", 12, 90))
    column = PageColumn(
        lines=printed, page_number=1, page_height=800, edge=20, left=50, right=500, part=PagePart(page=None)
    )
    assert len(list(join_paragraphs([column]))) == lines
