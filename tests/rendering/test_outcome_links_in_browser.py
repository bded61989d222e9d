"""The page's outcome, its bars and its pictures in a real browser: what they count, mean and show on small screens."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from page_browser import Page

import reportdiff as rd

PRIOR = """云栖县2022年工作报告
一、主要工作
全年检查图书馆716处，同比增长5%。走访企业90户。受理投诉举报140件。
二、下一步工作安排与需要继续推进的各项重点任务
持续改进。"""
CURRENT = """云栖县2023年工作报告
一、主要工作
全年检查图书馆245处，同比下降192.2%。走访企业99户，同比增长10.0%。受理投诉举报154件，同比增长10%。
满意率达到90%，比全省平均水平高3个百分点。群众安全感同比提高1.2个百分点。
二、下一步工作安排与需要继续推进的各项重点任务
持续改进。"""


@pytest.fixture(scope="module")
def diff() -> rd.Comparison:
    """Return a comparison with claims of every standing."""
    return rd.compare(rd.parse(PRIOR, source="2022.txt"), rd.parse(CURRENT, source="2023.txt"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_counts_lead_to_what_they_count(browser: Any, tmp_path: Path, lang: str, diff: rd.Comparison) -> None:
    """Each count of claims shows as many claims in the rows that are left; Escape shows all again."""
    page = Page(browser, tmp_path, diff.to_html(lang=lang))
    links = page.page.locator(".outcome a[data-only]")
    assert links.count() >= 3
    every = page.names()
    for link in links.all():
        count = int(re.search(r"[0-9]+", link.inner_text())[0])  # type: ignore[index]
        link.click()
        marks = set(link.get_attribute("data-show").split())
        rows = page.page.locator("#table tbody tr:not([hidden])").evaluate_all("rows => rows.map(r => r.dataset.show)")
        assert sum(len(marks.intersection(row.split())) for row in rows) == count
        assert all(marks.intersection(row.split()) for row in rows)
        assert link.get_attribute("aria-current") == "true"
        assert page.page.locator(".chip[aria-pressed=true]").count() == 1
        assert page.page.input_value("#f-verdict") != ""
    page.page.keyboard.press("Escape")
    assert page.names() == every
    assert page.page.locator(".outcome a[aria-current]").count() == 0


def test_a_count_and_a_chip_exclude_each_other(browser: Any, tmp_path: Path, diff: rd.Comparison) -> None:
    """A count that is a verdict's presses its chip; the next chip takes its place; other counts have their own."""
    page = Page(browser, tmp_path, diff.to_html())
    page.page.locator(".outcome a", has_text="1处不符").click()
    assert page.page.input_value("#f-verdict") == "inconsistent"
    assert page.page.locator(".chip[aria-pressed=true]").get_attribute("data-filter") == "inconsistent"
    page.page.locator(".chip[data-filter=consistent]").click()
    assert page.names()
    assert page.page.locator(".outcome a[aria-current]").count() == 0
    mixed = [link for link in page.page.locator(".outcome a[data-only]").all() if own_chip(page, link)]
    for link in mixed:
        link.click()
        assert page.page.inner_text("#counted") == link.inner_text()
        page.page.click("#counted")
        assert page.page.input_value("#f-verdict") == ""
        assert not page.page.is_visible("#counted")


def own_chip(page: Page, link: Any) -> bool:
    """Click on a count and return whether it is no verdict's."""
    link.click()
    return bool(page.page.is_visible("#counted"))


def test_what_does_not_hold_is_counted_once(browser: Any, tmp_path: Path, diff: rd.Comparison) -> None:
    """Where the errors are the claims that do not hold, no second line counts them."""
    page = Page(browser, tmp_path, diff.to_html())
    assert page.page.locator(".outcome a", has_text="不符").count() == 1
    assert "错误" not in page.page.inner_text(".outcome")
    assert "属实" in str(page.page.locator(".finding .verdict").first.get_attribute("title"))


def test_a_count_shows_one_place_after_the_other(browser: Any, tmp_path: Path) -> None:
    """What last year's report counts is not lit all at once: each click shows the next place, and which it is."""
    text = "云栖县{}年工作报告\n一、主要工作\n走访企业99户，同比增长10.0%。受理投诉154件，同比增长10.0%。"
    page = Page(browser, tmp_path, rd.compare(rd.parse(text.format(2022)), rd.parse(text.format(2023))).to_html())
    link = page.page.locator(".outcome p").last.locator("a").first
    for said in ("1/2", "2/2", "1/2"):
        link.click()
        assert page.page.locator(".pane").first.locator("mark.on").count() == 1
        assert page.page.inner_text("#step") == said


