"""Score status, period, area, account and operands on the gold of frames: python tests/frame_scores.py [a|b]

tests/gold_frames holds figures and claims of municipal documents, read by hand before the program's output was looked
at. Half `a` is worked on; half `b` is scored at the end of a change alone, so that both halves can be reported.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import reportdiff as rd
from reportdiff.model import Claim, Metric
from running import SHARED

__all__ = ["GOLD", "score"]

GOLD = Path(__file__).resolve().parent / "gold_frames"
Row = dict[str, str]
_CITY = {"全州", "全市", "我市"}


def score(half: str, *, show: bool = False) -> dict[str, Fraction]:
    """Return the share of right fields of one half, by field; `show` prints every wrong one."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for file, figures, claims in _documents(half):
        result = rd.check(SHARED / "reports" / "municipal" / file).result
        report = result.report
        text = report.document.text
        decided: dict[str, set[str]] = defaultdict(set)
        for check in result.checks:
            if check.claim is not None:
                decided[check.claim].add(str(check.verdict))

        def note(field: str, row: Row, wanted: str, got: str, fits: bool, text: str = text) -> None:
            asked[field] += 1
            right[field] += fits
            if show and not fits:
                start = int(row["start"])
                print(f"{row['file'][:14]} {start} {row['surface']} {field}: {wanted!r}, got {got!r} | …", end="")
                print("".join(text[max(0, start - 46) : start + 24].split()))

        for row in figures:
            metric = _metric_at(report.metrics, int(row["start"]), int(row["end"]))
            for field, read in _FIELDS.items():
                got = read(metric) if metric is not None else "nothing"
                note(field, row, row[field], got, _same(field, row[field], got))
        by_id = {metric.id: metric for metric in report.metrics}
        for row in claims:
            claim = _claim_at(report.claims, int(row["start"]), int(row["end"]))
            note("claims", row, "claim", "nothing" if claim is None else "claim", claim is not None)
            if claim is None:
                continue
            for side in ("current", "prior"):
                metric = by_id.get(getattr(claim, side) or "")
                wanted = row[f"{side}_start"]
                places = [] if metric is None else [metric.span, *metric.places]
                fits = any(span.start <= int(wanted) < span.end for span in places) if wanted else metric is None
                got = metric.figure.surface if metric else ""
                note(side, row, row[f"{side}_surface"], got, fits)
            note("basis", row, row["basis"], str(claim.basis), row["basis"] == str(claim.basis))
            accused = "inconsistent" in decided[claim.id]
            if row["verdict"] != "inconsistent":
                note("not accused", row, row["verdict"], "inconsistent", not accused)
            if row["verdict"] in ("consistent", "within_precision"):
                note("confirmed", row, row["verdict"], str(decided[claim.id]), row["verdict"] in decided[claim.id])
    return {field: Fraction(right[field], asked[field]) for field in asked}


def _documents(half: str) -> Iterator[tuple[str, list[Row], list[Row]]]:
    tables: dict[str, dict[str, list[Row]]] = {"figures": defaultdict(list), "claims": defaultdict(list)}
    for kind, table in tables.items():
        for path in sorted(GOLD.glob(f"{kind}_*.tsv")):
            with path.open(encoding="utf-8", newline="") as handle:
                for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                    if row["half"] == half:
                        table[row["file"]].append(row)
    for file in sorted({*tables["figures"], *tables["claims"]}):
        yield file, tables["figures"][file], tables["claims"][file]


def _metric_at(metrics: tuple[Metric, ...], start: int, end: int) -> Metric | None:
    return next((metric for metric in metrics if metric.span.start < end and start < metric.span.end), None)


def _claim_at(claims: tuple[Claim, ...], start: int, end: int) -> Claim | None:
    own = [claim for claim in claims if claim.figure_span.start < end and start < claim.figure_span.end]
    return own[0] if own else None


def _same(field: str, wanted: str, got: str) -> bool:
    if field == "period":
        return got == wanted or got.removeprefix("as_of:")[:4] == wanted.removeprefix("as_of:")[:4] != ""
    if field == "area":
        # 市级 is 市本级 in most reports; "-" is what nobody said: the whole of the issuer fits it
        folded = {"市级": "市本级", "市直": "市本级", **dict.fromkeys(_CITY, "全市")}
        one, other = folded.get(wanted, wanted), folded.get(got, got)
        return one == other or (one in ("-", "全市") and other in ("-", "全市")) or one in other or other in one
    return got == wanted


def _facet(metric: Any, name: str) -> str | None:
    facets = getattr(metric, "facets", None)
    found: str | None = getattr(facets, name, None)
    return found


_FIELDS: dict[str, Callable[[Any], str]] = {
    "status": lambda metric: str(metric.status),
    "period": lambda metric: metric.period.label if metric.period else "-",
    "area": lambda metric: _facet(metric, "area") or metric.scope or "-",
    "account": lambda metric: _facet(metric, "account") or "-",
}


if __name__ == "__main__":
    half = sys.argv[1] if len(sys.argv) > 1 else "a"
    for field, share in score(half, show="--show" in sys.argv).items():
        print(f"{field}: {float(share):.3f}")
