"""Names of figures drawn by chance, as an annotator wrote them: how many the program gives does not fall.

python tests/test_gold_names.py a      prints the names of a table that differ
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from rapidfuzz import fuzz

import reportdiff
from running import SHARED

GOLD = Path(__file__).resolve().parent / "gold_names"
# exact names, names that are alike
FLOORS = {
    "a": (0.82, 0.95),
    "b": (0.57, 0.95),
    "c": (0.81, 0.98),
    "d": (0.73, 0.97),
    "e": (0.91, 0.98),
    "f": (0.61, 0.95),
}
_ALIKE = 80  # of 100
_NOT_COUNTED = str.maketrans("", "", " \n“”\"'‘’()（）《》、,，。的")


def likeness(gold: str, name: str) -> float:
    """Return how far a name is that of the gold, in hundredths, as ../shared/bench/score.py counts it."""
    gold, name = (words.translate(_NOT_COUNTED) for words in (gold, name))
    if not gold or not name or gold == name:
        return 100.0 * (gold == name)
    return max(fuzz.ratio(gold, name), fuzz.token_set_ratio(" ".join(gold), " ".join(name)) * 0.9)


def names_of(half: str, reports: Path) -> list[tuple[str, str]]:
    """Return the gold's name of each figure of a half with the program's, "" for a figure that it does not read."""
    rows = defaultdict(list)
    with (GOLD / f"{half}.tsv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows[row["file"]].append(row)
    pairs = []
    for file, named in rows.items():
        metrics = [metric for metric in reportdiff.read(next(reports.rglob(file))).metrics if metric.table is None]
        for row in named:
            start, end = int(row["start"]), int(row["end"])
            names = (metric.name for metric in metrics if metric.span.start < end and start < metric.span.end)
            pairs.append((row["metric"], next(names, "")))
    return pairs


@pytest.mark.parametrize("half", FLOORS)
def test_names_do_not_fall(half: str, shared: Path) -> None:
    """The shares of exact names and of names that are alike are at least those reached before."""
    scores = [likeness(*pair) for pair in names_of(half, shared / "reports")]
    shares = sum(score == 100 for score in scores) / len(scores), sum(score >= _ALIKE for score in scores) / len(scores)
    assert all(share >= floor for share, floor in zip(shares, FLOORS[half], strict=True)), shares


if __name__ == "__main__":
    for gold, name in names_of(sys.argv[1] if sys.argv[1:] in [[half] for half in FLOORS] else "a", SHARED / "reports"):
        if likeness(gold, name) < 100:
            print(gold, "|", name)
