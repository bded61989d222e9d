"""The notebook under examples/ runs from top to bottom, and is kept without outputs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportdiff.errors import MissingFontError
from reportdiff.rendering.plots import chinese_font
from running import ROOT

NOTEBOOK = ROOT / "examples" / "tour.ipynb"
# In a process of its own: what the machinery of notebooks warns of is not ours to mend.
RUN = """
import sys
import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
if sys.argv[2] == "without-charts":
    notebook.cells = [cell for cell in notebook.cells if "needs-font" not in cell.metadata.get("tags", [])]
NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": sys.argv[3]}}).execute()
shown = [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
print(sum("text/html" in data for data in shown), sum("image/png" in data for data in shown))
"""


def test_the_notebook_runs_and_shows(tmp_path: Path) -> None:
    """Every cell runs; comparison and tables are shown as HTML, charts as pictures."""
    for name in ("nbclient", "nbformat", "ipykernel"):
        pytest.importorskip(name, reason=f"{name} is not installed")
    try:
        chinese_font()
        which = "whole"
    except MissingFontError:
        which = "without-charts"
    environment = {**os.environ, "IPYTHONDIR": str(tmp_path), "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}
    order = [sys.executable, "-W", "ignore", "-c", RUN, str(NOTEBOOK), which, str(tmp_path)]
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run(order, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    tables, pictures = map(int, done.stdout.split())
    assert tables >= 5
    assert pictures == (3 if which == "whole" else 0)


def test_the_notebook_is_kept_without_outputs() -> None:
    """The notebook holds no outputs: stored ones would go stale."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]
