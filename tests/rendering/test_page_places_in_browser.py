"""The texts of the page in a real browser: where they open, the places that they name, and the small screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from page_browser import Page
from test_outcome_links_in_browser import CURRENT, PRIOR

import reportdiff as rd
from reportdiff.model import ComparisonResult
from reportdiff.rendering.page.html import render

_LINES = "\n".join(f"云栖县有关部门第{number}次开会研究。" for number in range(60))
_SHARE = 100  # hundredths of what the reasons of a pair can add


@pytest.fixture(scope="module")
def paged() -> ComparisonResult:
    """Return a comparison whose reports have three pages each, with every figure on the third."""
    texts = (text.replace("一、主要工作", f"一、主要工作\n{_LINES}") for text in (PRIOR, CURRENT))
    prior, current = (rd.parse(text, source=f"{year}.txt") for year, text in zip((2022, 2023), texts, strict=True))
    result = rd.compare(prior, current).result
    for side in ("prior", "current"):
        checked = getattr(result, side)
        document = evolve(checked.report.document, pages=(0, 20, 40))
        result = evolve(result, **{side: evolve(checked, report=evolve(checked.report, document=document))})
    return result


def test_the_texts_open_at_the_first_finding(browser: Any, tmp_path: Path, paged: ComparisonResult) -> None:
    """Opened by hand, also over the whole window, they show its sentences, with no line cut by the head."""
    for way in ("#toggle", "#tall"):
        page = Page(browser, tmp_path, render(paged))
        page.page.click(way)
        assert page.page.locator(".sentence.on").count() >= 1
        assert page.in_view(".pane:last-child mark.on")
    line = """pane => (pane.scrollTop - parseFloat(getComputedStyle(pane).paddingTop)) %
        parseFloat(getComputedStyle(pane).lineHeight)"""
    page.page.keyboard.press("f")
    page.page.click("#toggle")
    rest = page.page.locator(".text").last.evaluate(line)
    assert min(rest, 26.25 - rest) < 1


@pytest.mark.parametrize(("lang", "places"), [("zh", ("第3页", "第3行")), ("en", ("p. 3", "line 3"))])
def test_the_place_stands_beside_the_passage(
    browser: Any, tmp_path: Path, paged: ComparisonResult, lang: str, places: tuple[str, str]
) -> None:
    """Each text names the page of what is lit, and the sentence too; a text without pages the line."""
    plain = rd.compare(rd.parse(PRIOR, source="2022.txt"), rd.parse(CURRENT, source="2023.txt"))
    for result, place in zip((paged, plain.result), places, strict=True):
        page = Page(browser, tmp_path, render(result, lang=lang))
        page.page.locator("#table tbody tr", has_text="走访企业").locator("button.name").click()
        assert page.page.locator(".at").all_inner_texts() == [place, place]
        shown = page.page.locator(".sentence.on").first.evaluate("e => getComputedStyle(e, '::before').content")
        assert shown == f'"{place}"'


def test_a_small_screen_shows_the_finding_and_its_sentence(
    browser: Any, tmp_path: Path, paged: ComparisonResult
) -> None:
    """The first lines of the finding stand above the texts; the title is there, the keys are not."""
    page = Page(browser, tmp_path, render(paged), small=True)
    page.page.locator("#f1 .go a").first.click()
    message, reader = page.page.locator("#f1 .message").bounding_box(), page.page.locator("#reader").bounding_box()
    assert 0 <= message["y"] < message["y"] + message["height"] <= reader["y"]
    assert page.in_view(".pane:last-child mark.on")
    assert page.page.is_visible("#reader h2")
    assert page.page.inner_text("#tall") == "全屏看原文"
    page.page.locator("#table tbody tr", has_text="走访企业").locator("button.name").click()
    assert not page.page.is_visible("#why li")
    page.page.click("#why summary")
    assert page.page.is_visible("#why li")


@pytest.mark.parametrize(("lang", "said"), [("zh", "各项合计 "), ("en", "together ")])
def test_the_sum_of_the_reasons_leads_to_the_confidence(
    browser: Any, tmp_path: Path, paged: ComparisonResult, lang: str, said: str
) -> None:
    """A line says what the reasons add up to and that people's judgements make the confidence of it."""
    page = Page(browser, tmp_path, render(paged, lang=lang))
    row = page.page.locator("#table tbody tr", has_text="走访企业")
    row.locator("button.name").click()
    line = page.page.inner_text("#why li.sum")
    total, confidence = int(line.removeprefix(said).split(" /")[0]), page.page.inner_text("#why summary").split()[-1]
    assert 0 < total <= _SHARE
    assert line.endswith(confidence)


def test_the_longest_bar_is_the_largest_change(browser: Any, tmp_path: Path) -> None:
    """Bars fill at the largest change of the table, which the head of the column says."""
    before, after = (
        rd.parse(f"走访企业{a}户。受理投诉{b}件。", year=y) for y, a, b in ((2022, 100, 100), (2023, 104, 98))
    )
    page = Page(browser, tmp_path, rd.compare(before, after).to_html())
    widths = page.page.locator("#table tbody .bar rect").evaluate_all(
        "r => r.map(e => Number(e.getAttribute('width')))"
    )
    assert sorted(widths) == [15, 30]
    assert "4%满格" in str(page.page.locator("#table thead th[title]").get_attribute("title"))
