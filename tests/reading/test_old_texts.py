"""Old text files and Markdown: broken lines run on, marks are passed over, every encoding reads alike, offsets stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from twins import OWN, facts, lines_of

from reportdiff import Report, parse, read
from reportdiff.reading import visible_text
from running import ILLUSTRATIVE, SEED, SHARED


def broken(lines: list[str], width: int, indent: str) -> str:
    """The lines, each broken after so many signs, paragraphs opening with `indent`."""

    def pieces() -> Iterator[str]:
        for line in lines:
            whole = indent + line
            yield from (whole[start : start + width] for start in range(0, len(whole), width))

    return "\n".join(pieces()) + "\n"


def in_one_line(report: Report) -> list[tuple[str, ...]]:
    """What a report says, without the line ends that its claims span."""
    return facts(report)


@pytest.mark.parametrize("width", [30, 38, 45])
@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("path", [SEED, ILLUSTRATIVE], ids=lambda path: path.stem)
def test_broken_lines_are_joined(path: Path, width: int, indent: str) -> None:
    """A text broken at any width gives what it gives unbroken, and every surface is a slice of the broken text."""
    lines = lines_of(path)
    text = broken(lines, width, indent)
    report = parse(text)
    assert in_one_line(report) == in_one_line(parse("\n".join(lines)))
    for metric in report.metrics:
        assert metric.span.of(text) == metric.figure.surface
    for claim in report.claims:
        assert claim.span.of(text) == claim.surface


@pytest.mark.parametrize(
    "name", ["gwr-cn/state-council-2010", "gwr-prov/jiangsu-2026", "gwr-hailar/hailar-district-2014"]
)
def test_broken_lines_of_real_reports_are_joined(name: str) -> None:
    """The same for real reports."""
    path = SHARED / "reports" / f"{name}.txt"
    if not path.is_file():
        pytest.skip("the folder ../shared with the reports is not beside the repository")
    lines = lines_of(path)
    assert in_one_line(parse(broken(lines, 38, "　　"))) == in_one_line(parse("\n".join(lines)))


def test_whole_texts_stay_as_they_are() -> None:
    """Texts of whole paragraphs, lists and tables have no line joined."""
    for path in OWN:
        assert visible_text(path.read_text(encoding="utf-8")) is None
    listed = "\n".join(f"{number}.某某街道办事处便民服务中心窗口办理各类事项{number}00件" for number in range(1, 40))
    assert visible_text(listed) is None


MARKDOWN = """# 安丰县2024年法治政府建设年度报告

## 一、主要工作情况

### （一）行政复议应诉

全年共收到行政复议申请**418**件，同比增长**8.2%**，办结[352件](https://example.org/a_(b)?c=1)。

- 受理*复议*申请376件
- 组织培训`12`次

| 事项 | 2023年 | 2024年 |
|:-----|-------:|:------:|
| 行政许可 | 20000 | 21640 |

## 二、2025年工作安排

计划培训执法人员600人次。
"""


def test_markdown() -> None:
    """Headings become sections, marks of bold words and links cut no figure, tables are read, offsets stay."""
    report = read(MARKDOWN.encode(), name="report.md")
    assert report.title == "安丰县2024年法治政府建设年度报告"
    assert [(section.number, section.heading) for section in report.sections] == [
        ("一", "主要工作情况"),
        ("一", "行政复议应诉"),
        ("二", "2025年工作安排"),
    ]
    by_figure = {item.figure.text: (item.name, item.figure.unit) for item in report.metrics}
    assert by_figure["418"] == ("收到行政复议申请", "件")
    assert by_figure["352"][1] == "件"
    assert by_figure["21640"] == ("行政许可", "")
    assert [claim.surface for claim in report.claims] == ["同比增长**8.2%"]
    for metric in report.metrics:
        assert metric.span.of(MARKDOWN) == metric.figure.surface


@pytest.mark.parametrize(
    "line",
    [
        *("全年受理*申请*__287__件，办结`254`件。", "全年受理申请<b>287</b>件，<br>办结<span style='x'>254</span>件。"),
        *("全年受理申请&nbsp;287件，办结254件。", "*全年受理申请287件，办结254件。*"),
    ],
)
def test_marks_within_a_line_are_passed_over(line: str) -> None:
    """Words that Markdown leans, marks as code or escapes, and tags of HTML in a text, are read without their marks."""
    expected = facts(parse("某市2023年工作报告\n一、概述\n全年受理申请287件，办结254件。"))
    assert facts(parse(f"某市2023年工作报告\n一、概述\n{line}")) == expected


def test_an_escaped_sign_is_the_sign() -> None:
    """A backslash before a sign that Markdown would take for a mark is none of the text."""
    assert (visible_text("满意率95\\%") or ("",))[0] == "满意率95%"


def test_stars_and_lines_that_are_no_marks_stay() -> None:
    """Products and blanks of a form keep their signs."""
    for line in ("面积2*3*4平方米", "预算为____万元，共__件", "a<b的3件"):
        assert visible_text(line) is None


def test_encodings_of_whole_reports() -> None:
    """A report reads alike in UTF-8, UTF-16 with and without a mark, GBK and GB18030, with either line end."""
    for path in (SEED, ILLUSTRATIVE):
        text = path.read_text(encoding="utf-8")
        expected = facts(parse(text))
        for codec in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"):
            assert facts(read(text.encode(codec), name="a.txt")) == expected
        assert facts(read(text.replace("\n", "\r\n").encode("gb18030"), name="a.txt")) == expected


def test_big5() -> None:
    """A text in Big5 comes out with its figures and units."""
    text = "某市2023年度工作報告\n" + (
        "本市全年共受理申請287件，辦結254件，各項工作都有了新的進展，為民眾服務的時間比過去多了。\n"
    )
    report = read(text.encode("big5"), name="a.txt")
    assert report.document.text == text
    assert [item.figure.surface for item in report.metrics] == ["287件", "254件"]
