"""Every place is said in words of the chosen language: line, page, cell or section, in every output."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from test_one_language import workbook_text

import reportdiff as rd
from reportdiff.model import Document, Metric, Report, TablePlace
from reportdiff.rendering import RENDERERS
from reportdiff.rendering.rows.report_lookup import Lookup

TEXT = """云栖县{year}年工作报告
一、主要工作
全年检查图书馆{count}。帮扶几十万群众。
"""


def lines(report: Report) -> Report:
    """Return the report as it is read from a text."""
    return report


def pages(report: Report) -> Report:
    """Return the report with two pages."""
    document = Document(report.source.replace(".txt", ".pdf"), report.document.text, pages=(0, 15))
    return evolve(report, document=document)


def cells(report: Report) -> Report:
    """Return the report as if its figures stood in cells of a workbook."""

    def placed(thing: Metric) -> Metric:
        return evolve(thing, table=TablePlace(id="t1", row=("检查",), column=(), cell="表一!C5"))

    document = Document(report.source.replace(".txt", ".xlsx"), report.document.text)
    claimed = TablePlace(id="t1", row=(), column=(), cell="表一!D5")
    claims = tuple(evolve(claim, table=claimed) for claim in report.claims)
    return evolve(report, document=document, metrics=tuple(map(placed, report.metrics)), claims=claims)


def sections(report: Report) -> Report:
    """Return the report as if a page of the web printed it."""
    return evolve(report, document=Document(report.source.replace(".txt", ".html"), report.document.text))


def as_result(made: Callable[[Report], Report]) -> tuple[rd.Comparison, Report]:
    """Return a comparison of two reports whose figures have such places, with one wrong rate."""
    prior = made(rd.parse(TEXT.format(year=2022, count="716处"), source="2022.txt"))
    current = made(rd.parse(TEXT.format(year=2023, count="245处，同比下降192.2%"), source="2023.txt"))
    return rd.compare(prior, current), current


# how a report's places are made → the place of its figures in Chinese and in English, without the year
PLACES: dict[Callable[[Report], Report], tuple[str, str]] = {
    lines: (".txt 第3行", ".txt, line 3"),
    pages: (".pdf 第2页", ".pdf, p. 2"),
    cells: (".xlsx 单元格 表一!", ".xlsx, cell 表一!"),
    sections: (".html “一 主要工作”部分", ".html, under “一 主要工作”"),
}


def shown(result: rd.Comparison, output: str, folder: Path) -> str:
    """Return what an output says."""
    if output == "notebook":
        return result._repr_html_()  # a notebook calls it
    if output == "xlsx":
        return workbook_text(Path(result.to_excel(folder / "book.xlsx", overwrite=True)))
    if output == "frame":
        return "\n".join(map(str, result.checks.to_numpy().ravel()))
    return result.to_csv(table="checks") if output == "csv" else " ".join(result.render(output).split())


@pytest.mark.parametrize("output", ["table", "md", "html", "csv", "xlsx", "notebook", "frame"])
@pytest.mark.parametrize("made", PLACES)
def test_every_output_says_places_in_its_language(
    output: str, made: Callable[[Report], Report], tmp_path: Path
) -> None:
    """Of both sentences of a finding; none keeps the notation of the other language."""
    result, _ = as_result(made)
    for lang, place, other in (("zh", *PLACES[made]), ("en", *reversed(PLACES[made]))):
        rd.use_language(lang)
        try:
            text = shown(result, output, tmp_path)
        finally:
            rd.use_language(None)
        assert f"2023{place}" in text, lang
        assert f"2022{place}" in text, lang
        for wrong in (f"2023{other}", f"2022{other}", "(p. ", "2023.txt:"):
            assert wrong not in text, lang


@pytest.mark.parametrize("output", ["table", "md", "html"])
@pytest.mark.parametrize("made", PLACES)
def test_what_cannot_be_read_has_its_place_too(output: str, made: Callable[[Report], Report]) -> None:
    """The list of what was not read says it in the chosen language."""
    _, current = as_result(made)
    (unread,) = current.unread
    for lang in ("zh", "en"):
        text = " ".join(RENDERERS[output](rd.check(current).result, lang=lang).split())
        place = Lookup(current).where(unread.span).text(lang)
        lists = re.findall(rf"几十万\b[^群]{{0,200}}{re.escape(place)}", text)
        assert lists, lang


@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_what_has_no_lines_is_found_by_its_section(suffix: str) -> None:
    """A place in a page of the web or a Word file is the number and the heading of its section."""
    text = "海棠县2023年工作报告\n一、总体情况\n情况良好。\n二、图书馆建设\n全年新建图书馆12处。"
    report = rd.parse(text, source=f"2023.{suffix}")
    place = Lookup(report).where(report.metrics[-1].span)
    assert (place.kind, place.name) == ("section", "二 图书馆建设")
    assert place.text("zh") == f"2023.{suffix} “二 图书馆建设”部分"
    assert place.text("en") == f"2023.{suffix}, under “二 图书馆建设”"
