"""What a reader does with the HTML page in a real browser: read both texts, copy a row, keep a link, find an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from page_browser import Page
from sample_results import compared

from reportdiff import compare, parse
from reportdiff.rendering.page.html import render


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Page:
    """Open the page of the small comparison."""
    return Page(browser, tmp_path, render(compared()))


def test_the_texts_take_the_whole_window(page: Page) -> None:
    """f gives both texts the whole window beside each other, the chosen sentences in view; Escape gives it back."""
    page.page.locator("button.name").first.click()
    page.page.keyboard.press("f")
    reader = page.page.locator("#reader").bounding_box()
    assert (reader["y"], reader["height"]) == (0, 1000)
    left, right = (page.page.locator(".pane").nth(place).bounding_box() for place in (0, 1))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    assert min(left["height"], right["height"]) > 800
    assert page.in_view("#c-m3")
    page.page.keyboard.press("Escape")
    assert page.page.locator("#reader").bounding_box()["y"] > 400


def test_a_row_is_copied_as_text(page: Page) -> None:
    """c copies the row with the heads of its columns and both sentences, as it can be pasted into a letter."""
    assert not page.page.is_visible("#copy")
    page.page.locator("#row-m1 button.name").click()
    page.page.keyboard.press("c")
    assert page.page.inner_text("#copied") == "已复制"
    page.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<textarea id=pasted></textarea>')")
    page.page.focus("#pasted")
    page.page.keyboard.press("Control+V")
    lines = page.page.input_value("#pasted").splitlines()
    assert lines[:2] == ["受理行政复议申请", "上年：收到行政复议申请"]
    assert "文中所述：同比上升117.42%" in lines
    assert "上年：132件" in lines
    assert lines[-2].startswith("上年 · 海棠市人民政府 2022 第3行：")
    assert lines[-1].startswith("本年 · 海棠市人民政府 2023 第3行：")
    assert "收到行政复议申请132件" in lines[-2]
    assert "受理行政复议申请287件" in lines[-1]


def test_a_link_to_a_finding_opens_it(browser: Any, tmp_path: Path) -> None:
    """The address names the finding that n, p and the buttons lead to; opened anew it shows the sentences."""
    page = Page(browser, tmp_path, render(compared()))
    page.page.click("#next")
    page.page.click("#next")
    assert page.page.url.endswith("#f2")
    page.page.click("#previous")
    address = page.page.url
    assert address.endswith("#f1")
    again = browser.new_page(viewport={"width": 1300, "height": 1000})
    again.goto(address)
    assert again.evaluate("document.activeElement.id") == "f1"
    assert again.locator(".sentence.on").count() == 2


def test_an_auditor_finds_the_wrong_figure(browser: Any, tmp_path: Path) -> None:
    """Among 200 rows one stated change is wrong: its sentence and cause stand first, its two places a click further."""
    kinds, places = (
        ("受理申请", "办结案件", "走访企业", "排查隐患", "发放补贴"),
        "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉",
    )
    names = [f"{place}{zone}镇{kind}" for place in places for zone in "东西" for kind in kinds]
    levels = {name: (100 + 7 * number, 140 + 9 * number) for number, name in enumerate(names)}
    wrong = names[137]
    before = "云栖县2022年工作报告\n" + "\n".join(f"{name}{old}件。" for name, (old, _) in levels.items())
    lines = []
    for name, (old, new) in levels.items():
        stated = f"{(new - old) / old * 100:.2f}"
        if name == wrong:
            stated = f"{(new - old) / new * 100:.2f}"  # divided by this year's figure
        lines.append(f"{name}{new}件，同比增长{stated}%。")
    diff = compare(parse(before), parse("云栖县2023年工作报告\n" + "\n".join(lines)))
    page = Page(browser, tmp_path, diff.to_html(), viewport={"width": 1400, "height": 900})
    assert page.page.locator("#table tbody tr").count() >= 200
    first = page.page.locator("#f1")
    assert wrong in first.inner_text()
    assert "分母" in first.locator(".message, .cause").all_inner_texts()[-1] + first.locator(".message").inner_text()
    box = first.bounding_box()
    assert box["y"] + box["height"] <= 900
    first.locator("a", has_text="查看所在行").click()
    assert page.page.locator("tr.on button.name").inner_text() == wrong
    assert page.page.locator(".sentence.on").count() == 2
    assert page.names()[0] == wrong


def test_severity_and_sentences_find_rows(page: Page) -> None:
    """Rows are chosen by the severity of what was found about them, and by words of the sentences of either year."""
    assert "错误 (1)" in page.page.inner_text("#f-severity")
    page.page.select_option("#f-severity", "error")
    assert page.names() == ["办理跨区通办"]
    page.page.click("#clear")
    page.page.fill("#q", "法治驿站9个")
    assert "新设法治驿站" in "".join(page.names())
    page.page.fill("#q", "接听热线1.20万个")
    assert page.names() == ["接听热线"]


def test_a_search_looks_into_the_sentences_always(page: Page) -> None:
    """Rows that hold the word themselves come first, then those whose sentences in either year do; sorting stays."""
    every = page.names()
    page.page.fill("#q", "行政复议")
    assert page.names()[0] == "受理行政复议申请"
    assert 1 < len(page.names()) < len(every)
    assert (
        page.page.inner_text("#shown")
        == f"符合 {len(page.names())} / 6 行，其中 {len(page.names()) - 1} 行在原文句子中"
    )
    page.page.fill("#q", "")
    assert page.names() == every
    page.page.locator("#table thead th").nth(5).locator("button").click()
    ordered = page.names()
    page.page.fill("#q", "热线")
    page.page.fill("#q", "")
    assert page.names() == ordered


def test_a_search_goes_through_both_texts(browser: Any, tmp_path: Path) -> None:
    """Also where no figure stands: each click leads to the next place, in last year's text, then in this year's."""
    text = "云栖县{}年工作报告\n全年受理申请{}件。\n法治<b>宣传</b>稳步推进。"
    years = (parse(text.format(year, count), year=year) for year, count in ((2022, 132), (2023, 287)))
    page = Page(browser, tmp_path, compare(*years).to_html())
    assert not page.page.is_visible("#within")
    page.page.fill("#q", "稳步")
    assert page.names() == []
    assert page.page.inner_text("#within") == "两年原文中 2 处：逐处查看"
    chosen = "getSelection().toString() + getSelection().anchorNode.parentElement.closest('.pane').ariaLabel"
    sides = []
    for _ in range(3):
        page.page.click("#within")
        sides.append(page.page.evaluate(chosen))
    assert sides == ["稳步云栖县 2022", "稳步云栖县 2023", "稳步云栖县 2022"]
    page.page.fill("#q", "")
    assert not page.page.is_visible("#within")
    assert page.messages == []


def test_print_repeats_the_heads_on_each_page(browser: Any, tmp_path: Path) -> None:
    """On paper every page of the table begins with its heads, and no row is left out."""
    pdfplumber = pytest.importorskip("pdfplumber", reason="the extra pdf is not installed")
    text = "\n".join(f"第{number}号工程投资{100 + number}万元。" for number in range(1, 301))
    years = (parse(f"云栖县{year}年工作报告\n{text}") for year in (2022, 2023))
    page = Page(browser, tmp_path, compare(*years).to_html())
    page.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "page.pdf") as printed:
        texts = ["".join((sheet.extract_text() or "").split()) for sheet in printed.pages]
    with_rows = [sheet for sheet in texts if sheet.count("万元0") > 3]
    assert len(with_rows) > 3
    assert all("核对结果" in sheet for sheet in with_rows)
    assert sum(sheet.count("0%") for sheet in with_rows) >= 300


def test_the_search_of_the_browser_opens_the_texts(browser: Any, tmp_path: Path) -> None:
    """Both texts are hidden until found: a passage that the browser looks for is found in them, and they open."""
    text = "云栖县{year}年工作报告\n一、主要工作\n全年检查图书馆{count}处。\n二、下一步工作\n持续改进作风。"
    before, after = (parse(text.format(year=year, count=count), year=year) for year, count in ((2022, 90), (2023, 99)))
    page = Page(browser, tmp_path, render(compare(before, after).result))
    assert page.page.locator("#beside").get_attribute("hidden") == "until-found"
    assert page.page.locator("#reader").bounding_box()["height"] < 60
    page.page.goto("about:blank")
    page.page.goto(f"{(tmp_path / 'page.html').as_uri()}#:~:text={quote('持续改进作风')}")
    page.page.locator("html:not(.closed)").wait_for()
    assert page.page.locator("#beside").get_attribute("hidden") is None
    page.page.click("#toggle")
    assert page.page.locator("#beside").get_attribute("hidden") == "until-found"


def test_long_amounts_break_behind_a_comma_alone(browser: Any, tmp_path: Path) -> None:
    """Amounts in yuan stand in one line of a wide window, and nowhere is one broken within its digits."""
    text = "云栖股份{year}年年度报告\n一、主要数据\n全年营业收入为{now}元。筹资活动产生的现金流量净额为{flow}元。"
    before = parse(text.format(year=2022, now="607,410,539.16", flow="-366,475,706.93"), year=2022)
    after = parse(text.format(year=2023, now="1,017,448,123.50", flow="-244,481,713.99"), year=2023)
    for width, lines in ((1400, 1), (1000, 2), (800, 2)):
        page = Page(browser, tmp_path, render(compare(before, after).result), viewport={"width": width, "height": 900})
        cells = page.page.locator("#table td.num", has_text=",")
        assert cells.count() == 6
        heights = cells.evaluate_all(
            """cells => cells.map(cell => {
                const range = document.createRange(); range.selectNodeContents(cell);
                return new Set([...range.getClientRects()].map(part => Math.round(part.top))).size;
            })"""
        )
        assert max(heights) <= lines, (width, heights)
        assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
