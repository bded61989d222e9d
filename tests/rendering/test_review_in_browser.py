"""The review page in a real browser: what is decided there is saved as a file, which the next comparison follows."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from page_browser import Page

import reportdiff as rd
from running import Cli

PRIOR = """# 云栖县信访局2022年工作总结

全年受理信访件132件。接待来访20批。走访群众310户。办结积案44件。
"""
CURRENT = """# 云栖县信访局2023年工作总结

全年阅处群众来信287件。接待来访31批，同比增长65%。走访群众402户。化解积案61件。
"""
RULES = "reportdiff.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports of one office, the later of which names two of its metrics anew and states a wrong change."""
    (tmp_path / "prior.txt").write_text(PRIOR, encoding="utf-8")
    (tmp_path / "current.txt").write_text(CURRENT, encoding="utf-8")
    return tmp_path


def opened(browser: Any, folder: Path, lang: str = "zh", **options: Any) -> Page:
    """Open the review page of the two reports."""
    diff = rd.compare(folder / "prior.txt", folder / "current.txt")
    return Page(browser, folder, diff.to_html(review=True, lang=lang), accept_downloads=True, **options)


def choose(page: Page, name: str) -> None:
    """Click the row of a metric."""
    page.page.locator("#table tbody tr", has_text=name).first.locator("button.name").click()


def save(page: Page, folder: Path) -> str:
    """Save the rules with the keyboard, beside the reports, and return their text."""
    with page.page.expect_download() as download:
        page.page.keyboard.press("s")
    assert download.value.suggested_filename == RULES
    download.value.save_as(folder / RULES)
    return (folder / RULES).read_text(encoding="utf-8")


def pairs_of(diff: rd.Comparison) -> dict[str, str]:
    """Return this year's names with the names of last year that they are paired with."""
    names = [{metric.id: metric.name for metric in report.metrics} for report in (diff.prior, diff.current)]
    return {names[1][pair.current]: names[0][pair.prior] for pair in diff.result.pairs if pair.prior and pair.current}


