"""The index of a batch in a real browser: search, sorting, and links to comparison pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from corpus_helpers import Serial
from synthetic_reports import write_corpus

from reportdiff import batch


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a batch with pages, one of whose files is broken and one named falsely."""
    folder = tmp_path_factory.mktemp("index")
    write_corpus(folder / "reports", 6, broken=[5])
    (folder / "reports" / "city00000-2022.txt").rename(folder / "reports" / "city00000-2021.txt")
    batch(folder / "reports", folder / "out", executor=Serial(), pages="all", lang="zh")
    return folder / "out"


def opened(browser: Any, out: Path, width: int = 1300, **options: Any) -> Any:
    """Open the index."""
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    page.goto((out / "index.html").as_uri(), timeout=120_000)
    return page


def test_search_and_sorting(browser: Any, out: Path) -> None:
    """The search narrows reports, findings and files; a number column begins with the largest."""
    page = opened(browser, out)
    rows = page.locator("#reports tbody tr:not([hidden])")
    every = rows.count()
    page.keyboard.press("/")
    page.keyboard.type("city00003")
    assert rows.count() == 2
    assert page.inner_text("#shown") == f"符合 2 / {every} 行"
    assert page.locator("#findings h3:visible").count() <= 1
    page.keyboard.press("Escape")
    assert rows.count() == every
    page.locator("#reports thead button", has_text="已核对").click()
    counts = [int(text) for text in page.locator("#reports tbody td:nth-child(4)").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) > 1


def test_a_pair_leads_to_its_page(browser: Any, out: Path) -> None:
    """The link of a pair opens the comparison, and nothing is said on the console."""
    page = opened(browser, out)
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.locator("#reports td.years a").first.click()
    assert page.locator("#table tbody tr").count() >= 5
    assert messages == []


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_the_index_fits_and_can_be_followed(browser: Any, out: Path, width: int) -> None:
    """No window scrolls sideways, and axe-core finds no serious violation."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = opened(browser, out, width, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found if item["impact"] in ("serious", "critical")] == []


def test_false_names_and_broken_files_stand_on_the_page(browser: Any, out: Path) -> None:
    """The page names the file whose year is another in its text, and the one that cannot be read."""
    page = opened(browser, out)
    assert "city00000-2021.txt：文件名称2021年，正文为2022年" in page.inner_text("#warnings")
    assert "city00005" in page.inner_text("#errors")
