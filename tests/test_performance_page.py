"""The page on performance shows the results that the bench stored."""

from __future__ import annotations

import json
import subprocess
import sys

from running import ROOT


def test_the_page_shows_the_stored_results() -> None:
    """Every stored ratio stands in the page as it was measured, and writing the page anew would change nothing."""
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    results = json.loads((ROOT / "bench" / "results.json").read_text(encoding="utf-8"))
    assert results["ratios"]
    for name, value in results["ratios"].items():
        assert f"| {name} | {value} |" in page
    show = "from page import PAGE, filled; print(filled(PAGE.read_text(encoding='utf-8')), end='')"
    code = f"import sys; sys.path.insert(0, 'bench'); {show}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == page
