"""Importing reportdiff loads nothing heavy; bench/run.py measures what the import costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    *("pandas", "numpy", "jieba", "rjieba", "scipy", "jinja2", "click", "rich", "tomllib", "cattrs"),
    *("concurrent.futures.process", "multiprocessing"),
)
ROOT = Path(__file__).resolve().parent.parent
OLDER, NEWER = ROOT / "examples" / "data" / "cixi-2022-illustrative.txt", ROOT / "seeds" / "cixi-2023.txt"


def run(code: str) -> str:
    """Return what a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def loaded_after(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after `code`."""
    printed = run(f"{code}\nimport json, sys\nprint()\nprint(json.dumps(sorted(sys.modules)))")
    return set(json.loads(printed.splitlines()[-1]))


def heavy_after(code: str) -> list[str]:
    """Return the heavy modules that a fresh interpreter has loaded after `code`."""
    loaded = loaded_after(code)
    return [name for name in HEAVY if name in loaded]


def test_the_probe_sees_what_is_heavy() -> None:
    """A heavy module that is imported is noticed."""
    assert heavy_after("import tomllib") == ["tomllib"]


def test_import_brings_in_nothing_heavy() -> None:
    """`import reportdiff` loads none of the heavy modules."""
    assert heavy_after("import reportdiff") == []


def test_public_names_bring_in_nothing_heavy() -> None:
    """Looking at every public name loads none of the heavy modules either: only work does."""
    code = "import reportdiff\nfor name in reportdiff.__all__:\n    getattr(reportdiff, name)"
    assert heavy_after(code) == []


def test_comparing_loads_no_table_library() -> None:
    """Two reports are compared without pandas, matplotlib and pkg_resources: a fresh process is soon done."""
    code = f"import reportdiff\nreportdiff.compare({str(OLDER)!r}, {str(NEWER)!r})"
    assert {"pandas", "matplotlib", "pkg_resources"}.isdisjoint(loaded_after(code))


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["compare", "--help"], ["verify", "+50%", "--current", "3件", "--prior", "2件"]],
)
def test_help_and_single_claims_load_no_dictionary(arguments: list[str]) -> None:
    """Asking for help and verifying one claim load neither jieba nor pandas."""
    start = f"import sys\nsys.argv[1:] = {arguments!r}\nfrom reportdiff.cli import main"
    code = f"{start}\ntry:\n    main()\nexcept SystemExit:\n    pass"
    assert {"jieba", "rjieba", "pandas"}.isdisjoint(loaded_after(code))
