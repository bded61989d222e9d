"""Measure the share of right pairs by their confidence on the open gold: `python tests/calibration.py` prints it.

A pair counts where the gold knows at least one of its figures. Two plans of which the gold knows only what they came to
are set apart: whether this year's plan answers to last year's, one set of the gold says and another leaves open.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from reportdiff import compare, read
from reportdiff.model import Metric, Report, Status
from running import SHARED

__all__ = ["BINS", "Judged", "bins_of", "judged_pairs"]

BINS = ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.0))
"""Ranges of confidence; the upper end of the last one belongs to it."""

_SETS = ("hailar", "budget", "prov")


@frozen
class Judged:
    """A pair with its confidence, whether the gold has it, and whether it is a plan that the gold leaves open."""

    score: float
    right: bool
    open: bool


def judged_pairs(shared: Path) -> Iterator[Judged]:
    """Yield every pair of the open gold's reports of which the gold has a figure."""
    for name in _SETS:
        with (shared / "gold" / name / "alignment.tsv").open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
        by_pair: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row in rows:
            if "growth_rate" not in row["note"]:
                by_pair.setdefault((row["prior_file"], row["current_file"]), []).append(row)
        for (one, other), gold in by_pair.items():
            before, after = (read(next((shared / "reports").rglob(file))) for file in (one, other))
            yield from _judged(before, after, gold)


def _judged(before: Report, after: Report, gold: Iterable[dict[str, str]]) -> Iterator[Judged]:
    sides = {m.id: m for m in before.metrics if m.table is None}, {m.id: m for m in after.metrics if m.table is None}
    same: set[tuple[str, str]] = set()
    known: tuple[set[str], set[str]] = (set(), set())
    for row in gold:
        mine = _at(sides[0].values(), row["prior_start"], row["prior_surface"])
        yours = _at(sides[1].values(), row["current_start"], row["current_surface"])
        known[0].update(mine)
        known[1].update(yours)
        if row["relation"] == "same":
            same |= {(a, b) for a in mine for b in yours}
    settled = {a for a, _ in same}, {b for _, b in same}
    for pair in compare(before, after).result.pairs:
        a, b = pair.prior, pair.current
        if a in sides[0] and b in sides[1] and (a in known[0] or b in known[1]):
            plan = sides[0][a].status is Status.TARGET and a not in settled[0] and b not in settled[1]
            yield Judged(float(pair.score), (a, b) in same, plan and (a, b) not in same)


def _at(metrics: Iterable[Metric], start: str, surface: str) -> list[str]:
    first = int(start)
    last = first + max(1, len(surface))
    return [metric.id for metric in metrics if metric.span.start < last and metric.span.end > first]


def bins_of(pairs: Iterable[Judged]) -> list[tuple[int, float, float]]:
    """Return for each of `BINS` the number of pairs, their mean confidence, and the share of them that is right."""
    held = list(pairs)
    made = []
    for low, high in BINS:
        inside = [pair for pair in held if low <= pair.score < high or pair.score == high == 1.0]
        number = len(inside)
        made.append(
            (number, sum(p.score for p in inside) / max(number, 1), sum(p.right for p in inside) / max(number, 1))
        )
    return made


if __name__ == "__main__":
    every = list(judged_pairs(SHARED))
    for title, chosen in (("all", every), ("without open plans", [pair for pair in every if not pair.open])):
        print(title)
        for (low, high), (number, mean, right) in zip(BINS, bins_of(chosen), strict=True):
            print(f"  {low:.2f} to {high:.2f}: {number:3d} pairs, confidence {mean:.2f}, right {right:.2f}")
