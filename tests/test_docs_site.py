"""The docs as a site: it builds without a warning, leaves no public name out, and its pictures are real and small."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import reportdiff
from running import ROOT

PICTURES = ROOT / "docs" / "pictures"
SMALL = 120_000  # bytes
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; a warning makes the build fail."""
    pytest.importorskip("mkdocs", reason="the extra docs is not installed")
    pytest.importorskip("mkdocstrings", reason="the extra docs is not installed")
    folder = tmp_path_factory.mktemp("site")
    order = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_public_names_stand_in_the_reference(site: Path) -> None:
    """Each public name has its place on the reference page."""
    page = (site / "reference.html").read_text(encoding="utf-8")
    names = [name for name in reportdiff.__all__ if not name.startswith("_")]
    assert [name for name in names if not re.search(rf'id="reportdiff\.[\w.]*\b{name}"', page)] == []


def test_every_page_is_in_the_navigation(site: Path) -> None:
    """Each page under docs/ is reached from the site's navigation."""
    home = (site / "index.html").read_text(encoding="utf-8")
    pages = [path.stem for path in (ROOT / "docs").glob("*.md") if path.stem != "index"]
    assert [name for name in pages if f'href="{name}.html"' not in home] == []


def test_pictures_are_shown_and_small() -> None:
    """Each picture is shown by a page with words for who cannot see it, is there, and is small."""
    shown = set()
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for words, target in _IMAGE.findall(page.read_text(encoding="utf-8")):
            path = (page.parent / target).resolve()
            assert words, f"{page.name}: {target} has no words"
            assert path.is_file(), f"{page.name}: {target} is missing; run docs/make_pictures.py"
            assert path.stat().st_size < SMALL
            shown.add(path.name)
    assert {path.name for path in PICTURES.iterdir()} == shown
