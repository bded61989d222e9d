"""The HTML page in a real browser: it sorts, filters, links rows and sentences, and runs no foreign script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from page_browser import Page
from sample_results import compared, hostile

from reportdiff import parse, series
from reportdiff.model import Message, Pair, Span
from reportdiff.rendering.codec.encode import data
from reportdiff.rendering.page.html import render

ROWS = 2_000


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Page:
    """Open the page of the small comparison."""
    return Page(browser, tmp_path, render(compared()))


def test_the_page_has_no_console_message_and_no_request(page: Page) -> None:
    """No console message, and no request but for the file itself."""
    page.page.locator("#table tbody tr").first.click()
    assert page.messages == []
    assert [url for url in page.requests if not url.startswith(("file:", "data:"))] == []


def test_filters_narrow_the_rows(page: Page) -> None:
    """By verdict, by state, by section and by text, and Escape shows all again."""
    every = page.names()
    assert len(every) == 6
    page.page.select_option("#f-verdict", "inconsistent")
    assert page.names() == ["办理跨区通办"]
    assert page.page.inner_text("#shown") == "符合 1 / 6 行"
    page.page.keyboard.press("Escape")
    page.page.select_option("#f-state", "dropped")
    assert page.names() == ["接听热线"]
    page.page.click("#clear")
    page.page.select_option("#f-section", "一(二) 热线")
    assert page.names() == ["接听热线"]
    page.page.click("#clear")
    page.page.keyboard.press("/")
    page.page.keyboard.type("复议 117.42")
    assert page.names()[0] == "受理行政复议申请"
    page.page.fill("#q", "没有这样的行")
    assert page.names() == []
    assert page.page.is_visible("#nothing")
    page.page.keyboard.press("Escape")
    assert page.names() == every


def test_columns_sort_by_value(page: Page) -> None:
    """A number column sorts by its values, empty cells last both ways; a third click restores the report's order."""
    every = page.names()
    head = page.page.locator("#table thead th").nth(5)
    head.locator("button").click()
    assert page.names()[:3] == ["参加学法考试", "办理跨区通办", "受理行政复议申请"]
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert page.names()[:3] == ["受理行政复议申请", "办理跨区通办", "参加学法考试"]
    head.locator("button").click()
    assert page.names() == every


def test_a_row_brings_both_sentences_into_view(browser: Any, tmp_path: Path) -> None:
    """In long texts the figures of the clicked row are scrolled into view in both."""
    page = Page(browser, tmp_path, render(long_texts()))
    page.page.click("#toggle")
    page.page.locator(".text").evaluate_all("panes => panes.forEach(pane => { pane.scrollTop = 0; })")
    assert not page.in_view("#c-m3")
    page.page.locator("#table tbody tr", has_text="办理跨区通办").locator("button").click()
    assert page.in_view("#c-m3")
    assert page.in_view("#p-m3")
    assert page.page.locator(".sentence.on").count() == 2


def test_a_small_window_keeps_the_texts_away_until_asked(browser: Any, tmp_path: Path) -> None:
    """On a low screen the texts open with the first row that is clicked, and close again."""
    page = Page(browser, tmp_path, render(compared()), small=True)
    assert not page.page.is_visible("#panes")
    page.page.locator("#table tbody tr button").first.click()
    assert page.page.is_visible("#panes")
    assert page.in_view("#c-m3")
    assert page.in_view("#p-m3")
    page.page.click("#toggle")
    assert not page.page.is_visible("#panes")


def test_a_figure_leads_to_its_row(page: Page) -> None:
    """Clicking a figure in a text brings its row into view, also one that a filter hid."""
    page.page.click("#toggle")
    page.page.select_option("#f-verdict", "inconsistent")
    page.page.click("#p-m4")
    row = page.page.locator("tr.on")
    assert row.locator("button.name").inner_text() == "接听热线"
    assert row.is_visible()
    page.page.click("#c-c1")
    assert page.page.locator("tr.on button.name").inner_text() == "受理行政复议申请"


