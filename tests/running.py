"""Name the places of the repository and run the command line as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

__all__ = ["ILLUSTRATIVE", "ROOT", "SEED", "SHARED", "Cli", "run_reportdiff"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SEED = ROOT / "seeds" / "cixi-2023.txt"
ILLUSTRATIVE = ROOT / "examples" / "data" / "cixi-2022-illustrative.txt"

Cli = Callable[..., "subprocess.CompletedProcess[str]"]


def run_reportdiff(
    *arguments: object, cwd: Path | None = None, stdin: str | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `python -m reportdiff` with the given arguments."""
    return subprocess.run(
        [sys.executable, "-m", "reportdiff", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        input=stdin,
        env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
        timeout=120,
    )
