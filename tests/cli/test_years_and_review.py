"""The commands `series` and `review`, and the options --rules and --rounding."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import reportdiff as rd
from running import ILLUSTRATIVE, SEED, Cli

YEARS = {2021: "受理申请90件。", 2022: "受理申请132件，同比上升46.67%。", 2023: "受理申请287件，同比上升107.42%。"}


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Three short reports of one issuer."""
    paths = []
    for year, text in YEARS.items():
        path = tmp_path / f"甲市-{year}.txt"
        path.write_text(f"甲市人民政府{year}年度工作报告\n\n一、主要工作\n全年{text}\n", encoding="utf-8")
        paths.append(path)
    return paths


def test_series_shows_years_and_breaks(run_cli: Cli, reports: list[Path]) -> None:
    """A table of metric by year, the break named below it, and exit code 1 for the break."""
    done = run_cli("series", *reports[::-1])
    assert done.returncode == 1, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["历年比对：甲市人民政府", "2021–2023"]
    assert ["指标", "2021", "2022", "2023"] in lines
    assert any(line.split() == ["受理申请", "90件", "132件", "287件"] for line in done.stdout.splitlines())
    assert "107.42%" in done.stdout


def test_series_writes_files(run_cli: Cli, reports: list[Path], tmp_path: Path) -> None:
    """The ending of -o decides the format."""
    for ending, start in ((".csv", "\ufeff"), (".md", "# ")):
        out = tmp_path / f"panel{ending}"
        assert run_cli("series", *reports, "-o", out).returncode == 1
        text = out.read_text(encoding="utf-8")
        assert text.startswith(start)
        assert text.count("\ufeff") == start.count("\ufeff")
    rendered = rd.series(reports).render("csv", lang="zh")
    assert (tmp_path / "panel.csv").read_bytes().decode("utf-8-sig") == rendered  # text for Python has no mark


def test_series_refuses_one_report(run_cli: Cli, reports: list[Path]) -> None:
    """One report, or two of one year, make no series."""
    for files in (reports[:1], [reports[0], reports[0]]):
        done = run_cli("series", *files)
        assert done.returncode == 2
        assert "report" in done.stderr


def test_review_writes_doubtful_pairs_once(run_cli: Cli, tmp_path: Path) -> None:
    """Doubtful pairs go commented out into the file beside the report; a second run adds nothing; a person decides."""
    prior, current = tmp_path / "cixi-2022.txt", tmp_path / "cixi-2023.txt"
    shutil.copy(ILLUSTRATIVE, prior)
    shutil.copy(SEED, current)
    rules = tmp_path / "reportdiff.toml"
    done = run_cli("review", prior, current)
    assert done.returncode == 0, done.stderr
    text = rules.read_text(encoding="utf-8")
    assert text.count("# [[confirm]]") >= 1
    again = run_cli("review", prior, current)
    assert "no doubtful pair" in again.stderr
    assert rules.read_text(encoding="utf-8") == text
    decided = [line.removeprefix("# ") for line in text.splitlines()[3:] if " -> " not in line]
    rules.write_text("\n".join(decided), encoding="utf-8")
    assert '"confirmed"' in run_cli("compare", prior, current, "--format", "json").stdout


def test_rounding_is_an_option(run_cli: Cli, reports: list[Path]) -> None:
    """An unknown mode is refused with exit code 2; a known one is part of the settings."""
    assert run_cli("check", reports[2], "--rounding", "bankers").returncode == 2
    done = run_cli("check", reports[2], "--rounding", "half_up,truncate", "--format", "json")
    assert '"half_up"' in done.stdout
    assert '"away"' not in done.stdout