def test_the_keyboard_goes_through_the_rows(page: Page) -> None:
    """Arrow keys move from row to row and show the sentences; Enter opens the row in focus."""
    first, second = page.names()[:2]
    page.page.locator("button.name").first.focus()
    page.page.keyboard.press("Enter")
    assert page.page.locator("tr.on button.name").inner_text() == first
    page.page.keyboard.press("ArrowDown")
    assert page.page.locator("tr.on button.name").inner_text() == second
    page.page.keyboard.press("ArrowUp")
    assert page.page.locator("tr.on button.name").inner_text() == first


def test_scripts_of_a_report_do_not_run(browser: Any, tmp_path: Path) -> None:
    """Scripts in a report's title, text, names and findings are shown as text and never run."""
    page = Page(browser, tmp_path, render(hostile()))
    page.page.locator("#table tbody tr").first.click()
    assert page.messages == []
    assert page.page.locator("script").count() == 1
    assert page.page.locator("img").count() == 0
    assert "<script>alert(1)</script>" in page.page.inner_text("#reader")


def test_filtering_many_rows_lays_out_only_the_first(browser: Any, tmp_path: Path) -> None:
    """Of 2,000 rows those that match are counted, and of them no more are laid out than when the page opened."""
    page = Page(browser, tmp_path, render(many_rows(ROWS)))
    first = len(page.names())
    assert page.page.inner_text("#shown") == f"符合 {ROWS + 1} / {ROWS + 1} 行"
    for text, matching in (("申请", 801), ("申请 77", 8), ("没有", 0), ("", ROWS + 1)):
        page.page.fill("#q", text)
        assert page.page.inner_text("#shown").startswith(f"符合 {matching} / {ROWS + 1} 行")
        assert len(page.names()) == min(matching, first) < ROWS


def test_many_rows_are_all_within_reach(browser: Any, tmp_path: Path) -> None:
    """Of many rows the first are laid out; scrolling to the end, a figure's row and printing bring the others."""
    page = Page(browser, tmp_path, render(many_rows(ROWS)))
    few = len(page.names())
    assert 0 < few < ROWS
    page.page.locator("#more").scroll_into_view_if_needed()
    for _ in range(50):  # the page's own policy forbids playwright's way of waiting
        page.page.wait_for_timeout(20)
        if len(page.names()) > few:
            break
    assert len(page.names()) > few
    page.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert len(page.names()) == ROWS + 1
    page.page.click("#clear")
    assert len(page.names()) < ROWS
    page.page.click("#toggle")
    page.page.click("#p-m4")
    assert page.page.locator("tr.on button.name").inner_text() == "接听热线"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_screen_reader_can_follow(browser: Any, tmp_path: Path, lang: str, scheme: str) -> None:
    """axe-core finds no serious violation, in light and dark, in both languages."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = Page(browser, tmp_path, render(compared(), lang=lang), color_scheme=scheme, bypass_csp=True)
    found = axe.Axe().run(page.page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found if item["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_series_has_no_console_message_and_is_accessible(
    browser: Any, tmp_path: Path, lang: str, scheme: str
) -> None:
    """The page of many years says nothing on the console, asks for nothing, and axe-core finds no serious violation."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    counts = {2021: "101件", 2022: "132件", 2023: "287件，同比上升171.42%"}
    made = series(parse(f"全年受理<script>alert(1)</script>申请{text}。", year=year) for year, text in counts.items())
    page = Page(browser, tmp_path, made.to_html(lang=lang), color_scheme=scheme, bypass_csp=True)
    assert page.page.locator("svg.spark").count() == len(made.recurring()) > 0
    assert page.page.locator("script").count() == 0
    found = axe.Axe().run(page.page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found if item["impact"] in ("serious", "critical")] == []
    assert page.messages == []
    assert [url for url in page.requests if not url.startswith(("file:", "data:"))] == []


