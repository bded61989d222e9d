"""What the counters of company reports share: the thin rules of a page, and how much of a second reading is decided.

They share no code with the package, so that they can tell what it leaves out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

__all__ = ["RULES", "is_no_fill", "print_counts"]

RULES = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "intersection_tolerance": 4}
"""The settings with which pdfplumber finds tables by their drawn rules alone."""

_WIDEST_RULE = 2


def is_no_fill(item: Mapping[str, Any]) -> bool:
    """Return whether an object of a page is no shaded area."""
    if item["object_type"] != "rect" or item.get("stroke"):
        return True
    return min(float(item["width"]), float(item["height"])) <= _WIDEST_RULE


def print_counts(
    description: str, judge: Callable[[Path], tuple[str, Iterable[tuple[object, bool, bool | None]]]]
) -> None:
    """Print how many printed statements of the reports on the command line are decided and right.

    Args:
        description: What is counted, for `--help`.
        judge: Returns what to say of one report, and its statements: each with whether it holds by the second reading,
            and whether it was found to hold; None where it was not decided.
    """
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="list what is not decided or decided otherwise")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for path in options.reports:
        said, statements = judge(path)
        counts: Counter[str] = Counter()
        for statement, holds, found in statements:
            outcome = "open" if found is None else "right" if found == holds else "other"
            counts[outcome] += 1
            if options.show and outcome != "right":
                print("  ", outcome, statement)
        total += counts
        print(path.name, said, dict(counts), flush=True)
    print(f"{total['right']} of {total.total()} decided and right")
