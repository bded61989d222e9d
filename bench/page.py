"""The tables of docs/performance.md, written from the stored results so that they never differ from them."""

from __future__ import annotations

import json
from pathlib import Path

from measures import SCALING, promise
from texts import ROOT

__all__ = ["PAGE", "filled", "write"]

PAGE = ROOT / "docs" / "performance.md"
RESULTS = Path(__file__).resolve().parent / "results.json"
BEGIN, END = "<!-- results: python bench/page.py -->", "<!-- end of results -->"

_SAID = {
    "import / import attrs, rapidfuzz": "the import, against that of two small libraries, in fresh processes",
    "extract / jieba.lcut": "reading every figure and claim of a text, against cutting it into words",
    "extract / a regex scan": "the same, against one bare pattern for numbers with a unit",
    "check / jieba.lcut": "every check over a report that was read",
    "compare / jieba.lcut": "two texts read, aligned and checked, against cutting both",
    "compare, fresh process / jieba.initialize()": "`reportdiff compare` from the shell, against loading a dictionary",
    "verify_table / verify": "a table of a thousand claims, against a thousand single ones",
    "cost per character, 1,000,000 / 3,000": "what a character costs in a long text, against a short one",
    SCALING: "a folder of reports into tables, two worker processes against one",
    "compare_many, two workers against one": "the same pairs, whole results handed to the caller",
}


def filled(page: str) -> str:
    """The page with the tables of the stored results between its two marks."""
    head, rest = page.split(BEGIN)
    _, tail = rest.split(END)
    return f"{head}{BEGIN}\n{tables(json.loads(RESULTS.read_text(encoding='utf-8')))}\n{END}{tail}"


def tables(results: dict[str, dict[str, object]]) -> str:
    """The results as Markdown."""
    machine, on_open = results["machine"], bool(results["texts"]["open"])
    versions = ", ".join(f"{name} {machine[name]}" for name in ("jieba", "numpy", "scipy", "pandas"))
    lines = [
        f"Measured {results['date']} on {machine['cores']} cores ({machine['processor']}), Python {machine['python']}, "
        f"{versions}; {results['texts']['reports']} reports of {results['texts']['characters']:,} characters; "
        f"load before the run {machine['load']}.",
        "",
        "| ratio | | promised | what it says |",
        "| --- | ---: | ---: | --- |",
        *(
            f"| {name} | {value} | {promise(name, value, on_open_reports=on_open)} | {_SAID[name]} |"
            for name, value in results["ratios"].items()
        ),
        "",
        "| peak memory of a process | MB |",
        "| --- | ---: |",
        *(f"| {name.removesuffix(', MB')} | {value} |" for name, value in results["memory"].items()),
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


def write() -> None:
    """Bring the page up to the stored results."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