WIDE = "甲" * 300 + "=" + "+".join(f"{number}.5万元" for number in range(200))


@pytest.mark.parametrize("width", [360, 800, 1400])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_overflows(browser: Any, tmp_path: Path, width: int, lang: str) -> None:
    """Whatever a message, a name or a quote holds, no window scrolls sideways."""
    result = compared()
    checks = tuple(evolve(check, message=Message(WIDE, WIDE.replace("甲", "a"))) for check in result.checks)
    report = result.current.report
    metrics = tuple(evolve(metric, name=f"{metric.name}{'很长的名称' * 12}") for metric in report.metrics)
    longer = evolve(result.current, report=evolve(report, metrics=metrics, title="a" * 200))
    text = render(evolve(result, checks=checks, current=longer), lang=lang)
    page = Page(browser, tmp_path, text, viewport={"width": width, "height": 900})
    page.page.locator("button.name").first.click()
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    table = "document.getElementById('table').getBoundingClientRect().right"
    assert page.page.evaluate(table) <= width


def test_heads_stay_in_sight(browser: Any, tmp_path: Path) -> None:
    """Scrolled far down, the heads of the table stand at the top of the window."""
    page = Page(browser, tmp_path, render(many_rows(ROWS)), viewport={"width": 1400, "height": 900})
    page.page.locator("#table tbody tr").nth(150).scroll_into_view_if_needed()
    top = page.page.locator("#table thead th").first.bounding_box()["y"]
    assert -1 <= top <= 1
    rows = (
        "rows => rows.filter(row => { const a = row.getBoundingClientRect(); return a.top >= 0 && a.bottom <= 900; })"
    )
    assert page.page.locator("#table tbody tr:not([hidden])").evaluate_all(rows + ".length") >= 20


def test_the_verdict_stands_in_sight_on_a_small_screen(browser: Any, tmp_path: Path) -> None:
    """Below 700 px a row is a card with its verdict; in a wide window the verdict is the second column."""
    small = Page(browser, tmp_path, render(compared()), viewport={"width": 360, "height": 900})
    box = small.page.locator("#table tbody .verdict").first.bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 360
    assert small.page.evaluate("getComputedStyle(document.querySelector('#table tbody tr')).display") == "grid"
    assert not small.page.is_visible("#table thead")
    wide = Page(browser, tmp_path, render(compared()))
    assert wide.page.locator("#table thead th").nth(1).inner_text().startswith("核对结果")


def test_a_link_to_a_row_opens_it(browser: Any, tmp_path: Path) -> None:
    """The address names the row that was clicked; opened anew it marks that row and shows its sentences."""
    page = Page(browser, tmp_path, render(long_texts()))
    page.page.locator("#table tbody tr", has_text="办理跨区通办").locator("button").click()
    address = page.page.url
    assert address.endswith("#row-m3")
    again = browser.new_page(viewport={"width": 1300, "height": 1000})
    again.goto(address)
    assert again.locator("tr.on button.name").inner_text() == "办理跨区通办"
    assert again.locator(".sentence.on").count() == 2


def test_a_row_is_not_hidden_behind_the_texts(browser: Any, tmp_path: Path) -> None:
    """The row that opens the texts stays in sight above them, also on a small screen."""
    page = Page(browser, tmp_path, render(compared()), small=True)
    page.page.locator("button.name").last.click()
    row, reader = page.page.locator("tr.on").bounding_box(), page.page.locator("#reader").bounding_box()
    assert 0 <= row["y"] < row["y"] + row["height"] <= reader["y"] + 1


def test_n_and_p_go_through_the_findings(page: Page) -> None:
    """n goes on, p goes back, and both lead round; while typing they are letters."""
    focus = "document.activeElement.id"
    for key, wanted in (("n", "f1"), ("n", "f2"), ("n", "f1"), ("p", "f2"), ("p", "f1")):
        page.page.keyboard.press(key)
        assert page.page.evaluate(focus) == wanted
    page.page.focus("#q")
    page.page.keyboard.type("np")
    assert page.page.input_value("#q") == "np"


