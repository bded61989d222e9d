"""The entrance is light: importing reportdiff loads nothing heavy and costs next to nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HEAVY = (
    *("pandas", "numpy", "jieba", "rjieba", "scipy", "jinja2", "click", "rich", "tomllib", "cattrs"),
    *("concurrent.futures.process", "multiprocessing"),
)
ROUNDS = 9
ROOT = Path(__file__).resolve().parent.parent
OLDER, NEWER = ROOT / "examples" / "data" / "cixi-2022-illustrative.txt", ROOT / "seeds" / "cixi-2023.txt"


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def heavy_after(code: str) -> list[str]:
    """Which heavy modules a fresh interpreter has loaded after `code`."""
    loaded = set(json.loads(run(f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))")))
    return [name for name in HEAVY if name in loaded]


def seconds(code: str) -> float:
    """How long a fresh interpreter takes for `code`, its own start not counted."""
    return float(run(f"from time import perf_counter as now\nstart = now()\n{code}\nprint(now() - start)"))


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


def test_comparing_does_without_what_takes_longer_than_comparing() -> None:
    """Two reports are compared without scipy's optimizers, pandas or jieba: a fresh process is soon done."""
    code = f"import reportdiff\nreportdiff.compare({str(OLDER)!r}, {str(NEWER)!r})"
    loaded = json.loads(run(f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"))
    assert {"scipy.optimize", "pandas", "jieba"}.isdisjoint(loaded)


def test_import_is_fast() -> None:
    """`import reportdiff` takes at most twice as long as `import attrs, rapidfuzz`."""
    ours, theirs = [], []
    for _ in range(ROUNDS):  # alternating, so that a busy moment of the machine hits both
        ours.append(seconds("import reportdiff"))
        theirs.append(seconds("import attrs, rapidfuzz"))
    assert min(ours) <= 2 * min(theirs), f"{min(ours) * 1000:.1f} ms against {min(theirs) * 1000:.1f} ms"
