"""Every example of the docs, the README and the docstrings runs and prints what it shows.

In Markdown, ```python blocks run (those with >>> as doctests, a page's blocks sharing their names), and in ```console
blocks every line after "$ " runs in a shell, its output compared with the lines below it. Three dots stand for any
text there. Other blocks (```sh, ```json) are shown only.
"""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

import reportdiff
from running import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "seeds").glob("*.md")])
MODULES = sorted(
    module.name for module in pkgutil.walk_packages(reportdiff.__path__, "reportdiff.") if "__main__" not in module.name
)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s#]+)(#[^)\s]*)?\)")


@frozen
class Block:
    """One fenced block of a page."""

    language: str
    text: str
    line: int


def blocks_of(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page in order."""
    text = page.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        yield Block(match[1], match[2], text.count("\n", 0, match.start(2)))


def steps_of(block: Block) -> Iterator[tuple[str, str]]:
    """Yield the commands of a console block, each with the output that the page shows."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def relative(page: Path) -> str:
    """Return the path of a page for the name of its test."""
    return page.relative_to(ROOT).as_posix()


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a writable folder with the repository's examples and seeds, and make it the current one."""
    for name in ("examples", "seeds"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("PYTHONUTF8", "1")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_python_examples_of_a_page(page: Path, workplace: Path) -> None:
    """A page's Python examples print what the page shows."""
    names: dict[str, object] = {"__name__": "__main__"}
    failures: list[str] = []
    for block in blocks_of(page):
        if block.language != "python":
            continue
        if ">>>" not in block.text:
            exec(compile("\n" * block.line + block.text, str(page), "exec"), names)
            continue
        test = doctest.DocTestParser().get_doctest(block.text, names, relative(page), str(page), block.line)
        runner = doctest.DocTestRunner(optionflags=FLAGS)
        runner.run(test, out=failures.append, clear_globs=False)
        names.update(test.globs)
    assert not failures, "".join(failures)


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_console_examples_of_a_page(page: Path, workplace: Path) -> None:
    """A page's commands print what the page shows."""
    checker = doctest.OutputChecker()
    for block in blocks_of(page):
        if block.language != "console":
            continue
        for command, expected in steps_of(block):
            done = subprocess.run(
                command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=workplace
            )
            same = checker.check_output(expected, done.stdout, FLAGS)
            assert same, f"{relative(page)}:{block.line}: $ {command}\nshown:\n{expected}\nprinted:\n{done.stdout}"


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_of_a_page(page: Path) -> None:
    """Whatever file of the repository a page links to is there."""
    targets = [match[1] for match in _LINK.finditer(page.read_text(encoding="utf-8"))]
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert not missing


@pytest.mark.parametrize("module", MODULES)
def test_docstring_examples(module: str) -> None:
    """The examples in a module's docstrings print what they show."""
    failures: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    for test in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module), module):
        runner.run(test, out=failures.append)
    assert not failures, "".join(failures)


def test_the_package_docstring_has_an_example() -> None:
    """The package's docstring holds an example, which runs."""
    failures: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    (test,) = [test for test in doctest.DocTestFinder().find(reportdiff, "reportdiff") if test.name == "reportdiff"]
    runner.run(test, out=failures.append)
    assert test.examples
    assert not failures, "".join(failures)


def test_examples_run(workplace: Path) -> None:
    """Every script under examples/ runs to its end without a word on standard error."""
    scripts = sorted((ROOT / "examples").glob("*.py"))
    assert len(scripts) >= 3
    for script in scripts:
        done = subprocess.run([sys.executable, script], capture_output=True, encoding="utf-8", cwd=workplace)
        assert (done.returncode, done.stderr) == (0, ""), f"{script.name}: {done.stderr}"
        assert done.stdout.strip(), script.name
