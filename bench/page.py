"""Write the tables of docs/performance.md from the stored results, so that they never differ from them."""

from __future__ import annotations

import json
from pathlib import Path

from measures import ROWS, promise
from texts import ROOT

__all__ = ["PAGE", "filled", "write"]

PAGE = ROOT / "docs" / "performance.md"
RESULTS = Path(__file__).resolve().parent / "results.json"
BEGIN, END = "<!-- results: python bench/page.py -->", "<!-- end of results -->"


def filled(page: str) -> str:
    """Return the page with the tables of the stored results between its two marks."""
    head, rest = page.split(BEGIN)
    _, tail = rest.split(END)
    return f"{head}{BEGIN}\n{tables(json.loads(RESULTS.read_text(encoding='utf-8')))}\n{END}{tail}"


def tables(results: dict[str, dict[str, object]]) -> str:
    """Return the results as Markdown; with a column for the tree before where one was measured."""
    machine, on_open = results["machine"], bool(results["texts"]["open"])
    before = results.get("before", {})
    versions = ", ".join(f"{name} {machine[name]}" for name in ("jieba", "numpy", "scipy", "pandas"))
    lines = [
        f"Measured {results['date']} on {machine['cores']} cores ({machine['processor']}), Python {machine['python']}, "
        f"{versions}; {results['texts']['reports']} reports of {results['texts']['characters']:,} characters; "
        f"load before the run {machine['load']}."
        + (f" *Before* is the code of {before['revision']}, measured in the same run." if before else ""),
        "",
        f"| ratio | |{' before |' if before else ''} promised | what it says |",
        f"| --- | ---: |{' ---: |' if before else ''} ---: | --- |",
        *(
            f"| {name} | {value} |{_before(before, name)} {promise(name, value, on_open_reports=on_open)} "
            f"| {ROWS[name]['says']} |"
            for name, value in results["ratios"].items()
        ),
        "",
        f"| peak memory of a process | MB |{' before |' if before else ''} promised |",
        f"| --- | ---: |{' ---: |' if before else ''} ---: |",
        *(
            f"| {name.removesuffix(', MB')} | {value} |{_before(before, name)} "
            f"{promise(name, value, on_open_reports=on_open)} |"
            for name, value in results["memory"].items()
        ),
        "",
        "| for the same texts | time, ours = 1 | promised | found |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, said in results["peers"].items():
        if isinstance(said, dict):
            times = said["times ours"]
            lines.append(f"| {name} | {times} | {promise(name, times, on_open_reports=on_open)} | {said['found']:,} |")
        else:
            lines.append(f"| {name} | {said} | | |")
    return "\n".join(lines)


def _before(before: dict[str, object], name: str) -> str:
    """Return the cell of what a measure was before; "" where nothing before was measured at all."""
    if not before:
        return ""
    values = before["ratios"]
    return f" {values.get(name, '')} |" if isinstance(values, dict) else ""


def write() -> None:
    """Bring the page up to the stored results."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