def test_a_row_shows_the_pair_behind_it(page: Page) -> None:
    """Last year's wording and a bar of confidence stand in the row, the reasons appear with a click."""
    row = page.page.locator("#row-m1")
    assert "上年：收到行政复议申请" in row.inner_text()
    assert row.locator("svg.sure").count() == 1
    assert not page.page.is_visible("#why")
    row.locator("button.name").click()
    assert page.page.inner_text("#why").startswith("对应可信度 0.9")
    assert "名称" in page.page.inner_text("#why")


def test_filters_tell_how_many_rows_they_show(page: Page) -> None:
    """Each option has its count; the counts above the table filter too; pairs to be reviewed can be chosen."""
    assert "× 不符 (1)" in page.page.inner_text("#f-verdict")
    page.page.locator(".chip", has_text="不符").click()
    assert page.names() == ["办理跨区通办"]
    page.page.locator(".chip", has_text="不符").click()
    assert len(page.names()) == 6
    page.page.select_option("#f-review", "yes")
    assert page.names() == ["办理跨区通办"]


def test_the_first_click_on_the_verdicts_puts_the_worst_first(page: Page) -> None:
    """Sorted by verdict the rows stand from inconsistent to consistent, those without one last."""
    page.page.locator("#table thead th").nth(0).locator("button").click()
    page.page.locator("#table thead th").nth(1).locator("button").click()
    assert page.names()[:3] == ["办理跨区通办", "参加学法考试", "受理行政复议申请"]


def test_a_finding_leads_to_its_row(page: Page) -> None:
    """The link of a finding marks the row that it is about."""
    page.page.locator("#f1 a", has_text="查看所在行").click()
    assert page.page.locator("tr.on button.name").inner_text() == "办理跨区通办"


def test_print_shows_both_texts(page: Page) -> None:
    """On paper the texts stand below the table, whole, and the filters are gone."""
    page.page.emulate_media(media="print")
    assert not page.page.is_visible(".filters")
    assert page.page.evaluate("getComputedStyle(document.getElementById('reader')).position") == "static"
    assert page.page.is_visible("#p-m4")


def long_texts() -> Any:
    """Return the small comparison with many empty lines before everything, so that nothing is in view by chance."""
    result = compared()
    shift = 400

    def moved(value: Any) -> Any:
        """Return everything `shift` characters further on."""
        if isinstance(value, Span):
            return Span(value.start + shift, value.end + shift)
        if isinstance(value, tuple):
            return tuple(moved(item) for item in value)
        if hasattr(value, "__attrs_attrs__"):
            return evolve(value, **{item.name: moved(getattr(value, item.name)) for item in value.__attrs_attrs__})
        return value

    shifted = moved(result)
    for side in ("prior", "current"):
        checked = getattr(shifted, side)
        document = evolve(checked.report.document, text="\n" * shift + checked.report.document.text)
        shifted = evolve(shifted, **{side: evolve(checked, report=evolve(checked.report, document=document))})
    return shifted


def many_rows(count: int) -> Any:
    """Return the small comparison with `count` current metrics."""
    result = compared()
    report = result.current.report
    metrics = tuple(
        evolve(report.metrics[number % 5], id=f"m{number + 1}", name=f"{report.metrics[number % 5].name}{number}")
        for number in range(count)
    )
    pairs = tuple(pair for pair in result.pairs if pair.current is None or pair.current in {"m1", "m2", "m3"})
    more = tuple(Pair(prior=None, current=metric.id, score=pairs[0].score) for metric in metrics[3:])
    checked = evolve(result.current, report=evolve(report, metrics=metrics))
    grown = evolve(result, current=checked, pairs=(*pairs, *more))
    assert len(data(grown)) > 5
    return grown
