"""Read the open gold of alignment: which figures in prose, and which sections, of two reports are the same."""

from __future__ import annotations

import csv
import re
import statistics
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

import numpy
from attrs import frozen

from reportdiff import read
from reportdiff.alignment.assignment import assign
from reportdiff.alignment.comparisons import unit_score
from reportdiff.alignment.names import name_of
from reportdiff.alignment.vetoes import not_vetoed_names
from reportdiff.model import Metric, Report, SectionPair, Status
from reportdiff.text.scorers import name_scores

__all__ = ["SETS", "GoldPair", "SectionGold", "gold_pairs", "name_pairs_f1", "section_gold"]

SETS = ("hailar", "budget", "prov")
"""The annotated sets: a district's work reports, a department's budgets, provinces and the state."""

Ids = tuple[str, str]


@frozen(kw_only=True)
class GoldPair:
    """Two consecutive reports of one issuer with what was annotated.

    Attributes:
        set_name: Which of `SETS` it belongs to.
        prior: Last year's report.
        current: This year's report.
        rows: How many annotated rows are of one metric.
        same: The ids of metrics that are the same, with the row that says so.
        traps: The ids of metrics that look alike and must not be paired.
    """

    set_name: str
    prior: Report
    current: Report
    rows: int
    same: Mapping[Ids, int]
    traps: Set[Ids]

    def knows(self, pair: Ids) -> bool:
        """Return whether a row speaks of one of the two figures."""
        known = (*self.same, *self.traps)
        return pair[0] in {prior for prior, _ in known} or pair[1] in {current for _, current in known}

    def decides(self, pair: Ids) -> bool:
        """Return whether the gold says if a pair is right."""
        return self.knows(pair) and not self.leaves_open(pair)

    def leaves_open(self, pair: Ids) -> bool:
        """Return whether the gold does not say if two plans answer to each other.

        Of some plans it knows only what they came to.
        """
        if pair in self.same or self._prior_metric(pair[0]).status is not Status.TARGET:
            return False
        return pair[0] not in {prior for prior, _ in self.same} and pair[1] not in {other for _, other in self.same}

    def _prior_metric(self, identifier: str) -> Metric:
        return next(metric for metric in self.prior.metrics if metric.id == identifier)


@frozen(kw_only=True)
class SectionGold:
    """Two consecutive reports of one issuer with the headings of sections that are the same."""

    set_name: str
    prior: Report
    current: Report
    same: Set[Ids]

    def judge(self, pairs: Iterable[SectionPair]) -> tuple[int, int]:
        """Return how many of the annotated pairs were found, and how many pairs were; a part of a heading is enough."""
        headings = [{section.id: _plain(section.heading) for section in r.sections} for r in (self.prior, self.current)]
        found = {
            (headings[0][pair.prior], headings[1][pair.current])
            for pair in pairs
            if pair.prior is not None and pair.current is not None
        }
        found = {pair for pair in found if all(pair)}
        right = sum(any(_is_part(want[0], got[0]) and _is_part(want[1], got[1]) for got in found) for want in self.same)
        return right, len(found)


def _is_part(one: str, other: str) -> bool:
    return one in other or other in one


def gold_pairs(shared: Path) -> Iterator[GoldPair]:
    """Yield the annotated pairs of reports below the folder `shared`."""
    for name, prior, current, rows in _annotated(shared, "alignment.tsv"):
        # growth_rate: two stated changes of one metric, no figures to pair
        yield _gold_pair(name, prior, current, [row for row in rows if "growth_rate" not in row["note"]])


def section_gold(shared: Path) -> Iterator[SectionGold]:
    """Yield the pairs of reports whose sections are annotated below the folder `shared`."""
    for name, prior, current, rows in _annotated(shared, "sections.tsv"):
        same = {
            (_plain(row["prior_heading"]), _plain(row["current_heading"])) for row in rows if row["relation"] != "none"
        }
        yield SectionGold(set_name=name, prior=prior, current=current, same=same)


def _annotated(shared: Path, table: str) -> Iterator[tuple[str, Report, Report, list[dict[str, str]]]]:
    """Yield the pairs of reports that a gold table of each set names, with their rows."""
    for name in SETS:
        with (shared / "gold" / name / table).open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
        by_files: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row in rows:
            if row["prior_file"] and row["current_file"]:
                by_files.setdefault((row["prior_file"], row["current_file"]), []).append(row)
        for files, annotated in by_files.items():
            prior, current = (read(next((shared / "reports").rglob(file))) for file in files)
            yield name, prior, current, annotated


def _plain(heading: str) -> str:
    return re.sub(r"[\s。.]", "", heading)


def _gold_pair(name: str, prior: Report, current: Report, annotated: Iterable[dict[str, str]]) -> GoldPair:
    same: dict[Ids, int] = {}
    traps: set[Ids] = set()
    count = 0
    for number, row in enumerate(annotated):
        pairs = [
            (before, after)
            for before in _metrics_at(prior, row["prior_start"], row["prior_surface"])
            for after in _metrics_at(current, row["current_start"], row["current_surface"])
        ]
        if row["relation"] == "same":
            count += 1
            same.update(dict.fromkeys(pairs, number))
        else:
            traps.update(pairs)
    return GoldPair(set_name=name, prior=prior, current=current, rows=count, same=same, traps=traps)


def _metrics_at(report: Report, start: str, surface: str) -> list[str]:
    """Return the ids of the metrics in prose whose figures stand where a row says."""
    first = int(start)
    last = first + max(1, len(surface))
    return [m.id for m in report.metrics if m.table is None and m.span.start < last and m.span.end > first]


def name_pairs_f1(shared: Path) -> float:
    """Return F1 on the table of reworded names, unit known: each fifth with the best threshold of the other four."""
    with (shared / "data" / "name_pairs.tsv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    prior, current = ([row for row in rows if row[f"name_y{year}"]] for year in (1, 2))
    prior_names, current_names = [name_of(r["name_y1"]) for r in prior], [name_of(r["name_y2"]) for r in current]
    prior_units, current_units = ([_base_unit(r[f"unit_y{y}"]) for r in side] for y, side in ((1, prior), (2, current)))
    comparable = [[unit_score(unit, other) > 0 for other in current_units] for unit in prior_units]
    open_cells = not_vetoed_names(prior_names, current_names) & numpy.array(comparable)
    scores = name_scores([name.text for name in prior_names], [name.text for name in current_names], open_cells)
    scores = numpy.where(open_cells, scores, 0)

    def counts(threshold: int, fold: int, inside: bool) -> tuple[int, int]:
        """Return how many pairs are right, and how many were found or wanted, inside a fold or outside of it."""
        found = [pair for pair in assign(scores, threshold) if (int(prior[pair[0]]["id"]) % 5 == fold) == inside]
        wanted = sum(row["kind"] == "pair" and (int(row["id"]) % 5 == fold) == inside for row in rows)
        return sum(prior[row] is current[column] for row, column in found), len(found) + wanted

    def f1(right: int, both: int) -> float:
        return 2 * right / both

    totals = []
    for fold in range(5):
        reached = {threshold: f1(*counts(threshold, fold, False)) for threshold in range(3000, 7000, 100)}
        best = [threshold for threshold, value in reached.items() if value == max(reached.values())]
        totals.append(counts(statistics.median_low(best), fold, True))
    return f1(sum(right for right, _ in totals), sum(both for _, both in totals))


def _base_unit(unit: str) -> str:
    return {"亿元": "元", "万元": "元"}.get(unit, unit)