def test_the_whole_window_says_how_to_leave_it(browser: Any, tmp_path: Path, diff: rd.Comparison) -> None:
    """The button names the key; f and Esc go back to the state before, closed or open."""
    page = Page(browser, tmp_path, diff.to_html()).page
    for key in ("f", "Escape"):
        page.keyboard.press("f")
        assert "Esc" in page.inner_text("#tall")
        page.keyboard.press(key)
        assert page.inner_text("#tall").endswith("(f)")
        assert not page.is_visible("#panes")
    page.click("#toggle")
    page.keyboard.press("f")
    page.keyboard.press("f")
    assert page.is_visible("#panes")


def test_a_filter_without_a_choice_is_not_shown(browser: Any, tmp_path: Path, diff: rd.Comparison) -> None:
    """No row is for review here: nothing can be chosen; what stands for some rows alone can be."""
    page = Page(browser, tmp_path, diff.to_html(), small=True).page
    assert not page.is_visible("#f-review")
    assert page.is_visible("#f-verdict")
    assert not page.is_visible("#changes .hint")


def test_last_years_counts_lead_into_its_text(browser: Any, tmp_path: Path, diff: rd.Comparison) -> None:
    """What last year's report states by itself is lit in its text."""
    page = Page(browser, tmp_path, diff.to_html())
    page.page.locator(".outcome p").last.locator("a").first.click()
    assert page.page.is_visible("#panes")
    assert page.page.locator(".pane").first.locator("mark.on").count() == 1


def test_every_claim_has_a_row(browser: Any, tmp_path: Path, diff: rd.Comparison) -> None:
    """Also a claim about a metric whose figure is not printed; its figure in the text leads there."""
    page = Page(browser, tmp_path, diff.to_html())
    alone = [claim for claim in diff.current.claims if claim.metric is None and claim.current is None]
    assert alone
    for claim in alone:
        assert claim.surface in page.page.locator(f"#row-{claim.id}").inner_text()
    page.page.click("#toggle")
    page.page.click(f"#c-{alone[0].id}")
    assert page.page.locator("tr.on").get_attribute("id") == f"row-{alone[0].id}"


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("名称的主要词", "其次可能的对应")), ("en", ("main word", "next best"))]
)
def test_the_reasons_of_a_pair_are_drawn_as_steps(
    browser: Any, tmp_path: Path, lang: str, words: tuple[str, str], diff: rd.Comparison
) -> None:
    """Each bar begins where the one before ended; the next best match stands with its name."""
    page = Page(browser, tmp_path, diff.to_html(lang=lang))
    page.page.locator("#table tbody tr", has_text="走访企业").locator("button.name").click()
    text = page.page.inner_text("#why")
    assert words[0] in text
    read = "rects => rects.map(r => [Number(r.getAttribute('x')), Number(r.getAttribute('width'))])"
    bars = page.page.locator("#why li:not(.rival) rect:not(.whole)").evaluate_all(read)
    assert len(bars) == 6
    for (start, width), (after, _) in pairwise(bars):
        assert after == pytest.approx(start + width)
    assert words[1] in text
    assert page.messages == []


def test_the_bars_have_a_key(browser: Any, tmp_path: Path, diff: rd.Comparison) -> None:
    """What the bars beside names and changes mean stands above the table."""
    page = Page(browser, tmp_path, diff.to_html())
    assert "可信度" in page.page.inner_text(".key")
    assert page.page.locator(".key svg").count() == 3


@pytest.mark.parametrize("width", [360, 400, 800, 1400])
def test_the_picture_of_the_sections_is_whole(browser: Any, tmp_path: Path, width: int, diff: rd.Comparison) -> None:
    """Both columns of headings are in sight on every screen, and their letters can be read."""
    page = Page(browser, tmp_path, diff.to_html(), viewport={"width": width, "height": 900})
    picture = page.page.locator(".picture svg:visible")
    assert picture.count() == 1
    for box in picture.locator("rect").all():
        place = box.bounding_box()
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= width
    assert picture.locator("text").first.bounding_box()["height"] >= 9
    inside = "t => t.getBoundingClientRect().right <= t.previousElementSibling.getBoundingClientRect().right + 1"
    assert all(text.evaluate(inside) for text in picture.locator("text").all())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_setting_is_called_by_its_key(browser: Any, tmp_path: Path, lang: str, diff: rd.Comparison) -> None:
    """The settings at the end of the page have words, in both languages."""
    page = Page(browser, tmp_path, diff.to_html(lang=lang))
    heads = page.page.locator(".settings dt").all_inner_texts()
    assert not set(diff.result.settings) & set(heads)
    assert "noun" not in page.page.inner_text(".settings")
