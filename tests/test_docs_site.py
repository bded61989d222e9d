"""The site is built without a warning, a broken link fails the build, and the pictures are there and small."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import reportdiff
from running import ROOT

PICTURES = ROOT / "docs" / "pictures"
SMALL = 120_000  # bytes
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


# How a page is broken, and the words in which the build says so.
BROKEN = {
    "a page that does not exist": ("[words](nowhere.md)", "nowhere.md"),
    "a heading that does not exist": ("[words](verdicts.md#nowhere)", "#nowhere"),
    "a picture that does not exist": ("![words](pictures/nowhere.png)", "nowhere.png"),
    "a file of the repository that does not exist": ("[words](../seeds/nowhere.txt)", "nowhere.txt"),
}


def build_site(home: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Build the docs of `home` into `site` with the command of the Makefile, which .ci/run uses."""
    pytest.importorskip("mkdocs", reason="the extra docs is not installed")
    pytest.importorskip("mkdocstrings", reason="the extra docs is not installed")
    (line,) = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "mkdocs build" in line]
    _, *arguments = shlex.split(line)
    command = [sys.executable, *arguments, "--site-dir", str(site)]
    return subprocess.run(command, cwd=home, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built site."""
    folder = tmp_path_factory.mktemp("site")
    done = build_site(ROOT, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_link_fails_the_build(kind: str, tmp_path: Path) -> None:
    """One broken link in one page makes the build fail and is named."""
    link, words = BROKEN[kind]
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("reference.md", "__pycache__"))
    (tmp_path / "docs" / "reference.md").write_text("# Python reference\n", encoding="utf-8")  # the slow part
    for name in ("mkdocs.yml", "src", "seeds", "examples", "tests", "bench", "README.zh-CN.md"):
        (tmp_path / name).symlink_to(ROOT / name)
    page = tmp_path / "docs" / "index.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{link}\n", encoding="utf-8")
    done = build_site(tmp_path, tmp_path / "site")
    assert done.returncode != 0
    assert words in done.stderr


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
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for words, target in _IMAGE.findall(page.read_text(encoding="utf-8")):
            path = (page.parent / target).resolve()
            assert words, f"{page.name}: {target} has no words"
            assert path.is_file(), f"{page.name}: {target} is missing; run docs/make_pictures.py"
            assert path.stat().st_size < SMALL
            shown.add(path.name)
    assert {path.name for path in PICTURES.iterdir()} == shown