def test_from_the_page_to_the_next_comparison(browser: Any, folder: Path, run_cli: Cli) -> None:
    """A pair is joined, one is kept apart and a finding is muted with the keyboard; `compare` follows the file."""
    before = rd.compare(folder / "prior.txt", folder / "current.txt")
    assert "阅处群众来信" not in pairs_of(before)
    assert pairs_of(before)["走访群众"] == "走访群众"
    page = opened(browser, folder)
    choose(page, "阅处群众来信")
    page.page.keyboard.press("r")
    page.page.keyboard.type("受理信访件")
    page.page.keyboard.press("Enter")
    assert "√ 已确认 ← 受理信访件" in page.page.inner_text("tr:has-text('阅处群众来信')")
    choose(page, "走访群众")
    page.page.keyboard.press("x")
    page.page.keyboard.press("n")
    assert page.page.evaluate("document.activeElement.id") == "f1"
    page.page.keyboard.press("m")
    page.page.keyboard.type('按"可比口径"计算\\')
    page.page.keyboard.press("Enter")
    assert page.page.locator("#f1.muted").count() == 1
    assert page.page.inner_text("#decisions") == "3 项决定，尚未保存"
    text = save(page, folder)
    assert page.page.inner_text("#decisions") == "3 项决定，已保存"
    assert 'prior = "受理信访件"\ncurrent = "阅处群众来信"\nissuer = "云栖县信访局"' in text
    assert page.messages == []
    assert [url for url in page.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    done = run_cli("compare", folder / "prior.txt", folder / "current.txt")
    assert done.returncode == 0, done.stdout
    after = rd.compare(folder / "prior.txt", folder / "current.txt")
    assert pairs_of(after)["阅处群众来信"] == "受理信访件"
    assert "走访群众" not in pairs_of(after)
    joined = next(change for change in after.result.changes if change.name == "阅处群众来信")
    assert joined.percent == Fraction(15500, 132)
    assert [check.severity for check in after.result.checks if check.check == "growth"] == [None]
    assert any('按"可比口径"计算' in check.message.zh for check in after.result.checks)
    assert not after.warnings


def test_next_year_follows_what_was_decided(browser: Any, folder: Path) -> None:
    """A pair that was joined this year counts for next year's report, which goes back to the earlier name."""
    page = opened(browser, folder)
    choose(page, "阅处群众来信")
    page.page.fill("#partner", "受理信访件 132件")
    page.page.keyboard.press("Enter")
    save(page, folder)
    (folder / "next.txt").write_text("# 云栖县信访局2024年工作总结\n\n全年受理信访件300件。\n", encoding="utf-8")
    assert pairs_of(rd.compare(folder / "current.txt", folder / "next.txt"))["受理信访件"] == "阅处群众来信"


def test_decisions_are_taken_back_and_corrected(browser: Any, folder: Path) -> None:
    """What the file held stays, a rule decided anew takes the place of the old one, and u takes a decision back."""
    old = (
        '# kept\n[[forbid]]  # wrong\nprior = "走访群众"\ncurrent = "走访群众"\n\n[[alias]]\nwords = ["来访", "上访"]\n'
    )
    (folder / RULES).write_text(old, encoding="utf-8")
    page = opened(browser, folder)
    assert page.page.input_value("#toml") == old
    assert page.page.is_disabled("#save")
    choose(page, "走访群众")
    page.page.keyboard.press("r")
    page.page.keyboard.type("没有这样的指标")
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("document.getElementById('partner').validationMessage") != ""
    page.page.keyboard.press("Escape")
    choose(page, "走访群众")
    page.page.fill("#partner", "走访群众")
    page.page.keyboard.press("Enter")
    text = save(page, folder)
    assert "[[forbid]]" not in text
    assert "# kept" in text
    assert 'words = ["来访", "上访"]' in text
    assert pairs_of(rd.compare(folder / "prior.txt", folder / "current.txt"))["走访群众"] == "走访群众"
    choose(page, "走访群众")
    page.page.keyboard.press("u")
    assert page.page.input_value("#toml") == old


def test_the_keyboard_goes_through_the_pairs_for_review(browser: Any, folder: Path) -> None:
    """j leads to the pair that waits, y decides it, and the filter counts what waits and what is decided."""
    page = opened(browser, folder)
    waiting = page.page.locator("#table tbody tr[data-review=yes]").count()
    assert waiting >= 1
    page.page.keyboard.press("j")
    first = page.page.locator("tr.on button.name").inner_text()
    page.page.keyboard.press("y")
    assert "已决定 (1)" in page.page.inner_text("#f-review")
    assert page.page.locator("#table tbody tr[data-review=yes]").count() == waiting - 1
    page.page.select_option("#f-review", "decided")
    assert page.names() == [first]


@pytest.mark.parametrize("width", [400, 800, 1400])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_review_page_fits_and_can_be_followed(browser: Any, folder: Path, width: int, lang: str) -> None:
    """No window scrolls sideways, and axe-core finds no serious violation."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = opened(browser, folder, lang=lang, viewport={"width": width, "height": 900}, bypass_csp=True)
    page.page.locator("button.name").first.click()
    assert page.page.is_visible("#decide")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    page.page.keyboard.press("f")
    assert page.page.locator("#reader").bounding_box()["height"] == 900
    page.page.keyboard.press("f")
    found = axe.Axe().run(page.page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found if item["impact"] in ("serious", "critical")] == []


def test_a_report_alone_can_be_reviewed(browser: Any, folder: Path) -> None:
    """The page of one report mutes its findings and has no pairs to decide."""
    path = folder / "alone.txt"
    path.write_text("# 云栖县信访局2023年工作总结\n\n受理287件，上年132件，同比上升17.42%。\n", encoding="utf-8")
    page = Page(browser, folder, rd.check(path).to_html(review=True), accept_downloads=True)
    page.page.locator("button.name").first.click()
    assert not page.page.is_visible("#decide")
    page.page.fill("#f1 .mute input", "口径调整")
    page.page.locator("#f1 .mute button").click()
    save(page, folder)
    assert [check.severity for check in rd.check(path).result.checks if check.check == "growth"] == [None]


def test_a_page_without_review_has_nothing_of_it(folder: Path) -> None:
    """Without `review` a page holds neither buttons nor script for decisions."""
    page = rd.compare(folder / "prior.txt", folder / "current.txt").to_html()
    assert 'id="toml"' not in page
    assert "mute" not in page.split("<body>")[1].split("<script>")[0]


def test_review_writes_a_page(folder: Path, run_cli: Cli) -> None:
    """`review -o` writes the page and no rules; over a file of another only with --force; over the rules never."""
    page = folder / "review.html"
    done = run_cli("review", folder / "prior.txt", folder / "current.txt", "-o", page)
    assert done.returncode == 0, done.stderr
    assert 'id="toml"' in page.read_text(encoding="utf-8")
    assert not (folder / RULES).exists()
    page.write_text("mine", encoding="utf-8")
    assert run_cli("review", folder / "prior.txt", folder / "current.txt", "-o", page).returncode == 2
    assert run_cli("review", folder / "prior.txt", folder / "current.txt", "-o", page, "--force").returncode == 0
    (folder / RULES).write_text("", encoding="utf-8")
    refused = run_cli("review", folder / "prior.txt", folder / "current.txt", "-o", folder / RULES, "--force")
    assert refused.returncode == 2
