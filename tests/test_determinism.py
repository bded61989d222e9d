"""The same input gives byte-identical output, in every run and under every hash seed."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import Cli


@pytest.mark.parametrize("format", ["json", "md", "csv", "table"])
def test_output_does_not_depend_on_the_run(
    format: str, illustrative_path: Path, seed_path: Path, run_cli: Cli, tmp_path: Path
) -> None:
    """A comparison prints the same bytes twice with one hash seed, and with three others."""
    outputs = set()
    for hash_seed in ("0", "0", "1", "42"):
        done = run_cli(
            *("compare", illustrative_path, seed_path, "--format", format),
            env={"PYTHONHASHSEED": hash_seed},
            cwd=tmp_path,
        )
        assert done.returncode in (0, 1), done.stderr
        assert done.stdout
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_output_of_long_tables_does_not_depend_on_the_run(shared: Path, run_cli: Cli) -> None:
    """The same holds for two budgets full of tables."""
    budgets = [shared / "reports" / "budget" / f"putuo-wanli-budget-{year}.txt" for year in (2023, 2024)]
    outputs = {
        run_cli("compare", *budgets, "--format", "json", env={"PYTHONHASHSEED": hash_seed}).stdout
        for hash_seed in ("0", "1")
    }
    assert len(outputs) == 1
    assert outputs != {""}
